"""The voices: what a voice and a sound are, the names, and how an engine is loaded.

An engine is one function, `speak(sentences, voice)`: one Sound per sentence, same order. A real engine speaks in a
child process of its own, with a time limit, and its sound is measured before it is believed.
"""

import importlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt

from leaflets.findings import LeafletError

NAMES: tuple[str, ...] = ("british", "silent")
"""Names of voices, as in `voices.toml`."""

_ENGINES: Mapping[str, str] = {"pyttsx3": "pyttsx3_engine", "silent": "silent"}
"""Engine -> its module here. A module named `pyttsx3` would hide the package."""

Samples = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Sound:
    """What was said for one sentence: one channel, 16 bits."""

    samples: Samples
    rate_hz: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate_hz


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice by its name in people's words, and how its engine is told to speak."""

    name: str
    language: str
    """Primary language subtag; empty for a voice that says no words."""
    engine: str
    voice: str
    rate: int
    library: str
    length: float
    """Seconds it takes, as a part of what `measure.expected_s` is calibrated for."""
    start_s: float = 20.0
    """Most seconds a child process may take before its first sound (it starts in 0.3 s; a busy machine is slower)."""
    sentence_s: float = 5.0
    """Most seconds for a sentence, besides `word_s` for each of its words (5 s and 0.1 s: 50 times what is needed)."""
    word_s: float = 0.1


Speak = Callable[[tuple[str, ...], Voice], tuple[Sound, ...]]
"""One Sound per sentence, same order. Raises LeafletError when a sentence cannot be said."""


@lru_cache
def voices() -> Mapping[str, Voice]:
    """Every voice of `voices.toml` by its name."""
    data = tomllib.loads(Path(__file__).with_name("voices.toml").read_text(encoding="utf-8"))
    return {
        name: Voice(name, **{key.replace("-", "_"): value for key, value in entry.items()})
        for name, entry in data.items()
    }


def load(name: str) -> tuple[Voice, Speak]:
    """The voice of that name and its engine, imported now. Raises LeafletError for a name that is not listed."""
    if name not in voices():
        raise LeafletError(f"There is no voice “{name}”. There are: {', '.join(voices())}.")
    voice = voices()[name]
    if voice.engine not in _ENGINES:
        raise LeafletError(f"The voice “{name}” names an engine “{voice.engine}”. There are: {', '.join(_ENGINES)}.")
    module = importlib.import_module(f"leaflets.voices.{_ENGINES[voice.engine]}")
    return voice, cast(Speak, module.speak)
