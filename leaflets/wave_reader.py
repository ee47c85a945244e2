"""Reads the parts of a WAV file, and shares no code with its writer."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """How the sound is stored."""

    coding: int
    """1 for plain samples (PCM)."""
    channels: int
    rate_hz: int
    bits: int


def is_wave(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WAVE"


def chunks(data: bytes) -> Mapping[str, memoryview]:
    """The chunks by name; a chunk that is cut off is as long as what is there of it. None for other files."""
    found: dict[str, memoryview] = {}
    view, at = memoryview(data), 12  # a view, since a track has up to 20 MB, and each question reads its chunks
    while is_wave(data) and at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        found.setdefault(data[at : at + 4].decode("latin-1"), view[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    return found


def form(data: bytes) -> Form | None:
    """How the sound is stored; None where the file does not say."""
    told = chunks(data).get("fmt ", b"")
    if len(told) < 16:
        return None
    coding, channels, rate_hz, bits = (int.from_bytes(told[at:end], "little") for at, end in _PLACES)
    return Form(coding, channels, rate_hz, bits)


_PLACES = ((0, 2), (2, 4), (4, 8), (14, 16))
"""Where the fields of `Form` stand, in their order."""


def tag(data: bytes) -> bytes:
    """The ID3 tag; empty where there is none."""
    found = chunks(data)
    return bytes(found.get("id3 ", found.get("ID3 ", b"")))


def seconds(data: bytes) -> float:
    """How long it plays."""
    told = form(data)
    frame = told.channels * told.bits // 8 if told else 0
    return len(chunks(data).get("data", b"")) / frame / told.rate_hz if told and frame and told.rate_hz else 0.0
