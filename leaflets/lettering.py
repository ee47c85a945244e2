"""Which signs the fonts of a leaflet carry: the one place that is asked, before anything is drawn.

A sign that no font has stops the print (`paper.engine`) and is an empty box elsewhere, so a check tells it first. A
language whose letters the house font lacks names another one in its file: `[font]`, with `package` and `file`.
"""

import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import fontpkg_lexend

from leaflets import languages, prepared
from leaflets.languages import Font
from leaflets.versions import version

LATIN = Path(fontpkg_lexend.__file__).parent / "files" / "Lexend[wght].ttf"

_DAMAGED = "\ufffd"
"""What stands for a sign that could not be read; no font makes a word of it."""
_UNDRAWN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Kinds of sign that are not drawn; what they do to a text is another question."""


def lacking(text: str, tag: str) -> tuple[str, ...]:
    """The signs of a text in that language, a BCP 47 tag, that no font here has; each once, in their order.

    Nobody knows them where the language's own font is not installed: then its pages cannot be drawn at all.
    """
    if tag in languages.tags() and any(path is None for path in _own(tag)):
        return ()
    # Letter and accent are drawn as one sign where the font has that.
    signs = dict.fromkeys(unicodedata.normalize("NFC", text))
    return tuple(sign for sign in signs if sign == _DAMAGED or not (_is_undrawn(sign) or ord(sign) in _known()))


def carried(text: str) -> bool:
    """Whether the fonts here have every sign of the text, whatever its language."""
    return all(_is_undrawn(sign) or ord(sign) in _known() for sign in text)


def in_house_font(sign: str) -> bool:
    """Whether the house font has the sign."""
    return ord(sign) in _signs(LATIN)


def signs_of(font: Font) -> frozenset[int]:
    """The numbers of the signs of a font; none where it is not installed."""
    path = file_of(font)
    return _signs(path) if path else frozenset()


@cache
def file_of(font: Font) -> Path | None:
    """The file of a font; None where its package is not installed."""
    spec = find_spec(font.package.replace("-", "_"))
    folders = spec.submodule_search_locations if spec else None
    path = Path(folders[0], "files", font.file) if folders else None
    return path if path and path.is_file() else None


def _is_undrawn(sign: str) -> bool:
    return unicodedata.category(sign) in _UNDRAWN


@cache
def _known() -> frozenset[int]:
    """The numbers of the signs of all fonts here: a page takes each letter from the font that has it."""
    own = (path for tag in languages.tags() for path in _own(tag) if path)
    return frozenset().union(*(_signs(path) for path in (LATIN, *own)))


def _own(tag: str) -> Iterator[Path | None]:
    """The font of a language beside that of the house, where it names one; None for one that is not installed."""
    font = languages.load(tag).font
    if font:
        yield file_of(font)


@cache
def _signs(path: Path) -> frozenset[int]:
    """The numbers of all signs in a font file; kept, because to open it takes as long as all checks of a leaflet."""
    package = path.parent.parent.name.replace("_", "-")
    tools = f"fonttools {version('fonttools')}, {package} {version(package)}"
    shelf = prepared.shelf("signs", Path(__file__), tools=tools)
    return frozenset(json.loads(shelf.get(path.name, lambda: _read(path))))


def _read(path: Path) -> bytes:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return json.dumps(sorted(font.getBestCmap())).encode()
