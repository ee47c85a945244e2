"""Has the lines of a recording said, the one with its own length too, and trims what comes back."""

from dataclasses import replace

import numpy as np

from leaflets.formats import Pace
from leaflets.languages import Language
from leaflets.speech.assemble import length_s, silences_s
from leaflets.speech.script import Line, length_line, told_halves
from leaflets.voices import Sound, Speak, Voice
from leaflets.voices.measure import expected_s, stretch

_BEFORE_S, _AFTER_S = 0.01, 0.05
"""What stays of the silence around a sentence (audio design, section 4); the pauses are ours."""
_SILENCE_LEVEL = 10 ** (-50 / 20)
"""Below this part of a sound's own peak nothing is heard."""
_NEAR = (-2, -1, 0, 1, 2)
"""The recording tells its own length, which is known only when all is said. So lengths near the expected one are said
with everything else, and the right one is taken: a second call of a voice costs more than four short sentences."""


def say(
    lines: tuple[Line, ...], language: Language, voice: Voice, speak: Speak, pace: Pace
) -> tuple[tuple[Line, ...], tuple[Sound | None, ...]]:
    """The lines with the right length told, and one trimmed sound per line; None for a line without words.

    Raises LeafletError as the voice does.
    """
    place = next(number for number, line in enumerate(lines) if line.kind == "length")
    halves = told_halves(silences_s(lines, pace) + sum(expected_s(line.said, voice) * line.times for line in lines))
    near = tuple(dict.fromkeys(max(1, halves + step) for step in _NEAR))
    sounds = say_lines((*lines, *(length_line(language, each) for each in near)), voice, speak)
    lengths = dict(zip(near, sounds[len(lines) :], strict=True))
    sounds = sounds[: len(lines)]
    right = told_halves(length_s(lines, sounds, pace))
    if right not in lengths:
        lengths[right] = say_lines((length_line(language, right),), voice, speak)[0]
    told = replace(length_line(language, right), chapter=lines[place].chapter)
    return (*lines[:place], told, *lines[place + 1 :]), (*sounds[:place], lengths[right], *sounds[place + 1 :])


def say_lines(lines: tuple[Line, ...], voice: Voice, speak: Speak) -> tuple[Sound | None, ...]:
    """One trimmed sound per line, same order; None for a line without words. Raises LeafletError as the voice does."""
    texts = [_closed(line) for line in lines]
    sounds = iter(speak(tuple(text for text in texts if text), voice))
    return tuple(trim(next(sounds)) if text else None for text in texts)


def _closed(line: Line) -> str:
    """The said words with a stop, so that the voice falls at the end; after a lead-in it stays up."""
    if not any(sign.isalnum() for sign in line.said):
        return ""
    said = line.said.rstrip(" ,;:-")
    return said if said[-1] in ".!?" else said + ("," if line.kind == "lead-in" else ".")


def trim(sound: Sound) -> Sound:
    """The sound with little silence before and after its words."""
    level = np.abs(sound.samples.astype(np.int32))
    first, last = stretch(level > level.max() * _SILENCE_LEVEL)
    start = max(0, first - round(_BEFORE_S * sound.rate_hz))
    end = last + round(_AFTER_S * sound.rate_hz)
    missing = max(0, end - len(sound.samples))
    words = tuple(replace(word, start_s=max(0.0, word.start_s - start / sound.rate_hz)) for word in sound.words)
    return replace(sound, samples=np.pad(sound.samples[start:end], (0, missing)), words=words)
