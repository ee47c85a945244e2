"""Proves that a finished file says the leaflet's words: all of them, in their order, and no others.

The words that were read back from a file stand against the words of the leaflet. Only the phrases that a format
declares as its furniture (page numbers, a draft mark) may stand between them, even in the middle of a sentence.

A program that reads braille is not always sure. Where a format declares so, a few words that its reader marked may
have come back as others; never a number, nor a word that must not be missed. They are named in the manifest.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from leaflets import languages
from leaflets.formats import Doubts, Edition, Files, Format
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


@dataclass(frozen=True, slots=True)
class Examined:
    """What came of reading a file back."""

    difference: Difference | None
    """The first place where it does not say the leaflet's words; None when it says them all."""
    words: int
    """How many the leaflet has."""
    misread: tuple[tuple[str, str], ...] = ()
    """Words of the leaflet that came back as others, and as which; the reader itself was not sure of them."""

    def __str__(self) -> str:
        """`812 of 813 words: “e.g.” as “e.go.”`."""
        named = ", ".join(f"“{word}” as “{other}”" for word, other in self.misread)
        return f"{self.words - len(self.misread)} of {self.words} words" + (f": {named}" if named else "")


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known of the program that read a file back."""

    alike: Mapping[str, str] = field(default_factory=dict)
    """As in `Format`."""
    doubts: Doubts | None = None
    """As in `Format`."""
    never: frozenset[str] = frozenset()
    """Words that must be right even where the reader is not sure, in small letters; numbers are so anyhow."""


def check(leaflet: Leaflet, edition: Edition, made: Format, files: Files) -> Difference | None:
    """The first difference between a leaflet and the finished files of a format; None when they say the same words."""
    return examine(leaflet, edition, made, files).difference


def examine(leaflet: Leaflet, edition: Edition, made: Format, files: Files) -> Examined:
    """What comes of reading the finished files of a format back."""
    never = frozenset[str]()
    if made.doubts:
        listed = cast("list[str]", languages.load(leaflet.lang).data.get("never-misread", []))
        stressed = (run.text for each in leaflet.sentences() for run in each.runs if run.mark == "stress")
        never = frozenset(_plain(word) for word in (*listed, *split(" ".join(stressed))))
    reader = Reader(made.alike, made.doubts, never)
    said = tuple(leaflet.sentences())
    if made.selection is not None:
        chosen = made.selection(leaflet, edition)
        if (stray := _stray(chosen, said)) is not None:
            return Examined(stray, len(chosen))
        said = chosen
    return _examine(said, made.read_back(files), made.furniture(leaflet, edition), reader)


def _stray(chosen: Sequence[Sentence], whole: Iterable[Sentence]) -> Difference | None:
    """The first chosen sentence that is none of the leaflet's, or that stands before one it follows there."""
    rest = iter(whole)
    for number, sentence in enumerate(chosen):
        if sentence not in rest:  # goes on behind the one before
            near = _words(chosen[number - 1].text)[-_NEAR:] if number else ()
            return Difference("foreign", (), tuple(_words(sentence.text)), tuple(near))
    return None


def compare(sentences: Iterable[Sentence], said: str, furniture: Iterable[str] = ()) -> Difference | None:
    """The first difference between the leaflet's sentences and what a file says; None when it says the same words.

    In `furniture`, `{number}` stands for any number.
    """
    return _examine(sentences, said, furniture, Reader()).difference


def _examine(sentences: Iterable[Sentence], said: str, furniture: Iterable[str], reader: Reader) -> Examined:
    alike = str.maketrans(dict(reader.alike))
    expected = [word for sentence in sentences for word in _words(sentence.text.translate(alike))]
    found = _words(said.translate(alike))
    mark = reader.doubts.mark if reader.doubts else ""
    not_sure = {at for at, word in enumerate(found) if mark and word.endswith(mark)}
    found = [word.removesuffix(mark) for word in found]
    phrases = [_phrase(text.translate(alike)) for text in furniture]
    at, way = _furthest(expected, found, phrases, _Same(not_sure, reader.never))
    allowed = int(len(expected) * reader.doubts.share) if reader.doubts else 0
    misread = tuple((expected[place], other) for place, other in way.misread)
    if at < len(found) or way.reached < len(expected):
        near = _before(expected, way.reached)
        return Examined(_difference(expected[way.reached :], found[at:], near), len(expected), misread)
    if len(misread) <= allowed:
        return Examined(None, len(expected), misread)
    (word, other), near = misread[allowed], _before(expected, way.misread[allowed][0])
    return Examined(Difference("changed", (word,), (other,), near), len(expected), misread)


def _before(expected: Sequence[str], place: int) -> tuple[str, ...]:
    return tuple(expected[max(0, place - _NEAR) : place])


def _words(text: str) -> list[str]:
    """The words of a text. An accented letter may be stored as one sign or two; the reader sees no difference."""
    return list(split(unicodedata.normalize("NFC", text)))


def _plain(word: str) -> str:
    """A word without its punctuation, in small letters."""
    return re.sub(r"^\W+|\W+$", "", word).casefold()


@dataclass(frozen=True, slots=True)
class _Same:
    """Whether a found word may stand for an expected one."""

    not_sure: set[int]
    """Places of the found words of which the reader was not sure."""
    never: frozenset[str]

    def __call__(self, expected: str, found: str, at: int) -> bool:
        if expected == found:
            return True
        exact = any(sign.isdigit() for sign in expected + found) or {_plain(expected), _plain(found)} & self.never
        return at in self.not_sure and not exact


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to read what was found."""

    reached: int
    """How many of the expected words it uses up."""
    misread: tuple[tuple[int, str], ...] = ()
    """Places of expected words that came back as others, and as which."""


def _phrase(text: str) -> _Phrase:
    """A furniture phrase, word by word."""
    return tuple(re.compile(re.escape(word).replace(r"\{number\}", _NUMBER)) for word in _words(text))


def _furthest(
    expected: Sequence[str], found: Sequence[str], furniture: Sequence[_Phrase], same: _Same
) -> tuple[int, _Way]:
    """How far the found words can be explained, and the way there.

    A footer may begin with the very word that comes next in the text. So all ways of reading go on side by side, and
    only the one that gets furthest counts.
    """
    beginning = _beginning(furniture, set(found))
    reached: dict[int, dict[int, _Way]] = {0: {0: _Way(0)}}
    best = (0, _Way(0))
    for at in range(len(found) + 1):
        ways = reached.pop(at, {})
        if not ways:
            continue
        best = (at, ways[max(ways)])
        for way in ways.values() if at < len(found) else ():
            if way.reached < len(expected) and same(expected[way.reached], found[at], at):
                _keep(reached, at + 1, _next(way, expected[way.reached], found[at]))
        for phrase in beginning[found[at]] if at < len(found) else ():
            if _stands_at(phrase, found, at):
                for way in ways.values():
                    _keep(reached, at + len(phrase), way)
    return best


def _next(way: _Way, expected: str, found: str) -> _Way:
    return _Way(way.reached + 1, way.misread if expected == found else (*way.misread, (way.reached, found)))


def _keep(reached: dict[int, dict[int, _Way]], at: int, way: _Way) -> None:
    """Of two ways to the same place, the one with fewer words misread."""
    other = reached.setdefault(at, {}).get(way.reached)
    if other is None or len(way.misread) < len(other.misread):
        reached[at][way.reached] = way


def _beginning(furniture: Sequence[_Phrase], words: Collection[str]) -> Mapping[str, Sequence[_Phrase]]:
    """For each of these words the phrases that may begin with it: few, and to try all of them everywhere took long."""
    by_first: dict[re.Pattern[str], list[_Phrase]] = {}
    for phrase in filter(None, furniture):
        by_first.setdefault(phrase[0], []).append(phrase)
    return {
        word: [phrase for first, phrases in by_first.items() if first.fullmatch(word) for phrase in phrases]
        for word in words
    }


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
