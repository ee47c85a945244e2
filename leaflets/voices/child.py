"""Runs the child process of a voice: hands it the sentences, watches the clock, tries again once, and measures.

Whatever a voice does wrong ends here, within its time, as a plain message that names the sentence.
"""

import json
import queue
import re
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, cast

from leaflets.findings import LeafletError
from leaflets.voices import Sound, Voice
from leaflets.voices.measure import DisbeliefError, believe

_TRIES = 2
"""A machine under load may be slow once; what fails twice is broken."""
_END = ""
"""Stands in the queue for the end of the child's output."""


class _TryError(Exception):
    """This try failed; another may do better."""


def speak_in_child(command: tuple[str, ...], sentences: tuple[str, ...], voice: Voice) -> tuple[Sound, ...]:
    """One Sound per sentence, same order, from `command` with the path of a job file as its last argument.

    Raises LeafletError when the voice is not there, cannot be set, or failed twice.
    """
    for number, sentence in enumerate(sentences, start=1):
        if not re.search(r"\w", sentence):
            raise LeafletError(f"Sentence {number} of the recording has no words: “{sentence}”. Give it some.")
    if not sentences:
        return ()
    reason = ""
    for _ in range(_TRIES):
        try:
            return _attempt(command, sentences, voice)
        except _TryError as failure:
            reason = str(failure)
    raise LeafletError(f"{reason} It was tried {_TRIES} times. Start again. If that fails, run: doctor")


def _attempt(command: tuple[str, ...], sentences: tuple[str, ...], voice: Voice) -> tuple[Sound, ...]:
    try:
        folder = tempfile.TemporaryDirectory(prefix="voice-", ignore_cleanup_errors=True)
    except OSError as error:
        raise LeafletError(f"The voice cannot write its sounds: {error}. Free some space.") from error
    with folder as name:
        sounds = Path(name, "sounds")
        sounds.mkdir()
        job = Path(name, "job.json")
        job.write_text(
            json.dumps({"sentences": sentences, "voice": voice.voice, "rate": voice.rate, "folder": str(sounds)}),
            encoding="utf-8",
        )
        state = _run((*command, str(job)), sentences, voice)
        _check_state(state, voice)
        return tuple(_sound(sounds, number, sentence, voice) for number, sentence in enumerate(sentences))


def _run(command: tuple[str, ...], sentences: tuple[str, ...], voice: Voice) -> Mapping[str, object]:
    """What the child says of itself at its end. Raises as `speak_in_child`, or _TryError."""
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=nowhere, stdout=subprocess.PIPE, stderr=nowhere, encoding="utf-8")
    lines: queue.Queue[str] = queue.Queue()
    reader = threading.Thread(target=_pass_on, args=(cast(IO[str], process.stdout), lines), daemon=True)
    reader.start()
    try:
        return _watch(lines, sentences, voice)
    finally:
        process.kill()
        process.wait()
        reader.join()
        cast(IO[str], process.stdout).close()


def _pass_on(output: IO[str], lines: "queue.Queue[str]") -> None:
    for line in output:
        lines.put(line)
    lines.put(_END)


def _watch(lines: "queue.Queue[str]", sentences: tuple[str, ...], voice: Voice) -> Mapping[str, object]:
    done = 0
    limit_s = voice.start_s
    while True:
        sentence = sentences[min(done, len(sentences) - 1)]
        limit_s += voice.sentence_s + voice.word_s * len(sentence.split())
        try:
            line = lines.get(timeout=limit_s)
        except queue.Empty:
            raise _TryError(f"{_place(voice, done, sentence)} It was stopped after {limit_s:.0f} seconds.") from None
        if line == _END:
            raise _TryError(f"{_place(voice, done, sentence)} Its program ended too early.")
        said = _message(line)
        if "error" in said:
            _refuse(said, voice)
            raise _TryError(f"{_place(voice, done, sentence)} It says: {said.get('detail')}.")
        if "ready" in said and done == len(sentences):
            return cast(Mapping[str, object], said["ready"])
        done += "done" in said
        limit_s = 0.0


def _message(line: str) -> Mapping[str, object]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _place(voice: Voice, done: int, sentence: str) -> str:
    return f"The voice “{voice.name}” did not finish sentence {done + 1}: “{sentence}”."


def _refuse(said: Mapping[str, object], voice: Voice) -> None:
    """Raises LeafletError for what trying again cannot mend."""
    detail = str(said.get("detail"))
    if said["error"] == "missing":
        raise LeafletError(f"The voice “{voice.name}” is not installed ({detail}). See what is missing with: doctor")
    if said["error"] == "voice":
        raise LeafletError(f"The voice “{voice.name}” cannot be set ({detail}). Look at leaflets/voices/voices.toml.")
    if said["error"] == "folder":
        raise LeafletError(f"The voice cannot write its sounds ({detail}). Free some space or mend the folder.")


def _check_state(state: Mapping[str, object], voice: Voice) -> None:
    """Raises LeafletError when another voice, rate or library spoke than the one that was asked for."""
    for name, wanted in (("voice", voice.voice), ("rate", voice.rate), ("library", voice.library)):
        if wanted and state.get(name) != wanted:
            raise LeafletError(
                f"The voice “{voice.name}” spoke with the {name} “{state.get(name)}”. It should be “{wanted}”. "
                "Look at leaflets/voices/voices.toml."
            )


def _sound(folder: Path, number: int, sentence: str, voice: Voice) -> Sound:
    try:
        data = (folder / f"{number:05}.wav").read_bytes()
    except OSError:
        raise _TryError(f"{_place(voice, number, sentence)} Its sound is missing.") from None
    try:
        return believe(data, sentence, voice)
    except DisbeliefError as doubt:
        raise _TryError(f"{_place(voice, number, sentence)} The sound {doubt}.") from doubt
