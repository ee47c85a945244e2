"""Speaks with pyttsx3 on an espeak-ng library, in a child process of its own."""

from leaflets.voices import Sound, Voice
from leaflets.voices.child import speak_in_child
from leaflets.voices.program import SPEAKERS, Program

_PROGRAM = Program(SPEAKERS / "pyttsx3_speaker.py")


def speak(sentences: tuple[str, ...], voice: Voice) -> tuple[Sound, ...]:
    """One Sound per sentence, same order. Raises LeafletError when the voice fails."""
    return speak_in_child(_PROGRAM, sentences, voice)
