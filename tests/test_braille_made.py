"""Braille in a build: made where liblouis is, in the size that the house wishes, and told where it cannot be made."""

import os
from pathlib import Path

import pytest
from test_make import Desk

from leaflets import formats, languages, liblouis, manifest, unchanged
from leaflets.lacking import lacking_in

BOTH = ["library: braille", "library: text"]
needs_liblouis = pytest.mark.external("braille")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """One leaflet that the house wants in braille and as text."""
    monkeypatch.setenv(liblouis.VARIABLE, os.environ.get(liblouis.VARIABLE, ""))  # put back after a build that sets it
    desk = Desk(tmp_path, capsys)
    (desk.sources / "museum/leaflet.en-GB.md").unlink()
    desk.edit("house.toml", '["text"]', '["braille", "text"]')
    return desk


@needs_liblouis
def test_braille_is_made_and_the_manifest_tells_with_what_and_how_it_reads_back(desk: Desk) -> None:
    assert desk.make() == 0
    assert sorted(desk.files()) == BOTH
    listed = [file for file in manifest.read(desk.output).files if file.format == "braille"]
    assert [file.path.rpartition(".")[2] for file in listed] == ["brf", "pef"]
    for file in listed:
        assert file.made_with["liblouis"] == formats.load("braille").programs()["liblouis"]
    assert listed[0].measures["pages"] == 2
    said, of, words, unit = str(listed[0].measures["read-back"]).split()
    assert (said, of, unit) == (words, "of", "words")
    assert "library_braille_en-GB.brf, 2 pages, for an embosser or a braille display" in desk.said
    assert desk.make() == 0
    assert "No file has changed." in desk.said


@needs_liblouis
def test_the_house_chooses_the_size_of_the_pages(desk: Desk) -> None:
    desk.edit("house.toml", "voice =", "braille-cells = 32\nbraille-lines = 27\nvoice =")
    assert desk.make() == 0
    (pef,) = desk.output.rglob("*.pef")
    assert 'cols="32" rows="27"' in pef.read_text(encoding="utf-8")


@needs_liblouis
def test_the_house_may_name_the_program(desk: Desk, tmp_path: Path) -> None:
    program = liblouis.program()
    assert program is not None
    link = tmp_path / "my-braille"
    link.symlink_to(program)
    desk.edit("house.toml", "voice =", f"lou-translate = '{link}'\nvoice =")
    assert desk.make() == 0
    assert sorted(desk.files()) == BOTH
    assert os.environ[liblouis.VARIABLE] == str(link)


def test_a_computer_without_liblouis_makes_the_rest_and_says_how_to_get_it(desk: Desk) -> None:
    desk.edit("house.toml", "voice =", "lou-translate = '/no/such/program'\nvoice =")
    assert desk.make() == 0
    assert sorted(desk.files()) == ["library: text"]
    assert "should fix: The format braille was left out. There is no program /no/such/program." in desk.said


def test_a_language_without_a_table_is_left_out_with_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lacking_in("en-GB", ["braille", "text"]) == {}
    lines = languages.load("en-GB").path.read_text(encoding="utf-8").splitlines()
    kept = "\n".join(line for line in lines if not line.startswith("braille ="))
    (tmp_path / "en-GB.toml").write_text(kept, encoding="utf-8")
    monkeypatch.setattr(languages, "_FOLDER", tmp_path)
    languages.load.cache_clear()
    told = lacking_in("en-GB", ["braille", "text"])
    languages.load.cache_clear()
    assert told == {
        "braille": "The language file en-GB.toml names no table of liblouis for it. Add at its top: braille = …"
    }


def test_an_upgraded_liblouis_is_a_change(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    seen = {unchanged.inputs((desk.sources,), ()).digest}
    for content in ("one", "another"):
        path = folder / formats.PROGRAMS["braille"]
        path.write_text(content, encoding="ascii")
        path.chmod(0o755)
        seen.add(unchanged.inputs((desk.sources,), ()).digest)
    assert len(seen) == 3
