"""The document: a small frozen model of one leaflet, and the one walk through it in reading order.

Everything before this model makes a `Leaflet`; every format is a function from a `Leaflet` to bytes. The model
knows no file, no setting and no format, and imports nothing of the toolkit.

Out of scope, on purpose: tables, footnotes, columns, nested lists. A new construct is a decision, because every
format must learn it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Mark = Literal["", "hard", "stress"]


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a sentence that look and sound alike."""

    text: str
    mark: Mark = ""
    """`hard`: a hard word or a name at its first use; `stress`: a word that must not be missed, such as "not"."""
    lang: str | None = None
    """BCP 47 tag, only where it differs from the leaflet's language."""
    link: str | None = None
    """Where the words lead: an https, mailto or tel address."""
    pause: bool = False
    """The author wishes the printed line to break after this run."""

    @property
    def strong(self) -> bool:
        """Whether the words are printed bold."""
        return self.mark != ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The atom. Checks, speech, braille and highlighting work sentence by sentence.

    Everything a reader meets is a `Sentence`: titles, headings, meanings and contacts too.
    """

    runs: tuple[Run, ...]
    id: str = ""
    """`s001` … in reading order, given by `compose`; stable within one build: HTML id, cue id, overlay target."""
    line: int = 0
    """Line of the manuscript, from 1; 0 for standard wording."""
    spoken: tuple[tuple[str, str], ...] = ()
    """Display words and what is said for them, one pair for each stretch of words, in order; given by `compose`."""
    spoken_in: tuple[str, ...] = ()
    """The language of each of those pairs, empty for the leaflet's own; none at all where all are in that."""
    facts: tuple[str, ...] = ()
    """Ids of the facts that this sentence carries, as in `facts.toml`."""
    experts: tuple[str, ...] = ()
    """`health` or `law`: an expert must agree to this sentence."""

    @property
    def text(self) -> str:
        """The words as printed, with single spaces."""
        return "".join(run.text for run in self.runs)

    @property
    def spoken_text(self) -> str:
        """The words as said."""
        return " ".join(said for _, said in self.spoken if said)


@dataclass(frozen=True, slots=True)
class Picture:
    """A scene by its concept name. Its bytes are made from the recipe and travel by hash."""

    concept: str
    recipe: str = ""
    """Canonical JSON of what the scene is made of; `pictures.svg(recipe)` draws it. Given by `compose`."""
    alt: str = ""
    """Six words or fewer: what is to be seen."""
    hash: str = ""
    """SHA-256 of the recipe and of the picture set it draws on, hex."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class HardWord:
    """A word and its meaning, explained straight after the sentence that used it, in a box on the same page."""

    word: str
    meaning: tuple[Sentence, ...]
    line: int = 0


PointKind = Literal["row", "quote", "contact", "credit"]


@dataclass(frozen=True, slots=True)
class Point:
    """One idea and its picture: the unit of easy read.

    A `row` is told, a `quote` was really said by somebody, a `contact` has a label and then its value,
    a `credit` is small print of the leaflet (version, pictures, licence) and has no picture.
    """

    kind: PointKind
    sentences: tuple[Sentence, ...]
    picture: Picture | None = None
    hard_words: tuple[HardWord, ...] = ()
    line: int = 0

    def all_sentences(self) -> Iterator[Sentence]:
        """The point's sentences, then the meanings of its hard words."""
        yield from self.sentences
        for hard_word in self.hard_words:
            yield from hard_word.meaning


BoxKind = Literal["notice", "contacts", "help-now"]


@dataclass(frozen=True, slots=True)
class Box:
    """Points that belong together inside one frame, under a heading of their own."""

    kind: BoxKind
    heading: Sentence
    points: tuple[Point, ...]
    line: int = 0


SectionKind = Literal["introduction", "topic", "closing"]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. The introduction comes first, the closing last, topics between."""

    kind: SectionKind
    heading: Sentence
    blocks: tuple[Point | Box, ...]
    line: int = 0

    def points(self) -> Iterator[Point]:
        """Every point of the section, those in boxes too, in reading order."""
        for block in self.blocks:
            if isinstance(block, Box):
                yield from block.points
            else:
                yield block

    def sentences(self) -> Iterator[Sentence]:
        """The section's sentences in reading order, heading first."""
        yield self.heading
        for block in self.blocks:
            if isinstance(block, Box):
                yield block.heading
                for point in block.points:
                    yield from point.all_sentences()
            else:
                yield from block.all_sentences()


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page, in reading order: publisher, title, subtitle, line, date."""

    title: Sentence
    publisher: Sentence | None = None
    subtitle: Sentence | None = None
    line: Sentence | None = None
    """One line on what the leaflet is about."""
    date: Sentence | None = None
    """"Information from 2019"."""
    picture: Picture | None = None
    logo: Picture | None = None

    def sentences(self) -> Iterator[Sentence]:
        for sentence in (self.publisher, self.title, self.subtitle, self.line, self.date):
            if sentence is not None:
                yield sentence


Status = Literal["draft", "current", "review due", "superseded", "withdrawn"]
SignOff = Literal["imported", "drafted", "checked", "fact-checked", "tested with readers", "approved"]
Translation = Literal["", "fresh", "old", "unknown"]
"""How a translation stands to its original: `old` when that has changed since. Empty: it is no translation."""


@dataclass(frozen=True, slots=True)
class About:
    """Data about the leaflet; none of it is read out unless `compose` made a sentence of it."""

    version: str = "1"
    information_date: str = ""
    """ISO 8601 date as exact as it is known: `2019`, `2019-05` or `2019-05-02`."""
    review_by: str = ""
    status: Status = "current"
    """What the manuscript says; `review due` also when `compose` found the date past."""
    status_since: str = ""
    """ISO 8601 date, as exact as it is known, from which the status holds."""
    sign_off: SignOff = "drafted"
    """How far people have checked this very text."""
    signed_on: str = ""
    """ISO 8601 day of that state."""
    publisher: str = ""
    """Name of the house, for document properties."""
    short_title: str = ""
    """The name in the page foot."""
    formats: tuple[str, ...] = ()
    """Formats wanted for this leaflet; empty for those of the house."""
    bsl_video: str = ""
    """https address of a video that says the leaflet in British Sign Language. Nobody can prove its words here, so it
    is no part of what is signed off."""
    translated_from: str = ""
    """The mark of the text it was translated from, `translations.mark`, as the manuscript has it."""
    translation: Translation = ""
    wording_checked: bool = True
    """Whether somebody who knows the language has checked the standard wording, as it is now."""

    @property
    def is_draft(self) -> bool:
        """Whether every format must carry the draft mark: sign-off has not reached `approved`, nobody checked the
        wording around it, or it is not known to say what the text says that it was translated from."""
        trusted = self.wording_checked and self.translation in ("", "fresh")
        return self.sign_off != "approved" or self.status == "draft" or not trusted

    @property
    def is_tested(self) -> bool:
        """Whether readers have tested this text; nothing is called easy read before (Inclusion Europe, rule 5)."""
        return self.sign_off in ("tested with readers", "approved")


@dataclass(frozen=True, slots=True)
class Leaflet:
    """One leaflet in one language."""

    slug: str
    lang: str
    cover: Cover
    sections: tuple[Section, ...] = ()
    about: About = About()

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence a reader meets, in reading order. The order is defined here and nowhere else."""
        yield from self.cover.sentences()
        for section in self.sections:
            yield from section.sentences()

    def pictures(self) -> Iterator[Picture]:
        """Every picture in reading order, the logo and the cover picture first."""
        for picture in (self.cover.logo, self.cover.picture):
            if picture is not None:
                yield picture
        for section in self.sections:
            for point in section.points():
                if point.picture is not None:
                    yield point.picture
