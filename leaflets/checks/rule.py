"""A rule as its file says it, and what a rule gets to read. The kinds in `kinds/` find the faults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, cast

from leaflets import tables
from leaflets.checks import grammar
from leaflets.checks.places import Placed
from leaflets.findings import LEVELS, LeafletError, Level
from leaflets.glossary import Entry
from leaflets.languages import Language
from leaflets.model import Leaflet

RULES = Path(__file__).parent / "rules"

Profile = Literal["easy-read", "plain", "large-print"]
PROFILES: tuple[Profile, ...] = ("easy-read", "plain", "large-print")
"""What a text is meant to be. `easy-read` is the strictest and what the toolkit prints; `plain` is plain English for
everybody; `large-print` is any text for people who need big letters. A rule file says what differs."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, with the limit and the level of one profile."""

    code: str
    kind: str
    scope: tuple[str, ...]
    """Places that it looks at, names as in `places.Place`, or the box or date it asks for."""
    limit: float | None
    level: Level
    finds: str
    """What it finds, in a few words, for the table of rules."""
    message: str
    """What is wrong and why it matters, with `{slots}` that the kind fills."""
    hint: str
    """What to do."""
    source: str
    patterns: tuple[str, ...] = ()
    """Regular expressions, for the kind `pattern`."""
    words: str = ""
    """The word list of the kinds that look words up: `words/<name>.<language>.toml`."""
    language: str = ""
    """The language whose words its patterns or its kind know; empty where it asks about no words."""


@dataclass(frozen=True)
class Reading:
    """A leaflet under check, with everything a rule may ask."""

    leaflet: Leaflet
    language: Language
    names: frozenset[str]
    """Names that need no meaning."""
    placed: tuple[Placed, ...]
    today: date
    glossary: Mapping[str, Entry] = field(default_factory=dict)
    """Approved meanings, by word in small letters."""
    with_grammar: bool = False
    """Whether the rules that need the parts of a sentence were asked for."""

    def within(self, rule: Rule) -> Iterator[Placed]:
        """The sentences in the places that the rule looks at."""
        return (placed for placed in self.placed if placed.place in rule.scope)

    @cached_property
    def parsed(self) -> Mapping[str, grammar.Parse]:
        """The parse of each sentence by its text; empty when the grammar was not asked for or is not installed."""
        if not self.with_grammar or not grammar.reads(self.language.tag):
            return {}
        texts = tuple(dict.fromkeys(placed.sentence.text for placed in self.placed))
        return dict(zip(texts, grammar.parse(texts), strict=True))


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a rule is broken, and the values of the rule's message."""

    line: int
    values: Mapping[str, str | int] = field(default_factory=dict)
    standard: str = ""
    """The standard wording that is at fault, where no line of the manuscript is."""


def fault_at(placed: Placed, **values: str | int) -> Fault:
    """A fault of that sentence."""
    line = placed.sentence.line
    return Fault(line, values, "" if line else placed.sentence.text)


@lru_cache
def rules(profile: str = "easy-read") -> tuple[Rule, ...]:
    """The rules of a profile in the order of their codes; a rule that is off there is left out.

    Raises LeafletError for an unknown profile and for a rule file that is not right.
    """
    if profile not in PROFILES:
        raise LeafletError(f"There is no profile “{profile}”. There are: {', '.join(PROFILES)}.")
    paths = sorted(RULES.glob("ER-*.toml"))
    found = (_rule(path, data, profile) for path, data in zip(paths, tables.read_all(paths), strict=True))
    return tuple(rule for rule in found if rule is not None)


def _rule(path: Path, data: Mapping[str, object], profile: str) -> Rule | None:
    try:
        rule = Rule(
            code=str(data["code"]),
            kind=str(data["kind"]),
            scope=_texts(data["scope"]),
            limit=_number(data.get("limit")),
            level=cast(Level, data["level"]),
            finds=str(data["finds"]),
            message=str(data["message"]),
            hint=str(data["hint"]),
            source=str(data["source"]),
            patterns=_texts(data.get("patterns", [])),
            words=str(data.get("words", "")),
            language=str(data.get("language", "")),
        )
    except KeyError as error:
        raise LeafletError(f"The rule {path.name} has no {error}. Add it.") from error
    changes = cast(Mapping[str, Mapping[str, object]], data.get("profiles", {}))
    change = changes.get(profile, {})
    level = cast(str, change.get("level", rule.level))
    known = {*PROFILES} >= {*changes} and {"limit", "level"} >= {*change} and level in (*LEVELS, "off")
    if not known or rule.level not in LEVELS or rule.code != path.stem:
        raise LeafletError(f"The rule {path.name} is not right. Look at its code, levels and profiles.")
    if level == "off":
        return None
    return replace(rule, level=cast(Level, level), limit=_number(change.get("limit", rule.limit)))


def _texts(listed: object) -> tuple[str, ...]:
    return tuple(str(text) for text in cast(list[object], listed))


def _number(limit: object) -> float | None:
    return None if limit is None else float(cast(float, limit))
