"""Letters to lines, and lines to paragraphs, on a page of any maker: by where they stand, not by how they were made."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from leaflets.verify.printpage import MM, Glyph, Page

_SAME_LINE = 0.1
"""How far letters of one line may stand up or down, in sizes."""
_APART, _APART_ANYWHERE = 3.0, 0.6
"""Words further apart than this, in sizes, are lines of their own: columns, and a name and its page number in a foot.
The second one is for words that were not painted one after the other, such as columns with a narrow gutter."""
_BLANK = 0.2
"""From this gap on, in sizes, two pieces of a line are two words."""
SAME_SIZE_PT = 0.25
"""Sizes that differ by less are the same: WeasyPrint writes 21.333 pixels for 16 point."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line in bold, or one that is not."""

    text: str
    bold: bool
    is_held: bool
    """Whether a non-breaking space holds its words together."""


@dataclass(frozen=True, eq=False)
class Line:
    """Words that stand side by side in one column."""

    page: int
    glyphs: tuple[Glyph, ...]
    """From left to right."""
    column: int = 0
    """On a sheet of a booklet: which half."""

    @cached_property
    def text(self) -> str:
        return "".join(
            (" " if at and self._blank_before(at) else "") + glyph.text for at, glyph in enumerate(self.glyphs)
        )

    @cached_property
    def size_pt(self) -> float:
        """Of most of its letters."""
        return Counter(glyph.look.size_pt for glyph in self.glyphs).most_common(1)[0][0]

    @property
    def baseline_mm(self) -> float:
        return self.glyphs[0].baseline_mm

    @property
    def left_mm(self) -> float:
        return self.glyphs[0].left_mm

    @cached_property
    def right_mm(self) -> float:
        return max(glyph.right_mm for glyph in self.glyphs)

    def _blank_before(self, at: int) -> bool:
        """PDFium tells words apart by their gaps. Only where it sees the end of a line, the gap is measured here."""
        before, glyph = self.glyphs[at - 1 : at + 1]
        return _gap(before, glyph) > _BLANK if glyph.blank in ("\r", "\n") else bool(glyph.blank)

    def named(self) -> str:
        """Its first words, to find the place by."""
        return named(self.text)

    def pieces(self) -> "Iterator[Piece]":
        """Its stretches of bold and of plain letters."""
        first = 0
        for at in range(1, len(self.glyphs) + 1):
            if at == len(self.glyphs) or self.glyphs[at].look.bold != self.glyphs[first].look.bold:
                words = (
                    (" " if one > first and self._blank_before(one) else "") + self.glyphs[one].text
                    for one in range(first, at)
                )
                held = any(glyph.blank == "\u00a0" for glyph in self.glyphs[first + 1 : at])
                yield Piece("".join(words), self.glyphs[first].look.bold, held)
                first = at


@dataclass(frozen=True)
class Text:
    """All lines of a document, and which of them follow each other."""

    pages: tuple[Page, ...]
    lines: tuple[Line, ...]
    """Page by page, in the order in which they are painted."""
    body_pt: float
    """The size that most letters have; 0 for a document without letters."""
    follow: tuple[tuple[Line, Line], ...]
    """Two lines of one paragraph, one under the other."""
    turn: tuple[tuple[Line, Line], ...]
    """The last line of a page or column and the first one of the next. Empty for sheets, which are not in order."""
    furniture: frozenset[Line]
    """Page feet and the like: lines that stand on more than one page, but for their numbers."""


def named(words: str) -> str:
    """The first words, in quotation marks."""
    short = words if len(words) <= 40 else words[:40].rpartition(" ")[0] or words[:40]
    return f"“{short}{'' if short == words else ' …'}”"


def start(glyphs: Sequence[Glyph]) -> str:
    """The first words of these letters, in quotation marks."""
    return named("".join((" " if at and one.blank else "") + one.text for at, one in enumerate(glyphs[:80])))


def text(pages: Sequence[Page], imposed: bool) -> Text:
    """The lines of these pages; `imposed`: each of them is a sheet with two pages side by side."""
    by_page = [tuple(_lines(page, imposed)) for page in pages]
    lines = tuple(line for found in by_page for line in found)
    sizes = Counter(round(glyph.look.size_pt, 1) for page in pages for glyph in page.glyphs)
    body_pt = sizes.most_common(1)[0][0] if sizes else 0
    below = [(line, under) for found in by_page for line, under in _below(found)]
    usual = Counter(round(_apart(*pair) * 20) / 20 for pair in below if _is(pair[0], body_pt))
    # Up to a tenth more than the usual distance is still the same paragraph. Wider than 2.2 is never one.
    most = 1.1 * min(usual.most_common(1)[0][0] if usual else 1.5, 2.0)
    follow = tuple(pair for pair in below if _apart(*pair) <= most)
    furniture = frozenset(_furniture(by_page))
    turn = () if imposed else tuple(_turns(by_page, furniture))
    return Text(tuple(pages), lines, body_pt, follow, turn, furniture)


def _is(line: Line, size_pt: float) -> bool:
    return abs(line.size_pt - size_pt) < SAME_SIZE_PT


def _apart(line: Line, under: Line) -> float:
    """Distance of two base lines in sizes of the letters."""
    return (under.baseline_mm - line.baseline_mm) / MM / line.size_pt


def _gap(one: Glyph, other: Glyph) -> float:
    """The room between two letters in sizes."""
    return (other.left_mm - one.right_mm) / MM / max(one.look.size_pt, other.look.size_pt, 0.1)


def _side_by_side(one: Glyph, other: Glyph) -> bool:
    size_mm = max(one.look.size_pt, other.look.size_pt, 0.1) * MM
    return abs(one.baseline_mm - other.baseline_mm) <= _SAME_LINE * size_mm


def _lines(page: Page, imposed: bool) -> Iterator[Line]:
    """Runs of letters in painting order, those of one line put together, in the order of their first letters."""
    runs: list[list[Glyph]] = []
    columns: list[int] = []
    for glyph in page.glyphs:
        if not glyph.look.level:
            continue
        column = int(imposed and glyph.left_mm > page.width_mm / 2)
        last = runs[-1][-1] if runs else None
        if last and columns[-1] == column and _side_by_side(last, glyph) and -1 < _gap(last, glyph) <= _APART:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
            columns.append(column)
    order = sorted(
        range(len(runs)), key=lambda at: (columns[at], round(runs[at][0].baseline_mm, 1), runs[at][0].left_mm)
    )
    joined: list[tuple[int, int, list[Glyph]]] = []
    for at in order:
        if joined and columns[at] == columns[joined[-1][1]] and _continues(joined[-1], at, runs[at][0]):
            first, _, glyphs = joined.pop()
            joined.append((min(first, at), at, glyphs + runs[at]))
        else:
            joined.append((at, at, list(runs[at])))
    for _, at, glyphs in sorted(joined, key=lambda entry: entry[0]):
        yield Line(page.number, tuple(glyphs), columns[at])


def _continues(line: tuple[int, int, list[Glyph]], at: int, glyph: Glyph) -> bool:
    _, last, glyphs = line
    most = _APART if at == last + 1 else _APART_ANYWHERE
    return _side_by_side(glyphs[-1], glyph) and -1 < _gap(glyphs[-1], glyph) <= most


def _below(lines: Iterable[Line]) -> Iterator[tuple[Line, Line]]:
    """Each line of a page with the nearest one under it that has the same size and stands in the same column."""
    order = sorted(lines, key=lambda line: line.baseline_mm)
    for at, line in enumerate(order):
        for under in order[at + 1 :]:
            apart = _apart(line, under)
            if apart > 2.5:
                break
            if apart > 0.3 and under.column == line.column and _is(under, line.size_pt) and _one_column(line, under):
                yield line, under
                break


def _one_column(line: Line, under: Line) -> bool:
    shared = min(line.right_mm, under.right_mm) - max(line.left_mm, under.left_mm)
    return shared >= min(line.right_mm - line.left_mm, under.right_mm - under.left_mm) / 2


def _turns(by_page: Sequence[Sequence[Line]], furniture: frozenset[Line]) -> Iterator[tuple[Line, Line]]:
    """The last words of a page with the first ones of the next, page feet and heads left out."""
    own = [[line for line in lines if line not in furniture] for lines in by_page]
    for before, after in pairwise(lines for lines in own if lines):
        if _is(after[0], before[-1].size_pt):
            yield before[-1], after[0]
    for lines in own:
        yield from (
            (line, up)
            for line, up in pairwise(lines)
            if up.baseline_mm < line.baseline_mm and up.left_mm > line.right_mm
        )


def _place(line: Line) -> tuple[str, int, int]:
    """What makes page feet alike: their words but for the numbers, and their place."""
    return "".join(letter for letter in line.text if not letter.isdigit()), round(line.baseline_mm), round(line.left_mm)


def _furniture(by_page: Sequence[Sequence[Line]]) -> Iterator[Line]:
    places: dict[tuple[str, int, int], list[Line]] = defaultdict(list)
    for line in (line for lines in by_page for line in lines):
        places[_place(line)].append(line)
    for alike in places.values():
        if len({line.page for line in alike}) > 1:
            yield from alike
