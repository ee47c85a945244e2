"""The times of a recording: a cue for each line and a chapter for each section, as values and as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import cast


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


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Timings:
    """Cues in order, without overlap; chapters without gaps; seconds are exact sums of samples."""

    rate_hz: int
    samples: int
    voice: str
    library: str
    chapters: tuple[Chapter, ...]
    cues: tuple[Cue, ...]

    @property
    def seconds(self) -> float:
        return self.samples / self.rate_hz


def to_json(timings: Timings) -> bytes:
    return (json.dumps(asdict(timings), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def from_json(data: bytes) -> Timings:
    """The timings that `to_json` wrote."""
    values = cast(Mapping[str, object], json.loads(data))
    return Timings(
        rate_hz=cast(int, values["rate_hz"]),
        samples=cast(int, values["samples"]),
        voice=cast(str, values["voice"]),
        library=cast(str, values["library"]),
        chapters=tuple(Chapter(**entry) for entry in cast(list[dict[str, float]], values["chapters"])),  # type: ignore[arg-type]
        cues=tuple(Cue(**entry) for entry in cast(list[dict[str, float]], values["cues"])),  # type: ignore[arg-type]
    )
