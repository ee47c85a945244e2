"""What an audio CD asks ("Red Book", IEC 60908): tracks of whole sectors, four seconds at least, 99 at most."""

import numpy as np

from leaflets.findings import LeafletError
from leaflets.speech.wave import RATE_HZ
from leaflets.voices import Samples

SECTOR = 588
"""Samples in a sector, the smallest piece that a CD can hold."""
_SHORTEST = 4 * RATE_HZ
_MOST_TRACKS = 99
_LONGEST_S = 74 * 60
"""Every blank CD holds so much; many hold six minutes more."""


def track(samples: Samples) -> Samples:
    """The sound of a track with silence after it: up to a whole sector, so that the burning program adds no click."""
    wanted = max(len(samples), _SHORTEST)
    return np.pad(samples, (0, -(-wanted // SECTOR) * SECTOR - len(samples)))


def refuse_too_much(tracks: int, seconds: float) -> None:
    """Raises LeafletError where that does not go on one CD."""
    if tracks > _MOST_TRACKS:
        raise LeafletError(f"A CD has {_MOST_TRACKS} tracks at most. This leaflet needs {tracks}. Join some topics.")
    if seconds > _LONGEST_S:
        minutes = round(seconds / 60)
        raise LeafletError(f"A CD has 74 minutes. This recording has {minutes}. Make two leaflets of it.")
