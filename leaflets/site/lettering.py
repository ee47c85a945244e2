"""The letters of languages that the site names in their own script, where the house font has none of them.

One style sheet for all pages: a browser fetches a font only where words of its language stand (CSS Fonts 4, 4.1).
"""

from collections.abc import Iterable, Mapping

from leaflets import languages
from leaflets.lettering import file_of
from leaflets.manifest import SITE

SHEET = f"{SITE}/languages.css"


def files(tags: Iterable[str]) -> Mapping[str, bytes]:
    """The style sheet and its fonts by their paths in the output folder, for pages that name these languages."""
    rules: list[str] = []
    fonts: dict[str, bytes] = {}
    for language in map(languages.load, sorted(set(tags))):
        font = language.font
        path = file_of(font) if font else None
        if font is None or path is None:
            continue
        file = f"{font.package}.ttf"
        fonts[f"{SITE}/{file}"] = path.read_bytes()
        rules += (
            f'@font-face {{ font-family: "{font.name}"; src: url({file}); font-weight: 100 900; font-display: swap; }}',
            f':lang({language.tag}) {{ font-family: Lexend, "{font.name}", Arial, sans-serif;'
            f" font-variant-ligatures: normal; line-height: {1.55 * font.leading:.2f}; }}",
        )
    return {SHEET: "\n".join((*rules, "")).encode(), **fonts}
