"""Leaflets that nobody wrote: any number of rows, short and long, for tests of what is shared over pages."""

from collections.abc import Iterator
from random import Random

import samples

from leaflets.model import Leaflet

PICTURES = ("leaflet", "question", "phone", "website")
"""Few and quickly drawn."""
WORDS = tuple(
    word
    for line in (
        "we you they can may help people with money home work talk read leaflet library sometimes always between",
        "hospital information appointment afternoon understand everybody together organisation",
    )
    for word in line.split()
)
MOST_WORDS = 15
"""In a sentence (rule ER-101), and in all sentences of a row together: rows are 33 to 63 mm high (visual design, 5)."""
MOST_ROWS_OF_A_TOPIC = 9


def leaflet(rows: int, seed: int) -> Leaflet:
    """A leaflet with that many rows under its own headings. The same seed gives the same leaflet."""
    return samples.composed("\n".join(_manuscript(rows, Random(seed))), slug=f"generated-{rows}-{seed}")


def _manuscript(rows: int, random: Random) -> Iterator[str]:
    yield from ("---", f"title: {_words(random, 1, 5)}", f"subtitle: {_words(random, 1, 6)}")
    yield from (f"cover-line: {_words(random, 3, 10)}", "short-title: Generated", "information-date: 2026-03")
    yield from ("cover-picture: help-read", "---")
    if random.random() < 0.5:
        yield from ("# Notice: Things have changed", *_row(random, ""))
    left = rows
    while left:
        topic = min(left, random.randint(1, MOST_ROWS_OF_A_TOPIC))
        yield f"## {_words(random, 2, 7)}?"
        for _ in range(topic):
            yield from _quote(random) if random.random() < 0.15 else _row(random, f"word {left}")
            left -= 1
    if random.random() < 0.5:
        yield from ("# Help now", *_row(random, ""))


def _row(random: Random, hard_word: str) -> Iterator[str]:
    yield from ("", f"[picture: {random.choice(PICTURES)}]")
    if hard_word and random.random() < 0.4:
        yield f"{_words(random, 1, 8)} **{hard_word}**."
        yield f"== **{hard_word}** means {_words(random, 1, 9).lower()}."
        yield from (f"== {sentence}" for sentence in _sentences(random, 8) if random.random() < 0.5)
    else:
        yield from _sentences(random, MOST_WORDS)


def _quote(random: Random) -> Iterator[str]:
    yield from ("", "> [person]", *(f"> {sentence}" for sentence in _sentences(random, MOST_WORDS)))


def _sentences(random: Random, most_words: int) -> Iterator[str]:
    """One to three sentences, the shorter the more there are."""
    count = random.randint(1, 3)
    yield from (f"{_words(random, 2, most_words // count)}." for _ in range(count))


def _words(random: Random, least: int, most: int) -> str:
    return " ".join(random.choices(WORDS, k=random.randint(least, most))).capitalize()
