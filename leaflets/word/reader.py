"""Reads the words of a Word file again, from its XML alone: shares nothing with the code that writes it."""

import posixpath
from collections.abc import Iterator
from functools import lru_cache
from xml.etree import ElementTree

from leaflets import archive

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BLANKS = frozenset({f"{W}tab", f"{W}br", f"{W}cr"})
HYPHENS = frozenset({f"{W}noBreakHyphen"})
NOT_READ = frozenset({FALLBACK, f"{W}del", f"{W}moveFrom"})
"""Second copies for old programs, and words that a change took out."""


@lru_cache(maxsize=1)  # the same file is asked for its words, and for how many they are
def words_of(docx: bytes) -> tuple[str, str]:
    """The words of the body and those of the page feet, a line for each paragraph, in reading order.

    The first page's foot comes first. Alternative texts of pictures are not words of the leaflet.
    """
    members = archive.unpack(docx)
    document = ElementTree.fromstring(members["word/document.xml"])
    feet = (_lines(ElementTree.fromstring(members[part])) for part in _footers(document, members))
    return "\n".join(_lines(document)), "\n".join(line for lines in feet for line in lines)


def _lines(root: ElementTree.Element) -> list[str]:
    lines = (" ".join("".join(_pieces(paragraph)).split()) for paragraph in root.iter(f"{W}p"))
    return [line for line in lines if line]


def _pieces(node: ElementTree.Element) -> Iterator[str]:
    for child in node:
        if child.tag in NOT_READ or child.tag == f"{W}p":
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in BLANKS:
            yield " "
        elif child.tag in HYPHENS:
            yield "-"
        else:
            yield from _pieces(child)


def _footers(document: ElementTree.Element, members: dict[str, bytes]) -> tuple[str, ...]:
    """Names of the parts with page feet, the first page's before the others'."""
    relations = ElementTree.fromstring(members["word/_rels/document.xml.rels"])
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    references = list(document.iter(f"{W}footerReference"))
    references.sort(key=lambda reference: reference.get(f"{W}type") != "first")
    return tuple(posixpath.join("word", targets[reference.get(f"{R}id", "")]) for reference in references)
