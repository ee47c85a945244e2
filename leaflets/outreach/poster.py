"""A poster: one page with the largest letters that fit, the spare height shared among its parts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from leaflets import languages, pictures, stamps
from leaflets.findings import LeafletError
from leaflets.formats import Edition
from leaflets.model import Box, Leaflet, Picture, Point, Run, Sentence
from leaflets.outreach import choice, codes
from leaflets.outreach.choice import Choice
from leaflets.paper.design import Look, look_in, looks_in
from leaflets.paper.fonts import BOLD, REGULAR
from leaflets.paper.lines import SOFT_END, balanced, count
from leaflets.paper.render import Drawn, Sheet, draw
from leaflets.paper.shaping import width_mm
from leaflets.templating import render

STYLE_SHEETS = ("print.css", "outreach.css", "poster.css")
_STEP_PT = 1.0
_LEADING = 1.4
"""Distance of lines, in sizes of the letters; some scripts need more."""
_TITLE_LEADING = 1.1
_PICTURE = 3.0
"""Height of a picture in sizes of the letters beside it: two lines and a little more."""
_HAIR_MM = 0.3


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in millimetres."""

    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Row:
    """Where picture and words of a row begin, below its top."""

    picture: Size
    picture_mm: float
    words_mm: float


@dataclass(frozen=True, slots=True)
class _Setter:
    """Sets the lines of a poster whose rows have letters of one size."""

    look: Look
    body_pt: float

    @property
    def page_mm(self) -> float:
        return self.look.mm("page-width") - 2 * self.look.mm("margin-side")

    @property
    def leading(self) -> float:
        return _LEADING * self.look.leading

    def set(self, sentence: Sentence, width: float, size_pt: float, weight: int = REGULAR) -> Sentence:
        (line,) = balanced((sentence,), width, size_pt, weight)
        return line

    def words_mm(self) -> float:
        """The words of a row beside its picture."""
        return self.page_mm - self.look.mm("picture-width") - self.look.mm("gutter")

    def box_mm(self) -> float:
        return self.page_mm - 2 * (self.look.mm("frame") + self.look.mm("box-padding"))

    def title_pt(self, title: Sentence) -> float:
        """On one line if that is not too small."""
        most, least = self.look.pt("title"), self.look.pt("title-least")
        wide = width_mm(f"{title.text} ", 1, BOLD)  # as `balanced` has it: with the blank at the end of a line
        fits = int((self.page_mm - 1) / wide)
        return min(most, fits) if fits >= least else least

    def lines(self, chosen: Choice, beside_codes_mm: float) -> Iterator[Sentence]:
        """Every sentence of the poster, its lines set."""
        small = self.look.pt("small")
        yield self.set(chosen.title, self.page_mm, self.title_pt(chosen.title), BOLD)
        if chosen.publisher:
            yield self.set(chosen.publisher, self.look.mm("publisher-width"), self.look.pt("publisher"), BOLD)
        for sentence in (chosen.subtitle, chosen.date):
            if sentence:
                yield self.set(sentence, self.page_mm, self.look.pt("subtitle"), BOLD)
        for block in chosen.above:
            if isinstance(block, Box):
                yield self.set(block.heading, self.box_mm(), self.look.pt("box-heading"), BOLD)
                for point in block.points:
                    yield from self.point(point, self.box_mm(), self.look.pt("notice"))
            else:
                yield from self.point(block, self.words_mm(), self.body_pt)
        for box, width in ((chosen.contacts, beside_codes_mm), (chosen.help_now, self.box_mm())):
            for point in box.points if box else ():
                yield from self.point(point, width, small)

    def point(self, point: Point, width: float, size_pt: float) -> Iterator[Sentence]:
        if point.kind == "contact":  # label and value on one line if they fit
            yield from balanced(point.sentences, width, size_pt)
        else:
            yield from (self.set(sentence, width, size_pt) for sentence in point.sentences)
        around = self.look.mm("meaning-bar-width") + 2 * self.look.mm("meaning-padding-side")
        for word in point.hard_words:
            for sentence in word.meaning:
                yield self.set(sentence, width - around, self.look.pt("small"))

    def row(self, point: Point, lines: Mapping[str, Sentence]) -> Row:
        """Picture and words beside each other, the lower one in the middle of the higher one."""
        high = min(self.look.mm("picture-height"), _PICTURE * self.body_pt * 25.4 / 72)
        size = fit(point.picture, self.look.mm("picture-width"), high)
        number = sum(count([lines[sentence.id]]) for sentence in point.sentences)
        gaps = (len(point.sentences) - 1) * self.look.mm("paragraph-gap")
        height = number * self.body_pt * self.leading * 25.4 / 72 + gaps
        free = size.height_mm - height
        if point.hard_words:
            return Row(size, 0, 0)
        return Row(size, max(0, -free / 2), max(0, free / 2))


def fit(picture: Picture | None, most_width_mm: float, most_height_mm: float) -> Size:
    """As large as the place allows, never stretched."""
    if picture is None:
        return Size(0, 0)
    width, height = pictures.size(picture.recipe)
    scale = min(most_width_mm / width, most_height_mm / height)
    return Size(round(width * scale, 2), round(height * scale, 2))


def draw_poster(leaflet: Leaflet, edition: Edition) -> bytes:
    """The finished poster. Raises LeafletError where its words do not fit even in the smallest letters it may have."""
    for look in looks_in(leaflet.lang, edition.design, edition.theme):
        sheet = partial(_sheet, leaflet, edition, look)
        limit = look.mm("page-height") - look.mm("margin-bottom") - _HAIR_MM
        size, drawn = _largest(look, sheet, limit)
        if drawn is not None:
            parts = len(choice.of_poster(leaflet).above) + 2
            spare = max(0.0, limit - drawn.places["end"].top_mm)
            return draw(sheet(size, look.mm("least-gap") + spare / parts)).content
    raise LeafletError(
        "The words do not fit on a poster. Choose shorter rows in the line “poster:” of the manuscript, "
        "or shorten the first row of the notice."
    )


def _largest(look: Look, sheet: "partial[Sheet]", limit_mm: float) -> tuple[float, Drawn | None]:
    """The largest letters with which all stands on one page, and that page; found by halving."""
    low, high = look.pt("body-least"), look.pt("body-most")
    best: tuple[float, Drawn | None] = (low, None)
    sizes = [low + _STEP_PT * step for step in range(int((high - low) / _STEP_PT) + 1)]
    first, last = 0, len(sizes) - 1
    while first <= last:
        middle = (first + last) // 2
        drawn = draw(sheet(sizes[middle], look.mm("least-gap")))
        if drawn.pages == 1 and drawn.places["end"].top_mm <= limit_mm:
            best, first = (sizes[middle], drawn), middle + 1
        else:
            last = middle - 1
    return best


def _sheet(leaflet: Leaflet, edition: Edition, look: Look, body_pt: float, gap_mm: float) -> Sheet:
    chosen, setter = choice.of_poster(leaflet), _Setter(look, body_pt)
    led = codes.of(leaflet, edition)
    side = look.mm("code")
    beside = setter.page_mm - len(led) * (side + look.mm("code-gap"))
    lines = {sentence.id: sentence for sentence in setter.lines(chosen, beside)}
    rows = {block.sentences[0].id: setter.row(block, lines) for block in chosen.above if isinstance(block, Point)}
    html = render(
        "poster.html.j2",
        leaflet=leaflet,
        language=languages.load(leaflet.lang),
        chosen=chosen,
        lines=lines,
        rows=rows,
        logo_size=fit(leaflet.cover.logo, look.mm("logo"), look.mm("logo")),
        stamps=stamp_lines(leaflet, look, setter.box_mm()),
        is_warning=stamps.is_warning(leaflet),
        codes=led,
        typed=typed_lines(led, look, setter.page_mm, languages.load(leaflet.lang).say("outreach-type")),
        title_pt=setter.title_pt(chosen.title),
        title_leading=round(_TITLE_LEADING * look_in(leaflet.lang, edition.design, edition.theme).leading, 3),
        body_pt=body_pt,
        leading=round(setter.leading, 3),
        gap_mm=round(gap_mm, 2),
        side_mm=side,
        beside_mm=len(led) * (side + look.mm("code-gap")),
    )
    return Sheet(html, STYLE_SHEETS, assets(leaflet, chosen, led, look, side), look, is_xml=True)


def stamp_lines(leaflet: Leaflet, look: Look, width: float) -> tuple[Sentence, ...]:
    """How far the leaflet can be trusted: on one line if it fits, else each on its own."""
    words, size = stamps.opening(leaflet), look.pt("stamp")
    together = " ".join(words)
    shown = (together,) if width_mm(together, size, BOLD) < width - 2 else words
    return tuple(line for text in shown if text for line in balanced((Sentence((Run(text),)),), width, size, BOLD))


def typed_lines(led: tuple[codes.Code, ...], look: Look, width: float, words: str) -> tuple[Sentence, ...]:
    """The address of the first code in words, for who has no phone that scans; a paragraph, or two.

    On one line with what stands before it if both fit. Else on lines of its own that end after a `/`, so that nobody
    takes a piece of a name for the whole; they run from left to right in every language.
    """
    if not led:
        return ()
    size, link = look.pt("small"), led[0].address
    room = width - width_mm("  ", size, BOLD)
    if width_mm(f"{words} ", size) + width_mm(led[0].typed, size, BOLD) < room:
        return (Sentence((Run(f"{words} "), Run(led[0].typed, link=link))),)
    lines = [""]
    for piece in re.split(r"(?<=/)", led[0].typed):
        if lines[-1] and width_mm(lines[-1] + piece, size, BOLD) > room:
            lines.append("")
        lines[-1] += piece
    address = Sentence((Run(SOFT_END.join(lines), link=link),))
    if any(width_mm(line, size, BOLD) > room for line in lines):
        (address,) = balanced((Sentence((Run(led[0].typed, link=link),)),), width, size)
    return Sentence((Run(words),)), address


def assets(
    leaflet: Leaflet, chosen: Choice, led: tuple[codes.Code, ...], look: Look, side_mm: float
) -> Mapping[str, bytes]:
    """The pictures of what is shown, and the codes."""
    draw_picture = pictures.grey_svg if look.has("grey") else pictures.svg
    shown = [leaflet.cover.logo, *(block.picture for block in chosen.above if isinstance(block, Point))]
    found = {f"{each.hash}.svg": draw_picture(each.recipe).encode() for each in shown if each is not None}
    return {**found, **{f"code-{code.leads_to}.svg": codes.svg(code, side_mm).encode() for code in led}}
