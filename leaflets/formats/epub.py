"""The format `epub`: a book for reading apps, which read it aloud and mark the sentence that is heard (EPUB 3).

Our own writer, on zip and templates: EbookLib 0.20 is AGPL, and what it writes for overlays fails EPUBCheck.
"""

from collections.abc import Mapping

from leaflets import id3, stamps
from leaflets.formats import Edition, Files, Format, Measured, file_name
from leaflets.model import Leaflet
from leaflets.paper import shaping
from leaflets.speech.timings import Timings, from_json


def write(leaflet: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """One book with the finished recording in it. The same leaflet and recording give the same bytes everywhere."""
    from leaflets.epub.book import book  # here: a build looks at every format before its first job is at work

    (recording,) = made["audio"].values()
    return {file_name(leaflet, edition.format, "epub"): book(leaflet, edition, recording, timings_of(recording))}


def timings_of(recording: bytes) -> Timings:
    """The times of a finished recording, which it carries itself."""
    files = id3.enclosed(id3.frames(recording))
    return from_json(next(file.content for file in files if file.name == "timings.json"))


def read_back(files: Files) -> str:
    """The words of the pages in the order of the spine."""
    from leaflets.epub import reader  # here too, with lxml

    return "\n".join(reader.words(data) for data in files.values())


def furniture(leaflet: Leaflet, edition: Edition) -> tuple[str, ...]:
    """The stamps, on the title page. The contents list is no page: apps show it in a way of their own."""
    return stamps.opening(leaflet)


def measure(files: Files) -> Measured:
    """How long it is read aloud."""
    from leaflets.epub import reader

    (data,) = files.values()
    return {"seconds": round(reader.seconds(data), 1)}


FORMAT = Format(
    edition=Edition("epub"),
    write=write,
    read_back=read_back,
    furniture=furniture,
    measure=measure,
    needs=("audio",),
    lacks_language=shaping.lacks_font,
    made_with=("Jinja2", "fontpkg-lexend", *shaping.packages(), "resvg_py", "pillow", "fonttools"),
    data=("templates/epub/*", "leaflets/languages/*.toml"),
)
