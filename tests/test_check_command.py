"""`check`: findings, the table "article before, leaflet after", and the same as data."""

import json
import re
import shutil
from pathlib import Path

import pytest

from leaflets import report
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


def figures(out: str) -> dict[str, list[str]]:
    """The rows of the tables of figures: the label and its values."""
    cells = (re.split(r"\s{2,}", line.strip()) for line in out.splitlines())
    return {label: values for label, *values in cells if values}


def test_a_good_leaflet_passes_and_is_shown_beside_its_article(
    sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(sources, "our-garden") == 0
    out = capsys.readouterr().out
    assert out.startswith("Leaflet our-garden: Our garden\nStatus: ")
    rows = figures(out)
    assert ["article", "leaflet"] in [line.split() for line in out.splitlines()]
    assert rows["Sentences"][0] == "10"
    assert rows["Words"][0] == "167"
    before, after = rows["Reading age"]
    assert before == "about 18"
    assert re.fullmatch(r"about [5-9]", after)


def test_a_profile_changes_what_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = str(ARTICLES / "garden.txt")
    long = []
    for profile in ("easy-read", "plain"):
        assert run(tmp_path, article, "--profile", profile) == 0
        long.append(capsys.readouterr().out.count("Long sentences are hard to follow."))
    assert long[0] == 4
    assert long[1] < 4
    assert run(tmp_path, article, "--profile", "easy") == 2
    assert "easy-read, plain, large-print" in capsys.readouterr().err


def test_each_section_of_a_leaflet_has_its_figures(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(sources, "our-garden")
    rows = figures(capsys.readouterr().out)
    assert rows["Section of the leaflet"] == ["sentences", "mean", "longest", "grade"]
    assert rows["What is new?"][:3] == ["2", "8.0", "8"]


def test_what_must_be_fixed_is_told_first_with_file_line_and_sentence_and_fails(
    sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sources / "our-garden" / "leaflet.en-GB.md"
    path.write_text(MANUSCRIPT.replace("You can come", "You can't come"), encoding="utf-8")
    assert run(sources) == 1
    out = capsys.readouterr().out
    assert out.index("Must fix (1)") < out.index("Should fix (")
    lines = out[out.index("Must fix (1)") :].splitlines()
    assert lines[1].endswith("leaflet.en-GB.md")
    assert lines[2].startswith("    line 9: The short form “can't” is hard to read.")
    assert lines[2].endswith("(ER-105)")
    assert lines[3] == "      “You can't come and see it in June.”"
    assert "Found: 1 must fix," in out


@pytest.mark.parametrize("ending", ["leaflet.en-GB.md", ""])
def test_a_leaflet_can_be_named_by_its_file_or_folder(
    sources: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(sources, str(sources / "our-garden" / ending)) == 0
    assert capsys.readouterr().out.startswith("Leaflet our-garden:")


def test_a_plain_article_is_scored_and_what_makes_it_hard_and_what_was_left_out_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, str(ARTICLES / "garden.txt")) == 0
    out = capsys.readouterr().out
    assert "Article 1: A community garden for everybody" in out
    assert "This sentence has 36 words." in out
    assert "line 20: Leave a Reply" in out
    assert "4 (40%)" in out


def test_every_article_of_a_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "news.md"
    garden = "We opened a new garden in Mill Lane today, and many people from the town came to see it. " * 3
    library = "The library in Ferry Road is open again, and everybody in the town may bring books back. " * 3
    file.write_text(f"# A new garden\n\n{garden}\n\n# A new library\n\n{library}\n", encoding="utf-8")
    assert run(tmp_path, str(file), "--json") == 0
    articles = json.loads(capsys.readouterr().out)["articles"]
    assert [(each["number"], each["title"]) for each in articles] == [(1, "A new garden"), (2, "A new library")]
    assert [each["scores"]["sentences"] for each in articles] == [3, 3]


def test_a_file_that_cannot_be_read_must_be_fixed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert run(tmp_path, str(tmp_path / "empty.txt")) == 1
    assert "Must fix (1)" in capsys.readouterr().out


def test_the_result_as_data(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(sources, "our-garden", str(ARTICLES / "garden.txt"), "--json") == 0
    data = json.loads(capsys.readouterr().out)
    (leaflet,), (article,) = data["leaflets"], data["articles"]
    assert leaflet["slug"] == "our-garden"
    assert leaflet["article"]["scores"]["words"] == article["scores"]["words"] == 167
    assert leaflet["scores"]["grade"] < 5 < article["scores"]["grade"]
    assert {finding["level"] for finding in leaflet["findings"]} <= {"should fix", "look at this", "not checked"}
    assert article["left_out"][-1]["text"] == "Leave a Reply"
    assert article["left_out"][-1]["line"] == 20
    long = next(finding for finding in article["findings"] if "36 words" in finding["message"])
    assert len(long["sentence"].split()) == 36


def test_the_data_has_the_keys_that_are_written_down(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (sources / "our-garden" / "leaflet.en-GB.md").write_text(MANUSCRIPT.replace("can come", "can't come"), "utf-8")
    run(sources, "our-garden", str(ARTICLES / "garden.txt"), "--json")
    data = json.loads(capsys.readouterr().out)
    tables: list[list[str]] = []
    for line in (Path(report.__file__).parent / "README.md").read_text("utf-8").splitlines():
        if line.startswith("| key |"):
            tables.append([])
        elif line.startswith("| `"):
            tables[-1] += re.findall(r"`(\w+)`", line.split("|")[1])
    (leaflet,), article = data["leaflets"], data["articles"][0]
    told = [data, leaflet, article, leaflet["findings"][0], leaflet["scores"]]
    assert [sorted(keys) for keys in tables] == [sorted(value) for value in told]
    assert data["shape"] == 1


def test_a_report_is_written_where_nothing_else_was_said(sources: Path, tmp_path: Path) -> None:
    assert run(sources, "--report", "our-garden", "--output", str(tmp_path / "output")) == 0
    page = tmp_path / "output" / "reports" / "our-garden.html"
    assert "Report: Our garden" in page.read_text("utf-8")


def test_a_report_is_written_where_it_was_wished_and_its_place_is_told(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "pages" / "garden.html"
    assert run(sources, "our-garden", "--report", str(page)) == 0
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert capsys.readouterr().out.rstrip().endswith(f"Report: {page}")


def test_one_page_for_two_texts_is_refused(sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "both.html"
    assert run(sources, "our-garden", str(ARTICLES / "garden.txt"), "--report", str(page)) == 2
    assert "One page is about one text" in capsys.readouterr().err
    assert not page.exists()


def test_a_page_that_cannot_be_written_is_told(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(sources, "our-garden", "--report", str(sources / "house.toml" / "page.html")) == 2
    assert "Choose another place." in capsys.readouterr().err


def test_many_leaflets_are_checked_at_the_same_time_and_told_in_their_order(
    sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(14):
        shutil.copytree(sources / "our-garden", sources / f"garden-{number:02}")
    broken = sources / "garden-07" / "leaflet.en-GB.md"
    broken.write_text(MANUSCRIPT.replace("You can come", "You can't come"), encoding="utf-8")
    assert run(sources, "--json") == 1
    leaflets = json.loads(capsys.readouterr().out)["leaflets"]
    assert [each["slug"] for each in leaflets] == [*(f"garden-{number:02}" for number in range(14)), "our-garden"]
    wrong = [each["slug"] for each in leaflets if any(f["level"] == "must fix" for f in each["findings"])]
    assert wrong == ["garden-07"]


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
