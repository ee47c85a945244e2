"""Pictures that the house brings along, such as its logo: an SVG, PNG or JPEG file made into a recipe."""

import io
import re
from base64 import b64encode
from xml.etree import ElementTree

from PIL import Image

from leaflets.findings import LeafletError
from leaflets.pictures import raster
from leaflets.pictures.elements import elements
from leaflets.pictures.recipe import Part

HEIGHT, WIDTH = 72.0, 180.0
"""Units a given picture is fitted into: the height of one OpenMoji picture, or the width of a strip."""

WIDEST_PX = 1000
"""Pixels across that are kept: 42 mm, the widest logo of the design, at 600 dots an inch."""

_ANY_LOOK = re.compile(r"\s(?:style|class|clip-path|mask|filter|fill-opacity|stroke-opacity|stroke-dasharray)\s*=")


def part(data: bytes, suffix: str) -> Part:
    """The file as one part of a recipe. SVG of plain shapes stays as it is; everything else becomes pixels.

    Raises LeafletError, saying what to do, for a file that is no picture or that cannot be drawn the same everywhere.
    """
    try:
        if suffix.lower() == ".svg":
            return _from_svg(data.decode("utf-8"))
        with Image.open(io.BytesIO(data)) as image:
            return _pixels(image)
    except (OSError, ValueError, ElementTree.ParseError, Image.DecompressionBombError) as fault:
        raise LeafletError(
            "The logo file cannot be read as a picture. Save it as a PNG file, and name that in the house file."
        ) from fault


def _from_svg(text: str) -> Part:
    root = ElementTree.fromstring(text)
    links = [value for element in root.iter() for key, value in element.attrib.items() if key.endswith("href")]
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    if "text" in names or any(not link.startswith(("#", "data:")) for link in links):
        raise LeafletError(
            "The logo file holds letters or links that look different on every machine."
            " Turn its letters into paths, or save it as a PNG file and name that in the house file."
        )
    box = re.fullmatch(r"\s*(\S+?)[\s,]+(\S+?)[\s,]+(\S+?)[\s,]+(\S+?)\s*", root.get("viewBox", ""))
    try:
        if box is None or _ANY_LOOK.search(text):
            raise ValueError("not only plain shapes")
        x, y, width, height = (float(number) for number in box.groups())
        scale = round(min(WIDTH / width, HEIGHT / height), 4)
        return Part("own", elements(text), x=round(-x * scale, 2), y=round(-y * scale, 2), scale=scale)
    except ValueError:
        with Image.open(io.BytesIO(raster.png(text, WIDEST_PX))) as image:
            return _pixels(image)


def _pixels(image: Image.Image) -> Part:
    """The picture written anew as PNG, so that nothing but its pixels stays: no place, no name of a camera."""
    plain = image.convert("RGBA")
    plain.thumbnail((WIDEST_PX, WIDEST_PX))
    file = io.BytesIO()
    plain.save(file, format="PNG", optimize=True)
    scale = round(min(WIDTH / plain.width, HEIGHT / plain.height), 6)
    data = b64encode(file.getvalue()).decode("ascii")
    shape = f'<image width="{plain.width}" height="{plain.height}" href="data:image/png;base64,{data}"/>'
    return Part("own", shape, scale=scale)
