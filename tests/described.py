"""What the formats made, described as text that a reviewer reads line by line; the goldens hold nothing else.

No hash, no version and no font subset's name stands in a description: it stays the same on every machine.
"""

import ctypes
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from leaflets import formats
from leaflets.model import Leaflet
from leaflets.paper.sheets import Layout, sheet
from leaflets.verify.epubfile import XHTML, Element, EpubFile

INLINE = ("Span", "NonStruct", "Link")
"""Structure types inside a line of words: of them only a link is named."""


def print_html(leaflet: Leaflet, edition: str) -> str:
    """The page of a print edition before anything is measured: as it is, but pictures by their names, no empty line."""
    html = sheet(leaflet, formats.edition(edition), Layout()).html
    for picture in leaflet.pictures():
        html = html.replace(picture.hash, picture.concept)
    return "\n".join(line for line in html.splitlines() if line)


def pdf(data: bytes) -> str:
    """A PDF as a listener meets it: its properties, then page by page the tag tree with its words."""
    return "\n".join([*_properties(data), *_pages(data)])


def _properties(data: bytes) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(data)) as document, document.open_metadata() as metadata:
        yield f"Title: {document.docinfo['/Title']}"
        yield f"Author: {document.docinfo['/Author']}"
        yield f"Language: {document.Root.Lang}"
        yield f"PDF/UA: {metadata['pdfuaid:part']}"
        with document.open_outline() as outline:
            yield from (f"Bookmark: {item.title}" for item in _bookmarks(outline.root))


def _bookmarks(items: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _bookmarks(item.children)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words that one piece of marked content paints."""

    text: str
    baseline: float


Painted = Mapping[int, tuple[_Words, ...]]
"""What a page paints, by the number of its marked content."""


def _pages(data: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document, 1):
        yield from ("", f"Page {number}")
        painted = _painted(page)
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            yield from _element(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at), painted, 1)
        pdfium.FPDF_StructTree_Close(tree)
    document.close()


def _painted(page: pypdfium2.PdfPage) -> Painted:
    found: dict[int, tuple[_Words, ...]] = {}
    for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), textpage=page.get_textpage()):
        number = pdfium.FPDFPageObj_GetMarkedContentID(item)
        if number >= 0:  # -1: decoration, which no tag holds
            words = _Words(item.extract(), round(item.get_matrix().f))
            found[number] = (*found.get(number, ()), words)
    return found


def _element(element: object, painted: Painted, depth: int) -> Iterator[str]:
    """The element's line and those of the elements in it; what stands in one line of words stays on one."""
    children = tuple(_children(element))
    count = sum(_links(child) for child in children if _type(child) in INLINE)
    links = {0: "", 1: " (link)"}.get(count, f" ({count} links)")
    alt = _string(pdfium.FPDF_StructElement_GetAltText, element)
    lang = _string(pdfium.FPDF_StructElement_GetLang, element)
    words = _joined(tuple(_words(element, painted)))
    line = _type(element) + (f" {{{lang}}}" if lang else "") + links
    line += (f" [{alt}]" if alt else "") + (f": {words}" if words else "")
    yield "  " * depth + line
    for child in children:
        if _type(child) not in INLINE:
            yield from _element(child, painted, depth + 1)


def _links(element: object) -> int:
    return (_type(element) == "Link") + sum(_links(child) for child in _children(element))


def _words(element: object, painted: Painted) -> Iterator[_Words]:
    """What is painted by an element and the inline ones in it, in the order of the tags."""
    for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, at)
        if not child:
            yield from painted.get(pdfium.FPDF_StructElement_GetChildMarkedContentID(element, at), ())
        elif _type(child) in INLINE:
            lang = _string(pdfium.FPDF_StructElement_GetLang, child)
            for words in _words(child, painted):
                yield replace(words, text=f"{{{lang}: {words.text}}}") if lang else words


def _joined(words: Sequence[_Words]) -> str:
    """The words as one line. Where a line ends is not told, nor how many dots lead to a page number."""
    text = ""
    for number, piece in enumerate(words):
        new_line = number > 0 and abs(piece.baseline - words[number - 1].baseline) > 1
        text += (" " if new_line else "") + piece.text.replace("\N{NO-BREAK SPACE}", "~")
    return re.sub(r"( \.){2,}", " …", " ".join(text.split()))


def _children(element: object) -> Iterator[object]:
    for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, at)
        if child:
            yield child


def _type(element: object) -> str:
    return _string(pdfium.FPDF_StructElement_GetType, element)


def _string(get: Callable[[object, object, int], int], element: object) -> str:
    """What PDFium says of an element: UTF-16 with a zero at its end, empty where there is nothing."""
    size = get(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    get(element, buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def epub(data: bytes) -> str:
    """An EPUB book as an app meets it: its files, what it says about itself, its contents list, pages with times."""
    return "\n".join(_book(EpubFile.read(data)))


def _book(file: EpubFile) -> Iterator[str]:
    yield from (f"File: {name}" for name in file.members)
    for node in file.package.find("{*}metadata") or ():
        name = node.get("property") or node.tag.partition("}")[2]
        if node.text and node.text.strip():
            yield f"{name}{' of ' + refined if (refined := node.get('refines')) else ''}: {node.text.strip()}"
    for root in file.navigation.values():
        yield ""
        for link in root.iter(f"{XHTML}a"):
            yield f"Contents: {' '.join(''.join(link.itertext()).split())} -> {link.get('href')}"
    times = {(clip.page, clip.id): f" ({clip.begin_s:.3f} to {clip.end_s:.3f})" for clip in file.clips}
    for name, page in file.pages.items():
        yield from ("", f"Page {name}")
        yield from _parts_of_page(
            page.find(f"{XHTML}body"), {id_: told for (at, id_), told in times.items() if at == name}
        )


def _parts_of_page(element: Element | None, times: Mapping[str, str], depth: int = 1) -> Iterator[str]:
    """Each block on a line; what stands in one line of words stays on one."""
    for part in element if element is not None else ():
        name = part.tag.removeprefix(XHTML)
        line = "  " * depth + name + (f".{'.'.join(part.get('class', '').split())}" if part.get("class") else "")
        line += (f"#{part.get('id')}" if part.get("id") else "") + (
            f" <{part.get('role')}>" if part.get("role") else ""
        )
        line += f" [{part.get('alt')}]" if name == "img" else ""
        line += times.get(part.get("id", ""), "")
        if name in ("p", "h1", "h2"):
            langs = "".join(f" {{{inner.get('lang')}}}" for inner in part.iter() if inner.get("lang"))
            links = "".join(f" -> {inner.get('href')}" for inner in part.iter(f"{XHTML}a"))
            words = " ".join("".join(part.itertext()).split())
            yield f"{line}: {words}{langs}{links}"
        else:
            yield line
            yield from _parts_of_page(part, times, depth + 1)
