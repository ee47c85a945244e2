"""Checks a complete leaflet against the easy-read rules. A rule is a file in `rules/`; Python holds only the kinds."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import cast

from leaflets.checks.kinds import KINDS, Fault, Reading, Rule
from leaflets.checks.places import placed
from leaflets.findings import LEVELS, Finding, LeafletError, Level
from leaflets.languages import Language
from leaflets.model import Leaflet

RULES = Path(__file__).parent / "rules"


def check(
    leaflet: Leaflet, file: str, language: Language, today: date, names: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """Everything the rules find in a composed leaflet, sorted by line.

    `file` is the manuscript, as a person would type it. `names` may stand in bold without a meaning. A fault in
    standard wording names the files where such wording stands.
    """
    own = frozenset({leaflet.about.publisher}) if leaflet.about.publisher else frozenset()
    reading = Reading(leaflet, language, today, names | own, placed(leaflet))
    found = {_finding(rule, fault, file, language) for rule in rules() for fault in KINDS[rule.kind](rule, reading)}
    return tuple(sorted(found))


@lru_cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order of their codes. Raises LeafletError when a rule file is not right."""
    return tuple(_rule(path) for path in sorted(RULES.glob("ER-*.toml")))


def _finding(rule: Rule, fault: Fault, file: str, language: Language) -> Finding:
    message = rule.message.format(**fault.values)
    if fault.standard:
        file = f"{language.path.name}, house.toml or the glossary"
        message = f"{message} It is standard wording: “{fault.standard}”"
    return Finding(file, fault.line, rule.code, cast(Level, rule.level), message, rule.hint.format(**fault.values))


def _rule(path: Path) -> Rule:
    data: Mapping[str, object] = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        limit = data.get("limit")
        rule = Rule(
            code=str(data["code"]),
            kind=str(data["kind"]),
            scope=tuple(str(place) for place in cast(list[object], data["scope"])),
            limit=float(cast(float, limit)) if limit is not None else None,
            level=str(data["level"]),
            message=str(data["message"]),
            hint=str(data["hint"]),
            source=str(data["source"]),
            patterns=tuple(str(pattern) for pattern in cast(list[object], data.get("patterns", []))),
        )
    except KeyError as error:
        raise LeafletError(f"The rule {path.name} has no {error}. Add it.") from error
    if rule.kind not in KINDS or rule.level not in LEVELS or rule.code != path.stem:
        raise LeafletError(f"The rule {path.name} is not right. Look at its code, kind and level.")
    return rule
