"""Compares what a line says with what its fact says: every difference that may change the meaning."""

from collections.abc import Iterator
from dataclasses import dataclass

from leaflets.meaning import words
from leaflets.meaning.reading import Reading


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One thing that a line says in another way than its fact."""

    code: str
    word: str
    """The suspect word, as it stands in the line or, if it is lost, in the fact."""
    lost: bool
    about: str
    """What the word tells: "a number", "how many"."""
    instead: str = ""
    """What the fact has in place of the word."""


def compare(line: Reading, fact: Reading, known: Reading, tag: str) -> tuple[Difference, ...]:
    """Differences between a line and the part of its fact that it tells.

    `known` is everything that is said of the fact elsewhere: its claim, its source words, and its other lines.
    """
    return tuple(
        dict.fromkeys(
            (
                *_figures(line, fact),
                *_names(line, fact, known),
                *_negations(line, fact),
                *_poles(line, fact, tag),
                *_actors(line, fact, known, tag),
                *_relations(line, fact),
                *_tense(line, fact),
            )
        )
    )


def _figures(line: Reading, fact: Reading) -> Iterator[Difference]:
    for code, about, ours, theirs in (
        ("FA-101", "a number", line.numbers, fact.numbers),
        ("FA-102", "a time", line.dates, fact.dates),
    ):
        added = [key for key in ours if key not in theirs]
        lost = [key for key in theirs if key not in ours]
        for key in added:
            if ours[key].casefold() != "one" and not (key == "1" and "not just" in fact.text):
                yield Difference(code, ours[key], False, about, instead=theirs[lost[0]] if lost else "")
        for key in lost:
            if not added and theirs[key].casefold() != "one":
                yield Difference(code, theirs[key], True, about)


def _names(line: Reading, fact: Reading, known: Reading) -> Iterator[Difference]:
    added = [word for word in line.names if word not in fact.folded]
    lost = [word for word in fact.names if word not in line.folded]
    for word in added:
        if lost or word not in known.folded:
            yield Difference("FA-103", line.names[word], False, "a name", instead=fact.names[lost[0]] if lost else "")
    for title, said in fact.titles.items():
        near = [other for other in line.titles if set(other.split()) & set(title.split())]
        same = any(sorted(other.split()) == sorted(title.split()) for other in near)  # "Kingston and Richmond"
        if near and not same and not added and not lost:
            yield Difference("FA-103", line.titles[near[0]], False, "a name", instead=said)
    for word in lost:
        if not added and not _is_told_by_pronoun(line):
            yield Difference("FA-103", fact.names[word], True, "a name")


def _is_told_by_pronoun(line: Reading) -> bool:
    return bool(line.folded & {"it", "they", "this", "them", "its", "their"})


def _negations(line: Reading, fact: Reading) -> Iterator[Difference]:
    ours, theirs = len(line.negators), len(fact.negators)
    if ours > theirs:
        yield Difference("FA-105", line.negators[0][0], False, "whether it is so or not")
    elif theirs > ours:
        yield Difference("FA-105", fact.negators[0][0], True, "whether it is so or not")
    elif ours:
        here, there = {target for _, target in line.negators}, {target for _, target in fact.negators}
        moved = not here & there and here <= set(fact.forms) and there <= set(line.forms)
        if moved:
            yield Difference("FA-105", line.negators[0][0], False, "whether it is so or not")


def _poles(line: Reading, fact: Reading, tag: str) -> Iterator[Difference]:
    told = dict.fromkeys(axis for axis, _ in (*line.poles, *fact.poles))
    for name, axis in words.load(tag).axes.items():
        if name not in told:
            continue
        ours = {pole: said for (where, pole), said in line.poles.items() if where == name}
        theirs = {pole: said for (where, pole), said in fact.poles.items() if where == name}
        added = [
            pole for pole in ours if pole not in theirs and not (pole == "only" and ("amount", "few") in fact.poles)
        ]
        lost = [pole for pole in theirs if pole not in ours]
        if added and lost:
            yield Difference(axis.code, ours[added[0]], False, axis.about, instead=theirs[lost[0]])
        elif axis.when != "instead":
            if axis.when == "always":
                yield from (Difference(axis.code, ours[pole], False, axis.about) for pole in added)
            yield from (Difference(axis.code, theirs[pole], True, axis.about) for pole in lost)


def _actors(line: Reading, fact: Reading, known: Reading, tag: str) -> Iterator[Difference]:
    anybody = words.load(tag).anybody
    added = [name for name in line.actors if name not in fact.actors]
    lost = [name for name in fact.actors if name not in line.actors]
    strange = [name for name in added if name not in anybody]
    for name in strange:
        if lost or name not in known.actors:
            yield Difference("FA-108", line.actors[name], False, "who", instead=fact.actors[lost[0]] if lost else "")
    for name in lost:
        if not strange and name not in anybody and not _is_told_by_pronoun(line):
            yield Difference("FA-108", fact.actors[name], True, "who")
    both = (line.doers & line.receivers) | (fact.doers & fact.receivers)
    now_doing, now_receiving = (line.doers & fact.receivers) - both, (line.receivers & fact.doers) - both
    if now_doing and now_receiving:
        name = sorted(now_doing)[0]
        yield Difference(
            "FA-108", line.actors[name], False, "who does it", instead=fact.actors[sorted(now_receiving)[0]]
        )


def _relations(line: Reading, fact: Reading) -> Iterator[Difference]:
    for name, relation in fact.relations.items():
        other = line.relations.get(name, relation)
        if other != relation:
            yield Difference(
                "FA-108", f"{other} {line.actors[name]}", False, "who gives and who gets", instead=relation
            )


def _tense(line: Reading, fact: Reading) -> Iterator[Difference]:
    about = "whether it is so now"
    if fact.past and not fact.present and line.present and not line.past:
        yield Difference("FA-111", next(iter(line.present)), False, about, instead=next(iter(fact.past.values())))
    elif fact.present and not fact.past and line.past and not line.present:
        yield Difference("FA-111", next(iter(line.past.values())), False, about, instead=next(iter(fact.present)))
    else:
        for verb, form in fact.past.items():
            now = line.forms.get(verb, "")
            if now and verb not in line.past and (now == verb or now == f"{verb}s") and not _has_helper(line, now):
                yield Difference("FA-111", now, False, about, instead=form)


def _has_helper(line: Reading, verb: str) -> bool:
    """Whether a word in front keeps the verb in its plain form: "did see", "to see"."""
    tokens = line.text.casefold().split()
    at = next((place for place, token in enumerate(tokens) if token.strip(".,:;!?") == verb), 0)
    before = set(tokens[max(0, at - 3) : at])
    return bool(before & {"did", "to", "would", "will", "may", "might", "could", "can", "must", "should"})
