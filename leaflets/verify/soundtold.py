"""Whether a recording says the truth about itself: its length, its parts, its tags, and what was printed as numbers."""

import re
from collections.abc import Iterator

import numpy as np

from leaflets import languages
from leaflets.findings import LeafletError
from leaflets.verify import spokenfigures, spokenranges
from leaflets.verify.recording import Recording
from leaflets.verify.soundcues import Fault

ANNOUNCED_WITHIN_S = 30
"""The told length may be wrong by half a minute, since it is told in half minutes (audio design, section 10)."""
_CHAPTER_LEAD_S = 0.5
"""A chapter begins at most so much before its heading, and never after it."""
_TAGS = {"TIT2": "title", "TPE1": "publisher", "TYER": "year", "TLAN": "language", "TSSE": "voice"}
_LENGTHS = ("audio-lasts-half-minute", "audio-lasts-one", "audio-lasts-one-half", "audio-lasts", "audio-lasts-half")
_HALVES = {"audio-lasts-half-minute": 1, "audio-lasts-one": 2, "audio-lasts-one-half": 3}


def faults(recording: Recording) -> Iterator[Fault]:
    """What it says that is not so."""
    yield from _length(recording)
    yield from _chapters(recording)
    yield from numbers(recording)
    missing = [name for frame, name in _TAGS.items() if not recording.tags.get(frame)]
    if missing:
        yield "AU-114", f"A player cannot show: {', '.join(missing)}."
    promised = recording.timings.get("samples")
    if promised != len(recording.samples):
        yield "AU-113", f"The recording has {len(recording.samples)} samples. It should have {promised}."


def numbers(recording: Recording) -> Iterator[Fault]:
    """Numbers to call and ranges that are not said as they are printed."""
    lang = str(recording.timings.get("lang"))
    for wrong in (spokenfigures.mismatches, spokenranges.unsaid):  # a language may be known to one and not the other
        try:
            for cue in recording.cues:
                for mismatch in wrong(cue.display, cue.said, lang):
                    yield "AU-115", mismatch
        except LeafletError as error:
            yield "AU-116", str(error)


def _length(recording: Recording) -> Iterator[Fault]:
    told = told_s(recording)
    if told is None:
        yield "AU-110", "The recording does not say how long it lasts."
    elif abs(told - recording.seconds) > ANNOUNCED_WITHIN_S:
        yield "AU-110", f"The recording says that it lasts {told:.0f} seconds. It lasts {recording.seconds:.0f}."


def told_s(recording: Recording) -> float | None:
    """The length that the recording tells, in seconds; None where it tells none that its language knows."""
    try:
        language = languages.load(str(recording.timings.get("lang")))
        phrases = {key: language.say(key, number="#") for key in _LENGTHS}
    except LeafletError:
        return None
    for cue in recording.cues:
        for key, phrase in phrases.items():
            found = re.fullmatch(re.escape(phrase).replace(r"\#", "([0-9]+)"), cue.display)
            if found:
                whole = int(found[1]) if found.groups() else 0
                return 30.0 * (_HALVES.get(key) or 2 * whole + key.endswith("-half"))
    return None


def _chapters(recording: Recording) -> Iterator[Fault]:
    """Chapters are the headings, without gaps, from the first to the last second."""
    headings = [cue for cue in recording.cues if cue.kind == "heading"]
    chapters = recording.chapters
    if len(chapters) != len(headings) + 1:
        yield "AU-111", f"The recording has {len(chapters)} chapters. It should have {len(headings) + 1}."
        return
    for chapter, heading in zip(chapters[1:], headings, strict=True):
        if chapter.title != heading.display:
            yield "AU-111", f"The chapter “{chapter.title}” should be called “{heading.display}”."
        if not 0 <= heading.start_s - chapter.start_s <= _CHAPTER_LEAD_S:
            yield "AU-111", f"The chapter “{chapter.title}” does not begin at its heading."
    ends, starts = [chapter.end_s for chapter in chapters], [chapter.start_s for chapter in chapters]
    if not np.allclose([0.0, *ends], [*starts, recording.seconds], atol=0.002):
        yield "AU-111", "There are gaps between the chapters, or they do not cover the recording."
