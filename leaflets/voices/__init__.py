"""The voices: what a voice and a sound are, the names, and how an engine is loaded.

An engine is one function, `speak(sentences, voice)`: one Sound per sentence, same order. A sentence sounds the same
whatever is said before and after it. A real engine speaks in a child process of its own, with a time limit, and its
sound is measured before it is believed.
"""

import importlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from leaflets import languages
from leaflets.findings import LeafletError
from leaflets.formats import Pace
from leaflets.versions import version

if TYPE_CHECKING:  # who only asks which voices there are needs no sound
    import numpy as np
    import numpy.typing as npt

NAMES: tuple[str, ...] = ("british", "british-words", "british-system", "emma", "george", "silent")
"""Names of voices, as in `voices.toml`."""

_LIBRARY = "1.52.0"
"""The espeak-ng that the voices of languages were set for."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What speaks a voice."""

    module: str
    """Its module here. A module named `pyttsx3` would hide the package."""
    made_with: tuple[str, ...] = ()
    """Distributions whose version changes the sound."""
    library: str = ""
    """Name of the voice library that it speaks with."""
    extra: str = ""
    """What `pyproject.toml` calls the packages that only it needs: its voices are optional, see `get-voice`."""


ENGINES: Mapping[str, Engine] = {
    "pyttsx3": Engine("pyttsx3_engine", ("pyttsx3", "espeakng-loader"), "espeak-ng"),
    "espeak": Engine("espeak_engine", ("espeakng-loader",), "espeak-ng"),
    "kokoro": Engine("kokoro_engine", ("hibari-tts", "onnxruntime"), "kokoro-82M", extra="neural"),
    "silent": Engine("silent"),
}

Samples: TypeAlias = "npt.NDArray[np.int16]"


@dataclass(frozen=True, slots=True)
class WordTime:
    """When a word of a sentence begins, as the engine itself tells it."""

    at: int
    """Place of its first letter in the sentence that was given, from 0."""
    letters: int
    start_s: float


@dataclass(frozen=True, slots=True)
class Sound:
    """What was said for one sentence: one channel, 16 bits."""

    samples: Samples
    rate_hz: int
    words: tuple[WordTime, ...] = ()
    """In order; none from an engine that does not know."""
    library: str = ""
    """Version of the voice library that spoke, as it says itself."""

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate_hz


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice by its name in people's words, and how its engine is told to speak."""

    name: str
    about: str
    """What it is like and when to choose it, for the person who chooses."""
    language: str
    """Primary language subtag; empty for a voice that says no words."""
    engine: str
    voice: str
    rate: int
    slow_rate: int
    """Instead of `rate`, for the slower recording."""
    library: str
    """Version of the voice library that must answer; empty where any will do."""
    length: float
    """Seconds it takes, as a part of what `measure.expected_s` is calibrated for."""
    more_s: float = 0.0
    """Seconds more for every sentence, however short it is: people do not say single words in haste."""
    library_from: Literal["package", "system"] = "package"
    """Whose espeak-ng speaks: the one that is installed with the toolkit, or the computer's own."""
    start_s: float = 20.0
    """Most seconds a child process may take before its first sound (it starts in 0.3 s; a busy machine is slower)."""
    sentence_s: float = 5.0
    """Most seconds for a sentence, besides `word_s` for each of its words (5 s and 0.1 s: 50 times what is needed)."""
    word_s: float = 0.1

    @property
    def extra(self) -> str:
        """What it needs besides the usual packages; empty for a voice that is always there."""
        return ENGINES[self.engine].extra

    @property
    def is_optional(self) -> bool:
        """Whether the toolkit is complete without it: it is fetched on purpose, or a part of the computer itself."""
        return bool(self.extra) or self.library_from == "system"

    def at(self, pace: Pace) -> "Voice":
        """The same voice at that pace."""
        if pace == "normal":
            return self
        longer = self.rate / self.slow_rate
        return replace(self, rate=self.slow_rate, length=self.length * longer, more_s=self.more_s * longer)


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


def voice_of(lang: str) -> Voice | None:
    """The voice that the file of a language names, an espeak-ng one; None where it names none."""
    table = languages.load(lang).data.get("voice") if lang in languages.tags() else None
    if not isinstance(table, Mapping):
        return None
    own = {key.replace("-", "_"): value for key, value in table.items()}
    return Voice(lang, language=lang.split("-")[0], engine="pyttsx3", library=_LIBRARY, **own)


def lacks_voice(lang: str) -> str | None:
    """Why nothing can be spoken in that language, as sentences that say what to do; None where it can."""
    if any(voice.language == lang.split("-")[0] for voice in voices().values()):
        return None
    voice = voice_of(lang)
    if voice is None:
        return f"No voice speaks {languages.load(lang).english}. Add a table [voice] to its file in leaflets/languages."
    package = find_spec("espeakng_loader")
    if package is None or not package.origin:
        return "The voices of espeak-ng are missing. See what is missing with: doctor"
    if not (Path(package.origin).parent / "espeak-ng-data" / "lang" / voice.voice).is_file():
        return (
            f"espeak-ng has no voice “{voice.voice}” for {languages.load(lang).english}. Get a newer espeakng-loader."
        )
    return None


def speaking(name: str, lang: str) -> tuple[Voice, Speak]:
    """The voice of that name where it speaks the language or no words at all, else the language's own.

    Raises as `load`.
    """
    named = voices().get(name)
    own = voice_of(lang)
    if own is None or named is None or named.language in ("", own.language):
        return load(name)
    if named.engine == "espeak":  # it tells the times of words, and speaks every voice of espeak-ng
        own = replace(own, engine=named.engine)
    return own, _speak(own)


def offered() -> tuple[str, ...]:
    """Names of the voices that a house can choose: those that say words."""
    return tuple(name for name, voice in voices().items() if voice.language)


def load(name: str) -> tuple[Voice, Speak]:
    """The voice of that name as this computer has it, and its engine, imported now.

    Raises LeafletError for a name that is not listed, and for an optional voice that is not there.
    """
    if name not in voices():
        raise LeafletError(f"There is no voice “{name}”. There are: {', '.join(offered())}.")
    voice = voices()[name]
    if voice.engine not in ENGINES:
        raise LeafletError(f"The voice “{name}” names an engine “{voice.engine}”. There are: {', '.join(ENGINES)}.")
    if voice.extra:
        voice = cast(Callable[[Voice], Voice], _module(voice).found)(voice)
    return voice, _speak(voice)


def _speak(voice: Voice) -> Speak:
    return cast(Speak, _module(voice).speak)


def _module(voice: Voice) -> Any:
    return importlib.import_module(f"leaflets.voices.{ENGINES[voice.engine].module}")


@lru_cache(maxsize=16)
def versions(voice: Voice, library: str) -> str:
    """What speaks the voice, with versions, for the manifest: `pyttsx3 2.99, espeakng-loader 0.2.4, espeak-ng 1.52.0`.

    `library`: the version that answered. Kept, because every sentence asks for it.
    """
    engine = ENGINES[voice.engine]
    names = [name for name in engine.made_with if name != "espeakng-loader" or voice.library_from == "package"]
    parts = [f"{name} {version(name)}" for name in names]
    return ", ".join((*parts, f"{engine.library} {library}") if engine.library else parts)
