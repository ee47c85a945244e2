"""Finds what must not get lost when an article is rewritten: its numbers, dates and names. Suggestions for a person."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\b(?:\s+\d{{4}})?|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?"
    rf"|\b{_MONTH}\s+\d{{4}}\b|(?<=\b[Ii]n\s){_MONTH}(?:\s+and\s+{_MONTH})?\b|\b(?:19|20)\d\d\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b"
    r"|(?<![£$€.])\b\d{1,2}[.:]\d\d\s*(?:[ap]\.?m\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?"
)
_NUMBER = re.compile(r"[£$€]?(?<![\w.])\d[\d,.]*\d%?(?!\w)|[£$€]?(?<![\w.])\d%?(?![\w])")
_CAPITAL = r"[A-Z][\w’'.&-]*"
_NAME = re.compile(
    rf"{_CAPITAL}(?:\s+\d+\s+in\s+\d+)?(?:\s+(?:of|for)\s+(?:the\s+)?{_CAPITAL}|\s+{_CAPITAL})*(?:\s+\d+\b)?"
)


_OPENERS = frozenset(
    {
        "A", "After", "An", "And", "As", "At", "Before", "But", "By", "For", "From", "He", "Her", "His", "If", "In",
        "It", "Its", "Most", "On", "Our", "She", "Some", "That", "The", "Their", "Then", "There", "These", "They",
        "This", "To", "We", "When", "With", "You", "Your",
    }
)  # fmt: skip
"""Words with a capital only because a sentence starts."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What was found, each once, in the order of the text."""

    numbers: tuple[str, ...]
    dates: tuple[str, ...]
    names: tuple[str, ...]


def find(sentences: Iterable[str]) -> Particulars:
    """The numbers, dates and names of a text, given as sentences."""
    numbers: dict[str, None] = {}
    dates: dict[str, None] = {}
    names: dict[str, None] = {}
    for sentence in sentences:
        dates.update(dict.fromkeys(found.group().strip() for found in _DATE.finditer(sentence)))
        rest = _DATE.sub(lambda found: " " * len(found.group()), sentence)
        for name in _names(rest):
            names[name] = None
            rest = rest.replace(name, " ")  # a number in a name is no number of its own
        numbers.update(dict.fromkeys(found.group() for found in _NUMBER.finditer(rest)))
    return Particulars(tuple(numbers), tuple(dates), tuple(names))


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
