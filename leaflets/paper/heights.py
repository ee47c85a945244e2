"""How high everything on a page is, before it is drawn: lines whose number is known, and the measures of the design.

The style sheets add up to the same heights; a test compares both for every kind of block. So a leaflet is laid out
once, not a first time only to be measured.
"""

from dataclasses import dataclass

from leaflets.model import Box, Leaflet, Point, Section, Sentence
from leaflets.paper import fitting
from leaflets.paper.fitting import Fitted
from leaflets.paper.lines import count
from leaflets.paper.measures import Measures
from leaflets.paper.setting import Lines, Stamps, meanings, paragraphs

Paragraph = tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A point beside its picture: where both begin below the top of the row, and how high it is, in millimetres."""

    height_mm: float
    picture: Fitted | None = None
    picture_mm: float = 0
    words_mm: float = 0

    @property
    def picture_style(self) -> str:
        """Size and place of the picture, for the style sheet."""
        return self.picture.style(self.picture_mm) if self.picture else ""


@dataclass(frozen=True, slots=True)
class Heights:
    """The heights of one leaflet in one look, all in millimetres."""

    measures: Measures
    lines: Lines

    def heading(self, section: Section) -> float:
        """A topic's heading with the space below it."""
        rule = self._mm("rule-gap", "rule") if self.measures.pictures else 0
        return self._lines((section.heading,), "heading-leading") + rule + self._mm("heading-after")

    def continued(self, line: Sentence) -> float:
        """The line that names a topic again, with the space below it."""
        return count((line,)) * self._mm("continued-leading") + self._mm("continued-after")

    def block(self, block: Point | Box) -> float:
        """A point or a box, without the gap below it."""
        if isinstance(block, Point):
            return self.row(block, None).height_mm
        points = sum(self.row(point, block).height_mm for point in block.points)
        heading = self._lines((block.heading,), "box-heading-leading") + self._below_heading(block)
        return 2 * self._mm("frame") + self._padding(block) + heading + points + self._between(block)

    def row(self, point: Point, box: Box | None) -> Row:
        """A point, and where its picture and its words begin: beside each other's middle, or both at the top."""
        words = self._words(point)
        picture = fitting.of_point(point, box, self.measures.look) if self.measures.pictures else None
        if picture is None:
            return Row(words)
        ground = picture.ground.height_mm
        height = max(words, ground, self._mm("row-height") if box is None and point.kind == "row" else 0)
        if point.hard_words:
            return Row(height, picture)
        return Row(height, picture, (height - ground) / 2, (height - words) / 2)

    def cover(self, leaflet: Leaflet, stamps: Stamps) -> float:
        """The words of a cover with pictures, and the space around its hero, without the hero itself."""
        cover = leaflet.cover
        logo = fitting.of_logo(cover.logo, self.measures.look).height_mm if cover.logo else 0
        logo += self._mm("icon-edge")
        publisher = self._lines((cover.publisher,), "publisher-leading") if cover.publisher else 0
        badge = count((stamps.badge,)) * self._mm("badge-leading") + 2 * self._mm("badge-padding-top")
        opening = sum(count((line,)) for line in stamps.opening) * self._mm("stamp-leading")
        if stamps.opening:
            opening += self._mm("stamp-gap") + (2 * self._mm("frame") + STAMP_PADDING_MM if stamps.is_warning else 0)
        title = self._mm("title-gap") + self._lines((cover.title,), "title-leading")
        subtitle = 2 + self._lines((cover.subtitle,), "subtitle-leading") if cover.subtitle else 0
        line = self._lines((cover.line,), "line-leading") if cover.line else 0
        date = 2 + self._lines((cover.date,), "date-leading") if cover.date else 0
        hero = self._mm("hero-gap", "hero-after") if cover.picture else 0
        return max(logo, publisher, badge) + opening + title + subtitle + hero + line + date

    def _words(self, point: Point) -> float:
        pictures = self.measures.pictures
        leading = "small-leading" if point.kind == "credit" and pictures else "leading"
        height = sum(self._lines(paragraph, leading) for paragraph in paragraphs(point, pictures))
        if pictures and point.kind in ("row", "quote"):
            height += (len(point.sentences) - 1) * self._mm("paragraph-gap")
        if pictures and point.kind == "quote":
            height += 2 * self._mm("bubble-border") + self._mm("bubble-padding-top", "bubble-padding-bottom")
        return height + sum(self._meaning(word) for word in meanings(point, pictures))

    def _meaning(self, word: tuple[Paragraph, ...]) -> float:
        around = self._mm("meaning-gap", "meaning-padding-top", "meaning-padding-bottom") + 2 * self._mm(
            "meaning-border"
        )
        words = sum(self._lines(paragraph, "leading") for paragraph in word)
        return around + words + (len(word) - 1) * self._mm("meaning-paragraph-gap")

    def _below_heading(self, box: Box) -> float:
        if not self.measures.pictures:
            return self._mm("box-heading-after")
        return 1 if box.kind == "notice" else 3

    def _padding(self, box: Box) -> float:
        return 2 * self._mm("notice-padding" if box.kind == "notice" and self.measures.pictures else "box-padding")

    def _between(self, box: Box) -> float:
        """The gaps between the points of a box."""
        if self.measures.pictures or box.kind == "contacts":
            return (len(box.points) - 1) * self._mm("contact-gap")
        return (len(box.points) - 1) * self._mm("gap")

    def _lines(self, paragraph: Paragraph, leading: str) -> float:
        return count(tuple(self.lines[sentence.id] for sentence in paragraph)) * self._mm(leading)

    def _mm(self, *names: str) -> float:
        return sum(self.measures.look.mm(name) for name in names)


STAMP_PADDING_MM = 5.5
"""Above and below the words of a framed stamp, together; the style sheet has it too."""
