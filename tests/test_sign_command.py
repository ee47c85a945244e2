"""The command `sign`: what it writes down, what it refuses in plain words, and what `--undo` takes back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from garden import FACTS, HOUSE, MANUSCRIPT

from leaflets import signoff, units
from leaflets.commands import main

TESTED = ("--readers", "Cy, Reader 2", "--comments", "They liked it.")


class Desk:
    """A folder with one leaflet, and a person who types the command there."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.sources = folder / "sources"
        self.folder = self.sources / "our-garden"
        self.file = self.folder / "sign-off.toml"
        self.capsys = capsys
        self.said = ""
        self.folder.mkdir(parents=True)
        (self.sources / "house.toml").write_text(HOUSE, encoding="utf-8")
        self.write("leaflet.en-GB.md", MANUSCRIPT)
        self.write("facts.toml", FACTS)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def edit(self, old: str, new: str, name: str = "leaflet.en-GB.md") -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def type(self, *words: str) -> int:
        code = main([*words, "--sources", str(self.sources), "--today", "2026-06-01"])
        captured = self.capsys.readouterr()
        self.said = captured.out + captured.err
        return code

    def sign(self, state: str, *more: str, by: str = "Ann Hill", role: str = "editor") -> int:
        return self.type("sign", state, "our-garden", "--by", by, "--role", role, *more)

    def sign_up_to(self, last: str) -> None:
        for state in signoff.STATES[1 : signoff.STATES.index(last) + 1]:
            by = "Bob Lane" if state == "fact-checked" else "Ann Hill"
            assert self.sign(state, *(TESTED if state == "tested with readers" else ()), by=by) == 0, self.said


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_a_leaflet_is_signed_from_draft_to_approved(desk: Desk) -> None:
    desk.sign_up_to("approved")
    assert desk.said.splitlines() == [
        "Written down: “approved”, by Ann Hill, editor, 2026-06-01.",
        "our-garden is now: approved.",
    ]
    entries, faults = signoff.read(desk.file)
    assert faults == ()
    assert [entry.said for entry in entries] == list(signoff.STATES[1:])
    assert len({entry.hash for entry in entries}) == 1
    assert entries[3].readers == ("Cy", "Reader 2")
    assert entries[3].comments == "They liked it."


def test_what_comes_next_is_told(desk: Desk) -> None:
    desk.sign("drafted")
    assert desk.said.endswith("our-garden is now: drafted. Next comes: checked.\n")


def test_the_article_is_signed_as_imported(desk: Desk) -> None:
    assert desk.sign("imported") == 1
    assert "There is no article in this leaflet." in desk.said
    desk.write("article.txt", "A new garden.\n\nThere is a new garden in Mill Lane, and everybody is welcome.\n")
    assert desk.sign("imported", "--date", "2026-05-30") == 0
    assert signoff.read(desk.file)[0][0].date == "2026-05-30"


def test_any_edit_drops_the_states_and_says_which(desk: Desk) -> None:
    desk.sign_up_to("approved")
    desk.edit("Mill Lane", "Hill Lane")
    desk.type("check", "our-garden")
    for state in signoff.STATES[2:]:
        assert f"The leaflet has changed since 2026-06-01. “{state}” no longer counts." in desk.said
    assert desk.type("sign", "our-garden") == 0
    assert "our-garden is now: drafted." in desk.said


@pytest.mark.parametrize(
    ("name", "old", "new"), [("facts.toml", "new garden", "[Nn]ew garden"), ("leaflet.en-GB.md", "meeting", "leaflet")]
)
def test_an_edit_of_facts_or_pictures_drops_the_states_too(desk: Desk, name: str, old: str, new: str) -> None:
    desk.sign_up_to("approved")
    desk.edit(old, new, name)
    desk.type("sign", "our-garden")
    assert "our-garden is now: drafted." in desk.said


def test_a_new_status_or_review_date_drops_nothing(desk: Desk) -> None:
    desk.sign_up_to("approved")
    desk.edit("review-by: 2028-05", "review-by: 2029-05\nstatus: review due")
    desk.type("sign", "our-garden")
    assert "our-garden is now: approved." in desk.said


def test_the_notice_that_time_alone_adds_drops_nothing(desk: Desk) -> None:
    desk.sign_up_to("approved")
    assert main(["sign", "our-garden", "--sources", str(desk.sources), "--today", "2029-01-01"]) == 0
    assert "our-garden is now: approved." in desk.capsys.readouterr().out


def refused_after(prepare: Callable[[Desk], object], desk: Desk, *words: str, by: str = "Ann Hill") -> str:
    """What is said when these words are refused; the file must stay as it was."""
    prepare(desk)
    before = desk.file.read_bytes() if desk.file.exists() else b""
    assert desk.sign(*words, by=by) == 1
    assert (desk.file.read_bytes() if desk.file.exists() else b"") == before
    assert "Nothing was changed." in desk.said
    return desk.said


@pytest.mark.parametrize(
    ("state", "before"), [("checked", "drafted"), ("fact-checked", "checked"), ("approved", "tested with readers")]
)
def test_a_state_cannot_be_skipped(desk: Desk, state: str, before: str) -> None:
    reached = signoff.STATES[signoff.STATES.index(before) - 1]
    said = refused_after(lambda desk: desk.sign_up_to(reached), desk, state, by="Cy")
    assert f"“{before}” comes before it." in said


def test_nothing_is_signed_as_checked_while_something_must_be_fixed(desk: Desk) -> None:
    desk.edit("You can feel well there.", "You can't feel well there.")
    said = refused_after(lambda desk: desk.sign_up_to("drafted"), desk, "checked")
    assert "line 10: must fix" in said
    assert "(ER-105)" in said


@pytest.mark.parametrize("by", ["Ann Hill", "ann hill"])
def test_the_facts_are_checked_by_a_second_person(desk: Desk, by: str) -> None:
    said = refused_after(lambda desk: desk.sign_up_to("checked"), desk, "fact-checked", by=by)
    assert "A second person must look at the facts." in said


@pytest.mark.parametrize("words", [(), ("--readers", "1", "--comments", "Good."), ("--readers", "2")])
def test_testing_needs_two_readers_and_what_they_said(desk: Desk, words: tuple[str, ...]) -> None:
    refused_after(lambda desk: desk.sign_up_to("fact-checked"), desk, "tested", *words)


def test_lines_on_health_need_a_named_expert(desk: Desk) -> None:
    desk.edit("You can feel well there.", "You can feel well there. {G01 health}")
    desk.edit('["new garden"]', '["new garden|feel well"]', "facts.toml")
    said = refused_after(lambda desk: desk.sign_up_to("fact-checked"), desk, "tested", *TESTED)
    assert "No expert has agreed to the lines about health. An expert must sign: sign health." in said
    assert desk.sign("health", by="Dr Eve Stone", role="doctor") == 0
    assert desk.sign("tested", *TESTED) == 0
    desk.edit("feel well there", "feel well here")
    desk.type("check", "our-garden")
    assert (
        "The lines about health have changed since 2026-06-01. The word of Dr Eve Stone no longer counts." in desk.said
    )


def test_an_expert_cannot_sign_lines_that_are_not_there(desk: Desk) -> None:
    assert "There is no line about law in this leaflet." in refused_after(lambda desk: None, desk, "law")


def test_a_leaflet_is_not_approved_while_a_fact_must_be_confirmed(desk: Desk) -> None:
    desk.write("facts.toml", FACTS + 'confirm = "Is the garden open?"\n')
    said = refused_after(lambda desk: desk.sign_up_to("tested with readers"), desk, "approved")
    assert "Facts must still be confirmed: G01." in said


def test_a_leaflet_with_the_status_draft_is_not_approved(desk: Desk) -> None:
    desk.edit("review-by", "status: draft\nreview-by")
    said = refused_after(lambda desk: desk.sign_up_to("tested with readers"), desk, "approved")
    assert "status: draft" in said


def test_nobody_signs_the_same_thing_twice(desk: Desk) -> None:
    assert "already, on 2026-06-01." in refused_after(lambda desk: desk.sign_up_to("checked"), desk, "checked")


def test_undo_takes_the_last_entry_back_and_says_which(desk: Desk) -> None:
    desk.sign_up_to("fact-checked")
    before = desk.file.read_bytes()
    desk.sign("tested", *TESTED)
    assert desk.type("sign", "--undo", "our-garden") == 0
    assert desk.said.splitlines() == [
        "Taken back: “tested with readers”, by Ann Hill, editor, 2026-06-01, with 2 readers.",
        "our-garden is now: fact-checked. Next comes: tested with readers.",
    ]
    assert desk.file.read_bytes() == before


def test_undo_takes_back_what_was_named_only(desk: Desk) -> None:
    desk.sign_up_to("checked")
    assert desk.type("sign", "approved", "our-garden", "--undo") == 1
    assert desk.said == "The last entry is “checked”, not “approved”. Nothing was changed.\n"


def test_undo_of_nothing_changes_nothing(desk: Desk) -> None:
    assert desk.type("sign", "--undo", "our-garden") == 1
    assert desk.said == "Nothing is signed yet. Nothing was changed.\n"


def test_undo_says_what_is_wrong_with_the_only_entry(desk: Desk) -> None:
    desk.write("sign-off.toml", '[[state]]\nstate = "drafted"\nrole = "editor"\ndate = "2026-06-01"\n')
    before = desk.file.read_bytes()
    assert desk.type("sign", "--undo", "our-garden") == 1
    assert "Nobody is named here." in desk.said
    assert "Nothing is signed yet" not in desk.said
    assert desk.said.endswith("Nothing was changed.\n")
    assert desk.file.read_bytes() == before


def test_an_article_that_cannot_be_compared_is_told_and_not_signed(desk: Desk) -> None:
    (desk.folder / "article.docx").write_bytes(b"PK")
    assert desk.sign("imported") == 1
    assert "Save its words beside it as article.txt." in desk.said
    desk.write("article.txt", "There is a new garden in Mill Lane.")
    assert desk.sign("imported") == 0, desk.said


def test_a_copy_beside_the_article_is_not_the_one_that_is_signed(desk: Desk) -> None:
    desk.write("article.md", "There is a new garden in Mill Lane.")
    desk.write("article.bak", "An older text.")
    assert desk.sign("imported") == 0, desk.said
    desk.write("article.bak", "Another text.")
    desk.type("sign", "our-garden")
    assert "is now: imported" in desk.said
    desk.write("article.md", "There is a new garden in Hill Lane.")
    desk.type("sign", "our-garden")
    assert "is now: imported" not in desk.said


def test_a_leaflet_alone_shows_who_signed_what(desk: Desk) -> None:
    desk.sign_up_to("checked")
    assert desk.type("sign", "our-garden") == 0
    assert desk.said.splitlines() == [
        "“drafted”, by Ann Hill, editor, 2026-06-01",
        "“checked”, by Ann Hill, editor, 2026-06-01",
        "our-garden is now: checked. Next comes: fact-checked.",
    ]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ((), "Say which leaflet."),
        (("checkd", "our-garden"), "Did you mean “checked”?"),
        (("our-garden", "checked"), "Write it before the leaflet"),
        (("checked", "our-gardn"), "our-garden"),
        (("checked", "our-garden"), "Say who it was"),
        (("checked", "our-garden", "--by", "Ann", "--role", " "), "Say who it was"),
        (("checked", "our-garden", "--by", "A", "--role", "b", "--date", "soon"), "is not a day"),
        (("checked", "our-garden", "--by", "A", "--role", "b", "--date", "2026-06-02"), "still to come"),
        (("checked", "our-garden", "--by", "A", "--role", "b", "--readers", "2"), "Leave out --readers"),
    ],
)
def test_words_that_cannot_be_right_are_answered_and_nothing_is_written(
    desk: Desk, words: tuple[str, ...], answer: str
) -> None:
    assert desk.type("sign", *words) == 2
    assert answer in desk.said
    assert not desk.file.exists()


def test_refusals_are_easy_to_read(desk: Desk) -> None:
    desk.sign("approved")
    for sentence in (each for line in desk.said.splitlines() for each in units.sentences(line)):
        assert len(units.words(sentence)) <= 15, sentence


def test_no_leaflet_is_approved_while_its_contacts_are_examples(desk: Desk) -> None:
    desk.sign_up_to("tested with readers")
    house = desk.sources / "house.toml"
    house.write_text("contacts-are-examples = true\n" + house.read_text(encoding="utf-8"), encoding="utf-8")
    for state in signoff.STATES[2:5]:  # the words changed, so these people sign again
        by = "Bob Lane" if state == "fact-checked" else "Ann Hill"
        assert desk.sign(state, *(TESTED if state == "tested with readers" else ()), by=by) == 0, desk.said
    assert desk.sign("approved") == 1
    assert "The contacts are still examples." in desk.said


def test_nothing_is_written_into_a_file_that_cannot_be_read(desk: Desk) -> None:
    desk.write("sign-off.toml", "x = =\n")
    assert desk.sign("drafted") == 1
    assert "SG-002" in desk.said
    assert desk.file.read_text(encoding="utf-8") == "x = =\n"


def test_a_name_without_a_state_is_not_taken_for_a_question(desk: Desk) -> None:
    assert desk.type("sign", "our-garden", "--by", "Ann Hill", "--role", "editor") == 2
    assert "Say what was done" in desk.said


def test_a_later_step_has_a_later_day(desk: Desk) -> None:
    assert desk.sign("drafted") == 0
    assert desk.sign("checked", "--date", "2020-01-01") == 1
    assert "A later step has a later day" in desk.said


def test_facts_are_not_checked_against_an_article_that_changed(desk: Desk) -> None:
    article = "A new garden.\n\nThere is a new garden in Mill Lane.\n"
    desk.write("article.txt", article)
    desk.sign("imported")
    desk.sign_up_to("checked")
    desk.write("article.txt", article + "\nThe garden has closed.\n")
    assert desk.sign("fact-checked", by="Bob Lane") == 1
    assert "The article has changed since it was imported." in desk.said
