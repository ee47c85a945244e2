"""Checks a text against the easy-read rules. A rule is a file in `rules/`; Python holds only the kinds."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import cast

from leaflets.checks.kinds import KINDS
from leaflets.checks.places import placed
from leaflets.checks.rule import PROFILES, Fault, Profile, Reading, Rule, rules
from leaflets.findings import Finding
from leaflets.glossary import Entry
from leaflets.languages import HOME, Language
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
    known, unknown = _for_language(rules(profile), language)
    found = {finding for rule in known for finding in _findings(rule, reading, file)}
    return tuple(sorted({*found, *_not_checked(unknown, language, file), *_other_words(leaflet, language, file)}))


def _for_language(asked: Iterable[Rule], language: Language) -> tuple[list[Rule], list[Rule]]:
    """The rules that can be asked in the language, with its own patterns, and those that cannot."""
    own = cast(Mapping[str, list[str]], language.data.get("rules", {}))
    known, unknown = [], []
    for rule in asked:
        if not rule.language or rule.language.split("-")[0] == language.tag.split("-")[0]:
            known.append(rule)
        elif rule.code in own:
            known.append(replace(rule, patterns=tuple(own[rule.code])))
        else:
            unknown.append(rule)
    return known, unknown


def _not_checked(unknown: Iterable[Rule], language: Language, file: str) -> Iterable[Finding]:
    """That some rules know nothing of the language: nobody shall take silence for praise."""
    codes = ", ".join(rule.code for rule in unknown)
    if codes:
        message = f"These rules were not checked in {language.english}: {codes}."
        hint = "They know the words of another language. Ask a person who reads this one."
        yield Finding(file, 0, "ER-150", "not checked", message, hint)


def _other_words(leaflet: Leaflet, language: Language, file: str) -> Iterable[Finding]:
    """Pictures whose words, for people who cannot see them, are in the home language."""
    names = dict.fromkeys(picture.concept for picture in leaflet.pictures() if picture.recipe and picture.concept)
    missing = ", ".join(name for name in names if name not in language.pictures)
    if missing and language.tag != HOME:
        message = f"The words for these pictures are not in {language.english}: {missing}."
        hint = f"Add them to [pictures] in {language.path.name}."
        yield Finding(file, 0, "ER-151", "should fix", message, hint)


def _findings(rule: Rule, reading: Reading, file: str) -> Iterable[Finding]:
    return (_finding(rule, fault, file, reading.language) for fault in KINDS[rule.kind](rule, reading))


def _finding(rule: Rule, fault: Fault, file: str, language: Language) -> Finding:
    message = rule.message.format(**fault.values)
    if fault.standard:
        file = f"{language.path.name}, house.toml or the glossary"
        message = f"{message} It is standard wording: “{fault.standard}”"
    return Finding(file, fault.line, rule.code, rule.level, message, rule.hint.format(**fault.values).strip())
