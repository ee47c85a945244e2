"""Rules of what lies under the words: enough contrast, no picture, and a clear edge of the paper.

The page is painted without its words, one pixel to a point, and looked at under each letter. Rectangles in the file are
not asked, since backgrounds and forms escape them. The outer fifths of the pixels are left out: the edge of a box
through a corner of a letter's box is not what the letter stands on.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import pypdfium2

from leaflets.verify.printlines import start
from leaflets.verify.printmarks import hide_text
from leaflets.verify.printpage import MM, Glyph, Page
from leaflets.verify.printprofile import Profile
from leaflets.verify.printwords import Fault

_BUSY = 1.35
"""From this contrast on, inside the ground of one letter, it is a picture and no plain ground."""
_SAMPLES = 8
"""At most so many rows and so many columns of pixels are looked at under a letter."""
_UNLIKE = 24
"""How far a colour must be from that of the paper, in one of its parts, to count as painted."""

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Ground:
    """A page without its words: its pixels, one to a point, three bytes each."""

    width: int
    height: int
    rows: tuple[bytes, ...]

    def colour(self, x: int, y: int) -> Colour:
        row = self.rows[y]
        return row[3 * x], row[3 * x + 1], row[3 * x + 2]


@dataclass(slots=True)
class _Place:
    """Letters of one colour with the same fault, and the worst contrast of them."""

    glyphs: list[Glyph] = field(default_factory=list)
    contrast: float = 21.0


def ground(page: pypdfium2.PdfPage) -> Ground:
    """Paints the page without its words. They stay hidden in this page from now on."""
    hide_text(page.raw)
    bitmap = page.render(scale=1, draw_annots=False, may_draw_forms=False, rev_byteorder=True)
    pixels, step = bytes(bitmap.buffer), bitmap.n_channels
    rows = tuple(pixels[at : at + bitmap.width * step] for at in range(0, bitmap.height * bitmap.stride, bitmap.stride))
    if step != 3:  # PDFium paints transparent pages with a fourth byte, grey ones with one
        rows = tuple(_three_bytes(row, step) for row in rows)
    return Ground(bitmap.width, bitmap.height, rows)


def _three_bytes(row: bytes, step: int) -> bytes:
    parts = bytearray(3 * (len(row) // step))
    for part in range(3):
        parts[part::3] = row[min(part, step - 1) :: step]
    return bytes(parts)


def words(page: Page, seen: Ground, profile: Profile) -> Iterator[Fault]:
    """WCAG 2.2, 1.4.6, and RNIB clear print: contrast of every letter, and no text over pictures."""
    pale: dict[Colour, _Place] = defaultdict(_Place)
    busy = _Place()
    for glyph in page.glyphs:
        low, high = _levels(glyph, seen)
        contrast = min(_contrast(_ink(glyph, level), level) for level in (low, high))
        if _contrast(low, high) >= _BUSY:
            busy.glyphs.append(glyph)
        elif contrast < profile.contrast - 0.005:
            place = pale[glyph.look.colour]
            place.glyphs.append(glyph)
            place.contrast = min(place.contrast, contrast)
    for place in pale.values():
        what = f"Words have a contrast of only {place.contrast:.1f} to 1: {start(place.glyphs)}."
        hint = f"Use {profile.contrast:g} to 1 or more: darker letters or a lighter ground."
        yield "PD-221", page.number, what, hint
    if busy.glyphs:
        what = f"Words stand on a picture or pattern: {start(busy.glyphs)}."
        yield "PD-222", page.number, what, "Put them on a plain ground."


def edges(page: Page, seen: Ground, profile: Profile) -> Iterator[Fault]:
    """Visual design, section 5: nothing but the colour of the page outside the margins, or printers cut it off."""
    wide = int(profile.margin_mm / MM)
    paper = seen.colour(0, 0)
    sides = {
        "top": (range(seen.width), range(wide)),
        "bottom": (range(seen.width), range(seen.height - wide, seen.height)),
        "left": (range(wide), range(wide, seen.height - wide)),
        "right": (range(seen.width - wide, seen.width), range(wide, seen.height - wide)),
    }
    cut = [name for name, (columns, rows) in sides.items() if not _is_plain(seen, columns, rows, paper)]
    if cut:
        side = " and ".join(cut)
        what = f"Something is painted within {profile.margin_mm:g} mm of the {side} edge of the paper."
        yield "PD-223", page.number, what, "Printers cut it off. Make the margins wider, or colour the whole page."


def _is_plain(seen: Ground, columns: range, rows: range, paper: Colour) -> bool:
    plain = bytes(paper) * len(columns)
    for y in rows:
        piece = seen.rows[y][3 * columns.start : 3 * columns.stop]
        if piece != plain and any(abs(one - other) > _UNLIKE for one, other in zip(piece, plain, strict=False)):
            return False
    return True


def _levels(glyph: Glyph, seen: Ground) -> tuple[float, float]:
    """The luminance of the ground under a letter: its 20th and 80th percentile."""
    columns = _some(glyph.left_mm, glyph.right_mm, seen.width)
    lines = _some(glyph.top_mm, glyph.bottom_mm, seen.height)
    levels = sorted(_luminance(seen.colour(x, y)) for y in lines for x in columns)
    return levels[len(levels) // 5], levels[-1 - len(levels) // 5]


def _some(first_mm: float, last_mm: float, most: int) -> range:
    """The pixels between two edges, or evenly chosen ones of them; beyond the page, its last ones."""
    first, last = (min(max(int(edge / MM), 0), most - 1) for edge in (first_mm, last_mm))
    return range(first, last + 1, max(1, (last - first) // _SAMPLES))


@lru_cache(maxsize=4096)
def _luminance(colour: Colour) -> float:
    """WCAG 2.2, relative luminance."""
    red, green, blue = (part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _ink(glyph: Glyph, under: float) -> float:
    """The luminance of a letter; one that lets its ground through is nearer to it."""
    return _luminance(glyph.look.colour) * glyph.look.opacity + under * (1 - glyph.look.opacity)


def _contrast(one: float, other: float) -> float:
    """WCAG 2.2, contrast ratio."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
