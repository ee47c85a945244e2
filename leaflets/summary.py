"""What a build says at its end: what was made, where, how long it took, what is wrong, and what to do next."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from leaflets.findings import Finding, must_fix
from leaflets.manifest import File

_LISTED = 30
"""With more files than this, only their number in each folder is told."""


def told(
    output: Path, files: Sequence[File], new: Iterable[str], findings: Sequence[Finding], seconds: float, site: str = ""
) -> str:
    """The whole text. `files` are those that were asked for and are ready; `new` has the paths of the changed ones;
    `site` is the page to begin with, where there is one.
    """
    changed = set(new)
    fresh = [file for file in files if file.path in changed]
    parts = [
        f"{_first(len(files), len(fresh))} It took {seconds:.1f} seconds.",
        *_list_of(output, fresh),
        *_findings(findings),
        _next(output, files, findings, site),
    ]
    return "\n".join(parts)


def _first(ready: int, fresh: int) -> str:
    if fresh:
        others = ready - fresh
        rest = f" {others} more {'was' if others == 1 else 'were'} ready before." if others else ""
        return f"{_count(fresh, 'file')} made.{rest}"
    if ready:
        return f"No file has changed. {_count(ready, 'file')} ready."
    return "No file is ready."


def _list_of(output: Path, files: Sequence[File]) -> list[str]:
    if len(files) <= _LISTED:
        return [f"  {(output / file.path).as_posix()}{_size(file)}" for file in files]
    folders = Counter(file.slug for file in files)
    return [f"  {(output / slug).as_posix()}: {_count(number, 'file')}" for slug, number in sorted(folders.items())]


def _size(file: File) -> str:
    """`, 9 pages` or `, 4 min 5 s`, and how to print a booklet; nothing for a file without a measure."""
    measures = file.measures
    if "pages" in measures:
        return f", {_count(int(measures['pages']), 'page')}{_how_to_print(file)}"
    if "seconds" in measures:
        minutes, seconds = divmod(round(float(measures["seconds"])), 60)
        return f", {minutes} min {seconds} s"
    if "words" in measures:
        return f", {_count(int(measures['words']), 'word')}"
    return ""


def _how_to_print(file: File) -> str:
    """For what is folded, and for what is not for printing at all; any other print speaks for itself."""
    measures = file.measures
    if "fold" in measures:
        sheets = f"{_count(int(measures['sheets']), 'sheet')} of {measures['paper']}"
        return f": print on both sides of {sheets}, flip on the {measures['flip']}, fold {measures['fold']}"
    return f", for {measures['for']}" if "for" in measures else ""


def _findings(findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return ["", "No findings."]
    return ["", f"{_count(len(findings), 'finding')}:", *(f"  {finding}" for finding in sorted(findings))]


def _next(output: Path, files: Sequence[File], findings: Sequence[Finding], site: str) -> str:
    wrong = len(must_fix(findings))
    if wrong:
        others = " The other leaflets are ready." if files else ""
        return (
            f"\nWhat to do next: mend what is marked “must fix” ({wrong}). Then run the same command again."
            f"{others} A leaflet with a “must fix” keeps its last good files."
        )
    if site:
        return f"\nWhat to do next: open {(output / site).as_posix()} in your browser and look at each leaflet."
    return f"\nWhat to do next: open the folder {output.as_posix()} and look at the files."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
