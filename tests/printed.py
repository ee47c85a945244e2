"""A finished PDF as a reader meets it: each letter with its place and size, read with PDFium.

Lengths are millimetres from the left and from the top edge of the page. Nothing here knows how a page was made: words
are found again by their letters, in the order in which they are painted.
"""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import hypot

import pypdfium2
import pypdfium2.raw as pdfium

from leaflets.model import Leaflet, Sentence

MM = 25.4 / 72
PAGE_HEIGHT_MM = 297
FOOT_MM = PAGE_HEIGHT_MM - 27
"""Words below this are the page foot (visual design, section 5)."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter that is painted. Its edges are those of its ink."""

    text: str
    page: int
    """From 1."""
    size_pt: float
    """As printed: the size in the file times the text matrix. WeasyPrint writes 24 under a matrix of 0.75."""
    baseline_mm: float
    left_mm: float
    right_mm: float
    top_mm: float
    bottom_mm: float


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
    glyphs = tuple(_glyphs(data))
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
    return Printed(leaflet, edition, data, glyphs, len(pypdfium2.PdfDocument(data)), places, cover)


def is_foot(glyph: Glyph, edition: str) -> bool:
    return glyph.baseline_mm > FOOT_MM and not (glyph.page == 1 and edition == "easy-read")


def letters(text: str) -> str:
    return "".join(text.split())


def _glyphs(data: bytes) -> Iterator[Glyph]:
    """Every letter in the order in which it is painted, blanks left out."""
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document, 1):
        words = page.get_textpage()
        for at in range(words.count_chars()):
            letter = chr(pdfium.FPDFText_GetUnicode(words, at)).replace("\ufffe", "-")
            if letter.strip() and not pdfium.FPDFText_IsGenerated(words, at):
                yield _glyph(words, at, letter, number)
    document.close()


def _glyph(words: object, at: int, letter: str, page: int) -> Glyph:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(words, at, matrix)
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    pdfium.FPDFText_GetCharBox(words, at, left, right, bottom, top)
    pdfium.FPDFText_GetCharOrigin(words, at, x, y)
    return Glyph(
        text=letter,
        page=page,
        size_pt=pdfium.FPDFText_GetFontSize(words, at) * hypot(matrix.c, matrix.d),
        baseline_mm=PAGE_HEIGHT_MM - y.value * MM,
        left_mm=left.value * MM,
        right_mm=right.value * MM,
        top_mm=PAGE_HEIGHT_MM - top.value * MM,
        bottom_mm=PAGE_HEIGHT_MM - bottom.value * MM,
    )


def start(glyphs: Iterable[Glyph]) -> str:
    """The first letters, to name a place."""
    return "“" + "".join(glyph.text for glyph in glyphs)[:20] + "”"
