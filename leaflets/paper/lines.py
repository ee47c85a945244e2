"""Balances the lines of short paragraphs, so that no last line is one small word.

WeasyPrint has no `text-wrap: balance`. The smallest width that keeps the number of lines makes them nearly equal,
and they then read like the pauses of speech (visual design, section 5.2, point 6). The lines are set as pauses, not as
a width: WeasyPrint 70 breaks a line badly when only the blank before a bold word does not fit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from leaflets.html import unbroken
from leaflets.model import Run, Sentence
from leaflets.paper.fonts import BOLD, REGULAR, width_mm

MOST_LINES = 4
"""Longer paragraphs are left as they fall."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Letters that stay on one line, and where they begin."""

    width_mm: float
    run: int
    at: int
    """Place of the first letter in the run's text."""


def balanced(sentence: Sentence, measure_mm: float, size_pt: float, weight: int = REGULAR) -> Sentence:
    """The sentence with a pause at the end of each line; as it is where it should fall as it will.

    That is one line, more than four lines, or a pause that the author asked for: a wished pause wins.
    """
    if any(run.pause for run in sentence.runs):
        return sentence
    stretches = tuple(_stretches(sentence, size_pt, weight))
    space = width_mm(" ", size_pt)
    lines = len(_breaks(stretches, space, measure_mm)) + 1
    if not 1 < lines <= MOST_LINES:
        return sentence
    widest = max(stretch.width_mm for stretch in stretches)
    possible = sorted(width for width in _possible_widths(stretches, space) if widest <= width <= measure_mm)
    fitting = (_breaks(stretches, space, width) for width in possible)
    best = next((breaks for breaks in fitting if len(breaks) + 1 == lines), _breaks(stretches, space, measure_mm))
    return replace(sentence, runs=tuple(_with_pauses(sentence.runs, best)))


def _stretches(sentence: Sentence, size_pt: float, plain_weight: int) -> Iterator[_Stretch]:
    """The stretches in order. Without a blank between them, a bold word and its full stop are one."""
    width, run_at, at = 0.0, 0, 0
    for number, run in enumerate(sentence.runs):
        weight = BOLD if run.strong or run.link else plain_weight
        place = 0
        for text, kept in unbroken(run):
            for index, piece in enumerate([text] if kept else text.split(" ")):
                if index:
                    place += 1
                    if width:
                        yield _Stretch(width, run_at, at)
                    width = 0.0
                if piece and not width:
                    run_at, at = number, place
                width += width_mm(piece, size_pt, weight)
                place += len(piece)
    if width:
        yield _Stretch(width, run_at, at)


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


def _with_pauses(runs: Sequence[Run], breaks: Sequence[_Stretch]) -> Iterator[Run]:
    """The runs cut before each break, what stands before it ending in a pause."""
    held: Run | None = None
    for number, run in enumerate(runs):
        at = 0
        for place in (stretch.at for stretch in breaks if stretch.run == number):
            piece = replace(run, text=run.text[at:place])
            if piece.text:
                if held:
                    yield held
                held = piece
            if held:
                held = replace(held, pause=True)
            at = place
        if held:
            yield held
        held = replace(run, text=run.text[at:])
    if held:
        yield held
