"""Whether each sentence of a recording is heard where and as long as it should be: its onset, length, silences, order.

How long words should take is taken from the recording itself: a voice keeps its pace, so a sentence that is much
shorter or longer than the others, for its words, has lost or won some.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import numpy as np

from leaflets.verify.recording import Cue, Recording

HEARD = 10 ** (-40 / 20)
"""Below this nothing is heard: -40 dBFS in a recording at -19 LUFS."""
SILENT = 10 ** (-50 / 20)
"""Between sentences: what coding leaves of silence stays well below -50 dBFS."""
LONGEST_SILENCE_S = 0.75
"""Inside a sentence. A comma makes 0.35 s, the longest pause inside a sentence that a voice made was 0.5 s."""
EARLY_LATE_S = 0.02
"""A cue is exact when its words begin within 20 ms of it (half a frame of video; EPUB players round more)."""
LEAD_S = 0.01
"""So much silence stands before the words of a cue."""
_EDGE_S = 0.06
_FAINT = 0.01
"""Part of a sentence's own peak from which on it is heard: -40 dB."""
_ONSET = 10 ** (-52 / 20)
"""Part of its peak from which on a sentence begins. Sounds are cut at -50 dB, and soft ones (a breath before “Carers”)
take 20 ms from there to -45 dB; what coding leaves of silence is weaker still."""
SHORTEST, LONGEST, _SLACK_S = 0.55, 1.8, 0.3
"""Part of the expected length; half a sentence is too short. Single words vary more, hence the slack."""
_LETTER_S, _WORD_S, _PAUSE_S, _INITIAL_S, _START_S = 0.064, 0.027, 0.37, 0.15, 0.15
"""Shape of the length of a sentence, for the comparison with the others; its scale is the recording's own."""

Fault = tuple[str, str]
"""Code, and what is wrong in words, as a sentence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One saying of a cue, without the silence around it."""

    start_s: float
    end_s: float


def faults(recording: Recording) -> Iterator[Fault]:
    """What is wrong with the cues, in the order of the recording."""
    if not recording.cues:
        yield "AU-101", "The recording names no sentence."
        return
    yield from _order(recording)
    yield from _between(recording)
    pieces = [(cue, _pieces(cue, recording)) for cue in recording.cues if _has_words(cue)]
    for cue, heard in pieces:
        if not heard:
            yield "AU-102", f"Nothing is heard at {_place(cue)}."
        else:
            yield from _sayings(cue, heard)
            yield from _onset(cue, recording)
    if sounding := [(cue, heard) for cue, heard in pieces if heard]:
        yield from _lengths(sounding)


def _place(cue: Cue) -> str:
    return f"“{cue.display}” ({_clock(cue.start_s)})"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _has_words(cue: Cue) -> bool:
    return bool(re.search(r"\w", cue.said))


def _order(recording: Recording) -> Iterator[Fault]:
    before = 0.0
    for cue in recording.cues:
        if cue.start_s < before or cue.end_s < cue.start_s:
            yield "AU-103", f"The times of {_place(cue)} overlap with those before it."
        before = cue.end_s
    if before > recording.seconds:
        yield "AU-103", f"The recording ends before its last sentence, {_place(recording.cues[-1])}."


def _between(recording: Recording) -> Iterator[Fault]:
    """Sound where no sentence is: words that no cue knows of, or noise."""
    starts = [*(cue.start_s for cue in recording.cues), recording.seconds]
    ends = [0.0, *(cue.end_s for cue in recording.cues)]
    for end_s, start_s in zip(ends, starts, strict=True):
        gap = recording.between(end_s + _EDGE_S, start_s - _EDGE_S)
        if gap.size and float(np.abs(gap).max()) > SILENT:
            yield "AU-104", f"Something is heard after {_clock(end_s)} that belongs to no sentence."


def _pieces(cue: Cue, recording: Recording) -> list[Piece]:
    """The stretches of sound in a cue that no long silence parts."""
    sound = np.abs(recording.between(cue.start_s, cue.end_s))
    peak = float(sound.max()) if sound.size else 0.0
    if peak < HEARD:
        return []
    heard = np.flatnonzero(sound > peak * _FAINT)
    breaks = np.flatnonzero(np.diff(heard) > LONGEST_SILENCE_S * recording.rate_hz)
    firsts = [int(heard[0]), *(int(heard[at + 1]) for at in breaks)]
    lasts = [*(int(heard[at]) for at in breaks), int(heard[-1])]
    return [
        Piece(cue.start_s + first / recording.rate_hz, cue.start_s + last / recording.rate_hz)
        for first, last in zip(firsts, lasts, strict=True)
    ]


def _sayings(cue: Cue, heard: list[Piece]) -> Iterator[Fault]:
    """More pieces than sayings: the voice fell silent inside. A pause of ours may be short, so fewer pass."""
    if len(heard) > cue.times:
        yield "AU-105", f"There is a silence inside {_place(cue)}."


def _onset(cue: Cue, recording: Recording) -> Iterator[Fault]:
    off_s = late_s(cue, recording)
    if abs(off_s) > EARLY_LATE_S:
        yield (
            "AU-106",
            f"The words of {_place(cue)} begin {abs(off_s) * 1000:.0f} ms {'late' if off_s > 0 else 'early'}.",
        )


def late_s(cue: Cue, recording: Recording) -> float:
    """How much later than the cue says its words begin, in seconds; less than nothing when they are early."""
    start_s = max(0.0, cue.start_s - _EDGE_S)
    around = np.abs(recording.between(start_s, cue.start_s + _EDGE_S))
    peak = float(np.abs(recording.between(cue.start_s, cue.end_s)).max())
    heard = np.flatnonzero(around > peak * _ONSET)
    onset_s = start_s + float(heard[0]) / recording.rate_hz if heard.size else cue.start_s + _EDGE_S
    return onset_s - cue.start_s - LEAD_S


def _lengths(pieces: list[tuple[Cue, list[Piece]]]) -> Iterator[Fault]:
    """Sentences that are much shorter or longer than their words, by the recording's own pace.

    The pause between two sayings of a number is ours, so it does not count.
    """
    spans = [(cue, sum(piece.end_s - piece.start_s for piece in heard)) for cue, heard in pieces]
    expected = [expected_s(cue.said) * cue.times for cue, _ in spans]
    if not spans:
        return
    pace = median([spoken_s / wanted_s for (_, spoken_s), wanted_s in zip(spans, expected, strict=True)])
    for (cue, spoken_s), wanted_s in zip(spans, (pace * wanted for wanted in expected), strict=True):
        told = f"{spoken_s:.1f} s, not about {wanted_s:.1f} s."
        if spoken_s < SHORTEST * wanted_s - _SLACK_S:
            yield "AU-107", f"{_place(cue)} is too short for its words: {told}"
        if spoken_s > LONGEST * wanted_s + _SLACK_S * cue.times:
            yield "AU-107", f"{_place(cue)} is too long for its words: {told}"


def expected_s(said: str) -> float:
    """How long the words take, at the pace of the voice that the shape was taken from."""
    letters = sum(sign.isalnum() for sign in said)
    pauses = len(re.findall(r"[,.;:!?](?=\s)", said))
    initials = len(re.findall(r"\b[A-Z]\b", said))
    return letters * _LETTER_S + len(said.split()) * _WORD_S + pauses * _PAUSE_S + initials * _INITIAL_S + _START_S
