"""The format `audio`: one MP3 with a chapter for each part of the leaflet, at the loudness of spoken programmes."""

from collections.abc import Mapping

from leaflets import id3, languages
from leaflets.formats import Edition, Files, Format, Measured, Pace, file_name, speech
from leaflets.model import Leaflet
from leaflets.speech.cover import cover
from leaflets.speech.tag import Tags, tagged
from leaflets.speech.timings import Timings, from_json
from leaflets.spoken_rules.table import Table

_GENRE = "Speech"


def write(leaflet: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """The finished recording, from the sound and timings of `speech`."""
    from leaflets.speech import stretches  # here, with numpy: as in `speech`
    from leaflets.speech.lossless import from_bytes
    from leaflets.speech.master import master

    timings = from_json(made["speech"][speech.TIMINGS])
    samples, rate_hz = from_bytes(made["speech"][speech.SOUND])
    mp3 = stretches.recording(master(samples, rate_hz), rate_hz)
    tags = tags_of(leaflet, timings, made["speech"][speech.TIMINGS])
    return {file_name(leaflet, edition.format, "mp3"): tagged(mp3, tags)}


def tags_of(leaflet: Leaflet, timings: Timings, as_json: bytes) -> Tags:
    """What a player shows beside the recording of that leaflet."""
    return Tags(
        title=leaflet.cover.title.text,
        artist=leaflet.about.publisher,
        album=leaflet.cover.title.text,
        date=leaflet.about.information_date,
        language=Table(languages.load(leaflet.lang)).text("iso-639-2"),
        genre=_GENRE,
        chapters=timings.chapters,
        words=tuple(cue.display for cue in timings.cues),
        timings=as_json,
        made_with=f"Voice {timings.voice}: {timings.engine_version}",
        cover=cover(leaflet),
    )


def read_back(files: Files) -> str:
    """The words as the finished MP3 carries them in its own tags."""
    return "\n".join(line for data in files.values() for line in id3.words(id3.frames(data)))


def _timings(data: bytes) -> bytes:
    return next(file.content for file in id3.enclosed(id3.frames(data)) if file.name == "timings.json")


def measure(files: Files) -> Measured:
    """Length, and what spoke: a voice that changes is seen in the manifest."""
    (data,) = files.values()
    timings = from_json(_timings(data))
    return {"seconds": round(timings.seconds, 1), **who_spoke(timings)}


def who_spoke(timings: Timings) -> Measured:
    """What spoke a recording, for the manifest."""
    return {
        "voice": timings.voice,
        "engine": timings.engine,
        "engine-version": timings.engine_version,
    }


def recording(name: str, pace: Pace) -> Format:
    """The format of that name: a recording at that pace."""
    return Format(
        edition=Edition(name, pace=pace),
        write=write,
        read_back=read_back,
        furniture=speech.FORMAT.furniture,
        measure=measure,
        needs=("speech",),
        made_with=("lameenc", "numpy", "resvg_py", "pillow"),
        data=("leaflets/languages/*.toml",),
    )


FORMAT = recording("audio", "normal")
