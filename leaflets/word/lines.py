"""What stands in a Word leaflet, line by line: which style each part gets, and what is kept together. Pure.

A picture stands above its words, or beside them in a row of a table: the house chooses. Adds no word.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil

from leaflets import pictures
from leaflets.model import Box, Leaflet, Picture, Point, Section, Sentence
from leaflets.word import cover
from leaflets.word.styles import BOXES, LEAD, LINE, NEW_PAGE, may_end_group, styles

_HAVE_LEAD = frozenset(style.name for style in styles() if may_end_group(style) and not style.name.endswith(LEAD))


@dataclass(frozen=True, slots=True)
class Frame:
    """The largest a picture may be."""

    width_mm: float
    height_mm: float

    def fit(self, picture: Picture) -> tuple[float, float]:
        """Width and height of the picture in it, in mm."""
        width, height = pictures.size(picture.recipe)
        scale = min(self.width_mm / width, self.height_mm / height)
        return width * scale, height * scale


ROW_PICTURE = Frame(60, 34)
BESIDE_PICTURE = Frame(44, 34)
BOX_PICTURE = Frame(60, 24)
CONTACT_PICTURE = Frame(26, 12)
"""Signs such as a telephone: plain enough to be small, so that contacts and help now stand on one page."""
LOGO = Frame(42, 20)
PAGE_MM = 240.0
"""Height for the words of a page: A4 less its margins and feet."""
LINE_AT_28_PT = 34
"""Characters on a line of 28 point Arial, 174 mm wide (counted on pages)."""
LONGEST_PAIR = 9
"""Lines under two pictures that still fit a page at 28 point: 240 mm less 2 x 43 mm, 17 mm for each line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph to come: its style, and either a picture or some sentences."""

    style: str
    sentences: tuple[Sentence, ...] = ()
    picture: Picture | None = None
    frame: Frame = ROW_PICTURE
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A picture, and the words to the right of it."""

    picture: Line
    words: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Stems:
    """The styles of a point's parts: they differ inside boxes."""

    picture: str
    label: str
    words: str
    hard_word: str
    frame: Frame = ROW_PICTURE


Group = list[Line | Row]
"""What must stand on one page."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How the leaflet is set."""

    pictures: bool = True
    side_by_side: bool = False
    body_pt: float = 18

    def lines(self, leaflet: Leaflet) -> Iterator[Line | Row]:
        """The whole leaflet in reading order."""
        yield from self._cover(leaflet)
        for position, section in enumerate(leaflet.sections, 1):
            yield Line("Heading 2" + NEW_PAGE * self._begins_page(section), (section.heading,))
            is_last = position == len(leaflet.sections)
            groups = self._groups(section, is_last or self._begins_page(leaflet.sections[position]), leaflet.lang)
            if is_last and groups:
                groups[-1] = list(_below_each_other(groups[-1]))  # Word adds an empty line after a table at the end
            for group in groups:
                yield from _kept_together(group)

    def _cover(self, leaflet: Leaflet) -> Iterator[Line]:
        page = leaflet.cover
        if page.logo:
            yield Line("Logo", picture=page.logo, frame=LOGO)
        if page.publisher:
            yield Line("Publisher", (page.publisher,))
        yield Line("Title", (page.title,))
        if page.subtitle:
            yield Line("Subtitle", (page.subtitle,))
        if page.picture and self.pictures:
            frame = Frame(
                cover.PICTURE_WIDTH_MM, cover.picture_height_mm(leaflet, self.body_pt, _logo_height_mm(leaflet))
            )
            yield Line("Cover Picture", picture=page.picture, frame=frame)
        if page.line:
            yield Line("Cover Line", (page.line,))
        if page.date:
            yield Line("Cover Date", (page.date,))

    def _begins_page(self, section: Section) -> bool:
        """Topics follow each other, as many to a page as there is room for: a page for each would be half empty."""
        return self.pictures and section.kind != "topic"

    def _groups(self, section: Section, ends_page: bool, lang: str) -> list[Group]:
        """What must stand on one page each: a point, a box, the credits.

        Before a new page the last point joins the one before it, so that no page holds a single row, but only where
        both still fit one page at 28 point: a group that is longer than a page is torn anywhere, even between a word
        and its meaning. Without pictures all is shorter: boxes that follow each other share a page, if the lines of the
        language are not too high for it, and the rest may part.
        """
        groups: list[Group] = []
        before: Point | Box | None = None
        last_row = next((block for block in reversed(section.blocks) if ends_page and _is_row(block)), None)
        for block in section.blocks:
            if isinstance(block, Box) and not self.pictures and isinstance(before, Box):
                box = [line for group in self._box(block, begins_page=False) for line in group]
                if self._height_mm([*groups[-1], *box], lang) <= PAGE_MM:
                    groups[-1].extend(box)
                else:
                    groups.append(box)
            elif isinstance(block, Box):
                groups.extend(self._box(block, begins_page=self.pictures and before is not None))
            elif self.pictures and _joins(block, before, block is last_row):
                groups[-1].extend(self._point(block))
            else:
                groups.append(list(self._point(block)))
            before = block
        return groups

    def _height_mm(self, group: Group, lang: str) -> float:
        """The most height of paragraphs in a frame, without pictures."""
        known = {style.name: replace(style, borders=(), line=style.line or LINE) for style in styles(self.body_pt)}
        paragraphs = ((known[item.style], item.sentences) for item in group if isinstance(item, Line))
        return sum(
            cover.height_mm(style, " ".join(each.text for each in said), style.size_pt or self.body_pt, lang)
            for style, said in paragraphs
        )

    def _box(self, box: Box, begins_page: bool) -> Iterator[Group]:
        """The heading and the points in one frame. Contacts begin a page: help now then stands on the same one.

        Contacts may part between two contacts. A notice of three points is as high as most of a page, so it may part
        before its last one.
        """
        name = BOXES[box.kind]
        stems = Stems(f"{name} Picture", f"{name} Label", f"{name} Words", f"{name} Hard Word", BOX_PICTURE)
        first: Group = [Line(f"{name} Heading" + NEW_PAGE * (begins_page and box.kind == "contacts"), (box.heading,))]
        groups = [first]
        for position, point in enumerate(box.points):
            is_late = box.kind == "notice" and position == len(box.points) - 1 >= 2
            if position and self.pictures and (box.kind == "contacts" or is_late):
                groups.append([])
            groups[-1].extend(self._written(point, stems))
        yield from groups

    def _point(self, point: Point) -> Iterator[Line | Row]:
        words = {"quote": "Quote", "credit": "Credits"}.get(point.kind, "Easy Read Words")
        if words == "Easy Read Words" and not self.pictures:
            words = "Running Words"
        if point.picture and self.pictures and self.side_by_side:
            stems = Stems("Row Picture", words, words, "Hard Word Box", BESIDE_PICTURE)
            picture, *rest = self._written(point, stems)
            yield Row(picture, tuple(rest))
        else:
            yield from self._written(point, Stems("Easy Read Picture", words, words, "Hard Word Box"))

    def _written(self, point: Point, stems: Stems) -> Iterator[Line]:
        if point.picture and self.pictures:
            frame = CONTACT_PICTURE if point.kind == "contact" else stems.frame
            yield Line(stems.picture, picture=point.picture, frame=frame)
        if stems.words == "Running Words":
            yield Line(stems.words, point.sentences)
        for position, sentence in enumerate(() if stems.words == "Running Words" else point.sentences):
            is_contact = point.kind == "contact"
            if is_contact and position == 0 and len(point.sentences) > 1:
                yield Line(stems.label, (sentence,))
            else:
                yield Line(stems.words, (sentence,), strong=is_contact)
        for hard_word in point.hard_words:
            yield Line(stems.hard_word, hard_word.meaning)


def _logo_height_mm(leaflet: Leaflet) -> float:
    return LOGO.fit(leaflet.cover.logo)[1] if leaflet.cover.logo else 0


def _joins(point: Point, before: Point | Box | None, is_last_row: bool) -> bool:
    if not isinstance(before, Point):
        return False
    if point.kind == "credit":
        return before.kind == "credit"
    return is_last_row and _is_row(before) and _lines_at_28_pt(before) + _lines_at_28_pt(point) <= LONGEST_PAIR


def _lines_at_28_pt(point: Point) -> int:
    return sum(ceil(len(sentence.text) / LINE_AT_28_PT) for sentence in point.all_sentences())


def _is_row(block: Point | Box) -> bool:
    return isinstance(block, Point) and block.kind != "credit"


def _below_each_other(group: Iterable[Line | Row]) -> Iterator[Line]:
    for item in group:
        if isinstance(item, Row):
            yield replace(item.picture, style="Easy Read Picture")
            yield from item.words
        else:
            yield item


def _kept_together(group: Group) -> Iterator[Line | Row]:
    """The same lines, each but the last in a style that keeps it on one page with the next."""
    for position, item in enumerate(group):
        is_last = position == len(group) - 1
        if isinstance(item, Row):
            yield item if is_last else Row(_lead(item.picture), tuple(_lead(line) for line in item.words))
        else:
            yield item if is_last else _lead(item)


def _lead(line: Line) -> Line:
    return replace(line, style=line.style + LEAD) if line.style in _HAVE_LEAD else line
