"""The words of a fact as texts to compare with: its patterns without their signs, its claim, its source words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from leaflets.facts import Fact

_GROUP = re.compile(r"\((?:\?:)?([^()]*)\)\??")
_SET = re.compile(r"\[\^?(\w)[^\]]*\]")
_ANY = re.compile(r"\.[*+?]+\??|\\[a-zA-Z]")
_QUANTIFIER = re.compile(r"[\^$?*+]|\{\d*,?\d*\}|\\")
_MOST = 8
"""So many wordings of a pattern with "or" are compared; more say nothing new."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a fact that some line must tell."""

    fact: Fact
    pattern: str
    """Empty for a fact without patterns."""
    wordings: tuple[str, ...]
    """Plain texts that say it; one at least."""


def of(fact: Fact) -> tuple[Part, ...]:
    """The parts of a fact: one for each pattern, or the whole fact when there are none."""
    if fact.patterns:
        return tuple(Part(fact, pattern, wordings(pattern)) for pattern in fact.patterns)
    return (Part(fact, "", tuple(text for text in (fact.claim, fact.source_words) if text)),)


@lru_cache(maxsize=4096)
def wordings(pattern: str) -> tuple[str, ...]:
    """The plain texts that a simple regular expression finds. A gap (`.*`) stays a gap."""
    return tuple(dict.fromkeys(" ".join(_plain(text).split()) for text in islice(_choices(pattern), _MOST)))


def _choices(pattern: str) -> Iterator[str]:
    """The pattern with each "or" decided, inner groups first."""
    group = _GROUP.search(pattern)
    if group is None:
        yield from pattern.split("|")
        return
    before, after = pattern[: group.start()], pattern[group.end() :]
    if "|" in before + after and "(" not in before + after:
        for choice, inner in product(f"{before}\0{after}".split("|"), group[1].split("|")):
            yield choice.replace("\0", inner)
        return
    for choice in group[1].split("|"):
        yield from _choices(f"{before}{choice}{after}")


def _plain(text: str) -> str:
    return _QUANTIFIER.sub("", _ANY.sub(" … ", _SET.sub(r"\1", text)))
