"""The `[spoken]` table of a language, and what a rule claims with it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from leaflets.findings import LeafletError
from leaflets.languages import Language
from leaflets.numerals import Numerals

POWERS = "[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+"
"""Small raised figures: a power, part of a unit, or the mark of a note."""


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """A stretch of a text and what is said for it."""

    start: int
    end: int
    said: str
    kind: str


class Table:
    """The `[spoken]` table of one language."""

    def __init__(self, language: Language) -> None:
        self.file = language.path.name
        data = language.data.get("spoken")
        if not isinstance(data, Mapping):
            raise LeafletError(f"The language file {self.file} has no table [spoken]. Add it: voices need it.")
        self._data = cast(Mapping[str, object], data)

    def _get(self, key: str) -> object:
        if key not in self._data:
            raise LeafletError(f"The table [spoken] in {self.file} has no “{key}”. Add it.")
        return self._data[key]

    def list(self, key: str) -> Sequence[str]:
        return cast(Sequence[str], self._get(key))

    def text(self, key: str) -> str:
        return str(self._get(key))

    def names(self, key: str) -> Mapping[str, str]:
        return cast(Mapping[str, str], self._get(key))

    def word(self, key: str) -> str:
        words = self.names("words")
        if key not in words:
            raise LeafletError(f"The words of [spoken] in {self.file} have no “{key}”. Add it.")
        return words[key]

    def money(self) -> Mapping[str, Sequence[str]]:
        """Sign -> names: one, many, one hundredth, many hundredths."""
        return cast(Mapping[str, Sequence[str]], self._get("money"))

    def units(self) -> Mapping[str, Sequence[str]]:
        """Short form -> names: one, many."""
        return cast(Mapping[str, Sequence[str]], self._get("units"))

    def phone_groups(self) -> Mapping[str, Sequence[int]]:
        return cast(Mapping[str, Sequence[int]], self._get("phone-groups"))

    @property
    def numerals(self) -> Numerals:
        return Numerals(
            self.list("small"), self.list("tens"), self.names("scales"), self.names("ordinals"), self.names("words")
        )

    def letters(self, text: str) -> str:
        """`NHS` -> `N H S`; with full stops where a letter alone would be taken for a word: `A.D.H.D.`"""
        if any(letter in self.word("weak-letters") for letter in text):
            return "".join(f"{letter}." for letter in text)
        return " ".join(text)


_FIGURE = re.compile("[0-9]")


def has_figures(text: str) -> bool:
    return _FIGURE.search(text) is not None


def has_one_of(words: Iterable[str], text: str) -> bool:
    """Whether one of these stands in the text, be it in a longer word: else no shape with one of them can be there."""
    return any(word in text for word in words)


def claim(match: re.Match[str], said: str, kind: str) -> Claim:
    return Claim(match.start(), match.end(), said, kind)


@lru_cache(maxsize=1024)
def compiled(shape: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of that shape. Kept: `re` forgets the oldest of 512, and each language has a hundred."""
    return re.compile(shape, flags)


def each(shape: str, text: str, flags: int = 0) -> Iterator[re.Match[str]]:
    """Every place of the text with that shape, in order."""
    return compiled(shape, flags).finditer(text)


@lru_cache(maxsize=4096)
def whole_words(term: str, capitals_matter: bool) -> re.Pattern[str]:
    """The term as whole words, with any spaces between them. Kept, because every sentence asks for the same ones."""
    words = r"\s+".join(re.escape(word) for word in term.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", 0 if capitals_matter else re.IGNORECASE)


def any_of(words: Sequence[str] | Mapping[str, object]) -> str:
    return _any_of(tuple(words))


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> str:
    """Kept, because the same few lists are asked for again with every sentence: it halves the time of `say`."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: -len(word)))
