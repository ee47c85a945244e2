"""The Kokoro model and the style of a voice: loaded from files, asked for the sound of phonemes."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Model:
    """The model, ready to speak."""

    digest: str
    """SHA-256 of its file."""
    session: Session
    vocabulary: Mapping[str, int]
    """The model's numbers for the phonemes that it knows."""

    def numbers(self, phonemes: str) -> list[int]:
        return [self.vocabulary[sign] for sign in phonemes if sign in self.vocabulary]

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
        wave, *frames = self.session.run(None, given)
        return wave.reshape(-1), [round(float(count)) for told in frames for count in told.reshape(-1)]


@dataclass(frozen=True, slots=True)
class Style:
    """How one voice sounds."""

    digest: str
    """SHA-256 of its file."""
    rows: Wave
    """One style of 256 numbers for each number of phonemes."""


def load_model(paths: Sequence[str]) -> Model:
    """The Kokoro-82M 1.0 model of an ONNX file, which may come in several parts."""
    import hibari
    import onnxruntime

    content = b"".join(Path(path).read_bytes() for path in paths)
    options = onnxruntime.SessionOptions()
    # One thread: the same numbers in the same order, so the same bytes, however many processors there are.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    # An export of another kind may have another name for the durations. Then nothing is told of them.
    telling = _telling(_DURATIONS) if _DURATIONS.encode() in content else b""
    session: Session = onnxruntime.InferenceSession(content + telling, options, ["CPUExecutionProvider"])
    vocabulary = Path(hibari.__file__).with_name("assets") / "vocab.json"  # it is Kokoro's own
    return Model(hashlib.sha256(content).hexdigest(), session, json.loads(vocabulary.read_text(encoding="utf-8")))


def load_style(path: str) -> Style:
    """The style of a file of little-endian float32."""
    content = Path(path).read_bytes()
    return Style(hashlib.sha256(content).hexdigest(), np.frombuffer(content, dtype="<f4").reshape(-1, _STYLE))


def _telling(name: str) -> bytes:
    """What is added to an ONNX file so that it gives out one more of its inner values.

    An ONNX file is a protobuf message, and two of these in a row are one with the lists of both: this one holds a graph
    (field 7 of ModelProto) with an output (12 of GraphProto) of that name (1 of ValueInfoProto). See onnx/onnx.proto.
    """
    message = name.encode()
    for number in (1, 12, 7):
        message = bytes([number << 3 | 2, len(message)]) + message
    return message
