"""The patterns of a new manuscript: which questions it asks, which pattern fits an article, and which of the
article's sentences may help with which question. Only suggestions; a person chooses."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

from leaflets.languages import HOME

DEFAULT = "explainer"
"""Taken when nothing speaks clearly for another pattern: its questions fit nearly every article."""
ENOUGH = 2
"""Different cues that decide for a pattern. One alone may be chance: a plan is "proposed" in many articles."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One question of a pattern, with an empty line to write."""

    name: str
    heading: str
    picture: str
    prompt: str
    cues: tuple[str, ...] = ()
    first: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A set of questions."""

    name: str
    purpose: str
    cues: tuple[str, ...]
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """A pattern, and the words of the article that speak for it."""

    pattern: Pattern
    reason: str


@lru_cache
def patterns(tag: str) -> Mapping[str, Pattern]:
    """All patterns by name. British English ones where a language has none of its own."""
    folder = Path(__file__).parent
    path = folder / f"patterns.{tag}.toml"
    text = (path if path.is_file() else folder / f"patterns.{HOME}.toml").read_text(encoding="utf-8")
    return {name: _pattern(name, cast(Mapping[str, object], data)) for name, data in tomllib.loads(text).items()}


def guess(sentences: Iterable[str], tag: str) -> Guess:
    """The pattern that the article's words speak for, with the reason to tell the person."""
    text = " ".join(sentences)
    found = {name: _said(pattern.cues, text) for name, pattern in patterns(tag).items()}
    best = max(found, key=lambda name: len(found[name]))
    if len(found[best]) >= ENOUGH:
        words = ", ".join(f"“{cue}”" for cue in found[best][:3])
        return Guess(patterns(tag)[best], f"The article says {words}.")
    return Guess(patterns(tag)[DEFAULT], "Nothing in the article asks for another pattern.")


def sort(sentences: Iterable[str], pattern: Pattern) -> Mapping[str, tuple[int, ...]]:
    """The places (from 0) of the sentences that may help with each slot; each sentence stands under one slot."""
    found: dict[str, list[int]] = {slot.name: [] for slot in pattern.slots}
    for number, sentence in enumerate(sentences):
        found[_slot(number, sentence, pattern).name].append(number)
    return {name: tuple(numbers) for name, numbers in found.items()}


def _slot(number: int, sentence: str, pattern: Pattern) -> Slot:
    slots = pattern.slots
    opening = next((slot for slot in slots if slot.first), None)
    if number == 0 and opening:
        return opening
    counts = {slot.name: len(_said(slot.cues, sentence)) for slot in slots}
    # What does not change is easily lost beside what does, so its slot comes before the others.
    strong = next((slot for slot in slots if slot.strong and counts[slot.name]), None)
    best = strong or max(slots, key=lambda slot: counts[slot.name])
    return best if counts[best.name] else next(slot for slot in slots if not slot.first and not slot.cues)


def _said(cues: Iterable[str], text: str) -> list[str]:
    """The cues that stand in the text, at the start of a word."""
    small = text.casefold().replace("’", "'")
    return [cue for cue in cues if re.search(rf"(?<!\w){re.escape(cue)}", small)]


def _pattern(name: str, data: Mapping[str, object]) -> Pattern:
    slots = tuple(_read_slot(entry) for entry in cast(list[Mapping[str, object]], data["slots"]))
    return Pattern(name, str(data["purpose"]), _listed(data, "cues"), slots)


def _read_slot(entry: Mapping[str, object]) -> Slot:
    name, heading, picture, prompt = (str(entry[key]) for key in ("name", "heading", "picture", "prompt"))
    return Slot(
        name, heading, picture, prompt, _listed(entry, "cues"), bool(entry.get("first")), bool(entry.get("strong"))
    )


def _listed(data: Mapping[str, object], key: str) -> tuple[str, ...]:
    return tuple(str(value) for value in cast(list[object], data.get(key, [])))
