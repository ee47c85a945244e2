"""The structure tree that a listener hears: one structure element for each HTML element, whatever the pages do.

Takes the place of `weasyprint.pdf.add_tags`, private code of WeasyPrint 70.0, for what that version does to listeners:
it joins the words around the end of a wrapped line, cuts a paragraph or box in two at the end of a page, loses `lang`,
reads links as raw addresses, and leaves page feet in the tree without a parent. `engine` puts it in place and refuses
any other version; `tests/test_constructs.py` shows each fault, and what `lint` refuses instead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.etree.ElementTree import Element

import pydyf

from leaflets.paper import roles
from leaflets.paper.fonts import has
from leaflets.paper.marks import Fonts, Page
from leaflets.paper.structure import GROUPING, INLINE, Content, Key, Node, Place, Text, write
from leaflets.paper.wrapping import parts_words

if TYPE_CHECKING:
    # WeasyPrint has no types, so these names only say what is meant.
    Box: TypeAlias = Any
    Document: TypeAlias = Any
    Stream: TypeAlias = Any
    Matrix: TypeAlias = Any

_FLOW = frozenset({"LBody", "TD", "TH", "Caption"})
"""Roles that hold words of their own as well as paragraphs."""


@dataclass(frozen=True, slots=True)
class _Where:
    """Where in the layout a box stands."""

    page: Page
    line: object = None
    """The line box around it."""
    key: Key | None = None
    """The block that wraps that line."""
    matrix: "Matrix | None" = None
    """How CSS moves and turns it."""


def add_tags(pdf: pydyf.PDF, document: "Document", pdf_version: str, page_streams: "Sequence[Stream]") -> None:
    """Adds the structure tree to a document. Has the signature of WeasyPrint's own function."""
    tagger = _Tagger(pdf, document)
    pages = []
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        mcids = {box: marked["mcid"] for box, marked in stream._tags.items()}
        pages.append(Page(number, pdf.page_references[number], page.height, stream, mcids))
        tagger.walk(page._page_box, tagger.root, _Where(pages[-1]))
    write(pdf, tagger.root, tagger.dom.order, pages)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class _Tagger:
    """Walks the boxes of all pages in order, and grows the tree."""

    def __init__(self, pdf: pydyf.PDF, document: "Document") -> None:
        self.dom = roles.Dom(document.pages[0]._page_box.children[0].element)
        self.root = Node("Document")
        self._pdf = pdf
        self._fonts = Fonts(list(document.fonts.values()))
        self._nodes: dict[Element, Node] = {}
        """What the content of an HTML element stands in."""
        self._labels: dict[Element, Node] = {}
        self._repeated: dict[Element, Box] = {}
        """Heads and feet of tables by their element: the layout repeats them on every page."""

    def walk(self, box: "Box", parent: Node, where: _Where) -> None:
        """Adds a box and all in it, in reading order."""
        box = getattr(box, "_box", box)  # out of flow: a placeholder stands for the box
        kind = type(box).__name__
        if kind == "TextBox":
            self._take_text(box, parent, where)
            return
        if kind == "LineBox":
            for child in box.children:
                self.walk(child, parent, where)
            return
        if (properties := self._as_artifact(box, kind, where.page)) is not None:
            self._make_artifacts(box, properties, where.page)
            if box.is_leader:
                self._paragraph(parent, where.key, make=False).block.parted = True
            return
        if box.transformation_matrix:
            matrix = box.transformation_matrix
            where = replace(where, matrix=matrix @ where.matrix if where.matrix else matrix)
        node = self._node(box, kind, parent, where)
        if box.link_annotation and node.link is not None:
            node.link.kids.append(Place(where.page, box.link_annotation))
        if box in where.page.mcids:
            node.kids.append(Content(where.page, where.page.mcids[box]))
        # A block inside a line wraps words by itself, but they run on in the paragraph around it; so does a big letter.
        inside = kind.startswith("Inline") and where.key is not None
        key = where.key if inside else (box.element, (box.element_tag or "").removesuffix("::first-letter"))
        for child in getattr(box, "children", ()):
            if type(child).__name__ == "LineBox":
                self.walk(child, node, replace(where, line=child, key=key))
            else:
                self.walk(child, node, where)

    def _as_artifact(self, box: "Box", kind: str, page: Page) -> dict[str, object] | None:
        """The properties of what is no part of the leaflet (ISO 32000-1, 14.8.2.2.2); None for what is one."""
        if kind == "MarginBox":
            return _pagination(box, page)
        element = box.element
        if element is None:
            return None
        if roles.is_running_head(element):
            return {"Type": "/Pagination", "Subtype": "/Header"}
        if box.is_leader or roles.is_hidden(element):
            return {"Type": "/Layout"}
        if kind.endswith("ReplacedBox") and ("::" in box.element_tag or roles.picture_words(element) == ""):
            return {"Type": "/Layout"}
        if kind == "TableRowGroupBox" and (box.is_header or box.is_footer):
            first = self._repeated.setdefault(element, box)
            return None if first is box else {"Type": "/Pagination"}
        return None

    def _make_artifacts(self, box: "Box", properties: dict[str, object], page: Page) -> None:
        for inner in (box, *_descendants(box)):
            if inner in page.mcids:
                told = {"ActualText": pydyf.String(inner.text)} if _is_reordered(inner) else {}
                page.make_artifact(page.mcids[inner], {**properties, **told})
            if inner.link_annotation:
                self._take_hidden_link(inner, page)

    def _take_hidden_link(self, box: "Box", page: Page) -> None:
        """Keeps a link in a repeated table head with the link that it repeats; drops others (PDF/UA-1, 7.18.5)."""
        node = self._nodes.get(box.element)
        if node is not None and node.link is not None:
            node.link.kids.append(Place(page, box.link_annotation))
            return
        found = self._pdf.objects[int(page.reference.split()[0])]
        found["Annots"].remove(box.link_annotation.reference)

    def _node(self, box: "Box", kind: str, parent: Node, where: _Where) -> Node:
        """The structure element that the box belongs to, made at the first box of its HTML element."""
        element, tag = box.element, box.element_tag
        if element is None or kind == "PageBox":
            return parent
        if "::" in tag:
            return self._label(element, parent) if tag.endswith("::marker") else parent
        if element in self._nodes:
            return self._nodes[element]
        role = self._role(element, tag, kind, parent)
        if not role:
            return parent
        if role in INLINE:
            parent = self._paragraph(parent, where.key or (element, tag))
        elif role == "Figure" and parent.kids and _holds(parent.kids[-1], where.key):
            parent = self._paragraph(parent, where.key)
        node = self._grown(role, box, parent, where)
        self._nodes[element] = node
        return node

    def _role(self, element: Element, tag: str, kind: str, parent: Node) -> str:
        """The role of an HTML element where it stands; empty for one that is transparent."""
        role = "" if roles.is_for_looks(element) else roles.ROLES.get(tag, "")
        if parent.role not in roles.NEEDS.get(role, {parent.role}) or (role == "Link" and element.get("href") is None):
            role = ""
        if role or tag == "html":
            return role
        if roles.language(element) or (tag == "abbr" and element.get("title")):
            inline = kind.startswith("Inline") or parent.block.role not in GROUPING | _FLOW
            return "Span" if inline else "Div"
        return ""

    def _grown(self, role: str, box: "Box", parent: Node, where: _Where) -> Node:
        """A new structure element with all that is said about it."""
        element = box.element
        node = self._item(role, box, parent) if role in ("LI", "LBody", "Lbl") else parent.grow(role, element)
        told = node.parent if role == "LI" and node.parent is not None else node
        if lang := roles.language(element):
            told.entries["Lang"] = pydyf.String(lang)
        if role == "Link":
            node.words = element.get("aria-label") or roles.words(element)
        elif role == "Figure":
            if (alt := roles.picture_words(element)) is not None:
                node.entries["Alt"] = pydyf.String(alt)
            node.key = where.key
            placement = "/Block" if parent.role in GROUPING else "/Inline"
            node.attributes["Layout"] = {"Placement": placement, "BBox": where.page.frame(_corners(box, where.matrix))}
        elif role in ("TH", "TD") and (attributes := self.dom.cell(element)):
            node.attributes["Table"] = attributes
        elif box.element_tag == "abbr" and element.get("title"):
            node.entries["E"] = pydyf.String(element.get("title"))
        return node

    def _item(self, role: str, box: "Box", parent: Node) -> Node:
        """What holds the content of a list item: LBody, or Lbl for a term (ISO 32000-1, table 336)."""
        element = box.element
        if role == "LI":
            parent.attributes.setdefault("List", {"ListNumbering": roles.numbering(box.style["list_style_type"])})
            return parent.grow("LI", element).grow("LBody", element)
        parent.attributes["List"] = {"ListNumbering": "/None"}
        last = parent.kids[-1] if parent.kids else None
        opens = not isinstance(last, Node) or self.dom.opens_item(element)
        item = parent.grow("LI", element) if opens or not isinstance(last, Node) else last
        return item.grow(role, element)

    def _label(self, element: Element, parent: Node) -> Node:
        """What holds the bullet or number of a list item."""
        item = parent.parent
        if parent.role != "LBody" or item is None or element is not parent.element or element.tag != "li":
            return parent
        if element not in self._labels:
            self._labels[element] = Node("Lbl", parent=item)
            item.kids.insert(0, self._labels[element])
        return self._labels[element]

    def _paragraph(self, node: Node, key: Key | None, make: bool = True) -> Node:
        """What holds words that stand in this element: a paragraph of their own in one that holds only others."""
        flows = node.role in _FLOW and key is not None and key[0] is not node.element
        if key is None or not (node.role in GROUPING or flows):
            return node
        last = node.kids[-1] if node.kids else None
        if isinstance(last, Node) and _holds(last, key):
            return last
        return node.grow("P", key=key) if make else node

    def _take_text(self, box: "Box", parent: Node, where: _Where) -> None:
        text = box.text
        mcid = where.page.mcids.get(box)
        if not text.strip(" \t\r\n\f\u200b"):
            # White space is not painted when it stands alone, but it parts the words around it.
            if mcid is not None:
                where.page.make_artifact(mcid, {"Type": "/Layout"})
            self._paragraph(parent, where.key, make=False).block.parted |= text != "\u200b"
            return
        if mcid is None:
            return
        if _is_reordered(box):
            where.page.say(mcid, text)
        node = self._paragraph(parent, where.key)
        block = node.block
        last, content = block.last, Content(where.page, mcid)
        source = block.element if block.key is None else block.key[0]
        if last is not None and parts_words(last, text, where.line, where.key, block.parted, source):
            last.content.page.add_blank(last.content.mcid, last.text, self._fonts)
        node.kids.append(content)
        block.last, block.parted = Text(content, text, where.line, where.key), False


def _is_reordered(box: "Box") -> bool:
    """Whether letters of a text box may be painted joined, or in another order than they are read in."""
    text = getattr(box, "text", "")
    return bool(text.strip()) and (box.style["direction"] == "rtl" or not has("".join(text.split())))


def _holds(kid: Node | Content | Place, key: Key | None) -> bool:
    """Whether this is the paragraph for the lines of that block."""
    return key is not None and isinstance(kid, Node) and kid.role == "P" and kid.key == key


def _pagination(box: "Box", page: Page) -> dict[str, object]:
    """What is said of a text in the margin: that it comes with the page, and whether above or below."""
    left, top, width, height = box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height()
    found: dict[str, object] = {"Type": "/Pagination", "BBox": page.frame([(left, top), (left + width, top + height)])}
    for start, subtype, edge in (("@top", "/Header", "/Top"), ("@bottom", "/Footer", "/Bottom")):
        if box.at_keyword.startswith(start):
            found |= {"Subtype": subtype, "Attached": pydyf.Array([edge])}
    return found


def _corners(box: "Box", matrix: "Matrix | None") -> list[tuple[float, float]]:
    """The corners of a picture on its page."""
    left, top = box.content_box_x(), box.content_box_y()
    found = [(x, y) for x in (left, left + box.width) for y in (top, top + box.height)]
    return [tuple(matrix.transform_point(*corner)) for corner in found] if matrix else found


def _descendants(box: "Box") -> "Iterator[Box]":
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)
        yield child
        yield from _descendants(child)
