"""Changed copies of a leaflet: the model is frozen, so a change makes a new one. Nothing here adds words."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from leaflets.model import Box, Cover, HardWord, Leaflet, Point, Section, Sentence


def with_points(leaflet: Leaflet, change: Callable[[Point], Point]) -> Leaflet:
    """The leaflet with every point, those in boxes too, changed, in reading order."""

    def block(old: Point | Box) -> Point | Box:
        if isinstance(old, Box):
            return replace(old, points=tuple(change(point) for point in old.points))
        return change(old)

    sections = tuple(
        replace(section, blocks=tuple(block(old) for old in section.blocks)) for section in leaflet.sections
    )
    return replace(leaflet, sections=sections)


def with_sentences(leaflet: Leaflet, change: Callable[[Sentence], Sentence]) -> Leaflet:
    """The leaflet with every sentence changed; `change` is called in reading order, as `Leaflet.sentences()` walks."""
    changed: Iterator[Sentence] = iter([change(sentence) for sentence in leaflet.sentences()])

    def cover(old: Cover) -> Cover:
        return replace(
            old,
            publisher=next(changed) if old.publisher else None,
            title=next(changed),
            subtitle=next(changed) if old.subtitle else None,
            line=next(changed) if old.line else None,
            date=next(changed) if old.date else None,
        )

    def point(old: Point) -> Point:
        sentences = tuple(next(changed) for _ in old.sentences)
        hard_words = tuple(
            HardWord(word.word, tuple(next(changed) for _ in word.meaning), word.line) for word in old.hard_words
        )
        return replace(old, sentences=sentences, hard_words=hard_words)

    def block(old: Point | Box) -> Point | Box:
        if isinstance(old, Box):
            return replace(old, heading=next(changed), points=tuple(point(inner) for inner in old.points))
        return point(old)

    def section(old: Section) -> Section:
        return replace(old, heading=next(changed), blocks=tuple(block(inner) for inner in old.blocks))

    return replace(leaflet, cover=cover(leaflet.cover), sections=tuple(section(old) for old in leaflet.sections))
