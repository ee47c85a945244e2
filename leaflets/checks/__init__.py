"""Checks a text against the easy-read rules. A rule is a file in `rules/`; Python holds only the kinds."""

from collections.abc import Iterable, Mapping
from datetime import date

from leaflets.checks.kinds import KINDS
from leaflets.checks.places import placed
from leaflets.checks.rule import PROFILES, Fault, Profile, Reading, Rule, rules
from leaflets.findings import Finding
from leaflets.glossary import Entry
from leaflets.languages import Language
from leaflets.model import Leaflet

__all__ = ["PROFILES", "Profile", "Rule", "check", "rules"]

_NO_GLOSSARY: Mapping[str, Entry] = {}


def check(
    leaflet: Leaflet,
    file: str,
    language: Language,
    today: date,
    names: frozenset[str] = frozenset(),
    *,
    profile: str = "easy-read",
    glossary: Mapping[str, Entry] = _NO_GLOSSARY,
    grammar: bool = False,
) -> tuple[Finding, ...]:
    """Everything the rules of the profile find in a composed leaflet, sorted by line.

    `file` is the manuscript, as a person would type it. `names` may stand in bold without a meaning. A fault in
    standard wording names the files where such wording stands. With `grammar` the rules that need the parts of a
    sentence run too; they take one to two seconds to start. Where their library is missing, one finding says so.
    """
    own = frozenset({leaflet.about.publisher}) if leaflet.about.publisher else frozenset()
    reading = Reading(leaflet, language, names | own, placed(leaflet), today, glossary, grammar)
    found = {finding for rule in rules(profile) for finding in _findings(rule, reading, file)}
    return tuple(sorted(found))


def _findings(rule: Rule, reading: Reading, file: str) -> Iterable[Finding]:
    return (_finding(rule, fault, file, reading.language) for fault in KINDS[rule.kind](rule, reading))


def _finding(rule: Rule, fault: Fault, file: str, language: Language) -> Finding:
    message = rule.message.format(**fault.values)
    if fault.standard:
        file = f"{language.path.name}, house.toml or the glossary"
        message = f"{message} It is standard wording: “{fault.standard}”"
    return Finding(file, fault.line, rule.code, rule.level, message, rule.hint.format(**fault.values).strip())
