"""A leaflet as a sheet for print: its HTML from the one print template, its style sheets, its pictures."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from leaflets import languages, pictures, stamps
from leaflets.formats import Edition
from leaflets.model import Box, Leaflet, Point, Sentence
from leaflets.paper import fitting, setting
from leaflets.paper.design import STYLE_SHEETS, TURNING, Look, look_in
from leaflets.paper.fitting import Size
from leaflets.paper.heights import Heights
from leaflets.paper.measures import Measures
from leaflets.paper.render import Sheet
from leaflets.paper.setting import stamps_of
from leaflets.paper.shaping import width_mm
from leaflets.templating import render


@dataclass(frozen=True, slots=True)
class Layout:
    """What was planned, by the ids of `block_id`."""

    first_on_page: tuple[str, ...] = ()
    gaps: Mapping[str, float] = field(default_factory=dict)
    """Millimetres below a block."""
    lines: Mapping[str, Sentence] = field(default_factory=dict)
    """Sentences with a pause at the end of each line, by their ids."""
    hero_mm: float = 0
    """Height of the frame of the cover picture."""
    continued: Mapping[str, Sentence] = field(default_factory=dict)
    """The line that names the topic again, above a block that starts a page inside it."""
    blank_pages: int = 0
    """Empty pages before the last one."""
    torn: frozenset[str] = frozenset()
    """Blocks that are higher than a page, so that they must go on over the page."""


def sheet(leaflet: Leaflet, edition: Edition, layout: Layout) -> Sheet:
    """The sheet of that edition, laid out so."""
    look = look_in(leaflet.lang, edition.design, edition.theme)
    measures = Measures(look, edition.pictures)
    heights = Heights(measures, layout.lines or setting.lines(leaflet, measures))
    language = languages.load(leaflet.lang)
    words = render(
        "print.html.j2",
        leaflet=leaflet,
        edition=edition,
        language=language,
        stamps=stamps_of(leaflet, measures),
        edition_name="" if edition.pictures else edition_name(leaflet, edition),
        foot_name=foot_name(leaflet, edition),
        foot_page=language.say("page", number="").strip(),
        contents_heading="" if edition.pictures else language.say("contents-heading"),
        blank_page=language.say("blank-page"),
        layout=layout,
        block_id=block_id,
        plates=look.has("plates"),
        row_of=heights.row,
        starting=_starting(leaflet, layout),
        **_on_the_cover(leaflet, edition, look, layout),
    )
    assets = _assets(leaflet, look.has("grey")) if edition.pictures else {}
    turning = TURNING[edition.design] if language.direction == "rtl" else ()
    styles = (*STYLE_SHEETS[edition.design], *turning)
    return Sheet(words, styles, assets, look, is_xml=True)


def block_id(block: Point | Box) -> str:
    """A name for the block on the page, from its first sentence."""
    return "b-" + (block.heading.id if isinstance(block, Box) else block.sentences[0].id)


def edition_name(leaflet: Leaflet, edition: Edition) -> str:
    """“Large print, 18 point”, on the first page of an edition without pictures."""
    size = look_in(leaflet.lang, edition.design, edition.theme).pt("body")
    return languages.load(leaflet.lang).say(f"edition-{edition.design}", size=f"{size:g}")


def foot_name(leaflet: Leaflet, edition: Edition) -> str:
    """What stands in every page foot beside its number: the short title, and the draft mark or the status.

    On one line: where both are too long for it, the mark alone, which nobody must miss.
    """
    look, stamp = look_in(leaflet.lang, edition.design, edition.theme), stamps.foot(leaflet)
    title = leaflet.about.short_title
    both = f"{title}{'' if title[-1:] in '.?!' else '.'} {stamp}" if stamp else title
    room = Measures(look, edition.pictures).page_mm * look.percent("foot-name") / 100
    return both if width_mm(both, look.pt("foot")) < room or not stamp else stamp


def furniture(leaflet: Leaflet, edition: Edition) -> tuple[str, ...]:
    """What the sheets add: stamps, page foot, topics named again; without pictures also the contents list."""
    language = languages.load(leaflet.lang)
    page = language.say("page", number="{number}")
    again = tuple(language.say("continued", heading=section.heading.text) for section in leaflet.sections)
    shared = (*stamps.phrases(leaflet), foot_name(leaflet, edition), page, *again)
    if edition.pictures:
        return (*shared, language.say("blank-page"))
    listed = tuple(f"{section.heading.text} {{number}}" for section in leaflet.sections)
    return (*shared, edition_name(leaflet, edition), language.say("contents-heading"), *listed)


def _starting(leaflet: Leaflet, layout: Layout) -> set[str]:
    """The blocks that themselves start a page: no heading and no line that names the topic again stands above them."""
    topics = {block_id(section.blocks[0]) for section in leaflet.sections}
    return set(layout.first_on_page) - set(layout.continued) - topics


def _on_the_cover(leaflet: Leaflet, edition: Edition, look: Look, layout: Layout) -> Mapping[str, Size]:
    """The sizes of the pictures on the cover."""
    cover, found = leaflet.cover, {}
    if edition.pictures and cover.logo:
        found["logo_size"] = fitting.of_logo(cover.logo, look)
    if edition.pictures and cover.picture:
        found["hero_size"] = fitting.of_hero(cover.picture, layout.hero_mm, look)
    return found


def _assets(leaflet: Leaflet, grey: bool) -> Mapping[str, bytes]:
    draw = pictures.grey_svg if grey else pictures.svg
    return {f"{picture.hash}.svg": draw(picture.recipe).encode() for picture in leaflet.pictures()}
