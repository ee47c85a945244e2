"""Gathers the coverage of every leaflet: from the sources, and from what the last build put into the output folder."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import cast

from leaflets import build, catalogue, languages, manifest, sources
from leaflets.age import is_old
from leaflets.findings import must_fix
from leaflets.manifest import Manifest
from leaflets.pack.refusal import is_whole
from leaflets.sources import Source

FRESH, UNCHECKED = "of the text as it is now", "not checked"
_TRANSLATION: Mapping[str, str] = {
    "": "",
    "fresh": FRESH,
    "old": "older than its original",
    "unknown": "of a text that nobody knows",
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How one leaflet is covered."""

    slug: str
    title: str
    lang: str
    """Its tag."""
    language: str
    """By its name in the language itself."""
    translation: str
    """How it stands to its original, in words; empty for what is no translation."""
    wording: str
    """Who checked the standard words of its language, or that nobody did; empty for the home language."""
    version: str
    status: str
    information_date: str
    review_by: str
    sign_off: str
    next_step: str
    """The state that comes next; empty after the last."""
    answered: Mapping[str, tuple[str, ...]]
    """Need -> the formats that answer it, made from the text as it is now; none where nobody can have it."""
    lacking: tuple[str, ...]
    """What is not as it should be, in short sentences."""


@cache
def needs() -> Mapping[str, frozenset[str]]:
    """What people may ask for, in the order of the file, and the formats that answer it."""
    text = (files("leaflets.coverage") / "needs.toml").read_text(encoding="utf-8")
    listed = cast(list[dict[str, object]], tomllib.loads(text)["need"])
    return {str(entry["name"]): frozenset(cast(list[str], entry["formats"])) for entry in listed}


def gather(folder: Path, output: Path, today: date) -> tuple[Coverage, ...]:
    """The coverage of every leaflet in the folder of sources in each of its languages, sorted by slug.

    Raises LeafletError as `sources.load`.
    """
    listed = manifest.read(output)
    texts = catalogue.texts(folder)
    loaded = (sources.load(folder, slug, today, lang=lang) for slug, lang in texts)
    return tuple(_of(source, listed, output, today, catalogue.tags(folder, source.slug)) for source in loaded)


def in_languages(rows: Sequence[Coverage], wanted: Iterable[str]) -> Mapping[str, tuple[int, int]]:
    """Name of each language that leaflets have or shall have -> how many there are, how many of these are not old."""
    tags = dict.fromkeys((languages.HOME, *wanted, *sorted({row.lang for row in rows})))
    mine = {tag: [row for row in rows if row.lang == tag] for tag in tags}
    return {
        languages.load(tag).english: (len(own), sum(row.translation in ("", FRESH) for row in own))
        for tag, own in mine.items()
    }


def _of(source: Source, listed: Manifest, output: Path, today: date, tags: Sequence[str]) -> Coverage:
    """`tags`: the languages that the leaflet has a manuscript in."""
    about = source.leaflet.about
    text = build.text_hash(source.leaflet)
    made = listed.files_of(source.slug, source.lang)
    good = [file for file in made if file.text_sha256 == text and is_whole(output / file.path, file)]
    names = dict.fromkeys(file.format for file in good)
    answered = {need: tuple(name for name in names if name in formats) for need, formats in needs().items()}
    lacking = [
        *(f"{need}: not there." for need, found in answered.items() if not found and about.status != "withdrawn"),
        *(f"{len(must_fix(source.findings))} must fix in the text." for _ in must_fix(source.findings)[:1]),
        *(f"{len(made) - len(good)} files are older than the text or changed." for _ in [0] if len(made) > len(good)),
        *_people(source, today),
        *_languages(source, tags),
    ]
    return Coverage(
        slug=source.slug,
        title=source.leaflet.cover.title.text,
        lang=source.lang,
        language=languages.load(source.lang).name,
        translation=_TRANSLATION[about.translation],
        wording=""
        if source.lang == languages.HOME
        else f"checked by {source.wording}"
        if source.wording
        else UNCHECKED,
        version=about.version,
        status=about.status,
        information_date=about.information_date,
        review_by=about.review_by,
        sign_off=about.sign_off,
        next_step=source.standing.next or "",
        answered=answered,
        lacking=tuple(lacking),
    )


def _languages(source: Source, tags: Sequence[str]) -> list[str]:
    """What lacks for other languages: translations, told once of each leaflet, and what makes one not be trusted."""
    about, name = source.leaflet.about, languages.load(source.lang).english
    found = (
        [f"The translation is {_TRANSLATION[about.translation]}."] if about.translation in ("old", "unknown") else []
    )
    found += [] if about.wording_checked else [f"Nobody checked the standard words in {name}."]
    if source.lang == tags[0] and about.status != "withdrawn":
        missing = (tag for tag in source.house.languages if tag not in tags)
        found += [f"{languages.load(tag).english}: not translated." for tag in missing]
    return found


def _people(source: Source, today: date) -> list[str]:
    """What people still have to do: sign, confirm, review."""
    about, seen = source.leaflet.about, source.seen
    signed = {entry.said for entry in source.standing.counting}
    found = [f"Not approved. Next: {source.standing.next}."] if source.standing.next else []
    found += [f"No expert has signed for the lines about {kind}." for kind in seen.experts if kind not in signed]
    if seen.to_confirm:
        found.append(f"To confirm: {', '.join(seen.to_confirm)}.")
    if seen.examples:
        found.append("The contacts are examples.")
    if not about.review_by:
        found.append("No day is set for the next review.")
    elif about.status == "review due":
        found.append(f"Review due: {about.review_by}.")
    if is_old(about.information_date, today):
        found.append("The information is more than 24 months old.")
    return found
