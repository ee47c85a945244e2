"""The plain form of an English word: "planned" and "planning" are "plan". The only importer of simplemma."""

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets import prepared, units
from leaflets.checks import word_lists
from leaflets.checks.answers import Answers
from leaflets.checks.listed import Listed
from leaflets.versions import version

if TYPE_CHECKING:
    from simplemma import Lemmatizer
    from simplemma.strategies import DictionaryLookupStrategy

KIND = "lemmas"

_EDGE = " .,:;?!\"'“”‘’()[]…*–-"


@lru_cache(maxsize=10_000)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text without the marks around them, with straight apostrophes; capitals stay."""
    return tuple(word.replace("’", "'").strip(_EDGE) for word in units.words(text))


@lru_cache(maxsize=50_000)
def forms(word: str, tag: str) -> tuple[str, ...]:
    """A word in small letters, and the plain forms it may belong to. Languages without a look-up have only itself."""
    small = word.casefold().removesuffix("'s").removesuffix("s'")
    small = small + "s" if word.casefold().endswith("s'") else small
    told = word_lists.lemmas(tag).get(small)
    if told is not None:
        return (small, told)
    if not small.isalpha() or len(small) < 3:
        return (small,)
    plain = _lemma(small, tag.split("-")[0]).casefold()
    found = [small, plain, _spelling(small), _spelling(plain)]
    if small.endswith("ly") and len(small) > 4:
        found += [small[:-2], re.sub("i$", "y", small[:-2]), small[:-1] + "e"]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=50_000)
def is_word(word: str, tag: str) -> bool:
    """Whether a word, in small letters, is one of the language and not only a name."""
    return len(forms(word, tag)) > 1 or _is_known(word.casefold(), tag.split("-")[0])


def _spelling(word: str) -> str:
    """The British spelling of a word that may be written the Oxford or the American way."""
    return re.sub(r"(?<=\w\w\w)iz(?=(?:e[drs]?|ing|ation|ations)$)", "is", word)


def _lemma(word: str, lang: str) -> str:
    return _answers(f"lemmas {lang}").of(word, lambda: _simplemma().lemmatize(word, lang))


def _is_known(word: str, lang: str) -> bool:
    return bool(_answers(f"known {lang}").of(word, lambda: word if _simplemma().is_known(word, lang) else ""))


@lru_cache
def _answers(asked: str) -> Answers:
    """What simplemma said before. To import it and to open its dictionary takes a sixth of what checking takes."""
    return Answers(_shelf(), asked)


@lru_cache
def _shelf() -> prepared.Shelf:
    return prepared.shelf(KIND, Path(__file__), tools=f"simplemma {version('simplemma')}")


class _Simplemma:
    """What is used of simplemma, with dictionaries that are ready to be searched."""

    def __init__(self) -> None:
        self._listed: dict[str, Listed] = {}

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        """As simplemma asks for a language's dictionary."""
        if lang not in self._listed:
            self._listed[lang] = Listed(_shelf().get(lang, lambda: _unpacked(lang)))
        return self._listed[lang]

    def lemmatize(self, word: str, lang: str) -> str:
        """The plain form of a word, by dictionary and rules; the word itself where there is none.

        The word is all letters, all small. For such a word simplemma looks into its dictionary before all else.
        """
        return self.get_dictionary(lang).get(word) or self._lemmatizer.lemmatize(word, lang)

    def is_known(self, word: str, lang: str) -> bool:
        """Whether the word stands in the dictionary, with a capital or without."""
        return word in self.get_dictionary(lang) or self._lookup.get_lemma(word, lang) is not None

    # Imported when they are asked: that takes four times as long as to open the dictionary, which has most words.

    @cached_property
    def _lemmatizer(self) -> "Lemmatizer":
        from simplemma import Lemmatizer
        from simplemma.strategies import DefaultStrategy

        return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=self))

    @cached_property
    def _lookup(self) -> "DictionaryLookupStrategy":
        from simplemma.strategies import DictionaryLookupStrategy

        return DictionaryLookupStrategy(self)


def _unpacked(lang: str) -> bytes:
    from simplemma.strategies import DEFAULT_DICTIONARY_FACTORY

    return Listed.packed(DEFAULT_DICTIONARY_FACTORY.get_dictionary(lang))


@lru_cache
def _simplemma() -> _Simplemma:
    return _Simplemma()
