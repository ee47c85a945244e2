"""Letters that the house font lacks: fonts of languages from Python packages, and how wide their words come out.

Letters of Arabic and Tamil change and move beside each other, so their words are shaped (HarfBuzz, as Pango does when
the page is drawn), not added up letter by letter.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from typing import Any

from leaflets import languages
from leaflets.languages import Font
from leaflets.lettering import file_of, signs_of
from leaflets.paper import fonts
from leaflets.paper.fonts import BOLD, MM_PER_POINT, REGULAR


@cache
def known() -> tuple[Font, ...]:
    """The fonts that the language files name, each once, sorted by language."""
    found = (languages.load(tag).font for tag in languages.tags())
    return tuple(dict.fromkeys(font for font in found if font))


def packages() -> tuple[str, ...]:
    """The distributions of the fonts that are installed, and of the shaper."""
    return (*(font.package for font in known() if file_of(font)), "uharfbuzz")


def lacks_font(lang: str) -> str | None:
    """Why a page in that language cannot be drawn, as sentences that say what to do; None where it can."""
    font = languages.load(lang).font
    if font is None or (file_of(font) and find_spec("uharfbuzz")):
        return None
    return f"The font “{font.name}” is not on this computer. It comes with the package {font.package}. Run: doctor"


def needed(text: str) -> tuple[Font, ...]:
    """The fonts for the letters of a text that the house font lacks."""
    letters = {letter for letter in set(text) if not fonts.has(letter) and not letter.isspace()}
    return tuple(font for font in known() if file_of(font) and any(ord(letter) in signs_of(font) for letter in letters))


def face(font: Font, weight: int) -> bytes:
    """The face of that weight, 400 or 700, as a file: the same bytes everywhere."""
    path = file_of(font)
    assert path is not None
    return fonts.cut(path, font.package, weight)


def assets(some: tuple[Font, ...]) -> dict[str, tuple[Font, int]]:
    """The names of the faces as assets of a page."""
    weights = {"": REGULAR, "-bold": BOLD}
    return {f"{font.package}{name}.ttf": (font, weight) for font in some for name, weight in weights.items()}


def style(some: tuple[Font, ...]) -> str:
    """The style sheet that puts the fonts behind the house font. Letters join only with their ligatures."""
    faces = (
        f'@font-face {{ font-family: "{font.name}"; src: url(asset:{name}); font-weight: {weight}; }}'
        for name, (font, weight) in assets(some).items()
    )
    names = ", ".join(f'"{font.name}"' for font in some)
    return "\n".join((*faces, f"html {{ font-family: Lexend, {names}; font-variant-ligatures: normal; }}"))


def width_mm(text: str, size_pt: float, weight: int = REGULAR) -> float:
    """How long the text is on one line, whatever its script; letters that no font has count as wide as an “m”."""
    if fonts.has(text):
        return fonts.width_mm(text, size_pt, weight)
    return sum(
        _shaped_mm(part, font, size_pt, weight) if font else fonts.width_mm(part, size_pt, weight)
        for font, part in _parts(text)
    )


def _parts(text: str) -> Iterator[tuple[Font | None, str]]:
    """The text cut where the font changes; None is the house font."""
    found: list[tuple[Font | None, str]] = []
    for letter in text:
        font = None if fonts.has(letter) else next((one for one in known() if ord(letter) in signs_of(one)), None)
        if found and unicodedata.category(letter) in ("Mn", "Mc", "Cf"):
            font = found[-1][0]  # it belongs to the letter before
        found.append((font, letter))
    for font, part in groupby(found, lambda one: one[0]):
        yield font, "".join(letter for _, letter in part)


@cache
def _shaper(font: Font, weight: int) -> Any:
    # Without its import at the top: who prints English only needs no HarfBuzz. Its package has no types.
    import uharfbuzz

    return uharfbuzz, uharfbuzz.Font(uharfbuzz.Face(face(font, weight)))


def _shaped_mm(text: str, font: Font, size_pt: float, weight: int) -> float:
    harfbuzz, shaper = _shaper(font, weight)
    buffer = harfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    harfbuzz.shape(shaper, buffer)
    units = sum(position.x_advance for position in buffer.glyph_positions)
    return float(units) / float(shaper.face.upem) * size_pt * MM_PER_POINT
