"""A finished PDF as a reader meets it: each letter with its place and size, read with PDFium.

Lengths are millimetres from the left and from the top edge of the page. Nothing here knows how a page was made: words
are found again by their letters, in the order in which they are painted.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from leaflets.model import Leaflet, Sentence
from leaflets.verify import printpage
from leaflets.verify.printpage import MM as MM
from leaflets.verify.printpage import Glyph as Glyph

PAGE_HEIGHT_MM = 297
FOOT_MM = PAGE_HEIGHT_MM - 27
"""Words below this are the page foot (visual design, section 5)."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished print edition of a leaflet."""

    leaflet: Leaflet
    edition: str
    data: bytes
    glyphs: tuple[Glyph, ...]
    pages: int
    places: dict[str, tuple[Glyph, ...]]
    """The letters of each sentence of the sections, by its id."""
    cover: tuple[Glyph, ...]
    """All letters before the first section, without page feet."""

    def of(self, sentences: Iterable[Sentence]) -> tuple[Glyph, ...]:
        return tuple(glyph for sentence in sentences for glyph in self.places[sentence.id])

    def pages_of(self, sentences: Iterable[Sentence]) -> list[int]:
        return sorted({glyph.page for glyph in self.of(sentences)})

    def foot(self, page: int) -> tuple[Glyph, ...]:
        return tuple(glyph for glyph in self.glyphs if glyph.page == page and is_foot(glyph, self.edition))

    def has_foot(self, page: int) -> bool:
        """Every page has one but the cover of easy read."""
        return page > 1 or self.edition == "large-print"


def read(leaflet: Leaflet, edition: str, data: bytes) -> Printed:
    """Reads the file. Raises ValueError when the words of the sections are not those of the leaflet."""
    with printpage.opened(data) as document:
        pages = printpage.read(document)
    glyphs = tuple(glyph for page in pages for glyph in page.glyphs)
    body = [glyph for glyph in glyphs if not is_foot(glyph, edition)]
    sentences = [sentence for section in leaflet.sections for sentence in section.sentences()]
    expected = "".join(letters(sentence.text) for sentence in sentences)
    at = len(body) - len(expected)
    if "".join(glyph.text for glyph in body[at:]) != expected:
        raise ValueError("The words of the pages are not those of the leaflet.")
    cover, places = tuple(body[:at]), {}
    for sentence in sentences:
        end = at + len(letters(sentence.text))
        places[sentence.id] = tuple(body[at:end])
        at = end
    return Printed(leaflet, edition, data, glyphs, len(pages), places, cover)


def is_foot(glyph: Glyph, edition: str) -> bool:
    return glyph.baseline_mm > FOOT_MM and not (glyph.page == 1 and edition == "easy-read")


def letters(text: str) -> str:
    return "".join(text.split())


def start(glyphs: Iterable[Glyph]) -> str:
    """The first letters, to name a place."""
    return "“" + "".join(glyph.text for glyph in glyphs)[:20] + "”"
