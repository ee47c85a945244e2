"""Sentences that come from data files: standard wording and meanings, marked up as in a manuscript."""

import re
from dataclasses import replace

from leaflets.findings import LeafletError
from leaflets.inline import Line, Reporter, parse_line
from leaflets.languages import Language
from leaflets.model import Sentence

_BETWEEN_FIGURES = re.compile(r"(?<=[0-9]) (?=[0-9])")


def sentence(text: str, language: Language) -> Sentence:
    """A standard sentence from a data file, marked up as in a manuscript.

    Raises LeafletError when its markup is wrong: that is a fault of a data file.
    """
    return sentence_of(language.path.name, text, f"The standard wording “{text}”")


def in_order(said: Sentence, language: Language) -> Sentence:
    """The sentence with the groups of its numbers held together where words run from right to left.

    With plain blanks between them the first group would be painted last (UAX 9, rules W4 and N1).
    """
    if language.direction == "ltr":
        return said
    runs = (replace(run, text=_BETWEEN_FIGURES.sub("\u00a0", run.text)) for run in said.runs)
    return replace(said, runs=tuple(runs))


def sentence_of(file: str, text: str, what: str) -> Sentence:
    """A sentence from a data file; `what` names it when its markup is wrong."""
    reporter = Reporter(file)
    parsed = parse_line(Line(0, text), reporter)
    if reporter.findings:
        wrong = reporter.findings[0]
        raise LeafletError(f"{what} cannot be read: {wrong.message} {wrong.hint}")
    return parsed
