"""For designers: all scenes with their names on one sheet, in colour and in grey.

    python -m leaflets.pictures.contact_sheet scenes.png [part of a name …]

Look at it after every change of a scene: nothing cut off, heads large enough, both pictures of a pair clear in grey.
"""

import argparse
import io
import math
from pathlib import Path

import fontpkg_lexend
from PIL import Image, ImageDraw, ImageFont

from leaflets import pictures
from leaflets.pictures import raster

PIXELS_PER_MM = 4
BOX_MM = (44, 34)
"""The picture box of an easy-read row (A4); the grey copy stands beside it."""
GAP_MM = 3
LABEL_MM = 6
COLUMNS = 5


def sheet(names: tuple[str, ...], columns: int = COLUMNS) -> Image.Image:
    """The named scenes, each fitted into the box of an easy-read row, in colour and in grey."""
    width, height = (_px(side + GAP_MM) for side in BOX_MM)
    cell = (2 * width + _px(GAP_MM), height + _px(LABEL_MM + GAP_MM))
    image = Image.new("RGB", (columns * cell[0], math.ceil(len(names) / columns) * cell[1]), "#ffffff")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(fontpkg_lexend.ROOT / "files" / "Lexend[wght].ttf", _px(4))
    for number, name in enumerate(names):
        x, y = number % columns * cell[0], number // columns * cell[1]
        recipe = pictures.scene(name).recipe
        for column, svg in enumerate((pictures.svg(recipe), pictures.grey_svg(recipe))):
            _paste(image, svg, pictures.size(recipe), x + _px(GAP_MM) + column * width, y + _px(GAP_MM))
        draw.rectangle((x, y, x + cell[0], y + cell[1]), outline="#c8c8c8")
        draw.text((x + cell[0] // 2, y + cell[1] - _px(GAP_MM)), name, fill="#000000", font=font, anchor="mm")
    return image


def _paste(image: Image.Image, svg: str, size: tuple[float, float], x: int, y: int) -> None:
    scale = min(side / length for side, length in zip(BOX_MM, size, strict=True))
    with Image.open(io.BytesIO(raster.png(svg, _px(size[0] * scale)))) as drawn:
        left = x + (_px(BOX_MM[0]) - drawn.width) // 2
        top = y + (_px(BOX_MM[1]) - drawn.height) // 2
        image.paste(drawn, (left, top), drawn)


def _px(millimetres: float) -> int:
    return max(1, round(millimetres * PIXELS_PER_MM))


def main() -> None:
    """Write the sheet to the file that was asked for."""
    parser = argparse.ArgumentParser(description="All scenes on one sheet, in colour and in grey.")
    parser.add_argument("file", type=Path, help="PNG file to write")
    parser.add_argument("names", nargs="*", help="only scenes whose name contains one of these")
    options = parser.parse_args()
    chosen = [name for name in pictures.names() if not options.names or any(part in name for part in options.names)]
    sheet(tuple(chosen)).save(options.file)


if __name__ == "__main__":
    main()
