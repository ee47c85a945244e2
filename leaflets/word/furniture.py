"""What Word adds around the leaflet's words: the stamps on the first page and the page foot. Wording by language."""

from typing import TYPE_CHECKING

from leaflets import languages, stamps
from leaflets.model import Leaflet

if TYPE_CHECKING:  # who only asks for the phrases needs no docx
    from docx.document import Document as WordDocument
    from docx.section import _Footer

NUMBER = "{number}"


def phrases(leaflet: Leaflet) -> tuple[str, ...]:
    """Every phrase that the Word file adds, `{number}` for a page number."""
    added = (*stamps.phrases(leaflet), leaflet.about.short_title, _page(leaflet))
    return tuple(phrase for phrase in added if phrase)


def add_stamps(document: "WordDocument", leaflet: Leaflet) -> None:
    """The first paragraphs of the first page: the badge, then the stamps in one frame."""
    document.add_paragraph(stamps.badge(leaflet), style="Badge")
    for words in stamps.opening(leaflet):
        document.add_paragraph(words, style="Warning Stamp" if stamps.is_warning(leaflet) else "Stamp")


def add_feet(document: "WordDocument", leaflet: Leaflet) -> None:
    """Name and page number in the foot of every page but the first; the stamp of the foot on the first page too."""
    from leaflets.word.oxml import add_field

    section = document.sections[0]
    _add_stamp(section.first_page_footer, leaflet, "Footer Ruled" if stamps.foot(leaflet) else "footer")
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
    if stamps.foot(leaflet):
        foot.add_paragraph(stamps.foot(leaflet), style="footer")


def _add_stamp(foot: "_Footer", leaflet: Leaflet, style: str) -> None:
    foot.is_linked_to_previous = False
    foot.paragraphs[0].style = style
    if stamps.foot(leaflet):
        foot.paragraphs[0].add_run(stamps.foot(leaflet))


def _page(leaflet: Leaflet) -> str:
    return languages.load(leaflet.lang).say("page", number=NUMBER)
