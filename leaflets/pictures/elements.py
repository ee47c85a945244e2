"""Cleans SVG on its way in: only shapes and their looks stay, ready to be nested in a scene."""

import re
from xml.etree import ElementTree

SHAPES = frozenset({"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
"""All that the pictures need. Anything else could point outside the picture or be drawn differently by some tool."""

LOOKS = ("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "fill-rule", "opacity", "transform")
GEOMETRY = ("d", "points", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height")

_ARC = re.compile(r"([Aa])([^A-Za-z]*)")
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_GAP = r"[\s,]*"
_ARC_ARGUMENTS = re.compile(
    rf"{_GAP}({_NUMBER}){_GAP}({_NUMBER}){_GAP}({_NUMBER}){_GAP}([01]){_GAP}([01]){_GAP}({_NUMBER}){_GAP}({_NUMBER})"
)


def elements(svg: str) -> str:
    """The shapes inside an SVG document, without ids, empty groups and arcs of radius 0.

    Ids are dropped because every OpenMoji file uses the same ones, and a page may hold many of them.
    Colours come out as `#rrggbb` in small letters. Raises ValueError for an element that is no plain shape.
    """
    root = ElementTree.fromstring(svg)
    inside = "".join(_element(child) for child in root)
    looks = _attributes(root, ("fill", "stroke"))
    return f"<g{looks}>{inside}</g>" if looks else inside


def _element(element: ElementTree.Element) -> str:
    name = element.tag.rpartition("}")[2]
    if name not in SHAPES:
        raise ValueError(f"a picture may not contain <{name}>")
    attributes = _attributes(element, GEOMETRY + LOOKS)
    if name != "g":
        return f"<{name}{attributes}/>"
    inside = "".join(_element(child) for child in element)
    if not inside:
        return ""
    return f"<g{attributes}>{inside}</g>" if attributes else inside


def _attributes(element: ElementTree.Element, names: tuple[str, ...]) -> str:
    found = ((name, element.get(name)) for name in names)
    return "".join(f' {name}="{_value(name, value)}"' for name, value in found if value is not None)


def _value(name: str, value: str) -> str:
    if name in ("fill", "stroke"):
        return _colour(value)
    return without_empty_arcs(" ".join(value.split())) if name == "d" else value


def _colour(value: str) -> str:
    colour = value.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{3}", colour):
        return "#" + "".join(2 * digit for digit in colour[1:])
    if colour != "none" and not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise ValueError(f"a picture may not use the colour {value}")
    return colour


def without_empty_arcs(path: str) -> str:
    """Path data in which every arc of radius 0 is the straight line it stands for (SVG 2, section 9.5.1).

    WeasyPrint 70 draws such arcs as long spikes; eight OpenMoji files have them.
    """
    return _ARC.sub(_straightened, path)


def _straightened(match: re.Match[str]) -> str:
    command, text = match.groups()
    arcs = _ARC_ARGUMENTS.findall(text)
    if not any(_is_straight(arc) for arc in arcs):
        return match.group(0)
    line = "L" if command == "A" else "l"
    pieces: list[str] = []
    for arc in arcs:
        if not _is_straight(arc):
            pieces.append(command + " ".join(arc))
        elif command == "A" or float(arc[5]) or float(arc[6]):
            pieces.append(f"{line}{arc[5]} {arc[6]}")
    return "".join(pieces)


def _is_straight(arc: tuple[str, ...]) -> bool:
    return not float(arc[0]) or not float(arc[1])
