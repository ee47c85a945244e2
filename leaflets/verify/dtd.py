"""DAISY books by xmllint: every page keeps to the DTD of XHTML 1.0 Transitional, every SMIL file to that of SMIL 1.0.

The DTDs come with Debian's package w3c-sgml-lib, whose catalogue finds them without the internet. The environment
variable LEAFLETS_CATALOG names another catalogue.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from leaflets import archive
from leaflets.findings import Finding, LeafletError
from leaflets.verify import Verifier
from leaflets.verify import daisy as book

NAME = "dtd"
CATALOG = Path("/usr/share/xml/w3c-sgml-lib/schema/dtd/catalog.xml")
TIME_LIMIT_S = 60
_ENDINGS = (".html", ".smil")
_FAULTY = (1, 3, 4)
"""xmllint's exit codes for a file that is not well-formed, and, by its version, for one that breaks its DTD."""
_NOT_LOADED = "failed to load external entity"
_LINE = re.compile(r"(?P<file>[^:\n]+):(?P<line>\d+): (?P<said>.+)")


def catalog() -> Path:
    """The catalogue that leads to the DTDs."""
    return Path(os.environ.get("LEAFLETS_CATALOG") or CATALOG)


def available() -> str | None:
    """Why no DTD can be asked here; None where that can be done."""
    if shutil.which("xmllint") is None:
        return "The program xmllint is not on this computer. Install it: apt install libxml2-utils"
    if not catalog().is_file():
        return "The DTDs of XHTML and SMIL are not on this computer. Install them: apt install w3c-sgml-lib"
    return None


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each fault that xmllint names in each book. Raises LeafletError where xmllint fails."""
    return tuple(
        finding for path in paths if book.unasked(path) is None for finding in _findings(path, path.read_bytes())
    )


def _findings(path: Path, content: bytes) -> Iterator[Finding]:
    try:
        members = archive.unpack(content)
    except book.BROKEN:
        yield Finding(str(path), 0, "DY-200", "must fix", "This is not a zip that can be opened.")
        return
    pages = {name: data for name, data in members.items() if name.endswith(_ENDINGS)}
    if not pages:
        yield Finding(str(path), 0, "DY-200", "must fix", "This book holds no page and no SMIL file.")
    for name, data in pages.items():
        for line, said in _said(name, data):
            message = f"{name}, line {line}, does not keep to its DTD."
            yield Finding(str(path), 0, "DY-201", "must fix", message, f"xmllint says: {said}")


def _said(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Line and words of each fault of one file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "checked.xml")  # the book's own names are not to be trusted with a path
        file.write_bytes(data)
        command = ("xmllint", "--nonet", "--valid", "--noout", file.name)
        # Only this catalogue: a system's own one may lead to other DTDs, or to none.
        surroundings = {**os.environ, "XML_CATALOG_FILES": str(catalog())}
        try:
            run = subprocess.run(
                command, cwd=folder, env=surroundings, capture_output=True, encoding="utf-8", errors="replace",
                timeout=TIME_LIMIT_S, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise LeafletError(f"xmllint gave no answer on {name} in {TIME_LIMIT_S} seconds.") from error
        except OSError as error:
            raise LeafletError(f"xmllint could not be started. Install it again. Details: {error}") from error
    if run.returncode == 0:
        return
    found = [(match["line"], match["said"]) for match in map(_LINE.fullmatch, run.stderr.splitlines()) if match]
    known = any(identifier.encode() in data for identifier in book.DOCTYPES.values())
    lost = known and any(_NOT_LOADED in said for _, said in found)  # the machine's fault, not the book's
    if run.returncode not in _FAULTY or not found or lost:
        last = "\n".join("  " + line for line in run.stderr.splitlines()[-4:])
        raise LeafletError(f"xmllint failed on {name}. Install it again, and w3c-sgml-lib too.\n{last}".rstrip())
    yield from found


VERIFIER = Verifier(NAME, (book.MEDIA_TYPE,), available, check, unasked=book.unasked)
