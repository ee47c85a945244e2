"""The rows of a leaflet that a poster shows: those that the manuscript names, or else the first of the first topics."""

import difflib
from collections.abc import Iterator, Sequence

from leaflets.findings import Finding
from leaflets.model import Leaflet, Point

MOST = 3
"""More rows than these are too small to be read from some steps away."""


def could_be_shown(leaflet: Leaflet) -> tuple[Point, ...]:
    """The rows with a picture that stand in no box, in reading order."""
    return tuple(
        block
        for section in leaflet.sections
        if section.kind != "closing"
        for block in section.blocks
        if isinstance(block, Point) and block.kind == "row" and block.picture is not None
    )


def shown(leaflet: Leaflet) -> tuple[Point, ...]:
    """The rows of the poster, in reading order. A name that no row has is passed over: the reader has told of it."""
    rows = could_be_shown(leaflet)
    if not leaflet.about.poster:
        return _first_ones(leaflet, rows)
    named = [next((row for row in rows if _concept(row) == name), None) for name in leaflet.about.poster]
    return tuple(row for row in rows if any(row is each for each in named))


def _first_ones(leaflet: Leaflet, rows: Sequence[Point]) -> tuple[Point, ...]:
    """One row of each of the first topics, best one that needs no meaning of a hard word; then whatever comes next."""
    topics = [section for section in leaflet.sections if section.kind == "topic"]
    of_topics = [[row for row in rows if any(row is block for block in topic.blocks)] for topic in topics]
    chosen = [next((row for row in each if not row.hard_words), each[0]) for each in of_topics if each][:MOST]
    others = (row for each in of_topics for row in each if not any(row is one for one in chosen))
    chosen += [row for row, _ in zip(others, range(MOST - len(chosen)), strict=False)]
    return tuple(row for row in rows if any(row is one for one in chosen))


def faults(leaflet: Leaflet, file: str, line: int) -> Iterator[Finding]:
    """What is wrong with the names in the line `poster:` of a manuscript."""
    concepts = [_concept(row) for row in could_be_shown(leaflet)]
    for name in dict.fromkeys(leaflet.about.poster):
        if name not in concepts:
            near = difflib.get_close_matches(name, concepts, n=3, cutoff=0.3) or concepts[:3]
            hint = f"Write the names of pictures that rows have, such as: {', '.join(dict.fromkeys(near))}."
            yield Finding(file, line, "MS-009", "must fix", f"No row has the picture “{name}”.", hint)
        elif concepts.count(name) > 1:
            message = f"More than one row has the picture “{name}”. A poster shows the first of them."
            yield Finding(file, line, "MS-018", "look at this", message, "Name another row if you mean another one.")
    if len(leaflet.about.poster) > MOST:
        hint = "Take out those that matter least."
        yield Finding(file, line, "MS-017", "must fix", f"A poster has room for {MOST} rows only.", hint)


def _concept(row: Point) -> str:
    return row.picture.concept if row.picture else ""
