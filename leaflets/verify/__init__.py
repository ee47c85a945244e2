"""The checkers of finished files: what a checker is, their names, and how they are run.

A checker reads a finished file as an outsider would, and never the leaflet it was made from. One that is not on this
machine says "not checked"; it never passes for a good result.
"""

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from leaflets.findings import Finding

NAMES: tuple[str, ...] = (
    "word", "web", "web-style", "web-script", "epub", "braille", "page-validation", "print", "print-pack", "sound",
    "captions", "daisy", "cd", "pack", "codes", "dtd", "ooxml-integrity", "docx-plus", "openxml-audit", "verapdf",
    "outloud", "nu", "html-validate", "libreoffice", "epubcheck", "ace", "axe", "browser", "heard",
)  # fmt: skip
"""The quick ones first."""

ON_REQUEST: frozenset[str] = frozenset({"heard"})
"""Too slow to be asked each time."""
USUAL: tuple[str, ...] = tuple(name for name in NAMES if name not in ON_REQUEST)
"""Those that are asked when nobody says which."""

MEDIA_TYPES: dict[str, str] = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".mp3": "audio/mpeg",
    ".m4b": "audio/mp4",
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".json": "application/json",
    ".txt": "text/plain",
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".epub": "application/epub+zip",
    ".zip": "application/zip",
    ".brf": "application/x-brf",
    ".pef": "application/x-pef+xml",
    ".wav": "audio/wav",
}
"""File ending -> media type."""

QUICK: dict[str, tuple[str, ...]] = {
    ".pdf": ("page-validation", "print"),
    ".docx": ("word",),
    ".mp3": ("sound",),
    ".m4b": ("sound",),
    ".vtt": ("captions",),
    ".srt": ("captions",),
    ".html": ("web",),
    ".css": ("web-style",),
    ".js": ("web-script",),
    ".epub": ("epub",),
    ".zip": ("daisy",),
    ".brf": ("braille",),
    ".pef": ("braille",),
    ".wav": ("cd",),
}
"""File ending -> the checkers that have a gate for it, in the order of `NAMES`. Each build asks them, and to import all
others would take as long as a leaflet."""

PACK = "application/x-leaflet-pack"
"""A zip that `publish` made: it is told by its first member, not by its ending."""
_FIRST_IN_A_PACK = b"manifest.json"


@dataclass(frozen=True, slots=True)
class Verifier:
    """One checker of finished files."""

    name: str
    applies: tuple[str, ...]
    """Media types that it can read."""
    available: Callable[[], str | None]
    """Why it cannot run on this machine, as sentences that say what to do; None where it can."""
    check: Callable[[tuple[Path, ...]], tuple[Finding, ...]]
    """Findings on these files, sorted; none for a good file. Raises LeafletError when the checker itself fails."""
    unasked: Callable[[Path], str | None] = lambda path: None
    """Why it has nothing to ask of this file, as sentences that say what to do; None where it has."""
    for_format: "Callable[[str], Verifier] | None" = None
    """The same checker for files that are to be the format of this name; None where formats make no difference to it.
    Without it, a checker goes by the names of the files."""
    gate: Callable[[bytes, str], tuple[Finding, ...]] | None = None
    """What it says of a file that was just made, of the format of that name, quickly enough for every build; None for
    a checker that is too slow, or has nothing to say then."""
    remark: Callable[[Path], str | None] = lambda path: None
    """What it measured in a file that it checked, in a few words; None where there is nothing to tell."""
    concerns: Callable[[Path], bool] = lambda path: True
    """Which of the files that it can read are its business at all."""


def load(name: str, format_name: str = "") -> Verifier:
    """The checker of that name, imported now. Raises KeyError for a name that is not listed.

    `format_name`: what the files are to be; empty where their own names say it.
    """
    if name not in NAMES:
        raise KeyError(name)
    module = importlib.import_module("leaflets.verify." + name.replace("-", ""))
    found: Verifier = module.VERIFIER
    return found.for_format(format_name) if found.for_format and format_name else found


def readable_by(verifier: Verifier, paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files among these that the checker can read."""
    return tuple(path for path in paths if media_type(path) in verifier.applies and verifier.concerns(path))


def media_type(path: Path) -> str:
    """What a file is, by its ending; of zips also by the name that their first member has (APPNOTE 4.3.7)."""
    known = MEDIA_TYPES.get(path.suffix.lower(), "")
    if path.suffix.lower() != ".zip" or not path.is_file():
        return known
    with path.open("rb") as file:
        begin = file.read(30 + len(_FIRST_IN_A_PACK))
    return PACK if begin[30:] == _FIRST_IN_A_PACK else known


def verify(paths: Iterable[Path], names: Iterable[str] = USUAL, format_name: str = "") -> tuple[Finding, ...]:
    """What the checkers say about these files.

    A checker that cannot run gives one "not checked" finding, and so does each file that it has nothing to ask of.
    `format_name`: what the files are to be; empty where their own names say it.
    """
    files = tuple(paths)
    findings: list[Finding] = []
    for name in names:
        verifier = load(name, format_name)
        readable = readable_by(verifier, files)
        if not readable:
            continue
        reason = verifier.available()
        if reason is not None:
            findings.append(not_checked(verifier.name, reason))
            continue
        reasons = {path: verifier.unasked(path) for path in readable}
        findings += (not_checked(str(path), reason) for path, reason in reasons.items() if reason is not None)
        findings += verifier.check(tuple(path for path, reason in reasons.items() if reason is None))
    return tuple(findings)


def gate(file: str, content: bytes, format_name: str) -> tuple[Finding, ...]:
    """What the quick checkers say of a file that was just made."""
    findings: list[Finding] = []
    for verifier in map(load, QUICK.get(Path(file).suffix.lower(), ())):
        if verifier.gate is None or not readable_by(verifier, (Path(file),)):
            continue
        reason = verifier.available()
        found = verifier.gate(content, format_name) if reason is None else (not_checked(verifier.name, reason),)
        findings += found
    return tuple(findings)


def not_checked(what: str, reason: str) -> Finding:
    """The one finding that stands for a checker which is not on this machine, or for a file that one left out."""
    return Finding(what, 0, "PD-000", "not checked", reason)
