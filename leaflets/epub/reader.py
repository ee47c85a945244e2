"""Reads a finished book as an app does: from its container to its package, and along the spine. Shares no code with its
writer.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_BLOCKS = frozenset(f"{_XHTML}{name}" for name in ("p", "h1", "h2", "h3", "div", "section", "blockquote", "li", "br"))


def words(data: bytes) -> str:
    """The words of every page in the order of the spine, a line for each block."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(_text(etree.fromstring(archive.read(name))) for name in _spine(archive))


def seconds(data: bytes) -> float:
    """How long the whole book is read aloud, as its package says."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _, package = _package(archive)
    totals = (
        meta.text or ""
        for meta in package.iter(f"{_OPF}meta")
        if meta.get("property") == "media:duration" and meta.get("refines") is None
    )
    return float(next(totals).removesuffix("s"))


def _spine(archive: zipfile.ZipFile) -> Iterator[str]:
    place, package = _package(archive)
    files = {item.get("id"): item.get("href", "") for item in package.iter(f"{_OPF}item")}
    for reference in package.iter(f"{_OPF}itemref"):
        yield posixpath.join(posixpath.dirname(place), unquote(files[reference.get("idref")]))


def _package(archive: zipfile.ZipFile) -> tuple[str, etree._Element]:
    container = etree.fromstring(archive.read("META-INF/container.xml"))
    place = next(str(root.get("full-path")) for root in container.iter(f"{_CONTAINER}rootfile"))
    return place, etree.fromstring(archive.read(place))


def _text(page: etree._Element) -> str:
    body = page.find(f"{_XHTML}body")
    return "".join(_parts(body)) if body is not None else ""


def _parts(element: etree._Element) -> Iterator[str]:
    if element.tag in _BLOCKS:
        yield "\n"
    yield element.text or ""
    for child in element:
        yield from _parts(child)
        yield child.tail or ""
    if element.tag in _BLOCKS:
        yield "\n"
