"""Web pages by html-validate, which also knows what is legal HTML and harms people: one run in Node.js over all pages.

It says nothing of a good page, nor of one that is not there. So each run also has a page with a fault in it: where that
is not found, nothing was checked, and that is an error, never a pass. Its rules stand in `htmlvalidate.json`.
"""

import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from leaflets.findings import Finding, LeafletError, Level
from leaflets.verify import Verifier, nodepackages

NAME = "html-validate"
PACKAGE = "html-validate"
RULES = Path(__file__).with_name("htmlvalidate.json")
TIME_LIMIT_S = 120

PROBE = "<!DOCTYPE html><html><body><img></body></html>\n"
"""A page with faults that every version finds."""

_LEVELS: Mapping[int, Level] = {1: "look at this", 2: "must fix"}
"""By its number for warnings and errors."""

Report = Mapping[str, object]


def available() -> str | None:
    """Why html-validate cannot run here, as sentences that say what to do; None where it can."""
    return nodepackages.missing(PACKAGE)


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each broken rule and place of each page. Raises LeafletError where html-validate fails."""
    return _check(paths) if paths else ()


def _check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    program = nodepackages.place(PACKAGE, "bin", "html-validate.mjs")
    with tempfile.TemporaryDirectory() as folder:
        probe = Path(folder, "probe.html")
        probe.write_text(PROBE, encoding="utf-8")
        # Under plain names: html-validate 10.17 takes [ and ] in a name for a pattern, and then passes the page over.
        copies = {str(Path(folder, f"{number}.html")): path for number, path in enumerate(paths)}
        for copy, path in copies.items():
            Path(copy).write_bytes(path.read_bytes())
        options = (str(program), "--config", str(RULES), "--formatter", "json")
        command = (str(nodepackages.node()), *options, str(probe), *copies)
        try:
            run = subprocess.run(
                command, capture_output=True, encoding="utf-8", errors="replace", timeout=TIME_LIMIT_S, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise LeafletError(f"html-validate gave no answer in {TIME_LIMIT_S} seconds.") from error
    return findings(run.stdout, copies, str(probe), run.stderr)


def findings(output: str, copies: Mapping[str, Path], probe: str, log: str = "") -> tuple[Finding, ...]:
    """The findings in its report in JSON. Raises LeafletError unless it found the faults in the page `probe`.

    `copies`: the page that stands behind each file that it read.
    """
    try:
        by_file = {
            str(result["filePath"]): cast("list[Report]", result["messages"])
            for result in cast("list[Report]", json.loads(output))
        }
    except (ValueError, KeyError, TypeError) as error:
        raise _failure("gave no report", log or output) from error
    if not by_file.pop(probe, None):
        raise _failure("did not find a fault that was put in", log)
    if unknown := by_file.keys() - copies.keys():
        raise _failure(f"spoke of other files: {', '.join(unknown)}", log)
    return tuple(sorted({_finding(copies[file], message) for file, told in by_file.items() for message in told}))


def _finding(path: Path, message: Report) -> Finding:
    level = _LEVELS.get(int(cast(int, message.get("severity"))), "must fix")
    what = "This page breaks a rule of HTML." if level == "must fix" else "This page may mislead some readers."
    hint = f"html-validate says: {message.get('message')} Place: {message.get('selector') or 'not given'}"
    return Finding(
        str(path), int(cast(int, message.get("line") or 0)), f"WB-V-{message.get('ruleId')}", level, what, hint
    )


def _failure(what: str, log: str) -> LeafletError:
    last = "\n".join("  " + line for line in log.splitlines()[-4:])
    return LeafletError(f"html-validate {what}. Install it again: see .ci/run.\n{last}".rstrip())


VERIFIER = Verifier(NAME, ("text/html",), available, check)
