"""Pictures as scenes: a concept by its name, made of OpenMoji pictures, own drawings and outlined words.

A scene is data (`scenes/*.toml`); its recipe travels with the leaflet and is drawn where a format needs it. The look
and the rules for people in pictures are in this folder's README. Nothing here reads a leaflet or a setting.
"""

from collections.abc import Mapping

from leaflets.findings import LeafletError
from leaflets.model import Picture
from leaflets.pictures import book_cover, colours, drawing, pixels, scenes, square

_NO_VALUES: Mapping[str, str] = {}


def names() -> tuple[str, ...]:
    """The names of all scenes, sorted."""
    return tuple(scenes.all_scenes())


def scene(concept: str, values: Mapping[str, str] = _NO_VALUES, alt: str = "", drawn: scenes.Drawn = str) -> Picture:
    """The picture for a concept. Raises KeyError when there is none; `nearest` helps then.

    `values` replace words inside the picture, such as `year`; those that the scene does not have are ignored. `alt`:
    its words in another language; `drawn` gives what is drawn in place of words in it, or nothing.
    """
    return scenes.picture(concept, values, alt, drawn)


def particulars(picture: Picture) -> tuple[str, ...]:
    """The words drawn in it that not every leaflet has, such as a name or a number."""
    return scenes.particulars(picture)


def from_file(data: bytes, suffix: str, alt: str) -> Picture:
    """A picture that the house brings along, such as its logo; `suffix` is that of its file name.

    Raises LeafletError when the file cannot be used.
    """
    from leaflets.pictures import given  # here: it needs PIL, and most houses bring no picture

    picture = scenes.finished("given", (given.part(data, suffix),), alt)
    try:
        drawing.size(picture.recipe)
    except ValueError as error:
        raise LeafletError(f"The picture “{alt}” cannot be used: {error}. Choose another file.") from error
    return picture


def nearest(concept: str, count: int = 3) -> tuple[str, ...]:
    """The names of the scenes most like the given name, best first."""
    return scenes.nearest(concept, count)


def svg(recipe: str) -> str:
    """The picture as a stand-alone SVG document: cut to its ink, no ids, no text, nothing outside itself."""
    return drawing.svg(recipe)


def grey_svg(recipe: str) -> str:
    """The same picture in greys, for print without colour."""
    return colours.grey(drawing.svg(recipe))


def png(recipe: str, width_px: int) -> bytes:
    """The picture as a PNG of that width on a clear ground; the same bytes every time."""
    return pixels.png(recipe, width_px)


def square_png(recipe: str, side_px: int) -> bytes:
    """The picture in the middle of a white square of that side, as a small PNG; the same bytes every time."""
    return square.png(recipe, side_px)


def book_cover_png(recipe: str, title: str, height_px: int) -> bytes:
    """An upright cover, the title above the picture or alone where `recipe` is empty; the same bytes every time."""
    return book_cover.png(recipe, title, height_px)


def size(recipe: str) -> tuple[float, float]:
    """Width and height of the picture, in units of the 72-unit grid."""
    return drawing.size(recipe)
