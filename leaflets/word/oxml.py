"""The XML that python-docx 1.2.0 has no call for: whole styles, picture texts, links, fields.

Word refuses children in the wrong order, so each function writes them in the order of the schema (ECMA-376 part 1,
17.3.1.26 for paragraphs, 17.3.2.28 for runs).
"""

from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from leaflets import languages
from leaflets.word.styles import FONT, Border, Style

TWIPS_PER_MM = 1440 / 25.4
CELL_SIDES = ("top", "left", "bottom", "right")
"""The order of the schema."""
CELL_GAP_PT = 8.5
"""Above and below what stands in a row of a table: 3 mm."""


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """`element("w:lang", val="cy")` -> `<w:lang w:val="cy"/>`."""
    made: BaseOxmlElement = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def default_properties(size_pt: float, lang: str) -> BaseOxmlElement:
    """`w:docDefaults`: the font, size and language of everything that no style speaks for."""
    half_points = round(size_pt * 2)
    made: BaseOxmlElement = parse_xml(
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{_fonts()}"
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
        f"<w:lang w:val={quoteattr(lang)} w:eastAsia={quoteattr(lang)} w:bidi={quoteattr(lang)}/>"
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    return made


def style_element(style: Style, ids: dict[str, str]) -> BaseOxmlElement:
    """The `w:style` of a style; `ids` gives the id of each style by its name."""
    kind = "character" if style.character else "paragraph"
    own = "" if style.built_in else ' w:customStyle="1"'
    default = ' w:default="1"' if style.name == "Normal" else ""
    based_on = f'<w:basedOn w:val="{ids[style.based_on]}"/>' if style.based_on else ""
    following = f'<w:next w:val="{ids[style.next]}"/>' if style.next else ""
    paragraph = "" if style.character else f"<w:pPr>{_paragraph_properties(style)}</w:pPr>"
    made: BaseOxmlElement = parse_xml(
        f'<w:style {nsdecls("w")} w:type="{kind}"{default}{own} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f"{based_on}{following}<w:qFormat/>{paragraph}<w:rPr>{_run_properties(style)}</w:rPr></w:style>"
    )
    return made


def _fonts() -> str:
    return f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'


def _paragraph_properties(style: Style) -> str:
    flags = {
        "keepNext": style.keep_next,
        "keepLines": style.keep_lines,
        "pageBreakBefore": style.page_break,
        "widowControl": style.name == "Normal",
    }
    parts = [f"<w:{name}/>" for name, wanted in flags.items() if wanted]
    parts.append(_borders(style.borders))
    if style.fill:
        parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{style.fill}"/>')
    if style.right_tab_mm:
        place = round(style.right_tab_mm * TWIPS_PER_MM)
        parts.append(f'<w:tabs><w:tab w:val="right" w:pos="{place}"/></w:tabs>')
    parts.append(_spacing(style))
    if style.indent_pt is not None:
        left, right = style.indent_pt
        parts.append(f'<w:ind w:left="{twips(left)}" w:right="{twips(right)}"/>')
    if style.centred:
        parts.append('<w:jc w:val="center"/>')
    if style.outline is not None:
        parts.append(f'<w:outlineLvl w:val="{style.outline}"/>')
    return "".join(parts)


def _spacing(style: Style) -> str:
    values: list[str] = []
    if style.before_pt is not None:
        values.append(f'w:before="{twips(style.before_pt)}"')
    if style.after_pt is not None:
        values.append(f'w:after="{twips(style.after_pt)}"')
    if style.line:
        values.append(f'w:line="{round(style.line * 240)}" w:lineRule="auto"')
    return f"<w:spacing {' '.join(values)}/>" if values else ""


def _borders(borders: tuple[Border, ...]) -> str:
    lines = {side: border for border in borders for side in border.sides}
    parts = [
        f'<w:{side} w:val="single" w:sz="{round(lines[side].width_pt * 8)}" w:space="{round(lines[side].gap_pt)}" '
        f'w:color="{lines[side].colour}"/>'
        for side in ("top", "left", "bottom", "right")
        if side in lines
    ]
    return f"<w:pBdr>{''.join(parts)}</w:pBdr>" if parts else ""


def _run_properties(style: Style) -> str:
    parts = [_fonts()] if style.name == "Normal" else []
    if style.bold:
        parts.append("<w:b/><w:bCs/>")
    if style.colour:
        parts.append(f'<w:color w:val="{style.colour}"/>')
    if style.size_pt:
        half_points = round(style.size_pt * 2)
        parts.append(f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>')
    if style.underline:
        parts.append('<w:u w:val="single"/>')
    return "".join(parts)


def set_language(run: WordRun, lang: str) -> None:
    """Mark the run's language, so that a screen reader changes its voice."""
    properties = run._r.get_or_add_rPr()
    if lang in languages.tags() and languages.load(lang).direction == "rtl":
        properties.append(element("w:rtl"))
    properties.append(element("w:lang", val=lang, bidi=lang))


def make_link(paragraph: Paragraph, run: WordRun, address: str) -> None:
    """Turn the paragraph's last run into a link to an address outside the file."""
    link = element("w:hyperlink", history="1")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run._r.addprevious(link)
    link.append(run._r)


def add_field(paragraph: Paragraph, code: str, shown: str, style: str) -> None:
    """A field such as PAGE with all five parts; `shown` stands there until Word counts for itself."""
    for kind in ("begin", "code", "separate", "shown", "end"):
        run = paragraph.add_run(style=style)
        if kind == "code":
            instruction = element("w:instrText")
            instruction.text = f" {code} "
            run._r.append(instruction)
        elif kind == "shown":
            run.text = shown
        else:
            run._r.append(element("w:fldChar", fldCharType=kind))


def name_picture(inline: BaseOxmlElement, number: int, alt: str) -> None:
    """Give a picture in the line its own number in the document and the text for people who cannot see it."""
    for distance in ("distT", "distB", "distL", "distR"):
        inline.set(distance, "0")  # LibreOffice 7.4 takes 3 mm where nothing is said, and the picture stands indented
    for tag in ("wp:docPr", "pic:cNvPr"):
        for properties in inline.iter(qn(tag)):
            properties.set("id", str(number))
            properties.set("name", f"Picture {number}")
            properties.set("descr", alt)


def layout_table(widths_mm: tuple[float, ...]) -> BaseOxmlElement:
    """A table that only arranges: fixed columns, no lines, no table style, no claim of a header row (17.4.55)."""
    widths = [round(width * TWIPS_PER_MM) for width in widths_mm]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = "".join(
        f'<w:{side} w:w="{twips(CELL_GAP_PT if side in ("top", "bottom") else 0)}" w:type="dxa"/>'
        for side in CELL_SIDES
    )
    flags = " ".join(f'w:{name}="0"' for name in ("firstRow", "lastRow", "firstColumn", "lastColumn"))
    made: BaseOxmlElement = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'<w:tblLook w:val="0600" {flags} w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid></w:tbl>"
    )
    return made


def table_row(
    widths_mm: tuple[float, ...], height_mm: float, centred: bool
) -> tuple[BaseOxmlElement, list[BaseOxmlElement]]:
    """A row that stays on one page, at least so high, and its empty cells, which each need a paragraph."""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{round(width * TWIPS_PER_MM)}" w:type="dxa"/>'
        f'<w:vAlign w:val="{"center" if centred else "top"}"/></w:tcPr></w:tc>'
        for width in widths_mm
    )
    height = round(height_mm * TWIPS_PER_MM)
    made: BaseOxmlElement = parse_xml(
        f'<w:tr {nsdecls("w")}><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>'
        f"{cells}</w:tr>"
    )
    return made, made.findall(qn("w:tc"))
