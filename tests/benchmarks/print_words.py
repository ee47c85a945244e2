"""What a listener hears from a PDF, in the order of its tags, and which words were joined, broken or lost."""

import io
import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import pikepdf

from leaflets.paper.read_back import read_back

_MOST_GLUED = 6
_INSIDE_A_LINE = ("Span", "Link", "NonStruct", "Reference", "Object")
"""Roles whose words run on with those around them, as in `leaflets.paper.read_back`."""
_LINE = re.compile(r'^( *)(?:"(.*)"|([A-Za-z0-9-]+)(?: .*|:)?)$')


@dataclass(frozen=True)
class Heard:
    """The words of a PDF in the order of its tags."""

    text: str
    """One line for each element that stands apart."""
    reader: str


@dataclass(frozen=True)
class Harm:
    """What happened to the words of a leaflet."""

    joined: tuple[str, ...]
    broken: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.joined) + len(self.broken) + len(self.lost)


def heard(content: bytes, expected: Sequence[str]) -> Heard | None:
    """Read by the toolkit's own reader and by poppler: the reading that harms the words least, so that no file is
    blamed for what a reader cannot do. None where neither can read it.
    """
    readings = [found for found in (_own(content), _poppler(content)) if found]
    return min(readings, key=lambda found: harm(expected, found.text.split()).count, default=None)


def _own(content: bytes) -> Heard | None:
    try:
        text = read_back({"a.pdf": content})
    except Exception:  # made for the toolkit's own files: anything may be missing in those of others
        return None
    return Heard(text, "own reader") if text.strip() and "\ufffd" not in text else None


def _poppler(content: bytes) -> Heard | None:
    if shutil.which("pdfinfo") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.pdf")
        with pikepdf.open(io.BytesIO(content)) as document:
            for element in document.objects:
                # poppler 22.12 passes over these two, which are of PDF 2.0, with all that is in them.
                if isinstance(element, pikepdf.Dictionary) and element.get("/S") in ("/Strong", "/Em"):
                    element.S = pikepdf.Name.Span
            document.save(file)
        told = subprocess.run(("pdfinfo", "-struct-text", str(file)), capture_output=True, encoding="utf-8", check=True)
    text, apart = "", [0]
    for line in told.stdout.splitlines():
        found = _LINE.match(line)
        if not found:
            continue
        depth = len(found[1])
        while len(apart) > 1 and depth <= apart[-1]:  # an element that stands apart has ended
            apart.pop()
            text += "\n"
        if found[3] is None:
            text += found[2]
        elif found[3] not in _INSIDE_A_LINE:
            apart.append(depth)
            text += "\n"
    return Heard(text, "poppler") if text.strip() else None


def harm(expected: Sequence[str], words: Sequence[str]) -> Harm:
    """Joined, broken and lost words. Words that a page adds, such as its number, do no harm."""
    wanted, found = [_plain(word) for word in expected], [_plain(word) for word in words]
    joined: list[str] = []
    broken: list[str] = []
    lost: list[str] = []
    for kind, begin, end, from_, to in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if kind in ("replace", "delete"):
            _explain(wanted[begin:end], found[from_:to], joined, broken, lost)
    return Harm(tuple(joined), tuple(broken), tuple(lost))


def _explain(wanted: list[str], found: list[str], joined: list[str], broken: list[str], lost: list[str]) -> None:
    left = list(found)
    at = 0
    while at < len(wanted):
        for count in range(min(_MOST_GLUED, len(wanted) - at), 1, -1):
            if (glued := "".join(wanted[at : at + count])) in left:
                joined.append(glued)
                left.remove(glued)
                at += count
                break
        else:
            if wanted[at] in left:
                left.remove(wanted[at])
            elif wanted[at] in "".join(left):
                broken.append(wanted[at])
            else:
                lost.append(wanted[at])
            at += 1


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).replace("\u00ad", "")
