"""The reading scores agree with an independent count: texts whose sentences and syllables were marked by hand."""

import re
import tomllib
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import cast

import pytest
import samples

from leaflets import intake, languages, units
from leaflets.checks.readability import score
from leaflets.report.measures import measure, of_article, of_leaflet

MOST_DIFFERENCE = 0.7
"""Grades; the tolerance that the toolkit promises for Flesch-Kincaid and SMOG."""

_TOLD = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class Marked:
    """A text with its sentences as a person parted them, and the syllables of each word as a person marked them."""

    name: str
    sentences: tuple[str, ...]
    syllables: tuple[tuple[int, ...], ...]
    """One tuple for each sentence, one number for each word."""

    @property
    def text(self) -> str:
        return " ".join(self.sentences)

    @property
    def grade(self) -> float:
        """Flesch-Kincaid, as published in 1975, from the marks alone."""
        words = sum(map(len, self.syllables))
        return 0.39 * words / len(self.sentences) + 11.8 * sum(map(sum, self.syllables)) / words - 15.59

    @property
    def smog(self) -> float:
        """SMOG, as published in 1969, from the marks alone."""
        hard = sum(count >= 3 for sentence in self.syllables for count in sentence)
        return 1.043 * sqrt(30 * hard / len(self.sentences)) + 3.1291


def marked() -> list[Marked]:
    data = tomllib.loads((Path(__file__).parent / "scores" / "texts.toml").read_text(encoding="utf-8"))
    texts = cast(list[dict[str, object]], data["text"])
    return [_marked(str(text["name"]), cast(list[str], text["sentences"])) for text in texts]


def _marked(name: str, lines: list[str]) -> Marked:
    counts = tuple(tuple(_syllables(word) for word in line.split()) for line in lines)
    return Marked(name, tuple(_TOLD.sub("", line).replace("·", "") for line in lines), counts)


def _syllables(word: str) -> int:
    told = _TOLD.search(word)
    return int(told[1]) if told else sum(part.count("·") + 1 for part in word.split("-"))


TEXTS = marked()


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_sentences_and_words_are_those_that_a_person_counts(text: Marked) -> None:
    assert units.sentences(text.text) == text.sentences
    scores = score(units.sentences(text.text))
    assert scores.sentences == len(text.sentences)
    assert scores.words == sum(map(len, text.syllables))
    assert scores.longest == max(map(len, text.syllables))
    assert scores.over_limit == sum(len(sentence) > 15 for sentence in text.syllables)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_scores_agree_with_syllables_marked_by_hand(text: Marked) -> None:
    scores = score(units.sentences(text.text))
    assert scores.grade is not None
    assert scores.smog is not None
    assert abs(scores.grade - text.grade) <= MOST_DIFFERENCE
    assert abs(scores.smog - text.smog) <= MOST_DIFFERENCE


def test_the_marked_texts_are_as_different_as_the_texts_people_bring() -> None:
    assert len(TEXTS) >= 4
    assert min(text.grade for text in TEXTS) < 4
    assert max(text.grade for text in TEXTS) > 12


def test_a_leaflet_is_measured_as_a_whole_and_section_by_section() -> None:
    leaflet = samples.leaflet("everything")
    whole, parts = of_leaflet(leaflet, languages.load("en-GB"))
    assert [part.heading for part in parts] == [section.heading.text for section in leaflet.sections]
    assert sum(part.measures.scores.sentences for part in parts) == whole.scores.sentences
    assert sum(part.measures.scores.words for part in parts) == whole.scores.words
    assert max(part.measures.scores.longest for part in parts) == whole.scores.longest


def test_an_article_with_headings_is_measured_below_each_of_them(tmp_path: Path) -> None:
    file = tmp_path / "news.md"
    file.write_text(
        "# A new garden\n\nWe opened a garden today.\n\n## Who can come?\n\n"
        "Everybody can come to see the garden. It costs nothing at all.\n",
        encoding="utf-8",
    )
    whole, parts = of_article(intake.read(file)[0], languages.load("en-GB"))
    assert [(part.heading, part.measures.scores.sentences) for part in parts] == [
        ("A new garden", 1),
        ("Who can come?", 2),
    ]
    assert whole.scores.sentences == 3


@pytest.mark.parametrize(
    ("sentence", "age"),
    [
        ("The library opens again after repairs to its roof.", "about 13"),
        ("The organisation anticipates considerable administrative difficulties.", "more than 18"),
    ],
)
def test_a_reading_age_is_told_roughly_and_not_above_18(sentence: str, age: str) -> None:
    assert measure((sentence,), languages.load("en-GB")).reading_age == age
