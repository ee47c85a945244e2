"""Turns a finished Word document for its language: fonts for its letters, and right to left where that is read so.

Word keeps two looks for every word, one for Latin and one for complex scripts (`w:cs`), and takes the second one for
runs that are marked `w:rtl` (ECMA-376 part 1, 17.3.2.26 and 17.3.2.30).
"""

from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from leaflets import languages
from leaflets.word.oxml import element


def turn(document: WordDocument, lang: str) -> None:
    """Turns every style, paragraph, run, table and page of the document."""
    language = languages.load(lang)
    if language.font and language.font.word:
        for fonts in document.styles.element.iter(qn("w:rFonts")):
            fonts.set(qn("w:cs"), language.font.word)
    if language.font and language.font.headings < 1:
        _set_headings(document, language.font.headings)
    if language.direction == "ltr":
        return
    normal = next(style for style in document.styles.element if style.get(qn("w:default")) == "1")
    _before(normal.find(qn("w:pPr")), "w:spacing", element("w:bidi"))
    for borders in document.styles.element.iter(qn("w:pBdr")):
        _mirror(borders)
    for section in document.sections:
        section._sectPr.append(element("w:bidi"))
    for root in _parts(document):
        for table in root.iter(qn("w:tblPr")):
            table.insert(0, element("w:bidiVisual"))
        for paragraph in root.iter(qn("w:p")):
            _turn_paragraph(paragraph)


def _set_headings(document: WordDocument, share: float) -> None:
    """Makes what is larger than the text smaller, as in print, but never smaller than the text."""
    styles = document.styles.element
    body = int(styles.find(f".//{qn('w:docDefaults')}//{qn('w:sz')}").get(qn("w:val")))
    for size in (*styles.iter(qn("w:sz")), *styles.iter(qn("w:szCs"))):
        value = int(size.get(qn("w:val")))
        if value > body:
            size.set(qn("w:val"), str(max(body, round(value * share))))


def _parts(document: WordDocument) -> Iterator[BaseOxmlElement]:
    yield document.element.body
    for section in document.sections:
        yield section.footer._element
        yield section.first_page_footer._element


def _turn_paragraph(paragraph: BaseOxmlElement) -> None:
    """Marks the runs that are read from right to left; a paragraph that has none runs the other way."""
    runs = [run for run in paragraph.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    own = [run for run in runs if run.find(f"{qn('w:rPr')}/{qn('w:lang')}") is None]
    for run in own:
        run.get_or_add_rPr().append(element("w:rtl"))
    if runs and not any(letter.isalpha() for run in own for letter in run.text):
        if own and not any(letter.isalpha() for run in runs for letter in run.text):
            return  # a number: it stands with the words around it
        properties = paragraph.get_or_add_pPr()
        properties.append(element("w:bidi", val="0"))
        properties.append(element("w:jc", val="right"))  # beside its picture, where all other words begin


def _mirror(borders: BaseOxmlElement) -> None:
    """The bar of a box stands where its lines begin: borders name sides of the page (ECMA-376 part 1, 17.3.1.17)."""
    sides = {qn("w:left"): qn("w:right"), qn("w:right"): qn("w:left")}
    for border in borders:
        border.tag = sides.get(border.tag, border.tag)
    order = [qn(f"w:{side}") for side in ("top", "left", "bottom", "right")]
    borders[:] = sorted(borders, key=lambda border: order.index(border.tag))


def _before(properties: BaseOxmlElement, tag: str, added: BaseOxmlElement) -> None:
    found = properties.find(qn(tag))
    if found is None:
        properties.append(added)
    else:
        found.addprevious(added)
