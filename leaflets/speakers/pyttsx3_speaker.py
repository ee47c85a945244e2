"""The child program that speaks with pyttsx3 and espeak-ng, each sentence with everything loaded anew."""

import ctypes
import io
import os
import sys
import time
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from leaflets.speakers.espeak_library import Place, is_loaded, unload
from leaflets.speakers.jobs import Job, Report, hand_over, serve
from leaflets.speakers.pyttsx3_driver import Engine, fresh

_RATE, _CURRENT = 1, 1
"""Of `espeak_GetParameter` in speak_lib.h."""
_LOOK_S = 0.0002
"""Most often one look is enough: the library is done a moment after it says that the sentence is."""


def speak(job: Job, report: Report) -> None:
    place = Place.find(job["library_from"], job["folder"])
    if place.data:
        os.environ["ESPEAK_DATA_PATH"] = place.data
    sentences = job["sentences"]
    state: dict[str, object] = {}
    for number, sentence in enumerate(sentences):
        engine, library = fresh(place.library)
        sound = _say(engine, library, sentence, job)
        state = _state(engine, library)
        library.dll.espeak_Terminate()
        unload(library.dll)
        hand_over(job, report, number, sound)
        if number + 1 < len(sentences) and is_loaded(place.library):
            report(again=state)
            return
    report(ready=state)


def _say(engine: Engine, library: ModuleType, sentence: str, job: Job) -> bytes:
    """The sound of the sentence as a WAV file."""
    sound = io.BytesIO()  # pyttsx3 2.99 hands what it gets to `wave.open`, which takes a file as well as a name
    errors: list[Exception] = []
    engine.connect("error", lambda name, exception: errors.append(exception))
    # Set for every sentence: what is not set is left to chance (pyttsx3 2.99, first run at a racy rate).
    engine.setProperty("voice", job["voice"])
    engine.setProperty("rate", job["rate"])
    engine.save_to_file(sentence, sound)
    # runAndWait() returns before the file is there (pyttsx3 issue 219); startLoop() waits for it.
    engine.startLoop()
    # The library's own thread may not be done yet. endLoop() would then cancel the sentence, which comes out empty:
    # seen about once in 2,700 sentences on a busy machine with pyttsx3 2.99. Synchronize() waits for it as well, but in
    # steps of 20 ms (espeak-ng 1.52).
    while library.IsPlaying():
        time.sleep(_LOOK_S)
    engine.endLoop()
    if errors:
        # A wrong voice is only an event; the sound would be in the old voice.
        raise errors[0]
    return sound.getvalue()


def _state(engine: Engine, library: ModuleType) -> dict[str, object]:
    """What really spoke, asked of the engine and of the library itself."""
    data = ctypes.c_char_p()
    version = library.Info(ctypes.byref(data))
    return {
        "voice": engine.getProperty("voice"),
        # pyttsx3 2.99 forgets to ask for the current rate, and so gets the usual one now and then.
        "rate": library.dll.espeak_GetParameter(_RATE, _CURRENT),
        "library": version.decode(),
        "data": os.fsdecode(data.value or b""),
    }


if __name__ == "__main__":
    sys.exit(serve(speak))
