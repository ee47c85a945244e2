"""Rules of the looks of printed words: no slanted, turned or underlined ones, and nothing at the edges of the paper."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from leaflets.verify.printlines import Line, Text, start
from leaflets.verify.printmarks import Mark
from leaflets.verify.printpage import MM, Glyph, Page
from leaflets.verify.printprofile import Profile
from leaflets.verify.printwords import Fault

_UNDER, _OVER = 0.3, 0.1
"""How far under the base line an underline may stand, and how far over it, in sizes. A rule under a heading, and the
edge of a box, stand further away."""
_THIN = 0.15
"""How thick an underline may be, in sizes."""
_AROUND = 0.4
"""How far an underline may reach beyond its words, in sizes; a rule over the column reaches further."""


def slanted(text: Text) -> Iterator[Fault]:
    """UKAAF G003 and RNIB clear print: no italics. TeX takes upright bullets and dots from italic fonts."""
    yield from _by_page(
        (glyph for page in text.pages for glyph in page.glyphs if glyph.look.slanted and glyph.text.isalnum()),
        "PD-208",
        "There are slanted words",
        "Use upright letters. For stress, use bold.",
    )


def turned(text: Text) -> Iterator[Fault]:
    """UKAAF G003: all text is horizontal."""
    yield from _by_page(
        (glyph for page in text.pages for glyph in page.glyphs if not glyph.look.level),
        "PD-209",
        "There are words that do not run from left to right",
        "Turn them level.",
    )


def _by_page(glyphs: Iterable[Glyph], code: str, what: str, hint: str) -> Iterator[Fault]:
    pages: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        pages[glyph.page].append(glyph)
    for number, found in pages.items():
        yield code, number, f"{what}: {start(found)}.", hint


def underlined(lines: Iterable[Line], marks: Iterable[Mark]) -> Iterator[Fault]:
    """UKAAF G003: no underlining. `lines` and `marks` are those of one page."""
    thin = [mark for mark in marks if mark.kind == "path" and mark.right_mm - mark.left_mm > 2 * mark.height_mm]
    for line in lines:
        size_mm = line.size_pt * MM
        for mark in thin:
            middle = (mark.top_mm + mark.bottom_mm) / 2 - line.baseline_mm
            if (
                mark.height_mm <= _THIN * size_mm
                and -_OVER * size_mm <= middle <= _UNDER * size_mm
                and mark.left_mm >= line.left_mm - _AROUND * size_mm
                and mark.right_mm <= line.right_mm + _AROUND * size_mm
                and mark.right_mm - mark.left_mm >= 0.5 * size_mm
            ):
                hint = "Take the line away. For stress, use bold."
                words = [
                    one for one in line.glyphs if mark.left_mm <= (one.left_mm + one.right_mm) / 2 <= mark.right_mm
                ]
                yield "PD-210", line.page, f"Words are underlined: {start(words or line.glyphs)}.", hint
                break


def in_the_margin(page: Page, profile: Profile) -> Iterator[Fault]:
    """Words so near to an edge that a printer cuts them. What else is painted there, `printground` finds."""
    least = profile.margin_mm
    cut = [
        glyph
        for glyph in page.glyphs
        if glyph.left_mm < least
        or glyph.top_mm < least
        or glyph.right_mm > page.width_mm - least
        or glyph.bottom_mm > page.height_mm - least
    ]
    what = f"Words stand within {least:g} mm of the edge of the paper"
    yield from _by_page(cut, "PD-223", what, "Printers cut them off. Make the margins wider.")
