"""What a picture is made of: parts on a grid of 72 units, and their canonical JSON text.

A recipe holds everything that `drawing.svg` needs, apart from the two sets it draws on: OpenMoji (by code) and the
letters of Lexend. Own drawings stand in it whole, so that a changed drawing is a changed recipe.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

PartKind = Literal["openmoji", "own", "words"]
KINDS: tuple[PartKind, ...] = ("openmoji", "own", "words")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing in a scene. Units are those of OpenMoji: one emoji is 72 units wide and high."""

    kind: PartKind
    content: str
    """An OpenMoji code; or the elements of an own drawing; or words."""
    x: float = 0
    y: float = 0
    """Where the part's point 0, 0 goes. For words: the middle of their base line."""
    scale: float = 1
    """For words: the type size in units."""
    flip: bool = False
    """Mirrored, left to right, inside its 72 units."""
    colours: tuple[tuple[str, str], ...] = ()
    """Colours to change: the old one and the new one, both as `#rrggbb`. For words: none, or `ink` and its colour."""
    fit: float = 0
    """For words: the width they must not exceed; longer words are drawn smaller. 0 means any width."""


def write(parts: Iterable[Part]) -> str:
    """The parts as canonical JSON: sorted keys, no spaces, only what differs from a plain part."""
    return json.dumps([_plain(part) for part in parts], sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def read(recipe: str) -> tuple[Part, ...]:
    """The parts of a recipe that `write` made."""
    return tuple(_part(entry) for entry in cast(list[dict[str, object]], json.loads(recipe)))


def _plain(part: Part) -> dict[str, object]:
    entry: dict[str, object] = {part.kind: part.content, "place": [part.x, part.y, part.scale]}
    if part.flip:
        entry["flip"] = True
    if part.colours:
        entry["colours"] = [list(pair) for pair in part.colours]
    if part.fit:
        entry["fit"] = part.fit
    return entry


def _part(entry: dict[str, object]) -> Part:
    kind = next(name for name in KINDS if name in entry)
    x, y, scale = cast(list[float], entry["place"])
    colours = tuple((old, new) for old, new in cast(list[list[str]], entry.get("colours", [])))
    return Part(
        kind=kind,
        content=cast(str, entry[kind]),
        x=x,
        y=y,
        scale=scale,
        flip=entry.get("flip") is True,
        colours=colours,
        fit=cast(float, entry.get("fit", 0)),
    )
