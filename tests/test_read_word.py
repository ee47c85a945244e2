"""Writing in Word: a manuscript goes into a Word file and comes back whole, whoever saved the file last."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets import archive, manuscript
from leaflets.commands import main
from leaflets.paragraphs import Paragraph, Piece
from leaflets.rewriting import as_manuscript
from leaflets.rewriting.as_paragraphs import paragraphs
from leaflets.word import manuscript_reader, manuscript_writer, reader

ROOT = Path(__file__).parent.parent
MANUSCRIPTS = {
    "values-framework": ROOT / "sources" / "values-framework" / "leaflet.en-GB.md",
    "sim-london": ROOT / "sources" / "sim-london" / "leaflet.en-GB.md",
    "everything": ROOT / "tests" / "manuscripts" / "everything" / "leaflet.en-GB.md",
}
SMALL = "---\ntitle: Our garden\n---\n\n## What is it?\n[picture: house]\nIt is a **garden**. {G01}\n"
Change = Callable[[WordDocument], object]


def to_word(text: str) -> bytes:
    return manuscript_writer.write(paragraphs(text), "Our garden", "en-GB")


def from_word(data: bytes) -> tuple[str, list[str]]:
    """The manuscript, and the codes of what was found."""
    found, reading = manuscript_reader.read(data, "leaflet.docx")
    text, writing = as_manuscript.manuscript(found, "leaflet.docx")
    return text, [finding.code for finding in (*reading, *writing)]


def changed(text: str, change: Change) -> bytes:
    """The manuscript as a Word file in which somebody changed something."""
    document = Document(io.BytesIO(to_word(text)))
    change(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def saved_again(data: bytes, folder: Path) -> bytes:
    """The file as LibreOffice writes it, with a profile of its own."""
    (folder / "in").mkdir()
    (folder / "in" / "leaflet.docx").write_bytes(data)
    command = ("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
               "docx:MS Word 2007 XML", "--outdir", str(folder), str(folder / "in" / "leaflet.docx"))  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "leaflet.docx").read_bytes()


def sources(folder: Path, text: str = SMALL) -> Path:
    """A sources folder with one leaflet, `our-garden`."""
    (folder / "sources" / "our-garden").mkdir(parents=True)
    (folder / "sources" / "our-garden" / "leaflet.en-GB.md").write_text(text, encoding="utf-8")
    return folder / "sources"


def read_word(folder: Path, *more: str) -> int:
    return main(["read-word", "our-garden", *more, "--sources", str(folder)])


@pytest.mark.parametrize("name", MANUSCRIPTS)
def test_a_manuscript_comes_back_from_word_letter_by_letter(name: str) -> None:
    text = MANUSCRIPTS[name].read_text("utf-8")
    assert from_word(to_word(text)) == (text, [])


@pytest.mark.external("libreoffice")
@pytest.mark.parametrize("name", MANUSCRIPTS)
def test_it_also_comes_back_after_libreoffice_saved_it(name: str, tmp_path: Path) -> None:
    text = MANUSCRIPTS[name].read_text("utf-8")
    data = saved_again(to_word(text), tmp_path)
    assert b"LibreOffice" in archive.unpack(data)["docProps/app.xml"]
    assert from_word(data) == (text, [])


@pytest.mark.external("libreoffice")
def test_words_that_libreoffice_lost_would_be_seen(tmp_path: Path) -> None:
    text = SMALL.replace("garden**. {G01}", "garden**.")
    assert from_word(saved_again(to_word(text), tmp_path))[0] != SMALL


def test_the_same_manuscript_gives_the_same_word_file() -> None:
    assert to_word(SMALL) == to_word(SMALL)


_LINES = st.lists(
    st.sampled_from(
        ["", "", "## A topic", "# About this leaflet", "[picture: house]", "We *do* this | now. {A01}",
         "It is **hot**.",
         "== **Hot** means warm.", "> [person]", "> I like it.", "<!-- A note. -->", "Read [me](https://example.org/a).",
         "- no list", "1. first", "We say \\*this\\* and \\_that\\_.", "a_b < c > d & e", "# Notice: Old",
         "{lang=cy: Hei}!"]
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(_LINES)
def test_any_manuscript_without_faults_means_the_same_after_the_way_through_paragraphs(lines: list[str]) -> None:
    text = "\n".join(("---", "title: A", "---", "", "## Start", "Words.", "", *lines, ""))
    before, faults = manuscript.read(text, "x.md", "x", "en-GB")
    back, findings = as_manuscript.manuscript(paragraphs(text), "x.docx")
    after, _ = manuscript.read(back, "x.md", "x", "en-GB")
    assert findings == ()
    assert faults or [(s.runs, s.facts) for s in after.sentences()] == [(s.runs, s.facts) for s in before.sentences()]
    assert faults or [p.concept for p in after.pictures()] == [p.concept for p in before.pictures()]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aB .,-+*_`[]()<>#=!|\\1~>&:\"'…—", min_size=1, max_size=40))
def test_what_somebody_types_in_word_is_printed_as_typed(typed: str) -> None:
    paragraph = Paragraph("Sentence", (Piece(" ".join(typed.split())),))
    text, _ = as_manuscript.manuscript((Paragraph("Topic", (Piece("A"),)), paragraph), "x.docx")
    leaflet, _ = manuscript.read(text, "x.md", "x", "en-GB")
    printed = "".join(sentence.text for section in leaflet.sections for sentence in section.sentences())
    assert "".join(printed.split()) == "A" + "".join(typed.replace("|", "").split())


def test_a_line_without_a_style_is_read_as_a_sentence_and_told() -> None:
    data = changed(SMALL, lambda document: document.add_paragraph("Everybody can come.", style="Normal"))
    found, (finding,) = manuscript_reader.read(data, "leaflet.docx")
    assert found[-1] == Paragraph("Sentence", (Piece("Everybody can come."),))
    assert "“Everybody can come.”" in finding.message
    assert "Choose its style" in finding.hint


def test_bold_letters_without_a_style_are_read_as_a_hard_word_and_told() -> None:
    def write(document: WordDocument) -> None:
        added = document.add_paragraph("We have a ", style="Sentence")
        added.add_run("shed").bold = True
        added.add_run(". It is ")
        added.add_run("not").italic = True
        added.add_run(" new.")

    text, codes = from_word(changed(SMALL, write))
    assert text.endswith("We have a **shed**. It is *not* new.\n")
    assert codes == ["RW-004", "RW-004"]


def test_a_table_a_change_and_a_footnote_are_told_and_no_word_is_lost() -> None:
    def write(document: WordDocument) -> None:
        document.add_table(rows=1, cols=2).cell(0, 1).text = "In a table."
        added = document.add_paragraph("Old ", style="Sentence")
        inside = f'<w:ins {nsdecls("w")} w:id="1" w:author="A"><w:r><w:t>new words.</w:t></w:r></w:ins>'
        outside = f'<w:del {nsdecls("w")} w:id="2" w:author="A"><w:r><w:delText>gone</w:delText></w:r></w:del>'
        added._p.append(parse_xml(inside))
        added._p.append(parse_xml(outside))
        added.add_run()._r.append(OxmlElement("w:footnoteReference"))

    text, codes = from_word(changed(SMALL, write))
    assert "In a table." in text
    assert "Old new words.\n" in text
    assert "gone" not in text
    assert codes == ["RW-005", "RW-001", "RW-002", "RW-008"]


def test_a_picture_in_the_file_is_told() -> None:
    def write(document: WordDocument) -> None:
        document.add_paragraph(style="Sentence").add_run()._r.append(OxmlElement("w:drawing"))

    assert from_word(changed(SMALL, write))[1] == ["RW-003"]


def test_comments_in_the_margin_become_notes() -> None:
    def write(document: WordDocument) -> None:
        document.add_comment(document.paragraphs[-1].runs, text="Is this -- true?", author="Ann Hill")

    text, codes = from_word(changed(SMALL, write))
    assert text == SMALL + "<!-- Comment by Ann Hill: Is this – true? -->\n"
    assert codes == ["RW-007"]


def test_the_styles_of_word_itself_do_for_topics_and_quotations() -> None:
    document = Document()
    document.add_paragraph("Our garden", style="Title")
    document.add_paragraph("What is it?", style="Heading 1")
    document.add_paragraph("It is green.", style="Quote")
    target = io.BytesIO()
    document.save(target)
    assert from_word(target.getvalue()) == ("---\ntitle: Our garden\n---\n\n## What is it?\n> It is green.\n", [])


def test_words_in_a_help_line_are_not_lost_in_silence() -> None:
    data = changed(SMALL, lambda document: document.paragraphs[0].add_run(" My own words."))
    assert from_word(data) == (SMALL, ["RW-010"])


def test_the_manuscript_is_replaced_and_the_old_one_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = sources(tmp_path)
    file = tmp_path / "mine.docx"
    file.write_bytes(to_word(SMALL.replace("It is", "This is")))
    assert read_word(folder, str(file)) == 0
    leaflet = folder / "our-garden"
    assert (leaflet / "leaflet.en-GB.md").read_text("utf-8") == SMALL.replace("It is", "This is")
    assert (leaflet / "leaflet.en-GB.md.before").read_text("utf-8") == SMALL
    assert "read-word our-garden --undo" in capsys.readouterr().out
    assert read_word(folder, "--undo") == 0
    assert (leaflet / "leaflet.en-GB.md").read_text("utf-8") == SMALL
    assert read_word(folder, "--undo") == 0
    assert (leaflet / "leaflet.en-GB.md").read_text("utf-8") == SMALL.replace("It is", "This is")


def test_a_manuscript_that_is_kept_is_not_written_over_unless_asked(tmp_path: Path) -> None:
    folder = sources(tmp_path)
    file, leaflet = tmp_path / "mine.docx", folder / "our-garden"
    for number, code in ((1, 0), (2, 2)):
        file.write_bytes(to_word(SMALL.replace("It is", f"Number {number} is")))
        assert read_word(folder, str(file)) == code
    assert "Number 1 is" in (leaflet / "leaflet.en-GB.md").read_text("utf-8")
    assert (leaflet / "leaflet.en-GB.md.before").read_text("utf-8") == SMALL
    assert read_word(folder, str(file), "--replace") == 0
    assert "Number 2 is" in (leaflet / "leaflet.en-GB.md").read_text("utf-8")
    assert "Number 1 is" in (leaflet / "leaflet.en-GB.md.before").read_text("utf-8")


def test_the_same_words_change_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = sources(tmp_path)
    (tmp_path / "mine.docx").write_bytes(to_word(SMALL))
    assert read_word(folder, str(tmp_path / "mine.docx")) == 0
    assert [path.name for path in (folder / "our-garden").iterdir()] == ["leaflet.en-GB.md"]
    assert "says the same already" in capsys.readouterr().out


def test_findings_of_the_manuscript_name_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = sources(tmp_path)
    (tmp_path / "mine.docx").write_bytes(to_word(SMALL + "We dig. We plant.\n"))
    assert read_word(folder, str(tmp_path / "mine.docx")) == 1
    assert "leaflet.en-GB.md, line 8: must fix: This line has 2 sentences." in capsys.readouterr().out


def plain_document() -> bytes:
    document = Document()
    document.add_paragraph("A letter to nobody.")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_xml(xml: str) -> bytes:
    return archive.pack({**archive.unpack(to_word(SMALL)), "word/document.xml": xml.encode()})


_BOMB = '<!DOCTYPE a [<!ENTITY b "c">]><w:document xmlns:w="w"><w:body/></w:document>'
_DEEP = "<a>" * 5000 + "</a>" * 5000


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (plain_document(), "No line in this file has a style of a manuscript."),
        (b"Just text.", "It is no Word file."),
        (b"", "It is no Word file."),
        (to_word(SMALL)[:3000], "It is no Word file."),
        (with_xml(_BOMB), "definitions that no word processor writes"),
        (with_xml(_DEEP), "nested too deeply"),
        (with_xml("<w:document"), "It is damaged."),
        (archive.pack({"word/other.xml": b"<a/>"}), "There is no text in it."),
    ],
    ids=["no styles", "text", "empty", "cut off", "definitions", "deep", "broken", "no document"],
)
def test_a_file_of_no_use_writes_nothing(
    data: bytes, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = sources(tmp_path)
    (tmp_path / "mine.docx").write_bytes(data)
    assert read_word(folder, str(tmp_path / "mine.docx")) == 1
    out = capsys.readouterr().out
    assert says in out
    assert "Nothing was written." in out
    assert [path.name for path in (folder / "our-garden").iterdir()] == ["leaflet.en-GB.md"]


def test_a_part_that_unpacks_without_end_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", b" " * (manuscript_reader.MOST_BYTES + 10))
    with pytest.raises(manuscript_reader.UnreadableError, match="far too big"):
        manuscript_reader.read(target.getvalue(), "leaflet.docx")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 8000), st.binary(min_size=1, max_size=8))
def test_no_damage_to_a_file_stops_the_reader(place: int, damage: bytes) -> None:
    data = to_word(SMALL)
    place %= len(data)
    broken = data[:place] + damage + data[place + len(damage) :]
    try:
        found, _ = manuscript_reader.read(broken, "leaflet.docx")
    except manuscript_reader.UnreadableError as error:
        found, told = (), str(error)
    else:
        told = "read."
    assert told.endswith(".")
    assert as_manuscript.manuscript(found, "leaflet.docx")[0].endswith("\n")


def test_an_unknown_leaflet_is_refused_with_the_known_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read-word", "garden", "x.docx", "--sources", str(sources(tmp_path))]) == 2
    assert "There are: our-garden." in capsys.readouterr().err


def test_an_existing_leaflet_is_given_as_a_word_file_once(tmp_path: Path) -> None:
    folder = sources(tmp_path)
    command = ["word-copy", "our-garden", "--sources", str(folder)]
    assert main(command) == 0
    file = folder / "our-garden" / "leaflet.en-GB.docx"
    assert from_word(file.read_bytes()) == (SMALL, [])
    file.write_bytes(b"my work")
    assert main(command) == 2
    assert file.read_bytes() == b"my work"
    assert main([*command, "--replace"]) == 0
    assert from_word(file.read_bytes()) == (SMALL, [])


def test_a_manuscript_of_an_old_editor_on_windows_loses_nothing_in_the_word_file(tmp_path: Path) -> None:
    folder = sources(tmp_path)
    text = f"{SMALL.rstrip()}\nIt’s £5 for 2 people.\n"
    (folder / "our-garden" / "leaflet.en-GB.md").write_bytes(text.encode("windows-1252"))
    assert main(["word-copy", "our-garden", "--sources", str(folder)]) == 0
    made, _ = from_word((folder / "our-garden" / "leaflet.en-GB.docx").read_bytes())
    assert "It’s £5 for 2 people." in made


def a_review(folder: Path) -> bytes:
    """The reviewer's copy of a small leaflet with one fact told and one left out."""
    root = sources(folder)
    (root / "house.toml").write_text((ROOT / "sources" / "house.toml").read_text("utf-8"), encoding="utf-8")
    leaflet = root / "our-garden"
    (leaflet / "article.txt").write_text("Our garden\n\nIt will be a garden. It costs £5.\n", encoding="utf-8")
    (leaflet / "facts.toml").write_text(
        '[[fact]]\nid = "G01"\nclaim = "It is a garden"\nweight = "A"\nsource_words = "It will be a garden"\n'
        'patterns = ["garden"]\n\n[[fact]]\nid = "G02"\nclaim = "The cost"\nweight = "B"\n'
        'source_words = "It costs £5"\nleft_out = "Nobody pays it."\n',
        encoding="utf-8",
    )
    assert main(["word-copy", "our-garden", "--to", "review", "--sources", str(root)]) == 0
    return (leaflet / "review.docx").read_bytes()


def test_the_reviewers_copy_shows_each_line_with_its_facts_and_room_to_write(tmp_path: Path) -> None:
    document = Document(io.BytesIO(a_review(tmp_path)))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    told = next(row for row in rows if row[0] == "7")
    assert told == ["7", "\nhouse", "It is a garden.", "G01: It is a garden\n“It will be a garden”", ""]
    assert ["G02", "The cost", "Nobody pays it.", ""] in rows
    assert ["1", "It will be a garden.", ""] in rows
    assert ["2", "It costs £5.", ""] in rows
    width, height = document.sections[0].page_width, document.sections[0].page_height
    assert width is not None
    assert height is not None
    assert width > height


def test_every_word_of_a_real_leaflet_stands_in_its_reviewers_copy(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    command = ["word-copy", "values-framework", "--to", "review", "--sources", str(tmp_path / "sources")]
    assert main(command) == 0
    data = (tmp_path / "sources" / "values-framework" / "review.docx").read_bytes()
    said = reader.words_of(data)[0].splitlines()
    written, _ = manuscript.read(MANUSCRIPTS["values-framework"].read_text("utf-8"), "x.md", "x", "en-GB")
    missing = [sentence.text for sentence in written.sentences() if " ".join(sentence.text.split()) not in said]
    assert [text for text in missing if text not in ("", "Things have changed")] == []
    assert main(command) == 2


def test_heads_of_tables_come_again_on_every_page(tmp_path: Path) -> None:
    body = archive.unpack(a_review(tmp_path))["word/document.xml"].decode()
    assert body.count("<w:tblHeader/>") == body.count("<w:tbl>") > 4
