"""The format `audio-book`: the recording as M4B, which opens where it was left and shows its chapters in book players.

An extra: it needs FFmpeg, which is not among the usual packages. `ffmpeg.py` says which one, and why.
"""

from collections.abc import Mapping

from leaflets import ffmpeg, m4b_reader
from leaflets.formats import Edition, Files, Format, Measured, audio, file_name, speech
from leaflets.model import Leaflet
from leaflets.speech.timings import from_json


def write(leaflet: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """The finished recording, from the sound and timings of `speech`. Raises LeafletError when FFmpeg fails."""
    from leaflets.speech.lossless import from_bytes  # here, with numpy: as in `speech`
    from leaflets.speech.m4b import to_m4b
    from leaflets.speech.master import master

    as_json = made["speech"][speech.TIMINGS]
    samples, rate_hz = from_bytes(made["speech"][speech.SOUND])
    tags = audio.tags_of(leaflet, from_json(as_json), as_json)
    book = to_m4b(master(samples, rate_hz), rate_hz, tags, _about(leaflet))
    return {file_name(leaflet, edition.format, "m4b"): book}


def _about(leaflet: Leaflet) -> str:
    """One line on what the leaflet is about, in its own words."""
    cover = leaflet.cover
    return (cover.line or cover.subtitle or cover.title).text


def read_back(files: Files) -> str:
    """The words as the finished file carries them in its own tags."""
    return "\n".join(line for data in files.values() for line in m4b_reader.words(data))


def measure(files: Files) -> Measured:
    """Length, and what spoke."""
    (data,) = files.values()
    timings = from_json(m4b_reader.file(data, "timings.json"))
    return {"seconds": round(m4b_reader.seconds(data), 1), **audio.who_spoke(timings)}


FORMAT = Format(
    edition=Edition("audio-book"),
    write=write,
    read_back=read_back,
    furniture=speech.FORMAT.furniture,
    measure=measure,
    needs=("speech",),
    made_with=("imageio-ffmpeg", *audio.FORMAT.made_with),
    available=ffmpeg.missing,
    data=audio.FORMAT.data,
)
