"""A reviewer's copy to print: each sentence with its line, its picture, its facts and the article's own words, and room
to write. Not a leaflet: nothing here is proved to say the leaflet's words alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from docx.document import Document as WordDocument
from docx.shared import Mm
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from leaflets import pictures
from leaflets.model import Box, Leaflet, Picture, Point, Section, Sentence
from leaflets.word import package
from leaflets.word.oxml import TWIPS_PER_MM, add_field, element, name_picture
from leaflets.word.sheet_styles import review_styles
from leaflets.word.styles import ACCENT

COLUMNS: tuple[tuple[str, float], ...] = (
    ("Line", 17),
    ("Picture", 26),
    ("The leaflet says", 78),
    ("Facts, and what the article says", 90),
    ("Comments", 56),
)
"""Heading and width in mm, 267 together: A4 across, less 15 mm on both sides."""
FACT_COLUMNS: tuple[tuple[str, float], ...] = (
    ("Fact", 17),
    ("What it says", 104),
    ("Why it is left out", 90),
    ("Comments", 56),
)
ARTICLE_COLUMNS: tuple[tuple[str, float], ...] = (("No.", 17), ("The article", 194), ("Comments", 56))
SIGN_COLUMNS: tuple[tuple[str, float], ...] = (("Name", 104), ("Role", 90), ("Day", 73))
STANDARD = "–"
"""In place of a line number: these words are not in the manuscript."""
PICTURE_MM = (22.0, 16.0)
PRINT_DPI = 200


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact as the reviewer needs it."""

    id: str
    claim: str
    words: str
    """The article's own words, quoted, or where the fact comes from."""
    left_out: str = ""


def write(leaflet: Leaflet, facts: Mapping[str, Evidence], article: Iterable[str]) -> bytes:
    """The .docx; the same leaflet, facts and article give the same bytes everywhere."""
    document = package.new_sheet(leaflet.cover.title.text, leaflet.lang, review_styles(), landscape=True)
    _opening(document, leaflet)
    drawn = _Drawn(document, facts)
    drawn.cover(leaflet)
    for section in leaflet.sections:
        drawn.section(section)
    told = {name for sentence in leaflet.sentences() for name in sentence.facts}
    untold = [fact for fact in facts.values() if fact.id not in told]
    _table(document, "Facts that no line tells", FACT_COLUMNS, ((f.id, f.claim, f.left_out, "") for f in untold))
    _table(document, "The whole article", ARTICLE_COLUMNS, ((str(n), text, "") for n, text in enumerate(article, 1)))
    _table(document, "Checked by", SIGN_COLUMNS, (("", "", ""), ("", "", "")))
    _foot(document, leaflet)
    return package.pack(document)


def _opening(document: WordDocument, leaflet: Leaflet) -> None:
    document.add_paragraph(f"Reviewer’s copy: {leaflet.cover.title.text}", style="Review title")
    about = leaflet.about
    known = [f"Version {about.version}", f"state: {about.sign_off}"]
    known += [f"information from {about.information_date}"] if about.information_date else []
    document.add_paragraph(f"{', '.join(known)}.", style="Review small")
    for text in (
        "Is each line true? Is a “not”, a “may” or a number lost? Does the picture show what the line says?",
        "Line numbers are those of the manuscript. Lines with – stand in every leaflet, or come from the glossary.",
    ):
        document.add_paragraph(text, style="Review small")


class _Drawn:
    """Adds the leaflet topic by topic, and remembers what the row above showed."""

    def __init__(self, document: WordDocument, facts: Mapping[str, Evidence]) -> None:
        self.document = document
        self.facts = facts
        self.above: tuple[str, ...] = ()
        self.pictures = 0

    def cover(self, leaflet: Leaflet) -> None:
        rows = list(leaflet.cover.sentences())
        table = self._new("Cover")
        for place, sentence in enumerate(rows):
            self._row(table(), sentence, leaflet.cover.picture if place == 0 else None)

    def section(self, section: Section) -> None:
        heading = section.heading.text or section.kind.capitalize()
        points = [block for block in section.blocks if isinstance(block, Point)]
        if points:
            self._points(heading, points)
        for box in section.blocks:
            if isinstance(box, Box):
                self._points(f"{heading}: {box.heading.text}", box.points)

    def _points(self, heading: str, points: Iterable[Point]) -> None:
        row = self._new(heading)
        for point in points:
            for place, sentence in enumerate(point.sentences):
                self._row(row(), sentence, point.picture if place == 0 else None)
            for hard_word in point.hard_words:
                for sentence in hard_word.meaning:
                    self._row(row(), sentence, None, style="Review meaning")

    def _new(self, heading: str) -> "_Rows":
        self.above = ()
        self.document.add_paragraph(heading, style="Review topic")
        return _Rows(self.document, COLUMNS)

    def _row(self, row: _Row, sentence: Sentence, picture: Picture | None, style: str = "Review words") -> None:
        number, shown, words, facts, _ = row.cells
        _fill(number, str(sentence.line) if sentence.line else STANDARD)
        if picture:
            self._picture(_first(shown, "Review picture"), picture)
            name = shown.add_paragraph(picture.concept, style="Review small")
            name.paragraph_format.keep_together = True
        _sentence(_first(words, style), sentence)
        self._facts(facts, sentence)

    def _picture(self, paragraph: Paragraph, picture: Picture) -> None:
        if not picture.recipe:
            return  # a name that no scene has; the check tells
        width, height = pictures.size(picture.recipe)
        scale = min(PICTURE_MM[0] / width, PICTURE_MM[1] / height)
        data = pictures.png(picture.recipe, max(1, round(width * scale / 25.4 * PRINT_DPI)))
        shape = paragraph.add_run().add_picture(BytesIO(data), Mm(width * scale), Mm(height * scale))
        self.pictures += 1
        name_picture(shape._inline, self.pictures, picture.alt)

    def _facts(self, cell: _Cell, sentence: Sentence) -> None:
        experts = [f"Must be agreed by an expert: {' and '.join(sentence.experts)}."] if sentence.experts else []
        if sentence.facts and sentence.facts == self.above:
            _fill(cell, f"{', '.join(sentence.facts)}, as above.")
        else:
            lines = [line for name in sentence.facts for line in self._fact(name)]
            _fill(cell, *(lines or [""]))
        for text in experts:
            cell.add_paragraph(text, style="Review small")
        self.above = sentence.facts

    def _fact(self, name: str) -> Iterator[str]:
        fact = self.facts.get(name)
        yield f"{name}: {fact.claim}" if fact and fact.claim else f"{name}: not in facts.toml yet"
        if fact and fact.words:
            yield fact.words


class _Rows:
    """A table with a head that comes again on every page; calling it gives the next row."""

    def __init__(self, document: WordDocument, columns: tuple[tuple[str, float], ...]) -> None:
        self.columns = columns
        self.table = document.add_table(rows=1, cols=len(columns))
        self.table.autofit = False
        properties = self.table._tbl.tblPr
        borders = element("w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            borders.append(element(f"w:{side}", val="single", sz="4", space="0", color="7A7A7A"))
        properties.append(borders)
        for column, (_, width) in zip(self.table.columns, columns, strict=True):
            column.width = Mm(width)
        head = self.table.rows[0]
        head._tr.get_or_add_trPr().append(element("w:tblHeader"))
        for cell, (text, _) in zip(head.cells, columns, strict=True):
            _fill(cell, text, style="Review head")
            cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=ACCENT))
        self._set_widths(head)

    def __call__(self) -> _Row:
        row: _Row = self.table.add_row()
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        self._set_widths(row)
        return row

    def _set_widths(self, row: _Row) -> None:
        for cell, (_, width) in zip(row.cells, self.columns, strict=True):
            cell.width = Mm(width)


def _table(
    document: WordDocument, heading: str, columns: tuple[tuple[str, float], ...], rows: Iterable[tuple[str, ...]]
) -> None:
    """A table of plain words under a heading; nothing at all without rows."""
    listed = tuple(rows)
    if not listed:
        return
    document.add_paragraph(heading, style="Review topic")
    row = _Rows(document, columns)
    for texts in listed:
        made = row()
        if not any(texts):
            made._tr.get_or_add_trPr().append(element("w:trHeight", val=str(round(14 * TWIPS_PER_MM)), hRule="atLeast"))
        for cell, text in zip(made.cells, texts, strict=True):
            _fill(cell, text)


def _fill(cell: _Cell, *texts: str, style: str = "Review small") -> None:
    """The texts as the paragraphs of a cell."""
    for place, text in enumerate(texts):
        if place == 0:
            _first(cell, style).add_run(text)
        else:
            cell.add_paragraph(text, style=style)


def _first(cell: _Cell, style: str) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.style = style
    return paragraph


def _sentence(paragraph: Paragraph, sentence: Sentence) -> None:
    for run in sentence.runs:
        name = {"hard": "Hard word", "stress": "Stressed word"}.get(run.mark)
        paragraph.add_run(run.text, style=name)
        if run.link and run.link.startswith("http") and run.text not in run.link:
            paragraph.add_run(f" ({run.link})")


def _foot(document: WordDocument, leaflet: Leaflet) -> None:
    foot = document.sections[0].footer
    foot.is_linked_to_previous = False
    line = foot.paragraphs[0]
    line.style = "footer"
    line.add_run(f"Reviewer’s copy: {leaflet.about.short_title or leaflet.cover.title.text}")
    line.add_run("\tPage ")
    add_field(line, "PAGE", "1", "Stressed word")
