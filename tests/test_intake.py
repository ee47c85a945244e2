"""Articles as people save them: every way of saving is read, and what is no part of the article is told."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets import intake
from leaflets.findings import LeafletError
from leaflets.intake import plain

ARTICLES = Path(__file__).parent / "articles"
TEXT = "A new café\n\nThe café’s doors open at 9 a.m. – see you there.\n"


def test_a_text_article_is_taken_apart() -> None:
    article, findings = intake.read(ARTICLES / "garden.txt")
    assert findings == ()
    assert article.title == "A community garden for everybody"
    assert [block.kind for block in article.blocks] == [
        "paragraph", "paragraph", "heading", "item", "item", "item", "paragraph",
    ]  # fmt: skip
    assert article.blocks[3].text == "raised beds that can be reached from a wheelchair"


def test_what_a_web_page_adds_is_left_out_and_told_with_its_line() -> None:
    article, _ = intake.read(ARTICLES / "garden.txt")
    assert [(residue.line, residue.text) for residue in article.residue] == [
        (15, "Phone: 020 7946 0123"),
        (16, "garden@example.org"),
        (18, "Download the garden plan"),
        (19, "Share this:"),
        (20, "Leave a Reply"),
    ]


def test_a_markdown_article_is_read_without_its_marks() -> None:
    article, _ = intake.read(ARTICLES / "garden.md")
    assert article.title == "A garden for everybody"
    assert article.sentences() == (
        "The council has agreed to a new garden in Mill Lane.",
        "It opens on 6 June 2026.",
        "raised beds",
        "a path",
        "“I cannot wait,” said Amy Stone.",
    )
    assert [residue.text for residue in article.residue] == ["Read more"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_way_of_saving_gives_the_same_article(tmp_path: Path, encoding: str, newline: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.replace("\n", newline).encode(encoding))
    article, findings = intake.read(path)
    assert findings == ()
    assert article.title == "A new café"
    assert article.sentences() == ("The café’s doors open at 9 a.m. – see you there.",)


@pytest.mark.parametrize("name", ["article.docx", "article.PDF", "article.html", "article.xyz", "article"])
def test_other_types_are_refused_with_advice(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x00\x01")
    article, (finding,) = intake.read(path)
    assert article.blocks == ()
    assert finding.level == "must fix"
    assert ".txt" in finding.hint
    assert name in finding.file


def test_an_empty_article_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("\n\nLeave a Reply\n", encoding="utf-8")
    article, (finding,) = intake.read(path)
    assert article.sentences() == ()
    assert "No sentences" in finding.message


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LeafletError, match=r"nowhere\.txt"):
        intake.read(tmp_path / "nowhere.txt")


def test_wrapped_lines_are_one_paragraph_and_a_short_line_above_is_a_heading() -> None:
    text = "The title\nOur plan\nThe plan is to open a garden in the middle of the town with\nbeds and benches.\n"
    article = plain.article(text, markdown=False)
    assert [block.kind for block in article.blocks] == ["heading", "paragraph"]
    assert article.sentences()[0].endswith("with beds and benches.")


def test_a_real_sentence_that_begins_like_an_added_line_is_kept() -> None:
    text = "The title\n\nDownload speeds are slow in our town, people say.\n\nShare the garden with your friends.\n"
    assert len(plain.article(text, markdown=False).sentences()) == 2


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_stop_the_reader(data: bytes, markdown: bool) -> None:
    article = plain.article(plain.decode(data), markdown)
    assert all(block.text for block in article.blocks)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aB .#-*_[]()<>!`\n1:—“”|{}", max_size=300), st.booleans())
def test_no_text_stops_the_reader(text: str, markdown: bool) -> None:
    assert isinstance(plain.article(text, markdown).sentences(), tuple)
