"""The icons of formats on the site: with the letters of the page's language where these are others.

“A” says that letters are large. Who reads another script has a letter of that; short names such as W and A4 stay.
"""

from collections.abc import Iterable, Mapping

from leaflets import languages, lettering
from leaflets.languages import Language
from leaflets.manifest import SITE
from leaflets.pictures import icons


def path(name: str, tag: str) -> str:
    """Where the icon of a format for pages in that language stands in the output folder.

    Languages that draw the same share one file.
    """
    language = languages.load(tag)
    own = any(_drawn(words, language) != words for words in icons.words(name))
    return f"{SITE}/{name}_{tag}.svg" if own else f"{SITE}/{name}.svg"


def files(used: Iterable[tuple[str, str]]) -> Mapping[str, bytes]:
    """The icons by their paths, for formats and the languages of pages that show them."""
    return {path(name, tag): _svg(name, languages.load(tag)) for name, tag in sorted(set(used))}


def _svg(name: str, language: Language) -> bytes:
    return icons.svg(name, lambda words: _drawn(words, language)).encode()


def _drawn(words: str, language: Language) -> str:
    found = language.drawn.get(words, words)
    return found if lettering.carried(found) else words  # its font may not be on this computer
