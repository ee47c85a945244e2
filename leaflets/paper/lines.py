"""Ends the lines of every paragraph where a reader would pause, and never before one last small word.

WeasyPrint has no `text-wrap: balance`. The smallest width that keeps the number of lines makes them nearly equal,
and they then read like the pauses of speech (visual design, section 5.2, point 6). The lines are set as pauses, not as
a width: WeasyPrint 70 breaks a line badly when only the blank before a bold word does not fit. So the number of lines,
and with it the height of every block, is known before anything is laid out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from leaflets.html import unbroken
from leaflets.model import Run, Sentence
from leaflets.paper.fonts import BOLD, REGULAR, width_mm

MOST_BALANCED = 4
"""Longer paragraphs take what fits on each line."""

_SLACK_MM = 0.3
"""Kept free at the end of a line, besides the blank there: letters are counted without their kerning."""


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


def balanced(
    sentences: Sequence[Sentence], measure_mm: float, size_pt: float, weight: int = REGULAR
) -> tuple[Sentence, ...]:
    """The sentences of one paragraph, with a pause at the end of each line but the last. A wished pause wins."""
    stretches = tuple(_stretches(sentences, size_pt, weight))
    space = width_mm(" ", size_pt, weight)
    breaks: list[_Stretch] = []
    for part in _parts(stretches):
        if part[0].forced:
            breaks.append(part[0])
        breaks += _best_breaks(part, space, measure_mm - space - _SLACK_MM)
    return tuple(
        replace(
            sentence,
            runs=tuple(
                _with_pauses(sentence.runs, [one for one in breaks if one.sentence == number], _ends(breaks, number))
            ),
        )
        for number, sentence in enumerate(sentences)
    )


def count(sentences: Sequence[Sentence]) -> int:
    """On how many lines a paragraph stands whose lines are set; 0 for no paragraph."""
    pauses = [run.pause for sentence in sentences for run in sentence.runs]
    return sum(pauses[:-1]) + 1 if pauses else 0


def _ends(breaks: Sequence[_Stretch], number: int) -> bool:
    """Whether the sentence after this one begins a new line."""
    return any((one.sentence, one.run, one.at) == (number + 1, 0, 0) for one in breaks)


def _stretches(sentences: Sequence[Sentence], size_pt: float, plain_weight: int) -> Iterator[_Stretch]:
    """The stretches in order. Without a blank between them, a bold word and its full stop are one."""
    forced = False
    for order, sentence in enumerate(sentences):
        width, run_at, at = 0.0, 0, 0
        for number, run in enumerate(sentence.runs):
            weight = BOLD if run.strong or run.link else plain_weight
            place = 0
            for text, kept in unbroken(run):
                for index, piece in enumerate([text] if kept else text.split(" ")):
                    if index:
                        place += 1
                        if width:
                            yield _Stretch(width, order, run_at, at, forced)
                            forced = False
                        width = 0.0
                    if piece and not width:
                        run_at, at = number, place
                    width += width_mm(piece, size_pt, weight)
                    place += len(piece)
            if run.pause and (number + 1 < len(sentence.runs) or order + 1 < len(sentences)):
                if width:
                    yield _Stretch(width, order, run_at, at, forced)
                width, forced = 0.0, True
        if width:
            yield _Stretch(width, order, run_at, at, forced)
            forced = False


def _parts(stretches: Sequence[_Stretch]) -> Iterator[Sequence[_Stretch]]:
    """The stretches between wished pauses."""
    begins = [number for number, stretch in enumerate(stretches) if stretch.forced or not number]
    for begin, end in zip(begins, [*begins[1:], len(stretches)], strict=True):
        yield stretches[begin:end]


def _best_breaks(stretches: Sequence[_Stretch], space: float, measure_mm: float) -> tuple[_Stretch, ...]:
    """Where the lines begin that are nearly equal; where there are many, those that take what fits."""
    falling = _breaks(stretches, space, measure_mm)
    lines = len(falling) + 1
    if not 1 < lines <= MOST_BALANCED:
        return falling
    widest = max(stretch.width_mm for stretch in stretches)
    possible = sorted(width for width in _possible_widths(stretches, space) if widest <= width <= measure_mm)
    fitting = (_breaks(stretches, space, width) for width in possible)
    return next((breaks for breaks in fitting if len(breaks) + 1 == lines), falling)


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


def _with_pauses(runs: Sequence[Run], breaks: Sequence[_Stretch], at_end: bool) -> Iterator[Run]:
    """The runs cut before each break, what stands before it ending in a pause; `at_end`: the last one too."""
    held: Run | None = None
    for number, run in enumerate(runs):
        at = 0
        for place in (stretch.at for stretch in breaks if stretch.run == number):
            piece = replace(run, text=run.text[at:place], pause=False)
            if piece.text:
                if held:
                    yield held
                held = piece
            if held:
                held = replace(held, pause=True)
            at = place
        if held:
            yield held
        held = replace(run, text=run.text[at:], pause=False)
    if held:
        yield replace(held, pause=at_end)
