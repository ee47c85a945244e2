"""The formats: what a format is, their names in the order of the download page, and how one is loaded.

A format is imported only when it is used: WeasyPrint alone takes most of a second, and neither `--help` nor a build
with nothing to do may pay for it. Writers are pure: no disk, cache, settings, command line or pool.
"""

import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from leaflets.findings import Finding
from leaflets.model import Leaflet, Sentence

NAMES: tuple[str, ...] = (
    "easy-read",
    "large-print",
    "giant-print",
    "easy-read-dark",
    "easy-read-cream",
    "easy-read-yellow",
    "easy-read-mono",
    "booklet",
    "booklet-pages",
    "poster-a3",
    "poster-a4",
    "handout",
    "word",
    "word-large",
    "word-giant",
    "audio",
    "audio-slow",
    "audio-book",
    "captions",
    "web",
    "epub",
    "daisy",
    "braille",
    "braille-uncontracted",
    "cd",
    "text",
)
"""Formats a reader can ask for, in the order of the download page."""

DEFAULT: tuple[str, ...] = (
    "easy-read",
    "large-print",
    "giant-print",
    "easy-read-dark",
    "booklet",
    "booklet-pages",
    "word",
    "audio",
    "web",
    "epub",
    "text",
)
"""What is made when neither the house nor the leaflet says otherwise."""

PARTS: tuple[str, ...] = ("speech",)
"""Formats that only serve other formats: their files are stored, never published."""

Pace = Literal["normal", "slow"]
Layout = Literal["", "linear", "side-by-side"]
LAYOUTS: tuple[Layout, ...] = ("linear", "side-by-side")
"""Of a Word file, from which a house may choose: pictures above their words, or beside them."""

OUTREACH: tuple[str, ...] = ("poster-a3", "poster-a4", "handout")
"""Formats that say some of the leaflet and lead to the rest."""

LED_TO: tuple[str, ...] = ("web", "audio")
"""Formats that codes on paper lead to."""

WORDLESS_VOICES: tuple[str, ...] = ("silent",)
"""Voices for tests of the toolkit, in an edition of their own: no house may choose one, for it would publish beeps."""

EXTRAS: Mapping[str, str] = {"audio-book": "audiobook"}
"""Formats that need more than the usual packages: name -> extra in `pyproject.toml`."""

PROGRAMS: Mapping[str, str] = {"braille": "lou_translate", "braille-uncontracted": "lou_translate"}
"""Formats that are made by a program from outside which no package brings: name -> program."""

ENVIRONMENT: tuple[str, ...] = ("LEAFLETS_LOU_TRANSLATE", "LEAFLETS_VOICES")
"""Every environment variable that a format names in `environment`: asked for before any format is imported."""

Files = Mapping[str, bytes]
"""File name -> bytes."""

Measured = Mapping[str, int | float | str]
"""What the manifest says of a file: name -> number or words."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that changes the bytes besides the words; part of every job's key."""

    format: str
    size_pt: float = 18
    pictures: bool = True
    design: str = ""
    """Of a print edition: its measures in `templates/designs.toml`."""
    theme: str = "white"
    """Of a print edition: its colours in `templates/themes.toml`."""
    layout: Layout = ""
    """Of a Word file with pictures: where they stand."""
    voice: str = "british"
    """Of a format with sound: name of a voice in `voices/voices.toml`."""
    pace: Pace = "normal"
    spoken_pictures: bool = False
    """Of a format with sound: whether it says what the pictures show."""
    cells: int = 0
    """Of a braille edition: cells in a line."""
    lines: int = 0
    """Of a braille edition: lines on a page, the one with the page number too."""
    web_address: str = ""
    """Of print for outreach: where the folder `output` stands on the web; empty where nobody has said."""
    leads_to: tuple[str, ...] = ()
    """Of print for outreach: those of `LED_TO` that are made of this leaflet."""
    certified_by: str = ""
    """Of a book: who answers for the claim that it keeps the accessibility standard; empty where none is made."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """What a reader that is a program may not be sure of. It marks such words itself; all others must be right."""

    mark: str
    """The sign at the end of each word that it is not sure of."""
    share: float
    """How many of the leaflet's words may come back as others, at most; never a number or a word that must not be
    missed."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long a job may take before it counts as hung: many times what the slowest format needs.

    Measured: 25 s for an audio book of 430 words, on a machine of 2 cores with 7 programs at work.
    """

    start_s: float = 300.0
    sentence_s: float = 0.0
    word_s: float = 1.0

    def of(self, leaflet: Leaflet) -> float:
        """Seconds for that leaflet."""
        sentences = [sentence.text for sentence in leaflet.sentences()]
        return self.start_s + sum(self.sentence_s + self.word_s * len(text.split()) for text in sentences)


@dataclass(frozen=True, slots=True)
class Format:
    """One way to give a leaflet to a reader."""

    edition: Edition
    """The edition as it is made when nobody wishes otherwise; it carries the name of the format."""
    write: Callable[[Leaflet, Edition, Mapping[str, Files]], Files]
    """(leaflet, edition, made) -> files; `made` holds the files of each format named in `needs`."""
    read_back: Callable[[Files], str]
    """Every word a reader meets, in reading order, by a reader that shares no code with `write`."""
    furniture: Callable[[Leaflet, Edition], tuple[str, ...]] = lambda leaflet, edition: ()
    """Phrases that the format adds to the leaflet's words; `{number}` stands for a number the writer fills in."""
    measure: Callable[[Files], "Measured"] = lambda files: {}
    """`pages`, `seconds` or `words` for the manifest, and how to print it, read from the finished files."""
    needs: tuple[str, ...] = ()
    made_with: tuple[str, ...] = ()
    """Distributions whose version changes the bytes."""
    available: Callable[[], str | None] = lambda: None
    """Why it cannot be made on this machine, as sentences that say what to do; None where it can."""
    data: tuple[str, ...] = ()
    """Files that change the bytes besides code, as glob patterns relative to the project's root."""
    environment: tuple[str, ...] = ()
    """Environment variables that change the bytes, by what they say and by the files of the folder that they name."""
    programs: Callable[[], Mapping[str, str]] = dict
    """Programs from outside that change the bytes, as they are on this machine: name -> version."""
    lacks_language: Callable[[str], str | None] = lambda lang: None
    """Why it cannot be made in the language of that tag, as sentences that say what to do; None where it can."""
    alike: Mapping[str, str] = field(default_factory=dict)
    """Signs that look the same to its readers: each counts as the other one when words are compared."""
    doubts: Doubts | None = None
    """What `read_back` may not be sure of; None for the many whose readers always are."""
    time_limit: TimeLimit = TimeLimit()
    selection: Callable[[Leaflet, Edition], tuple[Sentence, ...]] | None = None
    """The sentences that it says, where these are not all: a choice of the leaflet's, each whole, in their order."""
    remarks: Callable[[Leaflet, Edition], tuple[Finding, ...]] = lambda leaflet, edition: ()
    """What a person should know about how it is made of that leaflet; the findings need name no file."""

    @property
    def name(self) -> str:
        return self.edition.format


def load(name: str) -> Format:
    """The format of that name, imported now. Raises KeyError for a name that is not listed."""
    if name not in NAMES + PARTS:
        raise KeyError(name)
    module = importlib.import_module("leaflets.formats." + name.replace("-", "_"))
    found: Format = module.FORMAT
    return found


def edition(name: str, voice: str = "british", spoken_pictures: bool = False) -> Edition:
    """The edition of that format; `voice` and `spoken_pictures` are for those with sound.

    So another voice makes no page anew. Raises KeyError for a name that is not listed.
    """
    found = load(name)
    if not _has_sound(name):
        return found.edition
    return replace(found.edition, voice=voice, spoken_pictures=spoken_pictures)


def _has_sound(name: str) -> bool:
    """Whether it is made of spoken words, be it by way of another format: a web page has the recording in it."""
    return name == "speech" or any(map(_has_sound, load(name).needs))


def with_companions(names: Iterable[str]) -> tuple[str, ...]:
    """The names, and those that never come alone: beside a booklet stand its plain pages. In the order of `NAMES`."""
    wanted = set(names)
    wanted |= {need for name in wanted for need in load(name).needs if need in NAMES}
    return tuple(name for name in NAMES if name in wanted)


def file_name(leaflet: Leaflet, name: str, extension: str) -> str:
    """`values-framework_easy-read_en-GB.pdf`."""
    return f"{leaflet.slug}_{name}_{leaflet.lang}.{extension}"
