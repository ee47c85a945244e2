"""PDF/UA-1 and PDF/A-2a by veraPDF, the reference checker, in Java over many files at once. Gate of every release.

Its jars are not packages of this project: `.ci/run` fetches them with Maven into `.tools/verapdf`. The environment
variable LEAFLETS_VERAPDF names another folder. A run that gives no result for a file is an error, never a pass: without
the Java libraries for XML binding, veraPDF knows no rules and says so only in its log.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from leaflets.findings import Finding, LeafletError
from leaflets.verify import Verifier
from leaflets.verify.standards import PDF_UA, STANDARDS, Standard, message

NAME = "verapdf"
FOLDER = Path(__file__).resolve().parent.parent.parent / ".tools" / "verapdf"
TIME_LIMIT_S = 600

Report = Mapping[str, object]


def jars() -> Path:
    """The folder that holds veraPDF's jars, or where they would be."""
    named = os.environ.get("LEAFLETS_VERAPDF")
    return Path(named) if named else FOLDER


def available() -> str | None:
    """Why veraPDF cannot run here; None where it can."""
    if shutil.which("java") is None:
        return "Java is not on this computer, so veraPDF cannot run. Install Java 11 or newer."
    if not any(jars().glob("*.jar")):
        return f"veraPDF is not in {jars()}. Fetch it with Maven: see .ci/run."
    return None


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each broken rule of each standard in each file. Raises LeafletError where veraPDF fails."""
    found = {finding for standard in STANDARDS if paths for finding in _check(paths, standard)}
    return tuple(sorted(found))


def _check(paths: tuple[Path, ...], standard: Standard) -> tuple[Finding, ...]:
    command = (
        *("java", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8"),
        *("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),  # quicker for runs of seconds: 1.1 s, not 1.7 s
        *("-cp", str(jars() / "*"), "org.verapdf.apps.GreenfieldCliWrapper"),
        *("--flavour", standard.flavour, "--format", "json", "--nonpdfext"),
        *(str(path.resolve()) for path in paths),
    )
    try:
        run = subprocess.run(
            command, capture_output=True, encoding="utf-8", errors="replace", timeout=TIME_LIMIT_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise LeafletError(f"veraPDF gave no answer in {TIME_LIMIT_S} seconds.") from error
    return findings(run.stdout, paths, standard, run.stderr)


def findings(output: str, paths: tuple[Path, ...], standard: Standard = PDF_UA, log: str = "") -> tuple[Finding, ...]:
    """The findings in veraPDF's report in JSON. Raises LeafletError unless every file has a result of the right rules.

    `log`: what veraPDF wrote beside the report, for the error message.
    """
    try:
        jobs = cast("list[Report]", json.loads(output)["report"]["jobs"])
        by_file = {str(cast("Report", job["itemDetails"])["name"]): job for job in jobs}
    except (ValueError, KeyError, TypeError) as error:
        raise _failure("gave no report", log) from error
    found: list[Finding] = []
    for path in paths:
        job = by_file.get(str(path.resolve()))
        if job is None:
            raise _failure(f"gave no result for {path}", log)
        found += _job(job, path, standard, log)
    return tuple(sorted(found))


def _job(job: Report, path: Path, standard: Standard, log: str) -> tuple[Finding, ...]:
    exception = cast("Report | None", job.get("taskException"))
    if exception is not None and exception.get("type") == "PARSE":
        details = f"veraPDF says: {exception.get('exceptionMessage')}"
        return (Finding(str(path), 0, "PD-001", "must fix", "This is not a PDF that can be read.", details),)
    results = cast("list[Report]", job.get("validationResult") or [])
    if exception is not None or not results:
        raise _failure(f"could not check {path}", log)
    found: list[Finding] = []
    for result in results:
        details_ = cast("Report", result["details"])
        if result.get("profileName") != standard.profile or result.get("jobEndStatus") != "normal":
            raise _failure(f"did not check {path} to the end by {standard.name}", log)
        if not details_.get("passedRules") and not details_.get("failedRules"):
            raise _failure(f"used no rules on {path}", log)
        rules = cast("list[Report]", details_.get("ruleSummaries") or [])
        found += (_rule(path, rule, standard) for rule in rules if rule.get("ruleStatus") == "FAILED")
        if result.get("compliant") is not True and not found:
            raise _failure(f"refused {path} without naming a rule", log)
    return tuple(found)


def _rule(path: Path, rule: Report, standard: Standard) -> Finding:
    what = message(standard, rule.get("failedChecks"))
    clause = f"{rule.get('clause')}-{rule.get('testNumber')}"
    first = next(iter(cast("list[Report]", rule.get("checks") or [])), {})
    hint = f"veraPDF says: {rule.get('description')} (first place: {first.get('context', 'not given')})"
    return Finding(str(path), 0, f"PD-{standard.prefix}{clause}", "must fix", what, hint)


def _failure(what: str, log: str) -> LeafletError:
    last = "\n".join("  " + line for line in log.splitlines()[-4:])
    return LeafletError(f"veraPDF {what}. Delete {jars()} and fetch it again.\n{last}".rstrip())


VERIFIER = Verifier(NAME, ("application/pdf",), available, check)
