"""MP3 out: the coder, its frames, and the header that says what players leave out. The only module that knows lameenc.

The coder is LAME in lameenc 1.9.0 (LGPL), at the same rate and quality three times as fast as LAME in libsndfile 1.2.2.
It writes no header, and without one everything comes 50 ms late: so the header is written here, and the cue test on the
decoded MP3 watches over it.
"""

import struct
from collections.abc import Sequence
from functools import cache

import lameenc
import numpy as np
import numpy.typing as npt

from leaflets.voices import Samples

FRAME = 576
"""Samples of a frame of layer III at low sampling rates (ISO/IEC 13818-3)."""
CODER_DELAY = 1105
"""So many samples late a player hears everything that does not know of the coder's delay: 576 of LAME, and 529 of every
decoder of layer III (measured with mpg123 in libsndfile 1.2.2 and with FFmpeg 7)."""

_KBIT = 64
"""Half a megabyte a minute."""
_QUALITY = 3
"""LAME's own choice; from 2 on it takes twice as long, and comes no closer to the original (measured at 22.05 kHz)."""
_CODER_GAIN = 0.95
"""LAME turns everything down to this part (-0.45 dB, in every band). It is made good before."""
_CODER_START = 576
_LAYER_III_KBIT = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""Bit rates by the number in the head of a frame, for low sampling rates (ISO/IEC 13818-3)."""
_LOW_RATES_HZ = (22050, 24000, 16000)
_PADDING = 0x02
"""In the third byte of a head: whether the frame is one byte longer."""
_SIDE_INFORMATION = bytes(9)
"""Of a frame with one channel at low rates; a decoder that does not know the header then hears silence."""
_XING_QUALITY = 37
"""As LAME tells quality 3 at a constant rate."""
_LAME, _LAME_MIDDLE = b"LAME3.100\x01", bytes(8) + bytes((0x14, _KBIT))
"""Constant rate; then, after the low-pass, no levels told; shaped noise; and the rate ("Mp3 Info Tag", revision 1)."""
_LAME_AFTER = bytes((0x22, 0)) + struct.pack(">H", _KBIT)
"""A rate as low as that of CD or lower, one channel; no gain; the preset."""

Sums = npt.NDArray[np.uint16]


def to_mp3(samples: Samples, rate_hz: int) -> bytes:
    """An MP3 at a constant 64 kbit/s: every player can jump in it. Same samples, same bytes. At low rates only."""
    return whole(frames(samples, rate_hz), len(samples))


def to_bare_mp3(samples: Samples, rate_hz: int) -> bytes:
    """The same for players that know nothing of the coder's delay, such as those for DAISY: heard at its time by all.

    The header that tells of the delay is left out, so that no player makes up for it; and so are the first CODER_DELAY
    samples, which must be silence. So sound comes exactly where it was.
    """
    return b"".join(frames(samples[CODER_DELAY:], rate_hz))


def frames(samples: Samples, rate_hz: int) -> tuple[bytes, ...]:
    """The frames of these samples. Raises ValueError for a rate above 24 kHz."""
    if rate_hz not in _LOW_RATES_HZ:
        raise ValueError(f"No voice of ours speaks at {rate_hz} Hz.")
    coder = lameenc.Encoder()
    coder.set_channels(1)
    coder.set_in_sample_rate(rate_hz)
    coder.set_out_sample_rate(rate_hz)
    coder.set_bit_rate(_KBIT)
    coder.set_quality(_QUALITY)
    coder.silence()  # it would talk about itself on the screen
    louder = np.rint(samples / _CODER_GAIN).clip(-32768, 32767).astype(np.int16)
    return split(bytes(coder.encode(louder.tobytes())) + bytes(coder.flush()))


def split(coded: bytes) -> tuple[bytes, ...]:
    """The frames in a row of frames."""
    found, start = [], 0
    while start < len(coded):
        end = start + _frame_bytes(coded[start : start + 4])
        found.append(coded[start:end])
        start = end
    return tuple(found)


def _frame_bytes(head: bytes) -> int:
    """The size of a frame by its first four bytes."""
    bits = int.from_bytes(head, "big")
    kbit, padding = _LAYER_III_KBIT[bits >> 12 & 15], bits >> 9 & 1
    return 72_000 * kbit // _rate_hz(head) + padding


def _rate_hz(head: bytes) -> int:
    return _LOW_RATES_HZ[head[2] >> 2 & 3]


def whole(rows: Sequence[bytes], samples: int) -> bytes:
    """An MP3 of these frames, which hold so many samples: with its header, so that players leave out the rest.

    The header is a frame of its own: how many frames and bytes there are, where each hundredth begins (Xing), what is
    to be left out at both ends, and two sums (LAME).
    """
    head = bytes((*rows[0][:2], rows[0][2] & ~_PADDING, rows[0][3]))
    size = _frame_bytes(head)
    sizes = np.cumsum([size, *map(len, rows)])
    every = int(sizes[-1])
    places = [int(sizes[len(rows) * part // 100] * 256 // every) for part in range(100)]
    left_over = len(rows) * FRAME - _CODER_START - samples
    told = head + _SIDE_INFORMATION + b"Info" + struct.pack(">III", 0x0F, len(rows), every)
    told += bytes(min(255, place) for place in places) + struct.pack(">I", _XING_QUALITY)
    told += _LAME + bytes((_rate_hz(head) // 200,)) + _LAME_MIDDLE
    told += (_CODER_START << 12 | left_over).to_bytes(3, "big") + _LAME_AFTER + struct.pack(">IH", every, _sum(rows))
    told += struct.pack(">H", _sum([told]))
    return told.ljust(size, b"\0") + b"".join(rows)


def _sum(rows: Sequence[bytes]) -> int:
    """CRC-16 of all bytes of the rows (polynomial 0x8005, bits turned round, start 0), as LAME's header has it.

    Every row by itself, all at the same time; then joined: the rows are many and short.
    """
    longest = max(map(len, rows))
    table = np.frombuffer(b"".join(row.rjust(longest, b"\0") for row in rows), np.uint8).reshape(-1, longest)
    sums = np.zeros(len(rows), np.uint16)
    for column in table.T:
        sums = _step(sums, column)
    behind = {size: _zeros(size) for size in {len(row) for row in rows}}
    found = 0
    for row, own in zip(rows, sums.tolist(), strict=True):
        low, high = behind[len(row)]
        found = low[found & 255] ^ high[found >> 8] ^ own
    return found


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
