"""Rules for the pages of a BRF file: what an embosser takes, and what a braille reader needs to find the way."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mode

Fault = tuple[int, str, str]
"""Line of the file, from 1; code; what is wrong."""
HEADING_CELLS = 4
"""Blank cells before a heading."""
AFTER_HEADING = 2
"""Lines that must follow a heading on its page; on the last page there may be no more than one."""
MOST_CELLS, MOST_LINES = 50, 40
"""More than any embosser writes."""
_FOREIGN = re.compile(rb"[^\x20-\x5F\r\n\f]")
_NUMBER = re.compile(r"(?:^| )#([A-J]+)$")


@dataclass(frozen=True, slots=True)
class Size:
    """Of a page."""

    cells: int
    lines: int


@dataclass(frozen=True, slots=True)
class _Page:
    lines: tuple[str, ...]
    first: int
    """Line of the file on which it begins, from 1."""


def faults(brf: bytes, size: Size | None = None) -> Iterator[Fault]:
    """Everything that is wrong with the file as such. `size`: as its PEF says; without it, as its page lines show."""
    if not brf.strip():
        yield 0, "BR-100", "The file is empty."
        return
    yield from _signs(brf)
    pages = _pages(brf)
    size = size or _shown(pages)
    for page in pages:
        yield from _size(page, size)
    yield from _numbers(pages)
    for page in pages:
        yield from _headings(page, _foot_lines(pages), 1 if page is pages[-1] else AFTER_HEADING)


def without_feet(brf: bytes) -> bytes:
    """The text of the pages only, so that a foot comes between no two words of a sentence."""
    pages = _pages(brf)
    foot_lines = _foot_lines(pages) + 1
    return "\n".join(line for page in pages for line in page.lines[:-foot_lines]).encode("ascii", "replace")


def _signs(brf: bytes) -> Iterator[Fault]:
    for number, line in enumerate(brf.split(b"\n"), start=1):
        foreign = _FOREIGN.search(line)
        if foreign:
            sign = foreign.group().decode("ascii", "backslashreplace")
            yield number, "BR-101", f"The sign {sign} is no North American ASCII braille (0x20 to 0x5F)."
    if re.search(rb"(?<!\r)\n|\r(?!\n)", brf):
        number = len(re.split(rb"(?<!\r)\n|\r(?!\n)", brf)[0].split(b"\n"))
        yield number, "BR-105", "A line does not end with carriage return and line feed."
    if not brf.endswith(b"\r\n\f"):
        yield 0, "BR-104", "There is no form feed after the last page."


def _pages(brf: bytes) -> list[_Page]:
    pages, first = [], 1
    for part in brf.decode("ascii", "replace").removesuffix("\f").split("\f"):
        lines = tuple(part.replace("\r", "").removesuffix("\n").split("\n"))
        pages.append(_Page(lines, first))
        first += len(lines)
    return pages


def _shown(pages: Sequence[_Page]) -> Size:
    """The page number stands in the last cell of the last line, so that line is as long as the page is wide."""
    return Size(mode(len(page.lines[-1]) for page in pages), mode(len(page.lines) for page in pages))


def _size(page: _Page, size: Size) -> Iterator[Fault]:
    cells, lines = min(size.cells, MOST_CELLS), min(size.lines, MOST_LINES)
    for at, line in enumerate(page.lines):
        if len(line) > cells:
            yield page.first + at, "BR-102", f"The line has {len(line)} cells. There is room for {cells}."
    if len(page.lines) != lines:
        yield page.first, "BR-103", f"The page has {len(page.lines)} lines. It should have {lines}."


def _numbers(pages: Sequence[_Page]) -> Iterator[Fault]:
    """Page numbers run from 1, and the words beside them are the same on every page."""
    feet = []
    for count, page in enumerate(pages, start=1):
        last = page.lines[-1]
        line = page.first + len(page.lines) - 1
        found = _NUMBER.search(last)
        wanted = str(count).translate(str.maketrans("1234567890", "ABCDEFGHIJ"))
        if found is None or found.group(1) != wanted:
            yield line, "BR-106", f"The last line of page {count} does not end with its number."
        else:
            feet.append((line, last[: found.start()].rstrip()))
    for line, foot in feet:
        if foot != feet[0][1]:
            yield line, "BR-113", "The foot of this page is not the same as on the first page."


def _foot_lines(pages: Sequence[_Page]) -> int:
    """How many lines at the foot of all pages are the same, besides that of the number: on narrow pages, its words."""
    count = 0
    while len(pages) > 1 and all(len(page.lines) > count + 2 for page in pages):
        lines = {page.lines[-2 - count] for page in pages}
        if len(lines) > 1 or not next(iter(lines)):
            break
        count += 1
    return count


def _headings(page: _Page, foot_lines: int, least: int) -> Iterator[Fault]:
    """A heading has a blank line before it and is set in; that of a page's first line has the whole page after it."""
    text = list(page.lines[: len(page.lines) - 1 - foot_lines])
    at = 1
    while at < len(text):
        if not text[at - 1] and _is_heading(text[at]):
            begun = at
            while at < len(text) and _is_heading(text[at]):
                at += 1
            following = sum(bool(line) for line in text[at:])
            if following < least:
                yield page.first + begun, "BR-107", "The heading stands at the end of its page, away from its text."
        at += 1


def _is_heading(line: str) -> bool:
    return len(line) - len(line.lstrip(" ")) == HEADING_CELLS
