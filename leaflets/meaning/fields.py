"""Checks the short fields of a fact, such as `quantity` and `actor`, against all the lines that tell it."""

from collections.abc import Iterable, Iterator

from leaflets.facts import Fact
from leaflets.findings import Finding
from leaflets.meaning.lines import Found, Told
from leaflets.meaning.reading import Reading, read

HINT = "Look at the lines of this fact, or mend facts.toml."
_MODALITY = {
    "possible": ("FA-107", {("sure", "possible")}),
    "planned": ("FA-107", {("sure", "planned"), ("sure", "possible"), ("sure", "hoped")}),
    "hoped": ("FA-107", {("sure", "hoped"), ("sure", "thought")}),
    "reported": ("FA-107", {("says", "said"), ("says", "asked"), ("sure", "thought")}),
}
_WORDS = {"possible": "may", "planned": "was planned", "hoped": "hoped", "reported": "says"}


def check(told: Iterable[Told], sheet: Iterable[Fact], known: Iterable[Found], file: str, tag: str) -> Iterator[Found]:
    """Findings with the line and the suspect word; none for a word that `known` already names in the same line."""
    listed = tuple(told)
    said = {(finding.line, finding.code) for _, _, finding in known}
    for fact in sheet:
        own = [each for each in listed if fact in each.facts]
        if not own:
            continue
        line = own[0].sentences[0].line
        reading = read(" ".join(each.text for each in own), tag)
        places = {sentence.line for each in own for sentence in each.sentences}
        for code, word, about in _missing(fact, reading, tag):
            if not any((place, code) in said for place in places):
                message = f"No line of fact {fact.id} says “{word}”. This is about {about}."
                yield (
                    "\n".join(sentence.text for each in own for sentence in each.sentences),
                    word,
                    Finding(file, line, code, "must fix", message, HINT),
                )


def _missing(fact: Fact, reading: Reading, tag: str) -> Iterator[tuple[str, str, str]]:
    """Code, word and what it tells, for each field that no line keeps."""
    if fact.polarity == "negated" and not reading.negators and not _is_turned(reading):
        yield "FA-105", "not", "whether it is so or not"
    if fact.polarity == "affirmed" and not fact.patterns and reading.negators:
        yield "FA-105", reading.negators[0][0], "whether it is so or not"
    if fact.modality in _MODALITY:
        code, wanted = _MODALITY[fact.modality]
        if not wanted & set(reading.poles):
            yield code, _WORDS[fact.modality], "how sure it is"
    if fact.quantity:
        yield from _missing_amounts(read(fact.quantity, tag), reading)
    if fact.actor:
        actor = read(fact.actor, tag)
        for name, word in actor.actors.items():
            if name not in reading.actors:
                yield "FA-108", word, "who"
        for name, word in actor.names.items():
            if name not in reading.folded:
                yield "FA-108", word, "who"


def _missing_amounts(wanted: Reading, reading: Reading) -> Iterator[tuple[str, str, str]]:
    for key, word in wanted.poles.items():
        if key not in reading.poles:
            yield "FA-106", word, "how many or how much"
    for number, word in wanted.numbers.items():
        if number not in reading.numbers:
            yield "FA-101", word, "a number"
    for date, word in wanted.dates.items():
        if date not in reading.dates:
            yield "FA-102", word, "a time"


def _is_turned(reading: Reading) -> bool:
    """Whether a "not" is hidden in another signal, as in "no longer" or "not just"."""
    return any(" not " in f" {said} " or said.startswith("no ") for said in reading.poles.values())
