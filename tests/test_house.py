"""The house file: a slip in it is told plainly, and what it says of contacts and formats reaches the leaflet."""

from dataclasses import replace
from pathlib import Path

import pytest
from samples import HOUSE, INGREDIENTS, composed, text

from leaflets import house
from leaflets.findings import LeafletError
from leaflets.house import HouseContact

GOOD = 'name = "Example"\n[[contact]]\nkind = "phone"\nlabel = "Phone"\nvalue = "020 7946 0123"\n'


def said(new: house.House) -> list[str]:
    return [sentence.text for sentence in composed(text("smallest"), replace(INGREDIENTS, house=new)).sentences()]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('contacts-are-examples = "true"', "true or false, without quotation marks"),
        ('contacts-are-examples = "false"', "true or false, without quotation marks"),
        ('formats = ["epub3"]', "there is no format"),
        ("name = ", "cannot be read"),
        ('colour = "red"', "not known here"),
        ("braille-cells = 60", "whole number from 20 to 50. Write: braille-cells = 40"),
        ('braille-cells = "40"', "whole number from 20 to 50"),
        ("braille-lines = true", "whole number from 10 to 40. Write: braille-lines = 25"),
        ('voice = "silent"', 'The voice “silent” says no words.*Write: voice = "british"'),
    ],
)
def test_a_slip_in_the_house_file_is_told(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "house.toml"
    path.write_text(f"{line}\n{GOOD}", encoding="utf-8")
    with pytest.raises(LeafletError, match=message):
        house.load(path)


def test_a_house_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert house.load(path).contacts[0].value == "020 7946 0123"


def test_only_the_ways_that_the_house_has_are_offered() -> None:
    assert "You can call us or send us an email." in said(HOUSE)
    post = replace(HOUSE, contacts=(HouseContact("post", "Post", "1 Example Road"),))
    assert "You can write to us." in said(post)
    website = replace(HOUSE, contacts=(HouseContact("website", "Website", "www.example.org"),))
    assert not [sentence for sentence in said(website) if sentence.startswith("You can call")]


def test_only_the_formats_that_the_house_makes_are_offered() -> None:
    assert "We have large print, Word and audio." in said(
        replace(HOUSE, formats=("easy-read", "large-print", "word", "audio", "text"))
    )
    assert {"We have large print and giant print.", "We have Word and audio."} <= set(said(HOUSE))
    assert "We have audio." in said(replace(HOUSE, formats=("easy-read", "audio")))
    assert not [sentence for sentence in said(replace(HOUSE, formats=("text",))) if sentence.startswith("We have")]


def test_every_print_says_where_a_newer_one_may_be() -> None:
    assert "Look for a newer one at www.example.org." in said(HOUSE)
    assert "Ask us if there is a newer one." in said(replace(HOUSE, contacts=HOUSE.contacts[:1]))
    assert not [sentence for sentence in said(replace(HOUSE, contacts=())) if "newer" in sentence]


def test_a_house_with_yellow_paper_prints_no_yellow_ground(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(f"yellow-paper = true\n{GOOD}", encoding="utf-8")
    assert house.load(path).yellow_paper
    path.write_text(GOOD, encoding="utf-8")
    assert not house.load(path).yellow_paper


def test_a_house_without_contacts_shows_no_empty_box() -> None:
    assert "Contact Example Library" not in said(replace(HOUSE, contacts=()))


def test_the_house_chooses_the_size_of_its_braille_pages(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(f"braille-cells = 32\nbraille-lines = 27\n{GOOD}", encoding="utf-8")
    loaded = house.load(path)
    assert (loaded.braille_cells, loaded.braille_lines) == (32, 27)
    path.write_text(GOOD, encoding="utf-8")
    assert (house.load(path).braille_cells, house.load(path).braille_lines) == (40, 25)
