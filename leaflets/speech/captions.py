"""The recording as captions: what stands on the screen, in which lines, from when to when.

One caption for each line of the recording, or several where a sentence is too long for two lines of a screen. Knows no
file format. Times are whole milliseconds, as in the files.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from leaflets.speech.timings import Cue, Timings, Word

WIDEST = 42
"""Letters in a line, as is usual for subtitles in English; two lines of it hold all but the longest sentences."""
_LINES = 2
_STAYS_MS = 500
"""So long a caption stays when nothing follows: a slow reader is not cut off with the voice."""
_AT_A_PAUSE = 0.5
"""What an uneven line costs where it ends with a comma: people read to there in one breath."""
_NUMBER_PARTED = 400
"""What it costs to part a number from its neighbour, in a telephone number or a date: as much as 20 letters."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is seen."""

    text: str
    at_ms: int
    """When it begins."""
    exact: bool
    """Whether the voice told that time; otherwise it is a guess."""
    lang: str = ""
    """BCP 47 tag; empty for the language of the recording."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands on the screen at one time."""

    id: str
    """Of a sentence: its id, then `s012-2`, `s012-3`; of the announcement `a0`, `a1` …"""
    start_ms: int
    end_ms: int
    lines: tuple[tuple[Token, ...], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines without times."""
        return tuple(" ".join(token.text for token in line) for line in self.lines)


def ids(timings: Timings) -> tuple[str, ...]:
    """For each cue its name in the files: the sentence's id, or `a0`, `a1` … for lines of the announcement."""
    numbers = iter(range(len(timings.cues)))
    return tuple(cue.id or f"a{next(numbers)}" for cue in timings.cues)


def captions(timings: Timings, langs: Sequence[tuple[str, ...]] = ()) -> tuple[Caption, ...]:
    """Every caption in order; none overlaps the next one. `langs`: for each cue the language of each word, or none."""
    starts = [*(_ms(cue.start_s) for cue in timings.cues), _ms(timings.seconds)]
    return tuple(
        caption
        for cue, spans, name, following in zip(
            timings.cues, langs or [()] * len(timings.cues), ids(timings), starts[1:], strict=True
        )
        for caption in _captions(cue, spans, name, min(_ms(cue.end_s) + _STAYS_MS, following))
    )


def _captions(cue: Cue, langs: tuple[str, ...], name: str, until_ms: int) -> Iterator[Caption]:
    tokens = _tokens(cue, until_ms)
    if langs:
        tokens = tuple(replace(token, lang=lang) for token, lang in zip(tokens, langs, strict=True))
    lines = tuple(_balanced(tokens))
    groups = [lines[at : at + _LINES] for at in range(0, len(lines), _LINES)]
    times = [_ms(cue.start_s), *(group[0][0].at_ms for group in groups[1:]), until_ms]
    for number, (group, (start_ms, end_ms)) in enumerate(zip(groups, pairwise(times), strict=True), start=1):
        yield Caption(name if number == 1 else f"{name}-{number}", start_ms, end_ms, group)


def _tokens(cue: Cue, until_ms: int) -> tuple[Token, ...]:
    """The words with their times. A number that is said twice is seen once, with the times of the first turn.

    Where the voice tells no times, letters are taken to need equal time each: true to a fifth of a second in most
    sentences, which is enough to change captions and not enough to mark words.
    """
    timed = tuple(token for word in cue.words for token in _spread(word, exact=True))
    shown = cue.display.split()
    if [token.text for token in timed[: len(shown)]] == shown:
        return timed[: len(shown)]
    end_s = cue.end_s if cue.end_s > cue.start_s else until_ms / 1000  # a lone sign is not said, but seen
    return tuple(_spread(Word(cue.display, cue.start_s, end_s), exact=False))


def _spread(word: Word, exact: bool) -> Iterator[Token]:
    """A stretch of words one by one; only the first one's time is that of the stretch."""
    texts = word.display.split()
    letters = sum(map(len, texts))
    before = 0
    for text in texts:
        at_s = word.start_s + (word.end_s - word.start_s) * before / letters
        yield Token(text, _ms(at_s), exact and not before)
        before += len(text)


def _balanced(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """The fewest lines, and among these the ones most alike in length. A word longer than a line has one of its own."""
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(tokens) + 1):
        ways = []
        for start in range(end):
            width = len(" ".join(token.text for token in tokens[start:end]))
            if width <= WIDEST or end - start == 1:
                count, cost, _ = best[start]
                ways.append((count + 1, cost + _cost(tokens, end, width), start))
        best.append(min(ways))
    cuts = [len(tokens)]
    while cuts[0]:
        cuts.insert(0, best[cuts[0]][2])
    for start, end in pairwise(cuts):
        yield tokens[start:end]


def _cost(tokens: tuple[Token, ...], end: int, width: int) -> float:
    """How bad it is to end a line of that width before the token at `end`."""
    last = tokens[end - 1].text
    uneven = max(0, WIDEST - width) ** 2 * (_AT_A_PAUSE if last[-1] in ",;:.!?" else 1)
    parted = end < len(tokens) and (last.isdigit() or tokens[end].text.rstrip(".,").isdigit())
    return uneven + (_NUMBER_PARTED if parted else 0)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
