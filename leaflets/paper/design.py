"""The look of a print edition: the measures of its design and the colours of its theme, one name for each.

Both are data for designers, `templates/designs.toml` and `templates/themes.toml`. Style sheets name them `var(--name)`,
and the layout reads the same ones, so that page and plan cannot differ. They are filled in as text before WeasyPrint
sees the sheet: that is quicker than real variables, and works inside every `@page` rule.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from leaflets import languages
from leaflets.findings import LeafletError
from leaflets.paper.fonts import MM_PER_POINT

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
DESIGNS, THEMES = TEMPLATES / "designs.toml", TEMPLATES / "themes.toml"

BOOKLET = "booklet"
"""The design whose pages are folded: their number is a multiple of four, and the last one is the back."""

STYLE_SHEETS: Mapping[str, tuple[str, ...]] = {
    "easy-read": ("print.css", "easy-read.css"),
    BOOKLET: ("print.css", "easy-read.css", "booklet.css"),
    "large-print": ("print.css", "large-print.css"),
    "giant-print": ("print.css", "large-print.css"),
}
"""The style sheets of each design."""
TURNING: Mapping[str, tuple[str, ...]] = {
    "easy-read": ("rtl.css", "rtl-easy-read.css"),
    BOOKLET: ("rtl.css", "rtl-easy-read.css", "rtl-booklet.css"),
    "large-print": ("rtl.css",),
    "giant-print": ("rtl.css",),
}
"""What turns each design around for languages that are read from right to left."""

_VARIABLE = re.compile(r"var\(--([a-z-]+)\)")
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(mm|pt)")
_HEADINGS = ("title", "subtitle", "heading", "continued", "box-heading", "publisher", "badge", "stamp", "line")
"""What stands in large letters, in few words."""
_PLATES = "plates"
"""Key of the measures that differ where pictures stand on white grounds."""


@dataclass(frozen=True, slots=True)
class Look:
    """A design in a theme, by their names."""

    design: str = "easy-read"
    theme: str = "white"
    leading: float = 1.0
    """How much more height every line has: some scripts need it."""
    headings: float = 1.0
    """How large headings are, as a part of the usual size, but never smaller than the text."""

    def mm(self, name: str) -> float:
        """A measure of the design, in millimetres."""
        number, unit = _length(self, name)
        return number if unit == "mm" else number * MM_PER_POINT

    def pt(self, name: str) -> float:
        """A measure of the design, in points."""
        number, unit = _length(self, name)
        return number if unit == "pt" else number / MM_PER_POINT

    def percent(self, name: str) -> float:
        """A measure of the design, in per cent of something else."""
        return float(_values(self)[name].removesuffix("%"))

    def has(self, name: str) -> bool:
        """Whether the theme is marked so: `plates`, `grey` or `screen`."""
        return _themes()[self.theme].get(name) is True

    def fill_in(self, css: str) -> str:
        """The style sheet with every measure and colour in its place. Raises LeafletError for an unknown one."""
        values = _values(self)
        try:
            return _VARIABLE.sub(lambda found: values[found[1]], css)
        except KeyError as error:
            where = f"{DESIGNS.name} ({self.design}) or {THEMES.name} ({self.theme})"
            raise LeafletError(f"A style sheet asks for {error}, which is not in {where}. Add it there.") from error


def look_in(lang: str, design: str, theme: str) -> Look:
    """The design in the theme, as the letters of a language need it."""
    font = languages.load(lang).font
    return Look(design, theme, font.leading, font.headings) if font else Look(design, theme)


def looks_in(lang: str, design: str, theme: str) -> tuple[Look, ...]:
    """The same, and then with lines as close as in English: for one page that must hold all its words."""
    look = look_in(lang, design, theme)
    return (look,) if look.leading == 1 else (look, replace(look, leading=1.0))


def colours(theme: str) -> Mapping[str, str]:
    """The colours of a theme by their names."""
    return {name: value for name, value in _themes()[theme].items() if isinstance(value, str)}


@cache
def themes() -> tuple[str, ...]:
    """The names of all themes, in the order of the file."""
    return tuple(_themes())


@cache
def _values(look: Look) -> Mapping[str, str]:
    design = dict(_designs()[look.design])
    plates = design.pop(_PLATES, {})
    measures = {name: value for name, value in design.items() if isinstance(value, str)}
    own = plates if look.has(_PLATES) and isinstance(plates, dict) else {}
    return {**_scaled({**measures, **own}, look), **colours(look.theme)}


def _scaled(measures: Mapping[str, str], look: Look) -> Mapping[str, str]:
    """The measures with headings and lines as the language's font needs them."""
    if look.leading == look.headings == 1:
        return measures
    found = dict(measures)
    body = float(measures["body"].removesuffix("pt"))
    for name, value in measures.items():
        if name.endswith("leading"):
            size_name = name.removesuffix("leading").rstrip("-") or "body"
            size = float(measures[size_name].removesuffix("pt"))
            smaller = max(size * look.headings, min(size, body)) if size_name in _HEADINGS else size
            found[size_name] = f"{smaller:g}pt"
            found[name] = f"{float(value.removesuffix('pt')) * smaller / size * look.leading:.2f}pt"
    return found


def _length(look: Look, name: str) -> tuple[float, str]:
    found = _LENGTH.fullmatch(_values(look).get(name, ""))
    if not found:
        raise LeafletError(f"{DESIGNS.name}: “{name}” of {look.design} is no length in mm or pt. Write one.")
    return float(found[1]), found[2]


@cache
def _designs() -> Mapping[str, Mapping[str, object]]:
    return tomllib.loads(DESIGNS.read_text(encoding="utf-8"))


@cache
def _themes() -> Mapping[str, Mapping[str, object]]:
    return tomllib.loads(THEMES.read_text(encoding="utf-8"))
