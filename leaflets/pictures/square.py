"""A picture in the middle of a white square, as a small PNG: the shape in which players and shelves show a cover."""

import io

from PIL import Image

from leaflets.pictures import drawing, raster

_INSIDE = 0.9
"""Part of the square that the picture takes: players cut the corners round."""
_COLOURS = 128
"""Flat colours and their soft edges need no more: a third of the bytes, and no eye sees it (600 px, all 120 scenes)."""


def png(recipe: str, side_px: int) -> bytes:
    """The square as PNG; the same bytes for the same drawing."""
    width, height = drawing.size(recipe)
    width_px = round(side_px * _INSIDE * min(1, width / height))
    with Image.open(io.BytesIO(raster.png(drawing.svg(recipe), width_px))) as drawn:
        square = Image.new("RGB", (side_px, side_px), "white")
        square.paste(drawn, ((side_px - drawn.width) // 2, (side_px - drawn.height) // 2), drawn)
    file = io.BytesIO()
    # No dither: it would speckle flat colours and treble the size.
    square.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, format="PNG", optimize=True)
    return file.getvalue()
