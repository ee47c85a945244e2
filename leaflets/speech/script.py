"""What a recording says, line by line: the leaflet's sentences in reading order, and the announcement around them.

The minimum standard for audio (UKAAF MS01, 2012) asks for title and originator first, then what is in it and how long
it lasts. The announcement's wording stands in the language file; only its numbers are filled in here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from leaflets import spoken, stamps
from leaflets.languages import Language
from leaflets.model import Box, Leaflet, Sentence

Kind = Literal["furniture", "lead-in", "cover", "heading", "box-heading", "sentence", "meaning", "contact"]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said in one breath."""

    kind: Kind
    display: str
    said: str
    id: str = ""
    """The sentence's id; empty for the announcement."""
    chapter: int = 0
    block: int = 0
    """Lines of the same row share a number."""
    times: int = 1
    """A number to call is said twice, so that a listener can write it down."""


def chapter_titles(leaflet: Leaflet) -> tuple[str, ...]:
    """The leaflet's title for the announcement, then every section's heading."""
    return (leaflet.cover.title.text, *(section.heading.text for section in leaflet.sections))


def script(leaflet: Leaflet, language: Language, seconds: float) -> tuple[Line, ...]:
    """Every line in order, for a recording that lasts about `seconds`. Raises LeafletError for missing wording."""
    return tuple(_lines(leaflet, language, seconds))


def furniture(leaflet: Leaflet, language: Language) -> tuple[str, ...]:
    """The announcement's phrases, `{number}` where a number is filled in."""
    keys = ["opening", "from", "called", "parts-one", "parts", "voice"]
    keys += ["lasts-half-minute", "lasts-one", "lasts-one-half", "lasts", "lasts-half"]
    phrases = [language.say(f"audio-{key}", number="{number}") for key in keys]
    end = f"{language.say('audio-end')} {leaflet.cover.title.text}"
    return (end, *phrases, *stamps.opening(leaflet))


def length_phrase(language: Language, seconds: float) -> str:
    """The length in half minutes, in words that a listener can picture."""
    halves = max(1, round(seconds / 30))
    whole, half = divmod(halves, 2)
    if not whole:
        return language.say("audio-lasts-half-minute")
    key = "audio-lasts" + ("-one" if whole == 1 else "") + ("-half" if half else "")
    return language.say(key, number=whole)


def _lines(leaflet: Leaflet, language: Language, seconds: float) -> Iterator[Line]:
    def added(text: str, kind: Kind = "furniture", chapter: int = 0) -> Line:
        return Line(kind, text, _said(spoken.say(text, language)), chapter=chapter)

    yield added(language.say("audio-opening"))
    for words in stamps.opening(leaflet):
        yield added(words)
    places = _places(leaflet)
    cover = tuple(leaflet.cover.sentences())
    for sentence in leaflet.sentences():
        if sentence is leaflet.cover.publisher:
            yield added(language.say("audio-from"), "lead-in")
        if sentence is leaflet.cover.title:
            yield added(language.say("audio-called"), "lead-in")
        yield _line(sentence, places[sentence.id])
        if sentence is cover[-1]:
            yield added(length_phrase(language, seconds))
            parts = len(leaflet.sections)
            yield added(language.say("audio-parts" if parts != 1 else "audio-parts-one", number=parts))
    last = len(leaflet.sections)
    title = leaflet.cover.title
    end = added(language.say("audio-end"))
    yield Line("furniture", f"{end.display} {title.text}", f"{end.said} {title.spoken_text}", chapter=last)
    yield added(language.say("audio-voice"), chapter=last)


@dataclass(frozen=True, slots=True)
class _Place:
    kind: Kind
    chapter: int
    block: int


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


def _line(sentence: Sentence, place: _Place) -> Line:
    said = sentence.spoken_text
    twice = place.kind == "contact" and spoken.is_phone_number(said)
    return Line(place.kind, sentence.text, said, sentence.id, place.chapter, place.block, 2 if twice else 1)


def _said(pairs: spoken.Pairs) -> str:
    return " ".join(said for _, said in pairs if said)
