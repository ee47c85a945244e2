"""The few kinds of easy-read rule: each finds its faults in a complete leaflet. What is a fault stands in `rules/`."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from leaflets import pictures, units
from leaflets.checks import readability
from leaflets.checks.places import Placed, Rows, explained_before, plain_word
from leaflets.languages import Language
from leaflets.model import Leaflet, Picture


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as its file says it."""

    code: str
    kind: str
    scope: tuple[str, ...]
    """Places that it looks at, names as in `places.Place`, or the box or date it asks for."""
    limit: float | None
    level: str
    message: str
    """What is wrong, with `{slots}` that the kind fills."""
    hint: str
    source: str
    patterns: tuple[str, ...] = ()
    """Regular expressions, for the kind `pattern`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A leaflet under check, with everything a rule may ask."""

    leaflet: Leaflet
    language: Language
    today: date
    names: frozenset[str]
    """Names that need no meaning."""
    placed: tuple[Placed, ...]

    def within(self, rule: Rule) -> Iterator[Placed]:
        """The sentences in the places that the rule looks at."""
        return (placed for placed in self.placed if placed.place in rule.scope)


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a rule is broken, and the values of the rule's message."""

    line: int
    values: Mapping[str, str | int] = field(default_factory=dict)
    standard: str = ""
    """The standard wording that is at fault, where no line of the manuscript is."""


Kind = Callable[[Rule, Reading], Iterator[Fault]]


def words_per_sentence(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """More words than the rule's limit, or the language's where the rule has none."""
    limit = int(rule.limit or reading.language.sentence_limit)
    for placed in reading.within(rule):
        count = len(units.words(placed.sentence.text))
        if count > limit:
            yield _fault(placed, count=count, limit=limit)


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


def pattern(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """Words or signs that one of the rule's patterns finds; addresses are not looked at."""
    for placed in reading.within(rule):
        text = _without_addresses(placed.sentence.text)
        found = dict.fromkeys(hit.group().strip() for each in rule.patterns for hit in re.finditer(each, text))
        if found:
            yield _fault(placed, found=", ".join(f"“{words}”" for words in found))


def hard_word(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A hard word in bold that was not explained at its first use and is no name that may stand alone."""
    names = {plain_word(name) for name in reading.names}
    for placed, explained in explained_before(reading.placed):
        if placed.place in rule.scope:
            for run in placed.sentence.runs:
                word = plain_word(run.text)
                if run.mark == "hard" and word and word not in explained | names:
                    yield _fault(placed, found=run.text.strip(" .,:;?!"))


def acronym(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """Initials that are neither allowed nor explained; each is reported once, where it comes first."""
    allowed = {*reading.language.allowed_acronyms, *(part for name in reading.names for part in name.split())}
    told = {plain_word(name) for name in allowed}
    everything = " ".join(placed.sentence.text for placed in reading.placed)
    anywhere = {word for _, explained in explained_before(reading.placed) for word in explained}
    for placed, explained in explained_before(reading.placed):
        if placed.place not in rule.scope:
            continue
        before = anywhere if placed.place in ("title", "heading") else explained
        for found in re.findall(r"(?<![\w.@/])(?:[A-Z]{2,}|(?:[A-Z]\.){2,})(?=s?\b|\W|$)", placed.sentence.text):
            word = plain_word(found.replace(".", ""))
            parts = {part for phrase in before for part in phrase.split()}
            if word not in told | parts and not _spelled_out(word, everything):
                told.add(word)
                yield _fault(placed, found=found)


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


def alt_text(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A picture without words for people who cannot see it, or with more words than the limit."""
    for picture, standard in _pictures(reading.leaflet):
        count = len(units.words(picture.alt))
        if picture.recipe and not 1 <= count <= (rule.limit or count):
            yield Fault(picture.line, {"found": picture.concept or "…", "limit": int(rule.limit or 0)}, standard)


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


KINDS: Mapping[str, Kind] = {
    "words-per-sentence": words_per_sentence,
    "mean-words": mean_words,
    "grade": grade,
    "pattern": pattern,
    "hard-word": hard_word,
    "acronym": acronym,
    "picture-missing": picture_missing,
    "cover-picture": cover_picture,
    "picture-unknown": picture_unknown,
    "alt-text": alt_text,
    "box-missing": box_missing,
    "date-missing": date_missing,
    "old-without-notice": old_without_notice,
    "status-without-notice": status_without_notice,
}
"""Every kind by the name that rule files use."""


def _fault(placed: Placed, **values: str | int) -> Fault:
    line = placed.sentence.line
    return Fault(line, values, "" if line else placed.sentence.text)


def _pictures(leaflet: Leaflet) -> Iterator[tuple[Picture, str]]:
    """Every picture, and the standard words beside it where the toolkit chose it. The house's own logo is not one."""
    if leaflet.cover.picture is not None:
        yield leaflet.cover.picture, ""
    for row in Rows(leaflet).with_place():
        if row.point.picture is not None:
            yield row.point.picture, row.standard


def _without_addresses(text: str) -> str:
    """The text without web and e-mail addresses: their signs are no fault."""
    return re.sub(r"\S+@\S+|(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|uk)(?:/\S*)?", " ", text)


def _spelled_out(word: str, text: str) -> bool:
    """Whether words with these first letters stand in the text, each with a capital: "British Sign Language"."""
    letters = (rf"{letter.upper()}[a-z’']+" for letter in word if letter.isalpha())
    words = r"[\s-]+(?:(?:of|the|and|for)\s+)*".join(letters)
    return bool(words) and re.search(rf"\b{words}", text) is not None
