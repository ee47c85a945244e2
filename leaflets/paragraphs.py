"""A manuscript as a word processor holds it: paragraphs with a named style, made of pieces that look alike.

The names of the styles are what staff choose in Word, and what tells a topic from a sentence when the file comes back.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

LEAFLET_LINE = "Leaflet line"
SPECIAL_PART = "Special part"
TOPIC = "Topic"
PICTURE_NAME = "Picture name"
SENTENCE = "Sentence"
MEANING = "Meaning"
QUOTE_PICTURE = "Quote picture"
QUOTE = "Quote"
NOTE = "Note to self"
HELP = "Help line"
PARAGRAPH_STYLES = (
    LEAFLET_LINE, SPECIAL_PART, TOPIC, PICTURE_NAME, SENTENCE, MEANING, QUOTE_PICTURE, QUOTE, NOTE, HELP,
)  # fmt: skip

Kind = Literal["words", "hard", "stress", "fact", "note"]
CHARACTER_STYLES: dict[Kind, str] = {
    "hard": "Hard word",
    "stress": "Stressed word",
    "fact": "Fact mark",
    "note": "Note in a line",
}
"""What a piece of a paragraph is -> the name of its character style."""

PICTURE_LABEL = "Picture:"
"""Stands before the name of a picture, so that the line explains itself. It may be left out."""

HELP_LINES: tuple[str, ...] = (
    "How to use this file. Lines like this one do not go into the leaflet.",
    "Each line has a style. Choose the style in Word, under Home, Styles.",
    "Topic: the name of a part. Picture name: one above each row. Sentence: 15 words or fewer.",
    "Hard word: mark the word. Then explain it in a line with the style Meaning.",
    "Quote: what somebody really said. Note to self: for you, and never printed.",
    "Letters in braces at the end of a line, such as {A01}, name its fact. Leave them there.",
    "Save the file as a Word file (.docx). Then give it back with the command read-word.",
)
"""What the file says about itself at its top; dropped when it comes back."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a paragraph that look alike."""

    text: str
    kind: Kind = "words"
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. Without pieces it is an empty line, which ends a row."""

    style: str
    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def merged(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces with alike neighbours joined, single blanks inside, and none at both ends. Facts count as words."""
    joined: list[Piece] = []
    for piece in pieces:
        kind: Kind = "words" if piece.kind == "fact" else piece.kind
        text = re.sub(r"\s+", " ", piece.text)
        last = joined[-1] if joined else None
        if last and last.text.endswith(" "):
            text = text.lstrip(" ")
        if last and (last.kind, last.link) == (kind, piece.link):
            joined[-1] = Piece(last.text + text, kind, piece.link)
        elif text:
            joined.append(Piece(text, kind, piece.link))
    return tuple(_trimmed(joined))


def _trimmed(pieces: list[Piece]) -> Iterator[Piece]:
    while pieces and not pieces[0].text.strip():
        pieces = pieces[1:]
    while pieces and not pieces[-1].text.strip():
        pieces = pieces[:-1]
    for number, piece in enumerate(pieces):
        text = piece.text.lstrip() if number == 0 else piece.text
        yield Piece(text.rstrip() if number == len(pieces) - 1 else text, piece.kind, piece.link)
