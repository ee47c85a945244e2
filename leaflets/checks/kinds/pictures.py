"""Kinds of rule about pictures."""

import re
from collections import Counter
from collections.abc import Iterator

from leaflets import pictures, units
from leaflets.checks.places import Rows
from leaflets.checks.rule import Fault, Reading, Rule
from leaflets.model import Leaflet, Picture


def picture_missing(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A row or a quotation without a picture; lines of contacts and small print need none."""
    for row in Rows(reading.leaflet).with_place():
        if row.place in rule.scope and row.point.picture is None:
            yield Fault(row.point.line, {}, row.standard)


def cover_picture(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A cover without a picture."""
    if reading.leaflet.cover.picture is None:
        yield Fault(1)


def picture_unknown(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A picture name that no scene has; the nearest names are offered."""
    for picture, standard in _pictures(reading.leaflet):
        if not picture.recipe:
            near = ", ".join(pictures.nearest(picture.concept, int(rule.limit or 3)))
            yield Fault(picture.line, {"found": picture.concept or "…", "near": near}, standard)


def picture_again(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A picture that rows of the manuscript show more often than the limit; reported where it is once too often."""
    seen: Counter[str] = Counter()
    for row in Rows(reading.leaflet).with_place():
        if row.point.picture is not None and row.point.line:
            seen[row.point.picture.concept] += 1
            if seen[row.point.picture.concept] == int(rule.limit or 0) + 1:
                picture = row.point.picture
                yield Fault(picture.line, {"found": picture.concept, "limit": int(rule.limit or 0)})


def picture_words(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A name or a number in a picture that stands nowhere in the leaflet: the scene was drawn for another one."""
    said = " ".join(sentence.text for sentence in reading.leaflet.sentences()).replace("\u00a0", " ").casefold()
    for picture, standard in _pictures(reading.leaflet):
        for shown in pictures.particulars(picture):
            if not re.search(rf"(?<!\w){re.escape(shown.casefold())}(?!\w)", said):
                yield Fault(picture.line, {"found": picture.concept, "shown": shown}, standard)


def alt_text(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A picture without words for people who cannot see it, or with more words than the limit."""
    for picture, standard in _pictures(reading.leaflet):
        count = len(units.words(picture.alt))
        if picture.recipe and not 1 <= count <= (rule.limit or count):
            yield Fault(picture.line, {"found": picture.concept or "…", "limit": int(rule.limit or 0)}, standard)


def _pictures(leaflet: Leaflet) -> Iterator[tuple[Picture, str]]:
    """Every picture, and the standard words beside it where the toolkit chose it. The house's own logo is not one."""
    if leaflet.cover.picture is not None:
        yield leaflet.cover.picture, ""
    for row in Rows(leaflet).with_place():
        if row.point.picture is not None:
            yield row.point.picture, row.standard
