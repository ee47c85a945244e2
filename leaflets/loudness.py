"""How loud a recording is to the ear, and how high its peaks reach (ITU-R BS.1770-5, EBU R 128).

Written with numpy alone. Works through the recording in blocks, so that an hour needs no more memory than a minute.
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

Signal = npt.NDArray[np.float32]
"""One channel, full scale is 1."""

_BLOCK = 1 << 16
_SETTLE_S = 0.4
"""Filter memory taken along from one block to the next: the 38 Hz high-pass has died away after 0.4 s."""
_ABSOLUTE_GATE, _RELATIVE_GATE = -70.0, -10.0
_OFFSET = -0.691
"""BS.1770-5, annex 1: loudness = -0.691 + 10 log10 (mean square)."""
_OVERSAMPLING = 4
_PEAK_STEP = 256
_TAPS = 12
"""Taps a phase, as in BS.1770-5, annex 2."""


def loudness(signal: Signal, rate_hz: int) -> float:
    """Integrated loudness in LUFS; minus infinity for silence."""
    hop = round(0.1 * rate_hz)
    energy = _hop_energies(signal, rate_hz, hop)
    if len(energy) < 4:
        energy = np.pad(energy, (0, 4 - len(energy)))
    blocks = np.convolve(energy, np.ones(4), mode="valid") / (4 * hop)
    loud = blocks[_lufs(blocks) > _ABSOLUTE_GATE]
    if not loud.size:
        return float("-inf")
    gated = loud[_lufs(loud) > _lufs(loud.mean()) + _RELATIVE_GATE]
    return float(_lufs(gated.mean()))


def _lufs(power: npt.NDArray[np.float64] | np.float64) -> npt.NDArray[np.float64]:
    return np.asarray(_OFFSET + 10 * np.log10(np.maximum(power, 1e-20)))


def _hop_energies(signal: Signal, rate_hz: int, hop: int) -> npt.NDArray[np.float64]:
    """Sum of squares of the weighted signal in each whole tenth of a second."""
    found = []
    left = np.zeros(0, dtype=np.float32)
    for part in _weighted(signal, rate_hz):
        left = np.concatenate((left, part))
        whole = len(left) // hop * hop
        found.append(np.square(left[:whole], dtype=np.float64).reshape(-1, hop).sum(axis=1))
        left = left[whole:]
    return np.concatenate((*found, np.zeros(0)))


def _weighted(signal: Signal, rate_hz: int) -> Iterator[Signal]:
    """The signal through the K-weighting filter, block by block (overlap-save)."""
    settle = round(_SETTLE_S * rate_hz)
    step = _BLOCK - settle
    response = _k_weighting(rate_hz, _BLOCK)
    padded = np.concatenate((np.zeros(settle, dtype=np.float32), signal))
    for start in range(0, len(signal), step):
        block = padded[start : start + _BLOCK]
        filtered = np.fft.irfft(np.fft.rfft(block, _BLOCK) * response, _BLOCK)
        yield np.asarray(filtered[settle : len(block)], dtype=np.float32)


@lru_cache(maxsize=4)
def _k_weighting(rate_hz: int, size: int) -> npt.NDArray[np.complex64]:
    """Frequency response of the two filters of BS.1770 at any sampling rate.

    The standard gives coefficients for 48 kHz only; these are its analogue prototypes (a +4 dB shelf at 1682 Hz and a
    high-pass at 38 Hz) through the bilinear transform, which meets the printed coefficients at 48 kHz.
    """
    delay = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    shelf, high_pass = _shelf(rate_hz), _high_pass(rate_hz)
    response: npt.NDArray[np.complex128] = np.ones_like(delay)
    for top, bottom in (shelf, high_pass):
        response *= np.polyval(top[::-1], delay) / np.polyval(bottom[::-1], delay)
    # In single precision NumPy 2 filters in less time; the loudness is the same to six figures.
    return np.asarray(response, dtype=np.complex64)


Coefficients = tuple[tuple[float, float, float], tuple[float, float, float]]


def _shelf(rate_hz: int) -> Coefficients:
    slope = np.tan(np.pi * 1681.974450955533 / rate_hz)
    quality, high = 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    middle = high**0.4996667741545416
    scale = 1 + slope / quality + slope**2
    bend = middle * slope / quality
    return (
        ((high + bend + slope**2) / scale, 2 * (slope**2 - high) / scale, (high - bend + slope**2) / scale),
        (1.0, 2 * (slope**2 - 1) / scale, (1 - slope / quality + slope**2) / scale),
    )


def _high_pass(rate_hz: int) -> Coefficients:
    slope = np.tan(np.pi * 38.13547087602444 / rate_hz)
    quality = 0.5003270373238773
    scale = 1 + slope / quality + slope**2
    return (1.0, -2.0, 1.0), (1.0, 2 * (slope**2 - 1) / scale, (1 - slope / quality + slope**2) / scale)


def peaks(signal: Signal) -> Signal:
    """For each sample the highest level of the wave from it to the next one, seen four times as closely."""
    found = np.abs(signal)
    padded = np.pad(signal, (_TAPS // 2 - 1, _TAPS // 2))
    for start in range(0, len(signal), _BLOCK):
        part, there = padded[start : start + _BLOCK + _TAPS - 1], found[start : start + _BLOCK]
        for phase in _phases():
            np.maximum(there, np.abs(np.convolve(part, phase[::-1], mode="valid")), out=there)
    return found


def highest_peak(signal: Signal) -> float:
    """The highest of `peaks`; 0 for no sound. Only where the signal is loud can the wave between samples reach it."""
    if not signal.any():
        return 0.0
    padded = np.pad(signal, (_TAPS, -len(signal) % _PEAK_STEP + _TAPS))
    parts = sliding_window_view(padded, _PEAK_STEP + 2 * _TAPS)[::_PEAK_STEP]
    levels = np.maximum(parts.max(axis=1), -parts.min(axis=1))
    reach = max(float(np.abs(phase).sum()) for phase in _phases())
    loud = parts[levels * reach > levels.max(initial=0)]
    found = peaks(loud.ravel()).reshape(loud.shape)[:, _TAPS:-_TAPS]  # at its edges each part has foreign neighbours
    return float(found.max(initial=0))


@lru_cache(maxsize=1)
def _phases() -> tuple[Signal, ...]:
    """Windowed-sinc interpolation filters for the points between two samples."""
    taps = np.arange(_TAPS) - (_TAPS // 2 - 1)
    phases = []
    for step in range(1, _OVERSAMPLING):
        offset = taps - step / _OVERSAMPLING
        window = np.cos(np.pi * offset / (_TAPS + 1)) ** 2
        phase = np.sinc(offset) * window
        phases.append((phase / phase.sum()).astype(np.float32))
    return tuple(phases)
