"""Reads a file of plain text or Markdown: paragraphs, headings and items, as people type and paste them."""

import re
from collections.abc import Iterator

from leaflets import units
from leaflets.intake import encoding, residue
from leaflets.intake.article import Block, BlockKind, Reading, Residue

_ITEM = re.compile(r"\s*(?:[-*+•·–●▪◦‣o]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_MOST_HEADING_WORDS = 12
_TARGET = r"\((?:[^()]|\([^()]{0,200}\)){0,2000}\)"
"""Of a link: an address in brackets, which may hold brackets."""
_SHORT_LINE = 60
"""Signs; a line below it that ends without a stop was not broken because it was full."""
_RULE = re.compile(r"(?:[-*_=~#•·] ?){3,}")
_OPEN_END = re.compile(r"[.,;:!?…”\"')–-]$")
_QUESTION = re.compile(r"[A-Z][^.!?:]*\?")
"""A question that stands alone is the heading of its answer."""
_STOPPED = re.compile(r"[.!?…:;,][\"”’')]*$")


def read(data: bytes, file: str, markdown: bool) -> Reading:
    """What stands in these bytes; `markdown` says whether `#`, `*` and links are marks. Never raises."""
    text = encoding.decode(data)
    parts, title = _parts(text, markdown)
    title = title or _subject(parts)
    return Reading(parts, title, encoding.findings(text, file))


def _parts(text: str, markdown: bool) -> tuple[tuple[Block | Residue, ...], str]:
    lines = _lines(text)
    title = ""
    if markdown:
        title, lines = _without_front_matter(lines)
        lines = _without_notes(lines)
    found = tuple(_blocks(lines, markdown))
    return tuple(part for part in found if isinstance(part, Residue) or units.words(part.text)), title


def _subject(parts: tuple[Block | Residue, ...]) -> str:
    """The subject of a saved e-mail, whose head stands above its text."""
    head = [part.text for part in parts[:8]]
    subjects = [text.partition(":")[2].strip() for text in head if text.casefold().startswith("subject:")]
    return subjects[0] if subjects and any(re.match(r"(?i)(?:from|to|sent|date):", text) for text in head) else ""


def _lines(text: str) -> list[str]:
    """The lines, cleaned; one before which a new page starts begins with a form feed."""
    raw = re.split(r"\r\n|\r|\n", text)
    return ["\f" * ("\f" in line) + encoding.cleaned(line.replace("\f", "")) for line in raw]


def _without_front_matter(lines: list[str]) -> tuple[str, list[str]]:
    """The title of the front matter, and the lines with the front matter left empty."""
    if not lines or lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        return "", lines
    end = next(number for number, line in enumerate(lines) if number and line.strip() == "---")
    if not all(re.match(r"[\w-]+\s*:|\s|#|$|- ", line) for line in lines[1:end]):
        return "", lines
    values = dict(line.split(":", 1) for line in lines[1:end] if ":" in line)
    return values.get("title", "").strip().strip("\"'"), [""] * (end + 1) + lines[end + 1 :]


def _without_notes(lines: list[str]) -> list[str]:
    """The lines with notes for editors, code and definitions of links left empty; their number stays."""
    kept, note, fence = [], False, False
    for line in lines:
        closes = "-->" in line
        opens = "<!--" in line and not closes
        if line.lstrip().startswith(("```", "~~~")):
            fence = not fence
            kept.append("")
        elif note or fence or re.match(r"\s{0,3}\[[^\]]+\]:\s*\S+", line):
            kept.append(line.split("-->", 1)[1] if note and closes else "")
        else:
            kept.append(line.split("<!--", 1)[0] if opens else line)
        note = (note and not closes) or opens
    return kept


def _blocks(lines: list[str], markdown: bool) -> Iterator[Block | Residue]:
    """Paragraphs as they stand between empty lines; headings, items and added lines cut out of them."""
    held: list[str] = []
    start, kind_held, underlined = 0, "paragraph", False
    for number, raw in enumerate([*lines, ""], 1):
        line = _unmarked(raw) if markdown else raw.strip()
        level = 0 if underlined else _level(raw, lines[number] if number < len(lines) else "", markdown)
        kind = "heading" if level and line else _line_kind(line)
        goes_on = bool(held) and kind == "paragraph" and not _breaks_off(held[-1], line)
        if held and not goes_on:
            yield _block(" ".join(held), start, kind_held)
            held = []
        if raw.startswith("\f") or (_RULE.fullmatch(raw.strip()) and not underlined):
            yield Residue("– – –", number, "rule")
        if kind == "heading":
            yield Block("heading", re.sub(r"^#+\s*|\s*#+$", "", line), number, level)
        elif line and not _RULE.fullmatch(line):
            start, kind_held = (start, kind_held) if held else (number, kind)
            held.append(_ITEM.sub("", line, count=1).strip() if kind == "item" else line)
        underlined = bool(level) and not raw.lstrip().startswith("#")


def _level(raw: str, below: str, markdown: bool) -> int:
    """How high a heading stands: by the `#` of Markdown, or by the line of `=` or `-` below it; 0 for no heading."""
    if markdown and (marks := re.match(r"\s{0,3}(#{1,6})\s", raw)):
        return len(marks[1])
    words = units.words(raw) if len(raw) < 200 and re.fullmatch(r"={3,}|-{3,}", below.strip()) else ()
    if 0 < len(words) <= _MOST_HEADING_WORDS and not _STOPPED.search(raw.strip()):
        return 1 if below.strip()[0] == "=" else 2
    return 0


def _line_kind(line: str) -> str:
    return "item" if _ITEM.match(line) and not residue.kind_of(line) else "paragraph"


def _breaks_off(above: str, line: str) -> bool:
    """Whether a line starts something new although no empty line stands between: a heading above, or an added line."""
    if not line or residue.kind_of(line) or residue.kind_of(above):
        return True
    short = len(above) < _SHORT_LINE and not _OPEN_END.search(above)
    return short and line[0].isupper() and len(units.words(above)) <= _MOST_HEADING_WORDS


def _block(text: str, line: int, kind: str) -> Block:
    if kind == "item":
        return Block("item", text, line)
    short = len(text) < 200 and len(units.words(text)) <= _MOST_HEADING_WORDS
    heading = short and (not _STOPPED.search(text) or _QUESTION.fullmatch(text))
    found: BlockKind = "heading" if heading else "paragraph"
    return Block(found, text, line)


def _unmarked(line: str) -> str:
    """A line of Markdown without its marks: words of links stay, pictures, notes and tags go.

    No mark reaches further than a bound, so that no line can be made that takes minutes.
    """
    line = re.sub(rf"<!--.{{0,2000}}?-->|!\[[^\[\]]{{0,500}}\]{_TARGET}|</?[a-zA-Z][^<>]{{0,300}}>", "", line)
    line = re.sub(rf"\[([^\[\]]{{0,500}})\](?:{_TARGET}|\[[^\[\]]{{0,100}}\])", r"\1", line)
    line = re.sub(r"(\*\*|__|`)(.{0,1000}?)\1", r"\2", line)
    line = re.sub(r"(?<!\w)([*_])(?=\S)(.{0,300}?)(?<=\S)\1(?!\w)", r"\2", line)
    return re.sub(r"^\s*(?:>\s?)+|\\(?=[^\w\s])", "", line).strip()
