"""The house font: Lexend (OFL 1.1), its two faces, and how wide its letters are.

The package has one variable file. Each face is cut out of it once for a computer: WeasyPrint would cut both out again
for every leaflet, a sixth of the time of a short one, and stamp the present second into them.
"""

import io
from functools import cache
from importlib.metadata import version
from pathlib import Path

from fontTools.ttLib import TTFont

from leaflets import lettering, prepared

PATH = lettering.LATIN

REGULAR, BOLD = 400, 700
"""The only weights used (visual design, section 2)."""

MM_PER_POINT = 25.4 / 72
_REPACKER = "fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"
"""With it, fontTools writes other bytes where uharfbuzz is installed: right, but not the same on every computer."""


@cache
def face(weight: int) -> bytes:
    """The face of that weight, 400 or 700, as a file: the same bytes everywhere."""
    return cut(PATH, "fontpkg-lexend", weight)


def cut(path: Path, package: str, weight: int) -> bytes:
    """The face of that weight of a variable font; `package`: the distribution that it comes with.

    Its lines are as high as those of the house font. Else one word of it would make its line higher than planned;
    style sheets say how high lines are.
    """
    tools = f"fonttools {version('fonttools')}, {package} {version(package)}"
    return prepared.shelf("fonts", Path(__file__), tools=tools).get(str(weight), lambda: _cut_out(path, weight))


def has(letter: str) -> bool:
    """Whether the house font has the letter."""
    return ord(letter) in _names()


def _cut_out(path: Path, weight: int) -> bytes:
    from fontTools.varLib import instancer

    font = TTFont(path, recalcTimestamp=False, cfg={_REPACKER: False})
    usual = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    cut = instancer.instantiateVariableFont(font, {**usual, "wght": weight}, inplace=True, updateFontNames=True)
    _level(cut)
    cut.recalcTimestamp = False
    file = io.BytesIO()
    cut.save(file)
    return file.getvalue()


def _level(cut: TTFont) -> None:
    """Gives the face the ascent and descent of the house font."""
    house = _font()
    scale = cut["head"].unitsPerEm / house["head"].unitsPerEm
    above, below = round(house["hhea"].ascent * scale), round(house["hhea"].descent * scale)
    cut["hhea"].ascent, cut["hhea"].descent, cut["hhea"].lineGap = above, below, 0
    metrics = cut["OS/2"]
    metrics.sTypoAscender, metrics.sTypoDescender, metrics.sTypoLineGap = above, below, 0
    metrics.usWinAscent, metrics.usWinDescent = above, -below


def width_mm(text: str, size_pt: float, weight: int = REGULAR) -> float:
    """How long the text is on one line, without kerning; a letter the font lacks counts as wide as an “m”."""
    font = _font()
    units = sum(_advance(letter, weight) for letter in text)
    return units / float(font["head"].unitsPerEm) * size_pt * MM_PER_POINT


@cache
def _font() -> TTFont:
    return TTFont(PATH, lazy=True)


@cache
def _names() -> dict[int, str]:
    return dict(_font().getBestCmap())


@cache
def _letters(weight: int) -> object:
    return _font().getGlyphSet(location={"wght": weight})


@cache
def _advance(letter: str, weight: int) -> float:
    glyphs, names = _letters(weight), _names()
    return float(glyphs[names.get(ord(letter), names[ord("m")])].width)  # type: ignore[index]
