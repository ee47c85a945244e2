"""`read-word`: brings a manuscript back that somebody wrote in Word. The old one is kept, and can come back."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets.findings import Finding, LeafletError, as_typed, must_fix

if TYPE_CHECKING:
    from leaflets.paragraphs import Paragraph

NAME = "read-word"
HELP = "Read a manuscript that was written in Word."

_MOST_BYTES = 50_000_000
"""A Word file without pictures has about 20,000."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="The leaflet, a folder in sources.")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE.docx", help="The Word file.")
    parser.add_argument(
        "--replace", action="store_true", help="Also go on when an older manuscript is kept already; that one is lost."
    )
    parser.add_argument("--undo", action="store_true", help="Bring the manuscript back that was there before.")
    parser.add_argument("--language", default="", metavar="TAG", help="The language of a translation.")
    parser.add_argument("--sources", type=Path, default=Path("sources"), metavar="DIR", help="Where the texts are.")


def execute(options: argparse.Namespace) -> int:
    path = _manuscript(Path(options.sources), str(options.slug), str(options.language))
    if options.undo:
        return _undo(path)
    if options.file is None:
        raise LeafletError("Say which Word file to read. For example: read-word our-garden our-garden.docx")
    text, findings = _read(Path(options.file), path)
    for finding in findings:
        print(finding)
    if text is None:
        print("\nNothing was written.")
        return 1
    changed = _write(path, text, bool(options.replace))
    _tell(path, changed)
    return 1 if must_fix(findings) else 0


def _manuscript(sources: Path, slug: str, language: str) -> Path:
    from leaflets import catalogue

    known = catalogue.names(sources)
    if slug not in known:
        there = ", ".join(known) or "none yet"
        raise LeafletError(f"There is no leaflet “{slug}” in {sources}. There are: {there}.\nStart one with: new")
    (_, lang), *_ = catalogue.texts(sources, (slug,), language)
    return catalogue.path(sources, slug, lang)


def _read(path: Path, target: Path) -> tuple[str | None, tuple[Finding, ...]]:
    """The manuscript that the file holds, and what is wrong with it; None when the file is of no use."""
    from leaflets import manuscript
    from leaflets.rewriting import as_manuscript
    from leaflets.word import manuscript_reader

    if not path.is_file():
        raise LeafletError(f"There is no file {path}. Look at its name and folder.")
    file = as_typed(path)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise manuscript_reader.UnreadableError("It is far too big for a leaflet. Copy the text into a new file.")
        paragraphs, findings = manuscript_reader.read(path.read_bytes(), file)
    except manuscript_reader.UnreadableError as error:
        message, _, hint = str(error).partition(". ")
        return None, (Finding(file, 0, "RW-020", "must fix", f"This file cannot be read. {message}.", hint),)
    if not _has_styles(paragraphs):
        message = "No line in this file has a style of a manuscript."
        hint = "Start with the file from word-copy. Paste your words into it, and choose a style for each line."
        return None, (*findings, Finding(file, 0, "RW-021", "must fix", message, hint))
    text, lost = as_manuscript.manuscript(paragraphs, file)
    _, reading = manuscript.read(text, as_typed(target), target.parent.name, _tag(target))
    return text, (*findings, *lost, *reading)


def _tag(path: Path) -> str:
    """The language that the name of a manuscript tells."""
    return path.name.split(".")[1]


def _before(path: Path) -> Path:
    return path.with_name(f"{path.name}.before")


def _has_styles(paragraphs: "tuple[Paragraph, ...]") -> bool:
    """Whether a manuscript's style was chosen anywhere; sentences are also what plain lines are read as."""
    from leaflets.paragraphs import HELP, NOTE, SENTENCE

    return any(paragraph.style not in (SENTENCE, HELP, NOTE) for paragraph in paragraphs if paragraph.pieces)


def _write(path: Path, text: str, replace: bool) -> bool:
    """Writes the manuscript and keeps the old one; False when it says the same already."""
    before = _before(path)
    old, new = path.read_bytes(), text.encode()
    if old.decode("utf-8", errors="replace").split("\n") == text.split("\n"):
        return False
    if before.exists() and before.read_bytes() != old and not replace:
        raise LeafletError(
            f"{before} is there already: the manuscript from before the last time. Nothing was changed.\n"
            "Look at it. When you do not need it, type the same again with --replace."
        )
    before.write_bytes(old)
    _put(path, new)
    return True


def _undo(path: Path) -> int:
    before = _before(path)
    if not before.is_file():
        raise LeafletError(f"There is no {before}. So there is nothing to bring back.")
    old, new = before.read_bytes(), path.read_bytes()
    _put(path, old)
    before.write_bytes(new)
    print(f"{path} is as it was before. The other one is now {before.name}.")
    print("To take this back, type the same again.")
    return 0


def _put(path: Path, data: bytes) -> None:
    """Writes all or nothing, so that a full disk loses no manuscript."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(data)
    os.replace(beside, path)


def _tell(path: Path, changed: bool) -> None:
    from leaflets.languages import HOME

    if not changed:
        print(f"{path} says the same already. Nothing was changed.")
        return
    print(f"The words of the Word file are now in {path}.")
    print(f"The manuscript from before is in {_before(path).name}. To bring it back, type:")
    more = "" if _tag(path) == HOME else f" --language {_tag(path)}"
    print(f"  python3 make_leaflets.py read-word {path.parent.name} --undo{more}")
    print("\nNext, type:")
    print(f"  python3 make_leaflets.py check {path.parent.name}")
