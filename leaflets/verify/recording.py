"""A finished recording as a checker meets it: the sound that a player plays, and what the file says about itself.

The words and their times are in the file `timings.json` inside the tag of each recording that this toolkit makes. It is
read here by its own description, and shares no code with its writer.
"""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt
import soundfile

from leaflets import id3, wave_reader
from leaflets.id3 import Chapter
from leaflets.verify import book

TIMINGS = "timings.json"
_BLOCK = 1 << 16
"""Samples of each channel at a time."""

Samples = npt.NDArray[np.float32]
"""Full scale is 1."""


class RecordingError(ValueError):
    """This is no recording that can be checked: why, and what to do."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What is to be heard from `start_s` to `end_s`."""

    id: str
    """The sentence's id; empty for the announcement."""
    kind: str
    display: str
    said: str
    start_s: float
    end_s: float
    chapter: int
    times: int
    """How often it is said, with a pause between."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording with its sound in one channel, and its cues in the order of the file."""

    samples: Samples
    rate_hz: int
    cues: tuple[Cue, ...]
    chapters: tuple[Chapter, ...]
    """As a player lists them, from the tag."""
    tags: Mapping[str, str]
    """The texts of the tag by the names of their frames, such as `TIT2`."""
    timings: Mapping[str, object]
    """All of `timings.json`."""

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate_hz

    @property
    def language(self) -> str:
        """Two or three letters, such as "en"; empty where the file does not say."""
        return _language(self.timings)

    @property
    def voice(self) -> str:
        """The name of the voice, in people's words; empty where the file does not say."""
        return str(self.timings.get("voice") or "")

    @property
    def engine(self) -> str:
        """The program that spoke; empty where the file does not say."""
        return str(self.timings.get("engine") or "")

    def between(self, start_s: float, end_s: float) -> Samples:
        """The sound from one time to another."""
        return self.samples[max(0, round(start_s * self.rate_hz)) : max(0, round(end_s * self.rate_hz))]


def read(data: bytes) -> Recording:
    """The recording in an MP3, an audio book or a track for a CD.

    Raises RecordingError where there is no sound, or nothing about its words; LeafletError where FFmpeg is missing,
    which plays audio books.
    """
    timings = _timings(data)
    if is_book(data):
        rate_hz = book.rate_hz(data)
        samples, tags, chapters = book.samples(data, rate_hz), book.tags(data), book.chapters(data)
    else:
        samples, rate_hz = played(data)
        tag = _tag(data)
        frames = id3.frames(tag)
        tags, chapters = id3.texts(frames), id3.chapters(frames, tag[3])
    return Recording(samples, rate_hz, _cues(timings), chapters, tags, timings)


def played(data: bytes) -> tuple[Samples, int]:
    """The sound of an MP3 or WAV file in one channel, and its rate. Raises RecordingError where there is none."""
    try:
        if wave_reader.is_wave(data):
            return _in_blocks(data)
        sound, rate_hz = soundfile.read(io.BytesIO(data), dtype="float32")
    except soundfile.SoundFileError as error:
        raise _unplayable(error) from error
    one = sound if sound.ndim == 1 else sound.mean(axis=1)
    return np.asarray(one, dtype=np.float32), int(rate_hz)


def _in_blocks(data: bytes) -> tuple[Samples, int]:
    """The sound of a track in one channel, played in blocks: both channels take 30 MB, beside all tracks of a CD.

    An MP3 is played in one piece: soundfile 0.14 looks for the place of each block anew, and comes in too late.
    """
    with soundfile.SoundFile(io.BytesIO(data)) as file:
        samples, end = np.empty(file.frames, dtype=np.float32), 0
        for block in file.blocks(_BLOCK, dtype="float32", always_2d=True):
            begin, end = end, end + len(block)
            samples[begin:end] = block.mean(axis=1)
        return samples[:end], int(file.samplerate)


def seconds(data: bytes) -> float:
    """The length of an MP3, from its header. Raises RecordingError where there is no sound."""
    try:
        info = soundfile.info(io.BytesIO(data))
    except soundfile.SoundFileError as error:
        raise _unplayable(error) from error
    return float(info.frames / info.samplerate)


def cues(data: bytes) -> tuple[Cue, ...]:
    """What is to be heard when, without playing it. Raises RecordingError where the file does not say."""
    return _cues(_timings(data))


def is_book(data: bytes) -> bool:
    """Whether it is an audio book, by its first box."""
    return data[4:8] == b"ftyp"


def has_timings(data: bytes) -> bool:
    """Whether the file says which words are heard when."""
    return _enclosed(data) is not None


def language(data: bytes) -> str:
    """The language of a recording, such as "en"; empty where it does not say. Raises RecordingError as `read` does."""
    return _language(_timings(data))


def _enclosed(data: bytes) -> bytes | None:
    """The file `timings.json` inside a recording."""
    if is_book(data):
        return book.enclosed(data, TIMINGS) or None
    return next((file.content for file in id3.enclosed(id3.frames(_tag(data))) if file.name == TIMINGS), None)


def _tag(data: bytes) -> bytes:
    """The ID3 tag: at the front of an MP3, in a chunk of its own in a track for a CD."""
    return wave_reader.tag(data) if wave_reader.is_wave(data) else data


def _language(timings: Mapping[str, object]) -> str:
    return str(timings.get("lang") or "").partition("-")[0]


def _timings(data: bytes) -> Mapping[str, object]:
    content = _enclosed(data)
    if content is None:
        raise RecordingError("This recording does not say which words are heard when. Only recordings of ours do.")
    try:
        timings = json.loads(content)
    except ValueError as error:
        raise _damaged(error) from error
    if not isinstance(timings, dict):
        raise _damaged("no table")
    return cast("Mapping[str, object]", timings)


def _cues(timings: Mapping[str, object]) -> tuple[Cue, ...]:
    """The cues; keys that nobody here knows are passed over."""
    try:
        return tuple(_cue(entry) for entry in cast("list[Mapping[str, object]]", timings["cues"]))
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(error) from error


def _cue(entry: Mapping[str, object]) -> Cue:
    return Cue(
        id=str(entry["id"]),
        kind=str(entry["kind"]),
        display=str(entry["display"]),
        said=str(entry["said"]),
        start_s=float(cast(float, entry["start_s"])),
        end_s=float(cast(float, entry["end_s"])),
        chapter=int(cast(int, entry["chapter"])),
        times=int(cast(int, entry.get("times", 1))),
    )


def _unplayable(details: object) -> RecordingError:
    return RecordingError(f"This sound cannot be played. Make it again. Details: {details}")


def _damaged(details: object) -> RecordingError:
    return RecordingError(f"The times of its words cannot be read. Make the recording again. Details: {details}")
