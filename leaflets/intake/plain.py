"""Reads an article written as plain text or Markdown, in whatever way it was saved."""

import codecs
import re
from collections.abc import Iterator

from leaflets import units
from leaflets.intake import Article, Block, BlockKind, Residue

_RESIDUE = re.compile(
    r"(leave a (reply|comment)|cancel reply|reply\b|(print|share|tweet|email|like|follow) (the|this|us|on|now)\b"
    r"|download\b|click here|read more|find out more here|continue reading|posted (by|on|in)\b|published (by|on|in)\b"
    r"|filed under|tagged|tags:|categories:|(previous|next|related|older|newer) (posts?|article|entr(y|ies))"
    r"|your e-?mail address|required fields|save my name|\d+ comments?$|no comments|comments? (are )?(off|closed)"
    r"|loading|copyright|©|all rights reserved|cookies?\b|skip to|back to top|menu$|home$|search$|share$|like this)",
    re.IGNORECASE,
)
"""How lines begin that a web page adds around its article."""
_MOST_RESIDUE_WORDS = 12
_CONTACT = re.compile(
    r"(?:(?:tel|telephone|phone|mobile|e-?mail|web|website|address|fax|text)\s*:\s*.+"
    r"|\S+@\S+\.\S+|(?:https?://|www\.)\S+|\+?[\d\s()-]{9,})",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s*(?:[-*•·–]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_MOST_HEADING_WORDS = 12
_SHORT_LINE = 60
"""Signs; a line below it that ends without a stop was not broken because it was full."""


def decode(data: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 with their marks, UTF-8 without, else Windows-1252. Never raises."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("windows-1252", errors="replace")


def article(text: str, markdown: bool) -> Article:
    """The article in that text; `markdown` says whether `#`, `*` and links are marks. Never raises."""
    lines = [_clean(line) for line in re.split(r"\r\n|\r|\n", text)]
    title = ""
    if markdown:
        title, lines = _without_front_matter(lines)
    blocks: list[Block] = []
    residue: list[Residue] = []
    for block in _blocks(lines, markdown):
        if _is_residue(block.text):
            residue.append(Residue(block.text, block.line))
        elif not title and not blocks:
            title = block.text
            if block.kind != "heading":
                blocks.append(block)
        elif block.text != title and units.words(block.text):
            blocks.append(block)
    return Article(title, tuple(blocks), tuple(residue))


def _clean(line: str) -> str:
    """The line without signs that are not seen: no-break spaces as spaces, soft hyphens and marks gone."""
    return re.sub(r"[\u00ad\u200b-\u200f\u2060\ufeff\0]", "", line.replace("\u00a0", " ").replace("\t", " ")).rstrip()


def _without_front_matter(lines: list[str]) -> tuple[str, list[str]]:
    """The title of the front matter, and the lines with the front matter left empty."""
    if not lines or lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        return "", lines
    end = next(number for number, line in enumerate(lines) if number and line.strip() == "---")
    values = dict(line.split(":", 1) for line in lines[1:end] if ":" in line)
    return values.get("title", "").strip().strip("\"'"), [""] * (end + 1) + lines[end + 1 :]


def _blocks(lines: list[str], markdown: bool) -> Iterator[Block]:
    """Paragraphs as they stand between empty lines; headings, items and added lines cut out of them."""
    held: list[str] = []
    start = 0
    for number, raw in enumerate([*lines, ""], 1):
        line = _unmarked(raw) if markdown else raw.strip()
        kind = _line_kind(raw, line, markdown)
        goes_on = bool(held) and kind == "paragraph" and not _breaks_off(held[-1], line)
        if held and not goes_on:
            yield _block(" ".join(held), start)
            held = []
        if kind == "heading":
            yield Block("heading", line.lstrip("# "), number)
        elif kind == "item":
            item = re.sub(_ITEM, "", line, count=1).strip()
            yield Block("item", item, number)
        elif line:
            start = start if held else number
            held.append(line)


def _line_kind(raw: str, line: str, markdown: bool) -> BlockKind:
    if markdown and re.match(r"#{1,6}\s", raw):
        return "heading"
    return "item" if _ITEM.match(line) else "paragraph"


def _breaks_off(above: str, line: str) -> bool:
    """Whether a line starts something new although no empty line stands between: a heading above, or an added line."""
    if not line or _is_residue(line) or _is_residue(above):
        return True
    short = len(above) < _SHORT_LINE and not re.search(r"[.,;:!?…”\"')–-]$", above)
    return short and line[0].isupper() and len(units.words(above)) <= _MOST_HEADING_WORDS


def _block(text: str, line: int) -> Block:
    heading = len(units.words(text)) <= _MOST_HEADING_WORDS and not re.search(r"[.!?…:;,][\"”’')]*$", text)
    return Block("heading" if heading else "paragraph", text, line)


def _is_residue(text: str) -> bool:
    """Whether a web page or a letterhead added these words: few words of the known kinds, or a bare contact."""
    if len(units.words(text)) > _MOST_RESIDUE_WORDS:
        return False
    return bool((_RESIDUE.match(text) and not re.search(r"\w{2}[.!?]$", text)) or _CONTACT.fullmatch(text))


def _unmarked(line: str) -> str:
    """A line of Markdown without its marks: words of links stay, pictures, notes and tags go."""
    line = re.sub(r"<!--.*?-->|!\[[^\]]*\]\([^)]*\)|</?[a-zA-Z][^<>]*>", "", line)
    line = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)
    line = re.sub(r"(\*\*|__|`)(.*?)\1", r"\2", line)
    line = re.sub(r"(?<!\w)([*_])(?=\S)(.*?)(?<=\S)\1(?!\w)", r"\2", line)
    return re.sub(r"^\s*>\s?|\\(?=[^\w\s])", "", line).strip()
