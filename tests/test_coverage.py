"""`report`: who can get which leaflet in which way, told in lines, as a page and as a table."""

import csv
import io
from pathlib import Path

import pytest

from leaflets import formats
from leaflets.commands import main
from leaflets.coverage.gather import needs

HOUSE = """\
name = "The Green House"
formats = ["word", "text"]
contacts-are-examples = true
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
There is a new garden in Mill Lane. {G01}
You can feel well there. {G01 health}
"""
FACTS = """\
[[fact]]
id = "G01"
claim = "There is a new garden in Mill Lane, and people can feel well there"
weight = "A"
source = "The house"
patterns = ["new garden", "feel well there"]
confirm = "Is it open?"
"""


class Desk:
    """A folder with one leaflet, and a person who types commands there."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        own = folder / "sources" / "our-garden"
        own.mkdir(parents=True)
        (folder / "sources" / "house.toml").write_text(HOUSE, encoding="utf-8")
        (own / "leaflet.en-GB.md").write_text(MANUSCRIPT, encoding="utf-8")
        (own / "facts.toml").write_text(FACTS, encoding="utf-8")

    def type(self, *words: str) -> str:
        places = ("--sources", str(self.folder / "sources"), "--output", str(self.folder / "output"))
        to = ("--to", str(self.folder / "report")) if words[0] == "report" else ()
        code = main((*words, *places, *to, "--today", "2026-06-09"))
        said = "".join(self.capsys.readouterr())
        assert code == 0, said
        return said

    def table(self) -> dict[str, str]:
        text = (self.folder / "report" / "coverage.csv").read_bytes().decode("utf-8-sig")
        (row,) = csv.DictReader(io.StringIO(text))
        return row

    def page(self) -> str:
        return (self.folder / "report" / "coverage.html").read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_what_is_made_and_what_is_lacking_stand_in_the_table(desk: Desk) -> None:
    desk.type("make", "--plain")
    desk.type("report")
    row = desk.table()
    assert row["Electronic text"] == "word, text"
    assert row["Braille"] == ""
    assert "Braille: not there." in row["lacking"]
    assert row["next step"] == "drafted"


def test_everything_that_people_still_have_to_do_is_told(desk: Desk) -> None:
    desk.type("make", "--plain")
    said = desk.type("report")
    for line in (
        "Not approved. Next: drafted.",
        "No expert has signed for the lines about health.",
        "To confirm: G01.",
        "The contacts are examples.",
        "No day is set for the next review.",
    ):
        assert line in said
        assert line in desk.page()


def test_a_file_that_is_older_than_its_text_answers_no_need(desk: Desk) -> None:
    desk.type("make", "--plain")
    path = desk.folder / "sources" / "our-garden" / "leaflet.en-GB.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Mill Lane", "Mill Lane now"), encoding="utf-8")
    said = desk.type("report")
    assert "2 files are older than the text or changed." in said
    assert desk.table()["Electronic text"] == ""


def test_the_words_of_a_title_are_harmless_in_page_and_table(desk: Desk) -> None:
    path = desk.folder / "sources" / "our-garden" / "leaflet.en-GB.md"
    path.write_text(MANUSCRIPT.replace("Our garden", "=Our <b>garden</b>"), encoding="utf-8")
    desk.type("report")
    assert "<b>garden" not in desk.page()
    assert desk.table()["title"].startswith("'=Our")


def test_the_same_day_gives_the_same_page(desk: Desk) -> None:
    desk.type("report")
    before = desk.page()
    desk.type("report")
    assert desk.page() == before


def test_every_format_that_readers_can_get_answers_some_need() -> None:
    answering = frozenset().union(*needs().values())
    parts = {"captions", *formats.OUTREACH}  # they belong to a recording; they lead to a leaflet and are not all of it
    assert set(formats.NAMES) - parts - {"booklet-pages"} <= answering
