"""Kinds of rule that need the parts of a sentence: the extra `grammar`. Without it, one finding says so."""

from collections.abc import Iterator

from leaflets.checks import grammar, structure
from leaflets.checks.places import Placed
from leaflets.checks.rule import Fault, Reading, Rule, fault_at

_FEWEST_PASSIVES = 3
"""In a short leaflet 1 or 2 sentences are a big share and no habit."""


def passive(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A sentence in the passive voice, with the question that finds out who does it."""
    for placed, parse in _parsed(rule, reading):
        found = structure.passives(parse)
        if found:
            words = ", ".join(f"“{each.words}”" for each in found)
            yield fault_at(placed, found=words, who=structure.who_does_what(parse, found[0]))


def passive_share(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """More sentences in the passive voice than the limit, a share from 0 to 1."""
    parses = [parse for _, parse in _parsed(rule, reading)]
    share = structure.passive_share(parses)
    enough = sum(bool(structure.passives(parse)) for parse in parses) >= _FEWEST_PASSIVES
    if share is not None and rule.limit is not None and share > rule.limit and enough:
        yield Fault(0, {"share": round(share * 100), "limit": f"{rule.limit * 100:g}"})


def ideas(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """More statements in one sentence than the limit."""
    for placed, parse in _parsed(rule, reading):
        found = structure.statements(parse)
        if rule.limit is not None and len(found) > rule.limit:
            yield fault_at(placed, count=len(found), found=", ".join(f"“{words}”" for words in found))


def noun_stack(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """As many nouns in a row as the limit, or more. Names are not stacks."""
    for placed, parse in _parsed(rule, reading):
        found = structure.noun_stacks(parse, int(rule.limit or 3))
        if found:
            yield fault_at(placed, found=", ".join(f"“{words}”" for words in found))


def grammar_missing(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """The grammar was asked for and cannot be had here."""
    if reading.with_grammar and not grammar.reads(reading.language.tag):
        yield Fault(0)


def _parsed(rule: Rule, reading: Reading) -> Iterator[tuple[Placed, grammar.Parse]]:
    return ((placed, parse) for placed in reading.within(rule) if (parse := reading.parsed.get(placed.sentence.text)))
