"""What stands on braille pages: a leaflet as paragraphs in reading order, each of one kind.

Plain words: no pictures, and no signs for bold. Hard words are explained straight after their sentence, and braille
readers want signs for emphasis only where the sense hangs on it (UKAAF, guiding principles for braille, 2016); in these
leaflets bold shows what the words say anyhow.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from leaflets import languages, stamps
from leaflets.model import Box, Leaflet, Point, Run, Sentence

Kind = Literal["title", "heading", "text", "notice", "quote", "label", "value"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph."""

    kind: Kind
    sentences: tuple[Sentence, ...]
    apart: bool = False
    """A blank line goes before it, unless it opens a page."""


def warning(leaflet: Leaflet) -> tuple[str, ...]:
    """That no person made this braille. Raises LeafletError for missing wording."""
    return languages.load(leaflet.lang).say_all("braille-warning")


def blocks(leaflet: Leaflet) -> Iterator[Block]:
    """The whole leaflet, with its stamps and the warning after the cover."""
    yield from _cover(leaflet)
    for count, phrase in enumerate((*stamps.opening(leaflet), *warning(leaflet))):
        yield Block("notice", (Sentence((Run(phrase),)),), apart=count == 0)
    for section in leaflet.sections:
        yield Block("heading", (section.heading,), apart=True)
        after_box = False
        for block in section.blocks:
            yield from _box(block) if isinstance(block, Box) else _point(block, apart=after_box)
            after_box = isinstance(block, Box)


def _cover(leaflet: Leaflet) -> Iterator[Block]:
    cover = leaflet.cover
    for sentence in cover.sentences():
        yield Block("text" if sentence in (cover.line, cover.date) else "title", (sentence,), sentence is cover.line)


def _box(box: Box) -> Iterator[Block]:
    """A frame costs two lines and tells nothing that the heading does not, so blank lines stand for it."""
    yield Block("heading", (box.heading,), apart=True)
    for point in box.points:
        yield from _point(point)


def _point(point: Point, apart: bool = False) -> Iterator[Block]:
    if point.kind == "contact":
        label, *values = point.sentences
        yield Block("label", (label,), apart)
        for value in values:
            yield Block("value", (value,))
    else:
        yield Block("quote" if point.kind == "quote" else "text", point.sentences, apart)
    for hard_word in point.hard_words:
        yield Block("text", hard_word.meaning)
