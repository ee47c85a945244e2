"""EPUB books by Ace, the accessibility checker of the DAISY Consortium: axe-core on every page, and the metadata.

It comes as npm packages and opens the pages in the Chromium of this computer, offline: it answers every request to a
network itself. A run without a whole result is an error, never a pass.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

from leaflets.findings import Finding, LeafletError
from leaflets.verify import MEDIA_TYPES, Verifier, nodepackages
from leaflets.verify.epub import no_book
from leaflets.verify.epubfile import unreadable

NAME = "ace"
PACKAGE = "@daisy/ace-cli"
TIME_LIMIT_S = 300

Report = Mapping[str, object]


def chromium() -> str | None:
    """The browser that opens the pages; None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def available() -> str | None:
    """Why Ace cannot run here; None where it can."""
    if reason := nodepackages.missing(PACKAGE):
        return reason
    if chromium() is None:
        return "Chromium is not on this computer, so Ace cannot run. Install Chromium."
    return None


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each issue on each page of each book. Raises LeafletError where Ace fails."""
    if not paths:
        return ()
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:  # it takes one book a run
        return tuple(sorted({finding for found in pool.map(_check, paths) for finding in found}))


def _check(path: Path) -> tuple[Finding, ...]:
    if details := unreadable(path.read_bytes()):  # Ace would break down over it
        return (no_book(str(path), details),)
    with tempfile.TemporaryDirectory(prefix="leaflets-") as folder:
        # Ace keeps a log and settings in the home folder, so it gets one of its own.
        environment = {
            **os.environ,
            "HOME": folder,
            "XDG_CONFIG_HOME": folder,
            "XDG_DATA_HOME": folder,
            "XDG_CACHE_HOME": folder,
            "PUPPETEER_EXECUTABLE_PATH": str(chromium()),
            "PUPPETEER_SKIP_DOWNLOAD": "1",
        }
        report = Path(folder, "out", "report.json")
        command = (
            *(str(nodepackages.node()), str(nodepackages.place(PACKAGE, "bin", "ace.js"))),
            *("--exiterror2", "--force", "--silent", "--lang", "en", "--doNotReportMedia"),
            *("--tempdir", str(Path(folder, "work")), "--outdir", str(report.parent), str(path.resolve())),
        )
        try:
            run = subprocess.run(
                command,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=TIME_LIMIT_S,
                check=False,
                env=environment,
            )
        except subprocess.TimeoutExpired as error:
            raise LeafletError(f"Ace gave no answer for {path} in {TIME_LIMIT_S} seconds.") from error
        output = report.read_text(encoding="utf-8") if report.is_file() else ""
    return findings(output, path, f"{run.stdout}\n{run.stderr}")


def findings(output: str, path: Path, log: str = "") -> tuple[Finding, ...]:
    """The findings in Ace's report in JSON. Raises LeafletError unless it is a whole report on some pages.

    `log`: what Ace wrote beside the report, for the error message.
    """
    try:
        report = cast("Report", json.loads(output))
        pages = cast("list[Report]", report["assertions"])
        told = tuple(finding for page in pages for finding in _page(page, path))
        outcome = cast("Report", report["earl:result"])["earl:outcome"]
    except (ValueError, KeyError, TypeError) as error:
        raise _failure(f"gave no report on {path}", log) from error
    if len(pages) < 2:  # the package is one of them
        raise _failure(f"looked at no page of {path}", log)
    if outcome != "pass" and not told:
        raise _failure(f"refused {path} without naming an issue", log)
    return tuple(sorted(set(told)))


def _page(page: Report, path: Path) -> Iterator[Finding]:
    place = cast("Report", page["earl:testSubject"])["url"]
    for issue in cast("list[Report]", page["assertions"]):
        test, result = cast("Report", issue["earl:test"]), cast("Report", issue["earl:result"])
        if result["earl:outcome"] == "pass":
            continue
        said = " ".join(str(result.get("dct:description", "")).split())
        what = "Some people will meet a barrier in this book."
        yield Finding(str(path), 0, f"EP-A-{test['dct:title']}", "must fix", what, f"Ace says: {said} ({place})")


def _failure(what: str, log: str) -> LeafletError:
    last = "\n".join("  " + line for line in log.splitlines()[-4:])
    return LeafletError(f"Ace {what}. To install it again, see .ci/run.\n{last}".rstrip())


VERIFIER = Verifier(NAME, (MEDIA_TYPES[".epub"],), available, check)
