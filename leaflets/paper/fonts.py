"""The house font: Lexend (OFL 1.1), one variable file, and how wide its letters are."""

from functools import cache
from pathlib import Path

import fontpkg_lexend
from fontTools.ttLib import TTFont

PATH = Path(fontpkg_lexend.__file__).parent / "files" / "Lexend[wght].ttf"

REGULAR, BOLD = 400, 700
"""The only weights used (visual design, section 2)."""

MM_PER_POINT = 25.4 / 72


def width_mm(text: str, size_pt: float, weight: int = REGULAR) -> float:
    """How long the text is on one line, without kerning; a letter the font lacks counts as wide as an “m”."""
    font = _font()
    units = sum(_advance(letter, weight) for letter in text)
    return units / float(font["head"].unitsPerEm) * size_pt * MM_PER_POINT


@cache
def _font() -> TTFont:
    return TTFont(PATH, lazy=True)


@cache
def _letters(weight: int) -> object:
    return _font().getGlyphSet(location={"wght": weight})


@cache
def _advance(letter: str, weight: int) -> float:
    glyphs, names = _letters(weight), _font().getBestCmap()
    return float(glyphs[names.get(ord(letter), names[ord("m")])].width)  # type: ignore[index]
