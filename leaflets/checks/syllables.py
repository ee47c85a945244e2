"""How many syllables an English word has: from a dictionary that comes with the toolkit, never from a network.

The dictionary is American. British spellings are found by spelling rules, common endings by adding to the word
they stand on, figures by how they are said. A hand-made list wins over all of it.
"""

import gzip
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from leaflets import prepared, tables
from leaflets.checks.answers import Answers
from leaflets.checks.listed import Listed

_WORDS = Path(__file__).parent / "words"
_DICTIONARY, _EXTRA = _WORDS / "cmudict" / "syllables.txt.gz", _WORDS / "syllables_extra.toml"
KIND = "syllables"

_BRITISH: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"is(?=(e[drs]?|ers|es|ing|ings|ations?|ational)$)", "iz"),
        (r"ys(?=(e[drs]?|ers|es|ing)$)", "yz"),
        (r"(?<=\w\w)our", "or"),
        (r"(?<=[tb])re(?=[sd]?$)", "er"),
        (r"haem", "hem"),
        (r"aem", "em"),
        (r"anaesth", "anesth"),
        (r"paed", "ped"),
        (r"gynaec", "gynec"),
        (r"ae", "e"),
        (r"oe", "e"),
        (r"ll(?=(ing|ed|ers?|ors?|ings)$)", "l"),
        (r"l(?=ments?$)", "ll"),
        (r"fil(?=s?$)", "fill"),
        (r"lful", "llful"),
        (r"ence(?=[sd]?$)", "ense"),
        (r"ogue(?=s?$)", "og"),
        (r"gramme(?=s?$)", "gram"),
        (r"mould", "mold"),
        (r"gey|grey", "gray"),
        (r"sceptic", "skeptic"),
        (r"ageing", "aging"),
        (r"gement", "gment"),
        (r"wards$", "ward"),
    )
)
"""British spellings and their American form; each keeps the number of syllables."""

_ENDINGS: Mapping[str, int] = {"'s": 0, "s": 0, "ly": 1, "ness": 1, "less": 1, "ful": 1, "ing": 1}
"""Endings that may be missing in the dictionary, and what they add."""

_BELOW_TWENTY = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2)
"""Syllables of nought to nineteen, as said: ze-ro, one, … se-ven, … nine-teen."""
_TENS = (0, 0, 2, 2, 2, 2, 2, 3, 2, 2)


@lru_cache
def dictionary() -> Mapping[str, str]:
    """How many syllables each word of the dictionary and of the hand-made list has, in figures."""
    return Listed(_shelf().get("en", lambda: Listed.packed(_counted())))


@lru_cache
def _shelf() -> prepared.Shelf:
    return prepared.shelf(KIND, Path(__file__), _DICTIONARY, _EXTRA)


@lru_cache
def _answers() -> Answers:
    return Answers(_shelf(), "known")


def _counted() -> dict[str, str]:
    counts: dict[str, str] = {}
    for line in gzip.decompress(_DICTIONARY.read_bytes()).decode("utf-8").splitlines():
        count, *words = line.split(" ")
        counts.update(dict.fromkeys(words, "1" if count == "0" else count))
    return counts | {word: str(count) for word, count in tables.read(_EXTRA).items()}


def _listed(word: str) -> int | None:
    count = dictionary().get(word)
    return None if count is None else int(count)


def known(word: str) -> int | None:
    """Syllables of a word in small letters, or None when neither list nor rule knows it.

    Parts that are joined by `_` or `-` ("well_being", an address) are counted one by one, each at least estimated.
    """
    count = _answers().of(word, lambda: str(_found(word) or ""))  # no word has none
    return int(count) if count else None


def _found(word: str) -> int | None:
    parts = [part for part in re.split(r"[_-]", word) if part]
    if len(parts) > 1:
        return sum(estimate(part) for part in parts)
    if (count := _listed(word)) is not None:
        return count
    if word.isdecimal():
        return _figure(word)
    if (american := _american(word)) is not None:
        return american
    return _with_ending(word)


def estimate(word: str) -> int:
    """Syllables of any word: as `known`, else its groups of vowels, a silent `e` at the end left out."""
    count = known(word)
    if count is not None:
        return count
    groups = len(re.findall(r"[aeiouy]+|\d", re.sub(r"(?<=[^aeiouyl])e$|es$", "", word)))
    return max(1, groups)


def _american(word: str) -> int | None:
    """Syllables of a British spelling: each rule alone, then all one after the other."""
    together = word
    for pattern, american in _BRITISH:
        alone = pattern.sub(american, word)
        together = pattern.sub(american, together)
        for spelling in (alone, together):
            if spelling != word and (count := _listed(spelling)) is not None:
                return count
    return None


def _with_ending(word: str) -> int | None:
    for ending, added in _ENDINGS.items():
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            count = _listed(stem) or _american(stem)
            if count is not None:
                hissing = ending in ("s", "'s") and re.search(r"(?:[sxz]|[sc]h|[cgsz]e)$", stem)
                return count + added + (1 if hissing else 0)
    return None


def _figure(figure: str) -> int:
    """Syllables of a number as it is said: years in pairs, long numbers and those with a nought first, one by one."""
    if figure.startswith("0") or len(figure) > 6:
        return sum(_BELOW_TWENTY[int(digit)] for digit in figure)
    number = int(figure)
    if 1100 <= number < 2000 or 2010 <= number < 2100:
        rest = number % 100
        after = _cardinal(rest) if rest >= 10 else 1 + _cardinal(rest) if rest else 2  # "oh five", "hundred"
        return _cardinal(number // 100) + after
    return _cardinal(number)


def _cardinal(number: int) -> int:
    if number < 20:
        return _BELOW_TWENTY[number]
    if number < 100:
        return _TENS[number // 10] + (_BELOW_TWENTY[number % 10] if number % 10 else 0)
    size = 1000 if number >= 1000 else 100  # "thousand" and "hundred" have two syllables each
    rest = number % size
    joined = 1 if rest and (size == 100 or rest < 100) else 0  # "and"
    return _cardinal(number // size) + 2 + joined + (_cardinal(rest) if rest else 0)
