"""How hard a text is to read: counts of our own, and published formulas from textstat on prepared text.

The only importer of textstat. As it comes, textstat wants to fetch its dictionary from a network, and miscounts
sentences where a text has bullets, abbreviations, times, addresses or very short sentences. So it gets our own
dictionary, and text in which every word is one bare word and every sentence ends in exactly one full stop. Our own
count of sentences is the truth: where textstat counts otherwise, or its result is not what the published formula
gives, a text is "not scored". Seen in textstat 0.7.13; the tests tell when that changes.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib import import_module
from math import sqrt
from types import ModuleType
from typing import Protocol, cast

from leaflets import prepared, units
from leaflets.checks import syllables
from leaflets.checks.answers import Answers
from leaflets.findings import LeafletError
from leaflets.versions import version

SENTENCE_LIMIT = 15
"""Words; GOV.UK asks for 10 to 15 in easy read, the Department of Health calls more than 15 "harder"."""

FORMULAS: tuple[str, ...] = ("flesch-kincaid",)
"""Formulas a language may declare. Any other word means: not scored."""

_MOST_DIFFERENCE = 0.7
"""Grades by which textstat and our own formula may differ."""
_SENTENCE_TOLERANCE = 0.02
_FEWEST_WORDS = 3
"""textstat leaves out sentences of one or two words but counts their words (0.7.13): they are not handed to it."""
_PROBE = "leafletprobe"
_PROBE_SYLLABLES = 11


@dataclass(frozen=True, slots=True)
class Scores:
    """What was counted in a text, and its published scores, where it could be scored."""

    words: int
    sentences: int
    mean: float
    """Words in a sentence."""
    longest: int
    over_limit: int
    """Sentences of more than `SENTENCE_LIMIT` words."""
    grade: float | None = None
    """Flesch-Kincaid grade (Kincaid and others, 1975): American school year; short sentences left out."""
    ease: float | None = None
    """Flesch reading ease (Flesch, 1948): higher is easier."""
    smog: float | None = None
    """SMOG grade (McLaughlin, 1969). For information only: made for 30 sentences and more."""
    not_scored: str = ""
    """Why there is no score, as a plain sentence."""

    @property
    def reading_age(self) -> int | None:
        """About the age that reads such a text: Flesch-Kincaid grade and 5 years. Say "about": it is a rough figure."""
        return None if self.grade is None else max(5, round(self.grade + 5))

    @property
    def share_over_limit(self) -> float:
        """Sentences of more than `SENTENCE_LIMIT` words, from 0 to 1."""
        return self.over_limit / self.sentences if self.sentences else 0.0


@dataclass(frozen=True, slots=True)
class Formulas:
    """Three published scores of one text."""

    grade: float
    ease: float
    smog: float


class _Textstat(Protocol):
    """What is used of textstat."""

    def flesch_kincaid_grade(self, text: str) -> float: ...
    def flesch_reading_ease(self, text: str) -> float: ...
    def smog_index(self, text: str) -> float: ...
    def sentence_count(self, text: str) -> int: ...
    def syllable_count(self, text: str) -> int: ...


class _Pronunciations:
    """Stands in for the dictionary textstat asks: for a word a list of pronunciations, each a list of sounds."""

    def __getitem__(self, word: str) -> list[list[str]]:
        count = _PROBE_SYLLABLES if word == _PROBE else syllables.known(word)
        if count is None:
            raise KeyError(word)  # textstat then counts by hyphenation
        return [["A0"] * count]


class _Pyphen(Protocol):
    """What textstat uses of pyphen."""

    def positions(self, word: str) -> list[int]: ...


class _Hyphenation:
    """Stands in for pyphen, which reads all its patterns first: that takes a fifth of what loading a leaflet takes."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._answers = Answers(prepared.shelf("hyphens", tools=f"pyphen {version('pyphen')}"), lang)

    def positions(self, word: str) -> list[int]:
        """Where pyphen would divide the word; textstat counts the places."""
        return cast(list[int], json.loads(self._answers.of(word, lambda: json.dumps(self._pyphen.positions(word)))))

    @cached_property
    def _pyphen(self) -> _Pyphen:
        return cast(_Pyphen, import_module("textstat.backend.utils._get_pyphen").get_pyphen(self._lang))


@lru_cache
def _hyphenation(lang: str) -> _Hyphenation:
    return _Hyphenation(lang)


def score(sentences: Iterable[str], formula: str = "flesch-kincaid") -> Scores:
    """The counts of a text given as sentences (no headings, no contact lines), and its scores by that formula."""
    texts = tuple(text for text in sentences if units.words(text))
    counted = [len(units.words(text)) for text in texts]
    scores = Scores(
        words=sum(counted),
        sentences=len(counted),
        mean=sum(counted) / len(counted) if counted else 0.0,
        longest=max(counted, default=0),
        over_limit=sum(count > SENTENCE_LIMIT for count in counted),
    )
    if formula not in FORMULAS:
        return _with(scores, "There is no reading score for this language.")
    scored = tuple(text for text in texts if len(units.words(text)) >= _FEWEST_WORDS)
    if not scored:
        return _with(scores, "The text is too short for a reading score.")
    prepared = prepare(scored)
    adapter = _textstat()
    theirs = adapter.sentence_count(prepared)
    if abs(theirs - len(scored)) > _SENTENCE_TOLERANCE * len(scored):
        return _with(scores, "The sentences could not be counted with certainty.")
    found = Formulas(
        grade=adapter.flesch_kincaid_grade(prepared),
        ease=adapter.flesch_reading_ease(prepared),
        smog=adapter.smog_index(prepared),
    )
    own = own_formulas(scored)
    if max(abs(found.grade - own.grade), abs(found.smog - own.smog)) > _MOST_DIFFERENCE:
        return _with(scores, "Two ways to work out the score did not agree.")
    return _with(scores, "", found)


def prepare(sentences: Iterable[str]) -> str:
    """Text for textstat: bare words, parts of one word joined by `_`, and one full stop after each sentence."""
    return " ".join(" ".join(_bare(word) for word in units.words(sentence)) + "." for sentence in sentences)


def own_formulas(sentences: Iterable[str]) -> Formulas:
    """The three scores by our own counts and the published formulas, as a check on textstat."""
    by_sentence = [[syllables.estimate(_bare(word).casefold()) for word in units.words(text)] for text in sentences]
    counts = [count for sentence in by_sentence for count in sentence]
    if not counts:
        return Formulas(0.0, 0.0, 0.0)
    length = len(counts) / len(by_sentence)
    weight = sum(counts) / len(counts)
    hard = sum(count >= 3 for count in counts)
    return Formulas(
        grade=0.39 * length + 11.8 * weight - 15.59,
        ease=206.835 - 1.015 * length - 84.6 * weight,
        smog=1.043 * sqrt(30 * hard / len(by_sentence)) + 3.1291,
    )


def _bare(word: str) -> str:
    """A word with letters and figures only; an apostrophe stays, other marks inside become `_`."""
    straight = word.replace("’", "'")
    figures = re.sub(r"(?<=\d),(?=\d)", "", straight)
    return re.sub(r"[^\w']+|_+", "_", figures).strip("_'")


def _with(scores: Scores, reason: str, found: Formulas | None = None) -> Scores:
    if found is None:
        return replace(scores, not_scored=reason)
    return replace(scores, grade=found.grade, ease=found.ease, smog=found.smog)


@lru_cache
def _textstat() -> _Textstat:
    """textstat with our dictionary in place of the one it would fetch. Raises LeafletError when that does not hold."""
    with _without_nltk():
        textstat = cast(_Textstat, import_module("textstat"))
    counting = vars(import_module("textstat.backend.counts._count_syllables"))
    counting["get_cmudict"] = lambda lang: _Pronunciations()
    counting["get_pyphen"] = _hyphenation
    if textstat.syllable_count(_PROBE) == _PROBE_SYLLABLES:
        return textstat
    raise LeafletError(
        "textstat does not use the toolkit's dictionary. Install the version in constraints.txt, then try again."
    )


@contextmanager
def _without_nltk() -> Iterator[None]:
    """What is imported meanwhile gets an nltk that refuses everything.

    textstat 0.7.13 imports it only to look up, or fetch, the dictionary that ours replaces. The real one takes 0.4
    seconds to import, a third of the time in which a leaflet is loaded; and a score must never depend on a network.
    """
    before, stand_in = sys.modules.get("nltk"), ModuleType("nltk")
    vars(stand_in)["__getattr__"] = _refuse
    sys.modules["nltk"] = stand_in
    try:
        yield
    finally:
        del sys.modules["nltk"]
        if before is not None:
            sys.modules["nltk"] = before


def _refuse(name: str) -> object:
    raise LeafletError(
        f"A reading score asked for a dictionary from elsewhere ({name}). Please tell the people who make this tool."
    )
