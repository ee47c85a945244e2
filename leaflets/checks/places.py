"""Where the sentences of a leaflet stand, so that a rule can say which of them it is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from leaflets.model import Box, Leaflet, Point, Sentence

Place = Literal["title", "heading", "text", "quote", "meaning", "label", "value", "credit"]
"""`title`: the cover; `label` and `value`: the two halves of a contact; `credit`: small print."""

RUNNING: tuple[Place, ...] = ("text", "quote", "meaning")
"""What is read as running text: scores are of these alone."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence and where it stands."""

    sentence: Sentence
    place: Place
    explains: tuple[str, ...] = ()
    """Hard words that are explained in the same row."""


@dataclass(frozen=True, slots=True)
class Row:
    """A point and what it is: `text` or `quote` needs a picture, `contact`, `note` and `credit` do not."""

    point: Point
    place: str

    @property
    def standard(self) -> str:
        """The words of a row that the toolkit added; empty for a row of the manuscript."""
        return "" if self.point.line else " ".join(sentence.text for sentence in self.point.sentences)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a leaflet, in reading order."""

    leaflet: Leaflet

    def with_place(self) -> Iterator[Row]:
        for section in self.leaflet.sections:
            for block in section.blocks:
                if isinstance(block, Box):
                    yield from (Row(point, _kind(point, block.kind == "contacts")) for point in block.points)
                else:
                    yield Row(block, _kind(block, False))

    def boxes(self) -> Iterator[Box]:
        for section in self.leaflet.sections:
            yield from (block for block in section.blocks if isinstance(block, Box))


def placed(leaflet: Leaflet) -> tuple[Placed, ...]:
    """Every sentence of the leaflet in reading order, with its place."""
    found = [Placed(sentence, "title") for sentence in leaflet.cover.sentences()]
    for section in leaflet.sections:
        found.append(Placed(section.heading, "heading"))
        for block in section.blocks:
            if isinstance(block, Box):
                found.append(Placed(block.heading, "heading"))
            for point in block.points if isinstance(block, Box) else (block,):
                found.extend(_of_point(point))
    return tuple(found)


def running_text(leaflet: Leaflet) -> tuple[str, ...]:
    """The sentences that a reading score is of: no cover, headings, contacts or small print."""
    return tuple(each.sentence.text for each in placed(leaflet) if each.place in RUNNING)


def explained_before(sentences: tuple[Placed, ...]) -> Iterator[tuple[Placed, frozenset[str]]]:
    """Each sentence with the hard words that are explained in its row or above it, as `plain_word` writes them."""
    known: frozenset[str] = frozenset()
    for each in sentences:
        known |= {plain_word(word) for word in each.explains}
        yield each, known


def plain_word(word: str) -> str:
    """A word or phrase for comparing: small letters, no marks around it, no plural or possessive ending."""
    small = word.casefold().replace("’", "'").strip(" .,:;?!\"'“”‘()").removesuffix("'s")
    return " ".join(_singular(part) for part in small.split())


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and re.search(r"(?:s|x|z|ch|sh)es$", word):
        return word[:-2]
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _of_point(point: Point) -> Iterator[Placed]:
    explains = tuple(hard_word.word for hard_word in point.hard_words)
    for number, sentence in enumerate(point.sentences):
        match point.kind:
            case "contact":
                yield Placed(sentence, "value" if number else "label", explains)
            case "credit":
                yield Placed(sentence, "credit", explains)
            case "quote":
                yield Placed(sentence, "quote", explains)
            case "row":
                yield Placed(sentence, "text", explains)
    for hard_word in point.hard_words:
        yield from (Placed(sentence, "meaning", explains) for sentence in hard_word.meaning)


def _kind(point: Point, among_contacts: bool) -> str:
    if point.kind == "row":
        return "note" if among_contacts else "text"
    return point.kind
