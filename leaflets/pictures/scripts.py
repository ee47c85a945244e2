"""Words in letters that join or move beside each other, such as Urdu and Tamil, as a line of placed glyphs.

HarfBuzz shapes them, as it does on the page. Words of both directions on one line are put in the order in which they
are seen: enough of UAX 9 for titles and signs, which have no brackets inside each other and no marks for direction.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from leaflets import languages, lettering
from leaflets.languages import Font
from leaflets.versions import version

_WEIGHT = {"wght": 700}
_STRONG = ("L", "R", "AL")
"""Kinds of sign that have a direction of their own: the first one decides that of the line (UAX 9, P2)."""
_MARKS = ("Mn", "Mc", "Cf")
"""Kinds of sign that belong to the letter before."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters that are drawn one after the other with one font, in the order from left to right."""

    text: str
    font: Font | None
    """None is the house font."""
    leftwards: bool


def font_of(letter: str) -> Font | None:
    """The font beside that of the house that has the letter; None where no other font is needed, or none has it."""
    if lettering.in_house_font(letter) or letter.isspace():
        return None
    return next((font for font in _known() if ord(letter) in lettering.signs_of(font)), None)


def versions(words: str) -> str:
    """What draws the words besides the house font; empty where nothing does."""
    packages = sorted({font.package for font in map(font_of, words) if font})
    return "".join(f", {one} {version(one)}" for one in (*packages, "uharfbuzz")) if packages else ""


def leading(words: str) -> float:
    """How much more height lines of these words need than those of the house font."""
    return max((font.leading for font in map(font_of, words) if font), default=1.0)


def stretches(words: str) -> tuple[Stretch, ...]:
    """The words from left to right, as they are seen."""
    kinds = _directions(words)
    base_leftwards = next((kind for kind in map(unicodedata.bidirectional, words) if kind in _STRONG), "L") != "L"
    lines: list[Stretch] = []
    for leftwards, part in _runs(words, kinds, "R" if base_leftwards else "L"):
        inside = [Stretch(text, font, leftwards) for font, text in _by_font(part)]
        inside = inside[::-1] if leftwards else inside
        lines = [*inside, *lines] if base_leftwards else [*lines, *inside]
    return tuple(lines)


def drawn(stretch: Stretch, pen_at: Any, x: float, scale: float) -> float:
    """Draws the stretch of another font; `pen_at(x, y, scale)` gives a pen for a glyph there. Gives where it ends."""
    assert stretch.font is not None
    harfbuzz, shaper = _shaper(stretch.font)
    buffer = harfbuzz.Buffer()
    buffer.add_str(stretch.text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if stretch.leftwards else "ltr"
    harfbuzz.shape(shaper, buffer)
    unit = scale / shaper.face.upem
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        shaper.draw_glyph_with_pen(glyph.codepoint, pen_at(x + place.x_offset * unit, -place.y_offset * unit, unit))
        x += place.x_advance * unit
    return x


def width(stretch: Stretch) -> float:
    """How wide it is at a size of 1."""
    return drawn(stretch, lambda x, y, scale: _Blind(), 0, 1)


class _Blind:
    """A pen that draws nothing."""

    def __getattr__(self, name: str) -> Any:
        return lambda *points: None


def _directions(words: str) -> list[str]:
    """For each sign `L` or `R`, or nothing where its neighbours decide. Numbers run to the right in every script."""
    found: list[str] = []
    for sign in words:
        kind = unicodedata.bidirectional(sign)
        same = found[-1] if found and kind == "NSM" else ""
        found.append("R" if kind in ("R", "AL") else "L" if kind in ("L", "EN", "AN") else same)
    return found


def _runs(words: str, kinds: list[str], base: str) -> Iterator[tuple[bool, str]]:
    """The words cut where the direction changes. What has none goes with both its neighbours, or with the line."""
    whole = list(kinds)
    for number, kind in enumerate(kinds):
        if not kind:
            before = next((one for one in reversed(kinds[:number]) if one), base)
            after = next((one for one in kinds[number:] if one), base)
            whole[number] = before if before == after else base
    for kind, part in groupby(zip(whole, words, strict=True), lambda one: one[0]):
        yield kind == "R", "".join(sign for _, sign in part)


def _by_font(words: str) -> Iterator[tuple[Font | None, str]]:
    fonts: list[Font | None] = []
    for sign in words:
        goes_on = bool(fonts) and (sign.isspace() or unicodedata.category(sign) in _MARKS)
        fonts.append(fonts[-1] if goes_on else font_of(sign))
    for font, part in groupby(zip(fonts, words, strict=True), lambda one: one[0]):
        yield font, "".join(sign for _, sign in part)


@cache
def _known() -> tuple[Font, ...]:
    found = (languages.load(tag).font for tag in languages.tags())
    return tuple(dict.fromkeys(font for font in found if font and lettering.file_of(font)))


@cache
def _shaper(font: Font) -> Any:
    # Without its import at the top: who makes English leaflets only needs no HarfBuzz. Its package has no types.
    import uharfbuzz

    path = lettering.file_of(font)
    assert path is not None
    shaper = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
    shaper.set_variations(_WEIGHT)
    return uharfbuzz, shaper
