"""Finds what must not get lost when an article is rewritten: its numbers, dates and names, its "not" and "may", how
many, and who. With the article's own words. Suggestions for a person to confirm; nothing is decided here."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

from leaflets.languages import HOME

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\b(?:\s+\d{{4}})?|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?"
    rf"|\b{_MONTH}\s+\d{{4}}\b|(?<=\b[Ii]n\s){_MONTH}(?:\s+and\s+{_MONTH})?\b|\b(?:19|20)\d\d\b"
    r"|\b(?:January|February|April|June|July|August|September|October|November|December)\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b"
    r"|(?<![£$€.])\b\d{1,2}[.:]\d\d\s*(?:[ap]\.?m\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?"
)
_NUMBER = re.compile(r"[£$€]?(?<![\w.])\d[\d,.]*\d%?(?!\w)|[£$€]?(?<![\w.])\d%?(?![\w])")
_CAPITAL = r"[A-Z][\w’'.&-]*"
_NAME = re.compile(
    rf"{_CAPITAL}(?:\s+\d+\s+in\s+\d+)?(?:\s+(?:of|for)\s+(?:the\s+)?{_CAPITAL}|\s+{_CAPITAL})*(?:\s+\d+\b)?"
)
_COUNTED = re.compile(
    r"(?:(?:[Mm]ore|[Ff]ewer|[Ll]ess) than |[Uu]p to |[Aa]t least |[Aa]bout |[Aa]round |[Aa]lmost |[Nn]early )?"
    r"(?<![\w.,£$€])\d[\d,]*(?:\.\d+)? [a-z]{3,}\b(?: [a-z]+s\b)?"
)
"""A number with what it counts and what limits it: "more than 170 people"."""

_OPENERS = frozenset(
    {
        "A", "After", "An", "And", "Another", "As", "At", "Before", "But", "By", "For", "From", "He", "Her", "His",
        "If", "In", "It", "Its", "Most", "On", "Our", "She", "Some", "That", "The", "Their", "Then", "There", "These",
        "They", "This", "To", "We", "When", "With", "You", "Your",
    }
)  # fmt: skip
"""Words with a capital only because a sentence starts."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What was found, each once, in the order of the text, in the text's own words."""

    numbers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    """ "not", "without", "failing": lost, the sentence says the opposite."""
    hedges: tuple[str, ...] = ()
    """ "may", "often", "mainly": lost, the sentence says too much."""
    quantities: tuple[str, ...] = ()
    """How many: "all", "a small number", "more than 170 people"."""
    actors: tuple[str, ...] = ()
    """Who does or gets something."""

    def named(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each kind by the name that staff see, in a fixed order."""
        yield "Numbers", self.numbers
        yield "Dates", self.dates
        yield "Names", self.names
        yield "Words for no", self.negations
        yield "Words for perhaps", self.hedges
        yield "How many", self.quantities
        yield "Who", self.actors


def find(sentences: Iterable[str], tag: str = HOME) -> Particulars:
    """The particulars of a text, given as sentences."""
    found: dict[str, dict[str, None]] = {name: {} for name in Particulars.__dataclass_fields__}
    for sentence in sentences:
        for name, values in _of_sentence(sentence, tag):
            found[name].update(dict.fromkeys(values))
    return Particulars(**{name: tuple(values) for name, values in found.items()})


def _of_sentence(sentence: str, tag: str) -> Iterator[tuple[str, list[str]]]:
    yield "dates", [found.group().strip() for found in _DATE.finditer(sentence)]
    rest = undated = _DATE.sub(lambda found: " " * len(found.group()), sentence)
    names = _names(rest)
    for name in names:
        rest = rest.replace(name, " ")  # a number in a name is no number of its own
    yield "names", names
    yield "numbers", [found.group() for found in _NUMBER.finditer(rest)]
    counted = [found.group() for found in _COUNTED.finditer(rest)]
    left = _COUNTED.sub(" ", undated)
    yield "negations", [*_listed("negations", sentence, tag), *re.findall(r"\b\w+n['’]t\b(?: \w+)?", sentence)]
    yield "hedges", _listed("hedges", left, tag)
    yield "quantities", [*counted, *_listed("quantities", left, tag)]
    yield "actors", _listed("actors", undated, tag)


def _names(sentence: str) -> list[str]:
    """Words with capitals, joined as names are; a lone first word is taken for the start of the sentence only."""
    found = []
    for match in _NAME.finditer(sentence):
        name = re.sub(r"['’]s$|[.'’,-]+$", "", match.group())
        first = not re.search(r"\w", sentence[: match.start()])
        words = name.split()
        if first and words[0] in _OPENERS:
            words, first = words[1:], False
        lone = len([word for word in words if word[0].isalpha()]) == 1
        name = " ".join(words)
        if len(name) > 1 and not (first and lone and not words[0].isupper()) and words[0][0].isalpha():
            found.append(name)
    return found


def _listed(kind: str, text: str, tag: str) -> list[str]:
    """The words of a list that stand in the text, as they stand there."""
    pattern = _patterns(tag).get(kind)
    return [found.group() for found in pattern.finditer(text)] if pattern else []


@lru_cache
def _patterns(tag: str) -> Mapping[str, re.Pattern[str]]:
    """One expression for each list, longest phrase first; none for a language without lists."""
    path = Path(__file__).parent / f"keep.{tag}.toml"
    if not path.is_file():
        return {}
    lists = cast(Mapping[str, Mapping[str, list[str]]], tomllib.loads(path.read_text(encoding="utf-8")))
    return {kind: _expression(kind, listed["words"]) for kind, listed in lists.items()}


def _expression(kind: str, words: list[str]) -> re.Pattern[str]:
    anyone = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    if kind == "hedges":  # a month with a capital is no "may"
        return re.compile(rf"(?<![\w’'])(?:(?!May\b)(?i:{anyone}))(?![\w’'])")
    if kind == "negations":  # with what is denied: "not replace allotments"
        return re.compile(rf"(?<![\w’'-])(?i:{anyone})(?:\s+[\w’'-]+){{0,2}}(?![\w’'-])")
    before = r"(?:(?i:the|a|an|our|their|its|some|all|other) (?:[a-z][\w-]+ )?)?" if kind == "actors" else ""
    return re.compile(rf"(?<![\w’'-]){before}(?i:{anyone})(?![\w’'-])")
