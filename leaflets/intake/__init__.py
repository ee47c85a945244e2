"""Reads an article, the text a leaflet is written from. One file for each type of article file.

An article is measured and quoted, never printed. Nothing in a person's text is an error: what cannot be read becomes
a finding, what is not part of the article is dropped and listed.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from leaflets import units
from leaflets.findings import Finding, LeafletError, as_typed

BlockKind = Literal["heading", "paragraph", "item"]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or one item of a list."""

    kind: BlockKind
    text: str
    line: int
    """Where it starts, from 1."""


@dataclass(frozen=True, slots=True)
class Residue:
    """A line that is no part of the article, such as "Leave a Reply"."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Article:
    """A news article, taken apart."""

    title: str
    blocks: tuple[Block, ...] = ()
    residue: tuple[Residue, ...] = ()

    def sentences(self, abbreviations: tuple[str, ...] = units.ABBREVIATIONS) -> tuple[str, ...]:
        """The sentences of its paragraphs and list items, in order: what a reading score is of."""
        texts = (block.text for block in self.blocks if block.kind != "heading")
        return tuple(sentence for text in texts for sentence in units.sentences(text, abbreviations))


READ_HERE: tuple[str, ...] = (".md", ".txt")
"""Endings of the article files that can be read."""

_LATER = {
    ".docx": "Word",
    ".doc": "Word",
    ".odt": "LibreOffice",
    ".rtf": "rich text",
    ".pdf": "PDF",
    ".html": "web page",
    ".htm": "web page",
}


def read(path: Path) -> tuple[Article, tuple[Finding, ...]]:
    """The article of that file, and what is wrong with it. Raises LeafletError when there is no such file."""
    from leaflets.intake import plain  # it builds on the classes above

    if not path.is_file():
        raise LeafletError(f"There is no file {path}. Look at its name and folder.")
    ending = path.suffix.casefold()
    if ending not in READ_HERE:
        kind = _LATER.get(ending, f"“{ending}”" if ending else "nameless")
        message = f"Files of this type ({kind}) cannot be read yet."
        hint = "Open it, save it as plain text (.txt), and use that file."
        return Article(path.stem), (Finding(as_typed(path), 0, "MS-050", "must fix", message, hint),)
    article = plain.article(plain.decode(path.read_bytes()), markdown=ending == ".md")
    if any(block.kind != "heading" for block in article.blocks):
        return article, ()
    hint = "Put the text of the article into it, and save it again."
    return article, (Finding(as_typed(path), 0, "MS-051", "must fix", "No sentences were found in this file.", hint),)
