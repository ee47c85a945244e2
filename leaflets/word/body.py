"""Puts a leaflet's words and pictures into a Word document, one below the other, by styles alone.

A picture stands above its sentences, never beside them: that layout alone survives a reader who sets the text to
28 point. Adds no word; stamps and page foot are in `furniture`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from math import ceil

from docx.document import Document as WordDocument
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from leaflets import pictures, stamps
from leaflets.model import Box, Leaflet, Picture, Point, Run, Section, Sentence
from leaflets.word.oxml import make_link, name_picture, set_language
from leaflets.word.styles import BOXES, LEAD, may_end_group, styles

PRINT_DPI = 300
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
LONGEST_UNBROKEN = 26
"""Bold names and numbers up to this many characters stay on one line; longer ones would not fit at 28 point."""
_HAVE_LEAD = frozenset(style.name for style in styles() if may_end_group(style) and not style.name.endswith(LEAD))


@dataclass(frozen=True, slots=True)
class Frame:
    """The largest a picture may be."""

    width_mm: float
    height_mm: float


ROW_PICTURE = Frame(60, 34)
BOX_PICTURE = Frame(60, 24)
CONTACT_PICTURE = Frame(26, 12)
"""Signs such as a telephone: plain enough to be small, so that contacts and help now stand on one page."""
LOGO = Frame(42, 20)
COVER_PICTURE = Frame(150, 100)
TITLE_LINE_MM = 22.0
TITLE_LINE_CHARACTERS = 19
"""Of the title's size on one line. A title of more lines takes room from the cover picture."""
STAMP_LINE_MM = 13.0
STAMP_LINE_CHARACTERS = 40
"""Of the stamps' size on one line of 162 mm; stamps take room from the cover picture too."""
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


def write_body(document: WordDocument, leaflet: Leaflet, with_pictures: bool) -> None:
    """Add the whole leaflet; without pictures the words stay the same."""
    lines = [*_cover(leaflet)]
    for section in leaflet.sections:
        lines.extend(_section(section))
    number = 0
    for line in lines:
        if line.picture is None:
            _add_words(document, line)
        elif with_pictures or line.frame is LOGO:
            number += 1
            _add_picture(document, line.style, line.picture, line.frame, number)


def _cover(leaflet: Leaflet) -> Iterator[Line]:
    cover = leaflet.cover
    if cover.logo:
        yield Line("Logo", picture=cover.logo, frame=LOGO)
    if cover.publisher:
        yield Line("Publisher", (cover.publisher,))
    yield Line("Title", (cover.title,))
    if cover.subtitle:
        yield Line("Subtitle", (cover.subtitle,))
    if cover.picture:
        yield Line("Cover Picture", picture=cover.picture, frame=_cover_frame(leaflet))
    if cover.line:
        yield Line("Cover Line", (cover.line,))
    if cover.date:
        yield Line("Cover Date", (cover.date,))


def _cover_frame(leaflet: Leaflet) -> Frame:
    more_lines = (len(leaflet.cover.title.text) - 1) // TITLE_LINE_CHARACTERS
    stamp_lines = sum(ceil(len(words) / STAMP_LINE_CHARACTERS) for words in stamps.opening(leaflet))
    height_mm = COVER_PICTURE.height_mm - TITLE_LINE_MM * min(2, more_lines) - STAMP_LINE_MM * min(3, stamp_lines)
    return Frame(COVER_PICTURE.width_mm, height_mm)


def _section(section: Section) -> Iterator[Line]:
    yield Line("Heading 2", (section.heading,))
    for group in _groups(section):
        yield from _kept_together(group)


def _groups(section: Section) -> list[list[Line]]:
    """What must stand on one page each: a point, a box, a contact, the credits.

    The last point joins the one before it, so that no page holds a single row, but only where both still fit one
    page at 28 point: a group that is longer than a page is torn anywhere, even between a word and its meaning.
    """
    groups: list[list[Line]] = []
    before: Point | Box | None = None
    last_row = next((block for block in reversed(section.blocks) if _is_row(block)), None)
    for block in section.blocks:
        if isinstance(block, Box):
            groups.extend(_box(block))
        elif _joins(block, before, block is last_row):
            groups[-1].extend(_point(block, _stems(block)))
        else:
            groups.append(list(_point(block, _stems(block))))
        before = block
    return groups


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


@dataclass(frozen=True, slots=True)
class Stems:
    """The styles of a point's parts: they differ inside boxes."""

    picture: str
    label: str
    words: str
    hard_word: str
    frame: Frame = ROW_PICTURE


def _stems(point: Point) -> Stems:
    words = {"quote": "Quote", "credit": "Credits"}.get(point.kind, "Easy Read Words")
    return Stems("Easy Read Picture", words, words, "Hard Word Box")


def _box_stems(box: Box) -> Stems:
    name = BOXES[box.kind]
    return Stems(f"{name} Picture", f"{name} Label", f"{name} Words", f"{name} Hard Word", BOX_PICTURE)


def _box(box: Box) -> list[list[Line]]:
    """The heading and the points in one frame. Contacts may part between two contacts, other boxes stay whole."""
    groups = [list(_point(point, _box_stems(box))) for point in box.points]
    if box.kind != "contacts":
        groups = [[line for group in groups for line in group]]
    heading = Line(f"{BOXES[box.kind]} Heading", (box.heading,))
    return [[heading, *(groups[0] if groups else [])], *groups[1:]]


def _point(point: Point, stems: Stems) -> Iterator[Line]:
    if point.picture:
        frame = CONTACT_PICTURE if point.kind == "contact" else stems.frame
        yield Line(stems.picture, picture=point.picture, frame=frame)
    for position, sentence in enumerate(point.sentences):
        is_contact = point.kind == "contact"
        if is_contact and position == 0 and len(point.sentences) > 1:
            yield Line(stems.label, (sentence,))
        else:
            yield Line(stems.words, (sentence,), strong=is_contact)
    for hard_word in point.hard_words:
        yield Line(stems.hard_word, hard_word.meaning)


def _kept_together(lines: Iterable[Line]) -> Iterator[Line]:
    """The same lines, each but the last in a style that keeps it on one page with the next."""
    group = list(lines)
    for position, line in enumerate(group):
        if position < len(group) - 1 and line.style in _HAVE_LEAD:
            yield Line(line.style + LEAD, line.sentences, strong=line.strong)
        else:
            yield line


def _add_picture(document: WordDocument, style: str, picture: Picture, frame: Frame, number: int) -> None:
    width, height = pictures.size(picture.recipe)
    scale = min(frame.width_mm / width, frame.height_mm / height)
    width_mm, height_mm = width * scale, height * scale
    data = pictures.png(picture.recipe, round(width_mm / 25.4 * PRINT_DPI))
    shape = document.add_paragraph(style=style).add_run().add_picture(BytesIO(data), Mm(width_mm), Mm(height_mm))
    name_picture(shape._inline, number, picture.alt)


def _add_words(document: WordDocument, line: Line) -> None:
    paragraph = document.add_paragraph(style=line.style)
    for position, sentence in enumerate(line.sentences):
        if position:
            paragraph.add_run(" ")
        following = (*sentence.runs[1:], Run(""))
        for run, after in zip(sentence.runs, following, strict=True):
            _add_run(paragraph, run, line.strong, before_number=after.strong and after.text.isdigit())


def _add_run(paragraph: Paragraph, run: Run, strong: bool, before_number: bool) -> None:
    text = run.text
    if (strong or run.strong) and len(text) <= LONGEST_UNBROKEN:
        text = text.replace(" ", NO_BREAK_SPACE)
    if before_number and text.endswith(" "):
        text = text[:-1] + NO_BREAK_SPACE  # "option 2": a bold number never starts a line alone
    added = paragraph.add_run(text, style=_character_style(run, strong))
    if run.lang:
        set_language(added, run.lang)
    if run.link:
        make_link(paragraph, added, run.link)


def _character_style(run: Run, strong: bool) -> str | None:
    if run.link:
        return "Strong Hyperlink" if strong or run.strong else "Hyperlink"
    if run.mark == "hard":
        return "Hard Word"
    return "Strong Words" if strong or run.strong else None
