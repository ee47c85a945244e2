"""How the text of a Word file was formatted, by docx-plus: by styles, or against them by hand."""

from collections.abc import Mapping
from pathlib import Path

from leaflets.findings import Finding, Level
from leaflets.verify import MEDIA_TYPES, Verifier, wordprofile
from leaflets.verify.packagedcheckers import entries, failure, missing, report
from leaflets.verify.wordfile import WordFile
from leaflets.verify.wordpackage import UnreadableError

NAME = "docx-plus"
PACKAGE = "docx_plus"

LEVELS: Mapping[str, Level] = {"error": "must fix", "warning": "should fix", "info": "look at this"}

REFUSED = "error: could not open "

FALSE_ALARMS = (
    # Boxes of two kinds may look alike. Each kind has styles of its own, so that staff can change one kind alone.
    "duplicate-styles",
    # Words of another language must say so, or a screen reader says them in the wrong voice (WCAG 2.2, 3.1.2).
    "mixed-language",
)
"""Rules of docx-plus 0.6.2 that are not asked."""


def available() -> str | None:
    """Why docx-plus cannot run here; None where it can."""
    return missing(NAME, PACKAGE)


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each place in each file. Raises LeafletError where the checker fails."""
    found: set[Finding] = set()
    left_out = [word for rule in FALSE_ALARMS for word in ("--exclude", rule)]
    for path in paths:  # it takes one file at a time
        try:
            WordFile.read(path.read_bytes())
        except UnreadableError as error:  # docx-plus then gives no result at all
            found.add(Finding(str(path), 0, error.code, "must fix", error.message, error.hint))
            continue
        said, log = report(NAME, PACKAGE, "lint", "--no-profile", *left_out, "--json", str(path.resolve()))
        found |= set(findings(said, path, log))
    return tuple(sorted(found))


def findings(said: object, path: Path, log: str = "") -> tuple[Finding, ...]:
    """The findings in the report on one file. Raises LeafletError unless it is a whole report.

    `log`: what docx-plus wrote beside the report; for a file that it cannot open, that is all it writes.
    """
    if said is None and (trouble := log.strip().partition(REFUSED))[1]:
        hint = f"{NAME} says: {trouble[2]}"
        return (Finding(str(path), 0, "WD-P-refused", "must fix", "This Word file cannot be opened.", hint),)
    try:
        faults = [(fault, str(fault["rule"]), str(fault["severity"])) for fault in entries(said)]
    except (TypeError, KeyError) as error:
        raise failure(NAME, f"gave no result for {path}", log) from error
    strict = wordprofile.of(path, "").strict
    told = []
    for fault, rule, severity in faults:
        level = "must fix" if strict else LEVELS.get(severity, "must fix")
        place = fault.get("location")
        excerpt = place.get("excerpt") if isinstance(place, dict) else ""
        hint = f"{NAME} says: {fault.get('message')} (“{excerpt}”)"
        told.append(Finding(str(path), 0, f"WD-P-{rule}", level, "Something is formatted by hand.", hint))
    return tuple(told)


VERIFIER = Verifier(NAME, (MEDIA_TYPES[".docx"],), available, check)
