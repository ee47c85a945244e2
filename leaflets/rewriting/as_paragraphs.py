"""A manuscript as paragraphs for a word processor: every word, note, picture, fact mark and link, in order.

Works on lines, not on the leaflet, so that notes stay where they are and a manuscript with faults loses nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from leaflets import inline
from leaflets.paragraphs import (
    LEAFLET_LINE,
    MEANING,
    NOTE,
    PICTURE_LABEL,
    PICTURE_NAME,
    QUOTE,
    QUOTE_PICTURE,
    SENTENCE,
    SPECIAL_PART,
    TOPIC,
    Kind,
    Paragraph,
    Piece,
    merged,
)

MARKED_KEYS: tuple[str, ...] = ("title", "subtitle", "cover-line")
"""Keys of the front matter whose text is read as a sentence, with bold words and pauses."""

_COMMENT = re.compile(r"<!--\s*(.*?)\s*-->")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s+(.*))?")
_PICTURE = re.compile(r"\[picture:\s*([^\]]*)\]")
_KINDS: dict[str, Kind] = {"": "words", "hard": "hard", "stress": "stress"}


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The manuscript's paragraphs, an empty one where an empty line ends a row and no style says so."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\0", "")
    lines = inline.without_long_notes(text, inline.Reporter("")).split("\n")
    front, body = _without_front_matter(lines)
    walk = _Walk(list(front))
    for line in body:
        walk.take(line)
    return tuple(walk.done)


def _without_front_matter(lines: list[str]) -> tuple[tuple[Paragraph, ...], list[str]]:
    """The lines about the leaflet, and the lines below them; where they are not closed, all lines are text."""
    ends = [number for number, line in enumerate(lines) if line.strip() == "---"]
    if len(ends) < 2 or any(line.strip() for line in lines[: ends[0]]):
        return (), lines
    inside = [line for line in lines[ends[0] + 1 : ends[1]] if line.strip()]
    return tuple(found for line in inside for found in _front_line(line)), lines[ends[1] + 1 :]


def _front_line(line: str) -> Iterator[Paragraph]:
    if alone := _only_notes(line):
        yield from alone
        return
    key, colon, value = line.partition(":")
    is_marked = colon and key.strip() in MARKED_KEYS
    notes = (Piece(text, "note") for text in _COMMENT.findall(value))
    said: tuple[Piece, ...] = pieces(value) if is_marked else (Piece(inline.plain(value)), *notes)
    yield Paragraph(LEAFLET_LINE, merged((Piece(f"{key}{colon} "), *said)))


@dataclass
class _Walk:
    """Goes through the lines; remembers whether an empty line came, a quotation is open, and it has words."""

    done: list[Paragraph]
    empty: bool = field(default=False)
    quoting: bool = field(default=False)
    said: bool = field(default=False)

    def take(self, line: str) -> None:
        if not line.strip():
            self.empty, self.quoting, self.said = True, False, False
            return
        for paragraph in _only_notes(line) or (self._paragraph(line),):
            if self.empty and not self._is_implied(paragraph.style):
                self.done.append(Paragraph(SENTENCE))
            self.done.append(paragraph)
            self.empty = False

    def _is_implied(self, style: str) -> bool:
        """Whether the styles alone say that a new row starts here."""
        above = self.done[-1].style if self.done else TOPIC
        return style in (SPECIAL_PART, TOPIC, PICTURE_NAME, QUOTE_PICTURE) or above in (SPECIAL_PART, TOPIC)

    def _paragraph(self, line: str) -> Paragraph:
        if heading := _HEADING.fullmatch(line):
            self.quoting, self.said = False, False
            return Paragraph(SPECIAL_PART if len(heading[1]) == 1 else TOPIC, pieces((heading[2] or "").strip("# ")))
        text = line.strip()
        if text.startswith(">") or self.quoting:
            return self._quoted(text.removeprefix(">").strip())
        if picture := _PICTURE.fullmatch(inline.plain(text).strip()):
            return _picture(PICTURE_NAME, picture[1], text)
        if text.startswith("=="):
            return Paragraph(MEANING, pieces(text.removeprefix("==")))
        return Paragraph(SENTENCE, pieces(text))

    def _quoted(self, text: str) -> Paragraph:
        self.quoting = True
        if not self.said and (who := re.fullmatch(r"\[([\w-]+)\]", inline.plain(text).strip())):
            return _picture(QUOTE_PICTURE, who[1], text)
        self.said = True
        return Paragraph(QUOTE, pieces(text))


def _picture(style: str, name: str, line: str) -> Paragraph:
    notes = (Piece(text, "note") for text in _COMMENT.findall(line))
    return Paragraph(style, merged((Piece(f"{PICTURE_LABEL} {name}"), *notes)))


def _only_notes(line: str) -> tuple[Paragraph, ...]:
    """The notes of a line that holds nothing else."""
    if inline.plain(line).strip() or "<!--" not in line:
        return ()
    return tuple(Paragraph(NOTE, merged((Piece(text),))) for text in _COMMENT.findall(line))


def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a line's words, notes among them."""
    found: list[Piece] = []
    at = 0
    for note in _COMMENT.finditer(text):
        found += [*_words(text[at : note.start()]), Piece(note[1], "note")]
        at = note.end()
    return merged((*found, *_words(text[at:])))


def _words(text: str) -> Iterator[Piece]:
    for run in inline.spans(text):
        yield Piece(run.text, _KINDS[run.mark], run.link)
