"""Sounds of sentences that were said before: after an edit, only what is new is spoken.

A sound is kept by everything that it depends on: engine and its code, versions, voice, rate, words. It is kept with
what else is prepared once for a computer, and a damaged one is spoken again.
"""

import json
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path

from leaflets import prepared, speakers, voices
from leaflets.speech import lossless
from leaflets.speech.claims import claimed
from leaflets.voices import Sound, Speak, Voice, WordTime, measure

KIND = "sounds"
_CLAIMS = "claims"


def keeping(speak: Speak, shelf: Callable[[], prepared.Shelf] | None = None) -> Speak:
    """The same voice, which speaks only what it has not said before."""

    def speak_new(sentences: tuple[str, ...], voice: Voice) -> tuple[Sound, ...]:
        if not voice.library:
            return speak(sentences, voice)  # nobody knows beforehand what would speak
        kept = (shelf or _shelf)()
        names = {sentence: _name(sentence, voice) for sentence in sentences}
        said: dict[str, Sound] = {}

        def missing() -> dict[str, str]:
            """The sentences that are neither said nor kept, by the keys of their sounds."""
            for sentence, name in names.items():
                if sentence not in said and (content := kept.find(name)) is not None:
                    said[sentence] = _unpack(content)
            return {kept.key(name): sentence for sentence, name in names.items() if sentence not in said}

        def say(new: tuple[str, ...]) -> None:
            for sentence, sound in zip(new, speak(new, voice), strict=True):
                kept.put(names[sentence], _pack(sound))
                said[sentence] = sound

        # What another process is just saying is left to it. Should it fail, it is said here after all.
        with claimed(kept.folder and kept.folder.with_name(_CLAIMS), missing()) as claim:
            # Once more: another may have said some just before they were claimed.
            say(tuple(sentence for key, sentence in missing().items() if key in claim.ours))
        claim.wait()
        say(tuple(missing().values()))
        return tuple(said[sentence] for sentence in sentences)

    return speak_new


def _shelf() -> prepared.Shelf:
    # What makes a sound, and what decides whether it is believed; how a child is started changes nothing in it.
    code = [*Path(speakers.__file__).parent.glob("*.py"), *map(Path, (measure.__file__, lossless.__file__, __file__))]
    return prepared.shelf(KIND, *code)


def _name(sentence: str, voice: Voice) -> str:
    """What the sound depends on, besides our own code."""
    engine = voices.versions(voice, voice.library)
    return json.dumps([voice.engine, engine, voice.library_from, voice.voice, voice.rate, sentence])


def _pack(sound: Sound) -> bytes:
    """A line with the times of the words, then the samples."""
    head = {"library": sound.library, "words": [astuple(word) for word in sound.words]}
    return json.dumps(head).encode() + b"\n" + lossless.to_bytes(sound.samples, sound.rate_hz)


def _unpack(content: bytes) -> Sound:
    head, _, packed = content.partition(b"\n")
    values = json.loads(head)
    samples, rate_hz = lossless.from_bytes(packed)
    return Sound(samples, rate_hz, tuple(WordTime(*word) for word in values["words"]), values["library"])
