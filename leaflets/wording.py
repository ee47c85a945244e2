"""Sentences that come from data files: standard wording and meanings, marked up as in a manuscript."""

from leaflets.findings import LeafletError
from leaflets.inline import Line, Reporter, parse_line
from leaflets.languages import Language
from leaflets.model import Sentence


def sentence(text: str, language: Language) -> Sentence:
    """A standard sentence from a data file, marked up as in a manuscript.

    Raises LeafletError when its markup is wrong: that is a fault of a data file.
    """
    return sentence_of(language.path.name, text, f"The standard wording “{text}”")


def sentence_of(file: str, text: str, what: str) -> Sentence:
    """A sentence from a data file; `what` names it when its markup is wrong."""
    reporter = Reporter(file)
    parsed = parse_line(Line(0, text), reporter)
    if reporter.findings:
        wrong = reporter.findings[0]
        raise LeafletError(f"{what} cannot be read: {wrong.message} {wrong.hint}")
    return parsed
