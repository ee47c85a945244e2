"""Speaks with pyttsx3 on the espeak-ng library of the `espeakng-loader` package, in a child process of its own.

All sentences of a call are said by one child in their order: espeak-ng's sound of a sentence depends a little on what
it said before, so the same sentences in the same order give the same bytes.
"""

import sys
from pathlib import Path

from leaflets.voices import Sound, Voice
from leaflets.voices.child import speak_in_child

_CHILD = Path(__file__).with_name("pyttsx3_child.py")


def speak(sentences: tuple[str, ...], voice: Voice) -> tuple[Sound, ...]:
    """One Sound per sentence, same order. Raises LeafletError when the voice fails."""
    # -P keeps this folder off the child's path: its modules must not hide packages of the same name.
    return speak_in_child((sys.executable, "-P", str(_CHILD)), sentences, voice)
