"""How loud a recording is to the ear, and how high its peaks reach (ITU-R BS.1770-5, EBU R 128).

Written with numpy alone. Works through the recording in blocks, so that an hour needs no more memory than a minute, and
only through what counts: silence has no loudness, and the wave between soft samples no peak.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import cast

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

Signal = npt.NDArray[np.float32]
"""One channel, full scale is 1."""
Wave = npt.NDArray[np.float32 | np.int16]
"""One channel; as whole numbers its full scale is 32768."""

_FULL = 32768
_BLOCK, _BLOCKS = 1 << 14, 8
"""Samples of a block of the filter (overlap-save), and blocks at a time: NumPy 2.4 then takes a third of the time."""
_HOP_S = 0.1
"""The steps of BS.1770-5, annex 1: blocks of 0.4 s, each 0.1 s behind the one before."""
_ABSOLUTE_GATE, _RELATIVE_GATE = -70.0, -10.0
_OFFSET = -0.691
"""BS.1770-5, annex 1: loudness = -0.691 + 10 log10 (mean square)."""
_OVERSAMPLING = 4
_TAPS = 12
"""Taps a phase, as in BS.1770-5, annex 2."""
_BEFORE, _AFTER = _TAPS // 2 - 1, _TAPS // 2
"""So many samples on both sides of one decide how high the wave reaches from it to the next."""
ROW = 64
"""Peaks are looked for in rows of so many samples."""
_ROWS = 1 << 12
"""Rows at a time."""


def in_floats(wave: Wave) -> Signal:
    """The same wave with 1 as its full scale."""
    return cast(Signal, wave) if wave.dtype == np.float32 else wave.astype(np.float32) / np.float32(_FULL)


def in_whole_numbers(signal: Signal) -> npt.NDArray[np.int16]:
    """The same wave in half the memory, cut off at its full scale."""
    return np.asarray(np.rint(np.clip(signal * np.float32(_FULL), -_FULL, _FULL - 1)), dtype=np.int16)


def loudness(wave: Wave, rate_hz: int) -> float:
    """Integrated loudness in LUFS; minus infinity for silence."""
    hop = round(_HOP_S * rate_hz)
    energy = _hop_energies(wave, rate_hz, hop)
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


def _hop_energies(wave: Wave, rate_hz: int, hop: int) -> npt.NDArray[np.float64]:
    """Sum of squares of the weighted wave in each whole tenth of a second.

    A tenth of a second after it ends, the filter has forgotten a sound: its 38 Hz high-pass, the slower part, keeps a
    billionth. So a silent tenth behind a silent one has no energy and is left out, and its neighbours move together.
    """
    hops = wave[: len(wave) // hop * hop].reshape(-1, hop)
    sounding: npt.NDArray[np.bool_] = np.any(hops, axis=1)
    sounding[1:] |= sounding[:-1]
    places = np.flatnonzero(sounding)
    energies = np.zeros(len(hops))
    at_once = _BLOCK // hop - 1
    stream = np.zeros((_BLOCKS * at_once + 1, hop), dtype=np.float32)
    blocks = sliding_window_view(stream.ravel(), (at_once + 1) * hop)[:: at_once * hop]
    # In the same memory every time: to be given new memory takes as long as the filter itself.
    filled_up = np.zeros((_BLOCKS, _BLOCK), dtype=np.float32)
    spectrum = np.empty((_BLOCKS, _BLOCK // 2 + 1), dtype=np.complex64)
    filtered = np.empty((_BLOCKS, _BLOCK), dtype=np.float32)
    weights = _k_weighting(rate_hz, _BLOCK) * np.float32(_BLOCK)  # as both transforms divide by it
    weighted = filtered[:, hop : (at_once + 1) * hop].reshape(_BLOCKS, at_once, hop)
    for start in range(0, len(places), _BLOCKS * at_once):
        part = places[start : start + _BLOCKS * at_once]
        stream[0], stream[1 : len(part) + 1] = stream[-1], hops[part]
        stream[len(part) + 1 :] = 0
        filled_up[:, : (at_once + 1) * hop] = blocks
        # numpy 2.4 declares doubles only, and works in them unless it is told "forward".
        np.fft.rfft(filled_up, norm="forward", out=spectrum)  # type: ignore[arg-type]
        spectrum *= weights
        np.fft.irfft(spectrum, _BLOCK, out=filtered)  # type: ignore[arg-type]
        energies[part] = np.einsum("ijk,ijk->ij", weighted, weighted).ravel()[: len(part)]
    return energies if wave.dtype == np.float32 else energies / _FULL**2


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


def peaks_above(wave: Wave, level: float) -> Iterator[tuple[npt.NDArray[np.intp], Signal]]:
    """The rows of ROW samples in which the wave may reach above that level, as numbers, block by block.

    With them, for each of their samples, the highest level of the wave from it to the next one, seen four times as
    closely. Behind the last sample is silence. Only where samples are loud can the wave between them reach the level.
    """
    window = _BEFORE + ROW + _AFTER
    furthest = max(1.0, *(float(np.abs(phase).sum()) for phase in _phases()))
    loud = level / furthest * (1 if wave.dtype == np.float32 else _FULL)
    count = -(-len(wave) // ROW)
    for first in range(0, count, _ROWS):
        begin, end = first * ROW - _BEFORE, (first + _ROWS) * ROW + _AFTER
        part: Wave = wave[max(0, begin) : end]
        if len(part) < end - begin:
            part = np.pad(part, (max(0, -begin), max(0, end - len(wave))))
        around = sliding_window_view(part, window)[::ROW][: count - first]
        rows = np.flatnonzero((around.max(axis=1) > loud) | (around.min(axis=1) < -loud))
        if rows.size:
            yield first + rows, _peaks(in_floats(around[rows]))


def _peaks(windows: Signal) -> Signal:
    """For each sample of a row the highest level from it to the next; `windows` hold the samples beside the row too."""
    found = np.abs(windows[:, _BEFORE:-_AFTER])
    row = np.pad(windows.ravel(), (0, _TAPS - 1))  # one behind the other; across their edges nothing is looked at
    for phase in _phases():
        between = phase[0] * row[: windows.size]
        for tap in range(1, _TAPS):
            between += phase[tap] * row[tap : tap + windows.size]
        np.maximum(found, np.abs(between.reshape(windows.shape)[:, :ROW]), out=found)
    return found


def highest_peak(wave: Wave) -> float:
    """The highest level of the wave, between its samples too; 0 for no sound."""
    if not wave.any():
        return 0.0
    highest = max(float(wave.max()), -float(wave.min())) / (1 if wave.dtype == np.float32 else _FULL)
    above = (float(found.max()) for _, found in peaks_above(wave, highest))
    return max((highest, *above))


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
