"""Cards of the download page: what there is of a leaflet, in words people know, from the lines of the manifest."""

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from urllib.parse import quote

from leaflets import languages, quantities
from leaflets.formats import NAMES, Measured
from leaflets.languages import Language
from leaflets.manifest import File

WITHOUT_CARD = ("web",)
"""Formats that nobody downloads: whoever looks at the card is on the page already."""
_FOR_PROGRAMS = ".json"
"""Files that no reader opens."""
_TRACKS = ("cd", ".wav")
"""Of this folder only the files with this ending are given out one by one."""


@dataclass(frozen=True, slots=True)
class Button:
    """One file to download."""

    words: str
    href: str
    """Its address, seen from the page with the card."""
    facts: str
    """`PDF, 8 pages, 74 KB`."""


@dataclass(frozen=True, slots=True)
class Card:
    """One format of a leaflet, with all of its files."""

    format: str
    name: str
    what: str
    """What it is for, in one line."""
    buttons: tuple[Button, ...]


def cards(files: Iterable[File], lang: str, is_tested: bool, page: str) -> tuple[Card, ...]:
    """The cards of one leaflet's finished files on that page, in the order of the formats.

    Raises LeafletError when the language has no words for a format.
    """
    language = languages.load(lang)
    given = sorted((file for file in files if _is_given(file)), key=lambda file: (NAMES.index(file.format), file.path))
    groups = groupby(given, lambda file: file.format)
    return tuple(_card(name, tuple(group), language, is_tested, page) for name, group in groups)


def words(name: str, language: Language, is_tested: bool) -> tuple[str, str, str]:
    """What a format is called, what it is for, and what its button says. Nothing is called easy read untested.

    Raises LeafletError when the language has no words for it.
    """
    said = language.names(f"download-{name}")
    draft = "" if is_tested else "-draft"
    return said.get(f"name{draft}", said["name"]), said["what"], said.get(f"button{draft}", said["button"])


def href(path: str, page: str) -> str:
    """The address of a file on a page; both are paths in the output folder."""
    return quote(posixpath.relpath(path, posixpath.dirname(page) or "."))


def facts(file: File, language: Language, measures: Measured) -> str:
    """`PDF, 8 pages, 74 KB`; the measures of a format stand beside the first of its files in the manifest."""
    length = _length(_track(file) or measures, language)
    return ", ".join((_kind(file, language), *length, quantities.size(file.bytes, language)))


def _track(file: File) -> Measured:
    """How long one track of an audio CD is: so many bytes a second, by the Red Book. Nothing for any other file."""
    folder, ending = _TRACKS
    is_track = file.format == folder and file.path.endswith(ending)
    return {"seconds": file.bytes / (44_100 * 2 * 2)} if is_track else {}


def _is_given(file: File) -> bool:
    if file.format in WITHOUT_CARD or file.format not in NAMES:
        return False
    folder, ending = _TRACKS
    return file.path.endswith(ending) if file.format == folder else not file.path.endswith(_FOR_PROGRAMS)


def _card(name: str, files: tuple[File, ...], language: Language, is_tested: bool, page: str) -> Card:
    called, what, button = words(name, language, is_tested)
    measures: Measured = {key: value for file in files for key, value in file.measures.items()}

    def says(number: int, file: File) -> str:
        if "{number}" in button:
            return button.format(number=number)
        if len(files) == 1:
            return button
        return language.say("download-one-of", button=button, kind=_kind(file, language))

    return Card(
        name,
        called,
        what,
        tuple(
            Button(says(at, file), href(file.path, page), facts(file, language, measures))
            for at, file in enumerate(files, 1)
        ),
    )


def _kind(file: File, language: Language) -> str:
    """What people call such a file: the ending in capitals, unless the language has a word for it."""
    ending = PurePosixPath(file.path).suffix.removeprefix(".")
    return language.names("file-kinds").get(ending, ending.upper())


def _length(measures: Measured, language: Language) -> Iterator[str]:
    if "fold" in measures:
        one = "-sheet" if measures["sheets"] == 1 else ""
        kept = {name: measures[name] for name in ("pages", "sheets", "paper")}
        yield language.say(f"facts-booklet{one}", **{name: str(value) for name, value in kept.items()})
    elif "pages" in measures:
        yield quantities.counted(int(measures["pages"]), "page", language)
    elif "seconds" in measures:
        yield quantities.length(float(measures["seconds"]), language)
