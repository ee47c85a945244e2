"""Rules for PEF files (Portable Embosser Format 2008-1), as its specification tells them, and row lengths besides.

The schema of the format does not count cells: a row of 40 passes it on a page of 20.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from leaflets.verify.braillepages import Fault, Size

PEF = "{http://www.daisy.org/ns/2008/pef}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA_TYPE = "application/x-pef+xml"
_INSIDE = {
    "pef": ("head", "body"),
    "head": ("meta",),
    "body": ("volume",),
    "volume": ("section",),
    "section": ("page",),
    "page": ("row",),
    "row": (),
}
"""What may stand in what; `meta` holds elements of other vocabularies."""
_NEEDED = ("pef", "head", "body", "volume", "section")
_NUMBERS = ("cols", "rows", "rowgap")
_TOLD = ("format", "identifier", "title", "language")


def size(pef: bytes) -> Size | None:
    """The page size that the first volume tells; None where it tells none."""
    try:
        volume = next(_parsed(pef).iter(f"{PEF}volume"))
        return Size(int(volume.get("cols")), int(volume.get("rows")))
    except (etree.XMLSyntaxError, StopIteration, TypeError, ValueError):
        return None


def faults(pef: bytes) -> Iterator[Fault]:
    """Everything that is wrong with the file."""
    try:
        root = _parsed(pef)
    except etree.XMLSyntaxError as error:
        yield error.lineno or 0, "BR-110", f"This is not XML that can be read: {error.msg}."
        return
    if root.tag != f"{PEF}pef" or root.get("version") != "2008-1":
        yield 0, "BR-110", "This is no PEF file of version 2008-1."
        return
    yield from _structure(root)
    yield from _head(root)
    for volume in root.iter(f"{PEF}volume"):
        yield from _volume(volume)


def _parsed(pef: bytes) -> Any:
    return etree.fromstring(pef, etree.XMLParser(resolve_entities=False, no_network=True))


def _structure(element: Any) -> Iterator[Fault]:
    name = element.tag.removeprefix(PEF)
    if name not in _INSIDE:
        return
    children = [child for child in element if isinstance(child.tag, str)]
    for child in children:
        if child.tag.removeprefix(PEF) not in _INSIDE[name]:
            yield child.sourceline, "BR-110", f"There is {etree.QName(child).localname} inside {name}."
        else:
            yield from _structure(child)
    if name in _NEEDED and [child.tag.removeprefix(PEF) for child in children][: len(_INSIDE[name])] != [
        *_INSIDE[name]
    ]:
        yield element.sourceline, "BR-110", f"Inside {name}, there must be {' and '.join(_INSIDE[name])}."


def _head(root: Any) -> Iterator[Fault]:
    said = {element.tag.removeprefix(DC): (element.text or "").strip() for element in root.iter(f"{DC}*")}
    for name in _TOLD:
        if not said.get(name):
            yield 0, "BR-110", f"The file does not tell its {name}."
    if said.get("format", MEDIA_TYPE) != MEDIA_TYPE:
        yield 0, "BR-110", f"The format is not told as {MEDIA_TYPE}."


def _volume(volume: Any) -> Iterator[Fault]:
    told = {name: volume.get(name, "") for name in _NUMBERS}
    if not all(value.isdecimal() for value in told.values()) or volume.get("duplex") not in ("true", "false"):
        yield volume.sourceline, "BR-110", "The volume does not tell its cols, rows, rowgap and duplex."
        return
    for page in volume.iter(f"{PEF}page"):
        rows = page.findall(f"{PEF}row")
        if len(rows) > int(told["rows"]):
            yield page.sourceline, "BR-109", f"The page has {len(rows)} rows. There is room for {told['rows']}."
        for row in rows:
            cells = "".join(row.itertext())
            if len(cells) > int(told["cols"]):
                yield row.sourceline, "BR-108", f"The row has {len(cells)} cells. There is room for {told['cols']}."
            if not all("\u2800" <= cell <= "\u283f" for cell in cells):
                yield row.sourceline, "BR-101", "There is a sign that is no cell of 6 dots."
