"""Plans the pages of a print edition before they are drawn, and draws them: what starts a page, and what fills it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor

from leaflets.findings import LeafletError
from leaflets.formats import Edition
from leaflets.model import Box, Leaflet, Point, Section, Sentence
from leaflets.paper import setting
from leaflets.paper.balance import Block, Page, gaps, share, share_for_folding
from leaflets.paper.design import Look
from leaflets.paper.heights import Heights
from leaflets.paper.measures import Measures
from leaflets.paper.render import Drawn, Place, draw
from leaflets.paper.sheets import BOOKLET, Layout, block_id, sheet

TOPICS_START_PAGES = ("easy-read",)
"""Designs in which each topic starts a page; in the others topics follow each other."""

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
    for cover_pages in (1, 2):
        planned = plan(leaflet, edition, cover_pages)
        drawn = draw(sheet(leaflet, edition, planned.layout))
        began = drawn.places[planned.pages[0].blocks[0].id].page - 1
        if edition.design != BOOKLET or began == cover_pages:
            break  # else a cover of two pages changes how many others there must be
    if not _as_planned(planned, drawn.places, drawn.pages, began):
        raise LeafletError("The rows do not come out on the pages planned for them. Please report this leaflet.")
    return drawn


def plan(leaflet: Leaflet, edition: Edition, cover_pages: int = 1) -> Plan:
    """The plan of an edition whose cover, with a contents list if there is one, takes that many pages."""
    measures = Measures(Look(edition.design, edition.theme), edition.pictures)
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
        pages, blank = share_for_folding(blocks, geometry, cover_pages)
    else:
        pages = share(blocks, geometry)
    layout = Layout(
        first_on_page=tuple(page.blocks[0].id for page in pages),
        gaps=gaps(pages, geometry),
        lines=lines,
        hero_mm=_hero_mm(leaflet, heights, measures) if edition.pictures else 0,
        continued=dict(_named_again(leaflet, pages, continued)),
        blank_pages=blank,
    )
    return Plan(layout, pages)


def _as_planned(plan: Plan, places: Mapping[str, Place], pages: int, cover_pages: int) -> bool:
    """Whether every block stands on its page, and no page came out that was not planned."""
    last = len(plan.pages)
    expected = {
        block.id: cover_pages + number + (plan.layout.blank_pages if number == last else 0)
        for number, page in enumerate(plan.pages, 1)
        for block in page.blocks
    }
    return pages == cover_pages + last + plan.layout.blank_pages and all(
        places[name].page == page for name, page in expected.items()
    )


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
            gap_mm=0 if small[number] and small_next else None,
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
