"""A finished PDF as a reader meets it: each letter with its place, size and look, read with PDFium in one pass.

Lengths are millimetres from the left and the top edge of the page as it is shown. Nothing here knows how a page was
made, and nothing judges it.
"""

import ctypes
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import hypot
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

MM = 25.4 / 72

_ITALIC_FLAG, _FORCED_BOLD_FLAG = 1 << 6, 1 << 18
"""ISO 32000-1, table 123: the 7th and the 19th flag of a font."""
_SLANT = 0.08
"""How far letters may lean, as a tangent: 5 degrees. Slanted fonts lean 8 degrees or more."""
_BOLD_NAMES = ("bold", "black", "heavy", "semibd", "demi")
_ITALIC_NAMES = ("italic", "oblique", "slanted", "kursiv")
_UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Look:
    """What the letters of one painted piece of text have in common."""

    size_pt: float
    """As printed: the size in the file times the matrix. WeasyPrint writes 24 under a matrix of 0.75 for 18 point."""
    font: str
    bold: bool
    slanted: bool
    level: bool
    """Whether the words run from left to right."""
    colour: tuple[int, int, int]
    opacity: float
    """0 to 1."""


class Glyph(NamedTuple):
    """One letter that is painted. Its edges are those of its ink."""

    text: str
    page: int
    """From 1."""
    look: Look
    baseline_mm: float
    left_mm: float
    right_mm: float
    top_mm: float
    bottom_mm: float
    blank: str
    """The blank before it, also the end of a line; empty between two letters of a word."""

    @property
    def size_pt(self) -> float:
        return self.look.size_pt


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    """From 1."""
    width_mm: float
    height_mm: float
    glyphs: tuple[Glyph, ...]
    """In the order in which they are painted, blanks left out."""


class View(NamedTuple):
    """How a page is shown: its visible part, turned. Gives millimetres from its top left corner."""

    turn: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size_mm(self) -> tuple[float, float]:
        width, height = (self.right - self.left) * MM, (self.top - self.bottom) * MM
        return (height, width) if self.turn % 2 else (width, height)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the file is seen."""
        match self.turn:
            case 0 | -1:  # as it is; -1 of a page that PDFium cannot read
                return (x - self.left) * MM, (self.top - y) * MM
            case 1:
                return (y - self.bottom) * MM, (x - self.left) * MM
            case 2:
                return (self.right - x) * MM, (y - self.bottom) * MM
            case _:
                return (self.top - y) * MM, (self.right - x) * MM

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right and lower edge as they are seen."""
        x0, y0 = self.place(left, bottom)
        x1, y1 = self.place(right, top)
        return (x0 if x0 <= x1 else x1), (y0 if y0 <= y1 else y1), (x1 if x1 > x0 else x0), (y1 if y1 > y0 else y0)

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """A direction of the file as it is seen, upwards positive."""
        return ((x, y), (y, -x), (-x, -y), (-y, x))[self.turn]


@contextmanager
def opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document. Raises pypdfium2.PdfiumError where it cannot be read."""
    document = pypdfium2.PdfDocument(content)
    try:
        yield document
    finally:
        document.close()


def view(page: object) -> View:
    """How PDFium's page is shown."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return View(pdfium.FPDFPage_GetRotation(page), box.left, box.bottom, box.right, box.top)


def read(document: pypdfium2.PdfDocument) -> tuple[Page, ...]:
    """Every page with every letter that is painted, also beyond its edges, where words are lost."""
    pages = []
    for number in range(1, len(document) + 1):
        page = pdfium.FPDF_LoadPage(document, number - 1)
        words = pdfium.FPDFText_LoadPage(page)
        seen = view(page)
        width, height = seen.size_mm
        pages.append(Page(number, width, height, tuple(_Letters(words, number, seen))))
        pdfium.FPDFText_ClosePage(words)
        pdfium.FPDF_ClosePage(page)
    return tuple(pages)


class _Letters:
    """The letters of one page. What a piece of text shares is asked for once: each question costs a microsecond."""

    def __init__(self, words: Any, number: int, seen: View) -> None:
        self.words, self.number, self.view = words, number, seen
        self.looks: dict[int | None, Look | None] = {}
        self.fonts: dict[int | None, tuple[str, bool, bool]] = {}

    def __iter__(self) -> Iterator[Glyph]:
        words, place, box = ctypes.cast(self.words, ctypes.c_void_p).value, self.view.place, self.view.box
        told = (ctypes.c_double * 6)()
        edges, origin = _places(told)[:4], _places(told)[4:]
        blank = " "
        for at in range(pdfium.FPDFText_CountChars(self.words)):
            code = _unicode(words, at)
            letter = _LETTERS.get(code) or chr(code)
            if letter.isspace() or _is_generated(words, at) == 1:
                blank = letter
                continue
            look = self._look(at, _text_object(words, at))
            if look is None:
                continue
            _origin(words, at, *origin)
            _box(words, at, *edges)
            left, right, bottom, top, x, y = _SIX.unpack_from(told)
            left, top, right, bottom = box(left, bottom, right, top)
            yield Glyph(letter, self.number, look, place(x, y)[1], left, right, top, bottom, blank)
            blank = ""

    def _look(self, at: int, key: int | None) -> Look | None:
        """The look of a letter; None for one that is not painted, such as the text that lies under a scan.

        `key`: where in memory the piece of text is that it belongs to.
        """
        if key not in self.looks:
            piece = pdfium.FPDFText_GetTextObject(self.words, at)
            hidden = pdfium.FPDFTextObj_GetTextRenderMode(piece) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
            self.looks[key] = None if hidden else self._new_look(at, piece)
        return self.looks[key]

    def _new_look(self, at: int, piece: object) -> Look:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.words, at, matrix)
        along = self.view.direction(matrix.a, matrix.b)
        up = self.view.direction(matrix.c, matrix.d)
        length, height = hypot(*along), hypot(*up)
        lean = abs(along[0] * up[0] + along[1] * up[1]) / (length * height) if length * height else 0
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        pdfium.FPDFText_GetFillColor(self.words, at, red, green, blue, alpha)
        name, bold, italic = self._font(pdfium.FPDFTextObj_GetFont(piece))
        return Look(
            size_pt=pdfium.FPDFText_GetFontSize(self.words, at) * height,
            font=name,
            bold=bold,
            slanted=italic or lean > _SLANT,
            level=along[0] > 0 and abs(along[1]) <= _SLANT * length,
            colour=(red.value, green.value, blue.value),
            opacity=alpha.value / 255,
        )

    def _font(self, font: "ctypes._Pointer[ctypes.Structure]") -> tuple[str, bool, bool]:
        """Name, whether it is bold, and whether it is slanted."""
        key = ctypes.cast(font, ctypes.c_void_p).value
        if key not in self.fonts:
            text = ctypes.create_string_buffer(pdfium.FPDFFont_GetBaseFontName(font, None, 0))
            pdfium.FPDFFont_GetBaseFontName(font, text, len(text))
            name = text.value.decode(errors="replace")
            angle, flags = ctypes.c_int(), max(pdfium.FPDFFont_GetFlags(font), 0)
            pdfium.FPDFFont_GetItalicAngle(font, angle)
            bold = any(word in name.lower() for word in _BOLD_NAMES) or bool(flags & _FORCED_BOLD_FLAG)
            italic = any(word in name.lower() for word in _ITALIC_NAMES) or bool(flags & _ITALIC_FLAG or angle.value)
            self.fonts[key] = name, bold, italic
        return self.fonts[key]


def _plain(function: object, result: type, *more: type) -> Callable[..., Any]:
    """A function of PDFium about one letter, by numbers and places in memory.

    pypdfium2 looks at the type of everything that is handed over. That takes longer than the answer.
    """
    made = ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *more)
    return made(ctypes.cast(function, ctypes.c_void_p).value)  # type: ignore[arg-type]


def _places(numbers: "ctypes.Array[ctypes.c_double]") -> tuple[int, ...]:
    """Where in memory each of the numbers is."""
    return tuple(ctypes.addressof(numbers) + ctypes.sizeof(ctypes.c_double) * at for at in range(len(numbers)))


_SIX = struct.Struct("6d")

_unicode = _plain(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
_is_generated = _plain(pdfium.FPDFText_IsGenerated, ctypes.c_int)
_text_object = _plain(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
_origin = _plain(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, *[ctypes.c_void_p] * 2)
_box = _plain(pdfium.FPDFText_GetCharBox, ctypes.c_int, *[ctypes.c_void_p] * 4)

_LETTERS: Mapping[int, str] = {0: _UNKNOWN, 0x02: "-", 0xAD: "-", 0x2010: "-", 0x2011: "-", 0xFFFE: "-"}
"""PDFium gives a hyphen that it takes for the mark of a broken word as 2 or U+FFFE; a letter without Unicode as 0."""
