"""`word-copy`: gives a leaflet's manuscript as a Word file, to write in or to print and comment on."""

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets.findings import LeafletError

if TYPE_CHECKING:
    from leaflets.facts import Fact
    from leaflets.word.review_copy import Evidence

NAME = "word-copy"
HELP = "Give a leaflet's manuscript as a Word file, to change or to review."

_NAMES = {"change": "leaflet.{lang}.docx", "review": "review{added}.docx"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="The leaflet, a folder in sources.")
    parser.add_argument(
        "--to",
        choices=tuple(_NAMES),
        default="change",
        help="change: to write in, for read-word. review: to print, with facts and article beside each line.",
    )
    parser.add_argument("--replace", action="store_true", help="Write over the Word file that is there.")
    parser.add_argument("--language", default="", metavar="TAG", help="The language of a translation.")
    parser.add_argument("--sources", type=Path, default=Path("sources"), metavar="DIR", help="Where the texts are.")


def execute(options: argparse.Namespace) -> int:
    from leaflets import catalogue
    from leaflets.languages import HOME

    folder, slug = Path(options.sources), str(options.slug)
    if slug not in (known := catalogue.names(folder)):
        raise LeafletError(f"There is no leaflet “{slug}” in {folder}. There are: {', '.join(known) or 'none yet'}.")
    (_, lang), *_ = catalogue.texts(folder, (slug,), options.language)
    target = folder / slug / _NAMES[options.to].format(lang=lang, added="" if lang == HOME else f".{lang}")
    if target.exists() and not options.replace:
        raise LeafletError(
            f"There is a file {target} already. Somebody may have written in it. Nothing was changed.\n"
            "When you do not need it, type the same again with --replace."
        )
    target.write_bytes(_review(folder, slug, lang) if options.to == "review" else _manuscript(folder / slug, lang))
    print(f"The Word file is {target}.")
    if options.to == "review":
        print("Print it on A4, across. Nothing in it comes back by itself.")
    else:
        print("Write in it, and keep its styles. Then type:")
        more = "" if lang == HOME else f" --language {lang}"
        print(f"  python3 make_leaflets.py read-word {slug} {target}{more}")
    return 0


def _manuscript(folder: Path, lang: str) -> bytes:
    from leaflets.intake import encoding
    from leaflets.rewriting.as_paragraphs import paragraphs
    from leaflets.word import manuscript_writer

    text = encoding.text_of(folder / f"leaflet.{lang}.md")
    return manuscript_writer.write(paragraphs(text), folder.name, lang)


def _review(folder: Path, slug: str, lang: str) -> bytes:
    from leaflets import intake, languages, sources
    from leaflets.word import review_copy

    source = sources.load(folder, slug, date.today(), lang=lang)
    article: tuple[str, ...] = ()
    if source.article is not None:
        found, _ = intake.read(source.article)
        article = found.sentences(languages.load(source.lang).abbreviations)
    return review_copy.write(source.leaflet, _evidence(folder / slug), article)


def _evidence(folder: Path) -> "Mapping[str, Evidence]":
    from leaflets import facts
    from leaflets.word.review_copy import Evidence

    listed, _ = facts.read(folder / "facts.toml")
    return {fact.id: Evidence(fact.id, fact.claim, _words(fact), fact.left_out) for fact in listed}


def _words(fact: "Fact") -> str:
    return f"“{fact.source_words}”" if fact.source_words else fact.source
