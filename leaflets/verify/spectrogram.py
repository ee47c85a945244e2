"""Turns sound into what Whisper's models read: 30 seconds as the logarithm of 80 mel bands, 100 times a second.

The figures are those of the models' own code (openai/whisper, whisper/audio.py): the models were trained on them.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

SECONDS = 30
RATE_HZ = 16000
BANDS = 80
_WINDOW = 400
_STEP = 160
_FRAMES = SECONDS * RATE_HZ // _STEP

Values = npt.NDArray[np.float32]


def log_mel(samples: Values, rate_hz: int) -> Values:
    """BANDS x 3000 values for the first 30 seconds; silence follows shorter sound."""
    sound = np.pad(_at_16_khz(samples, rate_hz), _WINDOW // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(sound, _WINDOW)[::_STEP][:_FRAMES]
    window = np.hanning(_WINDOW + 1)[:-1].astype(np.float32)
    power = np.abs(np.fft.rfft(frames * window, axis=1)) ** 2
    bands = np.log10(np.maximum(_filters() @ power.T, 1e-10))
    return np.asarray((np.maximum(bands, bands.max() - 8) + 4) / 4, dtype=np.float32)


def _at_16_khz(samples: Values, rate_hz: int) -> Values:
    """30 seconds at the rate of the models: what is above 8 kHz is cut off."""
    size = SECONDS * rate_hz
    filled = np.pad(samples[:size], (0, max(0, size - len(samples))))
    wanted = SECONDS * RATE_HZ
    kept = np.fft.rfft(filled)[: wanted // 2 + 1]
    return np.asarray(np.fft.irfft(kept, wanted) * (wanted / size), dtype=np.float32)


@lru_cache
def _filters() -> npt.NDArray[np.float64]:
    """How much of each frequency goes into each band: triangles of equal area, on Slaney's mel scale."""
    edges = _hertz(np.linspace(0, _mel(RATE_HZ / 2), BANDS + 2))
    away = edges[:, None] - np.fft.rfftfreq(_WINDOW, 1 / RATE_HZ)
    width = np.diff(edges)[:, None]
    triangles = np.maximum(0, np.minimum(-away[:-2] / width[:-1], away[2:] / width[1:]))
    return np.asarray(triangles * (2 / (edges[2:] - edges[:-2]))[:, None], dtype=np.float64)


_STRAIGHT_TO_HZ = 1000.0
_HZ_A_MEL = 200.0 / 3
_BEND = 6.4
_MELS_A_BEND = 27.0
"""Slaney's scale: straight up to 1000 Hz, then 27 steps for 6.4 times the frequency."""


def _mel(hertz: float) -> float:
    return _STRAIGHT_TO_HZ / _HZ_A_MEL + float(np.log(hertz / _STRAIGHT_TO_HZ) / np.log(_BEND)) * _MELS_A_BEND


def _hertz(mels: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    bent = _STRAIGHT_TO_HZ * np.exp((mels - _STRAIGHT_TO_HZ / _HZ_A_MEL) * np.log(_BEND) / _MELS_A_BEND)
    return np.where(mels * _HZ_A_MEL < _STRAIGHT_TO_HZ, mels * _HZ_A_MEL, bent)
