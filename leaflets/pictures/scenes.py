"""Scenes: what is to be seen for each concept, read from the files in `scenes`, and made into recipes."""

import difflib
import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypedDict, cast

from leaflets import tables
from leaflets.model import Picture
from leaflets.pictures import colours, drawing, recipe, shapes
from leaflets.pictures.recipe import Part

_FOLDER = Path(__file__).parent
_NO_VALUES: Mapping[str, str] = {}
Drawn = Callable[[str], str]
"""Gives what is drawn in place of words of a scene; nothing where they shall not be drawn."""


class Entry(TypedDict, total=False):
    """One part of a scene as it stands in the data. One of `use`, `bubble`, `words` and `map` says what it is."""

    use: str
    """Name of an own drawing, or of an OpenMoji picture in `openmoji.toml`."""
    bubble: list[float]
    """Width and height of a speech bubble."""
    words: str
    """Words drawn as outlines; `{year}` and such are filled in from the scene's values."""
    map: str
    place: list[float]
    """x and y of the part's top left corner, and its scale, 1 when left out.

    For words: the middle of their base line, and the size of the letters.
    """
    at: str
    """A place on the map of London, for pins."""
    flip: bool
    recolour: dict[str, str]
    """Old colour and new colour, by palette name or as `#rrggbb`."""
    fill: str
    tail: list[float]
    lines: int
    fit: float


class SceneData(TypedDict):
    """One scene as it stands in the data."""

    alt: str
    parts: list[Entry]
    values: dict[str, str]


@cache
def all_scenes() -> Mapping[str, SceneData]:
    """Every scene by its name, in the order of the names. Raises ValueError for a name that is used twice."""
    found: dict[str, SceneData] = {}
    files = sorted((_FOLDER / "scenes").glob("*.toml"))
    for file, scenes in zip(files, tables.read_all(files), strict=True):
        for name, data in scenes.items():
            if name in found:
                raise ValueError(f"{file.name}: the scene {name} is there twice")
            found[name] = cast(SceneData, {"values": {}, **data})
    return dict(sorted(found.items()))


@cache
def openmoji_names() -> Mapping[str, str]:
    """The OpenMoji code for each name that the scenes may use."""
    return tables.read(_FOLDER / "openmoji.toml")


def picture(concept: str, values: Mapping[str, str], alt: str = "", drawn: Drawn = str) -> Picture:
    """The finished picture of a concept. Raises KeyError for an unknown name.

    `alt`: its words in another language; `drawn`: what is drawn in place of the words in it.
    """
    data = all_scenes()[concept]
    known = {key: values.get(key, default) for key, default in data["values"].items()}
    shown = (alt or data["alt"]).format_map(known)
    return finished(concept, parts(data["parts"], known, drawn), shown.rstrip(" :"))  # “Calendar: ” without a day


def parts(entries: Iterable[Entry], values: Mapping[str, str] = _NO_VALUES, drawn: Drawn = str) -> tuple[Part, ...]:
    """The parts that stand so in the data, with these words in them; none for words that are not drawn."""
    found = (_part(entry, values, drawn) for entry in entries)
    return tuple(part for part in found if part.content)


def particulars(picture: Picture) -> tuple[str, ...]:
    """The words in a scene that are values of its: those for which it was drawn, or others."""
    data = all_scenes().get(picture.concept)
    if data is None or not picture.recipe:
        return ()
    drawn = {part.content for part in recipe.read(picture.recipe) if part.kind == "words"}
    return tuple(value for value in data["values"].values() if value in drawn)


def finished(concept: str, parts: tuple[Part, ...], alt: str) -> Picture:
    """The picture made of these parts, with its recipe and its hash."""
    text = recipe.write(parts)
    return Picture(
        concept=concept,
        recipe=text,
        alt=alt,
        hash=hashlib.sha256(f"{drawing.sets(parts)}\n{text}".encode()).hexdigest(),
    )


def nearest(concept: str, count: int) -> tuple[str, ...]:
    """The scenes whose name or description is most like the given name, best first."""
    asked = concept.lower().replace("_", "-").replace(" ", "-")
    words = {word for word in asked.split("-") if len(word) > 2}

    def likeness(name: str) -> tuple[float, str]:
        described = {*name.split("-"), *all_scenes()[name]["alt"].lower().replace(",", "").split()}
        shared = sum(any(word in other or other in word for other in described if len(other) > 2) for word in words)
        return -difflib.SequenceMatcher(None, asked, name).ratio() - 0.5 * shared / max(len(words), 1), name

    return tuple(sorted(all_scenes(), key=likeness)[:count])


def _part(entry: Entry, values: Mapping[str, str], drawn: Drawn) -> Part:
    if "words" in entry:
        return _words(entry, drawn(entry["words"].format_map(values)))
    kind, content = _content(entry)
    x, y, scale = [*_place(entry), 1][:3]
    return Part(
        kind="openmoji" if kind == "openmoji" else "own",
        content=content,
        x=x,
        y=y,
        scale=scale,
        flip=entry.get("flip", False),
        colours=tuple((colours.value(old), colours.value(new)) for old, new in entry.get("recolour", {}).items()),
    )


def _words(entry: Entry, content: str) -> Part:
    x, y, scale = _place(entry)
    ink = (("ink", colours.value(entry["fill"])),) if "fill" in entry else ()
    return Part("words", content, x=x, y=y, scale=scale, colours=ink, fit=entry.get("fit", 0))


def _content(entry: Entry) -> tuple[str, str]:
    if "bubble" in entry:
        width, height = entry["bubble"]
        start_and_lean = entry.get("tail")
        tail = (start_and_lean[0], start_and_lean[1]) if start_and_lean else None
        return "own", shapes.bubble(width, height, tail, entry.get("fill", "white"), entry.get("lines", 0))
    if "map" in entry:
        return "own", shapes.london().drawn()
    code = openmoji_names().get(entry["use"])
    return ("openmoji", code) if code else ("own", drawing.own(entry["use"]))


def _place(entry: Entry) -> list[float]:
    if "at" in entry:
        return list(shapes.london().places[entry["at"]])
    return entry.get("place", [0.0, 0.0])
