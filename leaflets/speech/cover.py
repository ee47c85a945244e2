"""The picture that a player shows beside a recording: the leaflet's own cover scene."""

from dataclasses import dataclass

from leaflets import pictures
from leaflets.model import Leaflet

_SIDE_PX = 600
"""As large as a player on a telephone shows it; 2 to 18 kB for every scene there is."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A square picture on white."""

    png: bytes
    words: str
    """What is to be seen, for people who cannot see it."""


def cover(leaflet: Leaflet) -> Cover | None:
    """The cover of that leaflet; None where it has no picture. The same bytes every time."""
    picture = leaflet.cover.picture
    return Cover(pictures.square_png(picture.recipe, _SIDE_PX), picture.alt) if picture else None
