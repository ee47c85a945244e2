"""Own drawings that are computed: speech bubbles of any size, and the map of London."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from leaflets import tables
from leaflets.pictures import colours

LINE = 'stroke="#000000" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
RADIUS = 6
TAIL_WIDTH, TAIL_HEIGHT = 10, 9
"""Measures of the bubbles, the same in every picture."""

Place = tuple[float, float]


def bubble(width: float, height: float, tail: Place | None, fill: str, lines: int) -> str:
    """A speech bubble from 0, 0 with dummy lines of writing.

    `tail` is where its tail starts on the lower edge, and how far its point leans left (less than 0) or right.
    """
    right, low, r = width, height, RADIUS
    edge = f"H{r:g}"
    if tail is not None:
        start, lean = tail
        point = f"{start + TAIL_WIDTH / 2 + lean:g} {low + TAIL_HEIGHT:g}"
        edge = f"H{start + TAIL_WIDTH:g}L{point}L{start:g} {low:g}H{r:g}"
    path = (
        f"M{r:g} 0H{right - r:g}a{r} {r} 0 0 1 {r} {r}V{low - r:g}a{r} {r} 0 0 1 -{r} {r}"
        f"{edge}a{r} {r} 0 0 1 -{r} -{r}V{r:g}a{r} {r} 0 0 1 {r} -{r}z"
    )
    return f'<g {LINE}><path fill="{colours.value(fill)}" d="{path}"/>{_writing(width, height, lines)}</g>'


def _writing(width: float, height: float, lines: int) -> str:
    """Level strokes that stand for written words; the last one is shorter."""
    drawn = []
    for number in range(1, lines + 1):
        y = height * number / (lines + 1)
        end = width - 9 if number < lines or lines == 1 else width * 0.62
        drawn.append(f'<path fill="none" stroke-width="2.6" d="M9 {y:.4g}H{end:.4g}"/>')
    return "".join(drawn)


@dataclass(frozen=True, slots=True)
class Map:
    """A map as data: degrees of longitude and latitude, and how they become units."""

    edge: tuple[Place, ...]
    river: tuple[Place, ...]
    places: dict[str, Place]

    def drawn(self) -> str:
        """The land and its river. An approximation, not to scale."""
        land = f'<path {LINE} fill="#e9f0d2" d="{smooth(self.edge, closed=True)}"/>'
        water = smooth(self.river, closed=False)
        look = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
        bank = f'<path {look} stroke="#000000" stroke-width="4.6" d="{water}"/>'
        return f'{land}{bank}<path {look} stroke="{colours.PALETTE["blue2"]}" stroke-width="2.8" d="{water}"/>'


@cache
def london() -> Map:
    """The map of London from `london.toml`."""
    data = tables.read(Path(__file__).with_name("london.toml"))
    west, north, across, down = (cast(float, data[key]) for key in ("west", "north", "across", "down"))

    def place(degrees: Sequence[float]) -> Place:
        return round((degrees[0] - west) * across, 2), round((north - degrees[1]) * down, 2)

    return Map(
        edge=tuple(place(point) for point in data["edge"]),
        river=tuple(place(point) for point in data["river"]),
        places={name: place(point) for name, point in data["places"].items()},
    )


def smooth(points: Sequence[Place], closed: bool) -> str:
    """Path data of a Catmull-Rom curve through the points, written as Bézier curves."""
    count = len(points)

    def at(number: int) -> Place:
        return points[number % count] if closed else points[min(max(number, 0), count - 1)]

    path = f"M{points[0][0]:g} {points[0][1]:g}"
    for number in range(count if closed else count - 1):
        before, start, end, after = (at(number + step) for step in (-1, 0, 1, 2))
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        path += "C" + " ".join(f"{x:.5g} {y:.5g}" for x, y in (first, second, end))
    return path + ("z" if closed else "")
