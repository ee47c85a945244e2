"""Which words of a text are hard, and how many words are not on the list of easy words.

A word is easy when it, or its plain form, is on the list, or when it is among the most used words of all. The words
of health, care, law and offices have a list of their own: they look easy and mean something special.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from leaflets.checks import word_lists
from leaflets.checks.lemmas import forms, is_word, tokens
from leaflets.checks.phrases import Phrases

Tier = Literal["change or explain", "look at"]

MOST_USED = 5.3
"""Zipf: with the list, this limit found hard words best among those tried (4.5 to 5.3) in two labelled articles."""
RATHER_RARE = 4.6
"""Zipf: a word outside the list that is used less than this, once in 25,000 words, is one to change or to explain."""

_DERIVED = re.compile(r"^(?:un|re|non-?)?(?P<stem>\w{3,}?)(?:ers?|ness|ful|fully|less|ing|ed|y|able|ly|ion)?$")


@dataclass(frozen=True, slots=True)
class Hard:
    """A hard word or term that was found."""

    words: str
    """As the text has it."""
    tier: Tier
    start: int
    """The place of its first word among the words of the text."""


@lru_cache(maxsize=10_000)
def find(text: str, tag: str, names: frozenset[str] = frozenset()) -> tuple[Hard, ...]:
    """The hard words and terms of a sentence, in order. Names are not hard words; `names` are more of them."""
    words = tokens(text)
    terms = _terms(tag).find(text)
    taken = {at for hit in terms for at in range(hit.start, hit.end)}
    found = [Hard(hit.words, "change or explain", hit.start) for hit in terms]
    for at, word in enumerate(words):
        if at not in taken and word not in names:
            tier = _tier(word, first=at == 0 and not _capital(words, 1), tag=tag)
            if tier is not None:
                found.append(Hard(word, tier, at))
    return tuple(sorted(found, key=lambda hard: hard.start))


def share_outside(sentences: Iterable[str], tag: str, names: frozenset[str] = frozenset()) -> float | None:
    """Words outside the list of easy words, from 0 to 1; figures, initials and names are counted as inside.

    None for a language without such a list, and for a text without words.
    """
    counted = [(word, at == 0) for text in sentences for at, word in enumerate(tokens(text))]
    if not counted or not word_lists.easy(tag):
        return None
    outside = [
        word for word, first in counted if word not in names and not (_passes(word, first, tag) or _listed(word, tag))
    ]
    return len(outside) / len(counted)


def _capital(words: tuple[str, ...], at: int) -> bool:
    """Whether there is a word with a capital at that place: then the word before it, with one too, is of a name."""
    return len(words) > at and words[at][:1].isupper() and len(words[at]) > 1


@lru_cache
def _terms(tag: str) -> Phrases:
    return Phrases(word_lists.domain(tag)["terms"], tag)


@lru_cache(maxsize=50_000)
def _tier(word: str, first: bool, tag: str) -> Tier | None:
    """How hard a word is; None when it is easy, a name, or no word. A `first` word may have its capital from that."""
    domain = word_lists.domain(tag)
    known = forms(word, tag)
    if word[:1].isupper() and not first and any(form in domain["capital"] for form in known) and not word.isupper():
        return "change or explain"
    if not word_lists.easy(tag) or _passes(word, first, tag):
        return None
    if any(form in domain["words"] for form in known):
        return "change or explain"
    if "-" in word:
        parts = [_tier(part, first, tag) for part in word.split("-")]
        return next((tier for tier in ("change or explain", "look at") if tier in parts), None)
    often = max((word_lists.zipf(tag).get(form, 0.0) for form in known), default=0.0)
    if _listed(word, tag) or often >= MOST_USED:
        return None
    return "look at" if often >= RATHER_RARE else "change or explain"


def _passes(word: str, first: bool, tag: str) -> bool:
    """Whether it is no word to judge: a figure, initials, an address, or a name."""
    if not re.fullmatch(r"[^\W\d_]+(?:['-][^\W\d_]+)*", word) or len(word) == 1:
        return True
    if word.isupper() or re.search(r"[a-z][A-Z]", word):
        return True
    return word[0].isupper() and (not first or not is_word(word, tag))


def _listed(word: str, tag: str) -> bool:
    """Whether a word, its plain form, or the word it is made from is on the list of easy words."""
    easy = word_lists.easy(tag)
    if any(form in easy or _made_from(form) & easy for form in forms(word, tag)):
        return True
    parts = word.split("-")
    return len(parts) > 1 and all(_listed(part, tag) for part in parts if len(part) > 1)


def _made_from(word: str) -> frozenset[str]:
    """Words that a word may be made from with one ending or beginning: "helper" and "unhelpful" from "help"."""
    made = _DERIVED.match(word)
    if made is None or made["stem"] == word:
        return frozenset()
    stem = made["stem"]
    return frozenset({stem, f"{stem}e", re.sub("i$", "y", stem), re.sub(r"(.)\1$", r"\1", stem)})
