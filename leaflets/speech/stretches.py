"""A recording as an MP3 in stretches, each coded by itself and kept: after an edit only the stretch with it is coded.

An MP3 is a row of frames. A coder that begins anew keeps nothing back for its first frame, so rows of frames may follow
each other where nothing is heard: at a joint no decoder needs what stood before. Every stretch begins on a whole frame
of the recording; `assemble` starts each line on one, so what is behind an edit stays as it was coded.
"""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from leaflets import prepared
from leaflets.speech import mp3
from leaflets.speech.mp3 import FRAME
from leaflets.versions import version
from leaflets.voices import Samples

KIND = "coded"

_SILENCE_S = 0.8
"""Stretches part where it is silent for so long: between rows, not between the sentences of a row."""
_AT_ONCE = 2
"""LAME holds up no other thread: the next stretch is coded meanwhile, on a processor that has nothing else to do."""
_BEFORE = 4 * FRAME
"""So much of the silence goes with the stretch behind it: its coder begins in silence too."""


def recording(samples: Samples, rate_hz: int) -> bytes:
    """The MP3, as `mp3.to_mp3` makes it but for the joints. Same samples, same bytes, whatever was kept."""
    stretches = list(pairwise((0, *_cuts(samples, rate_hz), len(samples))))
    rows: list[bytes] = []
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        coded = pool.map(lambda stretch: _coded(samples[slice(*stretch)], rate_hz), stretches)
        for (begin, end), content in zip(stretches, coded, strict=True):
            frames = mp3.split(content)
            rows += frames if end == len(samples) else frames[: (end - begin) // FRAME]
    return mp3.whole(rows, len(samples))


def bare(samples: Samples, rate_hz: int) -> bytes:
    """A part by itself, as `mp3.to_bare_mp3` makes it; kept whole, because it has no frames in common with others."""
    return _shelf().get(f"bare {_name(samples, rate_hz)}", lambda: mp3.to_bare_mp3(samples, rate_hz))


def _cuts(samples: Samples, rate_hz: int) -> list[int]:
    """Where a stretch begins, in samples: whole frames, shortly before what is heard after a long silence."""
    more = -len(samples) % FRAME
    frames = (np.pad(samples, (0, more)) if more else samples).reshape(-1, FRAME)
    heard = np.flatnonzero(frames.any(axis=1))
    found = []
    # In frames, with both at its ends: silence may begin with the first sample of one and end with another's last.
    for place in np.flatnonzero((np.diff(heard) + 1) * FRAME > _SILENCE_S * rate_hz):
        before, after = int(heard[place]), int(heard[place + 1])
        last = before * FRAME + int(np.flatnonzero(frames[before])[-1])
        first = after * FRAME + int(np.flatnonzero(frames[after])[0])
        if first - last > _SILENCE_S * rate_hz:
            found.append((first - _BEFORE) // FRAME * FRAME)
    return found


def _coded(samples: Samples, rate_hz: int) -> bytes:
    return _shelf().get(_name(samples, rate_hz), lambda: b"".join(mp3.frames(samples, rate_hz)))


def _name(samples: Samples, rate_hz: int) -> str:
    return f"{rate_hz} {hashlib.sha256(samples.tobytes()).hexdigest()}"


@cache
def _shelf() -> prepared.Shelf:
    return prepared.shelf(KIND, Path(mp3.__file__), Path(__file__), tools=f"lameenc {version('lameenc')}")
