"""The booklet: its A5 pages imposed on A4, to print on both sides, fold in the middle and staple."""

from collections.abc import Mapping

from leaflets import languages
from leaflets.formats import Edition, Files, Format, Measured, file_name
from leaflets.model import Leaflet
from leaflets.paper.edition import furniture, read_back

PAGES = "booklet-pages"


def write(leaflet: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """One PDF with two pages on each side of a sheet, its tags kept, in reading order."""
    from leaflets.paper import impose  # here, with pikepdf: a build looks at every format before its first job

    (pages,) = made[PAGES].values()
    opens_right = languages.load(leaflet.lang).direction == "rtl"
    return {file_name(leaflet, edition.format, "pdf"): impose.booklet(pages, opens_right)}


def measure(files: Files) -> Measured:
    """Sides of sheets, and how to print and fold them."""
    from leaflets.paper import impose
    from leaflets.paper.read_back import page_count

    sides = int(page_count(files)["pages"])
    return {
        "pages": sides * 2,
        "paper": "A4",
        "sides": 2,
        "flip": "short edge",
        "fold": "once, in the middle",
        "sheets": impose.sheets(sides * 2),
    }


FORMAT = Format(
    edition=Edition("booklet", design="booklet"),
    write=write,
    read_back=read_back,
    furniture=furniture,
    measure=measure,
    needs=(PAGES,),
    made_with=("pikepdf",),
)
