"""Manuscripts that are broken or made to do harm: each is told with its line and what to do, in bounded time."""

from pathlib import Path

import pytest
from hostile import FIRST, HEAD, findings, told

from leaflets import limits, manuscript


def test_an_empty_manuscript_is_told(tmp_path: Path) -> None:
    found = told(tmp_path, "")
    assert found["MS-001"].line == 1
    assert "Start with ---" in found["MS-001"].hint


@pytest.mark.parametrize("text", [b"\0" * 1000, b"\xff\xfe", b"\xff" * 1000, bytes(range(256)) * 40])
def test_a_manuscript_of_bytes_that_are_no_text_is_told(tmp_path: Path, text: bytes) -> None:
    assert "MS-001" in told(tmp_path, text)


def test_a_line_of_ten_megabytes_is_told_with_its_number_and_not_read(tmp_path: Path) -> None:
    found = told(tmp_path, f"{HEAD}We are here and {'x' * 10_000_000}.\n")
    assert found["MS-040"].line == found["MS-041"].line == FIRST
    assert "This line has 9" in found["MS-041"].message


def test_words_without_an_end_are_told_and_not_read(tmp_path: Path) -> None:
    found = told(tmp_path, HEAD + "word " * 2_000_000)
    assert {"MS-040", "MS-041"} <= set(found)


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n[picture: leaflet]\n"])
def test_a_hundred_thousand_sentences_are_told_with_how_many_there_may_be(tmp_path: Path, between: str) -> None:
    found = told(tmp_path, HEAD + f"{between}Yes.".join([""] * 100_000))
    assert "sentences. A leaflet has 500 at most." in found["MS-042"].message
    assert found["MS-042"].line > limits.MOST_SENTENCES
    assert "several leaflets" in found["MS-042"].hint


def test_a_hundred_thousand_sentences_in_one_line_are_told(tmp_path: Path) -> None:
    assert told(tmp_path, HEAD + "Yes. " * 100_000)["MS-041"].line == FIRST


def test_as_many_sentences_as_there_may_be_are_read() -> None:
    rows = "".join(f"[picture: leaflet]\nWe read book {number}.\n\n" for number in range(limits.MOST_SENTENCES - 2))
    leaflet, found = manuscript.read(HEAD + "\n" + rows, "leaflet.md", "library", "en-GB")
    assert found == ()
    assert sum(1 for section in leaflet.sections for _ in section.points()) == limits.MOST_SENTENCES - 1


def test_long_notes_are_no_long_lines() -> None:
    text = f"{HEAD}<!-- {'note ' * 2000} -->\nYou can come.\n"
    assert manuscript.read(text, "leaflet.md", "library", "en-GB")[1] == ()


def test_a_note_that_never_ends_does_not_hold_anybody_up(tmp_path: Path) -> None:
    assert "MS-041" in told(tmp_path, HEAD + "<!--" * 240_000)


def test_a_text_without_the_end_of_its_first_lines_is_told_once(tmp_path: Path) -> None:
    text = "---\n" + "".join(f"key-{number}: value\n" for number in range(50_000)) + "---\n"
    found = findings(tmp_path, text)
    assert sum(finding.code == "MS-002" for finding in found) == 100
    assert sum(finding.code == "MS-009" for finding in found) == 1


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("We \0 are here.", "ER-133"),
        ("We \ufffd are here.", "ER-133"),
        ("We like it 😀.", "ER-133"),
        ("We like it 👩🏽‍🚀️.", "ER-133"),
        ("გამარჯობა ბიბლიოთეკაში.", "ER-133"),
        ("We \ue000 are \U000f0000 here.", "ER-133"),
        ("You pay \u202e001\u202c pounds.", "ER-134"),
        ("You pay \u2066001\u2069 pounds.", "ER-134"),
        ("We a\u200bre here.", "ER-134"),
        ("We \x07\x1b are here.", "ER-134"),
        ("We \x85are\x9b here.", "ER-134"),
        ("We a\u00adre here.", "ER-134"),
        (f"We are he{chr(0x301) * 500}re.", "ER-135"),
        (f"We are he{chr(0x489) * 30}re.", "ER-135"),
    ],
)
def test_a_sign_that_no_reader_can_use_is_told_once_with_its_line(tmp_path: Path, line: str, code: str) -> None:
    found = findings(tmp_path, f"{HEAD}{line}\n")
    assert [finding.line for finding in found if finding.code == code] == [FIRST]
    assert told(tmp_path, f"{HEAD}{line}\n")[code].hint


def test_such_a_sign_is_told_wherever_it_stands(tmp_path: Path) -> None:
    text = HEAD.replace("Sunday\n", "Sunday 😀\nshort-title: Open 😀\n").replace("open?\n", "open 😀?\n")
    lines = [finding.line for finding in findings(tmp_path, text) if finding.code == "ER-133"]
    assert lines == [1, 2, 7]


def test_such_a_sign_in_the_house_file_is_told_with_the_file(tmp_path: Path) -> None:
    house = 'name = "The 😀 library"\n[[contact]]\nkind = "phone"\nlabel = "Phone"\nvalue = "1"\n'
    found = [finding for finding in findings(tmp_path, HEAD, house) if finding.code == "ER-133"]
    assert found
    assert all("house.toml" in finding.file for finding in found)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("We {{ 7*7 }} you.", "MS-031"),
        ("{% for x in y %} We are.", "MS-031"),
        ("${7*7} are here.", "MS-031"),
        ("We <speak><break time='9s'/>say</speak> it.", "MS-032"),
        ("We say [[h@'loU]] now.", "MS-031"),
        ("We `rm -rf /` here.", "MS-032"),
        ("We <script>alert(1)</script> you.", "MS-032"),
        ("<iframe src='http://example.org'></iframe>", "MS-032"),
        ("<style>@import url(http://example.org)</style>", "MS-032"),
        ("<svg onload='x()'><image href='file:///etc/passwd'/></svg>", "MS-032"),
        ("![x](file:///etc/passwd)", "MS-032"),
        ("See [this](file:///etc/passwd) now.", "MS-033"),
        ("See [this](data:text/html,x) now.", "MS-033"),
        ("See [this](javascript:alert(1)) now.", "MS-033"),
        ("See [this](//example.org/x) now.", "MS-033"),
        ("[picture: ../../../etc/passwd]\nWe are here.", "MS-020"),
    ],
)
def test_marks_of_other_languages_are_told_and_never_followed(tmp_path: Path, line: str, code: str) -> None:
    assert told(tmp_path, f"{HEAD}{line}\n")[code].line == FIRST


def test_a_picture_is_a_name_and_never_a_path(tmp_path: Path) -> None:
    found = told(tmp_path, f"{HEAD}\n[picture: ../../../etc/passwd]\nWe are here.\n")
    assert found["ER-302"].line == FIRST + 1


def test_what_a_shell_would_run_is_words(tmp_path: Path) -> None:
    text = HEAD.replace("Open on Sunday", "--help; $(touch x)") + "-rf is a word; $(touch x) && cat x | sh > y.\n"
    assert not {code for code in told(tmp_path, text) if code.startswith("MS-")}
    assert not list(tmp_path.rglob("x"))


@pytest.mark.parametrize("piece", ["<div>", "[", "**_", "> ", "![a", "{lang=cy:", "`", "<!--"])
def test_a_hundred_thousand_nested_marks_are_told(tmp_path: Path, piece: str) -> None:
    assert "MS-041" in told(tmp_path, HEAD + piece * 100_000 + "x")


@pytest.mark.parametrize("piece", ["[", "**_", "![a", "<a "])
def test_nested_marks_in_every_line_hold_nobody_up(tmp_path: Path, piece: str) -> None:
    line = piece * (limits.MOST_LINE_SIGNS // len(piece) - 1)
    assert "MS-035" in told(tmp_path, HEAD + f"{line}x\n" * 150)
