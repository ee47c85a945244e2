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


@cache
def face(weight: int) -> bytes:
    """The face of that weight, 400 or 700, as a file: the same bytes everywhere."""
    tools = f"fonttools {version('fonttools')}, fontpkg-lexend {version('fontpkg-lexend')}"
    return prepared.shelf("fonts", Path(__file__), tools=tools).get(str(weight), lambda: _cut_out(weight))


def _cut_out(weight: int) -> bytes:
    from fontTools.varLib import instancer

    cut = instancer.instantiateVariableFont(
        TTFont(PATH, recalcTimestamp=False), {"wght": weight}, inplace=True, updateFontNames=True
    )
    cut.recalcTimestamp = False
    file = io.BytesIO()
    cut.save(file)
    return file.getvalue()


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
