"""The Word checker is of use on any Word file: what it asks of it, how much it matters, and what it refuses to open."""

import io
import random
from pathlib import Path

import pytest
import seeded_word
import word_sample
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from seeded_word import CORE, DOCUMENT, SETTINGS, STYLES, change

from leaflets import archive, verify
from leaflets.commands import main
from leaflets.formats import load
from leaflets.verify import word
from leaflets.verify.wordprofile import FOREIGN, LEVELS, PROFILES


@pytest.fixture(scope="module")
def good() -> bytes:
    made = load("word")
    (data,) = made.write(word_sample.leaflet(), made.edition, {}).values()
    return data


@pytest.fixture(scope="module")
def foreign() -> bytes:
    """A letter as people write it: no title, small letters with serifs, a table, empty lines."""
    document = Document()
    document.core_properties.title = ""
    document.core_properties.language = ""
    document.add_heading("Your appointment", 3)
    document.add_paragraph("Please come  on time.").runs[0].font.size = Pt(9)
    for _ in range(4):
        document.add_paragraph("")
    table = document.add_table(2, 2, "Table Grid")
    table.cell(0, 0).merge(table.cell(0, 1))
    document.add_paragraph("1. Bring this letter.").alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def found(path: Path, format_name: str = "") -> dict[str, str]:
    """Code -> level of what the checker says of a file."""
    return {finding.code: finding.level for finding in verify.verify((path,), ("word",), format_name)}


def test_a_foreign_file_is_asked_less_than_one_of_ours(foreign: bytes, tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(foreign)
    levels = found(path)
    expected = {
        "WD-103": "must fix",
        "WD-113": "should fix",
        "WD-202": "should fix",
        "WD-215": "should fix",
        "WD-210": "should fix",
        "WD-211": "should fix",
        "WD-107": "look at this",
        "WD-111": "look at this",
        "WD-120": "look at this",
        "WD-204": "look at this",
        "WD-308": "look at this",
    }
    assert expected.items() <= levels.items()
    assert "WD-114" not in levels, "Word itself writes no language into the properties."
    strict = found(path, "word-large")
    assert set(levels) <= {*strict, "WD-120"}
    assert set(strict.values()) == {"must fix"}


def test_the_file_of_a_foreign_person_may_be_good(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "somebody.docx"
    path.write_bytes(good)
    assert found(path) == {}
    assert found(path, "word") == {}
    assert {"WD-202"} <= set(found(path, "word-large")), "its credits are in 16 point"
    assert {"WD-202", "WD-215"} <= set(found(path, "word-giant"))


def test_the_language_in_the_name_counts(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "new-card_word_cy.docx"
    path.write_bytes(good)
    assert found(path) == {"WD-114": "must fix"}
    path.rename(tmp_path / "new-card_word_en-GB.docx")
    assert found(tmp_path / "new-card_word_en-GB.docx") == {}


def test_another_english_is_to_be_looked_at(good: bytes) -> None:
    american = change(STYLES, "en-GB", "en-US", change(CORE, "en-GB", "en-US", good))
    assert [code for code, _, _ in word.faults(american)] == ["WD-120"]
    assert [code for code, _, _ in word.faults(american, FOREIGN)] == ["WD-120"]


@pytest.mark.parametrize("data", [b"", b"These are words.", archive.pack({"word/document.xml": b"<a/>"})])
def test_what_is_no_word_file_is_said_to_be_none(data: bytes) -> None:
    assert [code for code, _, _ in word.faults(data)] == ["WD-001"]


def test_a_spreadsheet_is_no_word_file(good: bytes) -> None:
    data = change(DOCUMENT, "w:document", "w:workbook", good)
    assert [code for code, _, _ in word.faults(data)] == ["WD-001"]


def test_an_old_file_and_one_with_a_password_are_told_apart(good: bytes) -> None:
    old = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
    assert "old Word" in word.faults(old)[0][1]
    assert "password" in word.faults(seeded_word.locked(good))[0][1]


@pytest.mark.parametrize(("encoding", "code"), [("utf-8", "WD-003"), ("utf-16", "WD-003"), ("cp037", "WD-001")])
def test_no_entity_is_ever_put_in_in_whatever_encoding(good: bytes, encoding: str, code: str) -> None:
    members = archive.unpack(good)
    text = members[SETTINGS].decode().partition("?>")[2].replace("</w:settings>", "&lol;</w:settings>")
    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY lol SYSTEM "file:///etc/passwd">]>'
    data = archive.pack({**members, SETTINGS: (head + text).encode(encoding)})
    assert [found for found, _, _ in word.faults(data)] == [code]


def test_the_text_may_be_in_a_part_of_another_name(good: bytes) -> None:
    members = archive.unpack(good)
    members["word/document2.xml"] = members.pop(DOCUMENT)
    members["word/_rels/document2.xml.rels"] = members.pop("word/_rels/document.xml.rels")
    data = archive.pack(members)
    for part in ("[Content_Types].xml", "_rels/.rels"):
        data = change(part, "word/document.xml", "word/document2.xml", data)
    assert word.faults(data) == ()


def test_styles_that_are_based_on_each_other_in_a_ring_do_no_harm(good: bytes) -> None:
    ring = change(STYLES, '<w:basedOn w:val="Stamp"/>', '<w:basedOn w:val="WarningStamp"/>', good)
    assert "WD-206" not in {code for code, _, _ in word.faults(ring)}


def test_second_copies_for_old_programs_are_not_read(good: bytes) -> None:
    namespace = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    run = "<w:r><w:t>can get one free of charge.</w:t></w:r>"
    copies = (
        f"<mc:AlternateContent {namespace}><mc:Choice>{run}</mc:Choice>"
        "<mc:Fallback><w:r><w:br/></w:r></mc:Fallback></mc:AlternateContent>"
    )
    assert word.faults(change(DOCUMENT, run, copies, good)) == ()


def test_a_link_written_as_a_field_is_a_link(good: bytes) -> None:
    def field(words: str) -> bytes:
        parts = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            '<w:r><w:instrText> HYPERLINK "https://example.org" </w:instrText></w:r>',
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            f'<w:r><w:t>{words}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        )
        return change(DOCUMENT, "<w:r><w:t>can get one free of charge.</w:t></w:r>", "".join(parts), good)

    assert word.faults(field("the rules of the card")) == ()
    assert [code for code, _, _ in word.faults(field("Click here"))] == ["WD-106"]


def test_many_faults_of_a_kind_are_counted_not_listed(good: bytes) -> None:
    lines = "".join(f"<w:p><w:r><w:t>{number} one  two</w:t></w:r></w:p>" for number in range(40))
    told = word.gate(change(DOCUMENT, "<w:sectPr", lines + "<w:sectPr", good), "word")
    double = [one.message for one in told if one.code == "WD-111"]
    assert len(double) == word.MOST_OF_A_KIND + 1
    assert "There are 30 more places like these." in double


def test_every_level_is_of_a_rule_that_exists() -> None:
    assert set(LEVELS) <= {fault.code for fault in seeded_word.FAULTS} | {"WD-120"}


def test_our_own_files_must_keep_everything(good: bytes) -> None:
    pale = change(STYLES, '<w:color w:val="111111"/>', '<w:color w:val="666666"/>', good)  # 5.7 to 1
    assert {finding.code for finding in word.gate(pale, "word")} == {"WD-116"}
    assert word.faults(pale, FOREIGN) == ()


def test_verify_tells_of_a_word_file_as_what_it_is_to_be(
    good: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    path = tmp_path / "large.docx"
    path.write_bytes(good)
    assert main(("verify", str(path), "--as", "word-giant")) == 1
    assert "Most of the text is 18 point. Use 24 or more. (WD-215)" in capsys.readouterr().out


@pytest.mark.parametrize("name", PROFILES)
def test_every_word_format_of_the_sample_passes_the_gate(name: str) -> None:
    made = load(name)
    (data,) = made.write(word_sample.leaflet(), made.edition, {}).values()
    assert word.gate(data, name) == ()


def test_a_damaged_file_is_told_and_stops_nothing(good: bytes) -> None:
    chance = random.Random(5)
    members = archive.unpack(good)
    parts = [name for name in members if name.endswith((".xml", ".rels"))]
    told = 0
    for _ in range(60):
        part = chance.choice(parts)
        content = bytearray(members[part])
        at = chance.randrange(len(content))
        content[at : at + chance.randrange(1, 30)] = b""
        told += bool(word.faults(archive.pack({**members, part: bytes(content)}), FOREIGN))
        whole = bytearray(good)
        whole[chance.randrange(len(whole))] ^= 1 + chance.randrange(255)
        word.faults(bytes(whole))
    assert told > 20
