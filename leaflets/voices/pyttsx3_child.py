"""The child process that speaks with pyttsx3 and the espeak-ng library of the `espeakng-loader` package.

It stands alone and imports nothing of the toolkit: the espeak-ng library is GPL-3+ and is loaded in this process only.
It reads one JSON file named as its argument (`sentences`, `voice`, `rate`, `folder`), writes `00000.wav` … into the
folder and prints one JSON line for each thing done: `{"done": 0}`, then `{"ready": …}`, or `{"error": …, "detail": …}`.
"""

import ctypes
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypedDict, cast

DATA_PATH_LIMIT = 160
"""From this many bytes on espeak-ng 1.52 cannot find its data and ends the process without a word (159 works)."""

Report = Callable[..., None]


class Job(TypedDict):
    """What the parent asks for."""

    sentences: list[str]
    voice: str
    rate: int
    folder: str


class Engine(Protocol):
    """The part of a pyttsx3 engine that is used."""

    def connect(self, topic: str, cb: Callable[[str, Exception], None]) -> object: ...
    def setProperty(self, name: str, value: str | int) -> None: ...  # noqa: N802
    def getProperty(self, name: str) -> object: ...  # noqa: N802
    def save_to_file(self, text: str, filename: str) -> None: ...
    def startLoop(self) -> None: ...  # noqa: N802
    def endLoop(self) -> None: ...  # noqa: N802


def main() -> int:
    report = _reporter()
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    try:
        _speak(job, report)
    except ImportError as error:
        report(error="missing", detail=str(error))
    except ValueError as error:
        report(error="voice", detail=str(error))
    except OSError as error:
        report(error="folder", detail=str(error))
    except Exception as error:  # whatever pyttsx3 raises must reach the parent as words
        report(error="engine", detail=f"{type(error).__name__}: {error}")
    else:
        return 0
    return 1


def _reporter() -> Report:
    """Keeps the real output for our lines: pyttsx3 prints there for every file, and the C library as well."""
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)

    def report(**values: object) -> None:
        lines.write(json.dumps(values) + "\n")
        lines.flush()

    return report


def short_data_path(data: str, folder: str) -> str:
    """The data folder, or a link to it in `folder` (a copy where links are not allowed) when its path is too long."""
    if len(os.fsencode(data)) < DATA_PATH_LIMIT:
        return data
    near = os.path.join(folder, "espeak-ng-data")
    if len(os.fsencode(near)) >= DATA_PATH_LIMIT:
        raise OSError(f"The path of the folder for temporary files is too long: {folder}")
    try:
        os.symlink(data, near, target_is_directory=True)
    except OSError:
        shutil.copytree(data, near)
    return near


def _engine(folder: str) -> Engine:
    """A pyttsx3 engine on the package's own espeak-ng, never the system's: the same bytes on every machine.

    `make_library_available()` of espeakng-loader 0.2.4 comes too late, so the one look-up is redirected.
    """
    import espeakng_loader

    os.environ["ESPEAK_DATA_PATH"] = short_data_path(espeakng_loader.get_data_path(), folder)
    library = espeakng_loader.get_library_path()
    ctypes.cdll.LoadLibrary = lambda name: ctypes.CDLL(library)  # type: ignore[method-assign]
    try:
        import pyttsx3

        return cast(Engine, pyttsx3.init("espeak"))
    finally:
        del ctypes.cdll.LoadLibrary


def _speak(job: Job, report: Report) -> None:
    folder = job["folder"]
    if not os.path.isdir(folder) or not os.access(folder, os.W_OK):
        # pyttsx3 2.99 loses this error inside a callback and then waits for ever.
        raise OSError(f"Cannot write in the folder {folder}")
    engine = _engine(folder)
    from pyttsx3.drivers import _espeak

    errors: list[Exception] = []
    engine.connect("error", lambda name, exception: errors.append(exception))
    for number, sentence in enumerate(job["sentences"]):
        # Set for every sentence: what is not set is left to chance (pyttsx3 2.99, first run at a racy rate).
        engine.setProperty("voice", job["voice"])
        engine.setProperty("rate", job["rate"])
        engine.save_to_file(sentence, str(Path(folder, f"{number:05}.wav")))
        # runAndWait() returns before the file is there (pyttsx3 issue 219); startLoop() waits for it.
        engine.startLoop()
        # The library's own thread may not be done yet. endLoop() would then cancel the next sentence, which comes out
        # empty: seen about once in 2,700 sentences on a busy machine with pyttsx3 2.99.
        _espeak.Synchronize()
        engine.endLoop()
        if errors:
            # A wrong voice is only an event; the sound would be in the old voice.
            raise errors[0]
        report(done=number)
    report(ready=_state(engine))


def _state(engine: Engine) -> dict[str, object]:
    """What really spoke, asked of the engine and of the library itself."""
    from pyttsx3.drivers import _espeak

    data = ctypes.c_char_p()
    version = _espeak.Info(ctypes.byref(data))
    return {
        "voice": engine.getProperty("voice"),
        "rate": engine.getProperty("rate"),
        "library": version.decode(),
        "data": (data.value or b"").decode(),
    }


if __name__ == "__main__":
    sys.exit(main())
