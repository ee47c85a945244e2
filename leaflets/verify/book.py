"""An audio book as a player meets it: its sound, played by FFmpeg, its tags and its chapters."""

import tempfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import numpy.typing as npt

from leaflets import ffmpeg, m4b_reader
from leaflets.id3 import Chapter

_FRAMES = {"TIT2": "©nam", "TPE1": "©ART", "TYER": "©day", "TSSE": "©cmt"}
"""The tags that are asked for, by the names that the same tags have in an MP3."""
_START_S, _SLOWEST_MB_S = 60.0, 0.1
"""Most seconds that playing may take: to start, and by the size of the file."""


def samples(data: bytes, rate_hz: int) -> npt.NDArray[np.float32]:
    """The sound in one channel, full scale is 1, without what a player leaves out at the beginning.

    Raises LeafletError where FFmpeg is missing or cannot play it.
    """
    with tempfile.TemporaryDirectory(prefix="leaflets-") as folder:
        file = Path(folder, "book.m4b")
        file.write_bytes(data)
        wanted = ("-i", str(file), "-map", "0:a", "-ac", "1", "-ar", str(rate_hz), "-f", "f32le", "pipe:1")
        played = ffmpeg.run(wanted, b"", _START_S + len(data) / 1e6 / _SLOWEST_MB_S)
    return np.frombuffer(played, dtype="<f4").astype(np.float32)


def rate_hz(data: bytes) -> int:
    return m4b_reader.rate_hz(data)


def tags(data: bytes) -> dict[str, str]:
    """Title, publisher, date, voice and language, by the names of ID3."""
    found = {frame: m4b_reader.text(data, name) for frame, name in _FRAMES.items()}
    return {**found, "TLAN": m4b_reader.language(data)}


def chapters(data: bytes) -> tuple[Chapter, ...]:
    return tuple(Chapter(*chapter) for chapter in m4b_reader.chapters(data))


def enclosed(data: bytes, name: str) -> bytes:
    """The file of that name inside; empty where there is none, or where the boxes of the file are damaged."""
    with suppress(ValueError, KeyError):
        return m4b_reader.file(data, name)
    return b""
