"""QR codes on paper: where they lead, their modules as one path, and how large they must be.

ISO/IEC 18004: 4 modules of white all round (6.3.8); level Q still reads with a quarter of it lost, so a photocopy of a
photocopy does (6.5.1). segno makes the code; `verify/codes.py` reads it back with a program of other people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

import segno

from leaflets.findings import LeafletError
from leaflets.formats import Edition
from leaflets.model import Leaflet

QUIET = 4
"""Modules of white all round."""
LEAST_MODULE_MM = 0.5
"""Smaller squares blur in the cameras of plain phones and in copies."""
_LEVELS = ("q", "m")
"""Which share of a code may be lost: a quarter, or where the address is long 15 in 100."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code."""

    leads_to: str
    """Name of a format: `web` or `audio`."""
    address: str

    @property
    def typed(self) -> str:
        """The address as short as a browser takes it."""
        return self.address.removeprefix("https://").rstrip("/")


def of(leaflet: Leaflet, edition: Edition) -> tuple[Code, ...]:
    """The codes for what is made of the leaflet; none where nobody has said where the leaflets stand on the web."""
    if not edition.web_address:
        return ()
    folder = f"{edition.web_address}/{quote(leaflet.slug)}"
    places = {
        "web": f"{folder}/web_{leaflet.lang}/",
        "audio": f"{folder}/{quote(leaflet.slug)}_audio_{leaflet.lang}.mp3",
    }
    return tuple(Code(name, places[name]) for name in edition.leads_to)


@lru_cache
def svg(code: Code, side_mm: float) -> str:
    """The code as an SVG of that side, its white ground with it. Raises LeafletError where its squares are too small.

    All modules are one path: squares that are painted one by one show hair lines where they meet.
    """
    matrix = _matrix(code, side_mm)
    side = len(matrix) + 2 * QUIET
    path = "".join(_runs(row, number) for number, row in enumerate(matrix))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 {side} {side}">'
        f'<path fill="#ffffff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000000" d="{path}"/></svg>'
    )


def _matrix(code: Code, side_mm: float) -> Sequence[bytearray]:
    for level in _LEVELS:
        try:
            matrix = segno.make(code.address, error=level, micro=False, boost_error=False).matrix
        except segno.DataOverflowError:
            continue
        if side_mm / (len(matrix) + 2 * QUIET) >= LEAST_MODULE_MM:
            return matrix
    raise LeafletError(
        f"The address {code.address} is too long for a code of {side_mm:g} mm. "
        "Write a shorter web-address into house.toml, or give the leaflet's folder a shorter name."
    )


def _runs(row: bytearray, number: int) -> str:
    """The dark modules of a row, each stretch of them one rectangle."""
    found, at = [], 0
    while (start := row.find(1, at)) >= 0:
        end = row.find(0, start)
        at = len(row) if end < 0 else end
        found.append(f"M{start + QUIET} {number + QUIET}h{at - start}v1h-{at - start}z")
    return "".join(found)
