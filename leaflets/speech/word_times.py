"""From the words that an engine said to the words that a reader sees, with the time of each.

What is said is often not what is printed: “£5” is “five pounds”. The map between the two comes with every sentence.
A stretch of as many said as display words is told word by word; any other stretch as a whole.
"""

from collections.abc import Iterator

from leaflets.speech.timings import Word
from leaflets.spoken import Pairs
from leaflets.voices import Sound

_LEAST_NAMED = 0.5
"""Of the words, so many must be named by the engine; fewer means that its words are not those of the sentence."""


def word_times(pairs: Pairs, sound: Sound) -> tuple[Word, ...]:
    """The display words in order, in seconds from the beginning of the sound, without gaps between them.

    Empty when the engine's words do not fit the sentence: a wrong mark on a page is worse than none.
    """
    begun = [(display, start_s) for display, start_s in _beginnings(pairs, sound) if display]
    named = [start_s for _, start_s in begun if start_s is not None]
    if len(named) < _LEAST_NAMED * len(begun) or named != sorted(named) or named[-1] >= sound.seconds:
        return ()
    together = _with_the_words_before(begun)
    ends = [*(start_s for _, start_s in together[1:]), sound.seconds]
    return tuple(Word(display, start_s, end_s) for (display, start_s), end_s in zip(together, ends, strict=True))


def _with_the_words_before(begun: list[tuple[str, float | None]]) -> list[tuple[str, float]]:
    """A word that the engine does not name goes with those before it: it says “for the” as one word."""
    together: list[tuple[str, float]] = []
    for display, start_s in begun:
        if start_s is None and together:
            together[-1] = (f"{together[-1][0]} {display}", together[-1][1])
        else:
            together.append((display, start_s or 0.0))
    return together


def _beginnings(pairs: Pairs, sound: Sound) -> Iterator[tuple[str, float | None]]:
    """Display words and when they begin; None where the engine names no word of them."""
    place, carried = 0, ""
    for display, said in pairs:
        if not any(sign.isalnum() for sign in said):
            carried = f"{carried} {display}".strip()  # a lone sign is not heard: it goes with the next words
            place += len(said) + 1 if said else 0
            continue
        heard = [word for word in sound.words if place <= word.at < place + len(said)]
        shown, words = display.split(), said.split()
        lead = f"{carried} " if carried else ""
        if len(shown) == len(words):
            yield from _one_by_one(shown, words, place, sound, lead)
        else:
            yield lead + display, heard[0].start_s if heard else None
        place += len(said) + 1
        carried = ""


def _one_by_one(
    shown: list[str], words: list[str], place: int, sound: Sound, lead: str
) -> Iterator[tuple[str, float | None]]:
    for display, word in zip(shown, words, strict=True):
        heard = [time for time in sound.words if place <= time.at < place + len(word)]
        yield lead + display, heard[0].start_s if heard else None
        place += len(word) + 1
        lead = ""
