"""The times of a recording: a cue for each line, a chapter for each section, as values and as JSON."""

import json
from dataclasses import asdict, dataclass
from typing import cast


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of display words, most often one, and when it is heard."""

    display: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Cue:
    """What is heard from `start_s` to `end_s`."""

    id: str
    """The sentence's id; empty for the announcement."""
    kind: str
    display: str
    said: str
    start_s: float
    end_s: float
    chapter: int
    times: int = 1
    """How often it is said, with a pause between."""
    words: tuple[Word, ...] = ()
    """All display words in order, as often as they are said; none where the voice does not tell exact times."""


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Timings:
    """Cues in order, without overlap; chapters without gaps; seconds are exact sums of samples."""

    lang: str
    rate_hz: int
    samples: int
    voice: str
    engine: str
    engine_version: str
    """The versions of everything that spoke, as a person reads them."""
    pace: str
    chapters: tuple[Chapter, ...]
    cues: tuple[Cue, ...]

    @property
    def seconds(self) -> float:
        return self.samples / self.rate_hz


def to_json(timings: Timings) -> bytes:
    return (json.dumps(asdict(timings), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def from_json(data: bytes) -> Timings:
    """The timings that `to_json` wrote."""
    values = cast(dict[str, object], json.loads(data))
    chapters = tuple(Chapter(**entry) for entry in cast(_Entries, values.pop("chapters")))  # type: ignore[arg-type]
    cues = tuple(map(_cue, cast(_Entries, values.pop("cues"))))
    return Timings(chapters=chapters, cues=cues, **values)  # type: ignore[arg-type]


_Entries = list[dict[str, object]]


def _cue(entry: dict[str, object]) -> Cue:
    words = tuple(Word(**word) for word in cast(_Entries, entry.pop("words")))  # type: ignore[arg-type]
    return Cue(words=words, **entry)  # type: ignore[arg-type]
