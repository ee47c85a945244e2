"""A voice that speaks no words: a soft tone, longer for longer sentences.

Everything after the voice can be tried with it, quickly and on any machine.
"""

import numpy as np

from leaflets.voices import Sound, Voice
from leaflets.voices.measure import expected_s

_RATE_HZ = 22050
_TONE_HZ = 220
_LEVEL = 0.1
"""Part of full scale: -20 dBFS, about as loud as a voice."""
_EDGE_S = 0.02
_TAIL_S = 0.2
"""Silence after the tone, as real voices leave it."""


def speak(sentences: tuple[str, ...], voice: Voice) -> tuple[Sound, ...]:
    """One tone per sentence, same order."""
    return tuple(Sound(_tone(expected_s(sentence, voice)), _RATE_HZ) for sentence in sentences)


def _tone(seconds: float) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    time_s = np.arange(int(seconds * _RATE_HZ)) / _RATE_HZ
    edges = np.clip(np.minimum(time_s, seconds - time_s) / _EDGE_S, 0, 1)
    tone = np.sin(2 * np.pi * _TONE_HZ * time_s) * edges * _LEVEL * 32767
    return np.concatenate((tone, np.zeros(int(_TAIL_S * _RATE_HZ)))).astype(np.int16)
