"""The format `daisy`: the leaflet as a talking book (DAISY 2.02, text and sound), for players of blind people.

A zip: what is in it is copied to a player's card or a CD as it is.
"""

from collections.abc import Mapping

from leaflets import archive, daisy_reader
from leaflets.formats import Edition, Files, Format, Measured, audio, file_name, speech
from leaflets.model import Leaflet
from leaflets.speech.timings import from_json


def write(leaflet: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """The book, from the sound and timings of `speech`."""
    from leaflets.daisy import book  # here, with numpy: as in `speech`
    from leaflets.speech.lossless import from_bytes
    from leaflets.speech.master import master
    from leaflets.speech.parts import parts

    timings = from_json(made["speech"][speech.TIMINGS])
    samples, rate_hz = from_bytes(made["speech"][speech.SOUND])
    members = book.files(leaflet, timings, parts(master(samples, rate_hz), timings))
    packed = archive.pack(members, stored=tuple(name for name in members if name.endswith(".mp3")))
    return {file_name(leaflet, edition.format, "zip"): packed}


def read_back(files: Files) -> str:
    """The words that a player shows while it plays the book from its beginning to its end."""
    return "\n".join(line for data in files.values() for line in daisy_reader.words(data))


def measure(files: Files) -> Measured:
    """How long it plays."""
    (data,) = files.values()
    return {"seconds": round(daisy_reader.seconds(data), 1)}


FORMAT = Format(
    edition=Edition("daisy"),
    write=write,
    read_back=read_back,
    furniture=speech.FORMAT.furniture,
    measure=measure,
    needs=("speech",),
    made_with=audio.FORMAT.made_with,
    data=("leaflets/languages/*.toml", "templates/daisy/*.html"),
)
