"""The format `captions`: the words of the recording `audio` with their times, to be read while it plays.

WebVTT and SubRip for players, JSON for programs. They belong to the normal pace; the slower recording has other times.
"""

from collections.abc import Mapping

from leaflets import captions_reader, languages
from leaflets.findings import LeafletError
from leaflets.formats import Edition, Files, Format, Measured, file_name, speech
from leaflets.model import Leaflet
from leaflets.speech import caption_files
from leaflets.speech.script import Wishes, script
from leaflets.speech.timings import from_json


def write(leaflet: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """Three files with the same words and times, from the timings of `speech`."""
    timings, title = from_json(made["speech"][speech.TIMINGS]), leaflet.cover.title.text
    told = script(leaflet, languages.load(leaflet.lang), Wishes(edition.spoken_pictures))
    contents = {
        "vtt": caption_files.to_vtt(timings, title, [line.languages() for line in told]),
        "srt": caption_files.to_srt(timings),
        "json": caption_files.to_json(timings, title),
    }
    return {file_name(leaflet, edition.format, extension): content for extension, content in contents.items()}


def read_back(files: Files) -> str:
    """The words on the screen, from the WebVTT. Raises LeafletError when the other two files say something else."""
    by_extension = {name.rpartition(".")[2]: content for name, content in files.items()}
    shown = captions_reader.vtt(by_extension["vtt"])
    words = "\n".join(line for caption in shown for line in caption.lines)
    other = captions_reader.srt(by_extension["srt"])
    if [(each.start_ms, each.end_ms, each.lines) for each in other] != [
        (each.start_ms, each.end_ms, each.lines) for each in shown
    ]:
        raise LeafletError("The two files with captions do not say the same. Please report it.")
    if " ".join(captions_reader.displays(by_extension["json"])).split() != words.split():
        raise LeafletError("The captions and their times as JSON do not say the same. Please report it.")
    return words


def measure(files: Files) -> Measured:
    """The length of the recording that they belong to."""
    return next(
        {"seconds": round(captions_reader.seconds(content), 1)}
        for name, content in files.items()
        if name.endswith(".json")
    )


FORMAT = Format(
    edition=Edition("captions"),
    write=write,
    read_back=read_back,
    furniture=speech.FORMAT.furniture,
    measure=measure,
    needs=("speech",),
)
