"""Word files by the schema of Open XML, by openxml-audit: whether Word opens them, or offers to repair them."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from leaflets.findings import Finding, Level
from leaflets.verify import MEDIA_TYPES, Verifier, wordprofile
from leaflets.verify.packagedcheckers import Report, entries, failure, missing, report

NAME = "openxml-audit"
PACKAGE = "openxml_audit"
FORMAT = "microsoft365"

LEVELS: Mapping[str, Level] = {"error": "must fix", "warning": "should fix", "info": "look at this"}


def available() -> str | None:
    """Why openxml-audit cannot run here; None where it can."""
    return missing(NAME, PACKAGE)


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each broken rule in each file. Raises LeafletError where the checker fails."""
    if not paths:
        return ()
    with tempfile.TemporaryDirectory() as name:  # it takes one file or one folder, and starting it takes half a second
        copies = {str(Path(name, f"{number}.docx")): path for number, path in enumerate(paths)}
        for copy, path in copies.items():
            shutil.copyfile(path, copy)
        said, log = report(NAME, PACKAGE, "-f", FORMAT, "-o", "json", "-m", "0", "-r", "--", name)
    return findings(said, copies, log)


def findings(said: object, files: Mapping[str, Path], log: str = "") -> tuple[Finding, ...]:
    """The findings in the report; `files`: each file by the name under which it was checked.

    Raises LeafletError unless every file has a whole result.
    """
    try:
        results = {str(result["file"]): result for result in entries(said)}
    except (TypeError, KeyError) as error:
        raise failure(NAME, "gave no report", log) from error
    found: set[Finding] = set()
    for name, path in files.items():
        if name not in results:
            raise failure(NAME, f"gave no result for {path}", log)
        found |= set(_file(results[name], path, log))
    return tuple(sorted(found))


def _file(result: Report, path: Path, log: str) -> Iterator[Finding]:
    try:
        faults, valid, standard = entries(result["errors"]), result["valid"], result["format"]
    except (TypeError, KeyError) as error:
        raise failure(NAME, f"gave half a result for {path}", log) from error
    if standard != FORMAT or not isinstance(valid, bool) or (not valid and not faults):
        raise failure(NAME, f"gave half a result for {path}", log)
    strict = wordprofile.of(path, "").strict
    for fault in faults:
        level = "must fix" if strict else LEVELS.get(str(fault.get("severity")), "must fix")
        where = f"{fault.get('part_uri') or 'the file'} {fault.get('path') or ''}".strip()
        hint = f"{NAME} says: {fault.get('description')} ({where})"
        code = f"WD-O-{fault.get('type', 'other')}"
        yield Finding(str(path), 0, code, level, "Word may not open this file as it is.", hint)


VERIFIER = Verifier(NAME, (MEDIA_TYPES[".docx"],), available, check)
