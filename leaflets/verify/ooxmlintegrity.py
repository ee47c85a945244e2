"""The package of a Word file, by ooxml-integrity: parts, relations and numbers that must fit together."""

from collections.abc import Mapping
from pathlib import Path

from leaflets.findings import Finding, Level
from leaflets.verify import MEDIA_TYPES, Verifier, wordprofile
from leaflets.verify.packagedcheckers import Report, entries, failure, missing, report

NAME = "ooxml-integrity"
PACKAGE = "ooxml_integrity"

LEVELS: Mapping[str, Level] = {"error": "must fix", "warn": "should fix", "info": "look at this"}


def available() -> str | None:
    """Why ooxml-integrity cannot run here; None where it can."""
    return missing(NAME, PACKAGE)


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each fault in each file. Raises LeafletError where the checker fails."""
    if not paths:
        return ()
    said, log = report(NAME, PACKAGE, "check", "--json", "--no-config", "--", *(str(path.resolve()) for path in paths))
    return findings(said, paths, log)


def findings(said: object, paths: tuple[Path, ...], log: str = "") -> tuple[Finding, ...]:
    """The findings in the report. Raises LeafletError unless every file has a whole result."""
    try:
        results = {str(result["path"]): result for result in entries(said["files"] if isinstance(said, dict) else said)}
    except (TypeError, KeyError) as error:
        raise failure(NAME, "gave no report", log) from error
    found: set[Finding] = set()
    for path in paths:
        result = results.get(str(path.resolve()))
        if result is None:
            raise failure(NAME, f"gave no result for {path}", log)
        found |= set(_file(result, path, log))
    return tuple(sorted(found))


def _file(result: Report, path: Path, log: str) -> tuple[Finding, ...]:
    try:
        faults = entries(result["findings"])
        summary = result["summary"]
        count = sum(summary.values()) if isinstance(summary, dict) else -1
    except (TypeError, KeyError) as error:
        raise failure(NAME, f"gave half a result for {path}", log) from error
    if count != len(faults):
        raise failure(NAME, f"did not tell all faults of {path}", log)
    strict = wordprofile.of(path, "").strict
    told = []
    for fault in faults:
        level = "must fix" if strict else LEVELS.get(str(fault.get("severity")), "must fix")
        hint = f"{NAME} says: {fault.get('message')} ({fault.get('part', 'the file')})"
        message = "The parts of this Word file do not fit together."
        told.append(Finding(str(path), 0, f"WD-I-{fault.get('code', 'other')}", level, message, hint))
    return tuple(told)


VERIFIER = Verifier(NAME, (MEDIA_TYPES[".docx"],), available, check)
