"""The meaning guard: compares each line that names facts with what those facts say, and leaflet with article.

`facts.check_bindings` asks for the very words of a fact. The guard says which word changed and why that matters; a
line in other words that keeps every number, name, "not", "may" and "who" no longer stops the leaflet.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from leaflets import facts
from leaflets.facts import Fact, Retold
from leaflets.findings import Finding
from leaflets.meaning import accepted, differences, fields, lines, whole
from leaflets.meaning.accepted import Accepted
from leaflets.meaning.differences import Difference
from leaflets.meaning.lines import Found, Told
from leaflets.meaning.reading import read
from leaflets.model import Leaflet

HINT = "Mend the line. If it is right, write it under [[accepted]] in facts.toml."


@dataclass(frozen=True, slots=True)
class Sheet:
    """The fact sheet of a leaflet."""

    file: str
    """As a person would type it."""
    facts: tuple[Fact, ...]
    accepted: tuple[Accepted, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """Other texts of the leaflet."""

    article: str = ""
    house: str = ""
    """Contacts, glossary and other words that need no fact."""


def check(leaflet: Leaflet, sheet: Sheet, around: Around, file: str) -> tuple[Finding, ...]:
    """Everything that is wrong between a leaflet's lines, its facts and its article, sorted by line.

    `file` is the manuscript, as a person would type it. Contains what `facts.check_bindings` finds.
    """
    told = lines.bound(leaflet, sheet.facts, leaflet.lang)
    found: list[Found] = []
    retold: list[Retold] = []
    for each in told:
        differing = tuple(_differences(each, leaflet))
        found += [(each.lines, difference.word, _finding(difference, each, file)) for difference in differing]
        retold += _retold(each, differing, sheet.accepted, leaflet.lang)
    found += [*fields.check(told, sheet.facts, found, file, leaflet.lang)]
    found += whole.check(leaflet, sheet.facts, around.article, around.house, file)
    kept = [finding for text, word, finding in found if not any(one.covers(text, word) for one in sheet.accepted)]
    stale = [accepted.stale(one, sheet.file) for one in sheet.accepted if not _is_needed(one, told, found)]
    bindings = facts.check_bindings(leaflet, sheet.facts, file, tuple(retold))
    return tuple(sorted({*bindings, *kept, *stale}))


def _is_needed(entry: Accepted, told: Iterable[Told], found: Iterable[Found]) -> bool:
    """Whether a line is in other words, or a finding is there, that this entry is about."""
    return any(entry.covers(text, word) for text, word, _ in found) or any(
        entry.covers(each.lines, entry.words) for each in told if not each.literal
    )


def _differences(told: Told, leaflet: Leaflet) -> Iterator[Difference]:
    """What the line says in another way; for a fact without patterns only what it plainly says otherwise."""
    if not told.wording:
        return
    tag = leaflet.lang
    own = (f"{fact.claim} {fact.source_words} {fact.source} {' '.join(fact.patterns)}" for fact in told.facts)
    known = read(f"{leaflet.cover.title.text} {' '.join(own)}", tag)
    loose = any(not part.pattern for part in told.parts)
    for difference in differences.compare(read(told.text, tag), read(told.wording, tag), known, tag):
        if not loose or (not difference.lost and (difference.instead or difference.code in _STRICT)):
            yield difference


_STRICT = ("FA-101", "FA-103", "FA-105")
"""What a line may not add to a fact without patterns, even when it replaces nothing."""


def _retold(told: Told, differing: tuple[Difference, ...], right: Iterable[Accepted], tag: str) -> Iterator[Retold]:
    """The parts that a line tells in other words, when nothing that carries meaning differs or a person said so.

    Also those of a line with a difference: the finding that names the suspect word is enough.
    """
    if told.literal or not told.parts:
        return
    is_right = any(one.covers(told.lines, "") and not one.words for one in right)
    is_named = any(not any(one.covers(told.lines, each.word) for one in right) for each in differing)
    if is_right or is_named or lines.coverage(told.wording, told.text, tag) == 1:
        for part in told.parts:
            for sentence in told.sentences:
                yield Retold(part.fact.id, part.pattern, sentence.line, is_right or is_named)


def _finding(difference: Difference, told: Told, file: str) -> Finding:
    fact = (told.parts[0].fact if told.parts else told.facts[0]).id
    message = f"“{difference.word}” is not in fact {fact}."
    if difference.lost:
        message = f"“{difference.word}” of fact {fact} is lost here."
    elif difference.instead:
        message = f"“{difference.word}” differs from fact {fact}, which has “{difference.instead}”."
    hint = f"This is about {difference.about}. {HINT}"
    return Finding(file, told.sentences[0].line, difference.code, "must fix", message, hint)
