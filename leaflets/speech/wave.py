"""Writes WAV files for audio CDs: 44.1 kHz, 16 bit, both channels alike, with tags behind the sound.

The head has the usual 44 bytes, and the tags stand in a chunk `id3 ` after the sound, as in many programs: what burns a
CD reads the sound and stops there.
"""

import io
import struct
from collections.abc import Iterator
from itertools import chain

import numpy as np

from leaflets.voices import Samples

RATE_HZ = 44100
_CHANNELS, _BITS = 2, 16
_PCM = 1
_BLOCK = 1 << 16
"""Samples at a time: a track has up to 20 MB, and a worker holds all tracks of a CD, so none is held twice."""


def to_wave(samples: Samples, tag: bytes) -> bytes:
    """The WAV file of one channel at RATE_HZ, heard on both sides."""
    frame = _CHANNELS * _BITS // 8
    form = struct.pack("<HHIIHH", _PCM, _CHANNELS, RATE_HZ, RATE_HZ * frame, frame, _BITS)
    heads = (b"WAVE", _head(b"fmt ", len(form)), form, _head(b"data", len(samples) * frame))
    tail = (_head(b"id3 ", len(tag)), tag, bytes(len(tag) % 2))
    size = sum(map(len, (*heads, *tail))) + len(samples) * frame
    file = io.BytesIO()
    for part in chain((_head(b"RIFF", size), *heads), _both_sides(samples), tail):
        file.write(part)
    return file.getvalue()


def _both_sides(samples: Samples) -> Iterator[bytes]:
    for start in range(0, len(samples), _BLOCK):
        yield np.repeat(samples[start : start + _BLOCK].astype("<i2", copy=False), _CHANNELS).tobytes()


def _head(name: bytes, size: int) -> bytes:
    return name + struct.pack("<I", size)
