"""`check`: findings, the table "article before, leaflet after", and the same as data."""

import json
from pathlib import Path

import pytest

from leaflets.commands import main

ARTICLES = Path(__file__).parent / "articles"
HOUSE = """\
name = "The Green House"
[[contact]]
kind = "phone"
label = "Phone"
value = "020 7946 0123"
"""
MANUSCRIPT = """\
---
title: Our garden
information-date: 2026-05
cover-picture: leaflet
---
## What is new?
[picture: meeting]
There is a new garden in Mill Lane.
You can come and see it in June.
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    (folder / "our-garden").mkdir(parents=True)
    (folder / "house.toml").write_text(HOUSE, encoding="utf-8")
    (folder / "our-garden" / "leaflet.en-GB.md").write_text(MANUSCRIPT, encoding="utf-8")
    (folder / "our-garden" / "article.txt").write_bytes((ARTICLES / "garden.txt").read_bytes())
    return folder


def run(sources: Path, *words: str) -> int:
    return main(["check", *words, "--sources", str(sources), "--today", "2026-06-01"])


def test_a_good_leaflet_passes_and_is_shown_beside_its_article(
    sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(sources, "our-garden") == 0
    out = capsys.readouterr().out
    rows = {line.split("  ")[0]: line.split() for line in out.splitlines() if "  " in line}
    assert "article before" in out
    assert "leaflet after" in out
    assert rows["Sentences"][1] == "10"
    assert rows["Words"][1] == "167"
    assert rows["Reading age"][2::2] == ["about", "about"]
    before, after = rows["Reading age"][3::2]
    assert int(before) > int(after)


def test_what_must_be_fixed_is_told_with_file_and_line_and_fails(
    sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sources / "our-garden" / "leaflet.en-GB.md"
    path.write_text(MANUSCRIPT.replace("You can come", "You can't come"), encoding="utf-8")
    assert run(sources) == 1
    out = capsys.readouterr().out
    assert "leaflet.en-GB.md, line 9: must fix: The short form “can't” is hard to read." in out
    assert "1 must fix" in out


@pytest.mark.parametrize("ending", ["leaflet.en-GB.md", ""])
def test_a_leaflet_can_be_named_by_its_file_or_folder(
    sources: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(sources, str(sources / "our-garden" / ending)) == 0
    assert capsys.readouterr().out.startswith("Leaflet our-garden\n")


def test_a_plain_article_is_scored_and_what_was_left_out_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, str(ARTICLES / "garden.txt")) == 0
    out = capsys.readouterr().out
    assert "Title: A community garden for everybody" in out
    assert "line 20: Leave a Reply" in out
    assert "4 (40%)" in out


def test_the_result_as_data(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(sources, "our-garden", str(ARTICLES / "garden.txt"), "--json") == 0
    data = json.loads(capsys.readouterr().out)
    (leaflet,), (article,) = data["leaflets"], data["articles"]
    assert leaflet["slug"] == "our-garden"
    assert leaflet["article"]["words"] == article["scores"]["words"] == 167
    assert leaflet["leaflet"]["grade"] < 5 < article["scores"]["grade"]
    assert {finding["level"] for finding in leaflet["findings"]} <= {"should fix", "look at this"}
    assert article["left_out"][-1] == {"text": "Leave a Reply", "line": 20}


def test_a_name_that_is_neither_leaflet_nor_file_is_answered_with_those_there_are(
    sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(sources, "our-gardn") == 2
    assert "our-garden" in capsys.readouterr().err


def test_an_empty_folder_says_how_to_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path) == 2
    assert "Start one with the command: new" in capsys.readouterr().err


def test_a_day_that_is_none_is_refused(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--sources", str(sources), "--today", "tomorrow"]) == 2
    assert "2026-01-31" in capsys.readouterr().err


def test_a_new_leaflet_is_checked_as_still_to_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "house.toml").write_text(HOUSE, encoding="utf-8")
    assert main(["new", "our-garden", "--from", str(ARTICLES / "garden.txt"), "--sources", str(folder)]) == 0
    assert run(folder) == 1
    assert "This line is still to write." in capsys.readouterr().out
