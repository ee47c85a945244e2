"""The style sheet and the font of every web page: colours from `themes.toml`, the rest from `web.css`, `site.css`."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from leaflets import templating
from leaflets.languages import Font
from leaflets.lettering import file_of
from leaflets.paper import fonts, shaping
from leaflets.paper.design import Look, colours

FONT = "lexend.ttf"
"""Its name beside the style sheet."""
THEMES = ("white", "cream", "dark")
"""The colours that a reader can choose, the first one as it is when nobody chooses (visual design, section 7)."""
MADE_WITH = ("fontpkg-lexend", *shaping.packages(), "jinja2")
SHEETS = ("web.css", "site.css")
"""Every page has both: a leaflet's own page shows the cards of the download site."""
LONG_WORDS = "long-words.css"
"""For a font whose headings are smaller than usual, as its words are long."""
DATA = (*(f"templates/{name}" for name in (*SHEETS, LONG_WORDS)), "templates/themes.toml")

_FIRST = ":root"
_BY_WISH = {
    # Whoever asks for less contrast is dazzled by white (visual design, section 7); what is chosen on the page wins.
    "@media (prefers-contrast: less)": "cream",
    "@media (prefers-color-scheme: dark)": "dark",
}


def style_sheet(text: str = "") -> bytes:
    """The style sheets below the variables of the themes; it asks for the fonts in its own folder.

    `text`: the words of the page, for letters that the house font lacks.
    """
    rules = [_rule(_FIRST, THEMES[0])]
    rules += [f"{query} {{\n{_rule(':root:not([data-colours])', theme)}\n}}" for query, theme in _BY_WISH.items()]
    rules += [_rule(f':root[data-colours="{theme}"]', theme) for theme in THEMES]
    # On paper the colours of the screen do not count.
    rules += [f"@media print {{\n{_rule(':root:root[lang]', THEMES[0])}\n}}"]
    sheets = ((templating.FOLDER / name).read_text(encoding="utf-8") for name in SHEETS)
    return "\n".join([*rules, "", *sheets, *_scripts(text)]).encode()


def _scripts(text: str) -> Iterator[str]:
    """The fonts behind the house font, and lines that are high enough for them."""
    some = shaping.needed(text)
    for font in some:
        yield f'@font-face {{ font-family: "{font.name}"; src: url({_file(font)}); font-weight: 100 900; }}'
    if some:
        names = ", ".join(f'"{font.name}"' for font in some)
        high = max(font.leading for font in some)
        family = f"font-family: Lexend, {names}, Arial, sans-serif; font-variant-ligatures: normal;"
        yield f"body {{ {family} line-height: {1.55 * high:.2f}; }}"
        yield f".words > p, .meaning > p {{ line-height: {1.5 * high:.2f}; }}"
        yield f"h1, h2, h3, button, .button, .brand p {{ line-height: {1.25 * high:.2f}; }}"
    if any(font.headings < 1 for font in some):
        yield (templating.FOLDER / LONG_WORDS).read_text(encoding="utf-8")


def _file(font: Font) -> str:
    return f"{font.package}.ttf"


def script_fonts(text: str) -> Mapping[str, bytes]:
    """The font files that the style sheet for that text asks for besides the house font."""
    found = ((font, file_of(font)) for font in shaping.needed(text))
    return {_file(font): path.read_bytes() for font, path in found if path}


def _rule(selector: str, theme: str) -> str:
    """The colours of a theme as variables, as in `themes.toml`."""
    scheme = "dark" if theme == "dark" else "light"
    variables = "".join(f" --{name}: {value};" for name, value in {**colours(theme), **_plates(theme)}.items())
    return f"{selector} {{ color-scheme: {scheme};{variables} }}"


def _plates(theme: str) -> Mapping[str, str]:
    """Where pictures stand on white grounds, all of these are of one size (visual design, section 3.2, rule 11)."""
    if Look(theme=theme).has("plates"):
        return {
            "plate-ground": colours(theme)["plate"],
            "plate-padding": "0.5rem",
            "plate-height": "7rem",
            "plate-position": "center",
        }
    return {"plate-ground": "transparent", "plate-padding": "0rem", "plate-height": "auto", "plate-position": "left"}


def font() -> bytes:
    """Lexend with all its weights in one file."""
    return Path(fonts.PATH).read_bytes()
