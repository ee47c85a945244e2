"""The easy-read rules: each has a manuscript in `rules/` whose faulty lines end with the code they must raise.

A line ends with `<!-- ER-101 -->`; a fault of the leaflet as a whole is written `<!-- whole leaflet: ER-102 -->`.
"""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from leaflets import languages, manuscript, sources
from leaflets.checks import PROFILES, check, rules, word_lists
from leaflets.checks.kinds import KINDS
from leaflets.checks.rule import Rule
from leaflets.compose import Ingredients, compose
from leaflets.findings import LEVELS, Finding, LeafletError
from leaflets.glossary import Entry
from leaflets.house import House, HouseContact
from leaflets.model import Leaflet, Picture
from leaflets.verify.webaccess import EMPTY_WORDS

FILES = sorted((Path(__file__).parent / "rules").glob("ER-*.md"))
TODAY = date(2026, 6, 1)
ENGLISH = languages.load("en-GB")
HOUSE = House("The Green House", contacts=(HouseContact("phone", "Phone", "020 7946 0123; 0141 496 0123 & 24/7"),))
GLOSSARY = {
    "borough": Entry("borough", ("A **borough** is a part of London.",)),
    "carer": Entry("carer", ("A **carer** helps a friend without pay.",)),
}
NEED_GRAMMAR = {rule.code for rule in rules() if rule.kind in ("passive", "passive-share", "ideas", "noun-stack")}
WITHOUT_A_FAULT = {"ER-149", "ER-303"}
"""No manuscript can have these faults: tests below make them."""
MARKER = re.compile(r" *<!-- (whole leaflet: )?(ER-\d{3}) -->")


def composed(text: str, file: str = "leaflet.en-GB.md") -> tuple[Leaflet, tuple[Finding, ...]]:
    leaflet, findings = manuscript.read(text, file, "sample", "en-GB")
    return compose(leaflet, Ingredients(HOUSE, ENGLISH, TODAY, GLOSSARY)), findings


def found_in(
    text: str, file: str = "leaflet.en-GB.md", *, profile: str = "easy-read", grammar: bool = False
) -> tuple[Finding, ...]:
    leaflet = composed(text, file)[0]
    names = frozenset({"Ann Hill"})
    return check(leaflet, file, ENGLISH, TODAY, names, profile=profile, glossary=GLOSSARY, grammar=grammar)


def manuscript_of(body: str) -> str:
    return f"---\ntitle: A test\ninformation-date: 2026-01\ncover-picture: leaflet\n---\n## A topic\n{body}\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_marked_lines_and_no_others_raise_their_codes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    wanted = {
        (0 if whole else number, code)
        for number, line in enumerate(text.splitlines(), 1)
        for whole, code in MARKER.findall(line)
    }
    found = found_in(MARKER.sub("", text), str(path), grammar=path.stem in NEED_GRAMMAR)
    assert {(finding.line, finding.code) for finding in found} == wanted
    assert {finding.file for finding in found} <= {str(path)}
    assert path.stem in {code for _, code in wanted} or path.stem in WITHOUT_A_FAULT


def test_every_rule_has_its_manuscript_and_every_manuscript_its_rule() -> None:
    assert [path.stem for path in FILES] == [rule.code for rule in rules()]


def test_every_kind_of_rule_is_used() -> None:
    assert {rule.kind for rule in rules()} == set(KINDS)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_every_rule_names_its_source(rule: Rule) -> None:
    assert len(rule.source.split()) >= 4


@pytest.mark.parametrize("alt", ["", "a picture with far too many words in it"])
def test_a_picture_without_short_words_for_it_is_reported(alt: str) -> None:
    leaflet, _ = composed(manuscript_of("[picture: meeting]\nWe meet."))
    picture = leaflet.cover.picture
    assert picture is not None
    spoilt = replace(leaflet, cover=replace(leaflet.cover, picture=replace(picture, alt=alt)))
    found = check(spoilt, "leaflet.en-GB.md", ENGLISH, TODAY)
    assert [(finding.code, finding.line) for finding in found] == [("ER-303", 4)]


def test_an_unknown_picture_is_answered_with_the_three_nearest_names() -> None:
    (finding,) = found_in(manuscript_of("[picture: meetng]\nWe meet."))
    names = finding.hint.removeprefix("The nearest names are: ").removesuffix(".").split(", ")
    assert "meeting" in names
    assert len(names) == 3


def test_a_fault_in_standard_wording_names_the_language_file_and_quotes_it() -> None:
    table = {**cast(dict[str, object], ENGLISH.data["words"]), "about-help": ["We can't help you."]}
    language = replace(ENGLISH, data={**ENGLISH.data, "words": table})
    leaflet, _ = manuscript.read(manuscript_of("[picture: meeting]\nWe meet."), "x.md", "sample", "en-GB")
    found = check(compose(leaflet, Ingredients(HOUSE, language, TODAY, {})), "x.md", language, TODAY)
    assert [finding.code for finding in found] == ["ER-105"]
    assert "en-GB.toml" in found[0].file
    assert "“We can't help you.”" in found[0].message


def test_a_wrong_picture_beside_standard_wording_is_not_blamed_on_the_manuscript() -> None:
    leaflet, _ = composed(manuscript_of("[picture: meeting]\nWe meet."))
    closing = leaflet.sections[-1]
    point = replace(next(closing.points()), kind="row", picture=Picture("no-such-picture"))
    spoilt = replace(leaflet, sections=(*leaflet.sections[:-1], replace(closing, blocks=(*closing.blocks, point))))
    found = [finding for finding in check(spoilt, "x.md", ENGLISH, TODAY) if finding.code == "ER-302"]
    assert [finding.file == "x.md" for finding in found] == [False]


def test_a_word_explained_at_first_use_need_not_be_explained_again_but_must_not_be_used_before() -> None:
    meaning = "[picture: meeting]\nThe **library** is open.\n== A **library** lends books.\n"
    again = "[picture: meeting]\nThe **Library** has books.\n"
    assert found_in(manuscript_of(f"{meaning}\n{again}")) == ()
    assert [finding.code for finding in found_in(manuscript_of(f"{again}\n{meaning}"))] == ["ER-103"]


def test_old_information_gets_the_standard_notice_and_no_finding() -> None:
    text = manuscript_of("[picture: meeting]\nWe met.").replace("2026-01", "2019")
    assert found_in(text) == ()


def test_findings_are_plain_sentences_with_place_and_advice() -> None:
    (finding,) = found_in(manuscript_of("[picture: meeting]\nWe can't meet."))
    assert str(finding) == (
        "leaflet.en-GB.md, line 8: must fix: The short form “can't” is hard to read. "
        "Write the words in full, such as “do not” or “it is”. (ER-105)"
    )


NAMES = frozenset({"Five Year Forward View", "Seven Sisters Road", "Café Olé", "No Panic", "It’s Us", "Tea & Talk"})
"""Names that a writer told the glossary, with words in them that rules look for."""


def codes_of(line: str, names: frozenset[str] = NAMES) -> list[str]:
    leaflet, _ = composed(manuscript_of(f"[picture: meeting]\n{line}"))
    return [finding.code for finding in check(leaflet, "x.md", ENGLISH, TODAY, names) if finding.line == 8]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("The **Five Year Forward View** is a plan.", "ER-120"),
        ("We meet in **Seven Sisters Road**.", "ER-120"),
        ("We meet at **Café Olé**.", "ER-117"),
        ("We meet at **Tea & Talk**.", "ER-106"),
        ("We meet at **It's Us**.", "ER-105"),
        ("You do not have to come to **No Panic**.", "ER-118"),
    ],
)
def test_a_rule_passes_over_names_that_the_writer_told_and_nothing_else(line: str, code: str) -> None:
    assert code not in codes_of(line)
    assert code in codes_of(line.replace("**", ""), frozenset())


@pytest.mark.parametrize(
    "line",
    [
        "We read two books in the **Seven Sisters Road**.",
        "We met seven sisters.",
        "We met the seven sisters road builders.",
        "There are **Seven Sisters Roads**.",
    ],
)
def test_a_number_word_outside_of_a_name_is_told(line: str) -> None:
    assert "ER-120" in codes_of(line)


@pytest.mark.parametrize("words", sorted({*EMPTY_WORDS, "download", "this", "Click here!", "Read more …"}))
def test_a_link_that_a_finished_page_may_not_have_is_told_before_it_is_made(words: str) -> None:
    assert "ER-136" in codes_of(f"We say more: [{words}](https://example.org/club).")


@pytest.mark.parametrize("words", ["our page about this", "Read more about carers", "Mind", "www.mind.org"])
def test_a_link_that_says_where_it_leads_is_good(words: str) -> None:
    assert "ER-136" not in codes_of(f"We say more: [{words}](https://example.org/club).")


def test_a_long_sentence_is_told_where_it_could_be_split() -> None:
    text = "We meet each week in the big hall of the library, but you can also read at home."
    (finding,) = found_in(manuscript_of(f"[picture: meeting]\n{text}"))
    assert finding.code == "ER-101"
    assert finding.hint.endswith("A place to split it is before “but you can”.")


def test_a_finding_on_words_says_what_to_write_instead() -> None:
    (finding,) = found_in(manuscript_of("[picture: meeting]\nWe will notify you prior to the talk."))
    assert finding.message == "There are plainer words for “notify”, “prior to”."
    assert finding.hint == "For “notify” say “tell”. For “prior to” say “before”."


def test_a_word_of_the_glossary_is_offered_with_its_meaning() -> None:
    (finding,) = found_in(manuscript_of("[picture: meeting]\nPeople of the borough can come."))
    assert finding.hint.endswith("Then this is printed: A borough is a part of London.")


def test_a_hard_word_is_reported_once() -> None:
    text = "[picture: meeting]\nThe funding is good.\nThe funding is for you.\n"
    assert [finding.line for finding in found_in(manuscript_of(text))] == [8]


def test_profiles_differ_in_limits_and_levels() -> None:
    text = manuscript_of("We meet each week in the big hall, and you are welcome to bring 50% of your friends.")
    levels = {
        profile: {finding.code: finding.level for finding in found_in(text, profile=profile)} for profile in PROFILES
    }
    assert levels["easy-read"] == {"ER-101": "must fix", "ER-121": "must fix", "ER-301": "must fix"}
    assert levels["plain"] == {"ER-121": "look at this"}
    assert levels["large-print"] == {}


def test_an_unknown_profile_is_answered_with_the_known_ones() -> None:
    with pytest.raises(LeafletError, match="easy-read, plain, large-print"):
        rules("strict")


def test_no_profile_is_stricter_than_easy_read() -> None:
    strictest = {rule.code: rule for rule in rules()}
    for profile in PROFILES:
        for rule in rules(profile):
            assert LEVELS.index(rule.level) >= LEVELS.index(strictest[rule.code].level)
            assert (rule.limit or 0) >= (strictest[rule.code].limit or 0)


def test_each_phrase_stands_in_one_list_only() -> None:
    lists = ("plain_words", "nominalisations", "idioms", "respectful", "grown_up")
    counts = Counter(phrase for name in lists for phrase in word_lists.entries(name, "en-GB"))
    assert [phrase for phrase, count in counts.items() if count > 1] == []


def test_there_are_plain_words_enough() -> None:
    assert len(word_lists.entries("plain_words", "en-GB")) >= 250


@pytest.mark.parametrize("slug", ["sim-london", "values-framework"])
def test_nothing_in_our_leaflets_must_be_fixed_and_little_is_to_be_looked_at(slug: str) -> None:
    source = sources.load(Path(__file__).resolve().parent.parent / "sources", slug, date(2026, 11, 22), grammar=True)
    found = [finding for finding in source.findings if finding.code.startswith("ER-")]
    assert [finding for finding in found if finding.level == "must fix"] == []
    assert len(found) <= 8
