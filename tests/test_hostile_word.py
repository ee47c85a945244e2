"""Word manuscripts that are broken or made to do harm: `read-word` follows nothing in them, writes nothing else."""

import io
import time
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import article_files
import pytest
from hostile import HEAD, QUICK_S, everything, write

from leaflets import commands
from leaflets.rewriting.as_paragraphs import paragraphs
from leaflets.word import manuscript_writer

WORD = manuscript_writer.write(paragraphs(HEAD), "A leaflet", "en-GB")
OUTSIDE = "http://127.0.0.1:9/x"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def part(name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(WORD)) as archive:
        return archive.read(name).decode()


def changed(parts: dict[str, str | bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(WORD)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return article_files.packed(members | parts)


def related(kind: str) -> str:
    """The relations of the text, and one more, to a file outside."""
    more = f'<Relationship Id="rX" Type="{RELATION}/{kind}" Target="{OUTSIDE}" TargetMode="External"/>'
    return part("word/_rels/document.xml.rels").replace("</Relationships>", f"{more}</Relationships>")


def typed(tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Exit code, what `read-word` said, and the manuscript after it."""
    place = write(tmp_path, HEAD)
    file = tmp_path / "leaflet.docx"
    file.write_bytes(data)
    before = everything(tmp_path)
    begun = time.monotonic()
    code = commands.main(("read-word", "library", str(file), "--sources", str(place)))
    assert time.monotonic() - begun < QUICK_S
    new = everything(tmp_path) - before
    assert new <= {"sources/library/leaflet.en-GB.md.before"}
    return code, "".join(capsys.readouterr()), (place / "library" / "leaflet.en-GB.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "frame", "subDocument"])
def test_templates_and_pictures_from_outside_are_not_fetched(
    tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, text = typed(tmp_path, changed({"word/_rels/document.xml.rels": related(kind)}), capsys)
    assert code == 0
    assert OUTSIDE not in text


def test_a_program_in_a_word_file_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, text = typed(tmp_path, changed({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 Shell(cmd)"}), capsys)
    assert code == 0
    assert "Shell" not in text


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"])
@pytest.mark.parametrize(
    "head", ['<!DOCTYPE w [<!ENTITY a "aaaa">]>', '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>']
)
def test_definitions_in_any_part_are_refused(
    tmp_path: Path, name: str, head: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, text = typed(tmp_path, changed({name: f"{head}{part(name).partition('?>')[2]}"}), capsys)
    assert code == 1
    assert "definitions" in said
    assert "Nothing was written." in said
    assert text == HEAD


def test_a_word_file_that_unpacks_to_a_huge_one_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, text = typed(tmp_path, changed({"word/document.xml": b"<a>" + bytes(40_000_000)}), capsys)
    assert code == 1
    assert "too big" in said
    assert text == HEAD


def test_a_word_file_with_a_part_twice_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = io.BytesIO(WORD)
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<other/>")
    code, said, text = typed(tmp_path, file.getvalue(), capsys)
    assert code == 1
    assert "cannot be read" in said
    assert text == HEAD


def test_names_that_lead_out_of_a_word_file_write_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    code, _, _ = typed(tmp_path, changed({"../../evil.txt": "x", f"{outside}/evil.txt": "x"}), capsys)
    assert code == 0
    assert not list(tmp_path.parent.rglob("evil.txt"))


def test_a_hundred_thousand_sentences_in_word_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = part("word/document.xml")
    end = document.rindex("<w:sectPr") if "<w:sectPr" in document else document.rindex("</w:body>")
    many = "<w:p><w:r><w:t>Yes.</w:t></w:r></w:p>" * 100_000
    code, said, _ = typed(tmp_path, changed({"word/document.xml": document[:end] + many + document[end:]}), capsys)
    assert code == 1
    assert "far too many lines" in said


@pytest.mark.parametrize("words", ["😀", "\u202e001", "{{ 7*7 }}", "<script>x()</script>", "[[h@'loU]]", "$(touch x)"])
def test_marks_of_other_languages_come_back_from_word_as_words(
    tmp_path: Path, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    document = part("word/document.xml").replace("We are open on Sunday.", escape(f"We say {words} here."))
    code, said, text = typed(tmp_path, changed({"word/document.xml": document}), capsys)
    assert code in (0, 1)
    assert "Traceback" not in said
    assert "We say" in text
    assert not (tmp_path / "x").exists()
