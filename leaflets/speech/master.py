"""Brings a recording to the house's loudness and keeps its peaks below the ceiling; moves no sample in time."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from leaflets.loudness import ROW, Signal, in_floats, loudness, peaks_above
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
_MARGIN = np.float32(1.12)
"""Peaks are looked for at 1 dB more than the gain: most often the limiter takes less away, and they are known then."""
_STEP = 16
"""The limiter's gain is worked out for every 16 samples. Only where it goes down is it looked at at all."""
_BLOCK = 1 << 12
"""Steps at a time, so that an hour needs little more memory than a minute."""
_REACH_S = 0.015
"""Half the window in which the gain goes down and up again: shorter sounds rough, longer is heard as breathing."""
_HIGHEST = 10 ** ((CEILING_DBTP - _CODER_HEADROOM_DB) / 20)

_Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Peaks:
    """Steps by their numbers, in order, and how high the wave reaches in each."""

    places: _Places
    levels: Signal


@dataclass(frozen=True, slots=True)
class _Held:
    """Where peaks are held down: steps by their numbers, in order, and the gain of each of their samples, at most 1."""

    places: _Places
    gains: Signal


_NOTHING_HELD = _Held(np.zeros(0, np.intp), np.zeros((0, _STEP), np.float32))


def master(samples: Samples, rate_hz: int) -> Samples:
    """The recording at TARGET_LUFS with no peak above CEILING_DBTP; silence stays silence."""
    as_spoken = loudness(samples, rate_hz)
    if as_spoken == float("-inf"):
        return samples
    more = -len(samples) % _STEP
    steps = (np.pad(samples, (0, more)) if more else samples).reshape(-1, _STEP)
    return _made(steps, *_found(steps, as_spoken, rate_hz))[: len(samples)]


def _found(steps: Samples, as_spoken: float, rate_hz: int) -> tuple[np.float32, _Held]:
    """The gain for all, and what is held down then: the limiter takes some loudness away, which is made good."""
    power, measured, raised, known = _power(steps), as_spoken, 0, np.float32(0)
    gain, held, peaks = np.float32(1), _NOTHING_HELD, None
    for _ in range(_ROUNDS):
        more = round((TARGET_LUFS - measured) / _STEP_DB)
        if peaks and not more:
            break
        raised += more
        gain = np.float32(10 ** (raised * _STEP_DB / 20))
        if peaks is None or gain > known:
            known = gain * _MARGIN
            peaks = _peaks(steps, float(_HIGHEST / known))
        held = _held(peaks, gain, len(steps), rate_hz)
        # What is taken away is told well enough by this: to 0.02 LU over our leaflets, without measuring again.
        measured = as_spoken + raised * _STEP_DB + 10 * float(np.log10(1 - _taken(steps, held) / power))
    return gain, held


def _parts(count: int) -> Iterator[slice]:
    return (slice(start, start + _BLOCK) for start in range(0, count, _BLOCK))


def _power(steps: Samples) -> float:
    return sum(_square(in_floats(steps[part])) for part in _parts(len(steps)))


def _square(rows: Signal) -> float:
    return float(np.dot(rows.ravel(), rows.ravel()))


def _taken(steps: Samples, held: _Held) -> float:
    """The power that the limiter takes away."""
    taken = 0.0
    for part in _parts(len(held.places)):
        rows = in_floats(steps[held.places[part]])
        taken += _square(rows) - _square(rows * held.gains[part])
    return taken


def _peaks(steps: Samples, level: float) -> _Peaks:
    """The peaks above that level."""
    places, levels = [np.zeros(0, np.intp)], [np.zeros(0, np.float32)]
    for rows, found in peaks_above(steps.ravel(), level):
        highest = found.reshape(-1, _STEP).max(axis=1)
        inside = (rows[:, None] * (ROW // _STEP) + np.arange(ROW // _STEP)).ravel()
        above = (highest > level) & (inside < len(steps))
        places.append(inside[above])
        levels.append(highest[above])
    return _Peaks(np.concatenate(places), np.concatenate(levels))


def _held(peaks: _Peaks, gain: np.float32, count: int, rate_hz: int) -> _Held:
    """The gains that keep the peaks below the ceiling; `count` steps there are in all.

    The least gain that any near peak needs is held over a window, then smoothed with a window one step shorter on
    each side: so the gain is never above what a peak needs, not between two steps either. Stretches that lie apart are
    worked out together: each begins and ends with so many steps of gain 1 that it knows nothing of the others.
    """
    needed = np.float32(_HIGHEST) / (peaks.levels * gain)
    high, needed = peaks.places[needed < 1], needed[needed < 1]
    if not high.size:
        return _NOTHING_HELD
    reach = max(1, round(_REACH_S * rate_hz / _STEP))
    places = _around(high, 2 * reach + 2)
    gains = np.ones(len(places), np.float32)
    gains[np.searchsorted(places, high)] = needed
    held = sliding_window_view(np.pad(gains, reach + 1, constant_values=1), 2 * reach + 3).min(axis=1)
    window = np.hanning(2 * reach + 3)[1:-1]
    smooth = np.convolve(np.pad(held, reach, constant_values=1), window / window.sum(), mode="valid")
    inside = (places >= 0) & (places < count)
    return _Held(places[inside], _between_steps(smooth).reshape(-1, _STEP)[inside])


def _around(places: _Places, margin: int) -> _Places:
    """These numbers, which are in order, and so many on both sides of each; every one once."""
    breaks = np.flatnonzero(np.diff(places) > 2 * margin)
    firsts, lasts = places[np.r_[0, breaks + 1]] - margin, places[np.r_[breaks, -1]] + margin
    return np.concatenate([np.arange(first, last + 1) for first, last in zip(firsts, lasts, strict=True)])


def _made(steps: Samples, gain: np.float32, held: _Held) -> Samples:
    """The samples of all steps with their gain."""
    made = np.empty_like(steps)
    for part in _parts(len(steps)):
        made[part] = _louder(steps[part], gain)
    for part in _parts(len(held.places)):
        places = held.places[part]
        made[places] = _louder(steps[places], held.gains[part] * gain)
    return made.ravel()


def _louder(rows: Samples, gain: np.float32 | Signal) -> Samples:
    louder = in_floats(rows) * gain
    louder *= np.float32(32767)
    return np.asarray(np.rint(louder, out=louder), dtype=np.int16)


def _between_steps(steps: npt.NDArray[np.float64]) -> Signal:
    """A straight line from the middle of each step to that of the next; level before the first and after the last.

    As `numpy.interp` of NumPy 2.4, to the last bit, in a tenth of its time: here every step is as long as the others.
    """
    half = _STEP // 2
    rise = np.diff(steps) / _STEP
    found = np.empty(len(steps) * _STEP, dtype=np.float32)
    found[:half], found[-half:] = steps[0], steps[-1]
    middle = found[half:-half].reshape(-1, _STEP)
    for part in _parts(len(rise)):
        middle[part] = rise[part, None] * (np.arange(_STEP) + 0.5) + steps[:-1][part, None]
    return found
