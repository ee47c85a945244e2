"""What is said for what is printed."""

import dataclasses
import tomllib
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets import languages, sources, spoken
from leaflets.findings import LeafletError

ROOT = Path(__file__).parents[1]
ENGLISH = languages.load("en-GB")
LEXICON = spoken.load(ROOT / "sources" / "lexicon.en-GB.toml")
CASES: list[dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "spoken" / "cases.toml").read_text(encoding="utf-8")
)["case"]


def said(text: str, lexicon: tuple[spoken.Entry, ...] = LEXICON) -> str:
    return " ".join(words for _, words in spoken.say(text, ENGLISH, lexicon) if words)


@pytest.mark.parametrize("case", CASES, ids=[case["printed"] for case in CASES])
def test_it_is_said_as_the_table_tells(case: dict[str, str]) -> None:
    assert said(case["printed"]) == case["said"]


def test_the_table_has_enough_cases() -> None:
    assert len(CASES) >= 500


@pytest.mark.parametrize("case", CASES, ids=[case["printed"] for case in CASES])
def test_the_pairs_cover_the_printed_words_in_order(case: dict[str, str]) -> None:
    pairs = spoken.say(case["printed"], ENGLISH, LEXICON)
    assert " ".join(display for display, _ in pairs) == " ".join(case["printed"].split())


def test_a_phone_number_keeps_its_place_in_the_sentence() -> None:
    pairs = spoken.say("Please call 020 7946 0123 today.", ENGLISH)
    assert pairs == (
        ("Please call", "Please call"),
        ("020 7946 0123", "zero two zero, seven nine four six, zero one two three"),
        ("today.", "today."),
    )


def test_a_phone_number_with_spaces_that_do_not_break_is_said_the_same() -> None:
    assert said("020\u00a07946\u202f0123") == said("020 7946 0123")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("<>&[]{}|/\\\"'0123456789 £%-–@.")), max_size=60))
def test_nothing_that_looks_like_a_command_reaches_a_voice(text: str) -> None:
    pairs = spoken.say(text, ENGLISH, LEXICON)
    assert " ".join(display for display, _ in pairs) == " ".join(text.split())
    words = " ".join(words for _, words in pairs if words)
    assert not set(words) & set('<>&[]{}|\\/"@#*_^~`=%$£\x00\n')
    assert words == " ".join(words.split())


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(0, 9), st.lists(st.integers(0, 9), min_size=9, max_size=9))
def test_every_figure_of_any_phone_number_is_said_once(second: int, rest: list[int]) -> None:
    number = "".join(map(str, (0, second, *rest)))
    for printed in (number, f"{number[:5]} {number[5:]}", f"({number[:3]}) {number[3:7]}-{number[7:]}"):
        figures = [ENGLISH_FIGURES.index(word) for word in said(f"Call {printed}.")[5:-1].replace(",", "").split()]
        assert "".join(map(str, figures)) == number


ENGLISH_FIGURES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def test_the_longest_term_of_the_lexicon_wins() -> None:
    entries = (spoken.Entry("Merton", "one"), spoken.Entry("Merton Park", "two"))
    assert said("Merton Park and Merton", entries) == "two and one"


def test_a_term_of_the_lexicon_keeps_to_its_capitals_only_when_asked() -> None:
    exact, free = spoken.Entry("SIM", "sim", case_sensitive=True), spoken.Entry("Trust", "trust body")
    assert said("Sim and SIM", (exact,)) == "Sim and sim"
    assert said("the TRUST", (free,)) == "the trust body"


def test_a_term_of_the_lexicon_is_a_whole_word() -> None:
    assert said("simmer", (spoken.Entry("sim", "wrong"),)) == "simmer"


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("105 carers came.", "one hundred and five kare-ers came."),
        ("About 111 carers", "About one hundred and eleven kare-ers"),
        ("In 2019 carers met.", "In twenty nineteen kare-ers met."),
        ("2019 carers met.", "two thousand and nineteen kare-ers met."),
        ("We saw 12 345 carers.", "We saw twelve thousand three hundred and forty-five kare-ers."),
        ("9/10 carers agree.", "nine out of ten kare-ers agree."),
        ("Call 150 carers.", "Call one hundred and fifty kare-ers."),
        ("12 carers-25 carers", "twelve kare-ers to twenty-five kare-ers"),
        ("Tell carers US words.", "Tell kare-ers us words."),
        ("Call 105, carers.", "Call one zero five, kare-ers."),
    ],
)
def test_a_word_of_the_lexicon_is_still_read_by_the_rules_beside_it(printed: str, words: str) -> None:
    assert said(printed, (spoken.Entry("carers", "kare-ers"),)) == words


def test_a_rule_that_wants_a_word_of_the_lexicon_leaves_it_and_says_the_rest() -> None:
    assert said("It has £2 million.", (spoken.Entry("million", "milyon"),)) == "It has two pounds milyon."
    assert said("COVID-19 24 hours", (spoken.Entry("COVID-19", "covid"),)) == "covid twenty-four hours"


def test_a_lexicon_that_says_counted_words_as_printed_changes_no_number() -> None:
    table = cast(dict[str, list[str]], ENGLISH.data["spoken"])
    counted = (word for word in table["counted"] if word not in table["units"])
    lexicon = (*LEXICON, *(spoken.Entry(word, word) for word in counted))
    for case in CASES:
        words = said(case["printed"], lexicon)
        assert words.casefold().replace("-", " ") == case["said"].casefold().replace("-", " ")


# The order of the rules (what is claimed once is hidden from the rules behind): each pair of rules that could quarrel.


@pytest.mark.parametrize(
    ("printed", "words", "why"),
    [
        (
            "info@example.org/02079460123",
            "info at example dot org or zero two zero, seven nine four six, zero one two three",
            "an e-mail address ends before the slash",
        ),
        (
            "www.example.org/02079460123",
            "example dot org slash zero two zero seven nine four six zero one two three",
            "an address before a phone number",
        ),
        ("www.example.org/999", "example dot org slash nine nine nine", "an address before a helpline"),
        ("www.example.org/2/5/2019", "example dot org slash two slash five slash two zero one nine", "and a date"),
        ("www.example.org/sim-2019", "example dot org slash sim dash two zero one nine", "and a year"),
        ("www.example.org/£5", "example dot org slash five", "and money"),
        ("john.smith@nhs.net", "john dot smith at N H S dot net", "and initials"),
        ("vauxhall.org.uk", "vauxhall dot org dot U K", "and the lexicon"),
        ("SIM@southwark.gov.uk", "sim at southwark dot gov dot U K", "and the lexicon with its capitals"),
        ("01.10.2026", "the first of October twenty twenty-six", "a date before a phone number"),
        ("01-10-2026", "the first of October twenty twenty-six", "a date before a phone number"),
        ("1/2/2019", "the first of February twenty nineteen", "a date before a fraction"),
        ("2 May 2019", "the second of May twenty nineteen", "a date before a number and a year"),
        ("12.30pm", "twelve thirty P M", "a time before a number"),
        ("24/7", "twenty-four seven", "a short form before a fraction"),
        ("Section 111", "Section one eleven", "a section before a helpline"),
        ("0800 111 2019", "zero eight zero zero, one one one, two zero one nine", "a phone number before a year"),
        ("0800 999 101", "zero eight zero zero, nine nine nine, one zero one", "and before a helpline"),
        ("£2019", "two thousand and nineteen pounds", "money before a year"),
        ("£999", "nine hundred and ninety-nine pounds", "money is not a helpline"),
        ("999%", "nine hundred and ninety-nine per cent", "nor is a part of a hundred"),
        ("2019-20", "twenty nineteen to twenty", "a year before a number"),
        ("20%", "twenty per cent", "a part of a hundred before a number"),
        ("3rd", "third", "a place before a number"),
        ("IT 5 km", "I T five kilometres", "initials last"),
    ],
)
def test_the_rules_run_in_an_order_that_keeps_whole_things_whole(printed: str, words: str, why: str) -> None:
    assert said(printed) == words, why


def test_the_lexicon_goes_before_all_but_addresses_and_dates() -> None:
    house = (
        spoken.Entry("Section 136", "one three six"),
        spoken.Entry("NHS", "the health service"),
        spoken.Entry("May", "wrong"),
        spoken.Entry("example", "wrong"),
        spoken.Entry("2019", "wrong"),
        spoken.Entry("£5", "a fiver"),
    )
    text = "Section 136 and the NHS for £5 on 2 May 2019 at example.org"
    words = "one three six and the the health service for a fiver on the second of May twenty nineteen"
    assert said(text, house) == f"{words} at example dot org"


def test_the_lexicon_of_the_house_goes_before_the_phrases_of_the_language() -> None:
    assert said("read by us", (spoken.Entry("read by", "reed by"),)) == "reed by us"


@pytest.mark.parametrize("term", ["028", "8000", "0800", "8", "020", "123", "116", "44"])
def test_the_lexicon_never_changes_a_part_of_a_number_to_call(term: str) -> None:
    house = (spoken.Entry(term, "wrong"),)
    for number in ("0800 028 8000", "020 7946 0123", "116 123", "+44 20 7946 0123"):
        assert said(f"Call {number}", house) == said(f"Call {number}", ())


def test_the_lexicon_may_change_a_whole_number_to_call() -> None:
    assert said("Call 116 123", (spoken.Entry("Call 116 123", "Call the Samaritans"),)) == "Call the Samaritans"


@pytest.mark.parametrize(
    "say",
    [
        "<break/>",
        "<phoneme ph='x'>y</phoneme>",
        "[[h@l'oU]]",
        "sim & co",
        "{x}",
        "a|b",
        "50",
        "sim_x",
        "\\\\pau",
        "…",
        "…a",
    ],
)
def test_a_lexicon_entry_that_says_a_sign_or_mark_up_is_refused(say: str) -> None:
    with pytest.raises(LeafletError) as told:
        spoken.read_lexicon(
            f'[[entry]]\nterm = "ok"\nsay = "okay"\n[[entry]]\nterm = "SIM"\nsay = "{say}"\n', "own.toml"
        )
    assert "Entry 2 of the lexicon own.toml, “SIM”: what to say has" in str(told.value)
    assert "Use letters, spaces and the signs" in str(told.value)


def test_a_lexicon_entry_without_a_word_is_refused() -> None:
    with pytest.raises(LeafletError, match="what to say has no word in it"):
        spoken.read_lexicon('[[entry]]\nterm = "SIM"\nsay = "..."\n', "own.toml")


def test_a_lexicon_entry_may_have_accents_stops_and_curly_apostrophes() -> None:
    assert (
        spoken.read_lexicon('[[entry]]\nterm = "x"\nsay = "Zoë’s co-op, é."\n', "own.toml")[0].say == "Zoë's co-op, é."
    )


def test_a_lexicon_entry_made_elsewhere_is_cleaned() -> None:
    assert said("SIM met", (spoken.Entry("SIM", '<break time="3s"/> [[sim]]'),)) == "break time equals 3s or, sim, met"


def test_every_lexicon_of_the_samples_can_be_read() -> None:
    for path in (ROOT / "sources").rglob("lexicon.*.toml"):
        assert spoken.load(path)


def test_a_number_to_call_is_eight_figures_in_a_row() -> None:
    assert spoken.is_phone_number(said("0800 1111"), ENGLISH)
    assert spoken.is_phone_number(said("Call us: +44 (0)20 7946 0123."), ENGLISH)
    assert not spoken.is_phone_number(said("Text 85258 or call 999"), ENGLISH)
    assert not spoken.is_phone_number("one in four, two in five, one of three, and six or nine", ENGLISH)


def test_the_figures_of_a_number_to_call_come_from_the_language() -> None:
    spoken_words = dict(ENGLISH.data["spoken"])  # type: ignore[call-overload]
    spoken_words["small"] = ["nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
    dutch = dataclasses.replace(ENGLISH, data={**ENGLISH.data, "spoken": spoken_words})
    assert spoken.is_phone_number("nul acht nul nul, een een een een", dutch)
    assert not spoken.is_phone_number("zero eight zero zero, one one one one", dutch)


def test_a_later_lexicon_goes_before(tmp_path: Path) -> None:
    house, own = tmp_path / "house.toml", tmp_path / "own.toml"
    house.write_text('[[entry]]\nterm = "Bow"\nsay = "boh"\n', encoding="utf-8")
    own.write_text('[[entry]]\nterm = "Bow"\nsay = "bow wow"\n', encoding="utf-8")
    assert said("Bow", spoken.load(house, own, tmp_path / "none.toml")) == "bow wow"


def test_the_lexicon_of_a_leaflet_wins_over_that_of_the_house(tmp_path: Path) -> None:
    own = tmp_path / "bow"
    own.mkdir()
    (tmp_path / "house.toml").write_text('name = "The Green House"\n', encoding="utf-8")
    front = "---\ntitle: Bow\ninformation-date: 2026-05\ncover-picture: leaflet\n---\n"
    (own / "leaflet.en-GB.md").write_text(front + "## What is new?\n[picture: meeting]\nBow is.\n", encoding="utf-8")
    for folder, how in ((tmp_path, 'say = "boh"'), (own, 'say = "bow wow"\ncase_sensitive = true')):
        (folder / "lexicon.en-GB.toml").write_text(f'[[entry]]\nterm = "Bow"\n{how}\n', encoding="utf-8")
    title = sources.load(tmp_path, "bow", date(2026, 6, 1)).leaflet.cover.title
    assert title.spoken_text == "bow wow"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[entry]\n", "Mend that line"),
        ('[[entry]]\nterm = "x"\n', 'Write: term = "…" and say = "…"'),
        ('[[entry]]\nterm = "x"\nsay = ""\n', "Give it a term and what to say"),
        ('[[entry]]\nterm = "x"\nsay = "y"\ncase = true\n', "Entry 1"),
        ('[[word]]\nterm = "x"\n', "Start each one with [[entry]]"),
    ],
)
def test_a_broken_lexicon_is_told_with_its_place(text: str, message: str) -> None:
    with pytest.raises(LeafletError) as told:
        spoken.read_lexicon(text, "lexicon.toml")
    assert "lexicon.toml" in str(told.value)
    assert message in str(told.value)


def test_a_language_without_spoken_words_is_told() -> None:
    bare = dataclasses.replace(ENGLISH, data={"words": {}})
    with pytest.raises(LeafletError, match=r"en-GB\.toml has no table \[spoken\]"):
        spoken.say("Hello", bare)


def test_a_rule_that_does_not_exist_is_told() -> None:
    table = {**ENGLISH.data["spoken"], "rules": ["guess"]}  # type: ignore[dict-item]
    with pytest.raises(LeafletError, match="a rule “guess”"):
        spoken.say("Hello", dataclasses.replace(ENGLISH, data={**ENGLISH.data, "spoken": table}))


def test_a_language_may_leave_rules_out() -> None:
    table = {**ENGLISH.data["spoken"], "rules": ["phone"]}  # type: ignore[dict-item]
    other = dataclasses.replace(ENGLISH, data={**ENGLISH.data, "spoken": table})
    assert spoken.say("Call 999 now", other)[1] == ("999", "nine nine nine")
    assert spoken.say("170 people", other) == (("170 people", "170 people"),)
