"""The values of intake: an article taken apart, and what a reader of files hands over before it is taken apart."""

from dataclasses import dataclass
from typing import Literal

from leaflets import units
from leaflets.findings import Finding

BlockKind = Literal["heading", "paragraph", "item", "caption"]

TITLE_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, one item of a list or row of a table, or the words below a picture."""

    kind: BlockKind
    text: str
    line: int
    """Where it starts, from 1; 0 where the file has no lines."""
    level: int = 0
    """Of a heading: 1 is a title, to 6; 0 where the file does not say."""


@dataclass(frozen=True, slots=True)
class Residue:
    """Words of the file that are no part of the article, such as "Leave a Reply"."""

    text: str
    line: int
    kind: str = ""
    """What they are: a key of `residue.en-GB.toml`, or `title`, `page`, `hidden` or `rule`."""

    def __str__(self) -> str:
        """`line 12: Leave a Reply`, and without the line where the file has none."""
        return f"line {self.line}: {self.text}" if self.line else self.text


@dataclass(frozen=True, slots=True)
class Offer:
    """A leaflet or summary that the article promises: a job that may be taken."""

    slug: str
    """A name for it, in small letters, figures and hyphens."""
    text: str
    """The words that promise it."""
    line: int


@dataclass(frozen=True, slots=True)
class Article:
    """A news article, taken apart."""

    title: str
    blocks: tuple[Block, ...] = ()
    residue: tuple[Residue, ...] = ()
    offers: tuple[Offer, ...] = ()
    findings: tuple[Finding, ...] = ()
    """What a person should look at in this article."""

    def sentences(self, abbreviations: tuple[str, ...] = units.ABBREVIATIONS) -> tuple[str, ...]:
        """The sentences of its paragraphs, items and captions, in order: what a reading score is of."""
        texts = (block.text for block in self.blocks if block.kind != "heading")
        return tuple(sentence for text in texts for sentence in units.sentences(text, abbreviations))


@dataclass(frozen=True, slots=True)
class Reading:
    """All that stands in one file, in its order, before it is known where an article starts and ends."""

    parts: tuple[Block | Residue, ...] = ()
    title: str = ""
    """The title that the file gives for itself outside its text."""
    findings: tuple[Finding, ...] = ()
