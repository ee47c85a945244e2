"""The plain form of an English word: "planned" and "planning" are "plan". The only importer of simplemma."""

import re
from functools import lru_cache
from importlib import import_module
from typing import Protocol, cast

from leaflets import units
from leaflets.checks import word_lists

_EDGE = " .,:;?!\"'“”‘’()[]…*–-"


class _Simplemma(Protocol):
    """What is used of simplemma."""

    def lemmatize(self, token: str, lang: str) -> str: ...
    def is_known(self, token: str, lang: str) -> bool: ...


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
    plain = _simplemma().lemmatize(small, tag.split("-")[0]).casefold()
    found = [small, plain, _spelling(small), _spelling(plain)]
    if small.endswith("ly") and len(small) > 4:
        found += [small[:-2], re.sub("i$", "y", small[:-2]), small[:-1] + "e"]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=50_000)
def is_word(word: str, tag: str) -> bool:
    """Whether a word, in small letters, is one of the language and not only a name."""
    return len(forms(word, tag)) > 1 or _simplemma().is_known(word.casefold(), tag.split("-")[0])


def _spelling(word: str) -> str:
    """The British spelling of a word that may be written the Oxford or the American way."""
    return re.sub(r"(?<=\w\w\w)iz(?=(?:e[drs]?|ing|ation|ations)$)", "is", word)


@lru_cache
def _simplemma() -> _Simplemma:
    return cast(_Simplemma, import_module("simplemma"))
