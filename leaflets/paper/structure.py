"""The structure tree of a PDF while it grows, and how it is written: elements, what stands in them, and the way back.

Knows the PDF side only (ISO 32000-1, 14.7 and 14.8). Which element an HTML element becomes is said in `roles`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias
from xml.etree.ElementTree import Element

import pydyf

if TYPE_CHECKING:
    from leaflets.paper.marks import Page

INLINE = frozenset({"Span", "Link"})
"""Roles that run on inside a paragraph (ISO 32000-1, 14.8.4.4)."""

GROUPING = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote"})
"""Roles that only hold other elements (ISO 32000-1, 14.8.4.2): words straight in them get a paragraph."""

KEPT_EMPTY = frozenset({"TD", "TH"})
"""A cell without words still counts, or the columns of its row move (PDF/UA-1, 7.5)."""

_PRINT = 4
"""Annotation flag Print (ISO 32000-1, table 165)."""

Key: TypeAlias = tuple[Element, str]
"""The box that wraps lines, whatever the pages do to it: its HTML element, and its name, `p::before` say."""


@dataclass(eq=False, slots=True)
class Content:
    """One piece of marked content."""

    page: "Page"
    mcid: int


@dataclass(eq=False, slots=True)
class Place:
    """Where on a page a link can be clicked."""

    page: "Page"
    annotation: pydyf.Dictionary


@dataclass(eq=False, slots=True)
class Text:
    """A text that was taken: what may need a blank at its end when more words follow."""

    content: Content
    text: str
    line: object
    """The line box that it stands in."""
    key: Key | None


@dataclass(eq=False, slots=True)
class Node:
    """One structure element."""

    role: str
    element: Element | None = None
    parent: "Node | None" = None
    key: Key | None = None
    """Of a paragraph that no HTML element asks for, or a picture in a line: the box whose lines it stands in."""
    kids: "list[Node | Content | Place]" = field(default_factory=list)
    entries: dict[str, object] = field(default_factory=dict)
    """Alt, Lang, E."""
    attributes: dict[str, dict[str, object]] = field(default_factory=dict)
    """By owner: Table, List, Layout (ISO 32000-1, 14.8.5)."""
    words: str = ""
    """Of a link, for who hears only that there is one."""
    link: "Node | None" = None
    """The link that it stands in, or is."""
    last: Text | None = None
    """The text taken last in this block, inline elements included."""
    parted: bool = False
    """Whether a blank or a wished line end came after it."""

    def grow(self, role: str, element: Element | None = None, key: Key | None = None) -> "Node":
        """A new element at the end of this one."""
        node = Node(role, element, self, key, link=self.link)
        if role == "Link":
            node.link = node
        self.kids.append(node)
        return node

    @property
    def block(self) -> "Node":
        """The paragraph or other block that the words of this element run on in."""
        node = self
        while node.role in INLINE and node.parent is not None:
            node = node.parent
        return node


def write(pdf: pydyf.PDF, root: Node, order: Mapping[Element, int], pages: "list[Page]") -> None:
    """Adds the tree to a file: nothing empty, siblings in the order of the HTML, everything found from the root."""
    _prune(root)
    _sort(root, order)
    _Writer(pdf).write(root, pages)


def _prune(node: Node) -> bool:
    """Leaves out what is empty; whether anything is left."""
    node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or _prune(kid)]
    return bool(node.kids) or node.role in KEPT_EMPTY


def _sort(node: Node, order: Mapping[Element, int]) -> None:
    """CSS moves boxes (`order`, `caption-side`); a listener hears the HTML.

    What has no place of its own in the HTML, such as words straight in an element, stays behind what it came after.
    """
    inner = [kid for kid in node.kids if isinstance(kid, Node)]
    starts = {order[element] for kid in inner if (element := _begins(kid)) is not None}
    places: list[int] = []
    for kid in node.kids:
        place = _number(kid, order, starts) if isinstance(kid, Node) else None
        places.append(max(places, default=-1) if place is None else place)
    if places != sorted(places):
        node.kids = [kid for _, kid in sorted(zip(places, node.kids, strict=True), key=lambda pair: pair[0])]
    for kid in inner:
        _sort(kid, order)


def _begins(kid: Node) -> Element | None:
    """The HTML element that a structure element stands for, or whose lines it stands in."""
    return kid.element if kid.key is None else kid.key[0]


def _number(kid: Node, order: Mapping[Element, int], starts: set[int]) -> int | None:
    """Where in the HTML an element starts; None for words or pictures among other blocks of the element around them.

    `starts`: where the siblings start.
    """
    if kid.role == "TFoot":
        return len(order)  # HTML may name it before the rows, PDF may not (ISO 32000-1, table 337)
    element = _begins(kid)
    if element is None:
        return None
    start = order[element]
    if kid.key is not None:
        end = start + sum(1 for _ in element.iter())
        if any(start < other < end for other in starts):
            return None
    return start


class _Writer:
    """Writes one tree."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf
        self._links: list[tuple[Node, pydyf.Dictionary, pydyf.Object]] = []

    def write(self, root: Node, pages: "list[Page]") -> None:
        tree = self._added({"Type": "/StructTreeRoot"})
        written = self._element(root, tree)
        tree["K"] = pydyf.Array([written.reference])
        numbers = pydyf.Array()
        for page in pages:
            row = [page.parents.get(mcid, "null") for mcid in range(len(page.mcids))]
            numbers.extend([page.number, pydyf.Array(row)])
        for number, (node, annotation, reference) in enumerate(self._links, len(pages)):
            annotation["StructParent"] = number
            annotation["F"] = _PRINT
            annotation["Contents"] = pydyf.String(node.words)
            numbers.extend([number, reference])
        tree["ParentTree"] = self._added({"Nums": numbers}).reference
        tree["ParentTreeNextKey"] = len(pages) + len(self._links)
        self._pdf.catalog["StructTreeRoot"] = tree.reference

    def _added(self, values: Mapping[str, object]) -> pydyf.Dictionary:
        made = pydyf.Dictionary(dict(values))
        self._pdf.add_object(made)
        return made

    def _element(self, node: Node, parent: pydyf.Dictionary) -> pydyf.Dictionary:
        made = self._added({"Type": "/StructElem", "S": f"/{node.role}", "P": parent.reference, **node.entries})
        first = next((kid.page for kid in node.kids if isinstance(kid, Content)), None)
        if first is not None:
            made["Pg"] = first.reference
        if attributes := list(_attributes(node)):
            made["A"] = attributes[0] if len(attributes) == 1 else pydyf.Array(attributes)
        made["K"] = pydyf.Array([self._kid(kid, node, made, first) for kid in node.kids])
        return made

    def _kid(
        self, kid: Node | Content | Place, node: Node, made: pydyf.Dictionary, first: "Page | None"
    ) -> pydyf.Object | int:
        """An element by reference, content by its number on the element's first page, by page and number after."""
        if isinstance(kid, Node):
            return self._element(kid, made).reference
        if isinstance(kid, Place):
            self._links.append((node, kid.annotation, made.reference))
            values = {"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": kid.page.reference}
            return pydyf.Dictionary(values)
        kid.page.parents[kid.mcid] = made.reference
        if kid.page is first:
            return kid.mcid
        return pydyf.Dictionary({"Type": "/MCR", "Pg": kid.page.reference, "MCID": kid.mcid})


def _attributes(node: Node) -> Iterator[pydyf.Dictionary]:
    """Attribute objects, one for each owner. A list without any label is not numbered, whatever its style says."""
    if node.role == "L":
        items = [kid for kid in node.kids if isinstance(kid, Node)]
        if not any(isinstance(kid, Node) and kid.role == "Lbl" for item in items for kid in item.kids):
            node.attributes["List"] = {"ListNumbering": "/None"}
    for owner, values in node.attributes.items():
        yield pydyf.Dictionary({"O": f"/{owner}", **values})
