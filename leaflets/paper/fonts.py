"""The house font: Lexend (OFL 1.1), its two faces, and how wide its letters are.

The package has one variable file. Each face is cut out of it once for a computer: WeasyPrint would cut both out again
for every leaflet, a sixth of the time of a short one, and stamp the present second into them.
"""

import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets import lettering, prepared
from leaflets.versions import version

if TYPE_CHECKING:  # what is made with it is kept, so that nearly no process needs it
    from fontTools.ttLib import TTFont

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
    return _shelf("fonts", package).get(str(weight), lambda: _cut_out(path, weight))


def has(text: str) -> bool:
    """Whether the house font has every letter of the text."""
    return _letters(REGULAR).keys() >= set(text)


@cache
def _shelf(kind: str, package: str) -> prepared.Shelf:
    tools = f"fonttools {version('fonttools')}, {package} {version(package)}"
    return prepared.shelf(kind, Path(__file__), tools=tools)


def _cut_out(path: Path, weight: int) -> bytes:
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(path, recalcTimestamp=False, cfg={_REPACKER: False})
    usual = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    cut = instancer.instantiateVariableFont(font, {**usual, "wght": weight}, inplace=True, updateFontNames=True)
    _level(cut)
    cut.recalcTimestamp = False
    file = io.BytesIO()
    cut.save(file)
    return file.getvalue()


def _level(cut: "TTFont") -> None:
    """Gives the face the ascent and descent of the house font."""
    from fontTools.ttLib import TTFont

    with TTFont(PATH, lazy=True) as house:
        scale = cut["head"].unitsPerEm / house["head"].unitsPerEm
        above, below = round(house["hhea"].ascent * scale), round(house["hhea"].descent * scale)
    cut["hhea"].ascent, cut["hhea"].descent, cut["hhea"].lineGap = above, below, 0
    metrics = cut["OS/2"]
    metrics.sTypoAscender, metrics.sTypoDescender, metrics.sTypoLineGap = above, below, 0
    metrics.usWinAscent, metrics.usWinDescent = above, -below


def width_mm(text: str, size_pt: float, weight: int = REGULAR) -> float:
    """How long the text is on one line, without kerning; a letter the font lacks counts as wide as an “m”."""
    letters = _letters(weight)
    unknown = letters["m"]
    return sum([letters.get(letter, unknown) for letter in text]) / _units() * size_pt * MM_PER_POINT


@cache
def _letters(weight: int) -> Mapping[str, float]:
    """How far the pen moves for each letter of the house font, in its units."""
    found: Mapping[str, float] = _measured()[str(weight)]
    return found


@cache
def _units() -> float:
    """How many units a letter is high that is set in 1 point."""
    return float(_measured()["units"]["em"])


@cache
def _measured() -> Mapping[str, Mapping[str, float]]:
    found: Mapping[str, Mapping[str, float]] = json.loads(_shelf("widths", "fontpkg-lexend").get("", _measure))
    return found


def _measure() -> bytes:
    from fontTools.ttLib import TTFont

    with TTFont(PATH, lazy=True) as font:
        names = font.getBestCmap()
        measured: dict[str, Mapping[str, float]] = {"units": {"em": float(font["head"].unitsPerEm)}}
        for weight in (REGULAR, BOLD):
            glyphs = font.getGlyphSet(location={"wght": weight})
            measured[str(weight)] = {chr(code): float(glyphs[name].width) for code, name in names.items()}
    return json.dumps(measured).encode()
