"""Loads the sources folder: one leaflet's manuscript with everything that it is composed from.

A leaflet's folder holds `leaflet.<tag>.md` for each of its languages.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from leaflets import (
    catalogue,
    facts,
    glossary,
    house,
    languages,
    manuscript,
    signoff,
    slugs,
    source_words,
    spoken,
    translations,
    wording_signoff,
)
from leaflets.catalogue import Text
from leaflets.compose import Ingredients, compose
from leaflets.findings import Finding, LeafletError, as_typed
from leaflets.intake import encoding
from leaflets.model import Box, Leaflet
from leaflets.standing import Seen, Standing, judge


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
    wording: wording_signoff.Checked | None = None
    """Who checked the standard words of its language, as they are now."""

    @property
    def text(self) -> Text:
        """Slug and language."""
        return self.slug, self.lang


@dataclass(frozen=True, slots=True)
class Read:
    """A leaflet as read and composed, whose words no rule has looked at yet: that takes as long again."""

    source: Source
    """With what was found while it was read."""
    folder: Path
    """That of all sources."""
    ingredients: Ingredients
    listed: tuple[facts.Fact, ...]
    signed: tuple[wording_signoff.Checked, ...]

    def checked(self, profile: str = "easy-read", grammar: bool = False) -> Source:
        """The leaflet with everything that is found. Raises LeafletError for broken data files."""
        from leaflets import whole_check  # here, with all rules: a build gives out its first jobs before it asks them

        return replace(self.source, findings=_in_order(self.source.findings, whole_check.run(self, profile, grammar)))


def sign_off(lang: str) -> str:
    """The name of the file with what was signed: a translation is signed by other people than the text it is of."""
    return "sign-off.toml" if lang == languages.HOME else f"sign-off.{lang}.toml"


def load(
    sources: Path, slug: str, today: date, profile: str = "easy-read", grammar: bool = False, lang: str = ""
) -> Source:
    """The leaflet of that slug, checked by the rules of that profile; `grammar`: also by those that parse sentences.

    `lang`: the language it was written in if left out. Raises LeafletError for an unknown slug or language, and for
    broken data files.
    """
    return read(sources, slug, today, lang).checked(profile, grammar)


def read(sources: Path, slug: str, today: date, lang: str = "") -> Read:
    """As `load`, but checked by no rule yet."""
    folder = sources / slug
    (_, tag), *_ = catalogue.texts(sources, (slug,), lang)
    slugs.check(slug)
    path = catalogue.path(sources, slug, tag)
    language = _language(tag, path)
    the_house = house.load(sources / "house.toml")
    written, reading = manuscript.read(encoding.text_of(path), as_typed(path), slug, tag)
    listed, listing = facts.read(folder / "facts.toml")
    ingredients = _ingredients(sources, slug, language, the_house, today)
    signed = wording_signoff.read(sources)
    leaflet = compose(written, ingredients)
    article = source_words.article_in(folder)
    seen = _seen(leaflet, written, ingredients, listed, article)
    entries, signing = signoff.read(folder / sign_off(tag))
    standing = judge(entries, seen, as_typed(folder / sign_off(tag)))
    trusted = wording_signoff.is_trusted(language, signed)
    leaflet = _judged(leaflet, standing, original(sources, slug, tag, the_house), trusted)
    found = _in_order(reading, listing, signing, standing.findings)
    who = wording_signoff.checked(language, signed)
    source = Source(slug, tag, the_house, written, leaflet, found, article, seen, standing, who)
    return Read(source, sources, ingredients, listed, signed)


def _in_order(*found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted({finding for some in found for finding in some}))


def _judged(leaflet: Leaflet, standing: Standing, original: Leaflet | None, trusted: bool) -> Leaflet:
    """The leaflet that knows how far it can be trusted: its sign-off, its original, the wording around it."""
    about = replace(
        leaflet.about,
        sign_off=standing.state,
        signed_on=standing.date,
        translation=translations.state(leaflet, original),
        wording_checked=trusted,
    )
    return replace(leaflet, about=about)


def original(sources: Path, slug: str, tag: str, the_house: house.House) -> Leaflet | None:
    """What a translation says again: the leaflet in the home language, composed as of no day.

    None for that leaflet itself, and where there is none: a leaflet may be written in another language at first.
    """
    path = catalogue.path(sources, slug, languages.HOME)
    if tag == languages.HOME or not path.is_file():
        return None
    written, _ = manuscript.read(encoding.text_of(path), as_typed(path), slug, languages.HOME)
    return compose(written, _ingredients(sources, slug, languages.load(languages.HOME), the_house, date.min))


def _ingredients(
    sources: Path, slug: str, language: languages.Language, the_house: house.House, today: date
) -> Ingredients:
    """What a leaflet in that language is composed from, besides its manuscript."""
    words = glossary_of(sources, slug, language.tag)
    lexicon = spoken.load(*(place / f"lexicon.{language.tag}.toml" for place in (sources, sources / slug)))
    return Ingredients(the_house, language, today, words, lexicon)


def _language(tag: str, path: Path) -> languages.Language:
    """The language of a manuscript. Raises LeafletError, with its file, for one that the toolkit does not have."""
    if tag not in languages.tags():
        known = ", ".join(languages.tags())
        raise LeafletError(f"{path}: There is no language “{tag}”. There are: {known}. Give the file another name.")
    return languages.load(tag)


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


def glossary_of(sources: Path, slug: str = "", lang: str = languages.HOME) -> Mapping[str, glossary.Entry]:
    """The glossary of the sources folder, with that of the leaflet; empty where there is none."""
    own = (sources / slug / f"glossary.{lang}.toml",) if slug else ()
    return glossary.load(sources / f"glossary.{lang}.toml", *own)


def proper_names(words: Mapping[str, glossary.Entry]) -> frozenset[str]:
    return frozenset(entry.word for entry in words.values() if entry.is_name)
