"""Loads the sources folder: one leaflet's manuscript with everything that it is composed from."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leaflets import facts, glossary, house, languages, manuscript, signoff, spoken
from leaflets.checks import check
from leaflets.compose import Ingredients, compose
from leaflets.findings import Finding, LeafletError, as_typed
from leaflets.model import Leaflet

LANGUAGE = "en-GB"
"""The language of the sources; others come with a manuscript `leaflet.<tag>.md` of their own."""


@dataclass(frozen=True, slots=True)
class Source:
    """One leaflet as loaded: what its author wrote, what it became, and what is wrong."""

    slug: str
    lang: str
    house: house.House
    manuscript: Leaflet
    leaflet: Leaflet
    """Composed: complete, with every standard sentence."""
    findings: tuple[Finding, ...]
    article: Path | None
    """The news article it was written from."""


def names(sources: Path) -> tuple[str, ...]:
    """The slugs of all leaflets in the folder, sorted."""
    return tuple(sorted(path.parent.name for path in sources.glob(f"*/leaflet.{LANGUAGE}.md")))


def load(sources: Path, slug: str, today: date) -> Source:
    """The leaflet of that slug. Raises LeafletError for an unknown slug and for broken data files."""
    known = names(sources)
    if slug not in known:
        near = difflib.get_close_matches(slug, known, n=3) or known
        raise LeafletError(f"There is no leaflet “{slug}” in {sources}. Did you mean: {', '.join(near)}?")
    folder = sources / slug
    path = folder / f"leaflet.{LANGUAGE}.md"
    language = languages.load(LANGUAGE)
    the_house = house.load(sources / "house.toml")
    words = glossary.load(sources / f"glossary.{LANGUAGE}.toml", folder / f"glossary.{LANGUAGE}.toml")
    written, reading = manuscript.read(_text(path), as_typed(path), slug, LANGUAGE)
    listed, listing = facts.read(folder / "facts.toml")
    lexicon = (*_lexicon(folder / f"lexicon.{LANGUAGE}.toml"), *_lexicon(sources / f"lexicon.{LANGUAGE}.toml"))
    ingredients = Ingredients(the_house, language, today, words, lexicon)
    unsigned = compose(written, ingredients)
    state, signing = signoff.read(folder / "sign-off.toml", signoff.content_hash(unsigned, listed))
    leaflet = compose(written, Ingredients(the_house, language, today, words, lexicon, state))
    findings = {
        *reading,
        *listing,
        *signing,
        *check(leaflet, as_typed(path), language, today, _proper_names(words)),
        *facts.check_bindings(leaflet, listed, as_typed(path)),
    }
    return Source(slug, LANGUAGE, the_house, written, leaflet, tuple(sorted(findings)), _article(folder))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        # Saved by an old editor on Windows: every byte has a meaning there, so nothing is lost.
        return path.read_text(encoding="windows-1252", errors="replace")


def _lexicon(path: Path) -> tuple[spoken.Entry, ...]:
    """The entries of a lexicon; none where there is no file."""
    return spoken.read_lexicon(_text(path), as_typed(path)) if path.is_file() else ()


def _proper_names(words: Mapping[str, glossary.Entry]) -> frozenset[str]:
    return frozenset(entry.word for entry in words.values() if entry.is_name)


def _article(folder: Path) -> Path | None:
    return next(iter(sorted(folder.glob("article.*"))), None)
