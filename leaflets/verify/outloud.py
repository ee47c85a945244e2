"""PDF files as a listener meets them, by outloud: what no standard asks, such as a page foot read out as content.

outloud is never imported and is no package of this project, because it stands on PyMuPDF, which is under the AGPL. It
is run as a program of its own: `.ci/run` puts it into `.tools/outloud`. The environment variable LEAFLETS_OUTLOUD names
another one; else it is looked for on the PATH. A run that gives no result for a file, or in which a rule broke down, is
an error, never a pass.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import cast

import pikepdf

from leaflets.findings import Finding, LeafletError, Level
from leaflets.verify import Verifier

NAME = "outloud"
FOLDER = Path(__file__).resolve().parent.parent.parent / ".tools" / "outloud"
TIME_LIMIT_S = 600

LEVELS: Mapping[str, Level] = {"error": "must fix", "warning": "look at this"}
"""outloud's severities that are told; its third, `info`, asks nothing of anybody."""

FALSE_ALARMS = {
    # "Painted in another order than tagged". outloud counts an element's own words before those of the elements inside
    # it, so each line of a contents list (a link, then its page number) seems turned round. WeasyPrint 70.0 also paints
    # the bullets of a list after its lines. What is heard is the order of the tags: tests/test_tags.py keeps it.
    "ORD-001",
    # "A drawn grid without a table". It takes frames side by side, and a table whose cells hold links, for such a grid.
    "TBL-014",
}
"""Warnings of outloud 0.2.1 that are not told."""

REPEATED, OF_PACKS = "PAG-001", "print-pack_"
"""A warning: the same words at the same place of several pages. In a pack to print these are the first and the last
lines of its leaflets, which are heard rightly: each leaflet is one by itself. So it is not told of packs."""

ARTIFACT_PROSE = "TAG-002"
"""An error: words that are marked as artifact, so that nobody hears them. outloud 0.2.1 takes every artifact of eight
words or more on one line for such, also a running head, which is one rightly (ISO 32000-1, 14.8.2.2.2), and in a
booklet it reads the heads of two pages as one line. So it is told only of pages with words in any other artifact that
nobody hears on that page: of four cards to cut out, a listener hears one."""

Report = Mapping[str, object]


def program() -> str | None:
    """The outloud that is run; None where there is none."""
    if named := os.environ.get("LEAFLETS_OUTLOUD"):
        return shutil.which(named)
    own = (FOLDER / "bin" / "outloud", FOLDER / "Scripts" / "outloud.exe")
    return next((str(path) for path in own if path.is_file()), None) or shutil.which("outloud")


def available() -> str | None:
    """Why outloud cannot run here; None where it can."""
    if program() is None:
        return "The checker outloud is not on this computer. To install it, see .ci/run."
    return None


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each place that outloud names in each file. Raises LeafletError where outloud fails."""
    return _check(paths) if paths else ()


def _check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    found = program()
    if found is None:
        raise LeafletError(str(available()))
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")  # not the standard output: libraries of outloud write there too
        command = (found, "--quiet", "--json", str(report), *(str(path.resolve()) for path in paths))
        try:
            run = subprocess.run(
                command, capture_output=True, encoding="utf-8", errors="replace", timeout=TIME_LIMIT_S, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise LeafletError(f"outloud gave no answer in {TIME_LIMIT_S} seconds.") from error
        except OSError as error:
            raise _failure(f"could not be started: {error}", "") from error
        output = report.read_text(encoding="utf-8") if report.is_file() else ""
    return findings(output, paths, run.stderr)


def findings(output: str, paths: tuple[Path, ...], log: str = "") -> tuple[Finding, ...]:
    """The findings in outloud's report in JSON. Raises LeafletError unless every file has a whole result.

    `log`: what outloud wrote beside the report, for the error message.
    """
    try:
        by_file = {str(result["path"]): result for result in cast("list[Report]", json.loads(output)["results"])}
    except (ValueError, KeyError, TypeError) as error:
        raise _failure("gave no report", log) from error
    found: set[Finding] = set()
    for path in paths:
        result = by_file.get(str(path.resolve()))
        if result is None:
            raise _failure(f"gave no result for {path}", log)
        found |= set(_file(result, path, log))
    return tuple(sorted(found))


def _file(result: Report, path: Path, log: str) -> Iterator[Finding]:
    if trouble := result.get("error"):
        if not str(trouble).startswith(("PdfError", "PasswordError")):  # pikepdf's, for a file that is no PDF
            raise _failure(f"could not check {path}: {trouble}", log)
        details = f"outloud says: {str(trouble).partition(': ')[2]}"
        yield Finding(str(path), 0, "PD-001", "must fix", "This is not a PDF that can be read.", details)
        return
    rules = cast("list[Report]", result.get("rules") or [])
    if broken := [str(rule["rule"]) for rule in rules if rule.get("status") == "crashed"]:
        raise _failure(f"did not check {path} to the end: {', '.join(broken)}", log)
    if not any(rule.get("status") == "ran" for rule in rules):
        raise _failure(f"used no rules on {path}", log)
    faults = cast("list[Report]", result.get("findings") or [])
    heads = {fault["page"] for fault in faults if fault.get("rule") == ARTIFACT_PROSE and "page" in fault}
    heads -= set(_with_hidden_words(path, heads))
    faults = [one for one in faults if one.get("rule") != REPEATED or not path.name.startswith(OF_PACKS)]
    told = [_finding(path, fault) for fault in faults if _is_told(fault, heads)]
    named = heads or any(finding.level == "must fix" for finding in told)
    if result.get("verdict") not in ("pass", "review") and not named:
        raise _failure(f"refused {path} without naming a rule", log)
    yield from told


def _is_told(fault: Report, heads: Collection[object]) -> bool:
    """`heads`: pages on which all words that nobody hears are running heads and page feet."""
    if fault.get("rule") == ARTIFACT_PROSE and fault.get("page") in heads:
        return False
    if fault.get("severity") == "warning":
        return fault.get("rule") not in FALSE_ALARMS
    return fault.get("severity") != "info"


def _finding(path: Path, fault: Report) -> Finding:
    level = LEVELS.get(str(fault.get("severity")), "must fix")
    what = "People who listen will meet a fault in this PDF."
    if level == "look at this":
        what = "People who listen may meet a fault in this PDF."
    place = f" (page {fault['page']})" if "page" in fault else ""
    hint = f"{NAME} says: {fault.get('message')}{place}"
    return Finding(str(path), 0, f"PD-O-{fault.get('rule')}", level, what, hint)


def _with_hidden_words(path: Path, pages: Collection[object]) -> Iterator[int]:
    """Those of the pages, from 1, that paint words which nobody hears, but for running heads and page feet."""
    if not pages:
        return
    with pikepdf.open(path) as document:
        for number, page in enumerate(document.pages, 1):
            if number not in pages:
                continue
            heard, hidden = set[bytes](), set[bytes]()
            _take_words(page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), heard, hidden)
            if hidden - heard:
                yield number


def _take_words(content: pikepdf.Object, resources: pikepdf.Object, heard: set[bytes], hidden: set[bytes]) -> None:
    """Takes what a page, or a form that is painted on it, shows: pieces of text as they are written in the file.

    Hidden is what stands in an artifact without the type Pagination.
    """
    inside: list[bool] = []
    for step in pikepdf.parse_content_stream(content, "BDC BMC EMC Tj TJ Do"):
        match str(step.operator):
            case "BDC" | "BMC":
                marks = step.operands[1] if len(step.operands) > 1 else pikepdf.Dictionary()
                head = isinstance(marks, pikepdf.Dictionary) and marks.get("/Type") == "/Pagination"
                inside.append(step.operands[0] == "/Artifact" and not head)
            case "EMC":
                inside.pop()
            case "Do":
                forms = resources.get("/XObject", pikepdf.Dictionary())
                form = forms.get(str(step.operands[0]), pikepdf.Dictionary())
                if form.get("/Subtype") == "/Form":
                    _take_words(form, form.get("/Resources", resources), heard, hidden)
            case _:
                shown = pikepdf.unparse_content_stream([(step.operands, step.operator)])
                (hidden if any(inside) else heard).add(shown)


def _failure(what: str, log: str) -> LeafletError:
    last = "\n".join("  " + line for line in log.splitlines()[-4:])
    return LeafletError(f"outloud {what}. Install it again: see .ci/run.\n{last}".rstrip())


VERIFIER = Verifier(NAME, ("application/pdf",), available, check)
