"""Icons: one small picture for each format on the download page, read from `icons.toml` and drawn like a scene."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from leaflets import tables
from leaflets.pictures import drawing, recipe, scenes
from leaflets.pictures.scenes import Drawn


def names() -> tuple[str, ...]:
    """The formats that have an icon."""
    return tuple(_data())


def svg(name: str, drawn: Drawn = str) -> str:
    """The icon of a format as a stand-alone SVG document. Raises KeyError when it has none.

    `drawn` gives what is drawn in place of its words.
    """
    return drawing.svg(recipe.write(scenes.parts(entries(name), drawn=drawn)))


def words(name: str) -> tuple[str, ...]:
    """The words that are drawn in an icon. Raises KeyError when there is none of that name."""
    return tuple(entry["words"] for entry in entries(name) if "words" in entry)


def entries(name: str) -> list[scenes.Entry]:
    """The parts of an icon as they stand in the data. Raises KeyError when there is none of that name."""
    return _data()[name]["parts"]


@cache
def _data() -> Mapping[str, Mapping[str, list[scenes.Entry]]]:
    return tables.read(Path(__file__).with_name("icons.toml"))
