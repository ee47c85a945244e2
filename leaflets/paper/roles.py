"""Which structure element an HTML element is for a listener, and what can be said about it from the HTML alone.

Roles are those of PDF 1.7 (ISO 32000-1, 14.8.4), which PDF/UA-1 and PDF/A-2a build on.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}svg"
_SVG_TITLE = "{http://www.w3.org/2000/svg}title"

ROLES: Mapping[str, str] = {
    **{name: name.upper() for name in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "th", "td")},
    **dict.fromkeys(("ul", "ol", "menu", "dl"), "L"),
    "li": "LI",
    "dt": "Lbl",
    "dd": "LBody",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "caption": "Caption",
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "aside": "Sect",
    "blockquote": "BlockQuote",
    "figure": "Div",
    "figcaption": "P",
    "img": "Figure",
    SVG: "Figure",
    "a": "Link",
}
"""PDF role of an HTML element. An element that is not named is transparent: what is in it belongs to the element
around it. A `figure` is a Div, not a Figure: software that has read out the Alt of a Figure passes over what is in it,
so that nobody would hear the caption."""

NEEDS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("LI", "Lbl", "LBody"), frozenset({"L"})),
    **dict.fromkeys(("THead", "TBody", "TFoot", "Caption"), frozenset({"Table"})),
    "TR": frozenset({"Table", "THead", "TBody", "TFoot"}),
    **dict.fromkeys(("TH", "TD"), frozenset({"TR"})),
}
"""What an element must stand in (ISO 32000-1, tables 336 and 337); elsewhere it is transparent, as the parts of a table
or list are that is there for looks only."""

_NUMBERING: Mapping[str, str] = {
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "decimal-leading-zero": "Decimal",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
    **dict.fromkeys(("lower-alpha", "lower-latin"), "LowerAlpha"),
    **dict.fromkeys(("upper-alpha", "upper-latin"), "UpperAlpha"),
}
"""ListNumbering of a CSS `list-style-type` (ISO 32000-1, table 347)."""

_COLUMN, _ROW = "/Column", "/Row"
_SCOPES: Mapping[str, str] = {"col": _COLUMN, "colgroup": _COLUMN, "row": _ROW, "rowgroup": _ROW}


def numbering(list_style_type: object) -> str:
    """The ListNumbering attribute. None also stands for labels that follow no scheme of the standard."""
    return "/" + _NUMBERING.get(str(list_style_type), "None")


def is_for_looks(element: Element) -> bool:
    """Whether the HTML says that the element means nothing (WAI-ARIA 1.2, 5.4: `presentation`)."""
    return element.get("role") in ("presentation", "none")


def is_running_head(element: Element) -> bool:
    """Whether the element says again, for eyes only, what the page belongs to (DPUB-ARIA 1.1, doc-pageheader)."""
    return is_hidden(element) and element.get("role") == "doc-pageheader"


def is_hidden(element: Element) -> bool:
    """Whether screen readers shall pass over the element and all in it."""
    return element.get("aria-hidden") == "true"


def language(element: Element) -> str:
    """The language that the element switches to; empty when it does not."""
    return element.get("lang") or ""


def picture_words(element: Element) -> str | None:
    """The words for a picture: empty for a decoration, None where nobody has said what it is."""
    if is_for_looks(element):
        return ""
    named = element.get("aria-label")
    if element.tag == SVG:
        title = element.find(_SVG_TITLE)
        return named or " ".join((title.text or "").split() if title is not None else ())
    return named or element.get("alt")


def words(element: Element) -> str:
    """All words of an element in one line, those of its pictures too, as a screen reader would say them."""
    return " ".join("".join(_words(element)).split())


def _words(element: Element) -> Iterator[str]:
    if is_hidden(element):
        return
    if element.tag in ("img", SVG):
        yield f" {picture_words(element) or ''} "
        return
    yield " " if element.tag == "br" else element.text or ""
    for inner in element:
        yield from _words(inner)
        yield inner.tail or ""


class Dom:
    """The HTML tree, with the ways that ElementTree does not keep."""

    def __init__(self, root: Element) -> None:
        self.order = {element: number for number, element in enumerate(root.iter())}
        """Where each element starts."""
        self._root = root

    @cached_property
    def parents(self) -> Mapping[Element, Element]:
        return {child: parent for parent in self._root.iter() for child in parent}

    def opens_item(self, element: Element) -> bool:
        """Whether a `dt` or `dd` begins a new item of its list: a term does, unless it follows another term."""
        siblings = list(self.parents[element])
        at = siblings.index(element)
        before = siblings[at - 1] if at else None
        return before is None or (element.tag == "dt" and before.tag != "dt") or before.tag not in ("dt", "dd")

    def cell(self, element: Element) -> dict[str, object]:
        """Table attributes of a `td` or `th` (ISO 32000-1, table 349)."""
        spans = {"ColSpan": element.get("colspan", ""), "RowSpan": element.get("rowspan", "")}
        found: dict[str, object] = {
            name: int(value) for name, value in spans.items() if value.isdigit() and int(value) > 1
        }
        if element.tag == "th":
            found["Scope"] = _SCOPES.get(element.get("scope", ""), "") or self._scope(element)
        return found

    def _scope(self, element: Element) -> str:
        """What a heading cell without `scope` is the heading of, from where it stands (HTML, 4.9.12.1)."""
        row = self.parents[element]
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if self.parents[row].tag == "thead" or all(cell.tag == "th" for cell in cells):
            return _COLUMN
        first_row = next(iter(self.parents[row].iter("tr")))
        return _ROW if cells[0] is element or row is not first_row else _COLUMN
