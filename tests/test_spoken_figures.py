"""Whether numbers to call are said figure by figure."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets import languages, spoken
from leaflets.findings import LeafletError
from leaflets.verify.spokenfigures import mismatches

ROOT = Path(__file__).parents[1]
CASES: list[dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "spoken" / "cases.toml").read_text(encoding="utf-8")
)["case"]
ENGLISH = languages.load("en-GB")
FIGURES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
PHONE = "Call 020 7946 0123 now."
SAID = "Call zero two zero, seven nine four six, zero one two three now."


@pytest.mark.parametrize(
    ("display", "said"),
    [
        (PHONE, SAID),
        (PHONE, "Call zero two zero seven nine four six zero one two three now."),
        (PHONE, "Call oh two oh, seven nine four six, oh one two three now."),
        ("0800 028 8000", "oh eight double oh, oh two eight, eight treble oh"),
        ("(020) 7946-0123", "zero two zero, seven nine four six, zero one two three"),
        ("+44 (0)20 7946 0123", "plus four four, two zero, seven nine four six, zero one two three"),
        ("0044 20 7946 0123", "zero zero four four, two zero, seven nine four six, zero one two three"),
        ("0800 1111 24 hours", "zero eight zero zero, one one one one, twenty-four hours"),
        ("18001 0800 1111", "one eight zero zero one, zero eight zero zero, one one one one"),
        ("020 7946 0123-5", "zero two zero, seven nine four six, zero one two three, five"),
        ("ID 812 3456 7890", "I D eight one two, three four five six, seven eight nine zero"),
        ("116 123 or 111", "one one six, one two three or one one one"),
        ("999/111", "nine nine nine or one one one"),
        ("call 111, option 2", "call one one one, option two"),
        ("Text SHOUT to 85258.", "Text SHOUT to eight five two five eight."),
        ("111 people", "one hundred and eleven people"),
        ("Section 111", "Section one eleven"),
        ("£101", "one hundred and one pounds"),
        ("111%", "one hundred and eleven per cent"),
        ("01-10-2026", "the first of October twenty twenty-six"),
        ("2018 2019", "twenty eighteen twenty nineteen"),
        ("12 345 678", "twelve million three hundred and forty-five thousand six hundred and seventy-eight"),
        ("0.12345678", "zero point one two three four five six seven eight"),
        ("Nothing to call", "Nothing to call"),
        ("Call 1471 or 159.", "Call one four seven one or one five nine."),
        ("Call 116 117", "Call one one six, one one seven"),
        ("Call 1-800-273-8255", "Call one, eight zero zero, two seven three, eight two five five"),
        ("Call 1471 24 hours a day", "Call one four seven one, twenty-four hours a day"),
        ("Call 150 people", "Call one hundred and fifty people"),
        ("Call 18-25 year olds", "Call eighteen to twenty-five year olds"),
        ("In the text, 260 words", "In the text, two hundred and sixty words"),
        ("In a text, 260 said yes", "In a text, two hundred and sixty said yes"),
        ("Call by 2019.", "Call by twenty nineteen."),
        ("the NHS 2030 plan", "the N H S twenty thirty plan"),
        ("Call 01-10-2026", "Call the first of October twenty twenty-six"),
    ],
)
def test_numbers_that_are_said_rightly_pass(display: str, said: str) -> None:
    assert mismatches(display, said) == ()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("a wrong figure", "Call zero two zero, seven nine four six, zero one two four now."),
        ("a lost figure", "Call zero two zero, seven nine four six, zero one two now."),
        ("a lost group", "Call zero two zero, seven nine four six now."),
        ("two figures swapped", "Call zero two zero, seven nine four six, zero two one three now."),
        ("two groups swapped", "Call zero two zero, zero one two three, seven nine four six now."),
        ("one figure too many", "Call zero two zero, seven nine four six, zero one two three three now."),
        ("one group too many", "Call zero two zero, seven nine four six, zero one two three, three now."),
        ("one group too many in front", "Call one, zero two zero, seven nine four six, zero one two three now."),
        ("an amount inside", "Call zero two zero seven thousand nine hundred and forty-six zero one two three now."),
        ("an amount", "Call twenty billion seven hundred and ninety-four million now."),
        ("nothing", "Call now."),
        ("figures that are not words", "Call 020 7946 0123 now."),
    ],
)
def test_a_phone_number_that_is_said_wrongly_is_told(fault: str, said: str) -> None:
    assert mismatches(PHONE, said) == (f"“020 7946 0123” is not said figure by figure: “{said}”.",), fault


@pytest.mark.parametrize(
    ("display", "said"),
    [
        ("Call 999.", "Call nine hundred and ninety-nine."),
        ("Call 111.", "Call one eleven."),
        ("Call 111.", "Call one one."),
        ("Call 101.", "Call one hundred and one."),
        ("116 123", "one hundred and sixteen, one two three"),
        ("116 123", "one one six, one three two"),
        ("Text 85258", "Text eighty-five thousand two hundred and fifty-eight"),
        ("Call 999 people will help.", "Call nine hundred and ninety-nine people will help."),
        ("Dial +44 20 7946 0123", "Dial plus forty-four, two zero, seven nine four six, zero one two three"),
        ("NHS number 943 476 5919", "N H S number nine hundred and forty-three"),
        ("0800 1111", "zero eight zero zero, eleven eleven"),
        ("18001 0800 1111", "eighteen thousand and one, zero eight zero zero, one one one one"),
        ("Call 1471", "Call one thousand four hundred and seventy-one"),
        ("Call 1471", "Call fourteen seventy-one"),
        ("Call us on 1471.", "Call us on fourteen seventy-one."),
        ("Ring 159 or 1571", "Ring one five nine or fifteen seventy-one"),
        ("Call 116 117", "Call one hundred and sixteen one hundred and seventeen"),
        ("Call 1-800-273-8255", "Call one to eight hundred to two hundred and seventy-three to eight thousand"),
        ("Call 1471 24 hours a day", "Call fourteen seventy-one twenty-four hours a day"),
    ],
)
def test_a_help_number_that_is_said_as_an_amount_is_told(display: str, said: str) -> None:
    assert len(mismatches(display, said)) == 1


def test_only_the_second_number_is_wrong() -> None:
    told = mismatches("Call 999 or 0800 028 8000.", "Call nine nine nine or zero eight zero zero.")
    assert [words.split("”")[0] for words in told] == ["“0800 028 8000"]


def test_two_numbers_in_the_wrong_order_are_told() -> None:
    assert mismatches("Call 999 or 111.", "Call one one one or nine nine nine.")


def test_a_language_with_unknown_figures_is_told() -> None:
    with pytest.raises(LeafletError, match="how figures are said in fr"):
        mismatches("999", "neuf", "fr")


@pytest.mark.parametrize("case", CASES, ids=[case["printed"] for case in CASES])
def test_every_case_of_the_table_says_its_numbers_rightly(case: dict[str, str]) -> None:
    assert mismatches(case["printed"], case["said"]) == ()


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.sampled_from(
        ["Call ", "Tel: ", "", "(", "Ring us on ", "SIM ", "In 2019, ", "18001 ", "111 or ", "2 May: ", "£5. "]
    ),
    st.from_regex("0[1-9][0-9]{9}", fullmatch=True),
    st.sampled_from([(), (3, 7), (4, 7), (5,), (5, 8)]),
    st.sampled_from([" ", "-", "\u00a0", "–", "."]),
    st.sampled_from(
        [
            "",
            ".",
            " now",
            ")",
            ", 24 hours",
            " 24 hours a day",
            " 9am–5pm",
            " 2 May",
            "/999",
            " or 111",
            " 7 days",
            " x",
            "!",
        ]
    ),
)
def test_any_number_anywhere_is_said_figure_by_figure(
    before: str, figures: str, cuts: tuple[int, ...], gap: str, after: str
) -> None:
    edges = (0, *cuts, len(figures))
    shown = gap.join(figures[start:end] for start, end in pairwise(edges))
    display = f"{before}{shown}{after}"
    said = " ".join(words for _, words in spoken.say(display, ENGLISH) if words)
    assert mismatches(display, said) == ()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(0, 10), st.integers(1, 9))
def test_any_one_wrong_figure_is_told(place: int, shift: int) -> None:
    words = ["zero", "two", "zero", "seven", "nine", "four", "six", "zero", "one", "two", "three"]
    words[place] = FIGURES[(FIGURES.index(words[place]) + shift) % 10]
    assert len(mismatches("020 7946 0123", " ".join(words))) == 1
