"""Word files as a reader changes them, and their pages as LibreOffice lays them out. Contains no test."""

import re
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from leaflets import archive
from leaflets.verify.printpage import MM, Glyph, opened, read

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"


def with_normal(docx: bytes, size_pt: int) -> bytes:
    """The style Normal set to another size: what follows it grows, headings keep theirs."""
    members = archive.unpack(docx)
    styles = members[STYLES].decode()
    begin = styles.index('w:styleId="Normal"')
    end = styles.index("</w:style>", begin)
    normal = re.sub(r'(<w:szC?s? w:val=")\d+', rf"\g<1>{size_pt * 2}", styles[begin:end])
    return archive.pack({**members, STYLES: (styles[:begin] + normal + styles[end:]).encode()})


def with_all(docx: bytes, size_pt: int) -> bytes:
    """Everything selected and set to one size: every run has it by hand, headings too."""
    members = archive.unpack(docx)
    size = f'<w:sz w:val="{size_pt * 2}"/><w:szCs w:val="{size_pt * 2}"/>'

    def set_size(run: re.Match[str]) -> str:
        if "<w:rPr>" not in run[0]:
            return run[0].replace("<w:r>", f"<w:r><w:rPr>{size}</w:rPr>", 1)
        before, after = run[0].split("</w:rPr>", 1)
        style, lang, rest = before.partition("<w:lang")
        return f"{style}{size}{lang}{rest}</w:rPr>{after}"

    text = re.sub(r"<w:r>.*?</w:r>", set_size, members[DOCUMENT].decode(), flags=re.DOTALL)
    return archive.pack({**members, DOCUMENT: text.encode()})


@dataclass(frozen=True, slots=True)
class Box:
    """Where a picture is painted, in mm from the left and the top edge."""

    left_mm: float
    top_mm: float
    right_mm: float
    bottom_mm: float

    def holds(self, glyph: Glyph) -> bool:
        """Whether the middle of a letter lies in it."""
        across, down = (glyph.left_mm + glyph.right_mm) / 2, (glyph.top_mm + glyph.bottom_mm) / 2
        return self.left_mm < across < self.right_mm and self.top_mm < down < self.bottom_mm


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its letters and its pictures."""

    number: int
    width_mm: float
    height_mm: float
    glyphs: tuple[Glyph, ...]
    pictures: tuple[Box, ...]

    def words_of(self, picture: Box, foot_mm: float = 35) -> bool:
        """Whether words stand beside or below a picture on its page, above the page foot."""
        lowest = self.height_mm - foot_mm
        return any(
            glyph.bottom_mm < lowest and glyph.bottom_mm > picture.top_mm and not picture.holds(glyph)
            for glyph in self.glyphs
        )


def pages(pdf: bytes) -> tuple[Page, ...]:
    """The pages of a PDF."""
    with opened(pdf) as document:
        found = read(document)
        boxes = [tuple(_pictures(page)) for page in document]
    return tuple(
        Page(page.number, page.width_mm, page.height_mm, page.glyphs, pictures)
        for page, pictures in zip(found, boxes, strict=True)
    )


def _pictures(page: pypdfium2.PdfPage) -> list[Box]:
    height = page.get_height()
    bounds = [part.get_bounds() for part in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,))]
    return [
        Box(left * MM, (height - top) * MM, right * MM, (height - bottom) * MM) for left, bottom, right, top in bounds
    ]
