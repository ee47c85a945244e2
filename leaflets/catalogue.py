"""Which leaflets there are in a sources folder, and in which languages, as the names of files tell.

A leaflet's folder holds `leaflet.<tag>.md` for each of its languages.
"""

import difflib
from collections.abc import Iterable
from pathlib import Path

from leaflets import languages
from leaflets.findings import LeafletError

Text = tuple[str, str]
"""Slug and language: one manuscript."""


def names(sources: Path) -> tuple[str, ...]:
    """The slugs of all leaflets in the folder, sorted."""
    return tuple(sorted({path.parent.name for path in sources.glob("*/leaflet.*.md")}))


def tags(sources: Path, slug: str) -> tuple[str, ...]:
    """The languages that a leaflet has a manuscript in, the one it was written in first."""
    found = (path.name.removeprefix("leaflet.").removesuffix(".md") for path in (sources / slug).glob("leaflet.*.md"))
    return tuple(sorted(found, key=lambda tag: (tag != languages.HOME, tag)))


def texts(sources: Path, slugs: Iterable[str] = (), lang: str = "") -> tuple[Text, ...]:
    """Every manuscript of these leaflets, or of all; only those in that language, if one is named.

    Raises LeafletError for an unknown slug, and for a language that none of them has.
    """
    known = names(sources)
    wanted = tuple(slugs) or known
    for slug in wanted:
        if slug not in known:
            near = difflib.get_close_matches(slug, known, n=3) or known
            raise LeafletError(f"There is no leaflet “{slug}” in {sources}. Did you mean: {', '.join(near)}?")
    there = tuple((slug, tag) for slug in wanted for tag in tags(sources, slug))
    found = tuple(text for text in there if lang in ("", text[1]))
    if there and not found:
        languages.load(lang)
        has = ", ".join(sorted({tag for _, tag in there}))
        raise LeafletError(f"There is no manuscript leaflet.{lang}.md. There are: {has}.")
    return found


def path(sources: Path, slug: str, tag: str) -> Path:
    """Where a manuscript is, or would be."""
    return sources / slug / f"leaflet.{tag}.md"
