"""Sound files in and out without loss, and MP3 in: FLAC for parts. The only module here that knows soundfile."""

import io

import numpy as np
import soundfile

from leaflets.voices import Samples


def to_flac(samples: Samples, rate_hz: int) -> bytes:
    """The same samples, packed without loss; same samples, same bytes."""
    file = io.BytesIO()
    soundfile.write(file, samples, rate_hz, format="FLAC", subtype="PCM_16")
    return file.getvalue()


def decode(data: bytes) -> tuple[Samples, int]:
    """Samples and rate of a sound file with one channel."""
    samples, rate_hz = soundfile.read(io.BytesIO(data), dtype="int16")
    return np.asarray(samples, dtype=np.int16), int(rate_hz)


def seconds(data: bytes) -> float:
    """The length of a sound file, from its header."""
    info = soundfile.info(io.BytesIO(data))
    return float(info.frames / info.samplerate)
