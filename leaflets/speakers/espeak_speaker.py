"""The child program that speaks with espeak-ng directly: the sound of pyttsx3, and the time of each word."""

import ctypes
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from leaflets.speakers.espeak_library import Place, is_loaded, unload
from leaflets.speakers.jobs import Job, Report, as_wave, hand_over, serve

_SYNCHRONOUS = 2
_CHARS_UTF8, _END_PAUSE = 0x0001, 0x1000
_RATE = 1
_WORD, _LAST = 1, 0
"""Kinds of events: a word begins; the end of the list."""


class _Event(ctypes.Structure):
    """`espeak_EVENT` of speak_lib.h, espeak-ng 1.51 and 1.52."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("string", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


class _Voice(ctypes.Structure):
    """The beginning of `espeak_VOICE` of speak_lib.h."""

    _fields_ = (("name", ctypes.c_char_p), ("languages", ctypes.c_char_p), ("identifier", ctypes.c_char_p))


class _Said:
    """What came of one sentence: its samples, and its words as (first letter, number of letters, milliseconds)."""

    def __init__(self) -> None:
        self.samples = bytearray()
        self.words: list[tuple[int, int, int]] = []

    def take(self, samples: int | None, count: int, events: "ctypes._Pointer[_Event]") -> int:
        at = 0
        while events[at].type != _LAST:
            if events[at].type == _WORD:
                self.words.append((events[at].text_position - 1, events[at].length, events[at].audio_position))
            at += 1
        if samples and count > 0:
            self.samples += ctypes.string_at(samples, count * 2)
        return 0


def speak(job: Job, report: Report) -> None:
    place = Place.find(job["library_from"], job["folder"])
    sentences = job["sentences"]
    state: dict[str, object] = {}
    for number, sentence in enumerate(sentences):
        library = ctypes.CDLL(place.library)
        said, rate_hz, state = _say(library, place, sentence, job)
        library.espeak_Terminate()
        unload(library)
        hand_over(job, report, number, as_wave(bytes(said.samples), rate_hz), said.words)
        if number + 1 < len(sentences) and is_loaded(place.library):
            report(again=state)
            return
    report(ready=state)


def _say(library: ctypes.CDLL, place: Place, sentence: str, job: Job) -> tuple[_Said, int, dict[str, object]]:
    """The sentence, its samples a second, and what really spoke."""
    data = os.fsencode(place.data) if place.data else None
    rate_hz = library.espeak_Initialize(_SYNCHRONOUS, 1000, data, 0)
    if rate_hz <= 0:
        raise RuntimeError("espeak-ng could not be started")
    if library.espeak_SetVoiceByName(job["voice"].encode()) != 0:
        raise ValueError(f"espeak-ng knows no voice {job['voice']}")
    library.espeak_SetParameter(_RATE, job["rate"], 0)
    said = _Said()
    callback = _Callback(said.take)
    library.espeak_SetSynthCallback(callback)
    text = sentence.encode()
    # No flag for mark-up or phonemes: whatever stands in the text is said as text.
    if library.espeak_Synth(text, len(text) + 1, 0, 0, 0, _CHARS_UTF8 | _END_PAUSE, None, None) != 0:
        raise RuntimeError("espeak-ng could not say the sentence")
    return said, rate_hz, _state(library)


def _state(library: ctypes.CDLL) -> dict[str, object]:
    data = ctypes.c_char_p()
    library.espeak_Info.restype = ctypes.c_char_p
    version: bytes = library.espeak_Info(ctypes.byref(data))
    library.espeak_GetCurrentVoice.restype = ctypes.POINTER(_Voice)
    voice = library.espeak_GetCurrentVoice().contents.identifier or b""
    return {
        "voice": voice.decode(),
        "rate": library.espeak_GetParameter(_RATE, 1),
        "library": version.decode(),
        "data": os.fsdecode(data.value or b""),
    }


if __name__ == "__main__":
    sys.exit(serve(speak))
