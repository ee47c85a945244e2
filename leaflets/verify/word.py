"""Own checks of Word files: structure, access and easy-read looks. They take milliseconds and need nothing else.

No checker of this kind is in a package registry, and none of those for Word's structure sees the faults WD-3xx.
"""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError

from leaflets.findings import Finding
from leaflets.verify import MEDIA_TYPES, Verifier, wordaccess, wordlooks, wordstructure
from leaflets.verify.wordfile import WordFile

Fault = tuple[str, str, str]
"""Code, what is wrong, what to do."""
Rule = Callable[[WordFile], Iterator[Fault]]

RULES: tuple[Rule, ...] = (*wordstructure.RULES, *wordaccess.RULES, *wordlooks.RULES)


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each kind of fault and each place's message in each file, sorted."""
    findings = (
        Finding(str(path), 0, code, "must fix", message, hint)
        for path in paths
        for code, message, hint in faults(path.read_bytes())
    )
    return tuple(sorted(set(findings)))


def faults(data: bytes) -> tuple[Fault, ...]:
    """Everything that is wrong with a Word file."""
    try:
        file = WordFile.read(data)
    except (zipfile.BadZipFile, KeyError, ParseError) as error:
        return (("WD-001", "This is not a Word file that can be read.", f"Make it again. Details: {error}"),)
    return tuple(fault for rule in RULES for fault in rule(file))


VERIFIER = Verifier("word", (MEDIA_TYPES[".docx"],), lambda: None, check)
