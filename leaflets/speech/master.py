"""Brings a recording to the house's loudness and keeps its peaks below the ceiling; moves no sample in time."""

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from leaflets.loudness import Signal, loudness, peaks
from leaflets.voices import Samples

TARGET_LUFS = -19.0
"""One channel at -19 sounds like two at -16, the usual level of speech (audio design, section 4)."""
CEILING_DBTP = -1.5
"""For the finished MP3: below the -1 dBTP of EBU R 128, so that no player distorts."""
_CODER_HEADROOM_DB = 0.7
"""Coding to MP3 lifts peaks: by 0.6 dB at most, measured over two leaflets (November 2026)."""
_STEP_DB = 0.2
"""The gain goes in steps, so that after an edit most of the recording stays the same to the last bit, and need not be
coded again. The loudness is then right within half a step, and nobody hears that."""
_ROUNDS = 5
_STEP = 16
"""The limiter's gain is worked out for every 16 samples."""
_BLOCK = 1 << 13
"""Steps at a time, so that an hour needs little more memory than a minute."""
_REACH_S = 0.015
"""Half the window in which the gain goes down and up again: shorter sounds rough, longer is heard as breathing."""


def master(samples: Samples, rate_hz: int) -> Samples:
    """The recording at TARGET_LUFS with no peak above CEILING_DBTP; silence stays silence."""
    signal = samples.astype(np.float32) / np.float32(32768)
    as_spoken = loudness(signal, rate_hz)
    if as_spoken == float("-inf"):
        return samples
    highest, power = peaks(signal), _power(signal)
    measured, steps, done, finished = as_spoken, 0, False, signal
    for _ in range(_ROUNDS):
        more = round((TARGET_LUFS - measured) / _STEP_DB)
        if done and not more:
            break
        steps, done = steps + more, True
        gain = np.float32(10 ** (steps * _STEP_DB / 20))
        finished = _limit(highest * gain, rate_hz)
        finished *= gain
        finished *= signal
        measured = as_spoken + 10 * float(np.log10(_power(finished) / power))
    finished *= np.float32(32767)
    return np.asarray(np.rint(finished, out=finished), dtype=np.int16)


def _power(signal: Signal) -> float:
    """What the limiter takes away is told well enough by this: to 0.02 LU over our leaflets, in a tenth of the time."""
    return float(np.dot(signal, signal))


def _limit(highest: Signal, rate_hz: int) -> Signal:
    """For each sample the gain, at most 1, that keeps the peaks below the ceiling.

    The least gain that any near peak needs is held over a window, then smoothed with a window one step shorter on
    each side: so the gain is never above what a peak needs, not between two steps either.
    """
    size = len(highest)
    steps = np.pad(highest, (0, -size % _STEP)).reshape(-1, _STEP).max(axis=1)
    needed = np.minimum(1, 10 ** ((CEILING_DBTP - _CODER_HEADROOM_DB) / 20) / np.maximum(steps, 1e-9))
    reach = max(1, round(_REACH_S * rate_hz / _STEP))
    held = sliding_window_view(np.pad(needed, reach + 1, constant_values=1), 2 * reach + 3).min(axis=1)
    window = np.hanning(2 * reach + 3)[1:-1]
    smooth = np.convolve(np.pad(held, reach, constant_values=1), window / window.sum(), mode="valid")
    return _between_steps(smooth)[:size]


def _between_steps(steps: npt.NDArray[np.float64]) -> Signal:
    """A straight line from the middle of each step to that of the next; level before the first and after the last.

    As `numpy.interp` of NumPy 2.4, to the last bit, in a tenth of its time: here every step is as long as the others.
    """
    half = _STEP // 2
    rise = np.diff(steps) / _STEP
    found = np.empty(len(steps) * _STEP, dtype=np.float32)
    found[:half], found[-half:] = steps[0], steps[-1]
    middle = found[half:-half].reshape(-1, _STEP)
    for begin in range(0, len(rise), _BLOCK):
        part = slice(begin, begin + _BLOCK)
        middle[part] = rise[part, None] * (np.arange(_STEP) + 0.5) + steps[:-1][part, None]
    return found
