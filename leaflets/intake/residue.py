"""Tells what a web page, a letterhead or an e-mail adds to an article from the article. The patterns are data."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from leaflets import units
from leaflets.findings import Finding
from leaflets.intake.article import Block

ENDS_ARTICLE = frozenset({"comments", "filed"})
"""Kinds that stand below an article and nowhere else."""
MAY_END_ARTICLE = frozenset({"share", "download", "navigation"})
"""Kinds that often stand below an article; they part two articles where they do so again and again."""

_REAL_END = re.compile(r"\w{2}[.!?][”’\"')]*$")


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    pattern: re.Pattern[str]
    most_words: int
    sentence: bool
    """Dropped even when it is a whole sentence."""
    whole: bool
    """The pattern must fit the whole line."""


def kind_of(text: str) -> str:
    """What was added: a kind of `residue.en-GB.toml`; empty for words of the article."""
    start = text.strip(" \t•·|>»›-–—*")[:400]
    count = len(units.words(text)) if len(text) < 1000 else 1000
    for kind in _kinds():
        if count <= kind.most_words and _is(kind, start):
            return kind.name
    return ""


def _is(kind: _Kind, text: str) -> bool:
    if kind.whole:
        return bool(kind.pattern.fullmatch(text))
    return bool(kind.pattern.match(text)) and (kind.sentence or not _REAL_END.search(text))


def doubts(blocks: tuple[Block, ...], file: str) -> tuple[Finding, ...]:
    """A finding for each block that was kept though it looks like an addition."""
    pattern, most_words = _doubt()
    return tuple(
        Finding(
            file,
            block.line,
            "AR-030",
            "look at this",
            f"This may be no part of the article: “{block.text}”.",
            "Take it out if a web page or e-mail added it.",
        )
        for block in blocks
        if len(block.text) < 400 and len(units.words(block.text)) <= most_words and pattern.search(block.text)
    )


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Mapping[str, object]]:
    text = (resources.files("leaflets.intake") / "residue.en-GB.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def _kinds() -> tuple[_Kind, ...]:
    most = int(str(_data()["most_words"]))
    return tuple(
        _Kind(
            name,
            _joined(table["patterns"]),
            int(str(table.get("most_words", most))),
            bool(table.get("sentence", False)),
            bool(table.get("whole", False)),
        )
        for name, table in _data().items()
        if isinstance(table, dict) and name != "doubt"
    )


@lru_cache(maxsize=1)
def _doubt() -> tuple[re.Pattern[str], int]:
    table = _data()["doubt"]
    return _joined(table["patterns"], r"\b"), int(str(table["most_words"]))


def _joined(patterns: object, before: str = "") -> re.Pattern[str]:
    assert isinstance(patterns, list)
    return re.compile(before + "(?:" + "|".join(map(str, patterns)) + ")", re.IGNORECASE)
