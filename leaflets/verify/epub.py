"""Own checks of EPUB books: package, metadata, and the voice against the words. They take milliseconds.

A book is refused in the build when they find anything; EPUBCheck and Ace look at the rest.
"""

from collections.abc import Iterator
from pathlib import Path

from leaflets.findings import Finding
from leaflets.verify import MEDIA_TYPES, Verifier, epuboverlays, epubpackage
from leaflets.verify.epubfile import EpubFile, unreadable

NAME = "epub"
_AGAIN = "Make it again. If that fails, report it."


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each fault of each book, sorted."""
    return tuple(sorted({finding for path in paths for finding in _findings(str(path), path.read_bytes())}))


def gate(content: bytes, format_name: str) -> tuple[Finding, ...]:
    """What it says of a book that was just made; the findings carry the name of the format as their file."""
    return tuple(_findings(format_name, content))


def no_book(file: str, details: str) -> Finding:
    """That a file is no book that can be read."""
    return Finding(file, 0, "EP-001", "must fix", "This is not an EPUB book that can be read.", f"Details: {details}.")


def _findings(file: str, content: bytes) -> Iterator[Finding]:
    if details := unreadable(content):
        yield no_book(file, details)
        return
    book = EpubFile.read(content)
    for rule in (*epubpackage.RULES, *epuboverlays.RULES):
        for code, message in rule(book):
            yield Finding(file, 0, code, "must fix", message, _AGAIN)


VERIFIER = Verifier(NAME, (MEDIA_TYPES[".epub"],), lambda: None, check, gate=gate)
