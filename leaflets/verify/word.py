"""Own checks of Word files: structure, access and easy-read looks. They take milliseconds and need nothing else.

No checker of this kind is in a package registry, and none of those for Word's structure sees the faults WD-301 to 305.
Works on any Word file; [docs/word.md](../docs/word.md) has every rule with its source and level.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from leaflets.findings import Finding
from leaflets.verify import (
    MEDIA_TYPES,
    Verifier,
    wordaccess,
    wordcolours,
    wordlayout,
    wordlooks,
    wordprofile,
    wordstructure,
    wordtables,
)
from leaflets.verify.wordfile import WordFile
from leaflets.verify.wordpackage import MOST_PARTS_BYTES, UnreadableError
from leaflets.verify.wordprofile import PROFILES, Profile

NAME = "word"
Fault = tuple[str, str, str]
"""Code, what is wrong, what to do."""
Rule = Callable[[WordFile], Iterator[Fault]]

RULES: tuple[Rule, ...] = (
    *wordstructure.RULES,
    *wordaccess.RULES,
    *wordtables.RULES,
    *wordcolours.RULES,
    *wordlooks.RULES,
    *wordlayout.RULES,
)
MOST_OF_A_KIND = 10
"""Findings of one code in one file; the rest is only counted."""


def check(paths: tuple[Path, ...], format_name: str = "") -> tuple[Finding, ...]:
    """One finding for each fault in each file, sorted. `format_name`: what the files are to be; empty where their own
    names say it, or nothing does."""
    findings: list[Finding] = []
    for path in paths:
        if path.stat().st_size > MOST_PARTS_BYTES:
            findings.append(
                Finding(str(path), 0, "WD-003", "must fix", "This file is far too big.", "Make it smaller.")
            )
            continue
        findings += _findings(str(path), path.read_bytes(), wordprofile.of(path, format_name))
    return tuple(sorted(findings))


def gate(content: bytes, format_name: str) -> tuple[Finding, ...]:
    """What is wrong with a file that was just made; its findings carry the name of the format as their file."""
    return tuple(_findings(format_name, content, PROFILES[format_name]))


def _findings(file: str, content: bytes, profile: Profile) -> Iterator[Finding]:
    told: Counter[str] = Counter()
    for code, message, hint in faults(content, profile):
        told[code] += 1
        if told[code] <= MOST_OF_A_KIND:
            yield Finding(file, 0, code, wordprofile.level(code, profile), message, hint)
    for code, count in told.items():
        if count > MOST_OF_A_KIND:
            message = f"There are {count - MOST_OF_A_KIND} more places like these."
            yield Finding(file, 0, code, wordprofile.level(code, profile), message, "Mend them in the same way.")


def faults(data: bytes, profile: Profile = PROFILES[NAME]) -> tuple[Fault, ...]:
    """Everything that is wrong with a Word file, each thing once."""
    try:
        file = WordFile.read(data, profile)
        return tuple(dict.fromkeys(fault for rule in RULES for fault in rule(file)))
    except UnreadableError as error:
        return ((error.code, error.message, error.hint),)


def verifier(format_name: str = "") -> Verifier:
    """The checker for files that are to be this format; empty where their own names say it."""
    check_as = partial(check, format_name=format_name)
    return Verifier(NAME, (MEDIA_TYPES[".docx"],), lambda: None, check_as, for_format=verifier, gate=gate)


VERIFIER = verifier()
