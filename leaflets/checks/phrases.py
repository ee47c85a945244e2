"""Finds listed words and phrases in a text, in any form: "took into account" for "take into account"."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from leaflets.checks import word_lists
from leaflets.checks.lemmas import forms, tokens


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that was found."""

    phrase: str
    """As the list has it."""
    words: str
    """As the text has it."""
    start: int
    """The place of its first word among the words of the text."""
    end: int


class Phrases:
    """A set of phrases to look for. Where two overlap, the one that starts first is found, of those the longest."""

    def __init__(self, phrases: Iterable[str], tag: str) -> None:
        self._tag = tag
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            parts = tuple(phrase.casefold().split())
            self._by_first.setdefault(parts[0], []).append(parts)
        for listed in self._by_first.values():
            listed.sort(key=len, reverse=True)

    def find(self, text: str) -> tuple[Hit, ...]:
        """What stands in the text, in order."""
        words = tokens(text)
        known = [forms(word, self._tag) for word in words]
        found: list[Hit] = []
        start = 0
        while start < len(words):
            parts = self._at(known, start)
            if parts:
                end = start + len(parts)
                found.append(Hit(" ".join(parts), " ".join(words[start:end]), start, end))
            start += len(parts) or 1
        return tuple(found)

    def _at(self, known: list[tuple[str, ...]], start: int) -> tuple[str, ...]:
        candidates = [parts for form in known[start] for parts in self._by_first.get(form, ())]
        for parts in sorted(candidates, key=len, reverse=True):
            there = known[start : start + len(parts)]
            if len(there) == len(parts) and all(part in form for part, form in zip(parts, there, strict=True)):
                return parts
        return ()


@lru_cache(maxsize=20_000)
def hits_of(name: str, tag: str, text: str) -> tuple[Hit, ...]:
    """Where the phrases of a list that rules name stand in a text."""
    return _of_list(name, tag).find(text)


@lru_cache
def _of_list(name: str, tag: str) -> Phrases:
    return Phrases(word_lists.entries(name, tag), tag)
