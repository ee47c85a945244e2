"""The cover that a shelf of books shows: the title in large letters above a picture, as a small upright PNG."""

import io
import textwrap
from functools import cache
from pathlib import Path

from leaflets import prepared
from leaflets.pictures import colours, drawing, letters, raster, scripts
from leaflets.versions import version

WIDTH, HEIGHT = 900, 1200
"""In units of the drawing, of which the cover is made in any size: three to four, as shelves have it."""
_EDGE, _FRAME = 60, 12
_LINES = 4
"""Most lines of a title that are still read on a shelf."""
_COLOURS = 64
"""Flat colours and their soft edges need no more."""


def png(recipe: str, title: str, height_px: int) -> bytes:
    """The cover of that height. Without a picture it has its title alone. The same bytes every time."""
    return _shelf().get(
        f"{height_px} {title} {recipe}{scripts.versions(title)}", lambda: _made(recipe, title, height_px)
    )


@cache
def _shelf() -> prepared.Shelf:
    tools = f"{drawing.SETS}, resvg_py {version('resvg_py')}, pillow {version('pillow')}"
    return prepared.shelf("covers", *Path(__file__).parent.glob("*.py"), tools=tools)


def _made(recipe: str, title: str, height_px: int) -> bytes:
    from PIL import Image  # here: covers are kept, so that nearly no process needs it

    with Image.open(io.BytesIO(raster.png(_svg(recipe, title), round(height_px * WIDTH / HEIGHT)))) as drawn:
        ground = Image.new("RGB", drawn.size, "white")
        ground.paste(drawn, (0, 0), drawn)
    file = io.BytesIO()
    ground.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, format="PNG", optimize=True)
    return file.getvalue()


def _svg(recipe: str, title: str) -> str:
    words, below = _title(title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colours.value("white")}"/>'
        f'<rect x="{_FRAME / 2}" y="{_FRAME / 2}" width="{WIDTH - _FRAME}" height="{HEIGHT - _FRAME}" fill="none" '
        f'stroke="{colours.value("navy")}" stroke-width="{_FRAME}"/>'
        f"{words}{_picture(recipe, below) if recipe else ''}</svg>"
    )


def _title(title: str) -> tuple[str, float]:
    """The title in as few lines as its letters can be large, and where it ends."""
    most = next((most for most in (10, 13, 17, 22) if len(_wrapped(title, most)) <= _LINES), 28)
    size = (WIDTH - 2 * _EDGE) / most * 1.6
    y, high, parts = float(_EDGE), 1.1 * scripts.leading(title), []
    for line in _wrapped(title, most):
        y += size * high
        path = letters.outline(line, size, WIDTH - 2 * _EDGE)
        parts.append(f'<path transform="translate({WIDTH / 2} {y:.1f})" fill="{colours.value("navy")}" d="{path}"/>')
    return "".join(parts), y


def _wrapped(title: str, most: int) -> list[str]:
    return textwrap.wrap(title, most, break_long_words=False, break_on_hyphens=False)


def _picture(recipe: str, below: float) -> str:
    width, height = drawing.size(recipe)
    top = below + _EDGE
    return (
        f'<svg x="{_EDGE}" y="{top:.1f}" width="{WIDTH - 2 * _EDGE}" height="{HEIGHT - _EDGE - top:.1f}" '
        f'viewBox="0 0 {width} {height}">{drawing.svg(recipe)}</svg>'
    )
