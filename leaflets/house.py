"""Reads the house file, `sources/house.toml`: who makes the leaflets, how to reach them, what is made."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from leaflets import formats, languages
from leaflets.findings import LeafletError
from leaflets.formats import Layout

CONTACT_KINDS: tuple[str, ...] = ("phone", "text", "relay", "email", "website", "post", "visit", "hours", "bsl")
BRAILLE_CELLS, FEWEST_CELLS, MOST_CELLS = 40, 20, 50
"""Cells in a line of braille: embossers for A4 write 30 to 34, those for wider paper 40 to 42."""
BRAILLE_LINES, FEWEST_LINES, MOST_LINES = 25, 10, 40
_KEYS = (
    "name", "about", "contacts-are-examples", "logo", "logo-alt", "formats", "layout", "yellow-paper", "voice",
    "speak-pictures", "epub-certified-by", "braille-cells", "braille-lines", "lou-translate", "contact", "about-in",
    "languages",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HouseContact:
    """One way to reach the house."""

    kind: str
    label: str
    value: str

    @property
    def link(self) -> str | None:
        """Where a device can go with it; None for what only a person can follow."""
        match self.kind:
            case "phone" | "text" | "relay":
                return f"tel:{''.join(self.value.split())}"
            case "email":
                return f"mailto:{self.value}"
            case "website" | "bsl":
                return self.value if self.value.startswith("http") else f"https://{self.value}"
            case _:
                return None


@dataclass(frozen=True, slots=True)
class House:
    """Who makes the leaflets."""

    name: str
    about: tuple[str, ...] = ()
    """Who the house is, in easy words: one sentence each, marked up as in a manuscript."""
    about_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same in other languages, by their tags."""
    contacts: tuple[HouseContact, ...] = ()
    contacts_are_examples: bool = False
    logo: Path | None = None
    logo_alt: str = ""
    formats: tuple[str, ...] = formats.DEFAULT
    languages: tuple[str, ...] = ()
    """The languages, by their tags, into which every leaflet shall be translated."""
    layout: Layout = "linear"
    """Where pictures stand in Word files."""
    yellow_paper: bool = False
    """Whether yellow editions are printed on yellow paper, so that they need no ground of their own."""
    voice: str = "british"
    speak_pictures: bool = False
    """Whether recordings say what the pictures show."""
    braille_cells: int = BRAILLE_CELLS
    braille_lines: int = BRAILLE_LINES
    lou_translate: str = ""
    """Where the program lou_translate is, on a computer that does not find it by its name."""
    epub_certified_by: str = ""
    """Who answers for the claim that EPUB books keep EPUB Accessibility 1.1; empty where nothing is claimed."""


def load(path: Path) -> House:
    """The house of that file. Raises LeafletError, with the place and the cure, for whatever is wrong with it."""
    try:
        data: Mapping[str, object] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise LeafletError(f"There is no house file {path}. It tells who makes the leaflets. Write one.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LeafletError(f"The house file {path} cannot be read: {error}. Mend that line.") from error
    for key in data:
        if key not in _KEYS:
            raise LeafletError(f"{path}: “{key}” is not known here. Known are: {', '.join(_KEYS)}.")
    return House(
        name=_text(data, "name", path),
        about=_texts(data, "about", path),
        about_in=_texts_in(data, "about-in", path),
        contacts=_contacts(data, path),
        contacts_are_examples=_yes_or_no(data, "contacts-are-examples", path),
        logo=_logo(data, path),
        logo_alt=_text(data, "logo-alt", path, ""),
        formats=_formats(data, path),
        languages=_languages(data, path),
        layout=_layout(data, path),
        yellow_paper=_yes_or_no(data, "yellow-paper", path),
        voice=_voice(data, path),
        speak_pictures=_yes_or_no(data, "speak-pictures", path),
        braille_cells=_number(data, "braille-cells", (FEWEST_CELLS, BRAILLE_CELLS, MOST_CELLS), path),
        braille_lines=_number(data, "braille-lines", (FEWEST_LINES, BRAILLE_LINES, MOST_LINES), path),
        lou_translate=_text(data, "lou-translate", path, ""),
        epub_certified_by=_text(data, "epub-certified-by", path, "").strip(),
    )


def _text(data: Mapping[str, object], key: str, path: Path, default: str | None = None) -> str:
    value = data.get(key, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise LeafletError(f'{path}: “{key}” is missing. Write: {key} = "…"')
    return value


def _texts(data: Mapping[str, object], key: str, path: Path) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(entry, str) and entry.strip() for entry in value):
        raise LeafletError(f'{path}: “{key}” is a list of sentences. Write: {key} = ["…", "…"]')
    return tuple(value)


def _texts_in(data: Mapping[str, object], key: str, path: Path) -> Mapping[str, tuple[str, ...]]:
    table = data.get(key, {})
    if not isinstance(table, dict):
        raise LeafletError(f'{path}: “{key}” is a table of languages. Write: {key} = {{ cy = ["…", "…"] }}')
    return {tag: _texts(table, tag, path) for tag in table}


def _yes_or_no(data: Mapping[str, object], key: str, path: Path) -> bool:
    value = data.get(key, False)
    if not isinstance(value, bool):
        raise LeafletError(f"{path}: “{key}” is true or false, without quotation marks. Write: {key} = true")
    return value


def _number(data: Mapping[str, object], key: str, limits: tuple[int, int, int], path: Path) -> int:
    """A whole number; `limits`: the least, the usual and the most."""
    least, usual, most = limits
    value = data.get(key, usual)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise LeafletError(f"{path}: “{key}” is a whole number from {least} to {most}. Write: {key} = {usual}")
    return value


def _voice(data: Mapping[str, object], path: Path) -> str:
    voice = _text(data, "voice", path, "british")
    if voice in formats.WORDLESS_VOICES:
        raise LeafletError(f'{path}: The voice “{voice}” says no words, only tones. Write: voice = "british"')
    return voice


def _layout(data: Mapping[str, object], path: Path) -> Layout:
    wanted = _text(data, "layout", path, formats.LAYOUTS[0])
    for layout in formats.LAYOUTS:
        if layout == wanted:
            return layout
    choices = " or ".join(f'layout = "{layout}"' for layout in formats.LAYOUTS)
    raise LeafletError(f"{path}: Word files cannot have the layout “{wanted}”. Write: {choices}")


def _contacts(data: Mapping[str, object], path: Path) -> tuple[HouseContact, ...]:
    entries = data.get("contact", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise LeafletError(f"{path}: “contact” is no list of contacts. Write: [[contact]] and its lines below.")
    return tuple(_contact(entry, path) for entry in entries)


def _contact(entry: Mapping[str, object], path: Path) -> HouseContact:
    contact = HouseContact(*(_text(entry, key, path) for key in ("kind", "label", "value")))
    if contact.kind not in CONTACT_KINDS:
        raise LeafletError(f"{path}: a contact cannot be “{contact.kind}”. Write one of: {', '.join(CONTACT_KINDS)}.")
    return contact


def _logo(data: Mapping[str, object], path: Path) -> Path | None:
    name = _text(data, "logo", path, "")
    if not name:
        return None
    logo = path.parent / name
    if not logo.is_file() or not logo.resolve().is_relative_to(path.parent.resolve()):
        raise LeafletError(f'{path}: there is no logo {name} in {path.parent}. Put it there, or write: logo = ""')
    return logo


def _formats(data: Mapping[str, object], path: Path) -> tuple[str, ...]:
    names = _texts(data, "formats", path) or formats.DEFAULT
    for name in names:
        if name not in formats.NAMES:
            raise LeafletError(f"{path}: there is no format “{name}”. There are: {', '.join(formats.NAMES)}.")
    return tuple(name for name in formats.NAMES if name in names)


def _languages(data: Mapping[str, object], path: Path) -> tuple[str, ...]:
    """The languages besides the home language."""
    wanted = _texts(data, "languages", path)
    known = tuple(tag for tag in languages.tags() if tag != languages.HOME)
    for tag in wanted:
        if tag not in (*known, languages.HOME):
            raise LeafletError(f"{path}: there is no language “{tag}”. There are: {', '.join(known)}.")
    return tuple(tag for tag in known if tag in wanted)
