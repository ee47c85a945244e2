"""Words inside pictures: in the language of the leaflet, in its letters, and never at odds with the row."""

import re
import string
from dataclasses import replace
from datetime import date

import pytest
import samples
from test_languages import TAGS, sample

from leaflets import languages, pictures
from leaflets.checks import check
from leaflets.epub.book import _cover
from leaflets.model import Leaflet, Picture, Run
from leaflets.pictures import icons, letters, recipe, scenes, scripts

DAYS = {"cy": "2 Mawrth", "pl": "2 marca", "ta": "2 மார்ச்", "ur": "2 مارچ"}


def drawn(picture: Picture) -> list[str]:
    return [part.content for part in recipe.read(picture.recipe) if part.kind == "words"]


def shown(leaflet: Leaflet, concept: str) -> Picture:
    return next(picture for picture in leaflet.pictures() if picture.concept == concept)


def row(words: str, concept: str) -> Picture:
    text = f"---\ntitle: A\ninformation-date: 2026\n---\n## What is it?\n[picture: {concept}]\n{words}\n"
    return shown(samples.composed(text), concept)


@pytest.mark.parametrize("tag", TAGS)
def test_a_calendar_shows_the_day_of_its_row_in_the_words_of_the_language(tag: str) -> None:
    picture = shown(sample(tag), "event-date")
    assert drawn(picture) == [DAYS[tag]]
    assert picture.alt.endswith(DAYS[tag])


@pytest.mark.parametrize(("row", "told"), [("We are 40 people.", False), ("The house has the number 1406.", True)])
def test_a_number_in_a_picture_is_told_unless_the_leaflet_has_just_that_number(row: str, told: bool) -> None:
    text = f"---\ntitle: A\ninformation-date: 2026\n---\n## What is it?\n[picture: 40-people]\n{row}\n"
    found = check(samples.composed(text), "leaflet.md", languages.load("en-GB"), date(2026, 6, 1))
    assert any(finding.code == "ER-306" for finding in found) is told


def test_a_calendar_shows_no_day_where_its_row_has_none() -> None:
    picture = row("It is in May.", "event-date")
    assert drawn(picture) == []
    assert picture.alt == "Calendar"
    assert drawn(row("It is on Monday 12 October 2026.", "event-date")) == ["12 October"]


def test_a_calendar_shows_the_year_of_its_row() -> None:
    assert drawn(row("It closed in 2019.", "services-ended")) == ["2019"]


@pytest.mark.parametrize("tag", TAGS)
def test_a_picture_of_a_word_has_a_word_of_the_language(tag: str) -> None:
    (word,) = drawn(shown(sample(tag), "hard-words"))
    assert word == languages.load(tag).drawn["word"] != "word"


def fixed() -> set[str]:
    """All words with letters that scenes and icons draw; names, which a value may be, stand in the row too."""
    names = {"Connect", "SIM", "2 May"}
    entries = (entry for data in scenes.all_scenes().values() for entry in data["parts"] if "words" in entry)
    values = {value for data in scenes.all_scenes().values() for value in data["values"].values()}
    found = {entry["words"] for entry in entries if "{" not in entry["words"]} | values - names
    return {"A"} | {words for words in found if any(letter.isalpha() for letter in words)}


@pytest.mark.parametrize("tag", TAGS)
def test_every_word_in_a_picture_is_known_in_every_language(tag: str) -> None:
    assert set(languages.load(tag).drawn) == fixed()


def test_icons_draw_one_letter_that_stands_for_letters_and_short_names_that_are_the_same_everywhere() -> None:
    """W for Word, the sizes of paper, and the letters whose braille dots are drawn above them."""
    assert {words for name in icons.names() for words in icons.words(name)} == {"A", "W", "A3", "A4", "abc"}


@pytest.mark.parametrize("tag", TAGS)
def test_a_word_that_the_language_does_not_have_is_not_drawn(tag: str) -> None:
    def gone(words: str) -> str:
        return "" if words in fixed() else words

    assert drawn(pictures.scene("poster", drawn=gone)) == []


# Letters that join or move --------------------------------------------------------------------------------------------


def seen(words: str) -> list[str]:
    return [stretch.text.strip() for stretch in scripts.stretches(words) if stretch.text.strip()]


def test_words_of_both_directions_stand_as_they_are_read() -> None:
    assert seen("2 مارچ") == ["مارچ", "2"]
    assert seen("گھر کا نام Rose House 2027 ہے") == ["ہے", "Rose House 2027", "گھر کا نام"]
    assert seen("The name is گھر کا نام 2") == ["The name is", "گھر کا نام", "2"]


def test_joined_letters_are_not_those_that_stand_alone() -> None:
    apart = sum(scripts.width(scripts.stretches(letter)[0]) for letter in "گھر")
    assert scripts.width(scripts.stretches("گھر")[0]) < 0.9 * apart


@pytest.mark.parametrize("words", ["திறக்கும் நேரம்", "کھلنے کے اوقات", "Oriau agor"])
def test_words_keep_to_their_place_in_every_script(words: str) -> None:
    path = letters.outline(words, 40, 100)
    steps = re.findall(rf"([MLQC])([^{string.ascii_letters}]*)", path)
    ends = [float(re.split(r"[ ,]|(?<=\d)(?=-)", numbers.strip())[0]) for letter, numbers in steps if letter == "M"]
    assert len(ends) > 5
    assert -51 <= min(ends) <= max(ends) <= 51


@pytest.mark.parametrize("tag", TAGS)
def test_a_shelf_of_books_shows_the_title_in_every_script(tag: str) -> None:
    leaflet = sample(tag)
    cover = leaflet.cover
    untitled = replace(leaflet, cover=replace(cover, title=replace(cover.title, runs=(Run(""),))))
    assert _cover(leaflet) != _cover(untitled)
