"""What the spoken forms are worth: the table of cases said as it is printed and as it is said, measured in two ways.

By ear: a recogniser writes down what the usual voice says, and the words are compared with those that stand in the
table. By sound: the phonemes that espeak-ng makes of the printed words are compared with those of the words in the
table; no recogniser has a part in that. Both sides are treated alike in everything.
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import jiwer
import numpy as np
from recordings import decode

from leaflets import languages, spoken, voices
from leaflets.speakers.jobs import SOUNDS
from leaflets.speech.say import trim
from leaflets.verify import listening, recogniser
from leaflets.verify.recording import Cue, Recording
from leaflets.voices import Samples, Sound
from leaflets.voices.program import SPEAKERS

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "tests" / "spoken" / "cases.toml"
VOICE = voices.voices()["british"]
_HEADING = re.compile(r"(?m)^# (.+)$")
_FIGURES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_CALLED = re.compile(rf"(?:\b(?:{'|'.join(_FIGURES)})\b[,\s]*){{3}}")
_BETWEEN = ("The garden is open.", "Please take a seat.", "We can help you.", "The book is new.")
"""Said in turn before each case. Without them a number runs into the next one: a recogniser writes "call 111 1471"."""


@dataclass(frozen=True, slots=True)
class Case:
    """A line of the table."""

    group: str
    """What the table says above it."""
    printed: str
    said: str
    """As somebody wrote it down who knows how people say it."""

    @property
    def calls(self) -> bool:
        """Whether three figures are said one by one, as in a number to call.

        A recogniser writes 999 whether it hears "nine nine nine" or "nine hundred and ninety-nine", and loses and adds
        figures of long numbers. So it is no judge of these.
        """
        return bool(_CALLED.search(self.said))


def cases() -> tuple[Case, ...]:
    """Every line of the table in its order. All have words to say."""
    _, *parts = _HEADING.split(TABLE.read_text(encoding="utf-8"))
    return tuple(
        Case(group.partition(":")[0], case["printed"], case["said"])
        for group, part in zip(parts[::2], parts[1::2], strict=True)
        for case in tomllib.loads(part).get("case", ())
    )


def normalised(cases: Sequence[Case]) -> list[str]:
    """What our own rules and the staff's lexicon make of the printed words."""
    language, lexicon = languages.load("en-GB"), spoken.load(ROOT / "sources" / "lexicon.en-GB.toml")
    return [" ".join(said for _, said in spoken.say(case.printed, language, lexicon) if said) for case in cases]


@dataclass(frozen=True, slots=True)
class Errors:
    """Errors in one case, and of how many words or sounds."""

    wrong: int
    of: int


def share(errors: Sequence[Errors]) -> float:
    """Errors to a word or sound, over all cases."""
    return sum(one.wrong for one in errors) / sum(one.of for one in errors)


def misheard(cases: Sequence[Case], texts: Sequence[str]) -> list[Errors]:
    """For each case the words that are heard otherwise than the table says, when the voice is given that text."""
    recording = _recording(cases, [_closed(text) for text in texts])
    rows = listening.rows(recording.cues)
    counts = listening._counts(recording, rows, partial(recogniser.hear, language="en"))
    found = dict(zip([cue.id for row in rows for cue in row], [count for row in counts for count in row], strict=True))
    return [Errors(found[str(number)].errors, found[str(number)].words) for number in range(len(cases))]


def _closed(text: str) -> str:
    """With a stop at its end, as every line of a recording has."""
    return text if text[-1] in ".!?" else f"{text}."


def _recording(cases: Sequence[Case], texts: Sequence[str]) -> Recording:
    """The cases, each after a sentence of `_BETWEEN`."""
    before = [_BETWEEN[number % len(_BETWEEN)] for number in range(len(cases))]
    names = [name for number in range(len(cases)) for name in ("", str(number))]
    wanted = [said for other, case in zip(before, cases, strict=True) for said in (other, case.said)]
    sounds = [trim(sound) for sound in _said([said for pair in zip(before, texts, strict=True) for said in pair])]
    rate_hz = sounds[0].rate_hz
    pieces: list[Samples] = []
    cues, at = [], 0
    for name, said, sound in zip(names, wanted, sounds, strict=True):
        end = at + len(sound.samples)
        # Nothing is shown: only the words of the table count as right, not those that are printed.
        cues.append(Cue(name, "sentence", "", said, at / rate_hz, end / rate_hz, 0, 1))
        pieces.append(sound.samples)
        at = end
    samples = np.concatenate(pieces).astype(np.float32) / np.float32(32768)
    return Recording(samples, rate_hz, tuple(cues), (), {}, {})


def _said(texts: Sequence[str]) -> list[Sound]:
    """The voice's own sounds, not measured: printed figures take longer than anybody expects of so few letters."""
    with tempfile.TemporaryDirectory() as name:
        job = Path(name, "job.json")
        wanted = {"voice": VOICE.voice, "rate": VOICE.rate, "library_from": VOICE.library_from, "files": {}}
        job.write_text(json.dumps({"sentences": list(texts), "folder": name, **wanted}), encoding="utf-8")
        command = [sys.executable, "-P", str(SPEAKERS / "pyttsx3_speaker.py")]
        told = subprocess.run(command, input=f"{job}\n", text=True, capture_output=True, check=True).stdout
        sizes = [said["bytes"] for said in map(json.loads, told.splitlines()) if "bytes" in said]
        with Path(name, SOUNDS).open("rb") as sounds:
            return [Sound(*decode(sounds.read(size))) for size in sizes]


_PHONEMES = """
# Prints as JSON what espeak-ng makes of each text: its phonemes, in the International Phonetic Alphabet.
import ctypes, json, sys
import espeakng_loader
voice, texts = json.load(sys.stdin)
library = ctypes.CDLL(espeakng_loader.get_library_path())
library.espeak_Initialize(2, 1000, espeakng_loader.get_data_path().encode(), 0)
assert library.espeak_SetVoiceByName(voice.encode()) == 0
library.espeak_TextToPhonemes.restype = ctypes.c_char_p
def phonemes(text):
    rest = ctypes.c_char_p(text.encode())
    parts = []
    while rest.value:
        parts.append(library.espeak_TextToPhonemes(ctypes.byref(rest), 1, 2).decode())
    return " ".join(parts)
print(json.dumps([phonemes(text) for text in texts]))
"""
_NO_SOUND = re.compile(r"[\sˈˌː_|,.;:!?\-]|\([^)]*\)")
"""Stress, length and gaps, and the marks of a change of language."""


def phonemes(texts: Sequence[str]) -> list[str]:
    """What espeak-ng says for each text, sound by sound, one letter each."""
    found = subprocess.run(
        [sys.executable, "-c", _PHONEMES],
        input=json.dumps([VOICE.voice, list(texts)]),
        text=True,
        capture_output=True,
        check=True,
    )
    return [_NO_SOUND.sub("", one) for one in json.loads(found.stdout)]


def missaid(cases: Sequence[Case], texts: Sequence[str]) -> list[Errors]:
    """For each case the sounds that differ from those of the words in the table, when the voice is given that text."""
    right, other = phonemes([case.said for case in cases]), phonemes(texts)
    return [Errors(_apart(one, two), len(one)) for one, two in zip(right, other, strict=True)]


def _apart(right: str, other: str) -> int:
    found = jiwer.process_characters(right, other)
    return int(found.substitutions + found.deletions + found.insertions)
