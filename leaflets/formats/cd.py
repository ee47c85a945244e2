"""The format `cd`: a WAV file for each part of the leaflet, to be burnt as the tracks of an audio CD.

Beside the tracks stands a list of them with what to do, for the person who burns. What each track says is in its own
tag, line by line with the times, as in an MP3: so a track can be proved by itself, wherever it is.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace

from leaflets import id3, languages, stamps, wave_reader
from leaflets.formats import Edition, Files, Format, Measured, audio, speech
from leaflets.languages import Language
from leaflets.model import Leaflet
from leaflets.speech import disc
from leaflets.speech.lossless import from_bytes
from leaflets.speech.master import master
from leaflets.speech.parts import Part, parts
from leaflets.speech.resample import resample
from leaflets.speech.script import chapter_titles
from leaflets.speech.tag import tagged
from leaflets.speech.timings import Chapter, Timings, from_json, to_json
from leaflets.speech.wave import RATE_HZ, to_wave
from leaflets.voices import Samples

_LIST = "tracks.txt"
_LONGEST_NAME = 40
"""Letters of a heading in a file's name."""


def write(leaflet: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """The tracks, from the sound and timings of `speech`, and the list. Raises LeafletError where a CD is too small."""
    timings = from_json(made["speech"][speech.TIMINGS])
    disc.refuse_too_much(len(timings.chapters), timings.seconds)
    sound = _sound(made["speech"][speech.SOUND])
    whole = replace(timings, rate_hz=RATE_HZ, samples=len(sound))
    tracks = parts(sound, whole)
    listed = "\n".join((*_list(leaflet), ""))
    return {
        _name(leaflet, _LIST): listed.encode("utf-8"),
        **{_name(leaflet, _file(part)): _track(leaflet, part, whole, len(tracks)) for part in tracks},
    }


def _sound(packed: bytes) -> Samples:
    """The whole recording as it goes on the CD. What it was before takes no memory any more when tracks are made."""
    samples, rate_hz = from_bytes(packed)
    return resample(master(samples, rate_hz), rate_hz, RATE_HZ)


def _name(leaflet: Leaflet, file: str) -> str:
    return f"cd_{leaflet.lang}/{file}"


def _file(part: Part) -> str:
    """`02_about-this-leaflet.wav`: programs put the tracks in the order of their names."""
    plain = unicodedata.normalize("NFKD", re.sub("[’']", "", part.title)).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall("[a-z0-9]+", plain))[:_LONGEST_NAME].strip("-")
    return f"{part.number:02}_{words}.wav" if words else f"{part.number:02}.wav"


def _track(leaflet: Leaflet, part: Part, whole: Timings, count: int) -> bytes:
    sound = disc.track(part.samples)
    chapter = Chapter(part.title, 0.0, round(len(sound) / RATE_HZ, 6))
    timings = replace(whole, samples=len(sound), chapters=(chapter,), cues=part.cues)
    tags = audio.tags_of(leaflet, timings, to_json(timings))
    track = f"{part.number}/{count}"
    return to_wave(sound, tagged(b"", replace(tags, title=part.title, track=track, cover=None)))


def _list(leaflet: Leaflet) -> Iterator[str]:
    """The list of tracks, line by line. The recording counts its parts without the announcement, so both are told."""
    language = languages.load(leaflet.lang)
    yield from (*stamps.opening(leaflet), leaflet.cover.title.text, "")
    yield from (*language.say_all("cd-how"), "")
    for number, title in enumerate(chapter_titles(leaflet), start=1):
        yield _line(language, number, title)


def _line(language: Language, number: int, title: str) -> str:
    key = "cd-track" if number == 1 else "cd-track-part"
    return language.say(key, number=number, part=number - 1, title=title)


def furniture(leaflet: Leaflet, edition: Edition) -> tuple[str, ...]:
    """The announcement, and every line of the list."""
    return (*speech.FORMAT.furniture(leaflet, edition), *filter(None, _list(leaflet)))


def read_back(files: Files) -> str:
    """The list, then what each track says, by its own tag."""
    lists = [content.decode("utf-8") for name, content in files.items() if name.endswith(".txt")]
    tracks = [wave_reader.tag(content) for name, content in sorted(files.items()) if name.endswith(".wav")]
    return "\n".join((*lists, *(line for tag in tracks for line in id3.words(id3.frames(tag)))))


def measure(files: Files) -> Measured:
    """How long all tracks play, one after the other."""
    return {"seconds": round(sum(map(wave_reader.seconds, files.values())), 1)}


FORMAT = Format(
    edition=Edition("cd"),
    write=write,
    read_back=read_back,
    furniture=furniture,
    measure=measure,
    needs=("speech",),
    made_with=audio.FORMAT.made_with,
    data=audio.FORMAT.data,
)
