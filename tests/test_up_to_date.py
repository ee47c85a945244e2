"""Leaflets that need not be read again: which ones they are, and that no old file ever passes for a new one."""

import argparse
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from test_make import BOTH, HOUSE, Desk

from leaflets import pools, unchanged
from leaflets.commands import make
from leaflets.pools import OpenPool

GLOSSARY = '[[entry]]\nword = "loan"\nmeaning = ["A **loan** is a book that you take home."]\n'
LEXICON = '[[entry]]\nterm = "Moorfields"\nsay = "Moor fields"\n'
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="90" height="30" fill="{}"/></svg>'


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A desk where all is made."""
    desk = Desk(tmp_path, capsys)
    assert desk.make() == 0
    return desk


def forget_results(desk: Desk) -> None:
    """Takes the results of all jobs out of the store: what is read again is then made again."""
    for folder in (desk.output / ".store").iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)


def make_meanwhile(desk: Desk, edit: Callable[[], None]) -> None:
    """Makes all leaflets while somebody edits a file: after the build has looked at it, before it reads it."""

    @contextmanager
    def start(workers: int, names: Collection[str]) -> Iterator[OpenPool]:
        edit()
        yield pools.local

    parser = argparse.ArgumentParser()
    make.arguments(parser)
    places = ["--sources", str(desk.sources), "--output", str(desk.output), "--today", "2026-11-22", "--plain"]
    assert make.execute(parser.parse_args(places), start) == 0


def test_only_the_leaflet_that_was_edited_is_read_again(desk: Desk) -> None:
    forget_results(desk)
    before = desk.files()
    desk.edit("museum/leaflet.en-GB.md", "Come and see us", "Come and visit us")
    assert desk.make() == 0
    assert desk.made() == ["museum: text"]
    assert desk.files()["library: text"] == before["library: text"]
    assert b"Come and visit us" in desk.files()["museum: text"]


@pytest.mark.parametrize(
    ("name", "text", "again"),
    [
        ("library/facts.toml", None, ["library: text"]),
        ("library/glossary.en-GB.toml", GLOSSARY, ["library: text"]),
        ("library/article.txt", "The library is open on Sunday.\n", ["library: text"]),
        ("glossary.en-GB.toml", GLOSSARY, BOTH),
        ("lexicon.en-GB.toml", LEXICON, BOTH),
        ("house.toml", HOUSE.replace("We lend books.", "We lend good books."), BOTH),
    ],
)
def test_what_goes_into_a_leaflet_has_it_read_again(desk: Desk, name: str, text: str | None, again: list[str]) -> None:
    forget_results(desk)
    path = desk.sources / name
    desk.write(name, path.read_text(encoding="utf-8") + "\n# looked at again\n" if text is None else text)
    desk.make()
    assert sorted(desk.made()) == again


def test_a_logo_in_the_folder_of_a_leaflet_goes_into_every_leaflet(desk: Desk) -> None:
    desk.write("library/logo.svg", LOGO.format("#003087"))
    desk.edit("house.toml", 'voice = "british"', 'voice = "british"\nlogo = "library/logo.svg"')
    desk.edit("house.toml", '["text"]', '["word"]')
    assert desk.make() == 0
    forget_results(desk)
    desk.write("library/logo.svg", LOGO.format("#7c2855"))
    assert desk.make() == 0
    assert sorted(desk.made()) == ["library: word", "museum: word"]


@pytest.mark.parametrize("words", [("--format", "text"), ("library", "--format", "text", "word")])
def test_other_wishes_have_leaflets_read_again(desk: Desk, words: tuple[str, ...]) -> None:
    forget_results(desk)
    assert desk.make(*words) == 0
    assert "library: text" in desk.made()


def test_another_day_has_every_leaflet_read_again(desk: Desk) -> None:
    forget_results(desk)
    assert desk.make(today="2026-11-23") == 0
    assert sorted(desk.made()) == BOTH


def test_a_leaflet_that_was_made_alone_is_not_read_again_with_the_others(desk: Desk) -> None:
    desk.edit("library/leaflet.en-GB.md", "Come and see us", "Come and visit us")
    assert desk.make("library") == 0
    forget_results(desk)
    desk.edit("museum/leaflet.en-GB.md", "Come and see us", "Come and visit us")
    assert desk.make() == 0
    assert desk.made() == ["museum: text"]


@pytest.mark.parametrize("read_bytes", [unchanged.READ_BYTES, 0])
@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_finished_file_of_another_leaflet_is_put_back_in_a_small_house_and_in_a_large_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, read_bytes: int, damage: str
) -> None:
    monkeypatch.setattr(unchanged, "READ_BYTES", read_bytes)
    before = desk.files()
    path = desk.output / "library/library_text_en-GB.txt"
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes().replace(b"Sunday", b"Monday"))
    desk.edit("museum/leaflet.en-GB.md", "Come and see us", "Come and visit us")
    assert desk.make() == 0
    assert desk.files()["library: text"] == before["library: text"]


def test_in_a_large_house_the_files_of_other_leaflets_are_believed_by_their_looks(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "READ_BYTES", 0)
    monkeypatch.setattr(unchanged, "FRESH_NS", 0)
    path = desk.output / "library/library_text_en-GB.txt"
    desk.edit("museum/leaflet.en-GB.md", "Come and see us", "Come and visit us")
    assert desk.make() == 0
    read: list[Path] = []
    hash_of = unchanged.hash_of

    def noted(path: Path) -> str:
        read.append(path)
        return hash_of(path)

    monkeypatch.setattr("leaflets.up_to_date.hash_of", noted)
    desk.edit("museum/leaflet.en-GB.md", "Come and visit us", "Come and see us")
    assert desk.make() == 0
    assert path not in read
    assert desk.output / "museum/museum_text_en-GB.txt" not in read


def test_a_text_that_goes_back_after_a_build_that_was_killed_has_its_own_files(desk: Desk) -> None:
    notes = desk.output / ".store/texts.json"
    before, noted = desk.files(), notes.read_bytes()
    desk.edit("museum/leaflet.en-GB.md", "Come and see us", "Come and visit us")
    assert desk.make() == 0
    notes.write_bytes(noted)  # as if it had been killed with all files in place
    desk.edit("museum/leaflet.en-GB.md", "Come and visit us", "Come and see us")
    assert desk.make() == 0
    assert desk.files() == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("museum/leaflet.en-GB.md", "Come and see us", "Come and visit us"),
        ("house.toml", "We lend books.", "We lend good books."),
    ],
)
def test_a_text_that_goes_back_after_it_was_edited_during_a_build_has_its_own_files(
    desk: Desk, name: str, old: str, new: str
) -> None:
    before = desk.files()
    desk.edit("library/leaflet.en-GB.md", "Come and see us", "Come and stay")
    desk.edit("museum/leaflet.en-GB.md", "Come and see us", "Come and see us all")
    desk.edit("museum/leaflet.en-GB.md", "Come and see us all", "Come and see us")
    desk.make()
    forget_results(desk)
    shutil.rmtree(desk.output / "museum")
    make_meanwhile(desk, lambda: desk.edit(name, old, new))
    assert desk.files()["museum: text"] != before["museum: text"]
    desk.edit(name, new, old)
    desk.make()
    assert desk.files()["museum: text"] == before["museum: text"]


@pytest.mark.parametrize("notes", [b"", b"[]", b'{"museum": 1}', b'{"museum en-GB": ["a"]}', b"\xff\x00"])
def test_damaged_notes_only_cost_time(desk: Desk, notes: bytes) -> None:
    before = desk.files()
    (desk.output / ".store/texts.json").write_bytes(notes)
    desk.edit("museum/leaflet.en-GB.md", "Come and see us", "Come and visit us")
    assert desk.make() == 0
    assert desk.files()["library: text"] == before["library: text"]
    assert b"Come and visit us" in desk.files()["museum: text"]


def test_a_translation_is_read_again_when_the_text_it_is_of_was_edited(desk: Desk) -> None:
    shutil.copy(desk.sources / "museum/leaflet.en-GB.md", desk.sources / "museum/leaflet.cy.md")
    desk.make()
    forget_results(desk)
    desk.edit("museum/leaflet.en-GB.md", "Come and see us", "Come and visit us")
    desk.make()
    assert sorted(desk.made()) == ["museum (cy): text", "museum: text"]
