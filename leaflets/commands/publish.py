"""`publish`: puts each approved leaflet into a pack, with the proof of what is in it. Makes nothing else."""

import argparse
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets.commands import day
from leaflets.findings import LeafletError

if TYPE_CHECKING:
    from leaflets.manifest import Manifest
    from leaflets.sources import Source

NAME = "publish"
HELP = "Put approved leaflets into packs that prove what is in them."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="Leaflets; all of them if left out.")
    parser.add_argument("--drafts", action="store_true", help="Also those that are not approved. They are marked.")
    parser.add_argument("--language", default="", metavar="TAG", help="Only this language; all if left out.")
    parser.add_argument("--to", type=Path, default=Path("packs"), metavar="DIR", help="Where the packs go.")
    parser.add_argument("--sources", type=Path, default=Path("sources"), metavar="DIR", help="Where the texts are.")
    parser.add_argument("--output", type=Path, default=Path("output"), metavar="DIR", help="Where the files are.")
    parser.add_argument("--today", type=day, default=date.today(), metavar="DATE", help="Another day than today.")


def execute(options: argparse.Namespace) -> int:
    from leaflets import catalogue, manifest, sources
    from leaflets.languages import told
    from leaflets.pack.refusal import refusals

    listed = manifest.read(options.output)
    texts = catalogue.texts(options.sources, dict.fromkeys(options.slugs), options.language)
    if not texts:
        raise LeafletError(f"There are no leaflets in {options.sources}. Start one with the command: new")
    refused = 0
    for slug, lang in texts:
        source = sources.load(options.sources, slug, options.today, lang=lang)
        against = refusals(source, options.sources / slug, listed, options.output, options.drafts)
        if against:
            refused += 1
            print(f"{told(slug, source.lang)}: not published.", *(f"  {finding}" for finding in against), sep="\n")
        else:
            print(f"{told(slug, source.lang)}: {_packed(source, listed, options)}")
    if refused:
        print(f"\nNot published: {refused} of {len(texts)}. What to do stands beside each.")
    return 1 if refused else 0


def _packed(source: "Source", listed: "Manifest", options: argparse.Namespace) -> str:
    """Writes the pack and tells where. A pack that somebody may have given out already is never replaced."""
    from leaflets.pack import contents

    made = listed.files_of(source.slug, source.lang)
    path = options.to / contents.name(source)
    try:
        data = contents.pack(source, options.sources, options.output, made)
        if path.exists() and path.read_bytes() == data:
            return f"{path.as_posix()} is there already, with these very files."
        if path.exists() and not source.leaflet.about.is_draft:
            raise LeafletError(
                f"{path.as_posix()} is there already, and it is another one. It stays as it is.\n"
                "Write the next number after version: in the manuscript, or name another folder with --to."
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as error:
        place = error.filename or path
        raise LeafletError(f"{place} cannot be read or written: {error.strerror}. Then try again.") from error
    draft = " It is a draft: do not give it to readers." if source.leaflet.about.is_draft else ""
    return f"{path.as_posix()}, {len(made)} files.{draft}"
