"""`make`: checks and builds the leaflets. Before it imports anything heavy, it asks whether anything has changed."""

import argparse
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets import formats
from leaflets.commands import day
from leaflets.findings import LeafletError, as_typed, must_fix
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
    parser.add_argument("--cluster", metavar="ADDRESS", help="Make them on a Dask cluster of your own, not here.")
    parser.add_argument("--today", type=day, metavar="DATE", help="Another day than today, such as 2026-12-31.")
    parser.add_argument("--plain", action="store_true", help="Plain lines instead of a bar.")


def execute(options: argparse.Namespace, start: "Start | None" = None) -> int:
    """`start`: where the jobs run; in processes on this machine when nothing is said."""
    from leaflets import output, unchanged

    begun = time.monotonic()
    options.today = options.today or date.today()
    options.format = list(formats.NAMES) if "all" in options.format else options.format
    _check_places(options.sources, options.output)
    store = output.prepare(options.output)
    given = unchanged.inputs((options.sources, _ROOT / "leaflets", _ROOT / "templates"), _wishes(options), store)
    before = unchanged.nothing_changed(options.output, store, given)
    if before is not None:
        return _tell(options, before, (), begun)
    from leaflets import making, manifest
    from leaflets.order import Order
    from leaflets.up_to_date import UpToDate

    known = UpToDate(options.output, store, given, options.sources, _kinds(options))
    with _where(options, start) as (chosen, jobs):
        order = Order(
            sources=options.sources,
            output=options.output,
            slugs=tuple(dict.fromkeys(options.slugs)),
            language=options.language,
            formats=tuple(dict.fromkeys(options.format)),
            today=options.today,
            jobs=jobs,
            plain=options.plain,
        )
        new, complete = making.make(order, known, chosen)
    if complete and not known.was_edited:
        with suppress(OSError):  # then the next build looks at everything again
            unchanged.remember(options.output, store, given)
    return _tell(options, manifest.read(options.output), new, begun)


@contextmanager
def _where(options: argparse.Namespace, start: "Start | None") -> "Iterator[tuple[Start, int | None]]":
    """Where the jobs run, and how many at a time where somebody said it. Raises LeafletError for a lost cluster."""
    from leaflets import pools

    if options.cluster is None:
        yield start or pools.early, options.jobs
        return
    try:
        from leaflets.cluster import joining
    except ImportError as error:
        raise LeafletError(
            f"The option --cluster needs packages that are not installed ({error.name}). They come when you type:\n"
            "  python3 make_leaflets.py make --cluster ADDRESS"
        ) from error
    with joining.joined(options.cluster) as cluster:
        yield cluster.start, options.jobs or cluster.workers


def _check_places(sources: Path, output: Path) -> None:
    """Raises LeafletError for folders that lie in each other: files would be made into texts, or over them."""
    texts, files = sources.resolve(), output.resolve()
    if texts.is_relative_to(files) or files.is_relative_to(texts):
        raise LeafletError(
            f"The finished files cannot go to {output}: that folder and the texts in {sources} lie in each other. "
            "Choose another folder with --output."
        )


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
    return (*_kinds(options), "language", options.language, "slugs", *sorted(set(options.slugs)))


def _kinds(options: argparse.Namespace) -> tuple[str, ...]:
    """The part of it that says how a leaflet is made, whichever it is."""
    return (str(options.sources.resolve()), options.today.isoformat(), "formats", *sorted(set(options.format)))


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of jobs. Write 1 or more")
    return int(text)
