"""Reads the words of a PDF as plain paragraphs. A PDF does not say what is a heading or an item: a person must check.

pdfium gives the lines in the order in which they were drawn, and the box of each sign. Wider gaps part paragraphs.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import pypdfium2

from leaflets import units
from leaflets.findings import Finding
from leaflets.intake import encoding
from leaflets.intake.article import Block, Reading, Residue
from leaflets.intake.refusal import RefusedError, damaged

_MOST_PAGES = 200
_WIDE_GAP = 1.35
"""A step to the next line that is so much wider than most steps starts a paragraph."""
_BIGGER = 1.15
"""Type that is so much bigger than most is a heading."""
_EDGE_LINES = 2
"""Lines at the top and foot of a page that may be the same on every page."""
_MOST_HEADING_WORDS = 14
_HYPHEN = "\ufffe\x02\u00ad"
_BULLET = re.compile(r"^(?:[•·▪●◦‣■□\uf0b7\uf0a7*–-]|\(?\d{1,2}[.)])\s*(?=\S)")
_ALONE = re.compile(r"\s*(?:[•·▪●◦‣■□\uf0b7\uf0a7–-]|\(?\d{1,2}[.)])\s*")
_STOPPED = re.compile(r"[.!?…:;,][\"”’')]*$")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int
    top: float
    bottom: float
    """In points from the foot of the page."""

    @property
    def size(self) -> float:
        """The height of its type."""
        return self.top - self.bottom


def read(data: bytes, file: str) -> Reading:
    """What stands in the bytes of that PDF. Raises RefusedError."""
    drawn, pages = _lines(data)
    lines = _with_bullets(drawn)
    edges = _edges(lines)
    running = _running(edges, pages)
    left = [line for line in edges if _shape(line.text) in running]
    kept = [line for line in lines if line not in left]
    blocks = tuple(_blocks(kept))
    if not any(units.words(block.text) for block in blocks):
        hint = "Ask for the Word file, or type the words into a plain text file (.txt)."
        raise RefusedError("AR-006", "This PDF has no text, only pictures of pages.", hint)
    message = "A PDF gives its words only. Headings, lists and tables may be wrong."
    check = Finding(file, 0, "AR-025", "look at this", message, "Compare it with the PDF. A Word file is better.")
    return Reading((*blocks, *(Residue(line.text, 0, "page") for line in left)), "", (check,))


def _lines(data: bytes) -> tuple[list[_Line], int]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            hint = "Ask for the Word file, or save it without a password."
            raise RefusedError("AR-003", "The PDF has a password.", hint) from error
        raise damaged() from error
    try:
        if len(document) > _MOST_PAGES:
            message = f"The PDF has {len(document)} pages; {_MOST_PAGES} are the most."
            raise RefusedError("AR-004", message, "Copy the article into a plain text file (.txt).")
        return [line for number in range(len(document)) for line in _page(document, number)], len(document)
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, number: int) -> Iterator[_Line]:
    page = document[number]
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    boxed = len(text) == textpage.count_chars()
    for found in re.finditer(r"[^\r\n]+", text):
        line = found.group().rstrip()
        if not line.strip():
            continue
        boxes = [
            textpage.get_charbox(place, loose=True)
            for place in range(found.start(), found.end())
            if boxed and not text[place].isspace()
        ]
        tops, bottoms = [box[3] for box in boxes], [box[1] for box in boxes]
        yield _Line(line, number, max(tops, default=0.0), min(bottoms, default=0.0))
    textpage.close()
    page.close()


def _with_bullets(lines: Sequence[_Line]) -> list[_Line]:
    """The lines; bullets that were drawn by themselves stand before the words beside them."""
    alone = {(line.page, round(line.bottom)): line.text for line in lines if _ALONE.fullmatch(line.text)}
    kept = []
    for line in lines:
        if not _ALONE.fullmatch(line.text):
            bullet = alone.pop((line.page, round(line.bottom)), "")
            kept.append(replace(line, text=f"{bullet} {line.text}".strip()))
    return kept


def _shape(text: str) -> str:
    """A line without its figures: "Page 3 of 9" and "Page 4 of 9" are the same."""
    return re.sub(r"\d+", "#", text).strip().casefold()


def _edges(lines: Sequence[_Line]) -> list[_Line]:
    """The first and last lines of each page."""
    pages: dict[int, list[_Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    ends = ((*page[:_EDGE_LINES], *page[_EDGE_LINES:][-_EDGE_LINES:]) for page in pages.values())
    return [line for page in ends for line in page]


def _running(edges: Sequence[_Line], pages: int) -> frozenset[str]:
    """Shapes of lines that stand at the edge of at least half of the pages, and of two."""
    shapes = Counter(shape for shape, _ in {(_shape(line.text), line.page) for line in edges})
    return frozenset(shape for shape, count in shapes.items() if count >= 2 and count * 2 >= pages)


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    usual = median(line.size for line in lines) if lines else 0.0
    steps = [above.bottom - below.bottom for above, below in pairwise(lines)]
    step = median([one for one in steps if one > 0] or [0.0])
    held: list[_Line] = []
    for line in lines:
        if held and _starts(held[-1], line, step):
            yield _block(held, usual)
            held = []
        held.append(line)
    if held:
        yield _block(held, usual)


def _starts(above: _Line, line: _Line, step: float) -> bool:
    """Whether this line starts a block of its own."""
    if _BULLET.match(line.text) or abs(line.size - above.size) > 0.15 * max(above.size, 1.0):
        return True
    down = above.bottom - line.bottom
    if line.page != above.page or down <= 0:  # a new page or column: a sentence may go on there
        return bool(_STOPPED.search(above.text)) or line.text[:1].isupper()
    return down > step * _WIDE_GAP


def _block(lines: Sequence[_Line], usual: float) -> Block:
    text = ""
    for line in lines:
        joined = bool(text) and (text[-1] in _HYPHEN or (re.search(r"[a-z]-$", text) and line.text[:1].islower()))
        text = text[:-1] + line.text if joined else f"{text} {line.text}".strip()
    text = " ".join(encoding.cleaned(re.sub(f"[{_HYPHEN}]", "", text)).split())
    if _BULLET.match(text):
        return Block("item", _BULLET.sub("", text, count=1), 0)
    short = len(units.words(text)) <= _MOST_HEADING_WORDS and not _STOPPED.search(text)
    big = lines[0].size > usual * _BIGGER
    return Block("heading" if short and (big or len(lines) == 1) else "paragraph", text, 0)
