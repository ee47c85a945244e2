"""Plans the pages of a print edition before they are drawn, and draws them: what starts a page, and what fills it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor

from leaflets.findings import LeafletError
from leaflets.formats import Edition
from leaflets.model import Box, Leaflet, Point, Section, Sentence
from leaflets.paper import setting
from leaflets.paper.balance import Block, Page, gaps, share, share_for_folding, used_mm
from leaflets.paper.design import BOOKLET, look_in
from leaflets.paper.heights import Heights
from leaflets.paper.measures import Measures
from leaflets.paper.render import Drawn, draw
from leaflets.paper.sheets import Layout, block_id, sheet

TOPICS_START_PAGES = ("easy-read",)
"""Designs in which each topic starts a page; in the others topics follow each other."""

_TRIES = 3
"""A booklet with a block that is higher than a page is planned again, with the pages that this takes."""

_HAIR_MM = 0.2
"""Kept free on every page, so that sums of rounded heights never overflow it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything shall stand."""

    layout: Layout
    pages: tuple[Page, ...]
    """The pages after the cover, without the empty ones."""


def printed(leaflet: Leaflet, edition: Edition) -> Drawn:
    """The finished edition. Raises LeafletError when its pages do not come out as they were planned."""
    before = 1  # pages besides those that are planned: the cover, and what a block higher than a page takes more
    for _ in range(_TRIES):
        planned = plan(leaflet, edition, before)
        drawn = draw(sheet(leaflet, edition, planned.layout))
        extra = drawn.pages - len(planned.pages) - planned.layout.blank_pages
        if edition.design != BOOKLET or extra == before:
            break  # else there must be another number of empty pages
        before = extra
    began = drawn.places[planned.pages[0].blocks[0].id].page - 1
    if edition.pictures and began > 1:
        raise LeafletError("The words of the cover need more than one page. Write a shorter title or cover line.")
    if not _as_planned(planned, drawn, began) or (edition.design == BOOKLET and drawn.pages % 4):
        raise LeafletError("The rows do not come out on the pages planned for them. Please report this leaflet.")
    return drawn


def plan(leaflet: Leaflet, edition: Edition, other_pages: int = 1) -> Plan:
    """The plan of an edition that has so many pages besides the planned ones, such as its cover."""
    measures = Measures(look_in(leaflet.lang, edition.design, edition.theme), edition.pictures)
    lines = setting.lines(leaflet, measures)

    heights = Heights(measures, lines)
    continued = {section.heading.id: setting.continued(section, measures, leaflet.lang) for section in leaflet.sections}
    blocks = tuple(
        block
        for section in leaflet.sections
        for block in _blocks(
            section,
            heights,
            continued_mm=heights.continued(continued[section.heading.id]),
            pictures=edition.pictures,
        )
    )
    geometry = measures.geometry(topics_flow=edition.design not in TOPICS_START_PAGES, air_mm=_HAIR_MM)
    blank = 0
    if edition.design == BOOKLET:
        pages, blank = share_for_folding(blocks, geometry, other_pages)
    else:
        pages = share(blocks, geometry)
    layout = Layout(
        first_on_page=tuple(page.blocks[0].id for page in pages),
        gaps=gaps(pages, geometry),
        lines=lines,
        hero_mm=_hero_mm(leaflet, heights, measures) if edition.pictures else 0,
        continued=dict(_named_again(leaflet, pages, continued)),
        blank_pages=blank,
        torn=frozenset(block.id for block in blocks if used_mm((block,), geometry, 0) > geometry.height_mm),
    )
    return Plan(layout, pages)


def _as_planned(plan: Plan, drawn: Drawn, cover_pages: int) -> bool:
    """Whether every block stands on its page, and no page came out that was not planned.

    With a block that is higher than a page, and after it, pages may come as much later as it takes more.
    """
    last, more = len(plan.pages), 0
    for number, page in enumerate(plan.pages, 1):
        blank = plan.layout.blank_pages if number == last else 0
        expected = cover_pages + number + blank + more
        found = drawn.places[page.blocks[0].id].page
        near = plan.pages[max(0, number - 2) : number]
        if found > expected and any(block.id in plan.layout.torn for one in near for block in one.blocks):
            more, expected = more + found - expected, found
        if any(drawn.places[block.id].page != expected for block in page.blocks):
            return False
    torn_at_end = any(block.id in plan.layout.torn for block in plan.pages[-1].blocks)
    return torn_at_end or drawn.pages == cover_pages + last + plan.layout.blank_pages + more


def _blocks(section: Section, heights: Heights, *, continued_mm: float, pictures: bool) -> Iterator[Block]:
    """The blocks of a section for sharing. Beside pictures, lines of small print stand close and count as one row."""
    small = [pictures and isinstance(block, Point) and block.kind == "credit" for block in section.blocks]
    for number, (block, follows) in enumerate(zip(section.blocks, [*section.blocks[1:], None], strict=True)):
        small_next = number + 1 < len(small) and small[number + 1]
        yield Block(
            id=block_id(block),
            height_mm=heights.block(block),
            heading_mm=heights.heading(section) if number == 0 else 0,
            continued_mm=0 if isinstance(block, Box) else continued_mm,
            # Contacts and help now are the back of every print; small print follows its row.
            keep_with_next=small_next or (isinstance(block, Box) and isinstance(follows, Box)),
            starts_page=section.kind != "topic",
            counts=not (small[number] and number and small[number - 1]),
            gap_mm=heights.measures.look.mm("small-gap") if small[number] and small_next else None,
        )


def _named_again(
    leaflet: Leaflet, pages: Sequence[Page], continued: Mapping[str, Sentence]
) -> Iterator[tuple[str, Sentence]]:
    """The line for each block that starts a page inside its topic; a box has a heading of its own."""
    topics = {block_id(block): section for section in leaflet.sections for block in section.blocks}
    for first in (page.blocks[0] for page in pages):
        if not first.heading_mm and first.continued_mm:
            yield first.id, continued[topics[first.id].heading.id]


def _hero_mm(leaflet: Leaflet, heights: Heights, measures: Measures) -> float:
    """The cover picture takes what the words leave of the cover."""
    words = heights.cover(leaflet, setting.stamps_of(leaflet, measures))
    left = floor(measures.cover_mm - words - _HAIR_MM)
    return max(measures.look.mm("hero-least"), min(measures.look.mm("hero-most"), left))
