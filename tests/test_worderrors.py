"""Words in error are counted as a listener would: how a number or a name is written makes no difference."""

import pytest

from leaflets.verify import worderrors
from leaflets.verify.worderrors import count, fold, is_number, shared_out

pytestmark = pytest.mark.external("heard")


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("After twenty twenty-one, N H S England asked.", "After 2021, NHS England asked"),
        ("N H S trusts and N.H.S. trusts", "NHS trusts and NHS trusts"),
        ("the second of May twenty eighteen", "the 2nd of May 2018"),
        ("Section one thirty-six", "Section 136."),
        ("licence C C B Y S.A. four point zero", "License CCBYSA 4.0"),
        ("hello at example dot org", "hello@example.org"),
        ("Saint George's in South West London", "St. George's in Southwest London"),
        ("call one one one", "call 111"),
        ("call zero two zero, seven nine four six, zero one two three", "call 0-2-0-7-946-0123"),
        ("twenty eighteen to nineteen", "2018-19"),
        ("more than one hundred and seventy people", "more than 100, and 70 people"),
        ("write an email", "write an e-mail"),
        ("Southwest", "south west"),
        ("It's open, and they're nice: behaviour", "it is open and they are nice behavior"),
    ],
)
def test_the_same_words_written_in_two_ways_are_no_error(said: str, heard: str) -> None:
    assert count((fold(said),), fold(heard)).errors == 0


@pytest.mark.parametrize(
    ("said", "heard", "errors", "words"),
    [
        ("We lend books.", "", 3, 3),
        ("We lend books.", "we land books", 1, 3),
        ("We lend books.", "we books", 1, 3),
        ("We lend books.", "we lend no books", 1, 3),
        ("We lend books.", "Boats on a lake", 4, 3),
        ("South West London is big", "southwest London was big", 1, 5),
        ("", "we", 1, 0),
        ("", "", 0, 0),
    ],
)
def test_other_lost_and_added_words_are_errors(said: str, heard: str, errors: int, words: int) -> None:
    found = count((fold(said),), fold(heard))
    assert (found.errors, found.words) == (errors, words)


def test_the_wording_that_fits_best_counts() -> None:
    found = count((fold("to yooz services"), fold("to use services")), fold("to use services"))
    assert (found.errors, found.words, found.rate, found.likeness) == (0, 3, 0, 1)


def test_likeness_tells_a_misheard_sentence_from_another_one() -> None:
    said = (fold("Street triage would stay as it was."),)
    assert count(said, fold("tree art would take it one treat")).likeness > 0.35
    assert count(said, fold("Your library card is free of charge.")).likeness < 0.3
    assert count(said, ()).likeness == 0
    assert count(said, fold("a much longer thing that nobody ever said " * 3)).likeness == 0


def test_what_was_heard_in_a_row_is_shared_out() -> None:
    said = [fold("We lend books."), fold("The card is free."), fold("Please bring a photo.")]
    heard = fold("we land books please bring a photo now")
    assert shared_out(said, heard) == (
        ("we", "land", "books"),
        (),
        ("please", "bring", "a", "photo", "now"),
    )
    assert shared_out(said, ()) == ((), (), ())
    assert shared_out([(), fold("Hello.")], fold("Well, hello.")) == ((), ("well", "hello"))
    assert shared_out([(), ()], ("hello",)) == ((), ())


def test_a_number_to_call_is_nothing_but_figures() -> None:
    assert is_number(fold("zero two zero, seven nine four six, zero one two three"))
    assert not is_number(fold("Call one one one."))
    assert not is_number(())


def test_all_of_it_is_on_this_computer() -> None:
    assert worderrors.is_there()
