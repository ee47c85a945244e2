"""Joins the sounds of a script with pauses, and counts samples: a cue is exact because nothing moves afterwards."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from leaflets.formats import Pace
from leaflets.speech.mp3 import FRAME
from leaflets.speech.script import Line
from leaflets.speech.timings import Chapter, Cue, Timings, Word
from leaflets.speech.word_times import word_times
from leaflets.voices import Samples, Sound, Voice

_CHAPTER_LEAD_S = 0.3
"""A chapter begins so much before its heading, so that a player that jumps there cuts nothing off."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds of silence by what stands around them."""

    start: float
    end: float
    sentence: float
    row: float
    before_heading: float
    after_heading: float
    section: float
    lead_in: float
    picture: float

    def between(self, line: Line, following: Line) -> float:
        if line.kind == "lead-in":
            return self.lead_in
        if following.chapter != line.chapter:
            return self.section
        if following.kind in ("heading", "box-heading"):
            return self.before_heading
        if line.kind in ("heading", "box-heading"):
            return self.after_heading
        if "picture" in (line.kind, following.kind):
            return self.picture
        return self.sentence if following.block == line.block else self.row


@lru_cache
def pauses(pace: Pace) -> Pauses:
    """The pauses of `pauses.toml` for that pace."""
    data = tomllib.loads(Path(__file__).with_name("pauses.toml").read_text(encoding="utf-8"))
    return Pauses(**{key.replace("-", "_"): value for key, value in data[pace].items()})


@dataclass(frozen=True, slots=True)
class Spoken:
    """How a recording is spoken."""

    lang: str
    voice: Voice
    engine_version: str
    pace: Pace


def length_s(lines: tuple[Line, ...], sounds: tuple[Sound | None, ...], pace: Pace) -> float:
    """How long the recording of these lines will be. `sounds` is one per line."""
    rests, rate_hz = pauses(pace), _rate_hz(sounds)
    position = _rest(rests.start, 0, rate_hz)
    for line, following, sound in zip(lines, (*lines[1:], None), sounds, strict=True):
        position += len(_repeated(sound, line.times, rests.sentence)) if sound else 0
        position += _rest(rests.between(line, following) if following else rests.end, position, rate_hz)
    return position / rate_hz


def silences_s(lines: tuple[Line, ...], pace: Pace) -> float:
    """The pauses between these lines, with those at both ends."""
    rests = pauses(pace)
    return rests.start + rests.end + sum(rests.between(line, following) for line, following in pairwise(lines))


def assemble(
    lines: tuple[Line, ...], sounds: tuple[Sound | None, ...], titles: tuple[str, ...], how: Spoken
) -> tuple[Samples, Timings]:
    """The whole recording and its times. `sounds` is one per line, as `say_lines` gives them."""
    rests, rate_hz = pauses(how.pace), _rate_hz(sounds)
    position = _rest(rests.start, 0, rate_hz)
    pieces: list[tuple[int, Samples]] = []
    cues: list[Cue] = []
    for number, (line, sound) in enumerate(zip(lines, sounds, strict=True)):
        start = position
        if sound:
            said = _repeated(sound, line.times, rests.sentence)
            pieces.append((start, said))
            position += len(said)
        cues.append(_cue(line, sound, start / rate_hz, position / rate_hz, rests.sentence))
        following = lines[number + 1] if number + 1 < len(lines) else None
        position += _rest(rests.between(line, following) if following else rests.end, position, rate_hz)
    samples = np.zeros(position, dtype=np.int16)
    for start, said in pieces:
        samples[start : start + len(said)] = said
    chapters = _chapters(tuple(cues), titles, len(samples) / rate_hz)
    voice = how.voice
    return samples, Timings(
        how.lang, rate_hz, len(samples), voice.name, voice.engine, how.engine_version, how.pace, chapters, tuple(cues)
    )


def _cue(line: Line, sound: Sound | None, start_s: float, end_s: float, pause_s: float) -> Cue:
    words: tuple[Word, ...] = ()
    if sound and sound.words:
        once = word_times(line.pairs, sound)
        apart_s = sound.seconds + round(pause_s * sound.rate_hz) / sound.rate_hz
        words = tuple(
            Word(word.display, round(start_s + shift + word.start_s, 3), round(start_s + shift + word.end_s, 3))
            for shift in (turn * apart_s for turn in range(line.times))
            for word in once
        )
    return Cue(
        line.id, line.kind, line.display, line.said, round(start_s, 6), round(end_s, 6), line.chapter, line.times, words
    )


def _rate_hz(sounds: tuple[Sound | None, ...]) -> int:
    return next(sound.rate_hz for sound in sounds if sound is not None)


def _rest(seconds: float, position: int, rate_hz: int) -> int:
    """Samples of a pause there: 13 ms longer or shorter, so that what follows begins on a whole frame of an MP3.

    Behind an edit everything then moves by whole frames, and need not be coded again (`stretches.py`).
    """
    return round((position + seconds * rate_hz) / FRAME) * FRAME - position


def _repeated(sound: Sound, times: int, pause_s: float) -> Samples:
    if times == 1:
        return sound.samples
    pause = np.zeros(round(pause_s * sound.rate_hz), dtype=np.int16)
    return np.concatenate([sound.samples, *[pause, sound.samples] * (times - 1)])


def _chapters(cues: tuple[Cue, ...], titles: tuple[str, ...], seconds: float) -> tuple[Chapter, ...]:
    first = {cue.chapter: cue.start_s for cue in reversed(cues)}
    starts = [0.0, *(round(first[chapter] - _CHAPTER_LEAD_S, 6) for chapter in range(1, len(titles)))]
    return tuple(
        Chapter(title, start, end)
        for title, start, end in zip(titles, starts, [*starts[1:], round(seconds, 6)], strict=True)
    )
