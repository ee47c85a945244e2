"""Every rule of the Word checker finds its fault, put into a good file by hand, and finds nothing in the good one."""

from pathlib import Path

import pytest
import word_sample

from leaflets import archive, verify
from leaflets.formats import Edition, load
from leaflets.verify import word

DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
CORE, FOOT = "docProps/core.xml", "word/footer2.xml"
TABLE = '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>'
A_TABLE = TABLE.format("<w:tcPr/><w:p><w:r><w:t>Words</w:t></w:r></w:p>")
BODY_WORDS = "<w:t>Most people can get one free of charge.</w:t>"

FAULTS = [
    ("WD-101", DOCUMENT, 'descr="A leaflet"', 'descr=""'),
    ("WD-102", DOCUMENT, 'descr="A leaflet"', 'descr="image12.png"'),
    ("WD-102", DOCUMENT, 'descr="A leaflet"', 'descr="Picture 3"'),
    ("WD-103", DOCUMENT, "<w:sectPr", A_TABLE + "<w:sectPr"),
    ("WD-104", SETTINGS, "<w:compat>", '<w:documentProtection w:edit="readOnly"/><w:compat>'),
    ("WD-105", DOCUMENT, "wp:inline", "wp:anchor"),
    ("WD-106", DOCUMENT, ">our page about cards<", ">click here<"),
    ("WD-107", CORE, "Our new library card", ""),
    ("WD-108", STYLES, '<w:outlineLvl w:val="0"/>', ""),
    ("WD-109", STYLES, '<w:outlineLvl w:val="1"/>', ""),
    ("WD-110", DOCUMENT, "About this leaflet", "About this leaflet " * 7),
    ("WD-111", DOCUMENT, ">Phone<", "><"),
    ("WD-111", DOCUMENT, ">Phone<", ">Phone  or<"),
    ("WD-112", DOCUMENT, 'descr="A leaflet"', f'descr="{"A very long leaflet " * 9}"'),
    ("WD-113", DOCUMENT, "<w:sectPr", TABLE.format(A_TABLE) + "<w:sectPr"),
    (
        "WD-113",
        DOCUMENT,
        "<w:sectPr",
        A_TABLE.replace("<w:tcPr/>", '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>') + "<w:sectPr",
    ),
    ("WD-114", CORE, "en-GB", "fr"),
    ("WD-201", STYLES, 'w:ascii="Arial"', 'w:asciiTheme="minorHAnsi"'),
    ("WD-201", STYLES, 'w:ascii="Arial"', 'w:ascii="Times New Roman"'),
    ("WD-202", STYLES, '<w:sz w:val="32"/>', '<w:sz w:val="24"/>'),
    ("WD-203", DOCUMENT, '<w:rStyle w:val="HardWord"/>', "<w:b/>"),
    ("WD-204", STYLES, '<w:outlineLvl w:val="1"/>', '<w:jc w:val="both"/><w:outlineLvl w:val="1"/>'),
    ("WD-205", SETTINGS, '<w:autoHyphenation w:val="0"/>', ""),
    ("WD-205", SETTINGS, '<w:autoHyphenation w:val="0"/>', "<w:autoHyphenation/>"),
    ("WD-206", STYLES, "<w:b/>", "<w:b/><w:i/>"),
    ("WD-207", STYLES, 'w:line="348"', 'w:line="240"'),
    ("WD-208", STYLES, 'w:line="348" w:lineRule="auto"', 'w:line="520" w:lineRule="exact"'),
    ("WD-209", DOCUMENT, ">Phone</w:t>", ">Phone</w:t><w:br/>"),
    ("WD-210", DOCUMENT, ">Phone<", ">• Phone<"),
    ("WD-210", DOCUMENT, ">Phone<", ">1. Phone<"),
    ("WD-213", FOOT, " PAGE ", " DATE "),
    ("WD-214", STYLES, "<w:keepNext/>", ""),
    ("WD-301", SETTINGS, 'w:percent="100"', 'w:val="bestFit"'),
    ("WD-302", DOCUMENT, '<wp:docPr id="2"', '<wp:docPr id="1"'),
    ("WD-303", DOCUMENT, "<w:pStyle", '<w:numPr><w:numId w:val="7"/></w:numPr><w:pStyle'),
    ("WD-304", FOOT, '<w:fldChar w:fldCharType="end"/>', ""),
    ("WD-305", STYLES, '<w:sz w:val="36"/>', '<w:sz w:val="18pt"/>'),
    ("WD-306", DOCUMENT, '<w:pStyle w:val="Quote"/>', '<w:pStyle w:val="Quotation"/>'),
    ("WD-307", DOCUMENT, 'r:embed="', 'r:embed="rId99'),
    ("WD-308", SETTINGS, 'w:val="15"', 'w:val="14"'),
]


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    (made,) = load("word").write(word_sample.leaflet(), Edition("word"), {}).values()
    return archive.unpack(made)


@pytest.mark.parametrize(
    ("code", "part", "good", "bad"), FAULTS, ids=[f"{fault[0]} {fault[3][:30]}" for fault in FAULTS]
)
def test_a_seeded_fault_is_found(parts: dict[str, bytes], code: str, part: str, good: str, bad: str) -> None:
    text = parts[part].decode()
    assert good in text, "the good file has changed, so this fault was not put in"
    broken = archive.pack({**parts, part: text.replace(good, bad).encode()})
    assert code in [found for found, _, _ in word.faults(broken)]


def test_every_rule_has_a_seeded_fault() -> None:
    written = {fault[0] for fault in FAULTS}
    folder = Path(word.__file__).parent
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.glob("word*.py"))
    codes = {piece[:6] for piece in sources.split('yield "')[1:]}
    assert codes == written


def test_the_good_file_has_no_fault(parts: dict[str, bytes]) -> None:
    assert word.faults(archive.pack(parts)) == ()


@pytest.mark.parametrize("data", [b"", b"These are words.", archive.pack({"word/document.xml": b"<a/>"})])
def test_what_is_no_word_file_is_said_to_be_none(data: bytes) -> None:
    assert [code for code, _, _ in word.faults(data)] == ["WD-001"]


def test_verify_runs_the_checker_on_word_files(parts: dict[str, bytes], tmp_path: Path) -> None:
    good, bad = tmp_path / "good.docx", tmp_path / "bad.docx"
    good.write_bytes(archive.pack(parts))
    bad.write_bytes(archive.pack({**parts, CORE: parts[CORE].replace(b"Our new library card", b"")}))
    found = verify.verify((good, bad), ("word",))
    assert [(finding.file, finding.code, finding.level) for finding in found] == [(str(bad), "WD-107", "must fix")]
