"""Brings a recording to a higher sampling rate: for audio CDs, which know only one.

A polyphase filter in numpy: for each new sample, the samples around it weighed by a windowed sinc (Kaiser window). What
lies below 0.45 of the old rate comes through as it was; its images above 0.55 of it are 90 dB weaker. A library for it
(soxr) would be one more binary under the LGPL, for a step that a recording of six minutes needs once.
"""

from functools import lru_cache
from math import gcd

import numpy as np
import numpy.typing as npt

from leaflets.voices import Samples

_TAPS = 64
"""Old samples that each new one is made of: for 90 dB and an edge of a tenth of the old rate (Kaiser's formula: 58)."""
_KAISER_BETA = 8.96
"""0.1102 · (90 dB - 8.7), Kaiser's formula."""

_BLOCK = 1 << 16
"""New samples at a time: they and the old ones beside them then stay in the processor's own memory."""

_Signal = npt.NDArray[np.float32]


def resample(samples: Samples, rate_hz: int, to_hz: int) -> Samples:
    """The same sound at a rate as high or higher; no sample moves in time. Raises ValueError for a lower rate.

    For `to_hz` = `rate_hz` they are the samples themselves.
    """
    if to_hz < rate_hz:
        raise ValueError(f"from {rate_hz} Hz down to {to_hz} Hz")
    if to_hz == rate_hz:
        return samples
    common = gcd(rate_hz, to_hz)
    phases, step = to_hz // common, rate_hz // common  # sample n lies at n * step / phases in the old ones
    made = np.empty(-(-len(samples) * phases // step), dtype=np.int16)
    rounds = max(1, _BLOCK // phases)
    for start in range(0, len(made), rounds * phases):
        part = made[start : start + rounds * phases]
        first = start // phases * step - (_TAPS // 2 - 1)
        around = samples[max(0, first) : first + rounds * step + 2 * _TAPS].astype(np.float32)
        behind = max(0, rounds * step + 2 * _TAPS - max(0, -first) - len(around))
        _between(np.pad(around, (max(0, -first), behind)), phases, step, part)
    return made


def _between(around: _Signal, phases: int, step: int, made: Samples) -> None:
    """Fills in new samples, from the old ones beside and between them."""
    for number in range(min(phases, len(made))):
        into = made[number::phases]
        begin, phase = divmod(number * step, phases)
        total = np.zeros(len(into), dtype=np.float32)
        for tap, weight in enumerate(_filter(phases)[phase]):
            total += weight * around[begin + tap :: step][: len(into)]
        into[:] = np.clip(np.rint(total), -32768, 32767)


@lru_cache(maxsize=2)
def _filter(phases: int) -> _Signal:
    """For each place between two old samples the weights of the samples around it; each row adds up to 1."""
    taps = np.arange(_TAPS) - (_TAPS // 2 - 1)
    distance = taps[np.newaxis, :] - np.arange(phases)[:, np.newaxis] / phases
    window = np.i0(_KAISER_BETA * np.sqrt(np.maximum(0, 1 - (distance / (_TAPS / 2)) ** 2))) / np.i0(_KAISER_BETA)
    weights = np.sinc(distance) * window
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), dtype=np.float32)
