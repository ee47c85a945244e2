"""Finds which part of its facts each line tells: in the very words, in other words, or not at all."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leaflets.facts import Fact
from leaflets.findings import Finding
from leaflets.meaning import parts
from leaflets.meaning.parts import Part
from leaflets.meaning.reading import Reading, read
from leaflets.model import Leaflet, Sentence
from leaflets.source_words import plain

Found = tuple[str, str, Finding]
"""The lines that a finding is about, the suspect word, and the finding. No lines: it is a word of the article."""

NEAR = 0.5
"""A line in other words tells a part when it has half of the part's words of weight."""
FAR = 0.25
"""With fewer than a quarter of them, nobody can say which part a line is about."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line, or neighbouring lines in other words, with the parts of facts that they tell."""

    sentences: tuple[Sentence, ...]
    facts: tuple[Fact, ...]
    literal: bool
    """Whether the patterns are in the line."""
    parts: tuple[Part, ...]
    """What is told; empty when nobody can say."""
    wording: str
    """The words of these parts that are nearest to the line."""

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def lines(self) -> str:
        """The sentences, one on a line."""
        return "\n".join(sentence.text for sentence in self.sentences)


def bound(leaflet: Leaflet, sheet: Iterable[Fact], tag: str) -> tuple[Told, ...]:
    """Every line that names facts, in reading order, with what it tells."""
    known = {fact.id: fact for fact in sheet if fact.claim}
    named = [sentence for sentence in leaflet.sentences() if any(name in known for name in sentence.facts)]
    literal = {id(sentence): _literal(sentence, known) for sentence in named}
    heard = {(part.fact.id, part.pattern) for found in literal.values() for part in found}
    done: list[Told] = []
    for group in _groups(named, literal):
        own = tuple(known[name] for name in group[0].facts if name in known)
        if found := literal[id(group[0])]:
            done.append(Told(group, own, True, found, " ".join(_nearest(part, group[0].text, tag) for part in found)))
        else:
            done.append(_in_other_words(group, own, heard, tag))
    return tuple(done)


def coverage(wording: str, text: str, tag: str) -> float:
    """The share of the wording's words of weight that the text has too, from 0 to 1."""
    wanted = read(wording, tag)
    weights = [key for key in wanted.content if not _is_anybody(key)] or list(wanted.content)
    if not weights:
        return 1.0
    return 1 - len(missing(wanted, read(text, tag), weights)) / len(weights)


def missing(wanted: Reading, text: Reading, weights: Iterable[str]) -> tuple[str, ...]:
    """Those of the wording's words of weight that the text does not have."""
    return tuple(key for key in weights if key not in text.content and key not in text.forms)


def _is_anybody(key: str) -> bool:
    return key in ("actor:person", "actor:you")


def _literal(sentence: Sentence, known: Mapping[str, Fact]) -> tuple[Part, ...]:
    own = (part for name in sentence.facts if name in known for part in parts.of(known[name]))
    text = plain(sentence.text)
    return tuple(part for part in own if part.pattern and re.search(part.pattern, text))


def _groups(named: list[Sentence], literal: Mapping[int, tuple[Part, ...]]) -> Iterable[tuple[Sentence, ...]]:
    """Lines one by one; neighbours in other words with the same facts together, because one sentence became two."""
    group: list[Sentence] = []
    for sentence in named:
        if group and (literal[id(sentence)] or sentence.facts != group[-1].facts or sentence.line > group[-1].line + 1):
            yield tuple(group)
            group = []
        if literal[id(sentence)]:
            yield (sentence,)
        else:
            group.append(sentence)
    if group:
        yield tuple(group)


def _in_other_words(group: tuple[Sentence, ...], own: tuple[Fact, ...], heard: set[tuple[str, str]], tag: str) -> Told:
    text = " ".join(sentence.text for sentence in group)
    options = [part for fact in own for part in parts.of(fact)]
    # A part that another line tells in its very words is less likely the one that is meant here.
    options = [part for part in options if (part.fact.id, part.pattern) not in heard] or options
    near = sorted(((coverage(_nearest(part, text, tag), text, tag), -at) for at, part in enumerate(options)))[::-1]
    best = [options[-at] for share, at in near if share >= NEAR and (share == 1 or share == near[0][0])]
    if not best and near and near[0][0] >= FAR:
        best = [options[-near[0][1]]]
    best = [part for part in best if coverage(_nearest(part, text, tag), text, tag) == 1] or best[:1]
    return Told(group, own, False, tuple(best), " ".join(_nearest(part, text, tag) for part in best))


def _nearest(part: Part, text: str, tag: str) -> str:
    return max(part.wordings, key=lambda wording: coverage(wording, text, tag)) if part.wordings else ""
