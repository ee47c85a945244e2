"""A leaflet as a sheet for print: its HTML from the one print template, its style sheets, its pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from leaflets import languages, pictures, stamps
from leaflets.formats import Edition
from leaflets.model import Box, Leaflet, Picture, Point, Run, Sentence
from leaflets.paper.render import Sheet
from leaflets.templating import render

PAGE_MM = 174
"""A4 between the margins of the easy-read sheet."""

ROW_SHAPE = 44 / 34
"""Width to height of the box a picture is fitted in (visual design, section 5)."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What was found out by measuring, by the ids of `block_id`."""

    first_on_page: tuple[str, ...] = ()
    gaps: Mapping[str, float] = field(default_factory=dict)
    """Millimetres below a block."""
    lines: Mapping[str, Sentence] = field(default_factory=dict)
    """Sentences with a pause at the end of each line, by their ids."""
    hero_mm: float = 0
    """Height of the frame of the cover picture."""
    contents: bool = False
    """Whether a contents list follows the cover's words."""


def sheet(leaflet: Leaflet, edition: Edition, style_sheets: Sequence[str], layout: Layout) -> Sheet:
    """The sheet of that edition, laid out so."""
    language = languages.load(leaflet.lang)
    words = render(
        "print.html.j2",
        leaflet=leaflet,
        edition=edition,
        language=language,
        badge=stamps.badge(leaflet),
        stamps=tuple(Sentence((Run(words),)) for words in stamps.opening(leaflet)),
        is_warning=stamps.is_warning(leaflet),
        edition_name="" if edition.pictures else edition_name(leaflet, edition),
        foot_name=foot_name(leaflet),
        foot_page=language.say("page", number="").strip(),
        contents_heading=language.say("contents-heading") if layout.contents else "",
        layout=layout,
        block_id=block_id,
        shape=shape,
    )
    assets = _assets(leaflet) if edition.pictures else {}
    return Sheet(words, tuple(style_sheets), assets, leaflet.about.information_date)


def block_id(block: Point | Box) -> str:
    """A name for the block on the page, from its first sentence."""
    return "b-" + (block.heading.id if isinstance(block, Box) else block.sentences[0].id)


def edition_name(leaflet: Leaflet, edition: Edition) -> str:
    """“Large print, 18 point”, on the first page of an edition without pictures."""
    return languages.load(leaflet.lang).say("edition-large", size=f"{edition.size_pt:g}")


def foot_name(leaflet: Leaflet) -> str:
    """What stands at the left of every page foot: the short title, and the draft mark or the status."""
    stamp = stamps.foot(leaflet)
    return f"{leaflet.about.short_title}. {stamp}" if stamp else leaflet.about.short_title


def furniture(leaflet: Leaflet, edition: Edition) -> tuple[str, ...]:
    """What the sheets of every edition add: stamps, name of the edition, page foot."""
    page = languages.load(leaflet.lang).say("page", number="{number}")
    return (*stamps.phrases(leaflet), edition_name(leaflet, edition), foot_name(leaflet), page)


def shape(picture: Picture) -> str:
    """Which side of the picture meets its box first."""
    width, height = pictures.size(picture.recipe)
    return "wide" if width / height >= ROW_SHAPE else "tall"


def _assets(leaflet: Leaflet) -> Mapping[str, bytes]:
    svg = partial(str.encode, encoding="utf-8")
    return {f"{picture.hash}.svg": svg(pictures.svg(picture.recipe)) for picture in leaflet.pictures()}
