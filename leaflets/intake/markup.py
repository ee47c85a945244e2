"""Walks over the elements of a web page and finds its blocks, in the order of the page."""

import re
from dataclasses import dataclass, replace

from leaflets import units
from leaflets.intake import elements, encoding
from leaflets.intake.article import Block, BlockKind
from leaflets.intake.elements import Element

_SKIPPED = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio",
    "video", "select", "option", "textarea", "input", "head", "link", "meta", "map", "area", "param", "source",
    "track",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr", "picture", "nobr", "button",
})  # fmt: skip
_BOLD = frozenset(("b", "strong"))
_KINDS: dict[str, BlockKind] = {"li": "item", "dt": "item", "dd": "item", "figcaption": "caption", "caption": "caption"}
_ASIDE_TAGS = frozenset(("nav", "aside", "footer"))
_ASIDE_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"))
_ASIDE_NAMES = re.compile(
    r"(?i)(?:^|[\s_-])(?:comments?(?:list|area)?|respond|sidebar|widget|related|recent|share\w*|sharedaddy|social\w*"
    r"|cookies?\w*|consent|gdpr|breadcrumbs?|menu|navbar|nav|navigation|footer|masthead|newsletter|subscribe|signup|popup"
    r"|modal|advert\w*|promo\w*|pagination|pager|skip\w*|teasers?|tags|byline|entry-meta|postmeta)(?:$|[\s_-])"
)
_EXEMPT = frozenset(("html", "body", "main", "article"))
_MOST_CELL_SIGNS = 300
_MOST_HEADING_WORDS = 12
_BULLET = re.compile(r"^[•·▪●◦‣–-]\s+(?=\S)")
_STOPPED = re.compile(r"[.!?…:;,][\"”’')]*$")


@dataclass(frozen=True, slots=True)
class Found:
    """A block of a page, and where it stands."""

    block: Block
    element: Element
    """The innermost element that holds the whole block."""
    hidden: bool = False
    """The page does not show it."""
    aside: bool = False
    """It stands in a menu, a side column or the like."""
    table: bool = False
    """It is the row of a table."""
    links: int = 0
    """How many links it is made of; 0 where it has other words too."""


def blocks(root: Element) -> tuple[Found, ...]:
    """The blocks of that element. It must not be nested deeper than a parser without `huge_tree` lets through."""
    elements.without(root, _SKIPPED)
    walk = _Walk()
    walk.enter(root, _Place("paragraph", 0, root, False, False))
    return tuple(walk.found)


def text_of(element: Element) -> str:
    """The words of an element in one line."""
    return " ".join(found.block.text for found in blocks(element))


@dataclass(frozen=True, slots=True)
class _Place:
    kind: BlockKind
    level: int
    element: Element
    hidden: bool
    aside: bool


class _Walk:
    """Collects the text of the block that is being walked over, and ends it where a new one starts."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self._texts: list[str] = []
        self._bold = self._linked = self._links = 0
        self._plain = self._unlinked = False
        """Whether there was any text that is not bold, or not in a link."""

    def enter(self, node: Element, place: _Place) -> None:
        self._add(node.text)
        for child in node:
            self._visit(child, place)
            self._add(child.tail)
        if node is place.element:
            self._end(place)

    def _visit(self, node: Element, place: _Place) -> None:
        tag = _tag(node)
        if tag in _SKIPPED:
            return
        if tag in ("br", "hr"):
            self._texts.append("\n" if tag == "br" else "\n\n")
        elif tag in _INLINE and not _is_hidden(node):
            bold, link = tag in _BOLD, tag == "a" and bool(node.get("href"))
            self._bold, self._linked, self._links = self._bold + bold, self._linked + link, self._links + link
            self.enter(node, place)
            self._bold, self._linked = self._bold - bold, self._linked - link
        elif tag == "table" and (rows := _rows(node)):
            self._end(place)
            inside = _inside(node, tag, place)
            for caption in node.findall("caption"):
                self._visit(caption, inside)
            self._rows(rows, inside)
        else:
            self._end(place)
            inside = _inside(node, tag, place)
            self.enter(node, inside)

    def _add(self, text: str | None) -> None:
        if text:
            self._texts.append(re.sub(r"[ \t\r\n\f]+", " ", text))
            self._plain = self._plain or bool(text.strip() and not self._bold)
            self._unlinked = self._unlinked or bool(units.words(text) and not self._linked)

    def _rows(self, rows: list[list[str]], place: _Place) -> None:
        for cells in rows:
            block = Block("item", " – ".join(cells), place.element.sourceline or 0)
            self.found.append(Found(block, place.element, place.hidden, place.aside, table=True))

    def _end(self, place: _Place) -> None:
        """Two line breaks part paragraphs; one is a space."""
        whole, plain, links = "".join(self._texts), self._plain, 0 if self._unlinked else self._links
        self._texts, self._links, self._plain, self._unlinked = [], 0, False, False
        for piece in re.split(r"\n\s*\n", whole):
            text = " ".join(encoding.cleaned(piece.replace("\n", " ")).split())
            if not units.words(text):
                continue
            bare = _BULLET.sub("", text)  # typed by hand, or saved as a web page by Word
            kind = place.kind if bare == text else "item"
            block = Block(kind, bare, place.element.sourceline or 0, place.level)
            if not plain and kind == "paragraph" and _could_be_heading(text):
                block = replace(block, kind="heading")
            self.found.append(Found(block, place.element, place.hidden, place.aside, links=links))


def _tag(node: Element) -> str:
    return str(node.tag).rpartition("}")[2].casefold()


def _inside(node: Element, tag: str, place: _Place) -> _Place:
    kind, level = _KINDS.get(tag, place.kind), place.level
    if re.fullmatch(r"h[1-6]", tag):
        kind, level = "heading", int(tag[1])
    hidden = place.hidden or _is_hidden(node)
    return _Place(kind, level, node, hidden, place.aside or is_aside(node))


def _is_hidden(node: Element) -> bool:
    style = re.sub(r"\s", "", node.get("style", "")).casefold()
    return (
        node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or "display:none" in style
        or "visibility:hidden" in style
    )


def is_aside(node: Element) -> bool:
    """Whether this is a menu, a side column, a row of comments or the like, by its tag, role or name."""
    tag = _tag(node)
    if tag in _EXEMPT:
        return False
    names = f"{node.get('class', '')} {node.get('id', '')}"
    return tag in _ASIDE_TAGS or node.get("role") in _ASIDE_ROLES or bool(_ASIDE_NAMES.search(names[:500]))


def _could_be_heading(text: str) -> bool:
    return len(text) < 200 and len(units.words(text)) <= _MOST_HEADING_WORDS and not _STOPPED.search(text)


def _rows(table: Element) -> list[list[str]]:
    """The rows of a table of figures or times as texts of their cells; none for one that only places things."""
    if table.find(".//table") is not None or any(table.find(f".//{tag}") is not None for tag in ("h1", "h2", "h3")):
        return []
    rows = []
    for row in table.iter("tr"):
        cells = [cell for cell in row if _tag(cell) in ("td", "th")]
        if any(len(cell.findall(".//p")) > 1 for cell in cells):
            return []
        rows.append([text for text in map(text_of, cells) if units.words(text)])
    short = all(len(text) <= _MOST_CELL_SIGNS for cells in rows for text in cells)
    return [cells for cells in rows if cells] if short and max(map(len, rows), default=0) > 1 else []
