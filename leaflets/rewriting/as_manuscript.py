"""Paragraphs from a word processor as a manuscript: the way back, with every sign escaped that is meant as a sign."""

import re
from collections.abc import Iterable

from leaflets import inline
from leaflets.findings import Finding
from leaflets.paragraphs import (
    HELP,
    HELP_LINES,
    LEAFLET_LINE,
    MEANING,
    NOTE,
    PICTURE_LABEL,
    PICTURE_NAME,
    QUOTE,
    QUOTE_PICTURE,
    SPECIAL_PART,
    TOPIC,
    Paragraph,
    Piece,
    merged,
)
from leaflets.rewriting.as_paragraphs import MARKED_KEYS, pieces

_SIGNS = re.compile(r"[`*\[]|\\(?=[!-/:-@\[-`{-~])|<(?=[A-Za-z/?])|(?<=<)!(?=--)|(?<!\w)_|_(?!\w)")
"""Signs that the manuscript would read as marks, brackets or notes."""
_OPENING = re.compile(r"(\d{1,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|>|==|[-+](?:[\s-]|$)|~~~)")
"""The start of a line that would be read as a list, heading, quotation, meaning or rule; a backslash stops that."""
_MARKS = {"hard": "**", "stress": "*"}


def manuscript(paragraphs: Iterable[Paragraph], file: str) -> tuple[str, tuple[Finding, ...]]:
    """The text of the manuscript, and what could not be kept; `file` is named in the findings."""
    given = [paragraph for paragraph in paragraphs if paragraph.style != HELP or paragraph.text not in HELP_LINES]
    findings = [_unread_help(file, paragraph) for paragraph in given if paragraph.style == HELP]
    front, body = _parted([paragraph for paragraph in given if paragraph.style != HELP])
    lines = ["---", *(_line(paragraph) for paragraph in front), "---"] if front else []
    above = ""
    pending = False
    for paragraph in body:
        if not paragraph.pieces and paragraph.style not in (PICTURE_NAME, QUOTE_PICTURE):
            pending = True
            continue
        if lines and _parts(above, paragraph.style, pending):
            lines.append("")
        lines.append(_line(paragraph))
        above, pending = paragraph.style, False
        findings += _lost_marks(file, paragraph)
    return "\n".join(lines) + "\n", tuple(findings)


def _parted(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The lines about the leaflet, wherever they stand, with the notes between them; and the rest."""
    last = 0
    for number, paragraph in enumerate(paragraphs):
        if paragraph.style == LEAFLET_LINE:
            last = number + 1
        elif paragraph.pieces and paragraph.style != NOTE:
            break
    rest = [paragraph for paragraph in paragraphs[last:] if paragraph.style != LEAFLET_LINE]
    late = [paragraph for paragraph in paragraphs[last:] if paragraph.style == LEAFLET_LINE and paragraph.pieces]
    return [*(paragraph for paragraph in paragraphs[:last] if paragraph.pieces), *late], rest


def _parts(above: str, style: str, pending: bool) -> bool:
    """Whether an empty line stands between a line of the style `above` and one of `style`."""
    if style in (SPECIAL_PART, TOPIC):
        return True
    if above in (SPECIAL_PART, TOPIC):
        return pending and style == NOTE
    if style in (PICTURE_NAME, QUOTE_PICTURE):
        return True
    if above in (PICTURE_NAME, QUOTE_PICTURE) or style == MEANING:
        return False  # an empty line there is a slip: a picture belongs to the words below it, a meaning to those above
    if style == NOTE or above == NOTE:
        return pending
    return pending or above == MEANING or (above == QUOTE) != (style == QUOTE)


def _line(paragraph: Paragraph) -> str:
    """The paragraph as one line of a manuscript."""
    match paragraph.style:
        case "Special part":
            return f"# {_words(paragraph.pieces)}".strip()
        case "Topic":
            return f"## {_words(paragraph.pieces)}".strip()
        case "Picture name":
            return f"[picture: {_picture(paragraph)}]{_notes(paragraph)}"
        case "Quote picture":
            return f"> [{_picture(paragraph)}]{_notes(paragraph)}"
        case "Meaning":
            return f"== {_words(paragraph.pieces)}"
        case "Quote":
            return f"> {_words(paragraph.pieces)}"
        case "Note to self":
            return _note(paragraph.text)
        case "Leaflet line":
            return _front_line(paragraph)
    line = _words(paragraph.pieces)
    opening = None if line.startswith("<!--") else _OPENING.match(line)
    return f"{line[: opening.end()]}\\{line[opening.end() :]}" if opening else line


def _picture(paragraph: Paragraph) -> str:
    name = "".join(piece.text for piece in paragraph.pieces if piece.kind != "note").strip()
    name = re.sub(rf"(?i)^{PICTURE_LABEL}", "", name)
    return re.sub(r"[\[\]]", "", name).strip()


def _front_line(paragraph: Paragraph) -> str:
    key, colon, _ = paragraph.text.partition(":")
    if key.strip() not in MARKED_KEYS:
        return "".join(piece.text for piece in paragraph.pieces if piece.kind != "note").strip() + _notes(paragraph)
    rest = len(key + colon)
    value: list[Piece] = []
    for piece in paragraph.pieces:
        value.append(Piece(piece.text[rest:], piece.kind, piece.link))
        rest = max(0, rest - len(piece.text))
    return f"{key.strip()}: {_words(merged(value))}".strip()


def _words(pieces: Iterable[Piece]) -> str:
    """The pieces as one line, marked up. Blanks stand outside of marks: inside, they would undo them."""
    line = ""
    for piece in pieces:
        if piece.kind == "note":
            line += _note(piece.text)
            continue
        core = piece.text.strip()
        before, after = piece.text[: len(piece.text) - len(piece.text.lstrip())], piece.text[len(piece.text.rstrip()) :]
        mark = _MARKS.get(piece.kind, "") if core else ""
        words = f"{mark}{_SIGNS.sub(_escaped, core)}{mark}"
        line += f"{before}[{words}]({_address(piece.link)}){after}" if piece.link and core else before + words + after
    return " ".join(line.split())


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _address(link: str) -> str:
    link = "".join(link.split()).replace("<", "%3C").replace(">", "%3E")
    return f"<{link}>" if re.search(r"[()\\]", link) else link


def _notes(paragraph: Paragraph) -> str:
    return "".join(f" {_note(piece.text)}" for piece in paragraph.pieces if piece.kind == "note")


def _note(text: str) -> str:
    """A note that its own words cannot end."""
    text = " ".join(text.split())
    return f"<!-- {re.sub('-{2,}', '–', text)} -->" if text else ""


def _lost_marks(file: str, paragraph: Paragraph) -> Iterable[Finding]:
    """A finding where the line, read again, has other bold words or links than the paragraph."""
    if paragraph.style in (LEAFLET_LINE, NOTE, PICTURE_NAME, QUOTE_PICTURE):
        return
    wanted = merged(piece for piece in paragraph.pieces if piece.kind != "note")
    if pieces(inline.plain(_words(paragraph.pieces))) != wanted:
        message = f"Bold words or links could not be kept as they are: {short(paragraph.text)}."
        yield Finding(file, 0, "RW-009", "should fix", message, "Mark whole words, and look at this line.")


def _unread_help(file: str, paragraph: Paragraph) -> Finding:
    message = f"These words stand in a help line and were left out: {short(paragraph.text)}."
    return Finding(file, 0, "RW-010", "must fix", message, "Choose the style Sentence for them.")


def short(text: str) -> str:
    """The first words of a text, quoted."""
    words = text.split()
    return f"“{' '.join(words[:6])}{' …' if len(words) > 6 else ''}”"
