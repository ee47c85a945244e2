"""`print-pack`: finished leaflets in one PDF to print, behind a sheet that tells how to print and fold each of them."""

import argparse
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets.commands import day
from leaflets.findings import LeafletError, must_fix

if TYPE_CHECKING:
    from leaflets.manifest import Entry, File
    from leaflets.outreach.cover_sheet import Listed
    from leaflets.paper.join import Part
    from leaflets.pools import Start

NAME = "print-pack"
HELP = "Put leaflets into one file to print, with a sheet that says how."

_FORMATS = ("large-print", "booklet")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="Leaflets, in the order to print; all if left out.")
    parser.add_argument("--format", choices=_FORMATS, default="booklet", help="What to print: booklet if left out.")
    parser.add_argument("--to", type=Path, default=Path("print"), metavar="DIR", help="Where the pack goes.")
    parser.add_argument("--sources", type=Path, default=Path("sources"), metavar="DIR", help="Where the texts are.")
    parser.add_argument("--output", type=Path, default=Path("output"), metavar="DIR", help="Where the files are.")
    parser.add_argument("--today", type=day, default=date.today(), metavar="DATE", help="Another day than today.")


def execute(options: argparse.Namespace, start: "Start | None" = None) -> int:
    """`start`: where the jobs run; in processes on this machine when nothing is said."""
    from leaflets import making, manifest, pools
    from leaflets.order import Order
    from leaflets.up_to_date import UpToDate

    slugs = tuple(dict.fromkeys(options.slugs))
    order = Order(options.sources, options.output, options.today, slugs, formats=(options.format,), plain=True)
    # Nothing to do where the files are as their texts are.
    making.make(order, UpToDate(), start or pools.early)
    listed = manifest.read(options.output)
    files = {(file.slug, file.lang): file for file in listed.files if file.format == options.format}
    entries = [entry for entry in listed.leaflets if entry.status != "withdrawn"]
    if slugs:
        entries = [entry for slug in slugs for entry in entries if entry.slug == slug]
    held_back = [entry.slug for entry in entries if (entry.slug, entry.lang) not in files or not entry.built]
    if held_back or not entries:
        names = ", ".join(held_back or slugs)
        print(f"No pack was made. These leaflets are not ready: {names}.")
        print("Put right what the command `check` finds in them, or name the other leaflets only.")
        return 1
    return _written(options, [(entry, files[entry.slug, entry.lang]) for entry in entries])


def _written(options: argparse.Namespace, chosen: "list[tuple[Entry, File]]") -> int:
    """Makes the pack, has it checked, writes it and tells where."""
    from leaflets import verify
    from leaflets.outreach import print_pack
    from leaflets.verify import printpack

    lang = chosen[0][1].lang
    path = options.to / print_pack.file_name(options.format, lang)
    items = [_item(options.output, entry, file) for entry, file in chosen]
    pack = print_pack.made([listed for listed, _ in items], [part for _, part in items], options.format, lang)
    unfinished = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(pack.content)
        faults = must_fix(
            (*verify.gate(path.name, pack.content, options.format), *printpack.check_bytes(pack.content, ""))
        )
        if faults:
            raise LeafletError(f"The pack has a fault, so it was not written. {faults[0].message} {faults[0].hint}")
        os.replace(unfinished, path)
    except OSError as error:
        place = error.filename or path
        raise LeafletError(f"{place} cannot be written: {error.strerror}. Then try again.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    count = "1 leaflet" if len(items) == 1 else f"{len(items)} leaflets"
    print(f"{path.as_posix()}: {count} on {pack.sheets} sheets. The first sheet says how to print them.")
    drafts = [entry.slug for entry, _ in chosen if entry.sign_off != "approved"]
    if drafts:
        print(f"Drafts, which say so on every page: {', '.join(drafts)}. Do not give them to readers.")
    return 0


def _item(output: Path, entry: "Entry", file: "File") -> "tuple[Listed, Part]":
    from leaflets.outreach.cover_sheet import Listed
    from leaflets.paper.join import Part

    content = (output / file.path).read_bytes()
    measures = file.measures
    sides = int(measures["sheets"]) * 2 if "fold" in measures else int(measures["pages"])
    listed = Listed(entry.title, entry.shown.stamps, measures, sides)
    return listed, Part(entry.title, file.lang, content)
