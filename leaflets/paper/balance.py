"""Shares the rows of a leaflet over pages: which row starts a page, and how much air stands between rows.

CSS alone leaves a single row on a page, or a page nearly empty. Blocks never move past each other; every way of
cutting the sequence into pages is weighed (dynamic programming) and the best one taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor


@dataclass(frozen=True, slots=True)
class Block:
    """A row or box as measured; a topic's heading counts with its first row."""

    id: str
    height_mm: float
    """Without the gap below it."""
    heading_mm: float = 0
    """Height of the topic's heading above it, its space included; 0 for a block inside a topic."""
    keep_with_next: bool = False
    """The next block must stand on the same page."""
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


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its blocks in order, and the gap between them."""

    blocks: tuple[Block, ...]
    gap_mm: float


_PER_PAGE = 100.0
_LONE_ROW = 1000.0
_TOPIC_IN_MIDDLE = 180.0
_EMPTINESS = 120.0
_TIGHT = 30.0
_HEADING_WITH_ONE_ROW = 400.0
_TOO_HIGH = 100_000.0


def share(blocks: Sequence[Block], geometry: Geometry) -> tuple[Page, ...]:
    """The pages, first to last. A block higher than a page stands on a page of its own."""
    best: list[float] = [0.0]
    cut_at: list[int] = [0]
    for end in range(1, len(blocks) + 1):
        choices = [(best[start] + _cost(blocks, start, end, geometry), start) for start in range(end)]
        cost, start = min(choices)
        best.append(cost)
        cut_at.append(start)
    pages: list[Page] = []
    end = len(blocks)
    while end:
        start = cut_at[end]
        pages.append(_page(blocks[start:end], geometry))
        end = start
    return tuple(reversed(pages))


def gaps(pages: Sequence[Page]) -> Mapping[str, float]:
    """The gap below each block, by id; 0 below the last block of a page."""
    return {
        block.id: floor(block.gap(page.gap_mm) * 10) / 10 if number < len(page.blocks) else 0.0
        for page in pages
        for number, block in enumerate(page.blocks, 1)
    }


def _used_mm(blocks: Sequence[Block], geometry: Geometry, gap_mm: float) -> float:
    """Height of these blocks on one page; a heading below the first block brings the topic gap instead of a gap."""
    height = sum(block.height_mm + block.heading_mm for block in blocks)
    below = pairwise(blocks)
    return height + sum(geometry.topic_gap_mm if after.heading_mm else block.gap(gap_mm) for block, after in below)


def _cost(blocks: Sequence[Block], start: int, end: int, geometry: Geometry) -> float:
    page = blocks[start:end]
    used = _used_mm(page, geometry, geometry.gap_mm)
    cost = _PER_PAGE
    if used > geometry.height_mm:
        cost += _TIGHT
        used = _used_mm(page, geometry, geometry.least_gap_mm)
    if used > geometry.height_mm:
        cost += _TOO_HIGH * (len(page) - 1) + used
    if page[-1].keep_with_next and end < len(blocks):
        cost += _LONE_ROW * 10
    if sum(block.counts for block in page) == 1:
        cost += _LONE_ROW
    # A topic that starts in the middle of a page, or a heading whose next row stands over the page.
    starts = [number for number, block in enumerate(page) if block.heading_mm]
    cost += _TOPIC_IN_MIDDLE * sum(number > 0 for number in starts)
    if starts and starts[-1] == len(page) - 1 and end < len(blocks) and not blocks[end].heading_mm:
        cost += _HEADING_WITH_ONE_ROW
    empty = max(0.0, 1 - used / geometry.height_mm)
    return cost + _EMPTINESS * empty**2


def _page(blocks: Sequence[Block], geometry: Geometry) -> Page:
    below = pairwise(blocks)
    inner = sum(not after.heading_mm and block.gap_mm is None for block, after in below)
    spare = geometry.height_mm - _used_mm(blocks, geometry, geometry.gap_mm)
    wished = geometry.gap_mm + (spare / inner if inner else 0)
    return Page(tuple(blocks), max(geometry.least_gap_mm, min(geometry.most_gap_mm, wished)))
