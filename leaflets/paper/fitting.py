"""How large each picture is in its place on a page: as large as the place allows, never stretched."""

from dataclasses import dataclass

from leaflets import pictures
from leaflets.model import Box, Picture, Point
from leaflets.paper.design import Look


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in millimetres."""

    width_mm: float
    height_mm: float


def of_point(point: Point, box: Box | None, look: Look) -> Size | None:
    """The picture of a point, in a box or on the page; None where it has none."""
    if point.picture is None:
        return None
    if point.kind == "quote":
        return _fit(point.picture, look.mm("speaker-image"), look.mm("image-height"))
    if box is None:
        return _fit(point.picture, look.mm("image-width"), look.mm("image-height"))
    if box.kind == "notice":
        return _fit(point.picture, look.mm("notice-image"), look.mm("image-height"))
    return _fit(point.picture, look.mm("icon-width") - look.mm("icon-edge"), look.mm("icon-height"))


def of_hero(picture: Picture, hero_mm: float, look: Look) -> Size:
    """The cover picture in a frame of that height."""
    inside = hero_mm - 2 * (look.mm("hero-padding") + look.mm("hero-border"))
    return _fit(picture, look.mm("hero-image"), inside)


def of_logo(picture: Picture, look: Look) -> Size:
    """The logo: as wide as its column, or less where it would be higher than wide."""
    return _fit(picture, look.mm("logo"), look.mm("logo"))


def _fit(picture: Picture, most_width_mm: float, most_height_mm: float) -> Size:
    width, height = pictures.size(picture.recipe)
    scale = min(most_width_mm / width, most_height_mm / height)
    return Size(round(width * scale, 2), round(height * scale, 2))
