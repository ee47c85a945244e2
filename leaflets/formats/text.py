"""Plain text: every sentence on a line of its own. The simplest writer, and the one to read first."""

from collections.abc import Iterator, Mapping

from leaflets import stamps
from leaflets.formats import Edition, Files, Format, Measured, file_name
from leaflets.model import Box, Leaflet, Point


def write(leaflet: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """One UTF-8 file, lines ending in a line feed, a blank line between points."""
    return {file_name(leaflet, "text", "txt"): "\n".join(_lines(leaflet)).encode()}


def _lines(leaflet: Leaflet) -> Iterator[str]:
    yield from furniture(leaflet, None)
    yield from (sentence.text for sentence in leaflet.cover.sentences())
    for section in leaflet.sections:
        yield from ("", "", section.heading.text)
        for block in section.blocks:
            if isinstance(block, Box):
                yield from ("", block.heading.text)
            for point in block.points if isinstance(block, Box) else (block,):
                if point.kind in ("row", "quote"):
                    yield ""
                yield from _point(point)
    yield ""


def _point(point: Point) -> Iterator[str]:
    yield from (sentence.text for sentence in point.all_sentences())


def furniture(leaflet: Leaflet, edition: Edition | None) -> tuple[str, ...]:
    """The stamps, on its first lines."""
    return stamps.opening(leaflet)


def read_back(files: Files) -> str:
    return "\n".join(content.decode("utf-8") for content in files.values())


def measure(files: Files) -> Measured:
    return {"words": len(read_back(files).split())}


FORMAT = Format(
    edition=Edition("text"),
    write=write,
    read_back=read_back,
    furniture=furniture,
    measure=measure,
)
