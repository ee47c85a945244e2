"""The words that carry meaning, as data: negators, axes such as "how many" with their poles, actors, same words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast

from leaflets import tables
from leaflets.languages import HOME

_FOLDER = Path(__file__).parent

When = Literal["always", "lost", "instead"]

Phrase = tuple[str, ...]
"""Words in small letters. A first word that starts with `=` asks for these very forms; `[number]` for a number."""

Phrases = Mapping[str, tuple[tuple[Phrase, str], ...]]
"""Phrases by their first word, the longest first, each with its name."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One thing that a text says, such as how many; its poles are the ways to say it."""

    name: str
    code: str
    about: str
    when: When
    """`always`: each lost or added pole counts. `lost`: not the added ones. `instead`: only one pole for another."""
    negated: Mapping[str, str]
    """What a pole means with "not" in front of it."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language."""

    axes: Mapping[str, Axis]
    poles: Mapping[str, Phrases]
    """For each axis, its phrases and their poles."""
    negators: Phrases
    actors: Phrases
    same: Phrases
    """Phrases with the first of the words that may stand for them."""
    units: Phrases
    relations: Phrases
    joining: frozenset[str]
    """Small words inside of names."""
    anybody: frozenset[str]
    plain: Phrases
    past: frozenset[str]
    present: frozenset[str]
    numbers: Mapping[str, str]
    rewritten: tuple[tuple[str, str], ...]
    """Regular expressions, and what is read in their place."""


@lru_cache
def load(tag: str) -> Lexicon:
    """The words of that language; British English where it has none of its own."""
    path = _FOLDER / f"words.{tag}.toml"
    data = tables.read(path if path.is_file() else _FOLDER / f"words.{HOME}.toml")
    axes = cast("list[dict[str, object]]", data["axis"])
    return Lexicon(
        axes={str(entry["name"]): _axis(entry) for entry in axes},
        poles={str(entry["name"]): _poles(cast("Mapping[str, list[str]]", entry["poles"])) for entry in axes},
        negators=_phrases((word, word) for word in data["negators"]),
        actors=_groups(data["actors"]),
        same=_groups(data["same"]),
        units=_groups(data["units"]),
        relations=_groups(data["relations"]),
        joining=frozenset(data["joining"]),
        anybody=frozenset(data["anybody"]),
        plain=_phrases((word, word) for word in data["plain"]),
        past=frozenset(data["past"]),
        present=frozenset(data["present"]),
        numbers=data["numbers"],
        rewritten=tuple((found, instead) for found, instead in data["rewritten"]),
    )


def _axis(entry: Mapping[str, object]) -> Axis:
    return Axis(
        name=str(entry["name"]),
        code=str(entry["code"]),
        about=str(entry["about"]),
        when=cast(When, entry["when"]),
        negated=cast("Mapping[str, str]", entry.get("not", {})),
    )


def _poles(poles: Mapping[str, Iterable[str]]) -> Phrases:
    return _phrases((phrase, pole) for pole, phrases in poles.items() for phrase in phrases)


def _groups(groups: Iterable[list[str]]) -> Phrases:
    """Each phrase and the first one of its group; the first group wins."""
    return _phrases((phrase, group[0]) for group in groups for phrase in group)


def _phrases(named: Iterable[tuple[str, str]]) -> Phrases:
    found: dict[Phrase, str] = {}
    for phrase, name in named:
        found.setdefault(tuple(phrase.casefold().split()), name)
    index: dict[str, list[tuple[Phrase, str]]] = {}
    for words in sorted(found, key=len, reverse=True):
        index.setdefault(words[0], []).append((words, found[words]))
    return {first: tuple(entries) for first, entries in index.items()}
