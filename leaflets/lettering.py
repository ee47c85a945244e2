"""Which signs the fonts of a leaflet carry: the one place that is asked, before anything is drawn.

A sign that the font lacks stops the print (`paper.engine`) and is an empty box elsewhere, so a check tells it first.
"""

import json
import unicodedata
from functools import cache
from importlib.metadata import version
from pathlib import Path

import fontpkg_lexend

from leaflets import prepared

LATIN = Path(fontpkg_lexend.__file__).parent / "files" / "Lexend[wght].ttf"

_DAMAGED = "\ufffd"
"""What stands for a sign that could not be read; no font makes a word of it."""
_UNDRAWN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Kinds of sign that are not drawn; what they do to a text is another question."""


def font(tag: str) -> Path:
    """The font that draws words of that language, a BCP 47 tag: one for all of them as yet."""
    return LATIN


def lacking(text: str, tag: str) -> tuple[str, ...]:
    """The signs of a text that the font of the language does not have, each once, in their order."""
    known = _signs(font(tag))
    # Letter and accent are drawn as one sign where the font has that.
    signs = dict.fromkeys(unicodedata.normalize("NFC", text))
    return tuple(sign for sign in signs if sign == _DAMAGED or (ord(sign) not in known and not _is_undrawn(sign)))


def _is_undrawn(sign: str) -> bool:
    return unicodedata.category(sign) in _UNDRAWN


@cache
def _signs(path: Path) -> frozenset[int]:
    """The numbers of all signs in a font file; kept, because to open it takes as long as all checks of a leaflet."""
    tools = f"fonttools {version('fonttools')}, fontpkg-lexend {version('fontpkg-lexend')}"
    shelf = prepared.shelf("signs", Path(__file__), tools=tools)
    return frozenset(json.loads(shelf.get(path.name, lambda: _read(path))))


def _read(path: Path) -> bytes:
    from fontTools.ttLib import TTFont

    return json.dumps(sorted(TTFont(path, lazy=True).getBestCmap())).encode()
