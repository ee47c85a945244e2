"""`output/manifest.json`: what stands in the output folder, file by file, how each leaflet is, and the site's pages.

It holds no time of day, so building again gives the same bytes. Reading it imports nothing heavy.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TypedDict, cast

from leaflets.findings import Finding
from leaflets.formats import NAMES, Measured

NAME = "manifest.json"
INDEX = "index.html"
"""The page of the site to begin with: the list of all leaflets."""


@dataclass(frozen=True, slots=True)
class File:
    """One finished file."""

    slug: str
    lang: str
    format: str
    path: str
    """Relative to the output folder, with `/` on every system."""
    bytes: int
    sha256: str
    text_sha256: str
    """Of the text it was made from, as in the entry then; empty in a list of an earlier version."""
    made_with: Mapping[str, str]
    """Tools and their versions."""
    measures: Measured
    """`pages`, `seconds` or `words`, where they apply; for print also paper, sides, sheets and how to fold them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the site says of a leaflet: as its finished files have it, also while a newer text is held back."""

    title: str = ""
    line: str = ""
    """Its subtitle, or the line of its cover."""
    information_date: str = ""
    notice: str = ""
    """Heading of its notice, such as “Things have changed”."""
    stamps: tuple[str, ...] = ()
    """What it says of itself where it must not be trusted blindly: draft, out of date, to be checked again."""
    is_tested: bool = False
    """Whether readers tested it, so that it may be called easy read."""
    bsl_video: str = ""
    picture: str = ""
    """SHA-256 of the picture of its cover, hex; a file of its web page has it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How one leaflet is."""

    slug: str
    lang: str
    title: str = ""
    version: str = ""
    status: str = ""
    sign_off: str = ""
    information_date: str = ""
    review_by: str = ""
    translation: str = ""
    """How a translation stands to its original: `fresh`, `old` or `unknown`; empty for what is no translation."""
    wording_checked: bool = True
    """Whether somebody has checked the standard words of its language."""
    voice: str = ""
    today: str = ""
    """The day its status was reckoned for, ISO 8601."""
    text_sha256: str = ""
    """Of all that a reader meets: words, pictures, state and status. A file with another one is older."""
    built: bool = True
    """False when something must be fixed first: its files, if there are any, are those of an earlier text."""
    shown: Shown = Shown()
    findings: tuple[Finding, ...] = ()
    """Their files begin with `sources/` or `output/`, wherever these folders were."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file of the site that belongs to no leaflet: the index, a style sheet, a drawing."""

    path: str
    """Relative to the output folder, with `/` on every system."""
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole list. Empty before the first build."""

    files: tuple[File, ...] = ()
    leaflets: tuple[Entry, ...] = ()
    site: tuple[SiteFile, ...] = ()

    @property
    def everything(self) -> tuple[File | SiteFile, ...]:
        """Every file that stands there, those of the leaflets first."""
        return (*self.files, *self.site)

    def entry_of(self, slug: str, lang: str) -> Entry | None:
        """How one leaflet is; None when nothing is known of it."""
        return next((entry for entry in self.leaflets if (entry.slug, entry.lang) == (slug, lang)), None)

    def files_of(self, slug: str, lang: str) -> tuple[File, ...]:
        """The finished files of one leaflet."""
        return tuple(file for file in self.files if (file.slug, file.lang) == (slug, lang))

    def with_leaflet(self, entry: Entry, files: tuple[File, ...]) -> "Manifest":
        """The same list with one leaflet's entry and files put in place of what it had."""
        mine = (entry.slug, entry.lang)
        rest = tuple(file for file in self.files if (file.slug, file.lang) != mine)
        entries = tuple(each for each in self.leaflets if (each.slug, each.lang) != mine)
        return Manifest(rest + files, (*entries, entry), self.site)

    def with_file(self, file: File) -> "Manifest":
        """The same list with the line of one file put in place of that of its path."""
        files = tuple(file if each.path == file.path else each for each in self.files)
        return replace(self, files=files)

    def without(self, slug: str, lang: str) -> "Manifest":
        """The same list without a leaflet in one language."""
        return Manifest(
            tuple(file for file in self.files if (file.slug, file.lang) != (slug, lang)),
            tuple(entry for entry in self.leaflets if (entry.slug, entry.lang) != (slug, lang)),
            self.site,
        )


SITE = "site"
"""Folder, in the output folder, of what the pages of the download site need: no leaflet can have this name."""

SOURCES = "sources"
OUTPUT = "output"


def moved(findings: Iterable[Finding], old: str, new: str) -> tuple[Finding, ...]:
    """The findings with a folder called by another name, so that the manifest names no machine."""
    return tuple(
        replace(finding, file=f"{new}{finding.file[len(old) :]}") if finding.file.startswith(f"{old}/") else finding
        for finding in findings
    )


def read(output: Path) -> Manifest:
    """The manifest of an output folder; an empty one when there is none or when it cannot be read."""
    try:
        return from_json((output / NAME).read_bytes())
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Manifest()  # everything is put in place again, which mends it


class _Data(TypedDict):
    files: list[dict[str, object]]
    leaflets: list[dict[str, object]]
    site: list[dict[str, object]]


_FILE_KEYS = ("slug", "lang", "format", "path", "bytes", "sha256", "text_sha256", "made_with")


def to_json(manifest: Manifest) -> bytes:
    """The manifest as JSON text, always in the same order: by leaflet, then as on the download page."""
    files = sorted(manifest.files, key=lambda file: (file.slug, file.lang, _rank(file.format), file.path))
    entries = sorted(manifest.leaflets, key=lambda entry: (entry.slug, entry.lang))
    data: _Data = {
        "files": [{**{key: getattr(file, key) for key in _FILE_KEYS}, **file.measures} for file in files],
        "leaflets": [asdict(entry) for entry in entries],
        "site": [asdict(file) for file in sorted(manifest.site, key=lambda file: file.path)],
    }
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=False).encode() + b"\n"


def from_json(text: bytes) -> Manifest:
    """The manifest in a JSON text.

    Raises ValueError, TypeError, KeyError or AttributeError when the text is something else.
    """
    data = cast(_Data, json.loads(text))
    return Manifest(
        tuple(_file(each) for each in data["files"]),
        tuple(_entry(each) for each in data["leaflets"]),
        tuple(SiteFile(**each) for each in data.get("site", ())),  # type: ignore[arg-type]
    )


def _file(data: Mapping[str, object]) -> File:
    measures = {key: value for key, value in data.items() if key not in _FILE_KEYS}
    known = {"text_sha256": "", **data}
    known = {key: known[key] for key in _FILE_KEYS}
    return File(**known, measures=measures)  # type: ignore[arg-type]


def _entry(data: Mapping[str, object]) -> Entry:
    findings = tuple(Finding(**each) for each in cast(list[dict[str, str]], data["findings"]))  # type: ignore[arg-type]
    shown = cast(dict[str, object], data.get("shown", {}))
    stamps = tuple(cast(list[str], shown.get("stamps", [])))
    known = Shown(**{**shown, "stamps": stamps})  # type: ignore[arg-type]
    return replace(Entry(**{**data, "shown": known, "findings": ()}), findings=findings)  # type: ignore[arg-type]


def _rank(name: str) -> int:
    return NAMES.index(name) if name in NAMES else len(NAMES)
