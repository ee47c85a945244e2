"""`make`: checks and builds the leaflets. Before it imports anything heavy, it asks whether anything has changed."""

import argparse
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets import formats
from leaflets.commands import day
from leaflets.findings import as_typed, must_fix
from leaflets.manifest import OUTPUT, SOURCES, Manifest, moved

if TYPE_CHECKING:  # it takes its time to import, and most builds end before they need it
    from leaflets.pools import Start

NAME = "make"
HELP = "Check the leaflets and make their files. Without a name it makes all."

_ROOT = Path(__file__).resolve().parents[2]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="Leaflets, by the name of their folder.")
    parser.add_argument(
        "--format",
        nargs="+",
        action="extend",
        default=[],
        metavar="NAME",
        help=f"Only these formats: {', '.join(formats.NAMES)}; or all. Write it after the leaflets.",
    )
    parser.add_argument("--language", default="", metavar="TAG", help="Only this language; all if left out.")
    parser.add_argument("--sources", type=Path, default=Path("sources"), metavar="DIR", help="Where the texts are.")
    parser.add_argument("--output", type=Path, default=Path("output"), metavar="DIR", help="Where the files go.")
    parser.add_argument("--jobs", type=_count, metavar="N", help="How many files are made at the same time.")
    parser.add_argument("--today", type=day, metavar="DATE", help="Another day than today, such as 2026-12-31.")
    parser.add_argument("--plain", action="store_true", help="Plain lines instead of a bar.")


def execute(options: argparse.Namespace, start: "Start | None" = None) -> int:
    """`start`: where the jobs run; in processes on this machine when nothing is said."""
    from leaflets import output, unchanged

    begun = time.monotonic()
    options.today = options.today or date.today()
    options.format = list(formats.NAMES) if "all" in options.format else options.format
    store = output.prepare(options.output)
    digest = unchanged.inputs((options.sources, _ROOT / "leaflets", _ROOT / "templates"), _wishes(options))
    before = unchanged.nothing_changed(options.output, store, digest)
    if before is not None:
        return _tell(options, before, (), begun)
    from leaflets import making, manifest

    order = making.Order(
        sources=options.sources,
        output=options.output,
        slugs=tuple(dict.fromkeys(options.slugs)),
        language=options.language,
        formats=tuple(dict.fromkeys(options.format)),
        today=options.today,
        jobs=options.jobs,
        plain=options.plain,
    )
    new, complete = making.make(order, start) if start else making.make(order)
    if complete:
        with suppress(OSError):  # then the next build looks at everything again
            unchanged.remember(options.output, store, digest)
    return _tell(options, manifest.read(options.output), new, begun)


def _tell(options: argparse.Namespace, listed: Manifest, new: Iterable[str], begun: float) -> int:
    """Prints what came of it and gives the exit code."""
    from leaflets import manifest, summary

    entries = [entry for entry in listed.leaflets if not options.slugs or entry.slug in options.slugs]
    entries = [entry for entry in entries if options.language in ("", entry.lang)]
    texts = {(entry.slug, entry.lang) for entry in entries if entry.built}
    asked = formats.with_companions(options.format) if options.format else formats.NAMES
    files = [file for file in listed.files if (file.slug, file.lang) in texts and file.format in asked]
    findings = moved((f for entry in entries for f in entry.findings), OUTPUT, options.output.as_posix())
    findings = moved(findings, SOURCES, as_typed(options.sources))
    site = next((file.path for file in listed.site if file.path == manifest.INDEX), "")
    print(summary.told(options.output, files, new, findings, time.monotonic() - begun, site))
    return 1 if must_fix(findings) else 0


def _wishes(options: argparse.Namespace) -> tuple[str, ...]:
    """What was asked for, in a fixed form; the number of jobs and the look of the progress change no file."""
    slugs, names = sorted(set(options.slugs)), sorted(set(options.format))
    wishes = ("language", options.language, "slugs", *slugs, "formats", *names)
    return (str(options.sources.resolve()), options.today.isoformat(), *wishes)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of jobs. Write 1 or more")
    return int(text)
