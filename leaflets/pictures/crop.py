"""Finds the ink of a drawing: its picture box without the empty edge that the sources bring along."""

import io
from functools import lru_cache
from typing import NamedTuple

from leaflets.pictures import raster


class Box(NamedTuple):
    """A window on the grid, in units."""

    x: float
    y: float
    width: float
    height: float


SHEET = Box(-40, -40, 240, 200)
"""Where the ink is looked for; larger than any scene, or shapes would be cut off at its edge."""

EDGE = 1.0
"""Units left around the ink, so that outlines are not shaved by rounding."""


def document(content: str, box: Box) -> str:
    """The elements as an SVG document that shows this window of them."""
    width, height = f"{box.width:g}", f"{box.height:g}"
    view = f"{box.x:g} {box.y:g} {width} {height}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="{view}">{content}</svg>'


@lru_cache(maxsize=512)
def ink(content: str) -> Box:
    """The box of everything drawn, with one unit around it.

    Looked for with one pixel to a unit: the box is at most a unit too large, and is found in a few milliseconds.
    Raises ValueError when there is no ink, or when it touches the edge of the sheet.
    """
    from PIL import Image  # here: drawings are kept, so that nearly no process needs it

    with Image.open(io.BytesIO(raster.png(document(content, SHEET), round(SHEET.width)))) as image:
        pixels = image.size
        found = image.getchannel("A").getbbox()
    if found is None:
        raise ValueError("the scene is empty")
    left, top, right, bottom = found
    if left == 0 or top == 0 or right == pixels[0] or bottom == pixels[1]:
        raise ValueError("the scene is larger than its sheet")
    return Box(SHEET.x + left - EDGE, SHEET.y + top - EDGE, right - left + 2 * EDGE, bottom - top + 2 * EDGE)
