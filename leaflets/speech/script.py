"""What a recording says, line by line: the leaflet's sentences in reading order, and the announcement around them.

The minimum standard for audio (UKAAF MS01, 2012) asks for title and originator first, then what is in it and how long
it lasts. The announcement's wording stands in the language file; only its numbers are filled in here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from leaflets import spoken, stamps
from leaflets.languages import Language
from leaflets.model import Box, Leaflet, Picture, Point, Sentence

Kind = Literal[
    "furniture", "length", "lead-in", "cover", "heading", "box-heading", "sentence", "meaning", "contact", "picture"
]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said in one breath."""

    kind: Kind
    pairs: spoken.Pairs
    """Display words and what is said for them, one pair for each stretch of words, in order."""
    id: str = ""
    """The sentence's id; empty for the announcement."""
    chapter: int = 0
    block: int = 0
    """Lines of the same row share a number."""
    times: int = 1
    """A number to call is said twice, so that a listener can write it down."""
    langs: tuple[str, ...] = ()
    """The language of each pair, empty for the leaflet's; none where all are in that."""

    def stretches(self) -> tuple[tuple[str, str], ...]:
        """What is said, cut where the language changes: language and words."""
        langs = self.langs or ("",) * len(self.pairs)
        parts = groupby(zip(langs, self.pairs, strict=True), lambda one: one[0])
        found = ((lang, " ".join(said for _, (_, said) in part if said)) for lang, part in parts)
        return tuple((lang, said) for lang, said in found if any(sign.isalnum() for sign in said))

    def languages(self) -> tuple[str, ...]:
        """The language of each word that is seen, empty for the leaflet's; none where all are in that."""
        parts = zip(self.langs, self.pairs, strict=True) if self.langs else ()
        return tuple(lang for lang, (display, _) in parts for _ in display.split())

    @property
    def display(self) -> str:
        return " ".join(display for display, _ in self.pairs)

    @property
    def said(self) -> str:
        return " ".join(said for _, said in self.pairs if said)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the house wants said."""

    pictures: bool = False
    """Whether the words for each picture are said after its row."""


def chapter_titles(leaflet: Leaflet) -> tuple[str, ...]:
    """The leaflet's title for the announcement, then every section's heading."""
    return (leaflet.cover.title.text, *(section.heading.text for section in leaflet.sections))


def script(leaflet: Leaflet, language: Language, wishes: Wishes) -> tuple[Line, ...]:
    """Every line in order; the one that tells the length, of the kind `length`, says half a minute.

    Raises LeafletError for missing wording.
    """
    return tuple(_Script(leaflet, language, wishes).lines())


def length_line(language: Language, halves: int) -> Line:
    """The line that tells a length of so many half minutes."""
    return Line("length", spoken.say(length_phrase(language, halves), language))


def furniture(leaflet: Leaflet, language: Language, wishes: Wishes) -> tuple[str, ...]:
    """The announcement's phrases, `{number}` where a number is filled in."""
    keys = ["opening", "from", "called", "notice", "parts-one", "parts", "voice"]
    keys += ["lasts-half-minute", "lasts-one", "lasts-one-half", "lasts", "lasts-half"]
    phrases = [language.say(f"audio-{key}", number="{number}") for key in keys]
    end = f"{language.say('audio-end')} {leaflet.cover.title.text}"
    shown = _pictures(leaflet).values() if wishes.pictures else ()
    seen = [language.say("audio-picture", words=picture.alt) for picture in shown]
    return (end, *phrases, *seen, *stamps.opening(leaflet))


def length_phrase(language: Language, halves: int) -> str:
    """A length of so many half minutes, in words that a listener can picture."""
    whole, half = divmod(halves, 2)
    if not whole:
        return language.say("audio-lasts-half-minute")
    key = "audio-lasts" + ("-one" if whole == 1 else "") + ("-half" if half else "")
    return language.say(key, number=whole)


def told_halves(seconds: float) -> int:
    """How a length is told: in half minutes, at least one."""
    return max(1, round(seconds / 30))


@dataclass(frozen=True, slots=True)
class _Place:
    kind: Kind
    chapter: int
    block: int


class _Script:
    """The lines of one leaflet."""

    def __init__(self, leaflet: Leaflet, language: Language, wishes: Wishes) -> None:
        self._leaflet, self._language = leaflet, language
        self._places = _places(leaflet)
        self._pictures = _pictures(leaflet) if wishes.pictures else {}

    def lines(self) -> Iterator[Line]:
        leaflet, language = self._leaflet, self._language
        yield self._added(language.say("audio-opening"))
        for words in stamps.opening(leaflet):
            yield self._added(words)
        cover = tuple(leaflet.cover.sentences())
        for sentence in leaflet.sentences():
            if sentence is leaflet.cover.publisher:
                yield self._added(language.say("audio-from"), "lead-in")
            if sentence is leaflet.cover.title:
                yield self._added(language.say("audio-called"), "lead-in")
            place = self._places[sentence.id]
            yield _line(sentence, place, language)
            if picture := self._pictures.get(sentence.id):
                words = language.say("audio-picture", words=picture.alt)
                yield self._added(words, "picture", place.chapter, place.block)
            if sentence is cover[-1]:
                yield from self._overview()
        yield from self._end()

    def _overview(self) -> Iterator[Line]:
        """What a listener wants to know before the first part: news, length, number of parts."""
        language, parts = self._language, self._leaflet.sections
        for number, section in enumerate(parts, start=1):
            if any(isinstance(block, Box) and block.kind == "notice" for block in section.blocks):
                yield self._added(language.say("audio-notice", number=number))
        yield length_line(language, 1)
        yield self._added(language.say("audio-parts" if len(parts) != 1 else "audio-parts-one", number=len(parts)))

    def _end(self) -> Iterator[Line]:
        last, title = len(self._leaflet.sections), self._leaflet.cover.title
        end = spoken.say(self._language.say("audio-end"), self._language)
        langs = ("",) * len(end) + title.spoken_in if title.spoken_in else ()
        yield Line("furniture", (*end, *title.spoken), chapter=last, langs=langs)
        yield self._added(self._language.say("audio-voice"), chapter=last)

    def _added(self, text: str, kind: Kind = "furniture", chapter: int = 0, block: int = 0) -> Line:
        return Line(kind, spoken.say(text, self._language), chapter=chapter, block=block)


def _places(leaflet: Leaflet) -> dict[str, _Place]:
    """Where each sentence stands, by its id; the order is the leaflet's own and not decided here."""
    places = {sentence.id: _Place("cover", 0, -number) for number, sentence in enumerate(leaflet.cover.sentences())}
    block = 0
    for chapter, section in enumerate(leaflet.sections, start=1):
        places[section.heading.id] = _Place("heading", chapter, 0)
        for part in section.blocks:
            if isinstance(part, Box):
                places[part.heading.id] = _Place("box-heading", chapter, 0)
        for point in section.points():
            block += 1
            kind: Kind = "contact" if point.kind == "contact" else "sentence"
            places |= {sentence.id: _Place(kind, chapter, block) for sentence in point.sentences}
            meanings = (sentence for hard_word in point.hard_words for sentence in hard_word.meaning)
            places |= {sentence.id: _Place("meaning", chapter, block) for sentence in meanings}
    return places


def _pictures(leaflet: Leaflet) -> dict[str, Picture]:
    """Each picture that has words, by the id of the last sentence of its row; that of the cover by its last one."""
    found: dict[str, Picture] = {}
    cover = leaflet.cover
    if cover.picture and cover.picture.alt:
        found[tuple(cover.sentences())[-1].id] = cover.picture
    points: Iterator[Point] = (point for section in leaflet.sections for point in section.points())
    for point in points:
        if point.picture and point.picture.alt:
            found[tuple(point.all_sentences())[-1].id] = point.picture
    return found


def _line(sentence: Sentence, place: _Place, language: Language) -> Line:
    twice = place.kind == "contact" and spoken.is_phone_number(sentence.spoken_text, language)
    times = 2 if twice else 1
    return Line(place.kind, sentence.spoken, sentence.id, place.chapter, place.block, times, sentence.spoken_in)
