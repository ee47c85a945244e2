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


def decode(data: bytes) -> tuple[Samples, int]:
    """Samples and rate of a sound file with one channel."""
    samples, rate_hz = soundfile.read(io.BytesIO(data), dtype="int16")
    return np.asarray(samples, dtype=np.int16), int(rate_hz)


def seconds(data: bytes) -> float:
    """The length of a sound file, from its header."""
    info = soundfile.info(io.BytesIO(data))
    return float(info.frames / info.samplerate)
