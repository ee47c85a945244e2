"""How wide the words of each place are, and how high a page is: from the same measures as the style sheets."""

from dataclasses import dataclass

from leaflets.model import Box, Point
from leaflets.paper.balance import Geometry
from leaflets.paper.design import Look


@dataclass(frozen=True, slots=True)
class Measures:
    """The widths of one look, in millimetres."""

    look: Look
    pictures: bool

    @property
    def page_mm(self) -> float:
        """Between the margins."""
        return self.look.mm("page-width") - 2 * self.look.mm("margin-side")

    @property
    def column_mm(self) -> float:
        """Height between the margins."""
        return self.look.mm("page-height") - self.look.mm("margin-top") - self.look.mm("margin-bottom")

    @property
    def cover_mm(self) -> float:
        """Height between the margins of a cover with a picture, which has no foot."""
        return self.look.mm("page-height") - 2 * self.look.mm("cover-margin")

    def geometry(self, topics_flow: bool, air_mm: float) -> Geometry:
        """What a page offers to the rows; `air_mm` is kept free besides the design's own air."""
        return Geometry(
            height_mm=self.column_mm - self.look.mm("air") - air_mm,
            least_gap_mm=self.look.mm("least-gap"),
            gap_mm=self.look.mm("gap"),
            most_gap_mm=self.look.mm("most-gap"),
            topic_gap_mm=self.look.mm("topic-gap"),
            topics_flow=topics_flow,
        )

    def box_mm(self, box: Box) -> float:
        """Inside the frame of a box."""
        frames = 2 * self.look.mm("frame")
        if box.kind == "notice" and self.pictures:
            return self.page_mm - frames - self.look.mm("notice-padding") - self.look.mm("notice-padding-left")
        return self.page_mm - frames - 2 * self.look.mm("box-padding")

    def box_heading_mm(self, box: Box) -> float:
        """The heading of a box; that of a notice stands above its words, not above its pictures."""
        if box.kind == "notice" and self.pictures:
            return self.box_mm(box) - self.look.mm("notice-picture") - self.look.mm("gutter")
        return self.box_mm(box)

    def words_mm(self, point: Point, box: Box | None) -> float:
        """The sentences of a point, in a box or on the page."""
        whole = self.page_mm if box is None else self.box_mm(box)
        if not self.pictures:
            return whole - (self._of("quote-bar", "quote-padding") if point.kind == "quote" else 0)
        if point.kind == "credit":
            return self.look.mm("small-width")
        if point.picture is None:
            return whole
        if point.kind == "quote":
            around = self._of("quote-indent", "speaker-width", "quote-gutter")
            return whole - around - 2 * self._of("bubble-border", "bubble-padding-side")
        if box is None:
            return whole - self._of("picture-width", "gutter")
        if box.kind == "notice":
            return whole - self._of("notice-picture", "gutter")
        return whole - self._of("icon-width", "icon-gutter")

    def meaning_mm(self, point: Point, box: Box | None) -> float:
        """The meaning of a hard word, in its box below the sentences."""
        around = self._of("meaning-bar-width", "meaning-border") + 2 * self.look.mm("meaning-padding-side")
        return self.words_mm(point, box) - around

    def _of(self, *names: str) -> float:
        return sum(self.look.mm(name) for name in names)
