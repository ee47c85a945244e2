"""The text of a DAISY book in blocks: the announcement, the headings, and a paragraph for each row of the leaflet.

Every line of the recording stands in it once, in the order in which it is heard, under its own name. Pictures are left
out: players of DAISY 2.02 do not show them, and the words beside a picture say what it shows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from leaflets.html import html
from leaflets.model import Leaflet
from leaflets.speech.parts import Part
from leaflets.speech.timings import Cue


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the recording, as it is seen."""

    id: str
    words: Markup
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, or a paragraph with the lines of one row."""

    level: int
    """1 or 2 for a heading; 0 for a paragraph."""
    lines: tuple[Line, ...]


def blocks(leaflet: Leaflet, parts: Iterable[Part]) -> Iterator[Block]:
    """Every block, in the order in which it is heard."""
    rows, written = _rows(leaflet), {sentence.id: html(sentence) for sentence in leaflet.sentences()}
    lines = [(cue, name) for part in parts for cue, name in zip(part.cues, part.names, strict=True)]
    for _, group in groupby(lines, key=lambda line: rows.get(line[0].id) or line[1]):
        row = tuple(group)
        yield Block(
            _level(row[0][0], leaflet),
            tuple(
                Line(name, written[cue.id] if cue.id else escape(cue.display), cue.id == leaflet.cover.title.id)
                for cue, name in row
            ),
        )


def _level(cue: Cue, leaflet: Leaflet) -> int:
    if cue.kind == "heading" or cue.id == leaflet.cover.title.id:
        return 1
    return 2 if cue.kind == "box-heading" else 0


def _rows(leaflet: Leaflet) -> dict[str, str]:
    """For each sentence of a row the id of the row's first one."""
    points = (point for section in leaflet.sections for point in section.points())
    return {sentence.id: point.sentences[0].id for point in points for sentence in point.all_sentences()}
