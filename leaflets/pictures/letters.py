"""Words inside pictures as outlines, so that every tool draws the same letters.

As SVG text they fell back to another font in the Word pictures (seen with LibreOffice and with resvg).
"""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

import fontpkg_lexend

if TYPE_CHECKING:  # drawings are kept, so that nearly no process needs it
    from fontTools.pens.transformPen import TransformPen
    from fontTools.ttLib.ttGlyphSet import _TTGlyphSet

from leaflets.pictures import scripts
from leaflets.pictures.scripts import Stretch

WEIGHT = 700
"""Bold: thin letters vanish at the size of a picture."""


@lru_cache(maxsize=256)
def outline(words: str, size: float, fit: float = 0) -> str:
    """SVG path data of the words, centred on x = 0 and standing on y = 0; y grows downwards.

    `size` is the type size in units. Words wider than `fit` are drawn smaller. A letter that no font has
    comes out as an empty box, which is seen at once.
    """
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    glyphs, _, units = _font()
    line = scripts.stretches(words)
    width = sum(_width(stretch) for stretch in line)
    scale = size / units
    if fit and width * scale > fit:
        scale = fit / width
    pen = SVGPathPen(glyphs, ntos=_number)

    def pen_at(x: float, y: float, scale: float) -> TransformPen:
        return TransformPen(pen, (scale, 0, 0, -scale, x, y))

    x = -width * scale / 2
    for stretch in line:
        if stretch.font:
            x = scripts.drawn(stretch, pen_at, x, scale * units)
        else:
            x = _draw_house(stretch.text, pen_at, x, scale)
    return cast(str, pen.getCommands())


def _draw_house(words: str, pen_at: "Callable[[float, float, float], TransformPen]", x: float, scale: float) -> float:
    """Letters of the house font, which stand beside each other as they are. Gives where they end."""
    glyphs, names, _ = _font()
    for letter in words:
        name = names.get(ord(letter), ".notdef")
        glyphs[name].draw(pen_at(x, 0, scale))
        x += _advance(glyphs, name) * scale
    return x


def _width(stretch: Stretch) -> float:
    """In units of the house font."""
    glyphs, names, units = _font()
    if stretch.font:
        return scripts.width(stretch) * units
    return sum(_advance(glyphs, names.get(ord(letter), ".notdef")) for letter in stretch.text)


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
