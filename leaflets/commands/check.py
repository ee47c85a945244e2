"""`check`: what is wrong with a leaflet, how hard its article was, and how easy the leaflet is. Builds nothing."""

import argparse
import json
from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets.commands import day
from leaflets.findings import LeafletError, must_fix

if TYPE_CHECKING:
    from leaflets.report.gather import FileReport, LeafletReport, Wish

NAME = "check"
HELP = "Check leaflets or articles: what must be fixed, and how easy they are to read."

_ENDING = ".html"
REPORTS = "reports"
"""Folder of the pages, inside the output folder."""

_MANY = 12
"""From so many leaflets on, a second processor is worth its start."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="*", metavar="SLUG|FILE", help="Leaflets or articles; all leaflets if left out.")
    parser.add_argument("--json", action="store_true", help="Print the result as data for other programs.")
    parser.add_argument(
        "--report",
        nargs="?",
        const="",
        metavar=f"FILE{_ENDING}",
        help="Write a page for a browser or a printer, beside the words here; output/reports/SLUG.html if left out.",
    )
    parser.add_argument(
        "--profile",
        default="easy-read",
        metavar="NAME",
        help="What the text is meant to be: easy-read (if left out), plain or large-print.",
    )
    parser.add_argument(
        "--grammar", action="store_true", help="First fetch what the checks of grammar need, once: about 90 MB."
    )
    parser.add_argument("--language", default="", metavar="TAG", help="Only this language; all if left out.")
    parser.add_argument("--sources", type=Path, default=Path("sources"), metavar="DIR", help="Where the texts are.")
    parser.add_argument("--output", type=Path, default=Path("output"), metavar="DIR", help="Where the pages go.")
    parser.add_argument(
        "--today", type=day, default=date.today(), metavar="DATE", help="Check as if it were this day: 2026-01-31."
    )


def execute(options: argparse.Namespace) -> int:
    from leaflets import catalogue
    from leaflets.report import as_data, as_text
    from leaflets.report.gather import Wish, file_report, with_same_stories

    # "--report our-garden" means the leaflet: the name of a page ends in .html.
    if options.report and not options.report.endswith(_ENDING):
        options.what.append(options.report)
        options.report = ""
    folder = Path(options.sources)
    wish = Wish(options.today, options.profile, folder, options.language)
    slugs, paths = _sorted_out(options.what, folder, catalogue.names(folder))
    leaflets = _leaflets(slugs, wish)
    files = with_same_stories([file_report(path, wish) for path in paths])
    pages = [] if options.report is None else _write_pages(leaflets, files, options)
    if options.json:
        print(json.dumps(as_data.of_all(leaflets, files, pages, wish.profile), ensure_ascii=False, indent=2))
    else:
        told = [*map(as_text.of_leaflet, leaflets), *map(as_text.of_file, files)]
        told += ["\n".join(f"Report: {page}" for page in pages)] if pages else []
        print("\n\n\n".join(told))
    return 1 if _something_to_fix(leaflets, files) else 0


def _something_to_fix(leaflets: "Sequence[LeafletReport]", files: "Sequence[FileReport]") -> bool:
    """Whether a leaflet, or a file that cannot be read, must be put right. An article may be as hard as it likes."""
    findings = [finding for leaflet in leaflets for finding in leaflet.findings]
    findings += [finding for file in files for finding in file.findings]
    return bool(must_fix(findings))


def _sorted_out(what: Sequence[str], folder: Path, known: Sequence[str]) -> tuple[list[str], list[Path]]:
    """The slugs and the article files that these words mean. A manuscript or its folder means its slug."""
    slugs: list[str] = []
    files: list[Path] = []
    for word in what:
        path = Path(word)
        inside = path.parent if path.name.startswith("leaflet.") else path
        if word in known:
            slugs.append(word)
        elif inside.resolve().parent == folder.resolve() and inside.resolve().name in known:
            slugs.append(inside.resolve().name)
        elif path.is_file():
            files.append(path)
        else:
            there = ", ".join(known) or "none yet"
            raise LeafletError(f"There is no leaflet and no file “{word}”.\nLeaflets in {folder}: {there}.")
    if not what:
        slugs = list(known)
        if not slugs:
            raise LeafletError(f"There are no leaflets in {folder}. Start one with the command: new")
    return list(dict.fromkeys(slugs)), list(dict.fromkeys(files))


def _leaflets(slugs: Sequence[str], wish: "Wish") -> "list[LeafletReport]":
    """The reports on these leaflets in each of their languages, same order; many of them on all processors."""
    from leaflets import catalogue, pools

    report = partial(_report, wish)
    texts = catalogue.texts(wish.sources, slugs, wish.language) if slugs else ()
    workers = min(pools.processors(), len(texts) // (_MANY // 2))
    if len(texts) < _MANY or workers < 2:
        return [report(text) for text in texts]
    with pools.local(workers) as pool:
        return list(pool.map(report, texts, chunksize=-(-len(texts) // (workers * 4))))


def _report(wish: "Wish", text: tuple[str, str]) -> "LeafletReport":
    from leaflets.report.gather import leaflet_report

    return leaflet_report(text[0], wish, text[1])


def _page_name(report: "LeafletReport") -> str:
    """`our-garden`, and `our-garden_pl` for a translation."""
    from leaflets.languages import HOME

    lang = report.leaflet.lang
    return report.slug if lang == HOME else f"{report.slug}_{lang}"


def _write_pages(
    leaflets: "Sequence[LeafletReport]", files: "Sequence[FileReport]", options: argparse.Namespace
) -> list[Path]:
    """Writes a page for each leaflet and each article, and gives their paths."""
    from leaflets.report import as_page

    folder = Path(options.output) / REPORTS
    pages = {folder / f"{_page_name(report)}{_ENDING}": as_page.of_leaflet(report) for report in leaflets}
    for article in (article for report in files for article in report.articles):
        name = f"{Path(article.file).stem}-article"
        numbers = (f"-{number}" if number > 1 else "" for number in count(1))
        path = next(path for number in numbers if (path := folder / f"{name}{number}{_ENDING}") not in pages)
        pages[path] = as_page.of_article(article)
    if options.report:
        if len(pages) != 1:
            raise LeafletError(f"One page is about one text, and here are {len(pages)}. Leave out {options.report}.")
        pages = {Path(options.report): next(iter(pages.values()))}
    for path, page in pages.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page, encoding="utf-8", newline="\n")
        except OSError as error:
            raise LeafletError(f"The page {path} cannot be written: {error.strerror}. Choose another place.") from error
    return list(pages)
