"""Writes WAV files for audio CDs: 44.1 kHz, 16 bit, both channels alike, with tags behind the sound.

The head has the usual 44 bytes, and the tags stand in a chunk `id3 ` after the sound, as in many programs: what burns a
CD reads the sound and stops there.
"""

import struct

import numpy as np

from leaflets.voices import Samples

RATE_HZ = 44100
_CHANNELS, _BITS = 2, 16
_PCM = 1


def to_wave(samples: Samples, tag: bytes) -> bytes:
    """The WAV file of one channel at RATE_HZ, heard on both sides."""
    sound = np.repeat(samples.astype("<i2"), _CHANNELS).tobytes()
    frame = _CHANNELS * _BITS // 8
    form = struct.pack("<HHIIHH", _PCM, _CHANNELS, RATE_HZ, RATE_HZ * frame, frame, _BITS)
    body = b"WAVE" + _chunk(b"fmt ", form) + _chunk(b"data", sound) + _chunk(b"id3 ", tag)
    return _chunk(b"RIFF", body)


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)
