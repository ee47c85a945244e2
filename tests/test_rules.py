"""The easy-read rules: each has a manuscript in `rules/` whose faulty lines end with the code they must raise.

A line ends with `<!-- ER-101 -->`; a fault of the leaflet as a whole is written `<!-- whole leaflet: ER-102 -->`.
"""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from leaflets import languages, manuscript
from leaflets.checks import check, rules
from leaflets.checks.kinds import KINDS, Rule
from leaflets.compose import Ingredients, compose
from leaflets.findings import Finding
from leaflets.house import House, HouseContact
from leaflets.model import Leaflet, Picture

FILES = sorted((Path(__file__).parent / "rules").glob("ER-*.md"))
TODAY = date(2026, 6, 1)
ENGLISH = languages.load("en-GB")
HOUSE = House("The Green House", contacts=(HouseContact("phone", "Phone", "020 7946 0123; 0141 496 0123 & 24/7"),))
MARKER = re.compile(r" *<!-- (whole leaflet: )?(ER-\d{3}) -->")


def composed(text: str, file: str = "leaflet.en-GB.md") -> tuple[Leaflet, tuple[Finding, ...]]:
    leaflet, findings = manuscript.read(text, file, "sample", "en-GB")
    return compose(leaflet, Ingredients(HOUSE, ENGLISH, TODAY, {})), findings


def found_in(text: str, file: str = "leaflet.en-GB.md") -> tuple[Finding, ...]:
    return check(composed(text, file)[0], file, ENGLISH, TODAY, frozenset({"Ann Hill"}))


def manuscript_of(body: str) -> str:
    return f"---\ntitle: A test\ninformation-date: 2026-01\ncover-picture: leaflet\n---\n## A topic\n{body}\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_marked_lines_and_no_others_raise_the_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    wanted = {
        (0 if whole else number, code)
        for number, line in enumerate(text.splitlines(), 1)
        for whole, code in MARKER.findall(line)
    }
    found = found_in(MARKER.sub("", text), str(path))
    assert {(finding.line, finding.code) for finding in found} == wanted
    assert {finding.file for finding in found} <= {str(path)}
    assert wanted or path.stem == "ER-303"
    assert {code for _, code in wanted} <= {path.stem}


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
