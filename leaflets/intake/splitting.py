"""Finds where articles start and end in what stands in one file, and takes each apart."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePath

from leaflets import units
from leaflets.findings import Finding
from leaflets.intake import around, faults, offers, residue, starts
from leaflets.intake.article import Article, Block, Reading, Residue

Part = Block | Residue

_MOST_WORDS = 60_000
"""Of one file; a novel has more. What is longer would take minutes to score."""
_SIGNS_IN_A_WORD = 6
"""With its space, in English newspapers."""


def articles(reading: Reading, file: str, name: str) -> tuple[tuple[Article, ...], tuple[Finding, ...]]:
    """The articles of a file of that name, and what is to be said about the file. Never raises."""
    if sum(len(part.text) for part in reading.parts) > _MOST_WORDS * _SIGNS_IN_A_WORD:
        message = f"This text is too long for articles: more than {_MOST_WORDS} words."
        hint = "Copy the article that you need into a file of its own."
        return (), (Finding(file, 0, "AR-004", "must fix", message, hint),)
    parts = starts.without_repeats(around.left_out([_sorted_out(part) for part in reading.parts]))
    pieces = [piece for piece in _pieces(parts, starts.find(parts)) if piece]
    found = tuple(_article(piece, reading.title if len(pieces) == 1 else "", file, name) for piece in pieces)
    full = tuple(article for article in found if any(block.kind != "heading" for block in article.blocks))
    if not full:
        hint = "Put the text of the article into it, and save it again."
        message = "No sentences were found in this file."
        return (), (*reading.findings, Finding(file, 0, "AR-006", "must fix", message, hint))
    return full, (*reading.findings, *_several(full, file))


def _sorted_out(part: Part) -> Part:
    """A block that a web page added, as residue."""
    if isinstance(part, Residue) or part.kind == "caption":
        return part
    kind = residue.kind_of(part.text)
    if not kind or (part.kind == "item" and kind == "byline"):
        return part
    return Residue(part.text, part.line, kind)


def _pieces(parts: Sequence[Part], first: Sequence[int]) -> Iterator[list[Part]]:
    """The parts of each article. What stands before the first goes to it when it is short, else it stands alone."""
    edges = [*first, len(parts)]
    before = list(parts[: edges[0]])
    if starts.prose_words(before) >= starts.FEWEST_WORDS:
        yield before
        before = []
    before = [starts.dropped(part, "title") for part in before]
    for start, end in pairwise(edges):
        yield [*before, *parts[start:end]]
        before = []


def _article(piece: Sequence[Part], title: str, file: str, name: str) -> Article:
    blocks = [part for part in piece if isinstance(part, Block)]
    left = [part for part in piece if isinstance(part, Residue)]
    given = bool(title)
    if not given and blocks:
        title = blocks[0].text
        if blocks[0].kind == "heading":
            blocks = blocks[1:]
    again = [block for block in blocks if block.kind == "heading" and starts.key(block.text) == starts.key(title)]
    blocks = [block for block in blocks if block not in again]
    left += [Residue(block.text, block.line, "title") for block in (again[1:] if given else again)]
    kept, loose = around.loose_end([block for block in blocks if units.words(block.text)])
    left += loose
    told = tuple(part for part in left if part.kind != "rule")
    told = tuple(sorted(told, key=lambda part: part.line)) if any(part.line for part in told) else told
    return Article(
        title or PurePath(name).name,
        kept,
        told,
        offers.find(kept, told),
        (*faults.find(kept, file), *residue.doubts(kept, file)),
    )


def _several(found: Sequence[Article], file: str) -> tuple[Finding, ...]:
    if len(found) < 2:
        return ()
    titles = ", ".join(f"{number}. “{article.title}”" for number, article in enumerate(found, 1))
    message = f"This file holds {len(found)} articles: {titles}."
    return (Finding(file, 0, "AR-010", "look at this", message, "Say which one you mean by its number."),)
