"""`report`: who can get which leaflet in which way, as a page and as a table. Makes and changes no leaflet."""

import argparse
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets.commands import day
from leaflets.findings import LeafletError

if TYPE_CHECKING:
    from leaflets.coverage.gather import Coverage

NAME = "report"
HELP = "Say which leaflet lacks a format, a language, a sign-off or a review."

_PAGE, _TABLE = "coverage.html", "coverage.csv"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, default=Path("report"), metavar="DIR", help="Where page and table go.")
    parser.add_argument("--sources", type=Path, default=Path("sources"), metavar="DIR", help="Where the texts are.")
    parser.add_argument("--output", type=Path, default=Path("output"), metavar="DIR", help="Where the files are.")
    parser.add_argument("--today", type=day, default=date.today(), metavar="DATE", help="Another day than today.")


def execute(options: argparse.Namespace) -> int:
    from leaflets import house, languages
    from leaflets.coverage import as_csv, as_page, wording_page
    from leaflets.coverage.gather import UNCHECKED, gather

    rows = gather(options.sources, options.output, options.today)
    if not rows:
        raise LeafletError(f"There are no leaflets in {options.sources}. Start one with the command: new")
    today = languages.load(languages.HOME).spell_date(options.today.isoformat())
    the_house = house.load(options.sources / "house.toml")
    contents = {_PAGE: as_page.write(rows, the_house, today), _TABLE: as_csv.write(rows)}
    unsigned = {row.lang: languages.load(row.lang) for row in rows if row.wording == UNCHECKED}
    contents |= {wording_page.name(tag): wording_page.write(language) for tag, language in unsigned.items()}
    for file, content in contents.items():
        _write(options.to / file, content)
    print(_told(rows))
    print(f"\nThe page: {(options.to / _PAGE).as_posix()}\nThe table: {(options.to / _TABLE).as_posix()}")
    for tag, language in unsigned.items():
        page = (options.to / wording_page.name(tag)).as_posix()
        print(f"Words that a translator must check in {language.english}: {page}")
    return 0


def _told(rows: "tuple[Coverage, ...]") -> str:
    """Leaflet by leaflet what is lacking, in plain lines."""
    from leaflets.languages import told

    lines = []
    for row in rows:
        lines.append(f"{told(row.slug, row.lang)}: {'nothing is lacking.' if not row.lacking else ''}".rstrip())
        lines += [f"  {each}" for each in row.lacking]
    return "\n".join(lines)


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        os.replace(part, path)
    except OSError as error:
        raise LeafletError(f"{path} cannot be written: {error.strerror}. Choose another place with --to.") from error
