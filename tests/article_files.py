"""Builds Word, LibreOffice and PDF files for the tests of intake, with the faults that real ones have."""

import zipfile
from io import BytesIO
from typing import cast

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph
from faces import FACES

from leaflets.paper.render import Sheet, pdf

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def named(name: str) -> bytes:
    """The bytes of one of the files below."""
    return cast(bytes, globals()["_" + name.replace("-", "_").replace(".", "_")]())


NAMES = (
    "minutes.docx",
    "tracked.docx",
    "two-stories.docx",
    "bold-headings.docx",
    "minutes.odt",
    "tracked.odt",
    "leaflet.pdf",
    "columns.pdf",
)


def saved(document: Document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _minutes_docx() -> bytes:
    document = docx.Document()
    document.add_heading("Fire safety in Tower Court", 0)
    document.add_paragraph(
        "The council tested the fire doors in Tower Court on 14 January 2019. Nine of the eighty doors did not close."
    )
    document.add_heading("What tenants asked for", 1)
    for text in ("alarms with a light for deaf people", "a list of people who cannot use the stairs"):
        document.add_paragraph(text, style="List Bullet")
    document.add_paragraph("We have waited since the fire in 2016.", style="Quote")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Floor", "Doors to mend", "Seventh", "4"), strict=True):
        cell.text = text
    document.add_heading("What happens next", 1)
    document.add_paragraph("The doors are mended by the end of March 2019. ")
    document.add_paragraph("Download the Fire Safety Leaflet")
    document.add_paragraph("")
    return saved(document)


def _run(paragraph: Paragraph, xml: str) -> None:
    paragraph._p.append(parse_xml(xml.replace(">", f" {_W}>", 1)))


def _tracked_docx() -> bytes:
    document = docx.Document()
    document.add_heading("Free school meals for more children", 1)
    line = document.add_paragraph("Families who get universal credit can apply for free school meals until ")
    _run(line, '<w:del w:id="1" w:author="A"><w:r><w:delText>May</w:delText></w:r></w:del>')
    _run(line, '<w:ins w:id="2" w:author="A"><w:r><w:t xml:space="preserve">31 July 2019</w:t></w:r></w:ins>')
    line.add_run(". The form has two pages.")
    hidden = document.add_paragraph("A child who moves to another school has to apply again.")
    hidden.add_run(" Ask Pat whether the mayor agrees with this sentence before we print it.").font.hidden = True
    moved = document.add_paragraph("")
    _run(moved, '<w:moveTo w:id="3" w:author="A"><w:r><w:t>Forms are at the school desk.</w:t></w:r></w:moveTo>')
    note = document.add_paragraph("About one child in six had a free meal in 2018.")
    _run(note, '<w:r><w:footnoteReference w:id="2"/></w:r>')
    return saved(document)


def _two_stories_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("Parish magazine, June 2019")
    document.add_heading("Toddler group needs chairs", 0)
    document.add_paragraph(
        "The toddler group has forty children and eleven small chairs. Bring any that you can spare to the church hall "
        "on 15 June 2019, and somebody will collect large ones."
    )
    document.add_paragraph("Ring Ida on 01632 960 222.")
    document.add_heading("Path to the school is closed", 0)
    document.add_paragraph(
        "The path behind the school is closed from 17 June 2019 because a wall has fallen on it. Children walk along "
        "the main road with an adult in a yellow coat until it is mended."
    )
    return saved(document)


def _bold_headings_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph().add_run("A new ramp for the museum").bold = True
    document.add_paragraph(
        "Wheelchair users can go into the museum by the front door from 2 September 2019. Until now they rang a bell "
        "at the back, next to the bins, and waited for a guard."
    )
    document.add_paragraph().add_run("Who paid for it").bold = True
    text = document.add_paragraph("The ramp cost £38,000.")
    text.add_run().add_break()
    text.add_run("Half of it was given by visitors.")
    document.add_paragraph("• It is two metres wide.")
    document.add_paragraph("• It has rails on both sides.")
    return saved(document)


_ODT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    + "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
        for name, path in (
            ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        )
    )
    + ' office:version="1.2"><office:automatic-styles><style:style style:name="T9" style:family="text">'
    '<style:text-properties text:display="none"/></style:style></office:automatic-styles><office:body><office:text>'
    "{body}</office:text></office:body></office:document-content>"
)  # fmt: skip


def odt(body: str) -> bytes:
    """A LibreOffice file with that body."""
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": _ODT.replace("{body}", body)})


def packed(members: dict[str, str | bytes]) -> bytes:
    """A zip of those members."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, text) in enumerate(members.items()):
            archive.writestr(name, text, zipfile.ZIP_STORED if number == 0 else zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _minutes_odt() -> bytes:
    return odt(
        '<text:p text:style-name="Title">Youth<text:s text:c="2"/>club opens on Sundays</text:p>'
        "<text:p>The youth club in Ash Grove opens on Sundays from 3 November 2019.<text:line-break/>Entry is free for "
        "everybody under 18, and <text:span>no one is asked for a</text:span> name.</text:p>"
        '<text:h text:outline-level="1">What there is to do</text:h>'
        "<text:list><text:list-item><text:p>football in the yard</text:p></text:list-item>"
        "<text:list-item><text:p>a kitchen that anyone may use</text:p><text:list><text:list-item><text:p>with an oven"
        "</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<text:p><draw:frame><draw:text-box><text:p>The yard in summer</text:p></draw:text-box></draw:frame></text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>Sunday</text:p></table:table-cell><table:table-cell>"
        "<text:p>noon to 6 p.m.</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>Share this page</text:p>"
    )


def _tracked_odt() -> bytes:
    return odt(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>The pool is free.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="1">Warm water for aching joints</text:h>'
        "<text:p>People with arthritis can use the warm pool at the hospital on Friday evenings.<text:note><text:note-"
        "citation>1</text:note-citation><text:note-body><text:p>From 2020.</text:p></text:note-body></text:note> It "
        "costs £3.50.<office:annotation><text:p>Is that right?</text:p></office:annotation></text:p>"
        '<text:p>Bring a towel.<text:span text:style-name="T9"> Do not tell the fitness studio about the price.'
        "</text:span></text:p>"
    )


def _pdf(body: str, style: str) -> bytes:
    looks = f"@page{{size:A5;{style}}} body{{font-size:12pt}} h1{{font-size:20pt}} h2{{font-size:16pt}}"
    page = f"<html lang='en'><title>Article</title><style>{FACES}{looks}</style><body>{body}</body></html>"
    return pdf(Sheet(page, (), {}))


def _leaflet_pdf() -> bytes:
    foot = "@bottom-center{content:'Wellbrook Trust, page ' counter(page)}"
    return _pdf(
        "<h1>Going home from hospital</h1><p>A nurse talks with you about going home on the day after you come in. She "
        "asks who is at home, how many stairs there are, and whether somebody can shop for you.</p>"
        "<h2>Before you leave</h2><ul><li>You get your tablets for seven days.</li><li>You get a letter for your "
        "doctor.</li></ul><p style='page-break-before:always'>If you have nobody at home, a worker from the council "
        "visits you twice a day for the first six weeks. You do not pay for these visits, whatever you earn.</p>"
        "<p>Ring the ward on 01632 960 333 at any time in the first two days.</p>",
        foot,
    )


def _columns_pdf() -> bytes:
    return _pdf(
        "<h1>Credit union opens</h1><div style='columns:2;height:4cm;column-fill:auto'><p>The credit union lends "
        "between £50 and £3,000 to people who live or work in the borough. It charges far less than a lender at the "
        "door, and nobody has to own a house.</p><p>You save a small sum each week, and after eight weeks you can ask "
        "for a loan.</p></div>",
        "",
    )
