"""The rows of a table of figures: what each is called, what is wished for, and how long its bar is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leaflets.checks.readability import SENTENCE_LIMIT
from leaflets.report.measures import Measures

NOT_CHECKED = "not checked"
NOT_SCORED = "not scored"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure as it is told, and the share of the row's longest bar, from 0 to 1; None for no bar."""

    text: str
    share: float | None = None
    good: bool | None = None
    """Whether the figure reaches the goal; None where there is none, or no figure."""


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of figure for several texts."""

    label: str
    goal: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    label: str
    value: Callable[[Measures], float | None]
    told: Callable[[Measures], str]
    most: float | None = None
    """The highest figure that is wished for."""
    least: float | None = None
    goal: str = ""
    bar: bool = True
    missing: str = NOT_SCORED
    whole: float | None = None
    """What a full bar stands for; the row's highest figure where it is None."""


def _share(found: Callable[[Measures], float | None]) -> Callable[[Measures], str]:
    def told(own: Measures) -> str:
        value = found(own)
        return NOT_CHECKED if value is None else f"{value:.0%}"

    return told


_KINDS: tuple[_Kind, ...] = (
    _Kind("Sentences", lambda own: own.scores.sentences, lambda own: str(own.scores.sentences), bar=False),
    _Kind("Words", lambda own: own.scores.words, lambda own: str(own.scores.words), bar=False),
    _Kind(
        "Words in a sentence, on average",
        lambda own: own.scores.mean,
        lambda own: f"{own.scores.mean:.1f}",
        most=10,
        goal="10 or fewer",
    ),
    _Kind(
        "Words in the longest sentence",
        lambda own: own.scores.longest,
        lambda own: str(own.scores.longest),
        most=SENTENCE_LIMIT,
        goal=f"{SENTENCE_LIMIT} or fewer",
    ),
    _Kind(
        f"Sentences of more than {SENTENCE_LIMIT} words",
        lambda own: own.scores.share_over_limit,
        lambda own: f"{own.scores.over_limit} ({own.scores.share_over_limit:.0%})",
        most=0,
        goal="none",
        whole=1,
    ),
    _Kind(
        "Words outside the easy list",
        lambda own: own.outside_easy_list,
        _share(lambda own: own.outside_easy_list),
        most=0.08,
        goal="8% or fewer",
        whole=1,
        missing=NOT_CHECKED,
    ),
    _Kind(
        "Sentences in the passive",
        lambda own: own.passive,
        _share(lambda own: own.passive),
        most=0.05,
        goal="5% or fewer",
        whole=1,
        missing=NOT_CHECKED,
    ),
    _Kind(
        "Flesch-Kincaid grade",
        lambda own: own.scores.grade,
        lambda own: f"{own.scores.grade:.1f}",
        most=5,
        goal="5 or lower",
    ),
    _Kind("Reading age", lambda own: own.scores.reading_age, lambda own: own.reading_age, bar=False),
    _Kind(
        "Flesch reading ease, higher is easier",
        lambda own: own.scores.ease,
        lambda own: f"{own.scores.ease:.0f}",
        least=75,
        goal="75 or higher",
        whole=100,
    ),
    _Kind("SMOG grade, for information", lambda own: own.scores.smog, lambda own: f"{own.scores.smog:.1f}"),
)
"""Goals of the house for easy read. 15 words: GOV.UK and the Department of Health; the others are below or above what
28 British easy-read health documents reach (median 11 words, grade 7.6, ease 63, 17% and 12%)."""


def rows(texts: Sequence[Measures]) -> tuple[Row, ...]:
    """The table's rows, each with a cell for each text, same order."""
    return tuple(Row(kind.label, kind.goal, _cells(kind, texts)) for kind in _KINDS)


def _cells(kind: _Kind, texts: Sequence[Measures]) -> tuple[Cell, ...]:
    values = [kind.value(own) for own in texts]
    whole = kind.whole or max((value for value in values if value is not None), default=0)
    return tuple(_cell(kind, own, value, whole) for own, value in zip(texts, values, strict=True))


def _cell(kind: _Kind, own: Measures, value: float | None, whole: float) -> Cell:
    if value is None:
        return Cell(kind.missing)
    share = min(1.0, max(0.0, value / whole)) if kind.bar and whole else None
    return Cell(kind.told(own), share, _reaches(kind, value))


def _reaches(kind: _Kind, value: float) -> bool | None:
    if kind.most is not None:
        return value <= kind.most
    return value >= kind.least if kind.least is not None else None
