"""A recording as an MP3 in stretches, each coded by itself and kept: after an edit only the stretch with it is coded.

An MP3 is a row of frames. A coder that begins anew keeps nothing back for its first frame, so rows of frames may follow
each other where nothing is heard: at a joint no decoder needs what stood before. Every stretch begins on a whole frame
of the recording; `assemble` starts each line on one, so what is behind an edit stays as it was coded.
"""

import hashlib
import struct
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from leaflets import prepared
from leaflets.speech import encode
from leaflets.speech.encode import FRAME, LOW_RATES_HZ, frame_bytes, to_mp3
from leaflets.voices import Samples

KIND = "coded"

Sums = npt.NDArray[np.uint16]

_SILENCE_S = 0.8
"""Stretches part where it is silent for so long: between rows, not between the sentences of a row."""
_AT_ONCE = 2
"""The coder lets Python go on meanwhile; a recording is what takes longest of one leaflet."""
_BEFORE = 4 * FRAME
"""So much of the silence goes with the stretch behind it: its coder begins in silence too."""
_TAG_AT, _LAME_AT = 13, 133
"""Of the header: the word "Info", behind 4 bytes of head and 9 of side information (one channel, MPEG-2); then flags,
frames, bytes, a table of 100 places and the quality (Xing). The part of LAME follows ("Mp3 Info Tag", revision 1)."""
_CODER_START = 576
"""So many samples LAME puts before the sound; the header tells it."""


def recording(samples: Samples, rate_hz: int) -> bytes:
    """The MP3, as `encode.to_mp3` makes it but for the joints. Same samples, same bytes, whatever was kept."""
    if rate_hz not in LOW_RATES_HZ:
        return to_mp3(samples, rate_hz)
    parts = list(pairwise((0, *_cuts(samples, rate_hz), len(samples))))
    rows: list[bytes] = []
    header = b""
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        coded = threads.map(lambda part: _coded(samples[slice(*part)], rate_hz), parts)
        for (begin, end), mp3 in zip(parts, coded, strict=True):
            header, *frames = _frames(mp3)
            rows += frames if end == len(samples) else frames[: (end - begin) // FRAME]
    return _header(header, rows, len(samples)) + b"".join(rows)


def _cuts(samples: Samples, rate_hz: int) -> list[int]:
    """Where a stretch begins, in samples: whole frames, shortly before what is heard after a long silence."""
    heard = np.flatnonzero(samples)
    after = heard[1:][np.diff(heard) > _SILENCE_S * rate_hz]
    return [int(start) for start in (after - _BEFORE) // FRAME * FRAME]


def _coded(samples: Samples, rate_hz: int) -> bytes:
    name = f"{rate_hz} {hashlib.sha256(samples.tobytes()).hexdigest()}"
    return _shelf().get(name, lambda: to_mp3(samples, rate_hz))


@cache
def _shelf() -> prepared.Shelf:
    return prepared.shelf(KIND, Path(encode.__file__), Path(__file__), tools=f"soundfile {version('soundfile')}")


def _frames(mp3: bytes) -> list[bytes]:
    """The header first, then every frame with sound."""
    found, start = [], 0
    while start < len(mp3):
        end = start + frame_bytes(mp3[start : start + 4])
        found.append(mp3[start:end])
        start = end
    return found


def _header(one: bytes, rows: list[bytes], samples: int) -> bytes:
    """The header of a stretch made that of the whole recording: how much there is, where it is, what to leave out."""
    sizes = np.cumsum([len(one), *map(len, rows)])
    whole = int(sizes[-1])
    places = [int(sizes[len(rows) * part // 100] * 256 // whole) for part in range(100)]
    left_over = len(rows) * FRAME - _CODER_START - samples
    told = bytearray(one)
    told[_TAG_AT + 8 : _TAG_AT + 16] = struct.pack(">II", len(rows), whole)
    told[_TAG_AT + 16 : _TAG_AT + 116] = bytes(min(255, place) for place in places)
    told[_LAME_AT + 21 : _LAME_AT + 24] = (_CODER_START << 12 | left_over).to_bytes(3, "big")
    told[_LAME_AT + 28 : _LAME_AT + 32] = struct.pack(">I", whole)
    told[_LAME_AT + 32 : _LAME_AT + 34] = _crc(rows).to_bytes(2, "big")
    told[_LAME_AT + 34 : _LAME_AT + 36] = _crc([bytes(told[: _LAME_AT + 34])]).to_bytes(2, "big")
    return bytes(told)


def _crc(rows: Sequence[bytes]) -> int:
    """CRC-16 of all bytes of the rows (polynomial 0x8005, bits turned round, start 0), as LAME's header has it.

    Every row by itself, all at the same time; then joined: the rows are many and short.
    """
    longest = max(map(len, rows))
    table = np.frombuffer(b"".join(row.rjust(longest, b"\0") for row in rows), np.uint8).reshape(-1, longest)
    sums = np.zeros(len(rows), np.uint16)
    for column in table.T:
        sums = _step(sums, column)
    behind = {size: _zeros(size) for size in {len(row) for row in rows}}
    whole = 0
    for row, own in zip(rows, sums.tolist(), strict=True):
        low, high = behind[len(row)]
        whole = low[whole & 255] ^ high[whole >> 8] ^ own
    return whole


def _step(sums: Sums, values: npt.NDArray[np.uint8]) -> Sums:
    return np.asarray(sums >> 8 ^ _table()[(sums ^ values) & 255], dtype=np.uint16)


@cache
def _table() -> Sums:
    sums = np.arange(256, dtype=np.uint16)
    for _ in range(8):
        sums = np.asarray(np.where(sums & 1, sums >> 1 ^ 0xA001, sums >> 1), dtype=np.uint16)
    return sums


def _zeros(count: int) -> tuple[list[int], list[int]]:
    """What becomes of a sum when so many zero bytes follow: by its lower byte and by its upper one."""
    low = np.arange(256, dtype=np.uint16)
    high = np.asarray(low << 8, dtype=np.uint16)
    none = np.zeros(256, np.uint8)
    for _ in range(count):
        low, high = _step(low, none), _step(high, none)
    return low.tolist(), high.tolist()
