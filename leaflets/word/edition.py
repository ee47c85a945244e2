"""Makes a Word format of an edition. All looks are in styles, so one change of a style changes the whole leaflet."""

from collections.abc import Mapping

from leaflets import units
from leaflets.formats import Edition, Files, Format, Measured, file_name
from leaflets.model import Leaflet

EXTENSION = "docx"


def word_file(edition: Edition) -> Format:
    """The Word format of that edition."""
    return Format(
        edition=edition,
        write=write,
        read_back=read_back,
        furniture=phrases,
        measure=measure,
        made_with=("python-docx", "lxml", "resvg_py"),
    )


def write(leaflet: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """One .docx; the same leaflet and edition give the same bytes everywhere."""
    # Imported when they are asked, with docx: a build looks at every format before its first job is at work.
    from leaflets.word import body, direction, furniture, package
    from leaflets.word.lines import Setting
    from leaflets.word.styles import SMALLEST_PT

    smallest_pt = SMALLEST_PT if edition.pictures else edition.size_pt
    document = package.new_document(leaflet, edition.size_pt, smallest_pt)
    furniture.add_stamps(document, leaflet)
    setting = Setting(edition.pictures, edition.layout == "side-by-side", edition.size_pt)
    body.write_body(document, leaflet, setting)
    furniture.add_feet(document, leaflet)
    direction.turn(document, leaflet.lang)
    return {file_name(leaflet, edition.format, EXTENSION): package.pack(document)}


def read_back(files: Files) -> str:
    """The words of the body and then of the page feet, read from the XML."""
    from leaflets.word import reader

    return "\n".join("\n".join(reader.words_of(data)) for data in files.values())


def phrases(leaflet: Leaflet, edition: Edition) -> tuple[str, ...]:
    """Stamps, short title and page number."""
    from leaflets.word import furniture

    return furniture.phrases(leaflet)


def measure(files: Files) -> Measured:
    """`words`: how many there are without the page feet."""
    from leaflets.word import reader

    return {"words": sum(len(units.words(reader.words_of(data)[0])) for data in files.values())}
