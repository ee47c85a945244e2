"""The picture as a PNG for Word, drawn once for a computer: to draw them took most of the time of a Word file."""

from functools import cache
from pathlib import Path

from leaflets import prepared
from leaflets.pictures import drawing, raster
from leaflets.versions import version


def png(recipe: str, width_px: int) -> bytes:
    """The picture of that width on a clear ground; the same bytes for the same drawing."""
    return _shelf().get(f"{width_px} {recipe}", lambda: raster.png(drawing.svg(recipe), width_px))


@cache
def _shelf() -> prepared.Shelf:
    tools = f"{drawing.SETS}, resvg_py {version('resvg_py')}"
    return prepared.shelf("pixels", *Path(__file__).parent.glob("*.py"), tools=tools)
