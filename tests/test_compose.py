"""What is added to a manuscript: in one place, from data, and nothing twice."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from samples import HOUSE, INGREDIENTS, composed, leaflet, text

from leaflets import glossary, house
from leaflets.age import is_old
from leaflets.findings import LeafletError
from leaflets.glossary import Entry
from leaflets.house import HouseContact
from leaflets.languages import load
from leaflets.model import Box, Leaflet

HEAD = "---\ntitle: Open on Sunday\ninformation-date: {}\n---\n"


def said(complete: Leaflet) -> list[str]:
    return [sentence.text for sentence in complete.sentences()]


def box(complete: Leaflet, kind: str) -> Box | None:
    blocks = [block for section in complete.sections for block in section.blocks if isinstance(block, Box)]
    return next((block for block in blocks if block.kind == kind), None)


def test_the_smallest_manuscript_becomes_a_complete_leaflet() -> None:
    complete = leaflet("smallest")
    assert [section.kind for section in complete.sections] == ["introduction", "topic", "closing"]
    assert said(complete)[:3] == ["Example Library", "Open on Sunday", "Information from November 2026"]
    assert "Tell us if something is wrong." in said(complete)
    assert all(picture.recipe and picture.alt for picture in complete.pictures())


def test_sentences_are_numbered_in_reading_order() -> None:
    ids = [sentence.id for sentence in leaflet("everything").sentences()]
    assert ids == [f"s{number:03}" for number in range(1, len(ids) + 1)]


def test_every_sentence_can_be_spoken() -> None:
    assert all(sentence.spoken_text for sentence in leaflet("everything").sentences())


def test_the_display_words_of_the_spoken_form_are_the_printed_words() -> None:
    for sentence in leaflet("everything").sentences():
        assert " ".join(shown for shown, _ in sentence.spoken).split() == sentence.text.split()


def test_the_notice_stands_second_in_the_introduction() -> None:
    second = leaflet("everything").sections[0].blocks[1]
    assert isinstance(second, Box)
    assert second.kind == "notice"


def test_old_information_gets_the_standard_notice() -> None:
    notice = box(composed(HEAD.format("2019") + "## When?\nWe are open.\n"), "notice")
    assert notice
    assert [sentence.text for sentence in notice.points[0].sentences] == [
        "This information is from 2019.",
        "Some things may have changed.",
    ]


def test_fresh_information_gets_no_notice() -> None:
    assert box(composed(HEAD.format("2026") + "## When?\nWe are open.\n"), "notice") is None


@pytest.mark.parametrize(
    ("information", "old"),
    [
        ("2024-10-31", True),
        ("2024-11-21", True),
        ("2024-11-22", False),
        ("2024-10", True),
        ("2024-11", False),
        ("2024", False),
        ("2023", True),
        ("2026-11", False),
        ("", False),
    ],
)
def test_information_is_old_after_24_months(information: str, old: bool) -> None:
    assert is_old(information, date(2026, 11, 22)) is old


@pytest.mark.parametrize(("today", "old"), [(date(2026, 3, 2), False), (date(2026, 3, 3), True)])
def test_information_known_to_the_day_is_old_from_the_day_after(today: date, old: bool) -> None:
    assert is_old("2024-03-02", today) is old


def test_contacts_and_help_now_come_last_of_all() -> None:
    blocks = leaflet("smallest").sections[-1].blocks[-2:]
    assert [block.kind for block in blocks] == ["contacts", "help-now"]


def test_contacts_kept_for_examples_are_marked_as_examples() -> None:
    assert "These contacts are examples." in said(leaflet("smallest"))
    real = replace(INGREDIENTS, house=replace(HOUSE, contacts_are_examples=False))
    assert "These contacts are examples." not in said(composed(text("smallest"), real))


def test_help_now_written_in_the_manuscript_replaces_the_standard_one() -> None:
    words = said(leaflet("everything"))
    assert "Call the library on 020 7946 0999." in words
    assert "If a life is in danger, call 999." not in words
    assert "If you need help now" in words


def test_a_glossary_word_is_explained_at_its_first_use_only() -> None:
    rows = "## When?\nWe open on **Sunday**.\n\nCome on **Sunday**.\n"
    complete = composed(HEAD.format("2026") + rows)
    assert said(complete).count("Sunday is the day after Saturday.") == 1
    assert complete.sections[1].blocks[0].hard_words[0].word == "Sunday"  # type: ignore[union-attr]


def test_a_broken_meaning_in_the_glossary_is_told_with_its_word() -> None:
    broken = replace(INGREDIENTS, glossary={"sunday": Entry("Sunday", ("**Sunday** is a [day.",))})
    with pytest.raises(LeafletError, match=r"glossary.*“Sunday”.*bracket"):
        composed(HEAD.format("2026") + "## When?\nOn **Sunday**.\n", broken)


@pytest.mark.parametrize("contact", ['["x"]', '"x"', "{kind = 'phone'}"])
def test_contacts_of_a_house_that_are_no_tables_are_told_with_place_and_cure(tmp_path: Path, contact: str) -> None:
    path = tmp_path / "house.toml"
    path.write_text(f'name = "Example Library"\ncontact = {contact}\n', encoding="utf-8")
    with pytest.raises(LeafletError, match=r"house\.toml.*Write: \[\[contact\]\]"):
        house.load(path)


@pytest.mark.parametrize("entry", ['["x"]', '"x"', "{word = 'x'}"])
def test_glossary_entries_that_are_no_tables_are_told_with_place_and_cure(tmp_path: Path, entry: str) -> None:
    path = tmp_path / "glossary.en-GB.toml"
    path.write_text(f"entry = {entry}\n", encoding="utf-8")
    with pytest.raises(LeafletError, match=r"glossary\.en-GB\.toml.*Write: \[\[entry\]\]"):
        glossary.load(path)


def test_a_meaning_in_the_manuscript_wins_over_the_glossary() -> None:
    complete = composed(HEAD.format("2026") + "## When?\nOn **Sunday**.\n== **Sunday** is a day of rest.\n")
    assert "Sunday is a day of rest." in said(complete)
    assert "Sunday is the day after Saturday." not in said(complete)


def test_the_row_on_bold_words_stands_only_where_there_are_bold_words() -> None:
    assert "Some words are in bold." in said(leaflet("everything"))
    assert "Some words are in bold." not in said(leaflet("smallest"))


def test_a_review_date_that_is_past_shows_in_the_status() -> None:
    manuscript = HEAD.format("2026-01\nreview-by: 2026-10") + "## When?\nWe are open.\n"
    assert composed(manuscript).about.status == "review due"
    assert composed(manuscript.replace("2026-10", "2026-11")).about.status == "current"


def test_the_year_of_the_information_stands_in_the_picture() -> None:
    manuscript = HEAD.format("2019") + "## When?\nWe are open.\n"
    recipes = [picture.recipe for picture in composed(manuscript).pictures() if picture.concept == "clock-changed"]
    assert recipes
    assert all("2019" in recipe for recipe in recipes)


def test_a_logo_of_the_house_replaces_the_drawn_placeholder(tmp_path_factory: pytest.TempPathFactory) -> None:
    logo = tmp_path_factory.mktemp("house") / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><rect width="9" height="3"/></svg>')
    with_logo = composed(text("smallest"), replace(INGREDIENTS, house=replace(HOUSE, logo=logo)))
    assert with_logo.cover.logo
    assert leaflet("smallest").cover.logo
    assert with_logo.cover.logo.alt == "Four people"
    assert with_logo.cover.logo.hash != leaflet("smallest").cover.logo.hash  # type: ignore[union-attr]


def test_dates_are_spelled_as_exactly_as_they_are_known() -> None:
    english = load("en-GB")
    assert [english.spell_date(value) for value in ("2019", "2019-05", "2019-05-02", "")] == [
        "2019",
        "May 2019",
        "2 May 2019",
        "",
    ]


def test_a_house_may_be_reached_in_every_way_that_there_is() -> None:
    ways = tuple(HouseContact(kind, f"Our {kind}", "here") for kind in house.CONTACT_KINDS)
    wish = replace(INGREDIENTS, house=replace(HOUSE, contacts=ways))
    complete = composed(HEAD.format("2026-11") + "## When?\nOn Sunday.\n", wish)
    found = box(complete, "contacts")
    assert found is not None
    contacts = [point for point in found.points if point.kind == "contact"]
    assert len(contacts) == len(ways)
    assert all(point.picture and point.picture.recipe for point in contacts)
    assert max(len(line.split()) for line in said(complete)) <= 15
    assert "You can call us or send us a text." in said(complete)


def test_words_of_the_house_that_cannot_be_read_name_its_file() -> None:
    wish = replace(INGREDIENTS, house=replace(HOUSE, name="The <b>House</b>"))
    with pytest.raises(LeafletError, match=r"house\.toml: “The <b>House</b>”"):
        composed(HEAD.format("2026-11") + "## When?\nOn Sunday.\n", wish)
