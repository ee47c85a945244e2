"""Whether a blank belongs between two texts of one paragraph: the layout drops the one that a line ends at.

A line can also end inside a word, after a hyphen or in a long address, so the HTML has the last word.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from leaflets.paper.structure import Key, Text

_WHITE = re.compile(r"[ \t\r\n\f]+")
"""White space of HTML: a no-break blank is none."""

_LOOK = 40
"""How many letters on each side of a line's end are looked for in the HTML."""

_BREAKABLE = ("-", "\u2010", "\u2013", "\u2014", "/", "\u200b")
"""Signs after which a line may end without a blank (UAX #14)."""


def parts_words(
    last: Text, following: str, line: object, key: Key | None, parted: bool, source: Element | None
) -> bool:
    """Whether the text taken last needs a blank before the text that follows it.

    `line`, `key`: where the following text stands; `parted`: whether white space or a wished line end is between them;
    `source`: the HTML element of the paragraph.
    """
    if last.text[-1] in " \u00a0\u200b" or following[0] in " \u00a0":
        return False  # a zero width space: a word that goes on, its line end set
    if parted or last.key != key:
        return True
    return last.line is not line and _parted_in_source(last.text, following, source)


def _parted_in_source(before: str, after: str, source: Element | None) -> bool:
    left, right = _plain(before.strip())[-_LOOK:], _plain(after.strip())[:_LOOK]
    written = "" if source is None else _written(source)
    if f"{left} {right}" in written:
        return True
    return left + right not in written and not left.endswith(_BREAKABLE)


@lru_cache(maxsize=8)
def _written(source: Element) -> str:
    """The words of a paragraph as they stand in the HTML."""
    return _plain("".join(_pieces(source)))


def _pieces(element: Element) -> Iterator[str]:
    yield " " if element.tag == "br" else element.text or ""
    for inner in element:
        yield from _pieces(inner)
        yield inner.tail or ""


def _plain(text: str) -> str:
    return _WHITE.sub(" ", text).replace("\u00ad", "").replace("\u200b", "").casefold()
