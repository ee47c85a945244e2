"""Cuts a finished recording into its parts, one for each chapter: for formats that give each part a file of its own.

The recording is brought to its loudness before it is cut, so that no part is louder than the next.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from leaflets.speech.captions import ids
from leaflets.speech.timings import Cue, Timings
from leaflets.voices import Samples


@dataclass(frozen=True, slots=True)
class Part:
    """One chapter of a recording."""

    number: int
    """From 1; the announcement with the cover comes first."""
    title: str
    start: int
    """Its first sample, counted in the whole recording."""
    samples: Samples
    cues: tuple[Cue, ...]
    """Times are counted from the part's own beginning."""
    names: tuple[str, ...]
    """For each cue its name in files: the sentence's id, or `a0`, `a1` … for the announcement."""


def parts(samples: Samples, timings: Timings) -> tuple[Part, ...]:
    """Every part in order. Together they hold each sample once: each begins in the silence before its heading."""
    rate_hz, names = timings.rate_hz, ids(timings)
    edges = [*(round(chapter.start_s * rate_hz) for chapter in timings.chapters), len(samples)]
    found = []
    for number, (chapter, (start, end)) in enumerate(zip(timings.chapters, pairwise(edges), strict=True)):
        inside = [(cue, name) for cue, name in zip(timings.cues, names, strict=True) if cue.chapter == number]
        cues = tuple(_moved(cue, start / rate_hz) for cue, _ in inside)
        found.append(
            Part(number + 1, chapter.title, start, samples[start:end], cues, tuple(name for _, name in inside))
        )
    return tuple(found)


def _moved(cue: Cue, by_s: float) -> Cue:
    """The cue with its times counted from there, in the one chapter that a part has."""
    words = tuple(
        replace(word, start_s=round(word.start_s - by_s, 3), end_s=round(word.end_s - by_s, 3)) for word in cue.words
    )
    start_s, end_s = round(cue.start_s - by_s, 6), round(cue.end_s - by_s, 6)
    return replace(cue, start_s=start_s, end_s=end_s, chapter=0, words=words)
