"""Balances the lines of short paragraphs, so that no last line is one small word.

WeasyPrint has no `text-wrap: balance`. The smallest width that keeps the number of lines makes them nearly equal,
and they then read like the pauses of speech (visual design, section 5.2, point 6).
"""

from collections.abc import Iterator, Sequence

from leaflets.html import unbroken
from leaflets.model import Sentence
from leaflets.paper.fonts import BOLD, REGULAR, width_mm

MOST_LINES = 4
"""Longer paragraphs are left as they fall."""

SLACK_MM = 2.4
"""Added to the width found: kerning, rounding, and a blank at 18 point, since WeasyPrint 70 counts the one before a
bold word at the end of a line."""


def balanced_mm(sentence: Sentence, measure_mm: float, size_pt: float, weight: int = REGULAR) -> float | None:
    """The width to set the sentence in, or None where it should fall as it will.

    One line, more than four lines, or a pause that the author asked for: a wished pause wins.
    """
    if any(run.pause for run in sentence.runs):
        return None
    words = tuple(_words(sentence, size_pt, weight))
    space = width_mm(" ", size_pt)
    lines = _lines(words, space, measure_mm)
    if not 1 < lines <= MOST_LINES:
        return None
    possible = {width for width in _possible_widths(words, space) if max(words) <= width <= measure_mm}
    widths = sorted(possible)
    best = next((width for width in widths if _lines(words, space, width) == lines), measure_mm)
    return round(min(best + SLACK_MM, measure_mm), 1)


def _words(sentence: Sentence, size_pt: float, plain_weight: int) -> Iterator[float]:
    """Width of each stretch that stays on one line, in order."""
    pending = 0.0
    for run in sentence.runs:
        weight = BOLD if run.strong or run.link else plain_weight
        for text, kept in unbroken(run):
            pieces = [text] if kept else text.split(" ")
            for number, piece in enumerate(pieces):
                # A blank ends the stretch before it; without one, bold words and their full stop stay together.
                if number and pending:
                    yield pending
                    pending = 0.0
                pending += width_mm(piece, size_pt, weight)
    if pending:
        yield pending


def _lines(words: Sequence[float], space: float, measure: float) -> int:
    """How many lines the words fill when each takes what fits."""
    lines, used = 1, 0.0
    for word in words:
        if used and used + space + word > measure:
            lines, used = lines + 1, word
        else:
            used = used + space + word if used else word
    return lines


def _possible_widths(words: Sequence[float], space: float) -> Iterator[float]:
    """Every width that some line could have: of each run of neighbouring words."""
    for first in range(len(words)):
        width = -space
        for word in words[first:]:
            width += space + word
            yield width
