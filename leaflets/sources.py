"""Loads the sources folder: one leaflet's manuscript with everything that it is composed from."""

import difflib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from leaflets import facts, glossary, house, languages, manuscript, meaning, signoff, slugs, source_words, spoken
from leaflets.checks import check
from leaflets.compose import Ingredients, compose
from leaflets.findings import Finding, LeafletError, as_typed
from leaflets.intake import encoding
from leaflets.model import Box, Leaflet
from leaflets.standing import Seen, Standing, judge

SIGN_OFF = "sign-off.toml"
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
    seen: Seen
    """What somebody who signs it now has in hand."""
    standing: Standing
    """What the sign-off file is worth for it."""


def names(sources: Path) -> tuple[str, ...]:
    """The slugs of all leaflets in the folder, sorted."""
    return tuple(sorted(path.parent.name for path in sources.glob(f"*/leaflet.{LANGUAGE}.md")))


def load(sources: Path, slug: str, today: date, profile: str = "easy-read", grammar: bool = False) -> Source:
    """The leaflet of that slug, checked by the rules of that profile; `grammar`: also by those that parse sentences.

    Raises LeafletError for an unknown slug and for broken data files.
    """
    known = names(sources)
    if slug not in known:
        near = difflib.get_close_matches(slug, known, n=3) or known
        raise LeafletError(f"There is no leaflet “{slug}” in {sources}. Did you mean: {', '.join(near)}?")
    slugs.check(slug)
    folder = sources / slug
    path = folder / f"leaflet.{LANGUAGE}.md"
    language = languages.load(LANGUAGE)
    the_house = house.load(sources / "house.toml")
    words = glossary_of(sources, slug)
    written, reading = manuscript.read(encoding.text_of(path), as_typed(path), slug, LANGUAGE)
    listed, listing = facts.read(folder / "facts.toml")
    lexicon = spoken.load(*(place / f"lexicon.{LANGUAGE}.toml" for place in (sources, folder)))
    ingredients = Ingredients(the_house, language, today, words, lexicon)
    leaflet = compose(written, ingredients)
    article = source_words.article_in(folder)
    seen = _seen(leaflet, written, ingredients, listed, article)
    entries, signing = signoff.read(folder / SIGN_OFF)
    standing = judge(entries, seen, as_typed(folder / SIGN_OFF))
    leaflet = replace(leaflet, about=replace(leaflet.about, sign_off=standing.state, signed_on=standing.date))
    ask = partial(check, profile=profile, glossary=words, grammar=grammar)
    findings = {
        *reading,
        *listing,
        *signing,
        *standing.findings,
        *ask(leaflet, as_typed(path), language, today, proper_names(words)),
        *source_words.findings(folder),
        *_meaning(leaflet, listed, sources, path),
    }
    found = tuple(sorted(findings))
    return Source(slug, LANGUAGE, the_house, written, leaflet, found, article, seen, standing)


def _seen(
    leaflet: Leaflet, written: Leaflet, ingredients: Ingredients, listed: tuple[facts.Fact, ...], article: Path | None
) -> Seen:
    """What people who sign have in hand. The notice that time alone adds to old information is no part of it."""
    boxes = (block for section in leaflet.sections for block in section.blocks if isinstance(block, Box))
    if any(box.kind == "notice" and not box.line for box in boxes):
        leaflet = compose(written, replace(ingredients, today=date.min))
    return Seen(
        text=signoff.content_hash(leaflet, listed),
        article=hashlib.sha256(article.read_bytes()).hexdigest() if article else "",
        experts=signoff.expert_hashes(leaflet),
        to_confirm=tuple(fact.id for fact in listed if fact.confirm),
        examples=ingredients.house.contacts_are_examples,
    )


def _meaning(leaflet: Leaflet, listed: tuple[facts.Fact, ...], sources: Path, path: Path) -> set[Finding]:
    """What differs between the leaflet, its facts and its article, and what is wrong with the accepted differences."""
    sheet = path.parent / "facts.toml"
    accepted, faults = meaning.accepted.read(sheet)
    article = source_words.article_in(path.parent)
    shared = [sources / "house.toml", *(folder / f"glossary.{LANGUAGE}.toml" for folder in (sources, path.parent))]
    around = meaning.Around(
        article=source_words.text_of(article) if article else "",
        house="\n".join(encoding.text_of(file) for file in shared if file.is_file()),
    )
    return {*faults, *meaning.check(leaflet, meaning.Sheet(as_typed(sheet), listed, accepted), around, as_typed(path))}


def glossary_of(sources: Path, slug: str = "") -> Mapping[str, glossary.Entry]:
    """The glossary of the sources folder, with that of the leaflet; empty where there is none."""
    own = (sources / slug / f"glossary.{LANGUAGE}.toml",) if slug else ()
    return glossary.load(sources / f"glossary.{LANGUAGE}.toml", *own)


def proper_names(words: Mapping[str, glossary.Entry]) -> frozenset[str]:
    return frozenset(entry.word for entry in words.values() if entry.is_name)
