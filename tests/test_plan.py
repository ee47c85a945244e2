"""How the rows of any leaflet are shared over the pages of every print design, and that they come out so."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import generated
import pypdfium2
import pytest
import samples

from leaflets import formats
from leaflets.formats import Edition
from leaflets.model import Leaflet
from leaflets.paper.balance import LEAST_FULL, Block, Geometry, Page, used_mm
from leaflets.paper.design import BOOKLET, Look
from leaflets.paper.measures import Measures
from leaflets.paper.plan import TOPICS_START_PAGES, Plan, plan, printed
from leaflets.paper.sheets import block_id

EDITIONS = ("easy-read", "easy-read-dark", "large-print", "giant-print", "booklet-pages")
"""One for each design, and the theme that changes heights."""
ROWS = (5, 7, 12, 23, 40, 77, 120)


@cache
def leaflet(rows: int) -> Leaflet:
    return generated.leaflet(rows, seed=rows)


@cache
def planned(rows: int, name: str) -> Plan:
    return plan(leaflet(rows), formats.edition(name))


def geometry(edition: Edition) -> Geometry:
    measures = Measures(Look(edition.design, edition.theme), edition.pictures)
    return measures.geometry(topics_flow=edition.design not in TOPICS_START_PAGES, air_mm=0)


def fits(blocks: tuple[Block, ...], page: Geometry) -> bool:
    return used_mm(blocks, page, page.least_gap_mm) <= page.height_mm


def lone(pages: tuple[Page, ...], page: Geometry) -> Iterator[str]:
    """Pages with one row only, though a page before or after could spare a row for it."""
    for number, one in enumerate(pages):
        if rows_on(one) >= 2:
            continue
        before, after = pages[max(0, number - 1)], pages[min(number + 1, len(pages) - 1)]
        from_before = rows_on(before) > 2 and fits((before.blocks[-1], *one.blocks), page)
        from_after = rows_on(after) > 2 and fits((*one.blocks, after.blocks[0]), page)
        if from_before or from_after:
            yield one.blocks[0].id


def rows_on(page: Page) -> int:
    return sum(block.counts for block in page.blocks)


def parted_headings(pages: tuple[Page, ...], page: Geometry) -> Iterator[str]:
    """Headings at the foot of a page with one row, though they could stand on the next page with a second row.

    They could not when that would leave one row alone on their page.
    """
    for one, following in pairwise(pages):
        last, next_ = one.blocks[-1], tuple(kept_together(following.blocks))
        if last.heading_mm and not next_[0].heading_mm and len(one.blocks) > 2 and fits((last, *next_), page):
            yield last.id


def kept_together(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The first block, and those that may not be parted from it."""
    for block in blocks:
        yield block
        if not block.keep_with_next:
            return


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("rows", ROWS)
def test_rows_are_shared_well_however_many_there_are(rows: int, name: str) -> None:
    edition, pages = formats.edition(name), planned(rows, name).pages
    page = geometry(edition)
    blocks = [block.id for one in pages for block in one.blocks]
    assert blocks == [block_id(block) for section in leaflet(rows).sections for block in section.blocks]
    assert [one.blocks[0].id for one in pages if not fits(one.blocks, page)] == []
    assert list(lone(pages, page)) == []
    assert list(parted_headings(pages, page)) == []
    emptiest = min(used_mm(one.blocks, page, page.gap_mm) for one in pages)
    assert emptiest >= LEAST_FULL * page.height_mm


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("rows", ROWS)
def test_contacts_and_help_now_are_the_back_of_every_print(rows: int, name: str) -> None:
    *_, contacts, help_now = (block_id(block) for section in leaflet(rows).sections for block in section.blocks)
    assert [block.id for block in planned(rows, name).pages[-1].blocks][-2:] == [contacts, help_now]


# The smallest leaflet needs empty pages; the others fill their sheets.
@pytest.mark.parametrize(("name", "empty"), [("smallest", 3), ("everything", 0)])
def test_a_booklet_folds_and_its_empty_pages_are_inside(name: str, empty: int) -> None:
    edition, made = formats.edition("booklet-pages"), long_notice(name)
    drawn = printed(made, edition)
    with pypdfium2.PdfDocument(drawn.content) as document:
        words = [page.get_textpage().get_text_range() for page in document]
    blank = [number for number, text in enumerate(words, 1) if "This page is empty." in text]
    assert len(words) % 4 == 0
    assert len(blank) == empty
    assert all(1 < number < len(words) for number in blank)
    assert "If you need help now" in words[-1]


def long_notice(name: str) -> Leaflet:
    return samples.leaflet(name)


# `printed` raises when they do not.
@pytest.mark.parametrize("name", [*EDITIONS, "easy-read-mono"])
@pytest.mark.parametrize("rows", [5, 23, 60])
def test_pages_come_out_as_they_were_planned(rows: int, name: str) -> None:
    edition = formats.edition(name)
    drawn = printed(leaflet(rows), edition)
    assert drawn.pages >= 3
    if edition.design == BOOKLET:
        assert drawn.pages % 4 == 0
