"""Everything that is asked of a leaflet that was read: its words, its facts, its translation, its house."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from leaflets import catalogue, facts, languages, meaning, source_words, translations, wording_signoff
from leaflets.checks import check
from leaflets.findings import Finding, as_typed
from leaflets.intake import encoding
from leaflets.sources import Read, proper_names


def run(read: Read, profile: str, grammar: bool) -> Iterator[Finding]:
    """What the rules of that profile say; `grammar`: also those that parse sentences.

    Raises LeafletError for broken data files.
    """
    leaflet, language = read.source.leaflet, read.ingredients.language
    path = catalogue.path(read.folder, *read.source.text)
    yield from check(
        leaflet,
        as_typed(path),
        language,
        read.ingredients.today,
        proper_names(read.ingredients.glossary),
        profile=profile,
        glossary=read.ingredients.glossary,
        grammar=grammar,
    )
    yield from source_words.findings(path.parent)
    yield from _meaning(read, path)
    yield from _of_the_house(read)
    yield from translations.findings(leaflet, path)
    yield from wording_signoff.findings(language, read.signed, read.folder)


def _meaning(read: Read, path: Path) -> Iterator[Finding]:
    """What differs between the leaflet, its facts and its article, and what is wrong with the accepted differences.

    The words of a translation are compared by a person: the guard knows those of one language. `path`: the manuscript.
    """
    leaflet, listed, file = read.source.leaflet, read.listed, as_typed(path)
    if leaflet.lang != languages.HOME:
        yield Finding(
            file,
            0,
            "FA-130",
            "not checked",
            f"Nothing compared the words in {read.ingredients.language.english} with the facts.",
            "Ask a person who reads both languages to compare them.",
        )
        # Its lines name the same facts; only the words of these are in another language.
        yield from facts.check_bindings(leaflet, tuple(replace(fact, patterns=()) for fact in listed), file)
        return
    sheet, article = path.parent / "facts.toml", read.source.article
    accepted, faults = meaning.accepted.read(sheet)
    glossaries = (folder / f"glossary.{leaflet.lang}.toml" for folder in (read.folder, path.parent))
    shared = [read.folder / "house.toml", *glossaries]
    around = meaning.Around(
        article=source_words.text_of(article) if article else "",
        house="\n".join(encoding.text_of(file) for file in shared if file.is_file()),
    )
    yield from faults
    yield from meaning.check(leaflet, meaning.Sheet(as_typed(sheet), listed, accepted), around, file)


def _of_the_house(read: Read) -> Iterator[Finding]:
    """That the house has not said who it is in the language: its words then stay in the home language."""
    language, house = read.ingredients.language, read.source.house
    if language.tag != languages.HOME and house.about and language.tag not in house.about_in:
        message = f"The house does not say in {language.english} who it is."
        hint = f'Write it into [about-in], such as: {language.tag} = ["…", "…"]'
        yield Finding(as_typed(read.folder / "house.toml"), 0, "HS-101", "should fix", message, hint)
