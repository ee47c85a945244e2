"""A finished web page as its checkers meet it: elements with their lines, names and addresses. Read by lxml."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree, html

Element: TypeAlias = html.HtmlElement

Fault: TypeAlias = tuple[int, str, str, str]
"""Line, code, what is wrong, what to do."""

SENTENCE = re.compile(r"s\d{3,}")
"""The id of a sentence of the leaflet: the same in every format."""

_PARSER = html.HTMLParser(encoding="utf-8")


class PageError(ValueError):
    """This is no web page: why, in plain words."""


@dataclass(frozen=True, slots=True)
class WebPage:
    """One page, in the order of its elements."""

    root: Element
    elements: tuple[Element, ...]

    def all(self, *tags: str) -> Iterator[Element]:
        """The elements with one of these tags."""
        return (element for element in self.elements if element.tag in tags)

    def by_id(self, wanted: str) -> Element | None:
        """The first element with that id; None where there is none."""
        return next((element for element in self.elements if element.get("id") == wanted), None)

    def sentences(self) -> tuple[Element, ...]:
        """The elements that hold the leaflet's sentences."""
        return tuple(element for element in self.elements if SENTENCE.fullmatch(element.get("id", "")))


def read(content: bytes) -> WebPage:
    """The page. Raises PageError for a file that is none."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PageError("The letters of this page are not written as UTF-8.") from error
    if not text.lstrip("\ufeff \r\n\t").lower().startswith("<!doctype html"):
        raise PageError("This is not a web page: it does not begin with <!doctype html>.")
    try:
        root = html.document_fromstring(content, parser=_PARSER)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise PageError(f"This page cannot be read. Details: {error}") from error
    return WebPage(root, tuple(element for element in root.iter() if isinstance(element.tag, str)))


def line(element: Element) -> int:
    """The line of the file on which the element begins."""
    return int(element.sourceline or 0)


def words(element: Element) -> str:
    """All text inside the element, in one line."""
    return " ".join("".join(element.itertext()).split())


def name(page: WebPage, element: Element) -> str:
    """What a screen reader calls the element: its label, or its words and the alt texts inside it."""
    if label := " ".join(element.get("aria-label", "").split()):
        return label
    if labelled := element.get("aria-labelledby", "").split():
        return " ".join(words(found) for each in labelled if (found := page.by_id(each)) is not None)
    return " ".join("".join(_spoken(element)).split())


def _spoken(element: Element) -> Iterator[str]:
    if element.get("aria-hidden") == "true" or element.tag in ("script", "style", "template"):
        return
    if element.tag == "img":
        yield element.get("alt", "")
    elif element.tag == "svg" and element.get("aria-label"):
        yield element.get("aria-label", "")
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _spoken(child)
        yield child.tail or ""
