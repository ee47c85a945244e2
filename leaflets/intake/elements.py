"""The elements of XML and web pages as this package uses them, and the only safe ways to get them.

No entity is resolved, nothing is fetched, and nesting deeper than 256 is refused: lxml's own limit.
"""

import re
from collections.abc import Iterator
from typing import Protocol, cast, overload

from lxml import etree

from leaflets.intake.refusal import RefusedError, damaged, unsafe

_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class Element(Protocol):
    """What is used of an element of lxml."""

    tag: str
    text: str | None
    tail: str | None
    sourceline: int | None

    @overload
    def get(self, name: str) -> str | None: ...
    @overload
    def get(self, name: str, default: str) -> str: ...
    def find(self, path: str) -> "Element | None": ...
    def findall(self, path: str) -> "list[Element]": ...
    def iter(self, *tags: str) -> "Iterator[Element]": ...
    def itertext(self) -> Iterator[str]: ...
    def iterancestors(self, *tags: str) -> "Iterator[Element]": ...
    def getparent(self) -> "Element | None": ...
    def index(self, child: "Element") -> int: ...
    def remove(self, child: "Element") -> None: ...
    def insert(self, place: int, child: "Element") -> None: ...
    def __iter__(self) -> "Iterator[Element]": ...


def from_xml(data: bytes) -> Element:
    """The root of an XML part. Raises RefusedError, also where it declares types or entities of its own."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    if _DECLARES.search(data.replace(b"\0", b"")):  # also in UTF-16
        raise unsafe("It declares entities, which such files never do.")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            raise unsafe("Its parts are nested too deep.") from error
        raise damaged() from error
    return cast(Element, root)


def from_page(text: str) -> Element:
    """The root of a web page, without its programs and notes. Raises RefusedError."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged() from error
    if any("depth" in entry.message for entry in parser.error_log):
        hint = "Copy the words of the article into a plain text file (.txt), and use that file."
        raise RefusedError("AR-003", "This page is nested too deep to be read.", hint)
    if root is None:
        raise damaged()
    return cast(Element, root)


def without(root: Element, tags: frozenset[str]) -> None:
    """Takes all elements of those tags out; the text behind them stays."""
    etree.strip_elements(root, *tags, with_tail=False)


def xml(root: Element) -> bytes:
    """The element written as an XML file."""
    return cast(bytes, etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def page(root: Element) -> str:
    """The element written as a web page."""
    text = cast(str, etree.tostring(root, encoding="unicode", method="html", with_tail=False))
    return text if root.tag == "html" else f"<html><body>{text}</body></html>"
