"""The download site: fills the leaflets' own pages with what there is of them, and makes the pages around them.

Everything is told by the manifest and the house, so that a build of one format brings every page up to date. Building
again gives the same bytes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from leaflets import languages, pictures, templating
from leaflets.formats import NAMES
from leaflets.house import House
from leaflets.languages import Language
from leaflets.manifest import INDEX, SITE, File, Manifest
from leaflets.model import Picture, Run, Sentence
from leaflets.site import downloads, format_icons, lettering, listing
from leaflets.site.downloads import href
from leaflets.web import script, styles
from leaflets.web.furniture import Said
from leaflets.web.page import words
from leaflets.wording import in_order, sentence

FORMATS = "formats.html"

_STYLE_SHEET, _SCRIPT = f"{SITE}/site.css", f"{SITE}/site.js"
_LOGO = f"{SITE}/logo.svg"


@dataclass(frozen=True, slots=True)
class Site:
    """The site of one house in one language."""

    house: House
    lang: str
    logo: Picture | None = None

    def fill(self, known: Manifest, page: File, content: bytes) -> bytes:
        """A leaflet's page with its cards and its languages between their marks, whatever stood there before."""
        entry = known.entry_of(page.slug, page.lang)
        if entry is None:
            return content
        files = known.files_of(page.slug, page.lang)
        values = {
            **_wording(languages.load(page.lang)),
            "house": self.house,
            "ways": self._ways(page.lang),
            "icon": partial(_icon_on, page),
            "formats_page": href(FORMATS, page.path),
            "cards": downloads.cards(files, page.lang, entry.shown.is_tested, page.path),
            "languages": listing.others(known, page.slug, page.lang, page.path),
            "alternates": listing.alternates(known, page.slug, page.path),
            "lettering": href(lettering.SHEET, page.path),
            "bsl_video": entry.shown.bsl_video,
        }
        text = content.decode()
        for name in ("downloads", "languages", "alternates"):
            text = _between(text, name, templating.render(f"site-{name}.html.j2", **values))
        return text.encode()

    def pages(self, known: Manifest) -> Mapping[str, bytes]:
        """Every file of the site by its path in the output folder, the pages last; none when no leaflet is there."""
        leaflets = listing.listed(known, self.lang, INDEX)
        if not leaflets:
            return {}
        made = tuple(name for name in NAMES if name in {file.format for file in known.files})
        language = languages.load(self.lang)
        heading = language.say("site-title", house=self.house.name)
        about = tuple(words(sentence(text, language)) for text in self.house.about)
        told = tuple(_Told.of(name, language) for name in made)
        shown = ((file.format, file.lang) for file in known.files if file.format in made)
        return {
            **self._assets(),
            **format_icons.files((*shown, *((name, self.lang) for name in made))),
            **lettering.files(file.lang for file in known.files),
            FORMATS: self._page("site-formats.html.j2", FORMATS, language.say("formats-title"), formats=told),
            INDEX: self._page("site-index.html.j2", INDEX, heading, leaflets=leaflets, about=about),
        }

    def _ways(self, tag: str) -> tuple[tuple[str, Markup], ...]:
        """How to reach the house: what it is, and the address as a link where a device can go with it.

        What it is called is the house's own word, or in another language than the house's that language's.
        """
        language = languages.load(tag)
        labels = {} if tag == self.lang else language.names("contact-labels")
        shown = (
            (labels.get(one.kind, one.label), Sentence((Run(one.value, "stress", link=one.link),)))
            for one in self.house.contacts
        )
        return tuple((label, words(in_order(value, language))) for label, value in shown)

    def _assets(self) -> dict[str, bytes]:
        logo = {_LOGO: pictures.svg(self.logo.recipe).encode()} if self.logo else {}
        font = {f"{SITE}/{styles.FONT}": styles.font()}
        return {_STYLE_SHEET: styles.style_sheet(), _SCRIPT: script.script(), **font, **logo}

    def _page(self, template: str, path: str, heading: str, **values: object) -> bytes:
        language = languages.load(self.lang)
        house = self.house.name
        title = heading if house in heading else Said(self.lang)("title", title=heading, house=house)
        lead = "site-lead" if path == INDEX else "formats-lead"
        contact = f"{'' if path == INDEX else INDEX}#contact"
        return templating.render(
            template,
            **_wording(language),
            lang=self.lang,
            direction=language.direction,
            title=title,
            heading=heading,
            description=" ".join(language.say_all(lead)),
            style_sheet=_STYLE_SHEET,
            script=_SCRIPT,
            lettering=lettering.SHEET,
            home=INDEX,
            contact=contact,
            formats_page=FORMATS,
            themes=styles.THEMES,
            house=self.house,
            ways=self._ways(self.lang),
            house_name=words(Sentence((Run(house),))),
            logo=_LOGO if self.logo else "",
            logo_alt=self.logo.alt if self.logo else "",
            icon=partial(format_icons.path, tag=self.lang),
            **values,
        ).encode()


@dataclass(frozen=True, slots=True)
class _Told:
    """What the page about formats tells of one."""

    format: str
    name: str
    told: tuple[tuple[str, list[str]], ...]
    """Question and answer."""

    @classmethod
    def of(cls, name: str, language: Language) -> "_Told":
        said = language.names(f"format-{name}")
        questions = tuple((language.say(f"formats-{key}"), list(said[key])) for key in ("what", "who", "need"))
        return cls(name, downloads.words(name, language, is_tested=True)[0], questions)


def _wording(language: Language) -> dict[str, object]:
    return {"said": Said(language.tag), "say": language.say, "say_all": language.say_all}


def _icon_on(page: File, name: str) -> str:
    return href(format_icons.path(name, page.lang), page.path)


def _between(page: str, name: str, filling: str) -> str:
    """The page with the filling between the marks of that name."""
    marks = re.compile(f"(<!--{name}-->).*?(<!--/{name}-->)", re.DOTALL)
    return marks.sub(lambda found: f"{found[1]}\n{filling}{found[2]}", page)
