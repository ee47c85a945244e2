"""Has the lines of a recording said, the one with its own length too, and trims what comes back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from leaflets.formats import Pace
from leaflets.languages import Language
from leaflets.speech.assemble import length_s, silences_s
from leaflets.speech.resample import resample
from leaflets.speech.script import Line, length_line, told_halves
from leaflets.voices import Sound, Speak, Voice, WordTime
from leaflets.voices.measure import expected_s, stretch

_BEFORE_S, _AFTER_S = 0.01, 0.05
"""What stays of the silence around a sentence (audio design, section 4); the pauses are ours."""
_SILENCE_LEVEL = 10 ** (-50 / 20)
"""Below this part of a sound's own peak nothing is heard."""
_NEAR = (-2, -1, 0, 1, 2)
"""The recording tells its own length, which is known only when all is said. So lengths near the expected one are said
with everything else, and the right one is taken: a second call of a voice costs more than four short sentences."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says the lines: a voice with its engine, and those for words of other languages."""

    voice: Voice
    speak: Speak
    others: Mapping[str, tuple[Voice, Speak]] = field(default_factory=dict)


_BETWEEN_LANGUAGES_S = 0.08
"""Between words of two languages, whose sounds are trimmed: about the rest between two words said with care."""


def say(
    lines: tuple[Line, ...], language: Language, speaker: Speaker, pace: Pace
) -> tuple[tuple[Line, ...], tuple[Sound | None, ...]]:
    """The lines with the right length told, and one trimmed sound per line; None for a line without words.

    Raises LeafletError as the voice does.
    """
    place = next(number for number, line in enumerate(lines) if line.kind == "length")
    halves = told_halves(
        silences_s(lines, pace) + sum(expected_s(line.said, speaker.voice) * line.times for line in lines)
    )
    near = tuple(dict.fromkeys(max(1, halves + step) for step in _NEAR))
    sounds = say_lines((*lines, *(length_line(language, each) for each in near)), speaker)
    lengths = dict(zip(near, sounds[len(lines) :], strict=True))
    sounds = sounds[: len(lines)]
    right = told_halves(length_s(lines, sounds, pace))
    if right not in lengths:
        lengths[right] = say_lines((length_line(language, right),), speaker)[0]
    told = replace(length_line(language, right), chapter=lines[place].chapter)
    return (*lines[:place], told, *lines[place + 1 :]), (*sounds[:place], lengths[right], *sounds[place + 1 :])


def say_lines(lines: tuple[Line, ...], speaker: Speaker) -> tuple[Sound | None, ...]:
    """One trimmed sound per line, same order; None for a line without words. Raises LeafletError as the voices do."""
    parts = [_closed(line) for line in lines]
    sounds: dict[str, Iterator[Sound]] = {}
    for lang in {lang for each in parts for lang, _ in each}:
        voice, speak = speaker.others.get(lang, (speaker.voice, speaker.speak))
        sounds[lang] = iter(speak(tuple(text for each in parts for own, text in each if own == lang), voice))
    return tuple(_joined([(text, trim(next(sounds[lang]))) for lang, text in each]) if each else None for each in parts)


def _joined(said: Sequence[tuple[str, Sound]]) -> Sound:
    """Words and sounds of one line by several voices as one sound, with the times of its words if all know them."""
    sounds = [sound for _, sound in said]
    if len(sounds) == 1:
        return sounds[0]
    rate_hz = sounds[0].rate_hz
    rest = np.zeros(round(_BETWEEN_LANGUAGES_S * rate_hz), dtype=np.int16)
    pieces = [resample(each.samples, each.rate_hz, rate_hz) if each.rate_hz != rate_hz else each.samples
              for each in sounds]  # fmt: skip
    samples = np.concatenate([piece for each in pieces for piece in (rest, each)][1:])
    words = tuple(_shifted(said)) if all(sound.words for sound in sounds) else ()
    return replace(sounds[0], samples=samples, words=words)


def _shifted(said: Sequence[tuple[str, Sound]]) -> Iterator[WordTime]:
    """The times of the words, and their places, in the whole line."""
    letters, start_s = 0, 0.0
    for text, sound in said:
        for word in sound.words:
            yield replace(word, at=word.at + letters, start_s=word.start_s + start_s)
        letters += len(text) + 1
        start_s += sound.seconds + _BETWEEN_LANGUAGES_S


def _closed(line: Line) -> tuple[tuple[str, str], ...]:
    """The said words by language, the last with a stop, so that the voice falls; after a lead-in it stays up."""
    parts = line.stretches()
    if not parts:
        return ()
    lang, last = parts[-1]
    said = last.rstrip(" ,;:-")
    end = "" if said[-1] in ".!?\u06d4\u061f" else "," if line.kind == "lead-in" else "."
    return (*parts[:-1], (lang, said + end))


def trim(sound: Sound) -> Sound:
    """The sound with little silence before and after its words."""
    level = np.abs(sound.samples.astype(np.int32))
    first, last = stretch(level > level.max() * _SILENCE_LEVEL)
    start = max(0, first - round(_BEFORE_S * sound.rate_hz))
    end = last + round(_AFTER_S * sound.rate_hz)
    samples, missing = sound.samples[start:end], end - len(sound.samples)
    words = tuple(replace(word, start_s=max(0.0, word.start_s - start / sound.rate_hz)) for word in sound.words)
    return replace(sound, samples=np.pad(samples, (0, missing)) if missing > 0 else samples, words=words)
