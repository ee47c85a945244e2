"""Ends the lines of every paragraph where a reader would pause, and never before one last small word.

WeasyPrint has no `text-wrap: balance`. The smallest width that keeps the number of lines makes them nearly equal, and
they then read like the pauses of speech (visual design, section 5.2, point 6). What is set is the end of each line, not
a width: WeasyPrint 70 breaks a line badly when only the blank before a bold word does not fit. So the number of lines,
and with it the height of every block, is known before anything is laid out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from leaflets.findings import LeafletError
from leaflets.html import unbroken
from leaflets.model import Run, Sentence
from leaflets.paper.fonts import BOLD, REGULAR
from leaflets.paper.shaping import width_mm

MOST_BALANCED = 4
"""Longer paragraphs take what fits on each line."""

_SLACK_MM = 0.3
"""Kept free at the end of a line, besides the blank there: letters are counted without their kerning."""


_PART = re.compile(r"(?<=[/.@_-])(?=\w)")
"""Where an address may be parted that is wider than a line: after one of its signs."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Letters that stay on one line, and where they begin."""

    width_mm: float
    sentence: int
    run: int
    at: int
    """Place of the first letter in the run's text."""
    forced: bool
    """The author wished a pause before it."""
    joined: bool = False
    """It goes on with a word: an address that is wider than a line."""
    last: str = ""
    """Its last letter."""

    @property
    def ends_sentence(self) -> bool:
        return self.last in ".?!:\u06d4\u061f"


def balanced(
    sentences: Sequence[Sentence], measure_mm: float, size_pt: float, weight: int = REGULAR
) -> tuple[Sentence, ...]:
    """The sentences of one paragraph, a line end in their words wherever a line shall end. A wished pause wins.

    Raises LeafletError for a word that is wider than a line.
    """
    space = width_mm(" ", size_pt, weight)
    room = measure_mm - space - _SLACK_MM
    stretches = tuple(_stretches(sentences, size_pt, weight, room))
    for stretch in stretches:
        if stretch.width_mm > measure_mm:
            words = sentences[stretch.sentence].runs[stretch.run].text[stretch.at :].split()[0]
            raise LeafletError(f"“{words}” is wider than a line. Write a shorter word, or choose other formats.")
    breaks: list[_Stretch] = []
    for part in _parts(stretches):
        if part[0].forced:
            breaks.append(part[0])
        breaks += _best_breaks(part, space, room)
    return tuple(
        replace(sentence, runs=tuple(_with_line_ends(sentence.runs, [one for one in breaks if one.sentence == number])))
        for number, sentence in enumerate(sentences)
    )


def count(sentences: Sequence[Sentence]) -> int:
    """On how many lines a paragraph stands whose lines are set; 0 for no paragraph."""
    return 1 + sum(sentence.text.count(LINE_END) for sentence in sentences) if sentences else 0


LINE_END = "\n"
"""In the words of a set sentence: a line ends here. Style sheets keep it (white-space: pre-line)."""
SOFT_END = "\u200b\n"
"""A line ends here inside a word: the zero width space (UAX #14) tells the tags that no blank belongs here."""


def _stretches(sentences: Sequence[Sentence], size_pt: float, plain_weight: int, room_mm: float) -> Iterator[_Stretch]:
    """The stretches in order. Without a blank between them, a bold word and its full stop are one.

    What must stay together but is wider than a line is parted at its blanks all the same.
    """
    forced = joined = False
    for order, sentence in enumerate(sentences):
        width, run_at, at, last = 0.0, 0, 0, ""
        for number, run in enumerate(sentence.runs):
            weight = BOLD if run.strong or run.link else plain_weight
            place = 0
            for text, kept in unbroken(run):
                whole = kept and width_mm(text, size_pt, weight) <= room_mm
                for index, word in enumerate([text] if whole else text.split(" ")):
                    if index:
                        place += 1
                        if width:
                            yield _Stretch(width, order, run_at, at, forced, joined, last)
                            forced = joined = False
                        width = 0.0
                    wide = not whole and width_mm(word, size_pt, weight) > room_mm
                    for part, piece in enumerate(_PART.split(word) if wide else [word]):
                        if part and width:
                            yield _Stretch(width, order, run_at, at, forced, joined, last)
                            width, forced, joined = 0.0, False, True
                        if piece and not width:
                            run_at, at = number, place
                        width += width_mm(piece, size_pt, weight)
                        last = piece.rstrip()[-1:] or last
                        place += len(piece)
            if run.pause and (number + 1 < len(sentence.runs) or order + 1 < len(sentences)):
                if width:
                    yield _Stretch(width, order, run_at, at, forced, joined, last)
                width, forced, joined = 0.0, True, False
        if width:
            yield _Stretch(width, order, run_at, at, forced, joined, last)
            forced = joined = False


def _parts(stretches: Sequence[_Stretch]) -> Iterator[Sequence[_Stretch]]:
    """The stretches between wished pauses."""
    begins = [number for number, stretch in enumerate(stretches) if stretch.forced or not number]
    for begin, end in pairwise([*begins, len(stretches)]):
        yield stretches[begin:end]


def _best_breaks(stretches: Sequence[_Stretch], space: float, measure_mm: float) -> tuple[_Stretch, ...]:
    """Where the lines begin that are nearly equal; where there are many, those that take what fits."""
    known: dict[tuple[int, int], tuple[_Stretch, ...]] = {}

    def best(first: int, last: int) -> tuple[_Stretch, ...]:
        """Of the stretches from the first one up to, not with, the last one. Each row of them is asked for often."""
        if (first, last) not in known:
            known[first, last] = chosen(first, stretches[first:last])
        return known[first, last]

    def chosen(first: int, some: Sequence[_Stretch]) -> tuple[_Stretch, ...]:
        falling = _breaks(some, space, measure_mm)
        lines = len(falling) + 1
        if not 1 < lines <= MOST_BALANCED:
            return falling
        widest = max(stretch.width_mm for stretch in some)
        possible = sorted(width for width in _possible_widths(some, space) if widest <= width <= measure_mm)
        fitting = (_breaks(some, space, width) for width in possible)
        # The lines when one of them ends where a sentence does, though more would fit on it.
        ends = (number for number in range(1, len(some)) if some[number - 1].ends_sentence)
        ending = (
            (*best(first, first + number), some[number], *best(first + number, first + len(some))) for number in ends
        )
        choices = [each for each in (*fitting, *ending) if len(each) + 1 == lines]
        # Of lines that make as much sense, the narrowest are the most even ones.
        return min(choices, key=partial(_sense, some), default=falling)

    return best(0, len(stretches))


def _sense(stretches: Sequence[_Stretch], breaks: Sequence[_Stretch]) -> int:
    """How badly the lines fit the sentences: a line should end where one ends, and not just after one has begun."""
    begins = {id(one) for one in breaks}
    score = 0
    for number, stretch in enumerate(stretches):
        if id(stretch) not in begins:
            continue
        score -= stretches[number - 1].ends_sentence
        score += 2 * (number > 1 and stretches[number - 2].ends_sentence and not stretches[number - 1].ends_sentence)
    return score


def _breaks(stretches: Sequence[_Stretch], space: float, measure: float) -> tuple[_Stretch, ...]:
    """The stretches that begin a new line when each line takes what fits."""
    breaks: list[_Stretch] = []
    used = 0.0
    for stretch in stretches:
        if used and used + space + stretch.width_mm > measure:
            breaks.append(stretch)
            used = stretch.width_mm
        else:
            used += stretch.width_mm + (space if used else 0)
    return tuple(breaks)


def _possible_widths(stretches: Sequence[_Stretch], space: float) -> Iterator[float]:
    """Every width that some line could have: of each row of neighbouring stretches."""
    for first in range(len(stretches)):
        width = -space
        for stretch in stretches[first:]:
            width += space + stretch.width_mm
            # A hair wider: sums of the same numbers in another order differ in their last figures.
            yield width + 1e-6


def _with_line_ends(runs: Sequence[Run], breaks: Sequence[_Stretch]) -> Iterator[Run]:
    """The runs with a line end before each break, in place of the blank there."""
    for number, run in enumerate(runs):
        text = run.text
        for stretch in reversed([one for one in breaks if one.run == number]):
            end = SOFT_END if stretch.joined else LINE_END
            text = text[: stretch.at].rstrip(" ") + end + text[stretch.at :]
        yield replace(run, text=text, pause=False)
