"""The structure tree that a listener hears: one structure element for each HTML element, whatever the pages do.

Takes the place of `weasyprint.pdf.add_tags`, private code of WeasyPrint 70.0, for what that version does to listeners:
it joins the words around the end of a wrapped line, cuts a paragraph or box in two at the end of a page, loses `lang`,
reads links as raw addresses, and leaves page feet in the tree without a parent. `render.engine` puts it in place and
refuses any other version; `tests/test_tags.py` shows each fault. Knows the HTML of `templates/`, not all of HTML.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.etree.ElementTree import Element

import pydyf

if TYPE_CHECKING:
    # WeasyPrint has no types, so these names only say what is meant.
    Box: TypeAlias = Any
    Document: TypeAlias = Any
    Stream: TypeAlias = Any

ROLES: Mapping[str, str] = {
    **{name: name.upper() for name in ("p", "h1", "h2", "h3", "h4", "h5", "h6")},
    "section": "Sect",
    "blockquote": "BlockQuote",
    "img": "Figure",
    "a": "Link",
}
"""PDF role of an HTML element (ISO 32000-1, 14.8.4). An element that is not named is transparent: what is in it
belongs to the element around it. A language of its own makes it a Span."""

PT_PER_CSS_PX = 0.75
_PRINT = 4
"""Annotation flag Print (ISO 32000-1, table 165)."""


@dataclass
class _Node:
    """One structure element: its dictionary in the PDF, and the link that it belongs to."""

    structure: pydyf.Dictionary
    page: pydyf.Object | None = None
    """The page its first content stands on."""
    words: str = ""
    """Of a link, for who hears only that there is one."""
    link: "_Node | None" = None


@dataclass
class _Page:
    """What is known about one page while its boxes are walked."""

    number: int
    reference: pydyf.Object
    height_px: float
    stream: "Stream"
    mcids: "dict[Box, int]"
    parents: dict[int, pydyf.Object] = field(default_factory=dict)
    """Structure element of each marked content; those of artifacts are missing."""


def add_tags(pdf: pydyf.PDF, document: "Document", pdf_version: str, page_streams: "Sequence[Stream]") -> None:
    """Adds the structure tree to a document. Has the signature of WeasyPrint's own function."""
    tree = _Tree(pdf, document)
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        mcids = {box: marked["mcid"] for box, marked in stream._tags.items()}
        tree.take_page(_Page(number, pdf.page_references[number], page.height, stream, mcids), page._page_box)
    tree.finish()
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class _Tree:
    """The tree while it grows, page by page."""

    def __init__(self, pdf: pydyf.PDF, document: "Document") -> None:
        self._pdf = pdf
        self._fonts = {font.hash: font for font in document.fonts.values()}
        self._nodes: dict[Element, _Node] = {}
        self._wrapping: Element | None = None
        """The HTML element whose line was walked last."""
        self._last: tuple[str, int, _Page] | None = None
        """The text that was taken last: its words, the number of its marked content, its page."""
        self._numbers = pydyf.Array()
        self._annotations: list[tuple[_Node, pydyf.Dictionary]] = []
        self._root = self._added({"Type": "/StructTreeRoot"})
        self._document = _Node(self._element("Document", self._root))
        self._root["K"] = pydyf.Array([self._document.structure.reference])

    def take_page(self, page: _Page, box: "Box") -> None:
        """Adds everything that stands on a page."""
        self._walk(box, self._document, page)
        row = [page.parents.get(mcid, "null") for mcid in range(len(page.mcids))]
        self._numbers.extend([page.number, pydyf.Array(row)])

    def finish(self) -> None:
        """Adds what is known only at the end: words of links, and the way from content to structure."""
        following = len(self._numbers) // 2
        for number, (node, annotation) in enumerate(self._annotations, following):
            annotation["StructParent"] = number
            annotation["F"] = _PRINT
            annotation["Contents"] = pydyf.String(node.words)
            self._numbers.extend([number, node.structure.reference])
        tree = self._added({"Nums": self._numbers})
        self._root["ParentTree"] = tree.reference
        self._root["ParentTreeNextKey"] = following + len(self._annotations)
        self._pdf.catalog["StructTreeRoot"] = self._root.reference

    def _added(self, values: Mapping[str, object]) -> pydyf.Dictionary:
        made = pydyf.Dictionary(dict(values))
        self._pdf.add_object(made)
        return made

    def _element(self, role: str, parent: pydyf.Dictionary) -> pydyf.Dictionary:
        return self._added({"Type": "/StructElem", "S": f"/{role}", "K": pydyf.Array(), "P": parent.reference})

    def _walk(self, box: "Box", parent: _Node, page: _Page) -> None:
        """Adds a box and all in it, in reading order."""
        box = getattr(box, "_box", box)  # out of flow: a placeholder stands for the box
        kind = type(box).__name__
        if kind == "MarginBox" or (box.element is not None and box.element.get("aria-hidden") == "true"):
            self._make_artifacts(box, page)
            return
        node = self._node(box, parent, page)
        self._take_link(box, node, page)
        if box in page.mcids:
            if _says_nothing(box):
                self._make_artifacts(box, page)
                self._part_words()
            else:
                self._take_content(box, node, page)
        for child in getattr(box, "children", ()):
            if type(child).__name__ == "LineBox":
                if box.element is self._wrapping:  # so the line before was not the paragraph's last one
                    self._part_words()
                self._wrapping = box.element
            self._walk(child, node, page)

    def _node(self, box: "Box", parent: _Node, page: _Page) -> _Node:
        """The structure element that the box belongs to, made at the first box of its HTML element."""
        element = box.element
        if element is None or "::" in (box.element_tag or "") or type(box).__name__ == "PageBox":
            return parent
        if element in self._nodes:
            return self._nodes[element]
        lang = element.get("lang") if box.element_tag != "html" else None
        role = ROLES.get(box.element_tag, "Span" if lang else "")
        if not role:
            return parent
        structure = self._element(role, parent.structure)
        parent.structure["K"].append(structure.reference)
        if lang:
            structure["Lang"] = pydyf.String(lang)
        node = _Node(structure, link=parent.link)
        if role == "Link":
            node.link = node
            node.words = element.get("aria-label") or " ".join("".join(element.itertext()).split())
        if role == "Figure":
            structure["Alt"] = pydyf.String(element.get("alt", ""))
            structure["A"] = pydyf.Dictionary({"O": "/Layout", "Placement": "/Block", "BBox": _frame(box, page)})
        self._nodes[element] = node
        return node

    def _take_content(self, box: "Box", node: _Node, page: _Page) -> None:
        """Ties a painted box to its element: by number on the element's first page, by page and number after."""
        mcid = page.mcids[box]
        page.parents[mcid] = node.structure.reference
        if text := getattr(box, "text", ""):
            self._last = (text, mcid, page)
        if node.page is None:
            node.page = page.reference
            node.structure["Pg"] = page.reference
        if node.page == page.reference:
            node.structure["K"].append(mcid)
        else:
            values = {"Type": "/MCR", "Pg": page.reference, "MCID": mcid}
            node.structure["K"].append(pydyf.Dictionary(values))

    def _take_link(self, box: "Box", node: _Node, page: _Page) -> None:
        if box.link_annotation and node.link is not None:
            annotation = box.link_annotation
            values = {"Type": "/OBJR", "Obj": annotation.reference, "Pg": page.reference}
            node.link.structure["K"].append(pydyf.Dictionary(values))
            self._annotations.append((node.link, annotation))

    def _make_artifacts(self, box: "Box", page: _Page) -> None:
        """What stands in a margin is no part of the leaflet: screen readers pass it over."""
        foot = {"Type": "/Pagination"} if type(box).__name__ == "MarginBox" else {}
        for inner in (box, *_descendants(box)):
            if inner in page.mcids:
                start = _start(page.stream, page.mcids[inner])
                page.stream.stream[start : start + 2] = ["/Artifact", pydyf.Dictionary(dict(foot))]

    def _part_words(self) -> None:
        """Adds a blank to the text taken last: the layout paints none where a line ends, nor one that stands alone."""
        if self._last is None or self._last[0].endswith((" ", "\u00a0")):
            return
        text, mcid, page = self._last
        self._last = (text + " ", mcid, page)
        items = page.stream.stream
        at = _start(page.stream, mcid)
        end = next(number for number in range(at, len(items)) if items[number] == b"ET")
        used = [item for item in items[at:end] if isinstance(item, bytes) and item.endswith(b" Tf")]
        name, size = (part.decode() for part in used[-1][1:].split()[:2])
        font = next(found for found in (name, *self._fonts) if _blank(self._fonts[found]))
        blank = f"[<{_blank(self._fonts[font])}>] TJ".encode()
        items[end:end] = [blank] if font == name else [f"/{font} {size} Tf".encode(), blank]


def _says_nothing(box: "Box") -> bool:
    """Whether a text is white space, which is not painted when it stands alone, or dots that lead to a page number."""
    text = getattr(box, "text", None)
    if text is None:
        return False
    generated = "::" in (box.element_tag or "")
    return not any(letter.isalnum() for letter in text) if generated else not text.strip()


def _descendants(box: "Box") -> "Iterator[Box]":
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)
        yield child
        yield from _descendants(child)


def _start(stream: "Stream", mcid: int) -> int:
    """Where in a page's content the marked content of that number begins: tag, properties, BDC."""
    items = stream.stream
    return (
        next(
            number
            for number, item in enumerate(items)
            if isinstance(item, pydyf.Dictionary) and item.get("MCID") == mcid and items[number + 1] == b"BDC"
        )
        - 1
    )


def _blank(font: "Any") -> str:
    """The font's glyph for a blank, four hexadecimal digits; empty when the document uses none."""
    return next((f"{glyph:04x}" for glyph, text in font.to_unicode.items() if text == " "), "")


def _frame(box: "Box", page: _Page) -> pydyf.Array:
    """The box of a picture in points from the lower left corner of the page (ISO 32000-1, 14.8.5.4.3)."""
    left, top = box.content_box_x(), box.content_box_y()
    right, bottom = left + box.width, top + box.height
    corners = (left, page.height_px - bottom, right, page.height_px - top)
    return pydyf.Array([round(value * PT_PER_CSS_PX, 2) for value in corners])
