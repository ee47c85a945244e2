"""A picture in the middle of a white square, as a small PNG: the shape in which players and shelves show a cover."""

import io
from functools import cache
from pathlib import Path

from leaflets import prepared
from leaflets.pictures import drawing, raster
from leaflets.versions import version

_INSIDE = 0.9
"""Part of the square that the picture takes: players cut the corners round."""
_COLOURS = 128
"""Flat colours and their soft edges need no more: a third of the bytes, and no eye sees it (600 px, all 120 scenes)."""


def png(recipe: str, side_px: int) -> bytes:
    """The square as PNG; the same bytes for the same drawing, which is made once for a computer."""
    return _shelf().get(f"{side_px} {recipe}", lambda: _made(recipe, side_px))


@cache
def _shelf() -> prepared.Shelf:
    tools = f"{drawing.SETS}, resvg_py {version('resvg_py')}, pillow {version('pillow')}"
    return prepared.shelf("squares", *Path(__file__).parent.glob("*.py"), tools=tools)


def _made(recipe: str, side_px: int) -> bytes:
    from PIL import Image  # here: squares are kept, so that nearly no process needs it

    width, height = drawing.size(recipe)
    width_px = round(side_px * _INSIDE * min(1, width / height))
    with Image.open(io.BytesIO(raster.png(drawing.svg(recipe), width_px))) as drawn:
        square = Image.new("RGB", (side_px, side_px), "white")
        square.paste(drawn, ((side_px - drawn.width) // 2, (side_px - drawn.height) // 2), drawn)
    file = io.BytesIO()
    # No dither: it would speckle flat colours and treble the size.
    square.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, format="PNG")
    return file.getvalue()
