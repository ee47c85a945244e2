"""Proves that a finished file says the leaflet's words: all of them, in their order, and no others.

The words that were read back from a file stand against the words of the leaflet. Only the phrases that a format
declares as its furniture (page numbers, a draft mark) may stand between them, even in the middle of a sentence.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from leaflets.formats import Edition, Files, Format
from leaflets.model import Leaflet, Sentence
from leaflets.units import words as split

Kind = Literal["lost", "foreign", "joined", "split", "swapped", "changed"]

_NEAR = 4
"""How many words before the place are named, so that a person can search for them."""
_NAMED = 6
"""How many wrong words are named at most."""
_GLUED = 4
"""How many words may be glued into one, or one word be broken into, and still be recognised."""
_NUMBER = r"\d+(?:[.,:]\d+)*"

_Phrase = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where a file does not say the leaflet's words."""

    kind: Kind
    expected: tuple[str, ...]
    """Words of the leaflet at that place."""
    found: tuple[str, ...]
    """Words of the file at that place."""
    near: tuple[str, ...]
    """The last words that were right."""

    def __str__(self) -> str:
        """What is wrong, and after which words."""
        expected, found = _named(self.expected), _named(self.found)
        place = f"after {_named(self.near)}" if self.near else "at the start"
        match self.kind:
            case "lost":
                return f"Lost {place}: {expected}."
            case "foreign":
                return f"Not in the leaflet, but in the file {place}: {found}."
            case "joined":
                return f"Words joined {place}: {expected} became {found}."
            case "split":
                return f"Word split {place}: {expected} became {found}."
            case "swapped":
                return f"Wrong order {place}: {expected} became {found}."
            case "changed":
                return f"Changed {place}: {expected} became {found}."


def check(leaflet: Leaflet, edition: Edition, made: Format, files: Files) -> Difference | None:
    """The first difference between a leaflet and the finished files of a format; None when they say the same words."""
    return compare(leaflet.sentences(), made.read_back(files), made.furniture(leaflet, edition))


def compare(sentences: Iterable[Sentence], said: str, furniture: Iterable[str] = ()) -> Difference | None:
    """The first difference between the leaflet's sentences and what a file says; None when it says the same words.

    In `furniture`, `{number}` stands for any number.
    """
    expected = [word for sentence in sentences for word in _words(sentence.text)]
    found = _words(said)
    at, reached = _furthest(expected, found, [_phrase(text) for text in furniture])
    if at == len(found) and reached == len(expected):
        return None
    near = tuple(expected[max(0, reached - _NEAR) : reached])
    return _difference(expected[reached:], found[at:], near)


def _words(text: str) -> list[str]:
    """The words of a text. An accented letter may be stored as one sign or two; the reader sees no difference."""
    return list(split(unicodedata.normalize("NFC", text)))


def _phrase(text: str) -> _Phrase:
    """A furniture phrase, word by word."""
    return tuple(re.compile(re.escape(word).replace(r"\{number\}", _NUMBER)) for word in _words(text))


def _furthest(expected: Sequence[str], found: Sequence[str], furniture: Sequence[_Phrase]) -> tuple[int, int]:
    """How far the found words can be explained, and how many of the expected words that uses up.

    A footer may begin with the very word that comes next in the text. So all ways of reading go on side by side, and
    only the one that gets furthest counts.
    """
    phrases = [phrase for phrase in furniture if phrase]
    reached: dict[int, set[int]] = {0: {0}}
    best = (0, 0)
    for at in range(len(found) + 1):
        ways = reached.pop(at, set())
        if not ways:
            continue
        best = (at, max(ways))
        following = {way + 1 for way in ways if at < len(found) and way < len(expected) and expected[way] == found[at]}
        if following:
            reached.setdefault(at + 1, set()).update(following)
        for phrase in phrases:
            if _stands_at(phrase, found, at):
                reached.setdefault(at + len(phrase), set()).update(ways)
    return best


def _stands_at(phrase: _Phrase, found: Sequence[str], at: int) -> bool:
    place = found[at : at + len(phrase)]
    return len(place) == len(phrase) and all(part.fullmatch(word) for part, word in zip(phrase, place, strict=True))


def _difference(expected: Sequence[str], found: Sequence[str], near: tuple[str, ...]) -> Difference:
    """What happened at the place where both ways part."""
    for count in range(2, _GLUED + 1):
        if found and len(expected) >= count and "".join(expected[:count]) == found[0]:
            return Difference("joined", tuple(expected[:count]), (found[0],), near)
        if expected and len(found) >= count and "".join(found[:count]) == expected[0]:
            return Difference("split", (expected[0],), tuple(found[:count]), near)
    if len(found) > 1 and list(found[:2]) == [*expected[1:2], *expected[:1]]:
        return Difference("swapped", tuple(expected[:2]), tuple(found[:2]), near)
    kind, count = _drift(expected, found)
    lost = tuple(expected[:count]) if kind != "foreign" else ()
    foreign = tuple(found[:count]) if kind != "lost" else ()
    return Difference(kind, lost, foreign, near)


def _drift(expected: Sequence[str], found: Sequence[str]) -> tuple[Kind, int]:
    """Whether words were lost, put in or changed, and how many, until both ways meet again."""
    if not found:
        return "lost", len(expected)
    if not expected:
        return "foreign", len(found)
    for length, reach in (
        (3, 60),
        (2, 20),
        (1, 6),
    ):  # three equal words prove more than one, so they may be further off
        for count in range(1, reach):
            if expected[count : count + length] == found[:length]:
                return "lost", count
            if found[count : count + length] == expected[:length]:
                return "foreign", count
            if expected[count : count + length] == found[count : count + length] != []:
                return "changed", count
    return "changed", 1


def _named(words: tuple[str, ...]) -> str:
    more = " …" if len(words) > _NAMED else ""
    return f"“{' '.join(words[:_NAMED])}{more}”"
