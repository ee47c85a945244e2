"""Sets the lines of a whole leaflet for one look: every sentence with a pause at the end of each printed line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leaflets import languages, stamps
from leaflets.model import Box, Cover, Leaflet, Point, Run, Section, Sentence
from leaflets.paper.fonts import BOLD, REGULAR
from leaflets.paper.lines import LINE_END, balanced
from leaflets.paper.measures import Measures
from leaflets.paper.shaping import width_mm

Lines = Mapping[str, Sentence]
"""By the id of the sentence."""


def lines(leaflet: Leaflet, measures: Measures) -> Lines:
    """Every sentence of the leaflet, its lines set."""
    setter = _Setter(measures)
    found = [*setter.cover(leaflet.cover)]
    for section in leaflet.sections:
        found += setter.section(section)
    return {sentence.id: sentence for sentence in found}


@dataclass(frozen=True, slots=True)
class Stamps:
    """What a cover says about how far the leaflet can be trusted, its lines set."""

    badge: Sentence
    opening: tuple[Sentence, ...]
    is_warning: bool
    """Whether a frame stands around the opening."""


def stamps_of(leaflet: Leaflet, measures: Measures) -> Stamps:
    """The stamps of the leaflet's cover."""
    look, warning = measures.look, stamps.is_warning(leaflet)
    frame = 2 * (look.mm("frame") + STAMP_SIDE_MM) if warning else 0
    inside = look.mm("badge-most") if measures.pictures else measures.page_mm
    return Stamps(
        badge=_bold(stamps.badge(leaflet), inside, look.pt("badge" if measures.pictures else "body")),
        opening=tuple(
            _bold(words, measures.page_mm - frame, look.pt("stamp" if measures.pictures else "body"))
            for words in stamps.opening(leaflet)
        ),
        is_warning=warning,
    )


STAMP_SIDE_MM = 5
"""Left and right of the words of a framed stamp; the style sheet has it too."""


def paragraphs(point: Point, pictures: bool) -> tuple[tuple[Sentence, ...], ...]:
    """The sentences of a point by paragraphs: without pictures, those of one idea stand together."""
    if pictures or point.kind == "contact":
        return tuple((sentence,) for sentence in point.sentences)
    return (point.sentences,)


def meanings(point: Point, pictures: bool) -> tuple[tuple[tuple[Sentence, ...], ...], ...]:
    """The paragraphs of each hard word's meaning."""
    if pictures:
        return tuple(tuple((sentence,) for sentence in word.meaning) for word in point.hard_words)
    return tuple((word.meaning,) for word in point.hard_words)


def continued(section: Section, measures: Measures, lang: str) -> Sentence:
    """The line that names a topic again on its next page: the lines of its heading, and after them “(continued)”."""
    size = measures.look.pt("continued")
    before, end, last = _bold(section.heading.text, measures.page_mm, size).text.rpartition(LINE_END)
    language = languages.load(lang)
    more = language.say("continued", heading=last)
    if width_mm(more, size, BOLD) > measures.page_mm:
        more = last + LINE_END + language.say("continued", heading="").strip()
    return Sentence((Run(before + end + more),))


def _bold(words: str, width_mm: float, size_pt: float) -> Sentence:
    (line,) = balanced((Sentence((Run(words),)),), width_mm, size_pt, BOLD)
    return line


@dataclass(frozen=True, slots=True)
class _Setter:
    measures: Measures

    def set(
        self, sentences: tuple[Sentence, ...], width_mm: float, size: str, weight: int = REGULAR
    ) -> Iterator[Sentence]:
        yield from balanced(sentences, width_mm, self.measures.look.pt(size), weight)

    def cover(self, cover: Cover) -> Iterator[Sentence]:
        page, pictures = self.measures.page_mm, self.measures.pictures
        yield from self.set((cover.title,), page, "title", BOLD)
        if cover.publisher:
            width = self.measures.look.mm("publisher-width") if pictures else page
            yield from self.set((cover.publisher,), width, "publisher" if pictures else "body", BOLD)
        if cover.subtitle:
            yield from self.set((cover.subtitle,), page, "subtitle", BOLD)
        if cover.line:
            yield from self.set((cover.line,), page, "line" if pictures else "body")
        if cover.date:
            yield from self.set((cover.date,), page, "date" if pictures else "body", BOLD)

    def section(self, section: Section) -> Iterator[Sentence]:
        yield from self.set((section.heading,), self.measures.page_mm, "heading", BOLD)
        for block in section.blocks:
            if isinstance(block, Box):
                yield from self.set((block.heading,), self.measures.box_heading_mm(block), "box-heading", BOLD)
                for point in block.points:
                    yield from self.point(point, block)
            else:
                yield from self.point(block, None)

    def point(self, point: Point, box: Box | None) -> Iterator[Sentence]:
        pictures = self.measures.pictures
        size = "small" if point.kind == "credit" and pictures else "body"
        for number, paragraph in enumerate(paragraphs(point, pictures)):
            weight = BOLD if point.kind == "contact" and number else REGULAR
            yield from self.set(paragraph, self.measures.words_mm(point, box), size, weight)
        for word in meanings(point, pictures):
            for paragraph in word:
                yield from self.set(paragraph, self.measures.meaning_mm(point, box), "body")
