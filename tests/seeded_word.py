"""Faults put by hand into a good Word leaflet, one for each rule of our own checker at least. See `seeded.py`."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import seeded

from leaflets import archive

DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
CORE, FOOT, TYPES, RELATIONS = (
    "docProps/core.xml",
    "word/footer2.xml",
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
)
OWN, INTEGRITY, PLUS, AUDIT, OFFICE = "word", "ooxml-integrity", "docx-plus", "openxml-audit", "libreoffice"

TABLE = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    '<w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>'
)
CELL = '<w:tcPr/><w:p><w:pPr><w:pStyle w:val="EasyReadWords"/></w:pPr><w:r><w:t>Words</w:t></w:r></w:p>'
A_TABLE = TABLE.format(CELL)
EMPTY_LINE = '<w:p><w:pPr><w:pStyle w:val="EasyReadWords"/></w:pPr></w:p>'
SENTENCE = "<w:r><w:t>can get one free of charge.</w:t></w:r>"
STYLED = '<w:pStyle w:val="EasyReadWords"/>'
HEADER = (
    '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:'
    'vml"><w:p><w:r><w:pict><v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136"/></w:pict></w:r></w:p></w:hdr>'
)


@dataclass(frozen=True, slots=True)
class WordFault(seeded.Fault):
    """A fault of a Word file."""

    code: str = ""
    """Of the rule of our own checker that must find it; empty where only others do."""
    beside: bool = False
    """Whether the good file is the one with pictures beside the words, in tables."""


def change(part: str, good: str, bad: str, data: bytes, times: int = -1) -> bytes:
    """The file with some text of a part replaced, which must be there."""
    members = archive.unpack(data)
    text = members[part].decode()
    assert good in text, f"the good file has no {good} any more, so this fault was not put in"
    return archive.pack({**members, part: text.replace(good, bad, times).encode()})


def fault(
    code: str, what: str, part: str, good: str, bad: str, *caught_by: str, beside: bool = False, once: bool = False
) -> WordFault:
    """A fault of text replaced in a part. Our own checker finds it where there is a code."""
    spoil = partial(change, part, good, bad, times=1 if once else -1)
    return WordFault(what, spoil, (*((OWN,) if code else ()), *caught_by), code, beside)


def whole(code: str, what: str, spoil: Callable[[bytes], bytes], *caught_by: str) -> WordFault:
    """A fault of the package."""
    return WordFault(what, spoil, (*((OWN,) if code else ()), *caught_by), code)


def without(part: str, data: bytes) -> bytes:
    members = archive.unpack(data)
    found = next(name for name in members if name.startswith(part))
    return archive.pack({name: content for name, content in members.items() if name != found})


def with_declaration(data: bytes) -> bytes:
    """An entity that grows, in a part that says it is in another encoding."""
    members = archive.unpack(data)
    text = members[SETTINGS].decode().partition("?>")[2]
    declared = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "many words"><!ENTITY c "&b;&b;&b;&b;">]>' + text
    return archive.pack({**members, SETTINGS: declared.encode("utf-16")})


def twice(data: bytes) -> bytes:
    """The same part two times: programs differ in which one they read."""
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as file:
        entry = zipfile.ZipInfo(SETTINGS, archive.EARLIEST)
        file.NameToInfo.pop(SETTINGS)
        file.writestr(entry, archive.unpack(data)[SETTINGS])
    return target.getvalue()


def bomb(data: bytes) -> bytes:
    return archive.pack({**archive.unpack(data), "word/comments.xml": b" " * 31_000_000})


def locked(data: bytes) -> bytes:
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + "EncryptedPackage".encode("utf-16-le")


def with_watermark(data: bytes) -> bytes:
    members = archive.unpack(data)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    link = f'<Relationship Id="rId900" Type="{kind}" Target="header1.xml"/></Relationships>'
    said = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    override = f'<Override PartName="/word/header1.xml" ContentType="{said}"/></Types>'
    changes = ((RELATIONS, "</Relationships>", link), (TYPES, "</Types>", override))
    made = archive.pack({**members, "word/header1.xml": HEADER.encode()})
    for part, good, bad in changes:
        made = change(part, good, bad, made)
    return change(DOCUMENT, "<w:footerReference", '<w:headerReference w:type="default" r:id="rId900"/>'
                  "<w:footerReference", made, 1)  # fmt: skip


def with_section_first(data: bytes) -> bytes:
    members = archive.unpack(data)
    text = members[DOCUMENT].decode()
    begin, end = text.index("<w:sectPr"), text.index("</w:sectPr>") + len("</w:sectPr>")
    section = text[begin:end]
    text = text.replace(section, "").replace("<w:body>", f"<w:body>{section}")
    return archive.pack({**members, DOCUMENT: text.encode()})


FAULTS: tuple[WordFault, ...] = (
    # The package
    whole("WD-001", "It is no Word file.", lambda data: b"These are words.", INTEGRITY, AUDIT),
    whole("WD-001", "It ends in the middle.", lambda data: data[: len(data) // 2], INTEGRITY, AUDIT),
    whole("WD-002", "It has a password.", locked, INTEGRITY, AUDIT),
    whole("WD-003", "It declares entities, in UTF-16.", with_declaration, INTEGRITY),
    whole("WD-003", "A part is far too big when it is unpacked.", bomb, INTEGRITY),
    whole("WD-003", "Two parts have one name.", twice, INTEGRITY),
    fault(
        "WD-003",
        "A thousand elements stand inside each other.",
        SETTINGS,
        "<w:compat>",
        "<w:rsids>" * 1000 + "</w:rsids>" * 1000 + "<w:compat>",
        INTEGRITY,
    ),
    fault(
        "WD-004",
        "It is saved as Strict Open XML.",
        DOCUMENT,
        "schemas.openxmlformats.org/wordprocessingml/2006/",
        "purl.oclc.org/ooxml/wordprocessingml/",
        INTEGRITY,
        AUDIT,
    ),
    fault("WD-001", "An element is not closed.", DOCUMENT, "</w:body>", "", INTEGRITY, AUDIT),
    # What Microsoft's accessibility checker finds
    fault("WD-101", "A picture has no alternative text.", DOCUMENT, 'descr="A leaflet"', 'descr=""', OFFICE),
    fault("WD-102", "An alternative text is the name of a file.", DOCUMENT, 'descr="A leaflet"', 'descr="image12.png"'),
    fault("WD-102", "An alternative text is a number.", DOCUMENT, 'descr="A leaflet"', 'descr="Picture 3"'),
    fault("WD-103", "A table has no header row.", DOCUMENT, "<w:sectPr", A_TABLE + "<w:sectPr", INTEGRITY, AUDIT),
    fault(
        "WD-104",
        "The file is locked against changes.",
        SETTINGS,
        "<w:compat>",
        '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:compat>',
    ),
    fault("WD-105", "A picture floats beside the text.", DOCUMENT, "wp:inline", "wp:anchor", AUDIT),
    fault("WD-106", "A link says “click here”.", DOCUMENT, ">our page about cards<", ">click here<"),
    fault("WD-106", "A link is a long address.", DOCUMENT, ">our page about cards<", ">https://example.org/a<"),
    fault("WD-107", "The file has no title.", CORE, "Our new library card", "", OFFICE),
    fault("WD-108", "The title is no heading.", STYLES, '<w:outlineLvl w:val="0"/>', "", OFFICE),
    fault("WD-109", "A heading level is left out.", STYLES, '<w:outlineLvl w:val="1"/>', "", PLUS),
    fault("WD-110", "A heading is very long.", DOCUMENT, "About this leaflet", "About this leaflet " * 7),
    fault("WD-111", "An empty line makes room.", DOCUMENT, ">Phone<", "><"),
    fault("WD-111", "Blanks make room.", DOCUMENT, ">Phone<", ">Phone  or<", PLUS),
    fault(
        "WD-112",
        "An alternative text is very long.",
        DOCUMENT,
        'descr="A leaflet"',
        f'descr="{"A very long leaflet " * 9}"',
    ),
    fault(
        "WD-113",
        "A table stands inside a table.",
        DOCUMENT,
        "<w:sectPr",
        TABLE.format("<w:tcPr/>" + A_TABLE + EMPTY_LINE) + "<w:sectPr",
        INTEGRITY,
        AUDIT,
    ),
    fault(
        "WD-113",
        "Cells are merged.",
        DOCUMENT,
        "<w:sectPr",
        A_TABLE.replace("<w:tcPr/>", '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>') + "<w:sectPr",
        INTEGRITY,
        AUDIT,
    ),
    fault("WD-114", "The properties say another language.", CORE, "en-GB", "fr"),
    fault("WD-114", "The words do not say their language.", STYLES, "<w:lang ", "<w:unknownLang ", AUDIT, OFFICE),
    fault(
        "WD-115",
        "A field to fill in has no title.",
        DOCUMENT,
        SENTENCE,
        f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{SENTENCE}</w:sdtContent></w:sdt>",
    ),
    fault("WD-116", "The words are pale.", STYLES, '<w:color w:val="111111"/>', '<w:color w:val="9A9A9A"/>'),
    fault("WD-116", "Dark blue words stand on a dark ground.", STYLES, 'w:fill="EAF1FA"', 'w:fill="1D2F52"'),
    whole("WD-117", "A watermark lies behind the words.", with_watermark),
    fault(
        "WD-118",
        "An empty row makes room in a table.",
        DOCUMENT,
        "<w:sectPr",
        TABLE.format("<w:tcPr/>" + EMPTY_LINE) + "<w:sectPr",
    ),
    fault(
        "WD-119",
        "A table that only arranges claims a header row.",
        DOCUMENT,
        'w:firstRow="0"',
        'w:firstRow="1"',
        beside=True,
    ),
    # Easy read and large print
    fault("WD-201", "The font comes from the theme.", STYLES, 'w:ascii="Arial"', 'w:asciiTheme="minorHAnsi"'),
    fault("WD-201", "The font has serifs.", STYLES, 'w:ascii="Arial"', 'w:ascii="Times New Roman"'),
    fault("WD-202", "A style is in 12 point.", STYLES, '<w:sz w:val="32"/>', '<w:sz w:val="24"/>'),
    fault(
        "WD-202",
        "Some words are made small by hand.",
        DOCUMENT,
        SENTENCE,
        SENTENCE.replace("<w:t>", '<w:rPr><w:sz w:val="20"/></w:rPr><w:t>'),
    ),
    fault("WD-203", "A word is made bold by hand.", DOCUMENT, '<w:rStyle w:val="HardWord"/>', "<w:b/>"),
    fault(
        "WD-203",
        "The room before a line is made by hand.",
        DOCUMENT,
        STYLED,
        STYLED + '<w:spacing w:before="400"/>',
        PLUS,
        once=True,
    ),
    fault(
        "WD-204",
        "A style is set to both margins.",
        STYLES,
        '<w:outlineLvl w:val="1"/>',
        '<w:jc w:val="both"/><w:outlineLvl w:val="1"/>',
    ),
    fault("WD-204", "A line is centred by hand.", DOCUMENT, STYLED, STYLED + '<w:jc w:val="center"/>', PLUS, once=True),
    fault("WD-205", "Nothing is said of hyphens.", SETTINGS, '<w:autoHyphenation w:val="0"/>', ""),
    fault(
        "WD-205",
        "Words are broken at the ends of lines.",
        SETTINGS,
        '<w:autoHyphenation w:val="0"/>',
        "<w:autoHyphenation/>",
    ),
    fault("WD-206", "A style is in italics.", STYLES, "<w:b/><w:bCs/>", "<w:b/><w:bCs/><w:i/>"),
    fault(
        "WD-206",
        "Words are underlined by hand.",
        DOCUMENT,
        SENTENCE,
        SENTENCE.replace("<w:t>", '<w:rPr><w:u w:val="single"/></w:rPr><w:t>'),
    ),
    fault("WD-207", "The lines are close.", STYLES, 'w:line="348"', 'w:line="240"'),
    fault(
        "WD-208",
        "The lines have an exact height.",
        STYLES,
        'w:line="348" w:lineRule="auto"',
        'w:line="520" w:lineRule="exact"',
    ),
    fault(
        "WD-209",
        "A line is broken inside a sentence.",
        DOCUMENT,
        ">The card is for the <",
        ">The card is</w:t><w:br/><w:t>for the <",
    ),
    fault("WD-209", "A break stands in place of a new paragraph.", DOCUMENT, ">Phone</w:t>", ">Phone.</w:t><w:br/>"),
    fault("WD-210", "A list is typed with signs.", DOCUMENT, ">Phone<", ">• Phone<", PLUS),
    fault("WD-210", "A list is typed with numbers.", DOCUMENT, ">Phone<", ">1. Phone<", PLUS),
    fault(
        "WD-211",
        "Empty lines push words to the next page.",
        DOCUMENT,
        "<w:p><w:pPr>" + STYLED,
        EMPTY_LINE * 4 + "<w:p><w:pPr>" + STYLED,
        once=True,
    ),
    fault("WD-213", "There are no page numbers.", FOOT, " PAGE ", " DATE "),
    fault("WD-214", "Pictures are not kept with their words.", STYLES, "<w:keepNext/>", ""),
    fault("WD-214", "A row may be torn between two pages.", DOCUMENT, "<w:cantSplit/>", "", beside=True),
    fault("WD-215", "The text is in 14 point.", STYLES, '<w:sz w:val="36"/>', '<w:sz w:val="28"/>'),
    # Structure: the five that all the others miss first
    fault("WD-301", "The zoom has no percentage.", SETTINGS, 'w:percent="100"', 'w:val="bestFit"'),
    fault("WD-302", "Two pictures have one number.", DOCUMENT, '<wp:docPr id="2"', '<wp:docPr id="1"'),
    fault(
        "WD-303",
        "A list is not defined.",
        DOCUMENT,
        STYLED,
        STYLED + '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>',
        INTEGRITY,
        AUDIT,
        once=True,
    ),
    fault("WD-304", "The field of the page number is not closed.", FOOT, '<w:fldChar w:fldCharType="end"/>', ""),
    fault("WD-305", "A size is no number.", STYLES, '<w:sz w:val="36"/>', '<w:sz w:val="18pt"/>'),
    fault(
        "WD-306",
        "A style is not in the file.",
        DOCUMENT,
        '<w:pStyle w:val="Quote"/>',
        '<w:pStyle w:val="Quotation"/>',
        INTEGRITY,
        AUDIT,
    ),
    fault("WD-307", "A picture points to nothing.", DOCUMENT, 'r:embed="', 'r:embed="rId99', INTEGRITY, AUDIT, OFFICE),
    whole("WD-307", "A picture is not in the file.", partial(without, "word/media/"), INTEGRITY, AUDIT),
    fault("WD-308", "The file opens in Compatibility Mode.", SETTINGS, 'w:val="15"', 'w:val="14"'),
    fault(
        "WD-309",
        "It holds macros under the name of a plain file.",
        TYPES,
        "openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "ms-word.document.macroEnabled.main+xml",
        AUDIT,
    ),
    fault("", "An element is unknown to Word.", DOCUMENT, "<w:pPr>", "<w:nonsense/><w:pPr>", AUDIT, once=True),
    fault(
        "",
        "The sizes stand in the wrong order.",
        STYLES,
        '<w:sz w:val="36"/><w:szCs w:val="36"/>',
        '<w:szCs w:val="36"/><w:sz w:val="36"/>',
        AUDIT,
    ),
    fault(
        "",
        "The outline level stands in the wrong place.",
        STYLES,
        'w:lineRule="auto"/><w:outlineLvl w:val="0"/>',
        'w:lineRule="auto"/><w:outlineLvl w:val="0"/><w:jc w:val="left"/>',
        AUDIT,
    ),
    fault(
        "",
        "The width of a table stands in the wrong place.",
        DOCUMENT,
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>',
        '<w:tblLayout w:type="fixed"/><w:tblInd w:w="0" w:type="dxa"/>',
        AUDIT,
        beside=True,
    ),
    fault(
        "",
        "A cell is aligned as no cell can be.",
        DOCUMENT,
        'w:vAlign w:val="center"',
        'w:vAlign w:val="centre"',
        AUDIT,
        beside=True,
    ),
    fault(
        "WD-118",
        "A cell holds no paragraph.",
        DOCUMENT,
        "<w:sectPr",
        TABLE.format("<w:tcPr/>") + "<w:sectPr",
        INTEGRITY,
        AUDIT,
    ),
    whole("", "The section stands before the text.", with_section_first, AUDIT),
    fault(
        "",
        "A sentence is hidden.",
        DOCUMENT,
        SENTENCE,
        SENTENCE.replace("<w:t>", "<w:rPr><w:vanish/></w:rPr><w:t>"),
        OWN,
        OFFICE,
    ),
)
