"""Reads a Word file back into paragraphs with named styles, whoever saved it last: Word, LibreOffice or another.

Everything that a manuscript cannot hold becomes a finding that says what to do; no word goes away without one. The
file comes from outside: it is read in memory only, within limits, and nothing in it is followed or run.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from xml.etree import ElementTree

from leaflets.archive import BROKEN, look_over
from leaflets.findings import Finding, Level
from leaflets.paragraphs import (
    CHARACTER_STYLES,
    NOTE,
    PARAGRAPH_STYLES,
    SENTENCE,
    TOPIC,
    Kind,
    Paragraph,
    Piece,
    merged,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MOST_BYTES = 30_000_000
"""Of one unpacked part. A manuscript of 1,000 words has about 60,000; more is no manuscript, or a trap."""
MOST_PARAGRAPHS = 20_000
"""The notes of a new leaflet are paragraphs too, ten for each sentence of its article."""
MOST_DEPTH = 200
"""Of nested elements; Word writes fewer than 30."""

_ALIKE = {"heading 1": TOPIC, "heading 2": TOPIC, "heading 3": TOPIC, "intense quote": "Quote", "title": "Title"}
"""Word's own styles that say the same, by their names in small letters."""
_STRONG: dict[str, Kind] = {"strong": "hard", "emphasis": "stress", "intense emphasis": "stress"}
_PICTURES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_BREAKS = frozenset({f"{W}tab", f"{W}br", f"{W}cr"})
_OFF = ("0", "false", "off", "none")


class UnreadableError(Exception):
    """The file is no Word file, or not one that can be opened here. The message says what to do."""


@dataclass
class _Reading:
    """What is needed while the body is read, and what is found on the way."""

    file: str
    styles: Mapping[tuple[str, str], str]
    """Kind and id of each style -> the name of the nearest one that is known, or its own."""
    links: Mapping[str, str]
    comments: Mapping[str, str]
    findings: list[Finding] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def find(self, code: str, level: Level, message: str, hint: str) -> None:
        self.findings.append(Finding(self.file, 0, code, level, message, hint))

    def once(self, code: str, level: Level, message: str, hint: str) -> None:
        if code not in self.seen:
            self.seen.add(code)
            self.find(code, level, message, hint)


def read(data: bytes, file: str) -> tuple[tuple[Paragraph, ...], tuple[Finding, ...]]:
    """The paragraphs of the body, and what could not be read as it stands. Raises UnreadableError."""
    members = _members(data)
    styles = _styles(_tree(members, "word/styles.xml"))
    relations = _tree(members, "word/_rels/document.xml.rels")
    links = {relation.get("Id", ""): relation.get("Target", "") for relation in relations or ()}
    reading = _Reading(file, styles, links, _comments(_tree(members, "word/comments.xml")))
    document = _tree(members, "word/document.xml")
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise UnreadableError("There is no text in it. Save it again as a Word file (.docx).")
    found = tuple(islice((paragraph for child in body for paragraph in _block(child, reading)), MOST_PARAGRAPHS + 1))
    if len(found) > MOST_PARAGRAPHS:
        raise UnreadableError("It has far too many lines for a leaflet. Copy what belongs into one leaflet.")
    return found, tuple(reading.findings)


def _members(data: bytes) -> dict[str, bytes]:
    """The parts that are read, each within limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            look_over(archive)
            members: dict[str, bytes] = {}
            for name in ("word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "word/comments.xml"):
                if name in archive.namelist():
                    with archive.open(name) as part:
                        members[name] = part.read(MOST_BYTES + 1)
    except BROKEN as error:
        raise UnreadableError("It is no Word file. Save it again as a Word file (.docx).") from error
    except Exception as error:  # a damaged stream raises whatever its unpacker does, such as zlib.error
        raise UnreadableError("It is damaged. Save it again as a Word file (.docx).") from error
    if any(len(part) > MOST_BYTES for part in members.values()):
        raise UnreadableError("It is far too big for a leaflet. Copy the text into a new file.")
    return members


def _tree(members: Mapping[str, bytes], name: str) -> ElementTree.Element | None:
    data = members.get(name)
    if data is None:
        return None
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or "<!DOCTYPE".encode("utf-16-le") in data:
        raise UnreadableError("It holds definitions that no word processor writes. Copy the text into a new file.")
    root: ElementTree.Element | None = None
    depth = 0
    try:
        for event, element in ElementTree.iterparse(io.BytesIO(data), ("start", "end")):
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            if depth > MOST_DEPTH:
                raise UnreadableError("Its parts are nested too deeply. Copy the text into a new file.")
    except ElementTree.ParseError as error:
        raise UnreadableError("It is damaged. Save it again as a Word file (.docx).") from error
    return root


def _styles(root: ElementTree.Element | None) -> dict[tuple[str, str], str]:
    names: dict[tuple[str, str], str] = {}
    above: dict[tuple[str, str], tuple[str, str]] = {}
    for style in () if root is None else root.iter(f"{W}style"):
        key = (style.get(f"{W}type", "paragraph"), style.get(f"{W}styleId", ""))
        names[key] = _value(style.find(f"{W}name"))
        above[key] = (key[0], _value(style.find(f"{W}basedOn")))
    return {key: _known(key, names, above) for key in names}


def _known(
    key: tuple[str, str], names: Mapping[tuple[str, str], str], above: Mapping[tuple[str, str], tuple[str, str]]
) -> str:
    known = {name.casefold(): name for name in (*PARAGRAPH_STYLES, *CHARACTER_STYLES.values())}
    own = names[key]
    for _ in range(20):  # a style may be based on one that is based on it
        name = names.get(key, "").casefold()
        if name in known or name in _ALIKE or name in _STRONG:
            return known.get(name) or _ALIKE.get(name) or name
        if key not in above:
            break
        key = above[key]
    return own


def _comments(root: ElementTree.Element | None) -> dict[str, str]:
    """What people wrote in the margin, by its number."""
    found = {}
    for comment in () if root is None else root.iter(f"{W}comment"):
        who = comment.get(f"{W}author", "").strip()
        said = " ".join("".join(text.text or "" for text in comment.iter(f"{W}t")).split())
        found[comment.get(f"{W}id", "")] = f"Comment by {who}: {said}" if who else f"Comment: {said}"
    return found


def _block(node: ElementTree.Element, reading: _Reading) -> Iterator[Paragraph]:
    """The paragraphs of one part of the body, also those in tables and frames."""
    if node.tag == f"{W}p":
        yield from _paragraph(node, reading)
        return
    if node.tag == f"{W}tbl":
        hint = "Its words were read one below the other. Look at them, and write plain lines."
        reading.once("RW-005", "must fix", "A table stands in the file.", hint)
    if node.tag not in (f"{W}sectPr", f"{W}del", f"{W}moveFrom", FALLBACK):
        for child in node:
            yield from _block(child, reading)


def _paragraph(node: ElementTree.Element, reading: _Reading) -> Iterator[Paragraph]:
    style = reading.styles.get(("paragraph", _property(node, "pStyle")), "")
    pieces = merged(_pieces(node, reading, None))
    if style == "Title" and pieces:
        yield Paragraph("Leaflet line", (Piece("title: "), *pieces))
    elif style in PARAGRAPH_STYLES:
        yield Paragraph(style, pieces)
    else:
        if pieces:
            message = f"This line has no style of a manuscript: {_short(pieces)}."
            reading.find("RW-001", "should fix", message, "It was read as a sentence. Choose its style in Word.")
        yield Paragraph(SENTENCE, pieces)
    for reference in node.iter(f"{W}commentReference"):
        if said := reading.comments.get(reference.get(f"{W}id", "")):
            reading.once("RW-007", "look at this", "Comments stand in the margin.", "They were kept as notes.")
            yield Paragraph(NOTE, merged((Piece(said),)))
    for box in node.iter(f"{W}txbxContent"):
        reading.once(
            "RW-006", "must fix", "A text box stands in the file.", "Look at its words, and write plain lines."
        )
        for child in box:
            yield from _block(child, reading)


def _pieces(node: ElementTree.Element, reading: _Reading, link: str | None) -> Iterator[Piece]:
    """The words of a paragraph, a link or a change, as they look. A link may also be a field, from begin to end."""
    field_link: str | None = None
    for child in node:
        if child.tag == f"{W}r":
            code = "".join(text.text or "" for text in child.iter(f"{W}instrText"))
            if address := re.search(r'HYPERLINK\s+"([^"]+)"', code):
                field_link = address[1]
            elif any(mark.get(f"{W}fldCharType") == "end" for mark in child.iter(f"{W}fldChar")):
                field_link = None
            yield from _run(child, reading, field_link or link)
        elif child.tag in (f"{W}del", f"{W}moveFrom", f"{W}ins", f"{W}moveTo"):
            hint = "Accept or reject them in Word, under Review. They were read as if accepted."
            reading.once("RW-002", "must fix", "Changes are tracked in this file.", hint)
            if child.tag in (f"{W}ins", f"{W}moveTo"):
                yield from _pieces(child, reading, link)
        elif child.tag == f"{W}hyperlink":
            yield from _pieces(child, reading, reading.links.get(child.get(f"{R}id", "")) or link)
        elif child.tag not in (f"{W}pPr", FALLBACK):
            yield from _pieces(child, reading, link)


def _run(run: ElementTree.Element, reading: _Reading, link: str | None) -> Iterator[Piece]:
    text = ""
    for child in run:
        if child.tag == f"{W}t":
            text += child.text or ""
        elif child.tag in _BREAKS:
            text += " "
        elif child.tag == f"{W}noBreakHyphen":
            text += "-"
        elif child.tag in _PICTURES or child.tag.endswith("}AlternateContent"):
            hint = "Pictures come by name. Write the name in a line of the style Picture name."
            reading.once("RW-003", "should fix", "A picture stands in the file.", hint)
        elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            hint = "Write its words into a line of their own."
            reading.once("RW-008", "must fix", "A footnote was not read.", hint)
    if text:
        yield Piece(text, _kind(run, text, reading), link)


def _kind(run: ElementTree.Element, text: str, reading: _Reading) -> Kind:
    """What the run's style says it is; bold and italic letters without one are told, and read as their styles."""
    name = reading.styles.get(("character", _property(run, "rStyle")), "")
    kinds = {style.casefold(): kind for kind, style in CHARACTER_STYLES.items()}
    kind = kinds.get(name.casefold()) or _STRONG.get(name.casefold())
    properties = run.find(f"{W}rPr")
    if kind or properties is None or not text.strip():
        return kind or "words"
    hint = "It was read as one. Choose its style in Word, or make it plain."
    if _is_on(properties, "vanish"):
        reading.find("RW-004", "look at this", f"These words are hidden in Word: “{text.strip()}”.", "They were kept.")
    if _is_on(properties, "b"):
        reading.find("RW-004", "look at this", f"“{text.strip()}” is bold, but no hard word by its style.", hint)
        return "hard"
    if _is_on(properties, "i"):
        reading.find("RW-004", "look at this", f"“{text.strip()}” is in italics, but no stressed word.", hint)
        return "stress"
    return "words"


def _is_on(properties: ElementTree.Element, name: str) -> bool:
    found = properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in _OFF


def _property(node: ElementTree.Element, name: str) -> str:
    return _value(node.find(f"{W}{'pPr' if name == 'pStyle' else 'rPr'}/{W}{name}"))


def _value(node: ElementTree.Element | None) -> str:
    return "" if node is None else node.get(f"{W}val", "")


def _short(pieces: tuple[Piece, ...]) -> str:
    words = "".join(piece.text for piece in pieces).split()
    return f"“{' '.join(words[:6])}{' …' if len(words) > 6 else ''}”"
