"""Finds what stands around an article and is known by its place only: menus, readers' comments, loose last lines."""

import re
from collections.abc import Sequence

from leaflets import units
from leaflets.intake.article import Block, Residue

Part = Block | Residue

_MENU_LINES = 3
_MENU_WORDS = 2
"""Of a line of a menu: "About us"."""
_COMMENTS = re.compile(r"(?i)(?:\d+|one) (?:comments?|thoughts?|responses?|replies)\b")
_FORM = re.compile(r"(?i)(?:leave|post|add) a (?:reply|comment)")


def left_out(parts: Sequence[Part]) -> list[Part]:
    """The parts, with menus and the comments of readers as residue."""
    kept = list(parts)
    for start, end in _menus(parts):
        kept[start:end] = [_dropped(part, "navigation") for part in parts[start:end]]
    for start, end in _comments(kept):
        kept[start:end] = [_dropped(part, "comments") for part in kept[start:end]]
    return kept


def loose_end(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], list[Residue]]:
    """The blocks without headings that the text file does not call so and that nothing stands below; and these."""
    end = len(blocks)
    while end > 1 and _is_loose(blocks[end - 1]):
        end -= 1
    return tuple(blocks[:end]), [Residue(block.text, block.line, "page") for block in blocks[end:]]


def _is_loose(block: Block) -> bool:
    return block.kind == "heading" and block.level == 0 and not block.text.endswith("?")


def _dropped(part: Part, kind: str) -> Residue:
    return part if isinstance(part, Residue) else Residue(part.text, part.line, kind)


def _menus(parts: Sequence[Part]) -> list[tuple[int, int]]:
    """Runs of very short lines, at least one of which is known from menus, such as "Home"."""
    runs: list[tuple[int, int]] = []
    start = 0
    for number in range(len(parts) + 1):
        if number < len(parts) and _is_menu_line(parts[number]):
            continue
        known = any(isinstance(part, Residue) and part.kind == "navigation" for part in parts[start:number])
        if number - start >= _MENU_LINES and known:
            runs.append((start, number))
        start = number + 1
    return runs


def _is_menu_line(part: Part) -> bool:
    if isinstance(part, Block) and (part.kind not in ("heading", "item") or part.level):
        return False
    return len(part.text) < 40 and len(units.words(part.text)) <= _MENU_WORDS


def _comments(parts: Sequence[Part]) -> list[tuple[int, int]]:
    """From "3 comments" to the form for a new one."""
    runs = []
    start = -1
    for number, part in enumerate(parts):
        if not isinstance(part, Residue) or part.kind != "comments":
            continue
        if _COMMENTS.match(part.text):
            start = number
        elif _FORM.match(part.text) and start >= 0:
            runs.append((start, number))
            start = -1
    return runs
