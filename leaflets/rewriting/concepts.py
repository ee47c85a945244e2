"""Proposes pictures for a sentence of the article: three scenes to choose from, by a curated list, never one.

Matching words with pictures by program alone is not safe: a value is no heart, staff is no stick. So a person put the
list together, and a person chooses.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import cast

from leaflets.checks.phrases import Phrases

PROPOSED = 3
"""Enough for a choice, few enough to look at each."""


def proposals(sentence: str, tag: str) -> tuple[str, ...]:
    """Names of up to three scenes, or none when the list knows no word of the sentence.

    Every concept of the sentence gives its first scene before any gives its second.
    """
    scenes, phrases = _concepts(tag)
    lists = list(dict.fromkeys(scenes[hit.phrase] for hit in phrases.find(sentence)))
    ranked = [listed[place] for place in range(PROPOSED) for listed in lists if place < len(listed)]
    return tuple(dict.fromkeys(ranked))[:PROPOSED]


@lru_cache
def concept_map(tag: str) -> Mapping[str, tuple[str, ...]]:
    """Word or phrase -> its scenes; empty for a language without a list."""
    path = Path(__file__).parent / f"concepts.{tag}.toml"
    if not path.is_file():
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for entry in cast(list[Mapping[str, list[str]]], tomllib.loads(path.read_text(encoding="utf-8"))["concept"]):
        found.update((word, tuple(entry["pictures"])) for word in entry["words"])
    return found


@lru_cache
def _concepts(tag: str) -> tuple[Mapping[str, tuple[str, ...]], Phrases]:
    return concept_map(tag), Phrases(concept_map(tag), tag)
