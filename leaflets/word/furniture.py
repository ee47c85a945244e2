"""What Word adds around the leaflet's words: the badge on the first page and the page foot. Wording by language."""

from docx.document import Document as WordDocument
from docx.section import _Footer

from leaflets import languages
from leaflets.model import Leaflet
from leaflets.word.oxml import add_field

NUMBER = "{number}"


def phrases(leaflet: Leaflet) -> tuple[str, ...]:
    """Every phrase that the Word file adds, `{number}` for a page number."""
    added = (_badge(leaflet), leaflet.about.short_title, _page(leaflet), _mark(leaflet))
    return tuple(phrase for phrase in added if phrase)


def add_badge(document: WordDocument, leaflet: Leaflet) -> None:
    """The first paragraph of the first page."""
    document.add_paragraph(_badge(leaflet), style="Badge")


def add_feet(document: WordDocument, leaflet: Leaflet) -> None:
    """Name and page number in the foot of every page but the first; the draft mark on the first page too."""
    section = document.sections[0]
    _add_mark(section.first_page_footer, leaflet, "Footer Ruled" if _mark(leaflet) else "footer")
    foot = section.footer
    foot.is_linked_to_previous = False
    name = foot.paragraphs[0]
    name.style = "Footer Ruled"
    name.add_run(leaflet.about.short_title)
    name.add_run("\t")
    before, after = _page(leaflet).split(NUMBER)
    name.add_run(before, style="Strong Words")
    add_field(name, "PAGE", "2", "Strong Words")
    if after:
        name.add_run(after, style="Strong Words")
    if _mark(leaflet):
        foot.add_paragraph(_mark(leaflet), style="footer")


def _add_mark(foot: _Footer, leaflet: Leaflet, style: str) -> None:
    foot.is_linked_to_previous = False
    foot.paragraphs[0].style = style
    if _mark(leaflet):
        foot.paragraphs[0].add_run(_mark(leaflet))


def _badge(leaflet: Leaflet) -> str:
    return languages.load(leaflet.lang).say("badge-draft" if leaflet.about.is_draft else "badge")


def _mark(leaflet: Leaflet) -> str:
    return languages.load(leaflet.lang).say("draft-mark") if leaflet.about.is_draft else ""


def _page(leaflet: Leaflet) -> str:
    return languages.load(leaflet.lang).say("page", number=NUMBER)
