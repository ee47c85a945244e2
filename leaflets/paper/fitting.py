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


@dataclass(frozen=True, slots=True)
class Fitted:
    """A picture in its column: its own size, and that of the white ground it stands on in themes that have one."""

    size: Size
    ground: Size
    column_mm: float

    def style(self, top_mm: float) -> str:
        """Where it goes, for the style sheet: in the middle of its column and of its ground, `top_mm` down its row."""
        margins = f"{top_mm:.2f}mm 0 0; margin-inline-start: {(self.column_mm - self.ground.width_mm) / 2:.2f}mm"
        above, beside = (
            (ground - own) / 2
            for ground, own in (
                (self.ground.height_mm, self.size.height_mm),
                (self.ground.width_mm, self.size.width_mm),
            )
        )
        padding = f"; padding: {above:.2f}mm {beside:.2f}mm" if above or beside else ""
        return f"width: {self.size.width_mm}mm; height: {self.size.height_mm}mm; margin: {margins}{padding}"


def of_point(point: Point, box: Box | None, look: Look) -> Fitted | None:
    """The picture of a point, in a box or on the page; None where it has none."""
    if point.picture is None:
        return None
    if point.kind == "quote":
        return _snug(_fit(point.picture, look.mm("speaker-image"), look.mm("image-height")), "speaker-width", look)
    if box is None:
        return _even(_fit(point.picture, look.mm("image-width"), look.mm("image-height")), "picture-width", look)
    if box.kind == "notice":
        return _even(_fit(point.picture, look.mm("notice-image"), look.mm("image-height")), "notice-picture", look)
    size = _fit(point.picture, look.mm("icon-width") - look.mm("icon-edge"), look.mm("icon-height"))
    return _snug(size, "icon-width", look)


def of_hero(picture: Picture, hero_mm: float, look: Look) -> Size:
    """The cover picture in a frame of that height."""
    inside = hero_mm - 2 * (look.mm("hero-padding") + look.mm("hero-border"))
    return _fit(picture, look.mm("hero-image"), inside)


def of_logo(picture: Picture, look: Look) -> Size:
    """The logo: as wide as its column, or less where it would be higher than wide."""
    return _fit(picture, look.mm("logo"), look.mm("logo"))


def _even(size: Size, column: str, look: Look) -> Fitted:
    """On a ground that is of one size for all pictures."""
    width = look.mm(column)
    return Fitted(size, Size(width, look.mm("plate-height")) if look.has("plates") else size, width)


def _snug(size: Size, column: str, look: Look) -> Fitted:
    """On a ground that is only a little higher than the picture."""
    width = look.mm(column)
    ground = Size(width, size.height_mm + look.mm("icon-edge")) if look.has("plates") else size
    return Fitted(size, ground, width)


def _fit(picture: Picture, most_width_mm: float, most_height_mm: float) -> Size:
    width, height = pictures.size(picture.recipe)
    scale = min(most_width_mm / width, most_height_mm / height)
    return Size(round(width * scale, 2), round(height * scale, 2))
