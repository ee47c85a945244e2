"""Large print: A4 at 18 point without pictures, the same words in the same order as easy read."""

from collections.abc import Mapping
from dataclasses import replace

from leaflets import languages
from leaflets.formats import Edition, Files, Format, file_name
from leaflets.model import Leaflet
from leaflets.paper import sheets
from leaflets.paper.read_back import page_count, read_back
from leaflets.paper.render import pdf
from leaflets.paper.sheets import Layout, sheet

STYLE_SHEETS = ("print.css", "large-print.css")


def write(leaflet: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """One PDF/UA-1 file with a contents list."""
    plain = replace(edition, pictures=False)
    return {file_name(leaflet, "large-print", "pdf"): pdf(sheet(leaflet, plain, STYLE_SHEETS, Layout(contents=True)))}


def furniture(leaflet: Leaflet, edition: Edition) -> tuple[str, ...]:
    """Page foot, badge and the contents list: each heading once more, with its page."""
    language = languages.load(leaflet.lang)
    listed = tuple(f"{section.heading.text} {{number}}" for section in leaflet.sections)
    return (*sheets.furniture(leaflet, edition), language.say("contents-heading"), *listed)


FORMAT = Format(
    name="large-print",
    write=write,
    read_back=read_back,
    furniture=furniture,
    measure=page_count,
    made_with=("weasyprint", "pydyf", "fonttools", "fontpkg-lexend", "jinja2"),
    data=("templates/print.html.j2", "templates/print.css", "templates/large-print.css"),
)
