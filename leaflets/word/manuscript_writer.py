"""Writes a manuscript as a Word file made of named styles, so that staff can write where they are at home."""

import re
from collections.abc import Iterable, Iterator

from docx.document import Document as WordDocument

from leaflets.paragraphs import CHARACTER_STYLES, HELP, HELP_LINES, LEAFLET_LINE, NOTE, Paragraph, Piece
from leaflets.word import package
from leaflets.word.oxml import make_link
from leaflets.word.sheet_styles import manuscript_styles

_LABEL = re.compile(r"[\w ]{3,30}:(?=\s)")
"""Such as "The article says:"."""
_FACTS = re.compile(r"\s*\{[^{}=]*\}\s*$")


def write(paragraphs: Iterable[Paragraph], title: str, lang: str) -> bytes:
    """The .docx; the same paragraphs give the same bytes everywhere."""
    document = package.new_sheet(title, lang, manuscript_styles())
    for line in HELP_LINES:
        document.add_paragraph(line, style=HELP)
    for paragraph in paragraphs:
        _add(document, paragraph)
    return package.pack(document)


def _add(document: WordDocument, paragraph: Paragraph) -> None:
    added = document.add_paragraph(style=paragraph.style)
    pieces = _plain(paragraph) if paragraph.style in (LEAFLET_LINE, NOTE) else _with_facts(paragraph.pieces)
    for piece in pieces:
        name = CHARACTER_STYLES.get(piece.kind) or ("Hyperlink" if piece.link else None)
        run = added.add_run(piece.text, style=name)
        if piece.link:
            make_link(added, run, piece.link)


def _plain(paragraph: Paragraph) -> Iterator[Piece]:
    """The words of a line about the leaflet, or of a note; what stands before the colon of a note is strong."""
    for place, piece in enumerate(paragraph.pieces):
        label = _LABEL.match(piece.text) if place == 0 and paragraph.style == NOTE else None
        if label:
            yield Piece(label[0], "stress")
            yield Piece(piece.text[label.end() :])
        else:
            yield piece


def _with_facts(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """The same words, with the fact marks at the end as a piece of their own, so that they stand back."""
    last = max((number for number, piece in enumerate(pieces) if piece.kind != "note"), default=-1)
    for number, piece in enumerate(pieces):
        facts = _FACTS.search(piece.text) if number == last and piece.kind == "words" and not piece.link else None
        if facts:
            yield Piece(piece.text[: facts.start()])
            yield Piece(facts[0], "fact")
        else:
            yield piece
