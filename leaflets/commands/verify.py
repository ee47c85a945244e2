"""`verify`: runs the checkers of finished files over leaflets or over any files."""

import argparse
import hashlib
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets.commands import check
from leaflets.findings import LEVELS, Finding, LeafletError, must_fix

if TYPE_CHECKING:
    from leaflets.manifest import Entry, File

NAME = "verify"
HELP = "Check finished files: the page as it is printed, and with the outside checkers."


def arguments(parser: argparse.ArgumentParser) -> None:
    from leaflets.verify import printprofile, wordprofile

    parser.add_argument(
        "what", nargs="*", metavar="SLUG|FILE", help="Leaflets or files; all finished ones if left out."
    )
    parser.add_argument(
        "--as",
        dest="format_name",
        choices=(*printprofile.PROFILES, *wordprofile.PROFILES),
        default="",
        help="What PDF or Word files are to be; if left out, our own files say it in their names.",
    )
    parser.add_argument(
        "--heard",
        action="store_true",
        help="Also listen to the recordings, about a minute each. First fetches what that needs, once: about 200 MB.",
    )
    parser.add_argument("--output", type=Path, default=Path("output"), help="Where the finished leaflets are.")
    parser.add_argument(
        "--strict",
        action="store_true",
        default=bool(os.environ.get("CI")),
        help="Count a checker that is missing as a fault.",
    )


def execute(options: argparse.Namespace) -> int:
    from leaflets import verify

    files = chosen(options.what, options.output)
    names = verify.NAMES if options.heard else verify.USUAL
    findings = (*stale(files, options.output), *verify.verify(files, names, options.format_name))
    for finding in findings:
        print(finding)
    if findings:
        print()
    print(table(files, findings, options.format_name, names))
    if must_fix(findings):
        print("\nSome files must be fixed.")
        return 1
    if any(finding.level == "not checked" for finding in findings):
        print("\nNot everything was checked.")
        return 2 if options.strict else 0
    return 0


def chosen(what: Iterable[str], output: Path) -> tuple[Path, ...]:
    """The files that these slugs, folders and file names stand for. Raises LeafletError for one that is not there."""
    words = tuple(what)
    if not words:
        files = [*_pages_of_the_site(output), *(file for folder in _leaflets(output) for file in _inside(folder))]
        if not files:
            raise LeafletError("There are no finished leaflets yet. Make them first: python3 make_leaflets.py")
        return tuple(files)
    files = []
    for word in words:
        path = Path(word) if Path(word).exists() else output / word
        if path.is_file():
            files.append(path)
        elif path.is_dir() and _inside(path):
            files += _inside(path)
        else:
            there = ", ".join(folder.name for folder in _leaflets(output)) or "none"
            raise LeafletError(
                f'There is no finished leaflet and no file called "{word}".\n'
                f"Finished leaflets: {there}. To make them, type:  python3 make_leaflets.py"
            )
    return tuple(dict.fromkeys(files))


def stale(files: Iterable[Path], output: Path) -> tuple[Finding, ...]:
    """Files that are not what the last build put there, or that are older than the text of their leaflet."""
    from leaflets import manifest

    listed = manifest.read(output)
    known = {(output / file.path).resolve(): file for file in listed.everything}
    texts = {(entry.slug, entry.lang): entry for entry in listed.leaflets}
    found = []
    for path in files:
        file = known.get(path.resolve())
        if file is None:
            continue
        entry = texts.get((file.slug, file.lang)) if isinstance(file, manifest.File) else None
        if hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
            message, hint = "This file was changed after it was made.", "Make it again: python3 make_leaflets.py"
            found.append(Finding(str(path), 0, "MK-107", "must fix", message, hint))
        elif isinstance(file, manifest.File) and entry and _is_older(file, entry):
            message = "This file is older than the text of its leaflet."
            hint = "Put right what stops the leaflet. Then run: python3 make_leaflets.py"
            found.append(Finding(str(path), 0, "MK-108", "must fix", message, hint))
    return tuple(found)


def _is_older(file: "File", entry: "Entry") -> bool:
    return not entry.built or entry.text_sha256 != file.text_sha256


def _pages_of_the_site(output: Path) -> tuple[Path, ...]:
    """The pages that belong to no leaflet; what they show and need is checked with them."""
    from leaflets import manifest

    return tuple(output / file.path for file in manifest.read(output).site if file.path.endswith(".html"))


def _leaflets(output: Path) -> tuple[Path, ...]:
    """The leaflets' folders, without those of the toolkit, of the site and of reports."""
    from leaflets.manifest import SITE

    if not output.is_dir():
        return ()
    folders = (path for path in output.iterdir() if path.is_dir() and path.name not in (SITE, check.REPORTS))
    return tuple(sorted(path for path in folders if not path.name.startswith(".")))


def _inside(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".part"))


def table(
    files: Iterable[Path], findings: Iterable[Finding], format_name: str = "", names: Iterable[str] | None = None
) -> str:
    """One line for each file: what each of these checkers said of it, or each usual one."""
    from leaflets import verify

    known = tuple(findings)
    absent = {finding.file for finding in known if finding.level == "not checked"}
    counts: Counter[tuple[str, str]] = Counter(
        (finding.file, finding.level) for finding in known if finding.level != "not checked"
    )
    verifiers = [verify.load(name, format_name) for name in names or verify.USUAL]
    lines = []
    unread: Counter[str] = Counter()
    for file in files:
        asked = {one.name: one.unasked(file) is None for one in verifiers if verify.readable_by(one, (file,))}
        readers = tuple(asked)
        left_out = {name for name in readers if name in absent or not asked[name]}
        faults = [f"{counts[str(file), level]} {level}" for level in LEVELS if counts[str(file), level]]
        ran = [name for name in readers if name not in left_out]
        if faults:
            verdict = ", ".join(faults)
        elif ran:
            verdict = "good: " + ", ".join(ran)
        elif readers:
            verdict = "not checked"
        else:
            unread[str(file.with_name(f"*{file.suffix}"))] += 1
            continue
        if ran and left_out:
            verdict += "; not checked: " + ", ".join(name for name in readers if name in left_out)
        remarks = [(one.name, one.remark(file)) for one in verifiers if one.name in ran]
        verdict += "".join(f"; {name}: {words}" for name, words in remarks if words)
        lines.append((str(file), verdict))
    # A web page has dozens of pictures: one line for all of a kind in a folder.
    lines += [(kind, f"{number} not checked: no checker for this kind of file") for kind, number in unread.items()]
    width = max((len(name) for name, _ in lines), default=0)
    return "\n".join(f"{name:<{width}}  {verdict}" for name, verdict in lines)
