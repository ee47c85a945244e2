"""Counts the words of a recording that were misheard: word error rate by jiwer, the only module that imports it.

Both sides are first written alike, by OpenAI's own normaliser for English (whisper-normalizer) and a few folds of ours,
because nobody can hear whether "twenty nineteen" is printed as figures, or where a word ends.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import cast

PACKAGES = ("jiwer", "whisper_normalizer")

Words = tuple[str, ...]
"""Folded words."""

_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_SPELLED = re.compile(r"\b[A-Z](?: [A-Z])+\b")
_DIGIT_BY_DIGIT = re.compile(r"\b\d+(?:-\d+){2,}\b")
_FROM_TO = re.compile(r"\b(\d{2,})-(\d{2,})\b")
_HUNDREDS = re.compile(r"\b(\d+)00,? and (\d\d?)\b")
_E_MAIL = re.compile(r"(?i)\be-mail")
_NOT_WORDS = frozenset({"dot"})
"""Said in addresses; the normaliser leaves out the sign for it."""


@dataclass(frozen=True, slots=True)
class Count:
    """How one sentence was heard."""

    words: int
    """Folded words that were said."""
    errors: int
    """Words that were heard as others, not heard, or added."""
    likeness: float
    """How many of its letters were heard, in their order: 1 for all, about 0 for none."""
    heard: Words

    @property
    def rate(self) -> float:
        """Errors to a word; can be above 1."""
        return self.errors / max(1, self.words)


def is_there() -> bool:
    return all(find_spec(name) is not None for name in PACKAGES)


def fold(text: str) -> Words:
    """The words of an English text as both sides write them: N H S is nhs, twenty nineteen is 2019."""
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text.replace("@", " at "))
    text = _SPELLED.sub(lambda found: found[0].replace(" ", ""), text)
    text = _DIGIT_BY_DIGIT.sub(lambda found: found[0].replace("-", ""), _E_MAIL.sub("email", text))
    text = _FROM_TO.sub(r"\1 to \2", text)
    text = _HUNDREDS.sub(lambda found: str(100 * int(found[1]) + int(found[2])), text)
    return tuple(_figures(word) for word in _normaliser()(text).split() if word not in _NOT_WORDS)


def _figures(word: str) -> str:
    """A number without what the normaliser leaves out on one side only: .0 at its end and noughts at its start."""
    word = word.removesuffix(".0")
    return word.lstrip("0") or "0" if word.isdigit() else word


def is_number(words: Words) -> bool:
    """Whether they are nothing but figures, as in a telephone number."""
    return bool(words) and all(word.isdigit() for word in words)


def count(wordings: Sequence[Words], heard: Words) -> Count:
    """How a sentence was heard, by that of its wordings which fits best: as it is said or as it is printed.

    A voice is sometimes told "yooz" to make it say "use" well: whoever hears "use" heard rightly.
    """
    counts = [Count(len(words), _errors(words, heard), _likeness(words, heard), heard) for words in wordings]
    return min(counts, key=lambda one: one.errors)


def shared_out(sentences: Sequence[Words], heard: Words) -> tuple[Words, ...]:
    """For each sentence what was heard of it, where all were heard in a row."""
    if not any(sentences):
        return tuple(() for _ in sentences)
    owners = [number for number, words in enumerate(sentences) for _ in words]
    shares: list[list[str]] = [[] for _ in sentences]
    for kind, start, _, heard_from, heard_to in _alignment(tuple(word for words in sentences for word in words), heard):
        for step, word in enumerate(heard[heard_from:heard_to]):
            # A word too many goes with the one before it.
            place = max(0, start - 1) if kind == "insert" else start + step
            shares[owners[place]].append(word)
    return tuple(tuple(share) for share in shares)


def _likeness(said: Words, heard: Words) -> float:
    import jiwer

    return max(0.0, 1 - float(jiwer.cer("".join(said) or "-", "".join(heard))))


def _errors(said: Words, heard: Words) -> int:
    """Words in error; none where only the gaps differ, as in South West and Southwest."""
    if not said:
        return len(heard)
    return sum(
        errors
        for errors, start, end, heard_from, heard_to in _differences(said, heard)
        if "".join(said[start:end]) != "".join(heard[heard_from:heard_to])
    )


_Step = tuple[str, int, int, int, int]


def _differences(said: Words, heard: Words) -> Iterator[tuple[int, int, int, int, int]]:
    """Stretches without an equal word: their errors, and from where to where on both sides."""
    both_end: _Step = ("equal", len(said), len(said), len(heard), len(heard))
    cost, start, heard_from = 0, 0, 0
    for kind, at, end, heard_at, heard_to in (*_alignment(said, heard), both_end):
        if kind != "equal":
            cost += max(end - at, heard_to - heard_at)
            continue
        if cost:
            yield cost, start, at, heard_from, heard_at
        cost, start, heard_from = 0, end, heard_to


def _alignment(said: Words, heard: Words) -> Iterator[_Step]:
    """Steps from what was said to what was heard: kind, and from where to where on both sides."""
    import jiwer

    for step in jiwer.process_words(" ".join(said), " ".join(heard)).alignments[0]:
        yield step.type, step.ref_start_idx, step.ref_end_idx, step.hyp_start_idx, step.hyp_end_idx


@lru_cache
def _normaliser() -> Callable[[str], str]:
    from whisper_normalizer.english import EnglishTextNormalizer

    return cast("Callable[[str], str]", EnglishTextNormalizer())
