"""The child program that speaks with pyttsx3 and espeak-ng, each sentence with everything loaded anew."""

import ctypes
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Protocol, cast

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from leaflets.speakers.espeak_library import Place, is_loaded, unload
from leaflets.speakers.jobs import Job, Report, serve

_DRIVER = ("_espeak", "espeak")
"""The modules of pyttsx3 that hold the library."""
_RATE, _CURRENT = 1, 1
"""Of `espeak_GetParameter` in speak_lib.h."""
_LOOK_S = 0.0005
"""How often pyttsx3 looks whether a sentence is done. Its own 0.01 s made half of the time (pyttsx3 2.99)."""


class Engine(Protocol):
    """The part of a pyttsx3 engine that is used."""

    def connect(self, topic: str, cb: Callable[[str, Exception], None]) -> object: ...
    def setProperty(self, name: str, value: str | int) -> None: ...  # noqa: N802
    def getProperty(self, name: str) -> object: ...  # noqa: N802
    def save_to_file(self, text: str, filename: str) -> None: ...
    def startLoop(self) -> None: ...  # noqa: N802
    def endLoop(self) -> None: ...  # noqa: N802


def speak(job: Job, report: Report) -> None:
    sys.unraisablehook = lambda lost: _lost.append(lost.exc_value or RuntimeError(lost.err_msg))
    place = Place.find(job["library_from"], job["folder"])
    if place.data:
        os.environ["ESPEAK_DATA_PATH"] = place.data
    sentences = job["sentences"]
    state: dict[str, object] = {}
    for number, sentence in enumerate(sentences):
        engine, library = _fresh(place)
        _say(engine, library, sentence, Path(job["folder"], f"{number:05}.wav"), job)
        state = _state(engine, library)
        library.dll.espeak_Terminate()
        unload(library.dll)
        report(done=number)
        if number + 1 < len(sentences) and is_loaded(place.library):
            report(again=state)
            return
    report(ready=state)


def _fresh(place: Place) -> tuple[Engine, ModuleType]:
    """A pyttsx3 engine on a library that was just loaded, and pyttsx3's module that holds the library.

    pyttsx3 looks for the library when its driver is imported, in a few fixed places; that one look-up is redirected.
    `make_library_available()` of espeakng-loader 0.2.4 comes too late.
    """
    from pyttsx3 import drivers
    from pyttsx3.engine import Engine as Pyttsx3

    for name in _DRIVER:
        sys.modules.pop(f"pyttsx3.drivers.{name}", None)
        vars(drivers).pop(name, None)
    ctypes.cdll.LoadLibrary = lambda name: ctypes.CDLL(place.library)  # type: ignore[method-assign]
    try:
        engine = cast(Engine, Pyttsx3("espeak"))  # init() would give the engine of the last sentence again
    finally:
        del ctypes.cdll.LoadLibrary
    library, driver = (sys.modules[f"pyttsx3.drivers.{name}"] for name in _DRIVER)
    # When Python throws the engine away, its library is gone already: nothing may be asked of it then.
    vars(driver)["EspeakDriver"].destroy = staticmethod(lambda: None)
    vars(driver)["time"] = SimpleNamespace(sleep=_look)
    return engine, library


_lost: list[BaseException] = []
"""What went wrong inside a callback of the library, where Python only prints it and pyttsx3 2.99 waits for ever."""


def _look(seconds: float) -> None:
    """How pyttsx3 sleeps until it looks again; raises what went wrong meanwhile."""
    if _lost:
        causes = [_lost[0]]
        while (cause := causes[-1].__context__) is not None:
            causes.append(cause)
        raise next((cause for cause in causes if isinstance(cause, OSError)), _lost[0])
    time.sleep(min(seconds, _LOOK_S))


def _say(engine: Engine, library: ModuleType, sentence: str, path: Path, job: Job) -> None:
    errors: list[Exception] = []
    engine.connect("error", lambda name, exception: errors.append(exception))
    # Set for every sentence: what is not set is left to chance (pyttsx3 2.99, first run at a racy rate).
    engine.setProperty("voice", job["voice"])
    engine.setProperty("rate", job["rate"])
    engine.save_to_file(sentence, str(path))
    # runAndWait() returns before the file is there (pyttsx3 issue 219); startLoop() waits for it.
    engine.startLoop()
    # The library's own thread may not be done yet. endLoop() would then cancel the sentence, which comes out empty:
    # seen about once in 2,700 sentences on a busy machine with pyttsx3 2.99.
    library.Synchronize()
    engine.endLoop()
    if errors:
        # A wrong voice is only an event; the sound would be in the old voice.
        raise errors[0]


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
