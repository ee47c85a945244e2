"""Puts the lines of a leaflet into a Word document, by styles alone. Adds no word; stamps and feet are in `furniture`.

Rows with the picture beside the words are one table for each topic, without lines and without a table style, so in
Word's own Table Normal: it only arranges, and is read picture, words, picture, words.
"""

from docx.document import Document as WordDocument
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.shape import CT_Inline
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.image import ImagePart
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from leaflets import pictures
from leaflets.model import Leaflet, Picture, Run
from leaflets.word.lines import Frame, Line, Row, Setting
from leaflets.word.oxml import layout_table, make_link, name_picture, set_language, table_row

PRINT_DPI = 300
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
LONGEST_UNBROKEN, LONGEST_BESIDE = 26, 18
"""Bold names and numbers up to this many characters stay on one line, also at 28 point: on 174 mm and on 126 mm."""
PICTURE_MM, WORDS_MM = 48.0, 126.0
"""Widths of the two columns: a picture of 44 mm and a gap, and lines of 46 characters at 18 point, 31 at 28."""
ROW_MM = 40.0
"""The least height of a row: a picture of 34 mm and the gaps."""


def write_body(document: WordDocument, leaflet: Leaflet, setting: Setting) -> None:
    """Add the whole leaflet; without pictures the words stay the same."""
    writer = _Writer(document)
    for item in setting.lines(leaflet):
        if isinstance(item, Row):
            writer.add_row(item)
        else:
            writer.add_line(item)


class _Writer:
    """Writes line after line at the end of the document."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._pictures = 0
        self._images: dict[bytes, tuple[str, Image]] = {}
        """What each picture is called in the document, by its PNG."""
        self._table: BaseOxmlElement | None = None
        """The table that the next row joins."""

    def add_line(self, line: Line) -> None:
        self._table = None
        self._write(self._document.add_paragraph(style=line.style), line, LONGEST_UNBROKEN)

    def add_row(self, row: Row) -> None:
        if self._table is None:
            self._table = layout_table((PICTURE_MM, WORDS_MM))
            self._document.element.body._insert_tbl(self._table)
        is_centred = not any("Box" in line.style for line in row.words)
        made, cells = table_row((PICTURE_MM, WORDS_MM), ROW_MM, is_centred)
        self._table.append(made)
        for cell, lines in zip(cells, ((row.picture,), row.words), strict=True):
            for line in lines:
                node = parse_xml('<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>')
                cell.append(node)
                paragraph = Paragraph(node, self._document._body)
                paragraph.style = line.style
                self._write(paragraph, line, LONGEST_BESIDE)

    def _write(self, paragraph: Paragraph, line: Line, longest_unbroken: int) -> None:
        if line.picture is None:
            _add_words(paragraph, line, longest_unbroken)
        else:
            self._add_picture(paragraph, line.picture, line.frame)

    def _add_picture(self, paragraph: Paragraph, picture: Picture, frame: Frame) -> None:
        """As `Run.add_picture`, which takes the sums of all pictures before and reads all numbers, for each one."""
        width_mm, height_mm = frame.fit(picture)
        data = pictures.png(picture.recipe, round(width_mm / 25.4 * PRINT_DPI))
        if data not in self._images:
            self._images[data] = self._image(data)
        name, image = self._images[data]
        self._pictures += 1
        size = image.scaled_dimensions(Mm(width_mm), Mm(height_mm))
        inline = CT_Inline.new_pic_inline(self._pictures, name, image.filename, *size)
        paragraph.add_run()._r.add_drawing(inline)
        name_picture(inline, self._pictures, picture.alt)

    def _image(self, data: bytes) -> tuple[str, Image]:
        """A new picture in the package."""
        image = Image.from_blob(data)
        made = ImagePart.from_image(image, PackURI(f"/word/media/image{len(self._images) + 1}.{image.ext}"))
        return self._document.part.relate_to(made, RELATIONSHIP_TYPE.IMAGE), image


def _add_words(paragraph: Paragraph, line: Line, longest_unbroken: int) -> None:
    for position, sentence in enumerate(line.sentences):
        if position:
            paragraph.add_run(" ")
        following = (*sentence.runs[1:], Run(""))
        for run, after in zip(sentence.runs, following, strict=True):
            text = run.text
            if (line.strong or run.strong) and len(text) <= longest_unbroken:
                text = text.replace(" ", NO_BREAK_SPACE)
            if after.strong and after.text.isdigit() and text.endswith(" "):
                text = text[:-1] + NO_BREAK_SPACE  # "option 2": a bold number never starts a line alone
            _add_run(paragraph, run, text, line.strong)


def _add_run(paragraph: Paragraph, run: Run, text: str, strong: bool) -> None:
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
