"""A leaflet in small: one text that is hashed for the keys, kept while its jobs wait, and sent to workers.

A plan for a large house holds thousands of leaflets. As objects, each takes about 130 kB and 3 ms to send; packed, a
quarter of that, and no time beyond that of its hash.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import attrgetter
from typing import cast

from leaflets.model import About, Box, Cover, HardWord, Leaflet, Picture, Point, Run, Section, Sentence

_CLASSES: tuple[type, ...] = (Leaflet, About, Cover, Section, Box, Point, HardWord, Picture, Sentence, Run)
"""What a leaflet is made of. In the text, each goes by its place here."""

_NUMBERS = {cls: number for number, cls in enumerate(_CLASSES)}


def _has_line(cls: type) -> bool:
    """Whether it has a line of the manuscript; the line of a cover is a sentence."""
    return any(field.name == "line" and field.type in (int, "int") for field in fields(cls))


def _apart(cls: type) -> tuple[str, ...]:
    """The members that change nothing that a reader meets, so they are kept beside the text.

    The line of the manuscript says where words stand: a comment above them makes nothing anew. A picture goes by the
    hash of its recipe, where it has one. The formats that are wanted say nothing of how each is made, and whether the
    text that it was translated from has changed is told beside it.
    """
    also = {Picture: ("recipe",), About: ("formats", "translated_from")}.get(cls, ())
    return (*also, "line") if _has_line(cls) else also


_SHOWN = {cls: tuple(f.name for f in fields(cls) if f.name not in _apart(cls)) for cls in _CLASSES}
_GET_SHOWN: dict[type, Callable[[object], tuple[object, ...]]] = {cls: attrgetter(*_SHOWN[cls]) for cls in _CLASSES}
_GET_APART: dict[type, Callable[[object], object]] = {cls: attrgetter(*_apart(cls)) for cls in _CLASSES if _apart(cls)}


@dataclass(frozen=True, slots=True)
class Packed:
    """One leaflet, packed."""

    slug: str
    lang: str
    text: bytes
    """JSON, UTF-8: all that a reader meets in any format: words, pictures, state and status."""
    apart: tuple[object, ...]
    """What changes nothing of that, in the order of the text."""

    @property
    def hash(self) -> str:
        """SHA-256, hex, of all that a reader meets."""
        return hashlib.sha256(self.text).hexdigest()

    def leaflet(self) -> Leaflet:
        """The leaflet again, equal to what was packed."""
        return _unpacked(self)


def pack(leaflet: Leaflet) -> Packed:
    """The leaflet in small."""
    apart: list[object] = []

    def members(value: object) -> tuple[object, ...]:
        cls = type(value)
        if cls in _GET_APART:
            apart.append(_GET_APART[cls](value))
        shown = (_NUMBERS[cls], *_GET_SHOWN[cls](value))
        return (*shown, value.recipe) if isinstance(value, Picture) and not value.hash else shown

    # The encoder asks for the members of each value just before it writes them: `apart` is in the order of the text.
    encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=members)
    return Packed(leaflet.slug, leaflet.lang, encoder.encode(leaflet).encode(), tuple(apart))


@lru_cache(maxsize=16)  # the jobs of one leaflet come one after another
def _unpacked(packed: Packed) -> Leaflet:
    return cast(Leaflet, _built(json.loads(packed.text), iter(packed.apart)))


def _built(value: object, apart: Iterator[object]) -> object:
    """The value of a piece of the text. A list that starts with a number is a value of the model, any other a tuple."""
    if not isinstance(value, list):
        return value
    if not value or not isinstance(value[0], int):
        return tuple(_built(each, apart) for each in value)
    cls = _CLASSES[value[0]]
    members = _beside(_apart(cls), apart)
    members.update(zip(_SHOWN[cls], [_built(each, apart) for each in value[1:]], strict=False))
    return cls(**members)


def _beside(names: tuple[str, ...], apart: Iterator[object]) -> dict[str, object]:
    """The next members that were kept apart. Of a class with one of them, it is not in a tuple."""
    if not names:
        return {}
    kept = next(apart)
    return {names[0]: kept} if len(names) == 1 else dict(zip(names, cast(tuple[object, ...], kept), strict=True))
