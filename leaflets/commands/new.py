"""`new`: starts a leaflet from an article, so that nobody begins with an empty page. Overwrites nothing."""

import argparse
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets.findings import LeafletError

if TYPE_CHECKING:
    from leaflets.intake import Article

NAME = "new"
HELP = "Start a new leaflet from an article."

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = "en-GB"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="Short name of the leaflet: small letters, figures and hyphens.")
    parser.add_argument(
        "--from", dest="article", type=Path, required=True, metavar="ARTICLE", help="The article: .md or .txt."
    )
    parser.add_argument("--sources", type=Path, default=Path("sources"), metavar="DIR", help="Where the texts are.")


def execute(options: argparse.Namespace) -> int:
    slug, path, sources = str(options.slug), Path(options.article), Path(options.sources)
    if not _SLUG.fullmatch(slug):
        raise LeafletError(f"“{slug}” cannot be a name. Use small letters, figures and hyphens, such as day-centre.")
    from leaflets import intake

    article, findings = intake.read(path)
    if findings:
        for finding in findings:
            print(finding)
        print("\nNothing was written.")
        return 1
    folder = sources / slug
    files = _files(slug, path, article)
    if there := sorted(str(folder / name) for name in files if (folder / name).exists()):
        raise LeafletError(f"There is work already: {', '.join(there)}. Nothing was changed. Choose another name.")
    try:
        _write(folder, files)
    except OSError as error:
        raise LeafletError(f"The folder {folder} cannot be written: {error.strerror}.") from error
    print(f"A new leaflet is in {folder}:")
    for name in files:
        print(f"  {name}")
    for dropped in article.residue:
        print(f"Left out, line {dropped.line}: {dropped.text}")
    print(f"\nNext: open leaflet.{_LANGUAGE}.md and fill the slots. Then type:")
    print(f"  python3 make_leaflets.py check {slug}")
    return 0


def _files(slug: str, path: Path, article: "Article") -> Mapping[str, bytes]:
    """What goes into the leaflet's folder: the article as it is, and three files to fill."""
    from leaflets import languages, templating
    from leaflets.checks import readability
    from leaflets.intake import particulars, slots

    language = languages.load(_LANGUAGE)
    sentences = article.sentences(language.abbreviations)
    found = particulars.find(sentences)
    offers = {name: [_as_note(text) for text in texts] for name, texts in slots.sort(sentences).items()}
    manuscript = templating.render(
        "manuscript.md.j2",
        title=_as_note(article.title or slug),
        scores=readability.score(sentences, language.readability),
        particulars=[
            (label, [_as_note(value) for value in values])
            for label, values in (("Numbers", found.numbers), ("Dates", found.dates), ("Names", found.names))
        ],
        offers=offers,
    )
    return {
        f"article{path.suffix.casefold()}": path.read_bytes(),
        f"leaflet.{_LANGUAGE}.md": manuscript.encode(),
        "facts.toml": _facts(slug, sentences).encode(),
        "sign-off.toml": _SIGN_OFF.encode(),
    }


def _as_note(text: str) -> str:
    """Words that may stand in a note of a manuscript: they must not end it."""
    return re.sub(r"-{2,}", "–", " ".join(text.split()))


def _facts(slug: str, sentences: tuple[str, ...]) -> str:
    """A fact sheet to fill: one entry for each sentence of the article."""
    letter = slug[0].upper() if slug[0].isalpha() else "F"
    entries = (
        f'\n[[fact]]\nid = "{letter}{number:02}"\nclaim = ""\nweight = "A"\n'
        f'source_words = {_toml_text(sentence)}\npatterns = []\nleft_out = ""\n'
        for number, sentence in enumerate(sentences, 1)
    )
    return _FACTS_HEAD + "".join(entries)


def _toml_text(text: str) -> str:
    """A TOML string: JSON writes the same escapes, but leaves the sign DEL as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        with (folder / name).open("xb") as file:
            file.write(data)


_FACTS_HEAD = """\
# The facts of the article. Say each in your own words after "claim". A sentence may hold more than one fact:
# copy its entry and give it a new id. Weight A: the leaflet must say it. B: say it, or write why not in "left_out".
# C: may go. In the manuscript, put the id in braces at the end of the sentence that carries the fact: {A01}
"""

_SIGN_OFF = """\
# Who agreed to the leaflet, and when. It starts as drafted. A leaflet stays a draft until it is approved.
# States: drafted, checked, fact-checked, tested with readers, approved.
#
# [[state]]
# state = "checked"
# name = ""
# role = ""
# date = "2026-01-31"
# hash = ""
"""
