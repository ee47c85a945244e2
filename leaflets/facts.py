"""Reads a fact sheet, `facts.toml`, and checks that the sentences of a leaflet carry its facts.

Comparing whole texts misses lost words such as "not" and "may"; so every fact is tied to the lines that say it, and
a line must keep the words of the fact it names. The module changes no words, and knows no other rule for texts.
"""

import re
import warnings
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from leaflets import data_files, source_words
from leaflets.findings import Finding, as_typed
from leaflets.model import Leaflet, Sentence

Weight = Literal["A", "B", "C"]
"""`A`: the leaflet must say it. `B`: it says it, or the sheet tells why not. `C`: it may go."""

Polarity = Literal["", "affirmed", "negated"]
Modality = Literal["", "certain", "possible", "planned", "hoped", "reported"]

_KEYS = (
    "id", "claim", "weight", "source_words", "source", "patterns", "left_out", "confirm", "polarity", "modality",
    "quantity", "actor",
)  # fmt: skip
_CHOICES = {"polarity": get_args(Polarity)[1:], "modality": get_args(Modality)[1:]}
_LONGEST_PATTERN = 300
"""Of the 4,000 patterns that we have seen none has more than 150 signs or two gaps, and none repeats a group."""
_ID = re.compile(r"[A-Z]+\d+[a-z]?")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the article says, and how the leaflet shows that it says it too."""

    id: str
    claim: str
    weight: Weight
    patterns: tuple[str, ...] = ()
    """Regular expressions, one for each part of the fact; capital letters count, as in "May" and "may"."""
    source_words: str = ""
    """The article's own words."""
    source: str = ""
    """Where the fact comes from when the article does not say it."""
    left_out: str = ""
    """Why the leaflet does not tell it."""
    confirm: str = ""
    """What a named person must still confirm before the leaflet is approved."""
    line: int = 0
    """Line of the fact sheet, from 1."""
    polarity: Polarity = ""
    """Whether the article says that it is so, or that it is not so; empty when the sheet does not tell."""
    modality: Modality = ""
    """How sure it is."""
    quantity: str = ""
    """How many, how much or how often, as in "more than 170" or "very few"."""
    actor: str = ""
    """Who does it."""


@dataclass(frozen=True, slots=True)
class Retold:
    """A part of a fact that a line tells in other words."""

    fact: str
    pattern: str
    line: int
    is_settled: bool = False
    """Nothing more is to be said: a person found it right, or another finding names the suspect word."""


def read(path: Path) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """The facts of that sheet in their order, and what is wrong with it, sorted by line. Never raises on its text.

    Also looks up the `source_words` in the article beside the sheet, when there is one.
    """
    file = as_typed(path)
    try:
        text = data_files.text_of(path)
        data = data_files.parse(text)
    except FileNotFoundError:
        hint = "Write one, so that no fact gets lost. See sources/README.md."
        return (), (Finding(file, 0, "FA-001", "should fix", "There is no fact sheet.", hint),)
    except data_files.DataFileError as error:
        return (), (_faulty(file, error.line, f"The fact sheet cannot be read: {error}", error.cure),)
    entries = data.get("fact", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return (), (_faulty(file, 0, "The fact sheet has no list of facts.", "Start each fact with [[fact]]."),)
    lines = [number for number, row in enumerate(text.splitlines(), 1) if row.strip().startswith("[[fact]]")]
    lines += [0] * (len(entries) - len(lines))
    facts: list[Fact] = []
    findings: list[Finding] = []
    for entry, line in zip(cast(list[Mapping[str, object]], entries), lines, strict=False):
        fact = _fact(entry, line)
        findings += [_faulty(file, line, *said) for said in _faults(entry, {known.id for known in facts})]
        if fact.id and fact.id not in {known.id for known in facts}:
            facts.append(fact)
    findings += _source_findings(facts, path.parent, file)
    findings += [_to_confirm(fact, file) for fact in facts if fact.confirm]
    return tuple(facts), tuple(sorted(set(findings)))


def check_bindings(
    leaflet: Leaflet, facts: tuple[Fact, ...], file: str, retold: tuple[Retold, ...] = ()
) -> tuple[Finding, ...]:
    """Everything that is wrong between a leaflet's sentences and the facts they name, sorted by line.

    `file` is the manuscript, as a person would type it. Parts that are `retold` need not stand in their very words.
    """
    known = {fact.id: fact for fact in facts}
    told: dict[str, list[Sentence]] = {fact.id: [] for fact in facts}
    lines = {(part.fact, part.line) for part in retold}
    heard = {(part.fact, part.pattern) for part in retold}
    findings: list[Finding] = []
    for sentence in leaflet.sentences():
        for name in sentence.facts:
            if name in known:
                told[name].append(sentence)
                if (name, sentence.line) not in lines:
                    findings += _line_findings(known[name], sentence, file)
            else:
                message = f"There is no fact {name} in facts.toml."
                findings.append(_must(file, sentence.line, "FA-004", message, "Write an id that stands there."))
    for fact in facts:
        findings += _fact_findings(fact, told[fact.id], file, heard)
    findings += [_in_other_words(part, file) for part in retold if not part.is_settled]
    return tuple(sorted(set(findings)))


def _line_findings(fact: Fact, sentence: Sentence, file: str) -> Iterator[Finding]:
    """A finding when a line names a fact but does not have its words."""
    if fact.patterns and not any(re.search(pattern, source_words.plain(sentence.text)) for pattern in fact.patterns):
        message = f"The words of fact {fact.id} are not in this line."
        yield _must(file, sentence.line, "FA-005", message, f"The fact is: {_said(fact)} Mend the line or facts.toml.")


def _in_other_words(part: Retold, file: str) -> Finding:
    message = f"This line tells fact {part.fact} in other words than before."
    hint = "See that it means the same. Then put the new words into the patterns of facts.toml."
    return Finding(file, part.line, "FA-011", "look at this", message, hint)


def _fact_findings(
    fact: Fact, told: list[Sentence], file: str, heard: Collection[tuple[str, str]]
) -> Iterator[Finding]:
    """Whether a fact is told, wholly told, or left out with a reason; nothing for one still to be written."""
    if not fact.claim:
        return
    if fact.left_out:
        yield from _left_out_findings(fact, told, file)
    elif not told and fact.weight != "C":
        hint = f"Tell it in a line that ends with {{{fact.id}}}."
        if fact.weight == "B":
            hint = f"{hint} Or write in facts.toml why it is left out."
        yield _must(file, 0, "FA-006", f"No line tells fact {fact.id}: {_said(fact)}", hint)
    for pattern in fact.patterns if told else ():
        if (fact.id, pattern) not in heard and not any(
            re.search(pattern, source_words.plain(one.text)) for one in told
        ):
            message = f"A part of fact {fact.id} is not told: “{pattern}”."
            hint = f"The fact is: {_said(fact)} Tell this part in a line that ends with {{{fact.id}}}."
            yield _must(file, told[0].line, "FA-007", message, hint)


def _left_out_findings(fact: Fact, told: list[Sentence], file: str) -> Iterator[Finding]:
    if fact.weight == "A":
        message = f"Fact {fact.id} has weight A. The leaflet must say it."
        yield _must(file, 0, "FA-008", message, f"Tell it in a line that ends with {{{fact.id}}}.")
    if told:
        message = f"Fact {fact.id} is told here, but facts.toml says that it is left out."
        yield Finding(file, told[0].line, "FA-009", "should fix", message, "Take out the words after left_out.")


def _fact(entry: Mapping[str, object], line: int) -> Fact:
    """The fact of that entry; what is missing or wrong stays empty, and `_faults` reports it."""

    def text(key: str) -> str:
        value = entry.get(key)
        return " ".join(value.split()) if isinstance(value, str) else ""

    patterns = _listed(entry, "patterns") or []
    weight = text("weight")
    return Fact(
        id=text("id"),
        claim=text("claim"),
        weight=cast(Weight, weight) if weight in get_args(Weight) else "A",
        patterns=tuple(pattern for pattern in patterns if isinstance(pattern, str) and _is_usable(pattern)),
        source_words=text("source_words"),
        source=text("source"),
        left_out=text("left_out"),
        confirm=text("confirm"),
        line=line,
        polarity=cast(Polarity, text("polarity") if text("polarity") in _CHOICES["polarity"] else ""),
        modality=cast(Modality, text("modality") if text("modality") in _CHOICES["modality"] else ""),
        quantity=text("quantity"),
        actor=text("actor"),
    )


def _faults(entry: Mapping[str, object], before: set[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with one entry: message and hint."""
    fact = _fact(entry, 0)
    name = fact.id or "This fact"
    if not _ID.fullmatch(fact.id):
        yield f"“{fact.id}” is no id for a fact." if fact.id else "This fact has no id.", 'Write: id = "V01"'
    elif fact.id in before:
        yield f"The id {fact.id} stands here twice.", "Give each fact its own id."
    if not fact.claim:
        # Still to be written: the rest of the entry is not looked at yet.
        yield f"{name} does not say what the fact is.", 'Write: claim = "…"'
        return
    if entry.get("weight") not in get_args(Weight):
        yield f"{name} has no weight.", 'Write: weight = "A", "B" or "C"'
    for key in entry:
        if key not in _KEYS:
            yield f"{name} has “{key}”, which is not known here.", f"Known are: {', '.join(_KEYS)}."
    for key, choices in _CHOICES.items():
        if entry.get(key, "") not in ("", *choices):
            yield f"{name} has the {key} “{entry[key]}”.", f"Write one of: {', '.join(choices)}."
    patterns = _listed(entry, "patterns")
    if patterns is None:
        yield f"{name} has no list of patterns.", 'Write: patterns = ["…", "…"]'
        return
    for pattern in patterns:
        if not isinstance(pattern, str) or not _is_expression(pattern):
            yield f"{name} has the pattern “{pattern}”, which cannot be read.", "Write the words that must be there."
        elif _may_take_for_ever(pattern):
            message = f"{name} has a pattern that repeats too much: “{pattern[:60]}”. To look for it can take for ever."
            yield message, "Write the words that must be there, with “.*” for a gap, two times at most."
    if not patterns and not fact.left_out and fact.weight != "C":
        yield f"{name} has no patterns.", "Write the words that the leaflet must keep."


def _source_findings(facts: list[Fact], folder: Path, file: str) -> Iterator[Finding]:
    """Facts whose words are not in the article, and facts that say nowhere where they come from."""
    article = source_words.article_in(folder)
    words = source_words.plain(source_words.text_of(article)) if article else ""
    for fact in facts:
        if not fact.source_words and not fact.source:
            message, hint = f"Nobody can see where fact {fact.id} comes from.", "Write source_words, or source."
            yield Finding(file, fact.line, "FA-003", "should fix", message, hint)
        elif article and not source_words.stands_in(fact.source_words, words):
            message = f"The source words of fact {fact.id} are not in {article.name}."
            yield Finding(file, fact.line, "FA-003", "should fix", message, "Copy them from there exactly.")


def _to_confirm(fact: Fact, file: str) -> Finding:
    message = f"A named person must still confirm fact {fact.id}. {fact.confirm}"
    hint = "Write under source who confirmed it, and when. Then take out confirm."
    return Finding(file, fact.line, "FA-010", "look at this", message, hint)


def _said(fact: Fact) -> str:
    return fact.claim if fact.claim.endswith((".", "?", "!")) else f"{fact.claim}."


def _listed(entry: Mapping[str, object], key: str) -> list[object] | None:
    """The entry's list for a key, empty when nothing is written; None when it is no list."""
    value = entry.get(key, [])
    return value if isinstance(value, list) else None


def _is_expression(pattern: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # for what a newer Python may understand in another way
            re.compile(pattern)
    except (re.error, Warning, OverflowError, RecursionError):
        return False
    return True


def _is_usable(pattern: str) -> bool:
    return _is_expression(pattern) and not _may_take_for_ever(pattern)


def _may_take_for_ever(pattern: str) -> bool:
    """Whether the time to look for it may grow without bounds: a repetition of a group, or many one after another."""
    plain = re.sub(r"\\.|\[[^\]]*\]", "x", pattern)
    return len(pattern) > _LONGEST_PATTERN or bool(re.search(r"\)[*+{]", plain)) or len(re.findall(r"[*+{]", plain)) > 2


def _must(file: str, line: int, code: str, message: str, hint: str) -> Finding:
    return Finding(file, line, code, "must fix", message, hint)


def _faulty(file: str, line: int, message: str, hint: str) -> Finding:
    return _must(file, line, "FA-002", message, hint)
