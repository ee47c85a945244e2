"""Hands the sentences of a voice to a child process, tries again once, and measures what comes back.

Whatever a voice does wrong ends here, within its time, as a plain message that names the sentence.
"""

import json
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import cast

from leaflets.findings import LeafletError
from leaflets.speakers.jobs import SOUNDS
from leaflets.voices import Sound, Voice, WordTime
from leaflets.voices.measure import DamageError, DisbeliefError, believe
from leaflets.voices.program import Program, SilenceError, running

_TRIES = 2
"""A machine under load may be slow once; what fails twice is broken."""
_SHARED_FROM = 16
"""So many sentences are worth the start of a second child (0.1 s)."""


_FOLDER = "leaflets-voice-"
"""How our temporary folders begin."""
_LEFT_S = 24 * 3600
"""A folder that is so old was left by a build that was killed; no sentence takes as long."""


class _TryError(Exception):
    """This try failed; another may do better."""

    advice = "Start again. If that fails, run: doctor"


class _WordsError(_TryError):
    """The computer does its part, but the voice does not say these words as it should."""

    advice = "Write into the lexicon how its words are said, or write the sentence in another way."


@dataclass(frozen=True, slots=True)
class _Said:
    """What a child did of a job."""

    sounds: "Sequence[Sound | _TryError]"
    """Those of the first sentences, or why they are not believed."""
    state: Mapping[str, object]
    """What the child says of itself: voice, rate, library."""


def speak_in_child(
    program: Program, sentences: tuple[str, ...], voice: Voice, files: Mapping[str, str] | None = None
) -> tuple[Sound, ...]:
    """One Sound per sentence, same order. `files`: paths that the engine needs, by what they are.

    Raises LeafletError when the voice is not there, cannot be set, or failed twice.
    """
    for number, sentence in enumerate(sentences, start=1):
        if not re.search(r"\w", sentence):
            raise LeafletError(f"Sentence {number} of the recording has no words: “{sentence}”. Give it some.")
    with _writing():
        _clear_up(tempfile.gettempdir())
    if program.stays or len(sentences) < _SHARED_FROM:
        return _persistently(program, sentences, voice, files or {}, 0)
    # A sentence sounds the same whatever stands around it, so two children may share them: half the wait on two cores.
    half = len(sentences) // 2
    with ThreadPoolExecutor(1) as other:
        second = other.submit(_persistently, program, sentences[half:], voice, files or {}, half)
        return _persistently(program, sentences[:half], voice, files or {}, 0) + second.result()


@cache
def _clear_up(place: str) -> None:
    """Takes away what builds that were killed have left there: once for each process, and only what is ours."""
    for folder in Path(place).glob(f"{_FOLDER}*"):
        with suppress(OSError):  # another build may take it away meanwhile
            if time.time() - folder.stat().st_mtime > _LEFT_S:
                shutil.rmtree(folder, ignore_errors=True)


def _persistently(
    program: Program, sentences: Sequence[str], voice: Voice, files: Mapping[str, str], before: int
) -> tuple[Sound, ...]:
    """One Sound per sentence, tried again where that may help; `before` says how many sentences stand before these."""
    last = _TryError()
    for _ in range(_TRIES):
        try:
            return tuple(_sounds(program, sentences, voice, files, before))
        except _TryError as failure:
            last = failure
    raise LeafletError(f"{last} It was tried {_TRIES} times. {last.advice}")


def _sounds(
    program: Program, sentences: Sequence[str], voice: Voice, files: Mapping[str, str], before: int
) -> Iterator[Sound]:
    """The sounds in order. A child may do only some of the sentences; the next one goes on."""
    done = 0
    while done < len(sentences):
        rest = sentences[done:]
        for sound in _attempt(program, rest, voice, files, before + done):
            done += 1
            yield sound


def _attempt(
    program: Program, sentences: Sequence[str], voice: Voice, files: Mapping[str, str], before: int
) -> tuple[Sound, ...]:
    """The sounds of the first sentences, at least one; `before` says how many sentences stand before these."""
    with _writing():
        folder = tempfile.TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True)
    with folder as name:
        job = Path(name, "job.json")
        wanted = {
            "sentences": sentences,
            "voice": voice.voice,
            "rate": voice.rate,
            "folder": name,
            "library_from": voice.library_from,
            "files": dict(files),
        }
        with _writing():
            job.write_text(json.dumps(wanted), encoding="utf-8")
            Path(name, SOUNDS).touch()
        said = _watch(program, job, sentences, voice, before)
        _check_state(said.state, voice)
        library = str(said.state.get("library", ""))
        return tuple(replace(_believed(sound), library=library) for sound in said.sounds)


@contextmanager
def _writing() -> Iterator[None]:
    """Tells a disk that takes no files in plain words."""
    try:
        yield
    except OSError as error:
        raise _no_room(error) from error


def _no_room(detail: object) -> LeafletError:
    return LeafletError(f"The voice cannot write its sounds ({detail}). Free some space or mend the folder.")


def _watch(program: Program, job: Path, sentences: Sequence[str], voice: Voice, before: int) -> _Said:
    """Follows what the child says of the job, and looks at each sound while it says the next sentence.

    Raises as `speak_in_child`, or _TryError.
    """
    sounds: list[Sound | _TryError] = []
    limit_s = voice.start_s
    with running(program) as child, job.with_name(SOUNDS).open("rb") as file:
        child.ask(job)
        while True:
            number = len(sounds)
            sentence = sentences[min(number, len(sentences) - 1)]
            place = f"The voice “{voice.name}” did not finish sentence {before + number + 1}: “{sentence}”."
            limit_s += voice.sentence_s + voice.word_s * len(sentence.split())
            try:
                said = _message(child.answer(limit_s))
            except SilenceError as silence:
                raise _TryError(f"{place} {silence}") from None
            if "error" in said:
                _refuse(said, voice)
                raise _TryError(f"{place} It says: {said.get('detail')}.")
            if "ready" in said and number == len(sentences):
                return _Said(sounds, cast(Mapping[str, object], said["ready"]))
            if "again" in said and sounds:
                child.close()
                return _Said(sounds, cast(Mapping[str, object], said["again"]))
            if "done" in said:
                data = file.read(cast(int, said.get("bytes", 0)))
                sounds.append(_sound(data, place, sentence, voice, _words(said)))
            limit_s = 0.0


def _believed(sound: Sound | _TryError) -> Sound:
    """Raises what is wrong with it: only when it is known that the right voice spoke."""
    if isinstance(sound, _TryError):
        raise sound
    return sound


def _message(line: str) -> Mapping[str, object]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _words(said: Mapping[str, object]) -> tuple[WordTime, ...]:
    times = cast(Sequence[tuple[int, int, int]], said.get("words", ()))
    return tuple(WordTime(at, letters, milliseconds / 1000) for at, letters, milliseconds in times)


def _refuse(said: Mapping[str, object], voice: Voice) -> None:
    """Raises LeafletError for what trying again cannot mend."""
    detail = str(said.get("detail"))
    if said["error"] == "missing":
        raise LeafletError(f"The voice “{voice.name}” is not installed ({detail}). See what is missing with: doctor")
    if said["error"] == "word":
        raise LeafletError(
            f"The voice “{voice.name}” cannot say “{detail}”. Write into the lexicon in sources how it is said."
        )
    if said["error"] == "voice":
        raise LeafletError(f"The voice “{voice.name}” cannot be set ({detail}). Look at leaflets/voices/voices.toml.")
    if said["error"] == "folder":
        raise _no_room(detail)


def _check_state(state: Mapping[str, object], voice: Voice) -> None:
    """Raises LeafletError when another voice, rate or library spoke than the one that was asked for."""
    for name, wanted in (("voice", voice.voice), ("rate", voice.rate), ("library", voice.library)):
        if wanted and state.get(name) != wanted:
            raise LeafletError(
                f"The voice “{voice.name}” spoke with the {name} “{state.get(name)}”. It should be “{wanted}”. "
                "Look at leaflets/voices/voices.toml."
            )


def _sound(data: bytes, place: str, sentence: str, voice: Voice, words: tuple[WordTime, ...]) -> Sound | _TryError:
    """The sound of a WAV file with the times of its words, or why it cannot be the sentence; `place` says which."""
    if not data:
        return _TryError(f"{place} Its sound is missing.")
    try:
        return replace(believe(data, sentence, voice), words=words)
    except DamageError as damage:
        return _TryError(f"{place} The sound {damage}.")
    except DisbeliefError as doubt:
        return _WordsError(f"{place} The sound {doubt}.")
