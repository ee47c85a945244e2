"""What a template must not hold: what the tags or the standards cannot do, and the commonest harms to readers.

Each fault is a sentence that names the place and one that says what to do instead. Looks at the HTML as WeasyPrint has
parsed it, and at style sheets as text; never at the page as drawn. Words that a style sheet adds, changes or hides are
not looked for here: the proof of words and the checker of finished pages find them.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from leaflets.paper import roles
from leaflets.paper.style_lint import declaration_faults, style_faults

__all__ = ["page_faults", "style_faults"]

_ALLOWED_LINK = re.compile(r"(https?:|mailto:|tel:|#)", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SVG_START = "{http://www.w3.org/2000/svg}"

_FORMS = "button datalist fieldset form input label legend meter optgroup option output progress select textarea"
_INSTEAD = {
    **dict.fromkeys(_FORMS.split(), "A leaflet has no forms: give an address or a phone number."),
    **dict.fromkeys(
        ("iframe", "frame", "frameset", "object", "embed", "applet", "canvas", "audio", "video", "script", "math"),
        "Paper cannot show it: use words, or <img> with alt text.",
    ),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "Italics are hard to read: use <strong>, or nothing."),
    **dict.fromkeys(("u", "ins"), "Underlined words look like links: use <strong>."),
    **dict.fromkeys(("s", "strike", "del"), "Listeners do not hear that words are struck out: leave them out."),
    **dict.fromkeys(("map", "area"), "A screen reader finds no words in it: use a link beside the picture."),
}
"""Elements that are refused, and what to do instead (clear print: UKAAF G003; PDF/UA-1, 7.1 and 7.18)."""

_IN_LISTS = {
    **dict.fromkeys(("ul", "ol", "menu"), frozenset({"li"})),
    "dl": frozenset({"dt", "dd", "div"}),
}
_UNHEEDED = frozenset({"start", "value", "reversed", "type"})
_COUNTED = frozenset({"ol", "ul", "li"})
"""WeasyPrint 70.0 heeds attributes for looks only when asked, so that its numbers would not be those of the HTML."""

_NO_LINK = frozenset({"ul", "ol", "menu", "dl", "table", "section", "article", "blockquote", "figure", "pre", "p"})
_NO_LINK |= frozenset(_HEADINGS)
"""Blocks that a link, which is part of a line, cannot hold (ISO 32000-1, 14.8.4.4)."""


def page_faults(root: Element) -> Iterator[str]:
    """Why a page is refused, in the order of its elements; nothing when it is good.

    `root`: the page as parsed, `weasyprint.HTML(...).etree_element`.
    """
    if not root.get("lang"):
        yield '<html> has no lang. Say the language of the page, such as lang="en-GB": it picks the listener\'s voice.'
    if not " ".join(root.findtext("head/title", "").split()):
        yield "<title> is missing or empty. Say what the leaflet is called: a screen reader says it first."
    level = 0
    hidden: set[Element] = set()
    for element in root.iter():
        tag: object = element.tag
        if not isinstance(tag, str):
            continue  # a comment
        if tag in _HEADINGS and element not in hidden:
            yield from _heading_faults(element, level)
            level = _HEADINGS[tag]
        if element.attrib:
            if roles.is_hidden(element):
                hidden.update(element.iter())
                yield from _hidden_faults(element)
            yield from _attribute_faults(element)
        if (check := _CHECKS.get(tag)) is not None and (element not in hidden or check in _EVEN_HIDDEN):
            yield from check(element)
        if "\u00ad" in f"{element.text}{element.tail}":
            yield f"{_named(element)} holds a soft hyphen. Take it out: no word is divided in easy read."


def _heading_faults(element: Element, before: int) -> Iterator[str]:
    level = _HEADINGS[element.tag]
    if before == 0 and level != 1:
        yield f"{_named(element)} is the first heading. Begin with <h1> (PDF/UA-1, 7.4.2)."
    elif level > before + 1:
        yield (
            f"{_named(element)} is a heading of level {level} after one of level {before}. "
            f"Use <h{before + 1}> (PDF/UA-1, 7.4.2)."
        )


def _attribute_faults(element: Element) -> Iterator[str]:
    if (order := element.get("tabindex", "").strip()) and not order.startswith("-") and order != "0":
        yield f"{_named(element)} has tabindex {order}. Take it out: keys follow the order of the words."
    if element.tag in _COUNTED:
        for name in sorted(_UNHEEDED & element.attrib.keys()):
            yield f"{_named(element)} has {name}, which no print shows. Use CSS: counter-reset, list-style-type."
    if "attachment" in element.get("rel", "").lower().split():
        yield f"{_named(element)} asks for an attachment. Take it out: a leaflet carries no other files."
    if style := element.get("style"):
        for fault in declaration_faults(style):
            yield f"{_named(element)}: {fault}"


def _hidden_faults(element: Element) -> Iterator[str]:
    if next(element.iter("a"), None) is not None:
        yield f"{_named(element)} hides a link by aria-hidden. Keys still stop at it: take the link or aria-hidden out."


def _link_faults(element: Element) -> Iterator[str]:
    address = element.get("href")
    if address is None:
        return
    if not _ALLOWED_LINK.match(address.strip()):
        yield (
            f'{_named(element)} has the href "{address}". '
            "Only https:, http:, mailto:, tel: and # may start a link: not javascript:, file:, data: or others."
        )
    if not (element.get("aria-label") or roles.words(element)):
        yield f"{_named(element)} is a link with no words. Write where it leads."
    for inner in element.iter():
        if inner.tag in _NO_LINK:
            yield f"<{inner.tag}> inside a link: put the link inside the <{inner.tag}> (ISO 32000-1, 14.8.4.4)."


def _picture_faults(element: Element) -> Iterator[str]:
    words = roles.picture_words(element)
    if element.tag == roles.SVG and not words and not roles.is_for_looks(element):
        yield f'{_named(element)} has no <title>. Say in it what the drawing shows, or write aria-hidden="true".'
    elif words is None:
        yield f'{_named(element)} has no alt text. Say in alt what the picture shows; alt="" is for decoration.'


def _drawing_faults(element: Element) -> Iterator[str]:
    yield f"{_named(element)} in a drawing is refused: neither paper nor screen readers can use it. Use HTML beside it."


def _list_faults(element: Element) -> Iterator[str]:
    if roles.is_for_looks(element):
        return
    allowed = _IN_LISTS[element.tag]
    loose = [element.text, *(inner.tail for inner in element)]
    if any(text and text.strip() for text in loose):
        yield f"{_named(element)} has loose words in a list. Put them in <{min(allowed, key=len)}>."
    for inner in element:
        if isinstance(inner.tag, str) and inner.tag not in allowed:
            yield f"<{inner.tag}> in a list: {_named(element)} may only hold {', '.join(sorted(allowed))}."


def _table_faults(element: Element) -> Iterator[str]:
    if roles.is_for_looks(element):
        return
    rows = [row for part in element for row in (part if part.tag in ("thead", "tbody", "tfoot") else ())]
    if not any(cell.tag == "th" for row in rows for cell in row):
        yield f'{_named(element)} has no <th>. Name its rows or columns; role="presentation" is for looks only.'
    if len(set(_widths(rows))) > 1:
        yield f"{_named(element)} has rows of unlike length. Add the cells that are missing, empty if need be."


def _widths(rows: list[Element]) -> Iterator[int]:
    """How many columns each row fills, cells that reach down from above counted."""
    above: list[int] = []
    for row in rows:
        reaching = [left for left in above if left > 0]
        width = len(reaching)
        above = [left - 1 for left in reaching]
        for cell in row:
            across, down = (int(cell.get(name, "1")) if cell.get(name, "1").isdigit() else 1 for name in _SPANS)
            width += across
            above += [down - 1] * across
        yield width


_SPANS = ("colspan", "rowspan")


def _refused(element: Element) -> Iterator[str]:
    yield f"{_named(element)} is refused. {_INSTEAD[element.tag]}"


def _style_element_faults(element: Element) -> Iterator[str]:
    yield from style_faults(element.text or "")


def _named(element: Element) -> str:
    """An element as a designer finds it again."""
    tag = element.tag.removeprefix(_SVG_START)
    told = next((f' {name}="{element.get(name)}"' for name in ("id", "class", "src", "href") if element.get(name)), "")
    return f"<{tag}{told[:80]}>"


_CHECKS = {
    **dict.fromkeys(_INSTEAD, _refused),
    **dict.fromkeys(_IN_LISTS, _list_faults),
    "a": _link_faults,
    "img": _picture_faults,
    roles.SVG: _picture_faults,
    **dict.fromkeys([f"{_SVG_START}{name}" for name in ("a", "script", "foreignObject")], _drawing_faults),
    "table": _table_faults,
    "style": _style_element_faults,
}
_EVEN_HIDDEN = (_refused, _style_element_faults, _link_faults, _drawing_faults)
