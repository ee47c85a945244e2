"""What the index lists: leaflets that have files, newest information first, each with its languages."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from leaflets import languages, pictures, stamps
from leaflets.manifest import INDEX, Entry, Manifest, Shown
from leaflets.model import Box, Leaflet
from leaflets.output import is_page
from leaflets.site.downloads import Card, cards, href


@dataclass(frozen=True, slots=True)
class Other:
    """A leaflet in another language."""

    lang: str
    name: str
    """What the language calls itself."""
    direction: str
    href: str
    """Its own page; empty when it has none, and is offered file by file."""
    marks: tuple[str, ...]
    """What a reader should know before they choose it, in that language."""
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Alternate:
    """A leaflet's page in one language, for programs; `x-default` is for whoever reads none of them."""

    lang: str
    href: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One leaflet on the index, in the site's language where there is one."""

    slug: str
    lang: str
    direction: str
    say: Callable[..., str]
    """The standard wording of its language."""
    shown: Shown
    date: str
    """“Information from 2019”."""
    href: str
    """Its own page; empty when it has none."""
    picture: str
    cards: tuple[Card, ...]
    languages: tuple[Other, ...]

    @property
    def marks(self) -> tuple[str, ...]:
        """What a reader should know before they choose it."""
        return (*self.shown.stamps, *((self.shown.notice,) if self.shown.notice else ()))


def shown(leaflet: Leaflet) -> Shown:
    """What the site says of a leaflet, for the manifest."""
    cover, about = leaflet.cover, leaflet.about
    line = cover.subtitle or cover.line
    blocks = (block for section in leaflet.sections for block in section.blocks)
    notice = next((block.heading.text for block in blocks if isinstance(block, Box) and block.kind == "notice"), "")
    drawn = pictures.svg(cover.picture.recipe).encode() if cover.picture and cover.picture.recipe else b""
    return Shown(
        title=cover.title.text,
        line=line.text if line else "",
        information_date=about.information_date,
        notice=notice,
        stamps=stamps.opening(leaflet) if stamps.is_warning(leaflet) or about.status == "review due" else (),
        is_tested=about.is_tested,
        bsl_video=about.bsl_video,
        picture=hashlib.sha256(drawn).hexdigest() if drawn else "",
    )


def listed(known: Manifest, lang: str, index: str) -> tuple[Listed, ...]:
    """The leaflets that have files, the newest information first, then by title."""
    there = {(file.slug, file.lang) for file in known.files}
    entries = sorted(
        (entry for entry in known.leaflets if (entry.slug, entry.lang) in there),
        key=lambda entry: (entry.slug, entry.lang != lang, entry.lang),
    )
    leaflets = [_listed(known, tuple(group), index) for _, group in groupby(entries, lambda entry: entry.slug)]
    leaflets.sort(key=lambda one: (one.shown.title.casefold(), one.slug))
    # Sorted again: what is equal keeps its order. A year alone counts as its beginning.
    return tuple(sorted(leaflets, key=lambda one: one.shown.information_date, reverse=True))


def others(known: Manifest, slug: str, lang: str, page: str) -> tuple[Other, ...]:
    """The same leaflet in each other language that it has files in, with addresses as on that page."""
    entries = sorted((each for each in known.leaflets if each.slug == slug and each.lang != lang), key=lambda e: e.lang)
    return tuple(_other(known, entry, page) for entry in entries if known.files_of(slug, entry.lang))


def alternates(known: Manifest, slug: str, page: str) -> tuple[Alternate, ...]:
    """The pages of a leaflet in all its languages, this one too, as addresses on that page; none where there is one.

    Each page names all of them, or none counts. The last leads to the home language or, where it has no page, to the
    index, where a person can choose.
    """
    pages = {file.lang: href(file.path, page) for file in known.files if file.slug == slug and is_page(file)}
    if len(pages) < 2:
        return ()
    default = pages.get(languages.HOME) or href(INDEX, page)
    return (*(Alternate(lang, pages[lang]) for lang in sorted(pages)), Alternate("x-default", default))


def _other(known: Manifest, entry: Entry, page: str) -> Other:
    language, files = languages.load(entry.lang), known.files_of(entry.slug, entry.lang)
    address = next((href(file.path, page) for file in files if is_page(file)), "")
    offered = () if address else cards(files, entry.lang, entry.shown.is_tested, page)
    return Other(entry.lang, language.name, language.direction, address, entry.shown.stamps, offered)


def _listed(known: Manifest, entries: Sequence[Entry], index: str) -> Listed:
    entry = entries[0]
    files = known.files_of(entry.slug, entry.lang)
    language = languages.load(entry.lang)
    page = next((href(file.path, index) for file in files if is_page(file)), "")
    drawn = (file for file in files if file.format == "web" and file.sha256 == entry.shown.picture)
    date = language.spell_date(entry.shown.information_date)
    return Listed(
        slug=entry.slug,
        lang=entry.lang,
        direction=language.direction,
        say=language.say,
        shown=entry.shown,
        date=language.say("information-from", date=date) if date else "",
        href=page,
        picture=next((href(file.path, index) for file in drawn), ""),
        cards=cards(files, entry.lang, entry.shown.is_tested, index),
        languages=others(known, entry.slug, entry.lang, index),
    )
