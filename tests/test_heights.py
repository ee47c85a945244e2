"""The heights that the layout reckons are those of the page: for every kind of block, in every design and theme."""

from dataclasses import replace
from itertools import pairwise

import generated
import pytest
import samples
from test_same_words import leaflet as real

from leaflets import formats
from leaflets.model import Leaflet
from leaflets.paper import setting
from leaflets.paper.design import Look
from leaflets.paper.heights import Heights
from leaflets.paper.measures import Measures
from leaflets.paper.render import Place, draw
from leaflets.paper.sheets import Layout, block_id, sheet

EDITIONS = ("easy-read", "easy-read-dark", "easy-read-mono", "large-print", "giant-print", "booklet-pages")
LEAFLETS = {
    "everything": samples.leaflet("everything"),
    "smallest": samples.leaflet("smallest"),
    "sim-london": real("sources/sim-london"),
    "values-framework": real("sources/values-framework"),
    "generated": generated.leaflet(40, seed=3),
}
NEAR_MM = 0.05
ENDLESS = "@page {{ size: {width}mm 9000mm }} .cover {{ break-after: auto }}"
HERO_MM = 40


def reckoned(leaflet: Leaflet, name: str) -> tuple[dict[str, float], dict[str, Place]]:
    """The heights of headings and blocks by id, and where everything stands on one endless page without gaps."""
    edition = formats.edition(name)
    measures = Measures(Look(edition.design, edition.theme), edition.pictures)
    lines = setting.lines(leaflet, measures)
    heights = Heights(measures, lines)
    found: dict[str, float] = {}
    for section in leaflet.sections:
        found[section.heading.id] = heights.heading(section)
        found |= {block_id(block): heights.block(block) for block in section.blocks}
    if edition.pictures:
        hero = HERO_MM if leaflet.cover.picture else 0
        found["cover"] = heights.cover(leaflet, setting.stamps_of(leaflet, measures)) + hero
    drawn = sheet(leaflet, edition, Layout(lines=lines, hero_mm=HERO_MM))
    width = measures.look.mm("page-width")
    endless = replace(drawn, html=drawn.html.replace("</head>", f"<style>{ENDLESS.format(width=width)}</style></head>"))
    return found, dict(draw(endless).places)


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("which", LEAFLETS)
def test_every_block_is_as_high_as_was_reckoned(which: str, name: str) -> None:
    leaflet = LEAFLETS[which]
    found, places = reckoned(leaflet, name)
    off = {}
    for section in leaflet.sections:
        ids = [section.heading.id, *map(block_id, section.blocks), f"end-{section.heading.id}"]
        for start, end in pairwise(ids):
            drawn = places[end].top_mm - places[start].top_mm
            if abs(drawn - found[start]) > NEAR_MM:
                off[start] = (round(drawn, 2), round(found[start], 2))
    assert off == {}


@pytest.mark.parametrize("name", ["easy-read", "easy-read-dark", "booklet-pages"])
@pytest.mark.parametrize("which", LEAFLETS)
def test_a_cover_is_as_high_as_was_reckoned(which: str, name: str) -> None:
    found, places = reckoned(LEAFLETS[which], name)
    assert places["end-cover"].top_mm - places["cover"].top_mm == pytest.approx(found["cover"], abs=NEAR_MM)
