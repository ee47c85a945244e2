"""A finished PDF as a reader meets it: each letter with its place and size, read with PDFium.

Lengths are millimetres from the left and from the top edge of the page. Nothing here knows how a page was made: words
are found again by their letters, in the order in which they are painted.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from leaflets import formats, languages
from leaflets.model import Leaflet, Sentence
from leaflets.verify import printpage
from leaflets.verify.printpage import MM as MM
from leaflets.verify.printpage import Glyph as Glyph


@dataclass(frozen=True, slots=True)
class Paper:
    """The margins of an edition, as the visual design has them (section 5), in millimetres."""

    width_mm: float = 210
    height_mm: float = 297
    top_mm: float = 15
    side_mm: float = 18
    foot_mm: float = 27
    """Words lower than this are the page foot."""
    cover_mm: float = 16
    """Above and below the words of a cover that has no foot."""
    safe_mm: float = 10
    """Page feet end above this: office printers cut off up to 6 mm."""


PAPERS = {
    "easy-read": Paper(),
    "booklet": Paper(148, 210, 12, 12, 20, 12, 7),
    "large-print": Paper(top_mm=18),
    "giant-print": Paper(top_mm=16, side_mm=16),
}
"""By design."""


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
        return page > 1 or not self.has_pictures

    @property
    def has_pictures(self) -> bool:
        return formats.edition(self.edition).pictures

    @property
    def paper(self) -> Paper:
        return paper(self.edition)


def paper(edition: str) -> Paper:
    return PAPERS[formats.edition(edition).design]


def read(leaflet: Leaflet, edition: str, data: bytes) -> Printed:
    """Reads the file. Raises ValueError when the words of the sections are not those of the leaflet."""
    with printpage.opened(data) as document:
        pages = printpage.read(document)
    glyphs = tuple(glyph for page in pages for glyph in page.glyphs)
    body = [glyph for page in pages for glyph in _without_head(page.glyphs, leaflet, edition)]
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
    one, cover = paper(edition), glyph.page == 1 and formats.edition(edition).pictures
    return glyph.baseline_mm > one.height_mm - one.foot_mm and not cover


def _without_head(glyphs: Iterable[Glyph], leaflet: Leaflet, edition: str) -> tuple[Glyph, ...]:
    """The letters of a page without its foot, and without the line at its top that names a topic again."""
    body = tuple(glyph for glyph in glyphs if not is_foot(glyph, edition))
    language = languages.load(leaflet.lang)
    heads = [language.say("continued", heading=section.heading.text) for section in leaflet.sections]
    words = "".join(glyph.text for glyph in body)
    for head in map(letters, (*heads, language.say("blank-page"))):
        if words.startswith(head):
            return body[len(head) :]
    return body


def letters(text: str) -> str:
    return "".join(text.split())


def start(glyphs: Iterable[Glyph]) -> str:
    """The first letters, to name a place."""
    return "“" + "".join(glyph.text for glyph in glyphs)[:20] + "”"
