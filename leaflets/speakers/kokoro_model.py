"""The Kokoro model and the style of a voice: loaded from files, asked for the sound of phonemes."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

RATE_HZ = 24000
FRAME = 600
"""Samples of a frame, in which the model counts how long a phoneme lasts: 25 ms."""
LONGEST = 510
"""Phonemes that the model takes at once; it puts one more at each end."""
_STYLE = 256
"""Numbers in a style; a style file has one style for each length."""
_DURATIONS = "/encoder/Clip_output_0"
"""What the model knows inside: how many frames each phoneme lasts."""

Wave = npt.NDArray[np.float32]


class Session(Protocol):
    """The part of an `onnxruntime.InferenceSession` that is used."""

    def run(self, names: None, given: Mapping[str, npt.NDArray[np.float32 | np.int64]]) -> Sequence[Wave]: ...


@dataclass(frozen=True)
class Model:
    """The model, ready to speak."""

    content: bytes = field(repr=False)
    """An ONNX file: Kokoro-82M 1.0."""

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def _vocabulary(self) -> dict[str, int]:
        import hibari

        path = Path(hibari.__file__).with_name("assets") / "vocab.json"  # it is Kokoro's own
        numbers: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))
        return numbers

    @cached_property
    def _session(self) -> Session:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # One thread: the same numbers in the same order, so the same bytes, however many processors there are.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        content = self.content + _telling(_DURATIONS) if self.tells_durations else self.content
        session: Session = onnxruntime.InferenceSession(content, options, ["CPUExecutionProvider"])
        return session

    @cached_property
    def tells_durations(self) -> bool:
        """Whether it can say how long each phoneme lasts: an export of another kind may call that otherwise."""
        return _DURATIONS.encode() in self.content

    def numbers(self, phonemes: str) -> list[int]:
        """The model's numbers for the phonemes that it knows."""
        return [self._vocabulary[sign] for sign in phonemes if sign in self._vocabulary]

    def say(self, phonemes: str, style: "Style", speed: float) -> tuple[Wave, list[int]]:
        """The sound, and for each phoneme that it knows how many frames it lasts, with one more at each end.

        No frames from a model that does not tell them.
        """
        numbers = self.numbers(phonemes)
        given = {
            "tokens": np.array([[0, *numbers, 0]], dtype=np.int64),
            "style": style.rows[min(len(numbers), len(style.rows)) - 1][None],
            "speed": np.array([speed], dtype=np.float32),
        }
        wave, *frames = self._session.run(None, given)
        return wave.reshape(-1), [round(float(count)) for told in frames for count in told.reshape(-1)]


@dataclass(frozen=True)
class Style:
    """How one voice sounds."""

    content: bytes = field(repr=False)
    """Rows of 256 numbers, little-endian float32: one row for each number of phonemes."""

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def rows(self) -> Wave:
        return np.frombuffer(self.content, dtype="<f4").reshape(-1, _STYLE)


def read(paths: Sequence[str]) -> bytes:
    """The content of a file that may come in several."""
    return b"".join(Path(path).read_bytes() for path in paths)


def _telling(name: str) -> bytes:
    """What is added to an ONNX file so that it gives out one more of its inner values.

    An ONNX file is a protobuf message, and two of these in a row are one with the lists of both: this one holds a graph
    (field 7 of ModelProto) with an output (12 of GraphProto) of that name (1 of ValueInfoProto). See onnx/onnx.proto.
    """
    message = name.encode()
    for number in (1, 12, 7):
        message = bytes([number << 3 | 2, len(message)]) + message
    return message
