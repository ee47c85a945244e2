"""Shares the rows of a leaflet over pages: which row starts a page, and how much air stands between rows.

CSS alone leaves a single row on a page, or a page nearly empty. Blocks never move past each other; every way of
cutting the sequence into pages is weighed (dynamic programming) and the best one taken.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, inf


@dataclass(frozen=True, slots=True)
class Block:
    """A row or box as measured; a topic's heading counts with its first row."""

    id: str
    height_mm: float
    """Without the gap below it."""
    heading_mm: float = 0
    """Height of the topic's heading above it, its space included; 0 for a block inside a topic."""
    continued_mm: float = 0
    """Height of the line that names the topic again when this block starts a page inside it."""
    keep_with_next: bool = False
    """The next block must stand on the same page."""
    starts_page: bool = False
    """Its topic should start a page even where topics follow each other on one."""
    counts: bool = True
    """Whether it is a row in its own right; a line of small print is not."""
    gap_mm: float | None = None
    """The gap below it where it is not the page's."""

    def gap(self, page_gap_mm: float) -> float:
        return page_gap_mm if self.gap_mm is None else self.gap_mm


@dataclass(frozen=True, slots=True)
class Geometry:
    """What a page offers, in millimetres."""

    height_mm: float
    least_gap_mm: float
    """Between blocks, where a page would overflow otherwise."""
    gap_mm: float
    """Between blocks, as a rule."""
    most_gap_mm: float
    """Between blocks, when there is height to spare."""
    topic_gap_mm: float
    """Above a heading in the middle of a page."""
    topics_flow: bool = False
    """Whether topics follow each other on a page; otherwise each starts one."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its blocks in order, and the gap between them."""

    blocks: tuple[Block, ...]
    gap_mm: float


LEAST_FULL = 0.25
"""A page is filled to a quarter or more where the rows allow it (visual design, section 5.2, point 5)."""

_PER_PAGE = 100.0
_LONE_ROW = 1500.0
_TOPIC_IN_MIDDLE = 180.0
_EMPTINESS = 120.0
_NEARLY_EMPTY = 300.0
_TIGHT = 30.0
_HEADING_WITH_ONE_ROW = 900.0
_PARTED = 10_000.0
_TOO_HIGH = 100_000.0
_LEFT_OVER_ROW = 150.0
_TOPIC_CUT = 25.0
_FRAME_BELOW_ROWS = 60.0
_BLANK_PAGE = 150.0
_PER_SHEET = 400.0


def share(blocks: Sequence[Block], geometry: Geometry) -> tuple[Page, ...]:
    """The pages, first to last. A block higher than a page stands on a page of its own."""
    ways = _ways(blocks, geometry)
    return ways[min(ways, key=lambda count: (ways[count].cost, count))].pages(blocks, geometry)


def share_for_folding(blocks: Sequence[Block], geometry: Geometry, cover_pages: int) -> tuple[tuple[Page, ...], int]:
    """The pages of a booklet, and how many of its pages stay empty: folded sheets have four pages each.

    The rows are spread, or drawn together, so that few sheets are needed and few pages stay empty.
    """
    ways = _ways(blocks, geometry)

    def cost(count: int) -> tuple[float, int]:
        empty = _empty(count + cover_pages)
        sheets = (count + cover_pages + empty) // 4
        return ways[count].cost + (_PER_PAGE + _BLANK_PAGE) * empty + _PER_SHEET * sheets, count

    best = min(ways, key=cost)
    return ways[best].pages(blocks, geometry), _empty(best + cover_pages)


def gaps(pages: Sequence[Page], geometry: Geometry) -> Mapping[str, float]:
    """The gap below each block, by id; 0 below the last block of a page."""
    found: dict[str, float] = {}
    for page in pages:
        for block, after in pairwise(page.blocks):
            gap = geometry.topic_gap_mm if after.heading_mm else block.gap(page.gap_mm)
            found[block.id] = floor(gap * 10) / 10
        found[page.blocks[-1].id] = 0.0
    return found


def used_mm(blocks: Sequence[Block], geometry: Geometry, gap_mm: float) -> float:
    """Height of these blocks on one page; a heading below the first block brings the topic gap instead of a gap."""
    height = sum(block.height_mm + block.heading_mm for block in blocks)
    height += 0 if blocks[0].heading_mm else blocks[0].continued_mm
    below = pairwise(blocks)
    return height + sum(geometry.topic_gap_mm if after.heading_mm else block.gap(gap_mm) for block, after in below)


def _empty(pages: int) -> int:
    return -pages % 4


@dataclass(frozen=True, slots=True)
class _Way:
    """The best way to cut the first blocks into that many pages: its cost, and where the last page starts."""

    cost: float
    start: int
    before: "_Way | None"

    def pages(self, blocks: Sequence[Block], geometry: Geometry) -> tuple[Page, ...]:
        """The pages that this way gives."""
        cuts, way = [len(blocks)], self
        while way.before is not None:
            cuts.append(way.start)
            way = way.before
        cuts.reverse()
        return tuple(_page(blocks[start:end], geometry) for start, end in pairwise(cuts))


def _ways(blocks: Sequence[Block], geometry: Geometry) -> Mapping[int, _Way]:
    """The best way for each number of pages."""
    reached: list[dict[int, _Way]] = [{0: _Way(0.0, 0, None)}]
    for end in range(1, len(blocks) + 1):
        best: dict[int, _Way] = {}
        for start, cost in _last_pages(blocks, end, geometry):
            for count, before in reached[start].items():
                if before.cost + cost < best.get(count + 1, _NO_WAY).cost:
                    best[count + 1] = _Way(before.cost + cost, start, before)
        reached.append(best)
    return reached[-1]


_NO_WAY = _Way(inf, 0, None)


def _last_pages(blocks: Sequence[Block], end: int, geometry: Geometry) -> Iterator[tuple[int, float]]:
    """Where a page that ends here may start, and what it costs. Pages far too high are left out."""
    for start in range(end - 1, -1, -1):
        page = blocks[start:end]
        used = used_mm(page, geometry, _least_gap_mm(page, geometry))
        if used > geometry.height_mm and not _must_be_together(page):
            return
        yield start, _cost(page, blocks[end] if end < len(blocks) else None, geometry)


def _must_be_together(page: Sequence[Block]) -> bool:
    """Whether the page is one block, or blocks that may not be parted."""
    return len(page) == 1 or all(block.keep_with_next for block in page[:-1])


def _least_gap_mm(page: Sequence[Block], geometry: Geometry) -> float:
    """The least gap between the blocks of a page: half of the usual one where they fill it and may not be parted.

    These are frames: their edges part them, too. One that stands alone on the last page is worse.
    """
    return geometry.least_gap_mm / 2 if _must_be_together(page) else geometry.least_gap_mm


def _cost(page: Sequence[Block], following: Block | None, geometry: Geometry) -> float:
    used = used_mm(page, geometry, geometry.gap_mm)
    cost = _PER_PAGE
    if used > geometry.height_mm:
        cost += _TIGHT
        used = used_mm(page, geometry, _least_gap_mm(page, geometry))
    if used > geometry.height_mm:
        cost += _TOO_HIGH * (len(page) - 1) + used
    if page[-1].keep_with_next and following is not None:
        cost += _PARTED
    if sum(block.counts for block in page) < 2:
        cost += _LONE_ROW
    for block in page[1:]:
        if block.heading_mm and (block.starts_page or not geometry.topics_flow):
            cost += _TOPIC_IN_MIDDLE
    if page[-1].heading_mm and following is not None and not following.heading_mm:
        cost += _HEADING_WITH_ONE_ROW
    if not page[0].heading_mm:
        cost += _TOPIC_CUT
        if len(page) > 1 and page[1].heading_mm:
            cost += _LEFT_OVER_ROW  # the last row of a topic, for which nobody likes to turn the page
        if any(block.starts_page and not block.continued_mm for block in page[1:]) and page[0].continued_mm:
            cost += _FRAME_BELOW_ROWS  # contacts and help now should have their page to themselves
    empty = max(0.0, 1 - used / geometry.height_mm)
    if empty > 1 - LEAST_FULL:
        cost += _NEARLY_EMPTY
    return cost + _EMPTINESS * empty**2


def _page(blocks: Sequence[Block], geometry: Geometry) -> Page:
    below = pairwise(blocks)
    inner = sum(not after.heading_mm and block.gap_mm is None for block, after in below)
    spare = geometry.height_mm - used_mm(blocks, geometry, geometry.gap_mm)
    wished = geometry.gap_mm + (spare / inner if inner else 0)
    return Page(tuple(blocks), max(_least_gap_mm(blocks, geometry), min(geometry.most_gap_mm, wished)))
