"""Kinds of rule about a leaflet as a whole, its topics, boxes and dates."""

import re
from collections.abc import Iterator

from leaflets import units
from leaflets.checks import readability
from leaflets.checks.places import Rows
from leaflets.checks.rule import Fault, Reading, Rule
from leaflets.model import Point

_FEWEST_TOPICS = 3
"""Fewer headings are too few to say how many of them ask."""
_FEWEST_SENTENCES = 10
"""A shorter leaflet is too short for a share."""


def mean_words(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """More words in a sentence on average, over the leaflet, than the limit."""
    counts = [len(units.words(placed.sentence.text)) for placed in reading.within(rule)]
    mean = sum(counts) / len(counts) if counts else 0.0
    if rule.limit is not None and mean > rule.limit:
        yield Fault(0, {"mean": f"{mean:.1f}", "limit": f"{rule.limit:g}"})


def grade(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A reading grade, over the leaflet, above the limit. A language without a formula has none."""
    texts = [placed.sentence.text for placed in reading.within(rule)]
    found = readability.score(texts, reading.language.readability).grade
    if found is not None and rule.limit is not None and found > rule.limit:
        yield Fault(0, {"grade": f"{found:.1f}", "limit": f"{rule.limit:g}"})


def length(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """More words than the limit in the whole leaflet."""
    count = sum(len(units.words(placed.sentence.text)) for placed in reading.within(rule))
    if rule.limit is not None and count > rule.limit:
        yield Fault(0, {"count": count, "limit": int(rule.limit)})


def row_length(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """More sentences beside one picture than the limit."""
    for row in Rows(reading.leaflet).with_place():
        count = len(row.point.sentences)
        if row.place in rule.scope and rule.limit is not None and count > rule.limit:
            yield Fault(row.point.line, {"count": count, "limit": int(rule.limit)}, row.standard)


def rows_under_heading(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """More rows under one heading than the limit. Standard rows are not counted."""
    for section in reading.leaflet.sections:
        count = sum(isinstance(block, Point) and block.line > 0 for block in section.blocks)
        if rule.limit is not None and count > rule.limit:
            yield Fault(section.heading.line, {"count": count, "limit": int(rule.limit)})


def headings_ask(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """Fewer topics with a question as heading than the limit, a share from 0 to 1."""
    headings = [section.heading.text for section in reading.leaflet.sections if section.kind == "topic"]
    asking = sum(heading.rstrip().endswith("?") for heading in headings)
    if len(headings) >= _FEWEST_TOPICS and asking < len(headings) * (rule.limit or 0):
        yield Fault(0, {"count": asking, "of": len(headings)})


def speaks_to_reader(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """Fewer sentences of the manuscript that say "you" or "we" than the limit, a share from 0 to 1, by the patterns."""
    texts = [placed.sentence.text for placed in reading.within(rule) if placed.sentence.line]
    speaking = sum(any(re.search(pattern, text) for pattern in rule.patterns) for text in texts)
    if len(texts) >= _FEWEST_SENTENCES and speaking < len(texts) * (rule.limit or 0):
        yield Fault(0, {"count": speaking, "of": len(texts)})


def box_missing(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A box that every leaflet has (`contacts`, `help-now`) is missing or empty."""
    for kind in rule.scope:
        if not any(box.kind == kind and box.points for box in Rows(reading.leaflet).boxes()):
            yield Fault(0)


def date_missing(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """The leaflet does not say from when its information is."""
    if not reading.leaflet.about.information_date:
        yield Fault(1)


def old_without_notice(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """Information older than the limit (months) without a notice that says so."""
    known = reading.leaflet.about.information_date
    if not known or rule.limit is None:
        return
    # A date known only by its year is taken at its end, so that nothing is called old too soon.
    year, month = int(known[:4]), int(known[5:7] or 12)
    age = (reading.today.year - year) * 12 + reading.today.month - month
    notices = [box for box in Rows(reading.leaflet).boxes() if box.kind == "notice"]
    if age > rule.limit and not any(box.points for box in notices):
        yield Fault(notices[0].line if notices else 0, {"limit": int(rule.limit), "date": known})


def status_without_notice(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A leaflet with a status in the scope has no notice of its own that says what has changed."""
    boxes = Rows(reading.leaflet).boxes()
    own = any(box.kind == "notice" and box.line and box.points for box in boxes)
    if reading.leaflet.about.status in rule.scope and not own:
        yield Fault(1, {"status": reading.leaflet.about.status})


def review_past(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """The date by which somebody had to look at the leaflet again is past, and its status is in the scope."""
    due = reading.leaflet.about.review_by
    # A date known only by its month or year is past when all of it is.
    if due and reading.today.isoformat()[: len(due)] > due and reading.leaflet.about.status in rule.scope:
        yield Fault(1, {"date": reading.language.spell_date(due)})
