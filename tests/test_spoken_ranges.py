"""Whether the dash of every printed range is said as a word."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets import languages, sources, spoken
from leaflets.findings import LeafletError
from leaflets.speech.script import Wishes, script
from leaflets.verify.spokenranges import unsaid

ROOT = Path(__file__).parents[1]
CASES: list[dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "spoken" / "cases.toml").read_text(encoding="utf-8")
)["case"]
ENGLISH = languages.load("en-GB")


@pytest.mark.parametrize(
    ("display", "said"),
    [
        ("Take 5mg-10mg a day.", "Take five milligrams ten milligrams a day."),
        ("0.25mg–0.5mg", "zero point two five milligrams, zero point five milligrams"),
        ("I want to take 5mg-10mg", "I want to take five milligrams ten milligrams"),
        ("1g – 2g", "one gram, two grams"),
        ("18°C-21°C", "eighteen degrees Celsius twenty-one degrees Celsius"),
        ("30min-45min", "thirty minutes forty-five minutes"),
        ("£5.50-6.50", "five pounds fifty six point five zero"),
        ("£1m-2m", "one million pounds two metres"),
        ("2.5-3.5%", "two point five three point five per cent"),
        ("10am–12", "ten A.M. twelve"),
        ("9am - 5pm", "nine A.M., five P M"),
        ("5 – 6 weeks", "five, six weeks"),
        ("100-105 people", "one hundred one hundred and five people"),
        ("31/12/2020-01/01/2021", "the thirty-first of December twenty twenty, the first of January twenty twenty-one"),
        ("2018-19", "twenty eighteen nineteen"),
        ("4 to 5 days, 5-10mg", "four to five days, five ten milligrams"),
        ("2–5 May", "the second, the fifth of May"),
        ("ages 16-25", "ages sixteen twenty-five"),
        ("5mg\u201110mg", "five milligrams ten milligrams"),
        ("10 minutes-15 minutes", "ten minutes-fifteen minutes"),
        ("1 tablet – 2 tablets", "one tablet, two tablets"),
    ],
)
def test_a_range_that_is_said_without_a_word_is_told(display: str, said: str) -> None:
    assert len(unsaid(display, said)) == 1


@pytest.mark.parametrize(
    ("display", "said"),
    [
        ("Take 5mg-10mg a day.", "Take five milligrams to ten milligrams a day."),
        ("between 5-10 days", "between five and ten days"),
        ("9am-5", "nine A.M. until five"),
        ("020 7946 0123-5", "zero two zero, seven nine four six, zero one two three, five"),
        ("020-7946-0123", "zero two zero, seven nine four six, zero one two three"),
        ("Call 116-117", "Call one one six, one one seven"),
        ("Call 999 – 24 hours", "Call nine nine nine, twenty-four hours"),
        ("Sort code: 20-30-40", "Sort code: two zero, three zero, four zero"),
        ("2019-05-02", "the second of May twenty nineteen"),
        ("2018-19", "twenty eighteen to nineteen"),
        ("Open 24/7", "Open twenty-four seven"),
        ("COVID-19 and COVID-19", "covid nineteen and covid nineteen"),
        ("1-2-1 support", "one to one support"),
        ("a 24-hour line", "a twenty-four-hour line"),
        ("-5 degrees", "minus five degrees"),
        ("example.org/1-2", "example dot org slash one dash two"),
        ("Section 136 – 2 people", "Section one thirty-six, two people"),
        ("In 2019 – 5 people", "In twenty nineteen, five people"),
        ("A4-5", "A four five"),
        ("Page 1 MS-001", "Page one M S zero zero one"),
        ("ISO 32000-1", "I S O three two zero zero zero one"),
        ("3-in-1", "three-in-one"),
    ],
)
def test_what_is_said_rightly_or_is_no_range_passes(display: str, said: str) -> None:
    assert unsaid(display, said) == ()


@pytest.mark.parametrize("case", CASES, ids=[case["printed"] for case in CASES])
def test_every_case_of_the_table_says_its_ranges(case: dict[str, str]) -> None:
    assert unsaid(case["printed"], case["said"]) == ()


@pytest.mark.parametrize("name", ["sim-london", "values-framework"])
def test_both_leaflets_say_their_ranges(name: str) -> None:
    leaflet = sources.load(ROOT / "sources", name, date(2026, 6, 1)).leaflet
    for line in script(leaflet, ENGLISH, Wishes(pictures=True)):
        assert unsaid(line.display, line.said) == ()


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.sampled_from(["Take ", "", "about ", "(", "from "]),
    st.sampled_from(["5", "12.5", "0.25", "1", "40", "100", "1,500"]),
    st.sampled_from(["6", "25", "0.5", "2", "60.5", "120", "2,000", "15"]),
    st.sampled_from([("", "mg"), ("mg", "mg"), ("km", "km"), ("", "%"), ("%", "%"), ("min", "hr"), ("°C", "°C")]),
    st.sampled_from(["-", "–", "—"]),
    st.sampled_from([" a day.", "", ")", " or more", ", 9am-5pm", " and 2-3 times"]),
)
def test_any_range_is_said_with_a_word(
    before: str, first: str, second: str, units: tuple[str, str], dash: str, after: str
) -> None:
    display = f"{before}{first}{units[0]}{dash}{second}{units[1]}{after}"
    pairs = [words for _, words in spoken.say(display, ENGLISH) if words]
    said = " ".join(pairs)
    assert unsaid(display, said) == ()
    assert unsaid(display, said.replace(" to ", " ")) != ()


def test_a_language_with_unknown_numbers_is_told() -> None:
    with pytest.raises(LeafletError, match="are said in pl"):
        unsaid("5-6", "pięć do sześciu", "pl")
