"""Web pages by the Nu HTML Checker, which knows the HTML standard: one run in Java over all pages.

It is an npm package that holds a Java program. It says nothing of a good page, so it is told to name each file it
reads: a page that it does not name was not checked, and that is an error, never a pass.
"""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

from leaflets.findings import Finding, LeafletError, Level
from leaflets.verify import Verifier, nodepackages

NAME = "nu"
PACKAGE = "vnu-jar"
TIME_LIMIT_S = 300

JAVA = ("java", "-Xss8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""A larger stack, or it overflows on usual pages; the rest makes short runs quicker."""

_LEVELS: Mapping[str, Level] = {"error": "must fix", "non-document-error": "must fix", "warning": "look at this"}
"""By the type of a message, or by its subtype where it has one. What has neither asks nothing of anybody."""

Message = Mapping[str, object]


def jar() -> Path:
    """Where the program is, or would be."""
    return nodepackages.place(PACKAGE, "build", "dist", "vnu.jar")


def available() -> str | None:
    """Why Nu cannot run here, as sentences that say what to do; None where it can."""
    if shutil.which("java") is None:
        return "Java is not on this computer, so the Nu HTML Checker cannot run. Install Java 17 or newer."
    if reason := nodepackages.missing(PACKAGE, needs_node=False):
        return reason
    return None if jar().is_file() else f"The Nu HTML Checker is not whole: {jar()} is missing. See .ci/run."


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each message on each page. Raises LeafletError where Nu fails."""
    if not paths:
        return ()
    options = ("-jar", str(jar()), "--format", "json", "--stdout", "--verbose")
    command = (*JAVA, *options, *(str(path.resolve()) for path in paths))
    try:
        run = subprocess.run(
            command, capture_output=True, encoding="utf-8", errors="replace", timeout=TIME_LIMIT_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise LeafletError(f"The Nu HTML Checker gave no answer in {TIME_LIMIT_S} seconds.") from error
    return findings(run.stdout, paths, run.stderr)


def findings(output: str, paths: tuple[Path, ...], log: str = "") -> tuple[Finding, ...]:
    """The findings in Nu's report, names of files and then JSON. Raises LeafletError unless it read each page."""
    named, brace, report = output.partition("{")
    try:
        messages = cast("list[Message]", json.loads(brace + report)["messages"])
    except (ValueError, KeyError, TypeError) as error:
        raise _failure("gave no report", log or output) from error
    read = set(named.split("\n")) | set(log.split("\n"))
    for path in paths:
        if str(path.resolve()) not in read:
            raise _failure(f"did not read {path}", log)
    by_file = {str(path.resolve()): path for path in paths}
    found = set()
    for message in messages:
        level = _LEVELS.get(str(message.get("subType") or message.get("type")))
        path_named = by_file.get(unquote(urlsplit(str(message.get("url"))).path))
        if path_named is None:
            raise _failure(f"spoke of something else: {message.get('message')}", log)
        if level:
            found.add(_finding(path_named, message, level))
    return tuple(sorted(found))


def _finding(path: Path, message: Message, level: Level) -> Finding:
    what = "This page breaks a rule of HTML." if level == "must fix" else "This page may mislead some browsers."
    line = int(cast(int, message.get("lastLine") or 0))
    hint = f"Nu says: {message.get('message')} Place: {message.get('extract') or 'not given'}"
    return Finding(str(path), line, "WB-N", level, what, " ".join(hint.split()))


def _failure(what: str, log: str) -> LeafletError:
    last = "\n".join("  " + line for line in log.splitlines()[-4:])
    return LeafletError(f"The Nu HTML Checker {what}. Install it again: see .ci/run.\n{last}".rstrip())


VERIFIER = Verifier(NAME, ("text/html",), available, check)
