"""The child program that speaks with Kokoro, a neural voice. It loads the model once and keeps it for every job."""

import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from leaflets.speakers import kokoro_text
from leaflets.speakers.jobs import Job, Report, UnsayableError, as_wave, hand_over, serve
from leaflets.speakers.kokoro_model import FRAME, LONGEST, RATE_HZ, Model, Style, Wave, load_model, load_style
from leaflets.speakers.kokoro_text import Part, Reader, is_pause, parts, pieces

_MOST = 400
"""Phonemes of a piece when a sentence is too long: the model hurries when it is quite full."""
_SILENCE = 0.003
"""Part of a piece's own peak below which nothing is heard: -50 dB."""
_BETWEEN_S, _AT_A_PAUSE_S = 0.08, 0.3
"""Silence between two pieces of a sentence."""
_PEAK = 0.98
"""No sample is louder: what the model makes louder than can be written is made softer as a whole, never cut off."""

Words = list[tuple[int, int, int]]
"""(first letter, number of letters, milliseconds) of each word."""


def speak(job: Job, report: Report) -> None:
    paths = job["files"]
    model = _model(tuple(path for name, path in sorted(paths.items()) if name.startswith("model")))
    style = _style(paths["style"])
    library = f"model {model.digest[:12]}, style {style.digest[:12]}"
    reader = _reader()
    for number, sentence in enumerate(job["sentences"]):
        wave, words = _say(model, style, parts(reader, sentence), job["rate"] / 100)
        hand_over(job, report, number, as_wave((wave * 32767).astype("<i2").tobytes(), RATE_HZ), words)
    report(ready={"voice": Path(paths["style"]).stem, "rate": job["rate"], "library": library})


@lru_cache(maxsize=1)
def _model(paths: tuple[str, ...]) -> Model:
    return load_model(paths)


@lru_cache(maxsize=8)
def _style(path: str) -> Style:
    return load_style(path)


@lru_cache(maxsize=1)
def _reader() -> Reader:
    from hibari.g2p import G2P

    reader: Reader = G2P(british=True)
    return reader


def _say(model: Model, style: Style, whole: tuple[Part, ...], speed: float) -> tuple[Wave, Words]:
    """The sound of a sentence, and when its words begin."""
    for part in whole:
        if part.letters and not (kokoro_text.is_readable(part.text) and model.numbers(part.phonemes.strip())):
            raise UnsayableError(part.text)
    short = len(model.numbers("".join(part.phonemes for part in whole))) <= LONGEST
    waves: list[Wave] = []
    words: Words = []
    begun = 0
    for piece in (whole,) if short else pieces(whole, _MOST):
        phonemes = "".join(part.phonemes for part in piece).rstrip()
        if not model.numbers(phonemes):
            continue
        wave, frames = model.say(phonemes, style, speed)
        first, last = (0, len(wave)) if short else _heard(wave)
        words += _times(model, piece, frames, begun - first)
        rest_s = 0.0 if short else _AT_A_PAUSE_S if is_pause(piece[-1]) else _BETWEEN_S
        waves.append(np.pad(wave[first:last], (0, round(rest_s * RATE_HZ))))
        begun += len(waves[-1])
    if not waves:
        raise RuntimeError("It knows no sound for this sentence")
    whole_wave = np.concatenate(waves)
    return whole_wave * min(1.0, _PEAK / float(np.abs(whole_wave).max())), words


def _heard(wave: Wave) -> tuple[int, int]:
    """The first sample that is heard, and the one after the last."""
    heard = np.flatnonzero(np.abs(wave) > np.abs(wave).max() * _SILENCE)
    return int(heard[0]), int(heard[-1]) + 1


def _times(model: Model, piece: Sequence[Part], frames: Sequence[int], begun: int) -> Words:
    """When the words of a piece begin that itself begins with that sample; nothing where the model does not tell."""
    if not frames:
        return []
    words: Words = []
    place, sample = 1, begun + frames[0] * FRAME
    for part in piece:
        if part.letters:
            words.append((part.at, part.letters, max(0, round(1000 * sample / RATE_HZ))))
        after = place + len(model.numbers(part.phonemes))
        sample += sum(frames[place:after]) * FRAME
        place = after
    return words


if __name__ == "__main__":
    sys.exit(serve(speak))
