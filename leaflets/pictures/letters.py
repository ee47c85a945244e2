"""Words inside pictures as outlines, so that every tool draws the same letters.

As SVG text they fell back to another font in the Word pictures (seen with LibreOffice and with resvg).
"""

from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

import fontpkg_lexend

if TYPE_CHECKING:  # drawings are kept, so that nearly no process needs it
    from fontTools.ttLib.ttGlyphSet import _TTGlyphSet

WEIGHT = 700
"""Bold: thin letters vanish at the size of a picture."""


@lru_cache(maxsize=256)
def outline(words: str, size: float, fit: float = 0) -> str:
    """SVG path data of the words, centred on x = 0 and standing on y = 0; y grows downwards.

    `size` is the type size in units. Words wider than `fit` are drawn smaller. A letter that the font
    lacks comes out as an empty box, which is seen at once.
    """
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    glyphs, names, units = _font()
    line = [names.get(ord(letter), ".notdef") for letter in words]
    width = sum(_advance(glyphs, name) for name in line)
    scale = size / units
    if fit and width * scale > fit:
        scale = fit / width
    pen = SVGPathPen(glyphs, ntos=_number)
    x = -width * scale / 2
    for name in line:
        glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, x, 0)))
        x += _advance(glyphs, name) * scale
    return cast(str, pen.getCommands())


@cache
def _font() -> "tuple[_TTGlyphSet, dict[int, str], int]":
    from fontTools.ttLib import TTFont

    font = TTFont(fontpkg_lexend.ROOT / "files" / "Lexend[wght].ttf", lazy=True)
    glyphs = font.getGlyphSet(location={"wght": WEIGHT})
    return glyphs, cast(dict[int, str], font.getBestCmap()), cast(int, font["head"].unitsPerEm)


def _advance(glyphs: "_TTGlyphSet", name: str) -> float:
    return cast(float, glyphs[name].width)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
