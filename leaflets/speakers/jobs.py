"""What a child program and the toolkit say to each other.

The toolkit writes the path of a job file, one a line, to the child's input. A job is JSON: `sentences`, `voice`,
`rate`, `folder`, `library_from`, and whatever else its engine needs. The child appends the sound of each sentence, as
a WAV file, to the file `sounds` in the folder. It prints a JSON line for each: `{"done": 0, "bytes": …}`, with the size
of the sound; then `{"ready": …}`; or `{"again": …}`, when the rest needs a new child; or `{"error": …, "detail": …}`.
It ends when its input does, so that it never outlives the toolkit.
"""

import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypedDict

SOUNDS = "sounds"
"""One file for all of them. Hundreds of files that are taken away a moment later make every new file wait: for seconds
ext4 passes over their places, one by one. That took a twentieth of the time of a recording."""

Report = Callable[..., None]


class Job(TypedDict):
    """What the parent asks for."""

    sentences: list[str]
    voice: str
    rate: int
    folder: str
    library_from: str
    """`package` or `system`: whose espeak-ng speaks."""
    files: dict[str, str]
    """Paths of files that the engine needs, by what they are."""


Speak = Callable[[Job, Report], None]

Words = Sequence[tuple[int, int, int]]
"""(first letter, number of letters, milliseconds) of each word."""


class UnsayableError(Exception):
    """A word that the voice cannot say; the message is that word."""


def serve(speak: Speak) -> int:
    """Does every job that is asked for. Returns the exit code; after an error nothing more is done."""
    report = _reporter()
    # As bytes: this computer may take what comes in for Latin-1, and the toolkit always writes UTF-8.
    for line in sys.stdin.buffer:
        try:
            path = Path(line.decode("utf-8", "surrogateescape").strip())
            job: Job = json.loads(path.read_text(encoding="utf-8"))
            if not os.path.isdir(job["folder"]) or not os.access(job["folder"], os.W_OK):
                raise OSError(f"Cannot write in the folder {job['folder']}")
            speak(job, report)
        except ImportError as error:
            report(error="missing", detail=str(error))
            return 1
        except UnsayableError as error:
            report(error="word", detail=str(error))
            return 1
        except ValueError as error:
            report(error="voice", detail=str(error))
            return 1
        except OSError as error:
            report(error="folder", detail=str(error))
            return 1
        except Exception as error:  # whatever an engine raises must reach the parent as words
            report(error="engine", detail=f"{type(error).__name__}: {error}")
            return 1
    return 0


def _reporter() -> Report:
    """Keeps the real output for our lines: pyttsx3 prints there for every file, and the C library as well."""
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)

    def report(**values: object) -> None:
        lines.write(json.dumps(values) + "\n")
        lines.flush()

    return report


def hand_over(job: Job, report: Report, number: int, sound: bytes, words: Words = ()) -> None:
    """Hands over the sound of a sentence, as a WAV file, with what is known of its words."""
    with open(os.path.join(job["folder"], SOUNDS), "ab") as file:
        file.write(sound)
    report(done=number, bytes=len(sound), words=words)


def as_wave(samples: bytes, rate_hz: int) -> bytes:
    """One channel with 16 bits as a WAV file."""
    import wave

    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(samples)
    return content.getvalue()
