"""The colours of the own drawings, changes of colour, and the grey variant for print without colour."""

import base64
import io
import re
from collections.abc import Mapping

PALETTE: Mapping[str, str] = {
    "black": "#000000",
    "white": "#ffffff",
    "blue": "#92d3f5",
    "blue2": "#61b2e4",
    "red": "#ea5a47",
    "yellow": "#fcea2b",
    "green": "#b1cc33",
    "grey": "#d0cfce",
    "brown": "#a57939",
    "purple": "#b399c8",
    "navy": "#1d3f72",
    "tick": "#1e7b34",
    "cross": "#b3261e",
}
"""OpenMoji's own flat colours, so that both kinds of drawing agree; navy is the house's accent."""

_RASTER = re.compile(r"data:image/(?:png|jpeg);base64,([A-Za-z0-9+/=]+)")
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")
_MARKS = (PALETTE["tick"], PALETTE["cross"])


def value(name: str) -> str:
    """The `#rrggbb` of a palette name; a `#rrggbb` is returned as it is, in small letters."""
    return name.lower() if name.startswith("#") else PALETTE[name]


def changed(elements: str, colours: tuple[tuple[str, str], ...]) -> str:
    """The elements with each old colour replaced by its new one, all at the same time."""
    if not colours:
        return elements
    new = dict(colours)
    return _COLOUR.sub(lambda match: new.get(match.group(0), match.group(0)), elements)


def grey(svg: str) -> str:
    """The same drawing in greys that stay apart on a laser printer and on a photocopy.

    Fills are recoloured because WeasyPrint has no colour filter. Skin and clothes become light, so that faces stay
    clear; what is nearly black stays dark. Ticks and crosses turn black: their form carries the meaning.
    """
    return _RASTER.sub(_grey_raster, _COLOUR.sub(_grey, svg))


def _grey_raster(match: re.Match[str]) -> str:
    from PIL import Image

    with Image.open(io.BytesIO(base64.b64decode(match[1]))) as image:
        file = io.BytesIO()
        image.convert("RGBA").convert("LA").save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


def _grey(match: re.Match[str]) -> str:
    colour = match.group(0)
    if colour in _MARKS:
        return "#000000"
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue  # Luma weights of Rec. ITU-R BT.709.
    level = round(0.6 * light if light < 70 else 255 - 0.72 * (255 - light))
    return f"#{level:02x}{level:02x}{level:02x}"
