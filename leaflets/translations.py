"""Translations: which text one was made from, whether that has changed since, and what to do then.

The mark of that text stands in the manuscript, in the line `translated-from`. A command writes it, never a person.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from leaflets import languages
from leaflets.findings import Finding, LeafletError, as_typed
from leaflets.model import Leaflet, Point, Sentence, Translation

KEY = "translated-from"
OUT_OF_STEP = ("TR-101", "TR-102")
"""Findings on a translation that nobody should sign, or give out, before it is compared with its original."""
_BINDING = ("superseded", "withdrawn")
"""States of a text that a translation of it must not hide."""


def mark(original: Leaflet) -> str:
    """16 figures and letters that stand for what a reader meets in a composed leaflet.

    Its author's words, the meanings of hard words, the pictures with their alt texts, and from when the information
    is. Comments, blanks, the contacts of the house and standard wording do not change it: a translation has its own.
    """
    about = original.about
    content = {
        "sentences": [_runs(sentence) for sentence in _written(original)],
        "pictures": [[picture.recipe, picture.alt] for picture in original.pictures() if picture.line],
        "information": about.information_date,
        "status": [about.status, about.status_since] if about.status in _BINDING else [],
    }
    canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def state(translated: Leaflet, original: Leaflet | None) -> Translation:
    """How a leaflet stands to the text it is a translation of; `original` is None when there is no such text."""
    if original is None or translated.lang == languages.HOME:
        return ""
    if not translated.about.translated_from:
        return "unknown"
    return "fresh" if translated.about.translated_from == mark(original) else "old"


def findings(leaflet: Leaflet, path: Path) -> Iterator[Finding]:
    """What is wrong with a translation, at the line that names its text. `path`: its manuscript."""
    about, file = leaflet.about, as_typed(path)
    home = languages.load(languages.HOME).english
    if leaflet.lang == languages.HOME and about.translated_from:
        message = f"The leaflet in {home} is no translation."
        yield Finding(file, _line(path), "TR-103", "should fix", message, f"Delete the line {KEY}.")
    elif about.translation == "unknown":
        message = f"Nobody knows which {home} text this was translated from."
        hint = f"Compare the two texts. Then type: {command(leaflet.slug, leaflet.lang)}"
        yield Finding(file, 1, "TR-102", "should fix", message, hint)
    elif about.translation == "old":
        message = f"The {home} text has changed since this was translated."
        hint = f"Change this text too, and have it checked. Then type: {command(leaflet.slug, leaflet.lang)}"
        yield Finding(file, _line(path), "TR-101", "should fix", message, hint)


def command(slug: str, tag: str) -> str:
    """What a person types when a translation says the same as its text again."""
    return f"python3 make_leaflets.py translated {slug} {tag}"


def start(slug: str, tag: str) -> str:
    """What a person types to begin a translation."""
    return f"python3 make_leaflets.py new {slug} --language {tag}"


def with_mark(text: str, value: str) -> str:
    """The manuscript with that mark in its front matter, in the place of an older one or as its last line.

    Everything else stays as it is, line ends too. Raises LeafletError when there is no front matter.
    """
    rows = text.splitlines(keepends=True)
    edges = [number for number, row in enumerate(rows) if row.strip("\ufeff \t\r\n") == "---"]
    if len(edges) < 2:
        raise LeafletError("The lines about the leaflet are missing. Start with ---, then title: …, then --- again.")
    end = "\r\n" if rows[edges[0]].endswith("\r\n") else "\n"
    old = [at for at in range(edges[0] + 1, edges[1]) if _KEY_LINE.match(rows[at])]
    kept = [row for at, row in enumerate(rows) if at not in old]
    kept.insert(old[0] if old else edges[1], f"{KEY}: {value}{end}")
    return "".join(kept)


_KEY_LINE = re.compile(rf"\s*{KEY}\s*:")


def _line(path: Path) -> int:
    """The line of the manuscript that has the mark, from 1; 1 when none has."""
    rows = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((number for number, row in enumerate(rows, 1) if _KEY_LINE.match(row)), 1)


def _written(leaflet: Leaflet) -> Iterator[Sentence]:
    """The sentences that stand in the manuscript, and the meanings of its hard words from the glossary."""
    explained = {id(line) for point in _points(leaflet) for word in point.hard_words for line in word.meaning}
    yield from (sentence for sentence in leaflet.sentences() if sentence.line or id(sentence) in explained)


def _points(leaflet: Leaflet) -> Iterator[Point]:
    for section in leaflet.sections:
        yield from section.points()


def _runs(sentence: Sentence) -> list[list[str]]:
    """What is read of a sentence; where its printed line should end is a wish, and cuts no words apart."""
    joined: list[list[str]] = []
    for run in sentence.runs:
        told = [run.text, run.mark, run.link or "", run.lang or ""]
        if joined and joined[-1][1:] == told[1:]:
            joined[-1][0] += told[0]
        else:
            joined.append(told)
    return [[" ".join(text.split()), *rest] for text, *rest in joined]
