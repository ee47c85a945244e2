"""Braille pages: cells into lines, lines onto pages. It knows kinds of paragraphs, and no words.

Title in the middle; headings at cell 5 after a blank line; paragraphs at cell 3, going on at cell 1; the last line of
a page has its foot and its number (UKAAF, guiding principles for braille, 2016: a house decides, and keeps to it).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from leaflets.braille.blocks import Kind
from leaflets.braille.cells import BLANK, number

INDENTS: dict[Kind, tuple[int, int]] = {
    "heading": (4, 4),
    "text": (2, 0),
    "notice": (2, 0),
    "quote": (2, 2),
    "label": (0, 2),
    "value": (2, 4),
}
"""Blank cells before the first line of a paragraph, and before the others."""
TITLE_MARGIN = 3
"""Blank cells at least on both sides of a title."""
AFTER_HEADING = 2
"""Lines that must follow a heading on its page."""
_GAP = 3
"""Blank cells at least between the foot and the number."""
CONTINUED = "⠐"
"""At the end of a line: the next one goes on without a space (UEB 6.10.3, for long numbers). A hyphen would look like a
part of an address."""
_AFTER, _BEFORE = ("⠸⠌",), ("⠲", "⠈⠁")
"""Where a long address is divided: after a slash; before a full stop or an at sign."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in cells."""

    kind: Kind
    cells: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line, not yet on a page."""

    cells: str
    apart: bool = False
    follow: int = 0
    """How many of the next lines must stand on its page."""


def pages(paragraphs: Iterable[Paragraph], foot: str, width: int, height: int) -> tuple[tuple[str, ...], ...]:
    """Every page as exactly `height` lines of at most `width` cells, the last with the page number."""
    fits = len(foot) + _GAP + len(number(999)) <= width
    above = () if fits or not foot else tuple(_wrapped(foot, (0, 0), width))
    rows = [row for paragraph in paragraphs for row in _rows(paragraph, width)]
    made = []
    for count, lines in enumerate(_filled(rows, height - 1 - len(above)), start=1):
        own = number(count)
        last = (foot if fits else "").ljust(width - len(own), BLANK) + own
        empty = height - 1 - len(above) - len(lines)
        made.append((*lines, *[""] * empty, *above, last))
    return tuple(made)


def _rows(paragraph: Paragraph, width: int) -> Iterator[Row]:
    if paragraph.kind == "title":
        wrapped = [
            BLANK * ((width - len(line)) // 2) + line
            for line in _wrapped(paragraph.cells, (0, 0), width - 2 * TITLE_MARGIN)
        ]
    else:
        wrapped = list(_wrapped(paragraph.cells, INDENTS[paragraph.kind], width))
    after = {"heading": AFTER_HEADING, "label": 1, "notice": 0}.get(paragraph.kind)
    for at, line in enumerate(wrapped):
        left = len(wrapped) - 1 - at
        # The last line of a paragraph never opens a page alone, and a divided word stays on one page.
        follow = int(left == 1 or line.endswith(CONTINUED)) if after is None else left + after
        yield Row(line, paragraph.apart and at == 0, follow)


def _wrapped(cells: str, indents: tuple[int, int], width: int) -> Iterator[str]:
    """The lines of a paragraph, filled from the left; a word that is longer than a line is divided."""
    line, indent = "", indents[0]
    waiting = cells.split(BLANK)[::-1]
    while waiting:
        word = waiting.pop()
        if not word:
            continue
        room = width - indent - (len(line) + 1 if line else 0)
        if len(word) <= room:
            line = f"{line}{BLANK}{word}" if line else word
        elif line:
            yield BLANK * indent + line
            line, indent = "", indents[1]
            waiting.append(word)
        else:
            cut = _cut(word, room - len(CONTINUED))
            yield BLANK * indent + word[:cut] + CONTINUED
            indent = indents[1]
            waiting.append(word[cut:])
    if line:
        yield BLANK * indent + line


def _cut(word: str, room: int) -> int:
    """Where a word that does not fit is divided: as late as can be at a good place, else where the line ends."""
    places = [at for at in range(1, room + 1) if word[:at].endswith(_AFTER) or word[at:].startswith(_BEFORE)]
    return max(places, default=room)


def _filled(rows: Sequence[Row], height: int) -> Iterator[tuple[str, ...]]:
    """The lines of one page after the other, blank ones between paragraphs too, without those at the end."""
    page: list[str] = []
    for at, row in enumerate(rows):
        if page and len(page) + _needed(rows, at) > height:
            yield tuple(page)
            page = []
        if page and row.apart:
            page.append("")
        page.append(row.cells)
    if page:
        yield tuple(page)


def _needed(rows: Sequence[Row], at: int) -> int:
    """How many lines a row takes with all that must stand on its page, blank lines too."""
    last, lines, place = at, 0, at
    while place <= min(last, len(rows) - 1):
        last = max(last, place + rows[place].follow)
        lines += 1 + rows[place].apart
        place += 1
    return lines
