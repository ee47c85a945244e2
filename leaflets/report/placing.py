"""Where a finding about a manuscript is shown: at the sentence that it is about."""

from collections.abc import Iterator, Mapping

from leaflets.findings import LEVELS, Finding, Level
from leaflets.model import Sentence
from leaflets.report.gather import LeafletReport


def anchor(sentence: Sentence) -> str:
    """The id of a sentence of the leaflet on a page."""
    return sentence.id  # not its line: the label and the value of a contact stand on one


def places(report: LeafletReport) -> Mapping[str, tuple[Finding, ...]]:
    """The findings on the manuscript by the id of the sentence where they are shown."""
    found: dict[str, tuple[Finding, ...]] = {}
    for finding in report.findings:
        at = place(report, finding)
        if at:
            found[at] = (*found.get(at, ()), finding)
    return found


def place(report: LeafletReport, finding: Finding) -> str:
    """The id of the sentence that a finding is about: that of its line or, for a picture or a row, the one after it."""
    if finding.file != report.manuscript or not finding.line:
        return ""
    written = sorted((each for each in report.leaflet.sentences() if each.line), key=lambda each: each.line)
    after = [each for each in written if each.line >= finding.line]
    near = after[:1] or written[-1:]
    return anchor(near[0]) if near else ""


def by_level(found: tuple[Finding, ...]) -> Iterator[tuple[Level, tuple[Finding, ...]]]:
    """The findings of each level that has some, the gravest first."""
    for level in LEVELS:
        of_level = tuple(finding for finding in found if finding.level == level)
        if of_level:
            yield level, of_level
