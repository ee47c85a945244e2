"""Sound files in and out: FLAC for parts, MP3 for readers. The only module that knows soundfile.

libsndfile writes the header that makes players skip the coder's own delay, so cues stay exact; lameenc 1.9.0 does not,
and everything would come 50 ms late. The cue test on the decoded MP3 watches over it.
"""

import io

import numpy as np
import soundfile

from leaflets.voices import Samples

_CODER_GAIN = 0.95
"""LAME turns everything down to this part (-0.45 dB, in every band; libsndfile 1.2.2). It is made good before."""
_MP3_64_KBIT = 0.6
"""libsndfile's compression level for 64 kbit/s at 22.05 and 24 kHz: half a megabyte a minute."""
CODER_DELAY = 1105
"""So many samples late a player hears everything that does not know of the coder's delay: 576 of LAME, and 529 of every
decoder of layer III (measured with mpg123 in libsndfile 1.2.2 and with FFmpeg 7)."""
_LAYER_III_KBIT = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""Bit rates by the number in the head of a frame, for low sampling rates (ISO/IEC 13818-3)."""
LOW_RATES_HZ = (22050, 24000, 16000)
FRAME = 576
"""Samples of a frame of layer III at these rates."""


def to_flac(samples: Samples, rate_hz: int) -> bytes:
    """The same samples, packed without loss; same samples, same bytes."""
    file = io.BytesIO()
    soundfile.write(file, samples, rate_hz, format="FLAC", subtype="PCM_16")
    return file.getvalue()


def to_mp3(samples: Samples, rate_hz: int) -> bytes:
    """An MP3 at a constant 64 kbit/s: every player can jump in it. Same samples, same bytes."""
    file = io.BytesIO()
    soundfile.write(
        file,
        samples.astype(np.float32) / np.float32(32768 * _CODER_GAIN),
        rate_hz,
        format="MP3",
        subtype="MPEG_LAYER_III",
        bitrate_mode="CONSTANT",
        compression_level=_MP3_64_KBIT,
    )
    return file.getvalue()


def to_bare_mp3(samples: Samples, rate_hz: int) -> bytes:
    """The same for players that know nothing of the coder's delay, such as those for DAISY: heard at its time by all.

    The header that tells of the delay is left out, so that no player makes up for it; and so are the first CODER_DELAY
    samples, which must be silence. So sound comes exactly where it was. At low sampling rates only.
    """
    mp3 = to_mp3(samples[CODER_DELAY:], rate_hz)
    return mp3[_first_frame(mp3) :]


def _first_frame(mp3: bytes) -> int:
    """The size of the frame that holds nothing but the header of LAME; 0 where the first frame holds sound."""
    size = frame_bytes(mp3[:4])
    return size if b"Info" in mp3[:size] else 0


def frame_bytes(head: bytes) -> int:
    """The size of a frame by its first four bytes."""
    bits = int.from_bytes(head, "big")
    kbit, rate_hz, padding = _LAYER_III_KBIT[bits >> 12 & 15], LOW_RATES_HZ[bits >> 10 & 3], bits >> 9 & 1
    return 72_000 * kbit // rate_hz + padding


def decode(data: bytes) -> tuple[Samples, int]:
    """Samples and rate of a sound file with one channel."""
    samples, rate_hz = soundfile.read(io.BytesIO(data), dtype="int16")
    return np.asarray(samples, dtype=np.int16), int(rate_hz)


def seconds(data: bytes) -> float:
    """The length of a sound file, from its header."""
    info = soundfile.info(io.BytesIO(data))
    return float(info.frames / info.samplerate)
