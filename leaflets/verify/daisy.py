"""Own checks of a DAISY 2.02 book: its files, its contents list, its clips, and that every line is heard at its time.

The rules are those of the "DAISY 2.02 Specification" (2001) that a player relies on, and those that the DAISY
Consortium's Pipeline 1 tests in its schemas; nothing of these is in the project. Whether the files keep to their DTDs
is for the checker `dtd`.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError

from leaflets import archive
from leaflets.daisy_reader import Book
from leaflets.findings import Finding
from leaflets.verify import Verifier, daisyclips, daisyncc, daisysound

NAME = "daisy"
MEDIA_TYPE = "application/zip"

Fault = tuple[str, str]
"""Code, and what is wrong in words, as a sentence."""

BROKEN = archive.BROKEN
"""What unpacking a zip may raise: damaged, cut off, locked with a password, packed in a way that nobody knows."""
_AGAIN = "Make the book again. If that fails, report it."
_HINTS = {"DY-110": "Look whether the leaflet has a title, a publisher and an information-date. Then make it again."}
_SAFE_NAME = re.compile(r"[a-z0-9_-]+\.[a-z0-9]+")
_NEEDED = ("ncc.html", "content.html", "master.smil")
DOCTYPES = {"html": "-//W3C//DTD XHTML 1.0 Transitional//EN", "smil": "-//W3C//DTD SMIL 1.0//EN"}
"""File ending -> the public identifier that DAISY 2.02 asks for."""
_TOP = 400
"""The doctype stands in so many bytes."""
_UTF_8 = re.compile(rb"""<\?xml version=["']1\.0["'] encoding=["']utf-8["']\?>""", re.IGNORECASE)


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each fault of each book. Zips that are no DAISY books are left out."""
    return tuple(
        finding for path in paths if unasked(path) is None for finding in _findings(str(path), path.read_bytes())
    )


def gate(content: bytes, format_name: str) -> tuple[Finding, ...]:
    """What it says of a zip that was just made, if it is to be a DAISY book."""
    return tuple(_findings(format_name, content)) if format_name == NAME else ()


def unasked(path: Path) -> str | None:
    """Why this zip is not asked, as a sentence; None where it is a DAISY book, or is to be one by its name."""
    if f"_{NAME}_" in path.name:
        return None
    try:
        with zipfile.ZipFile(path) as opened:
            is_book = "ncc.html" in opened.namelist()
    except BROKEN:
        is_book = False
    return None if is_book else "This is no DAISY book: it has no file ncc.html."


def _findings(file: str, content: bytes) -> Iterator[Finding]:
    for code, message in faults(content):
        yield Finding(file, 0, code, "must fix", message, _HINTS.get(code, _AGAIN))


def faults(content: bytes) -> Iterator[Fault]:
    """Everything that is wrong with the book."""
    try:
        book = Book.read(content)
    except BROKEN as error:
        yield "DY-100", f"This is not a zip that can be opened. Details: {error}"
        return
    missing = [name for name in _NEEDED if name not in book.members]
    if missing:
        yield "DY-101", f"The book lacks these files: {', '.join(missing)}."
        return
    yield from _files(book)
    unreadable = tuple(_unreadable(book))
    yield from unreadable
    if not unreadable:
        yield from _spare(book)
        yield from daisyncc.faults(book)
        yield from daisyclips.faults(book)
        yield from daisysound.faults(book)


def _files(book: Book) -> Iterator[Fault]:
    """Names that every player can read, and how each file begins."""
    for name, data in book.members.items():
        if not _SAFE_NAME.fullmatch(name):
            yield "DY-102", f"The file name {name} may only have small letters, figures, hyphens and a full stop."
        doctype = DOCTYPES.get(name.rpartition(".")[2])
        if doctype and f'PUBLIC "{doctype}"'.encode() not in data[:_TOP]:
            yield "DY-103", f"{name} does not say at its top that it is “{doctype}”."
        if doctype and not _UTF_8.match(data):
            yield "DY-104", f"{name} does not say at its top that it is in UTF-8."


def _unreadable(book: Book) -> Iterator[Fault]:
    for name in book.members:
        if name.rpartition(".")[2] in DOCTYPES:
            try:
                book.xml(name)
            except (ParseError, ValueError) as error:
                yield "DY-106", f"{name} is not well-formed XML. Details: {error}"


def _spare(book: Book) -> Iterator[Fault]:
    needed = {*_NEEDED, *book.smils, *(clip.audio for clip in book.clips)}
    for name in book.members:
        if name not in needed:
            yield "DY-105", f"No part of the book needs the file {name}."


VERIFIER = Verifier(name=NAME, applies=(MEDIA_TYPE,), available=lambda: None, check=check, unasked=unasked, gate=gate)
