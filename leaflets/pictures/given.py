"""Pictures that the house brings along, such as its logo: an SVG, PNG or JPEG file made into a recipe."""

import io
import re
import warnings
from base64 import b64encode
from xml.etree import ElementTree

from PIL import Image, ImageFile, ImageOps

from leaflets.findings import LeafletError
from leaflets.pictures import raster, svg_gate
from leaflets.pictures.elements import elements
from leaflets.pictures.recipe import Part

HEIGHT, WIDTH = 72.0, 180.0
"""Units a given picture is fitted into: the height of one OpenMoji picture, or the width of a strip."""

MOST_PX = 50_000_000
"""Pixels of a picture; a good telephone makes 12,000,000, and 50,000,000 take 200 MB of memory."""
_KINDS = ("PNG", "JPEG", "MPO")
"""MPO is a JPEG of some telephones with more pictures behind the first."""

WIDEST_PX = 1000
"""Pixels across that are kept: 42 mm, the widest logo of the design, at 600 dots an inch."""

_ANY_LOOK = re.compile(r"\s(?:style|class|clip-path|mask|filter|fill-opacity|stroke-opacity|stroke-dasharray)\s*=")


def part(data: bytes, suffix: str) -> Part:
    """The file as one part of a recipe. SVG of plain shapes stays as it is; everything else becomes pixels.

    Raises LeafletError, saying what to do, for a file that is no picture or that cannot be drawn the same everywhere.
    """
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint takes half pictures for whole ones, in the whole process
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # `MOST_PX` is the limit
            return _part(data, suffix)
    except (OSError, ValueError, SyntaxError, ElementTree.ParseError, Image.DecompressionBombError) as fault:
        raise LeafletError(
            "The logo file cannot be read as a picture. Save it as a PNG file, and name that in the house file."
        ) from fault


def _part(data: bytes, suffix: str) -> Part:
    if suffix.lower() == ".svg":
        return _from_svg(data)
    with Image.open(io.BytesIO(data)) as image:
        _look_over(image)
        return _pixels(image)


def _look_over(image: Image.Image) -> None:
    """Raises LeafletError, saying what to do, for a picture that is not to be read: its pixels are still packed."""
    if image.format not in _KINDS:
        raise LeafletError(f"The logo file is a {image.format} picture. Save it as a PNG file.")
    if image.width * image.height > MOST_PX:
        raise LeafletError(f"The logo has {image.width} × {image.height} pixels. Make it smaller: 1000 are enough.")
    if getattr(image, "is_animated", False):
        raise LeafletError("The logo file holds several pictures, one after another. Save one of them as a PNG file.")
    svg_gate.check_sides(image.width, image.height)


def _from_svg(data: bytes) -> Part:
    text, root = svg_gate.looked_over(data)
    box = re.fullmatch(r"\s*(\S+?)[\s,]+(\S+?)[\s,]+(\S+?)[\s,]+(\S+?)\s*", root.get("viewBox", ""))
    try:
        if box is None or _ANY_LOOK.search(text):
            raise ValueError("not only plain shapes")
        x, y, width, height = (float(number) for number in box.groups())
        svg_gate.check_sides(width, height)
        scale = round(min(WIDTH / width, HEIGHT / height), 4)
        return Part("own", elements(text), x=round(-x * scale, 2), y=round(-y * scale, 2), scale=scale)
    except ValueError:
        svg_gate.check_sides(*svg_gate.sides(root))
        for inner in svg_gate.pixels(root):
            with Image.open(io.BytesIO(inner)) as image:
                _look_over(image)
        with Image.open(io.BytesIO(raster.png(text, WIDEST_PX))) as image:
            return _pixels(image)


def _pixels(image: Image.Image) -> Part:
    """The picture written anew as PNG, so that nothing but its pixels stays: no place, no name of a camera.

    A camera that was held upright only notes so: the picture is turned, because that note goes too.
    """
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):
        import numpy as np  # here: every page would wait for it, and nearly none has such a picture

        # Pillow 13 cuts 16 bits off at 255 instead of dividing them.
        upright = Image.fromarray((np.asarray(upright).astype(np.int64) >> 8).clip(0, 255).astype(np.uint8))
    plain = upright.convert("RGBA")
    plain.thumbnail((WIDEST_PX, WIDEST_PX))
    file = io.BytesIO()
    plain.save(file, format="PNG", optimize=True)
    scale = round(min(WIDTH / plain.width, HEIGHT / plain.height), 6)
    data = b64encode(file.getvalue()).decode("ascii")
    shape = f'<image width="{plain.width}" height="{plain.height}" href="data:image/png;base64,{data}"/>'
    return Part("own", shape, scale=scale)
