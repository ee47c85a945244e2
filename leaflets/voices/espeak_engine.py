"""Speaks with espeak-ng directly, in a child process of its own: the sound of pyttsx3, and the time of each word."""

from leaflets.voices import Sound, Voice
from leaflets.voices.child import speak_in_child
from leaflets.voices.program import SPEAKERS, Program

_PROGRAM = Program(SPEAKERS / "espeak_speaker.py")


def speak(sentences: tuple[str, ...], voice: Voice) -> tuple[Sound, ...]:
    """One Sound per sentence, same order, with the times of its words. Raises LeafletError when the voice fails."""
    return speak_in_child(_PROGRAM, sentences, voice)
