"""Recordings for tests: spoken leaflets, and MP3 files with any sound, words and tags."""

import io
import struct
from collections.abc import Sequence
from functools import cache

import numpy as np
import samples
import soundfile

from leaflets import voices
from leaflets.formats import Edition, Files, speech
from leaflets.speech.lossless import from_bytes
from leaflets.speech.master import master
from leaflets.speech.mp3 import to_mp3 as to_mp3
from leaflets.speech.say import trim
from leaflets.speech.timings import Cue, Timings, from_json, to_json
from leaflets.voices import Samples, Voice

LATIN, UTF_16, UTF_16_BE, UTF_8 = range(4)


@cache
def _spoken(name: str, voice: str) -> Files:
    return speech.FORMAT.write(samples.leaflet(name), Edition("speech", voice=voice), {})


def spoken(name: str, voice: str = "british") -> tuple[Samples, Timings]:
    """The mastered sound of a test manuscript, and its times."""
    files = _spoken(name, voice)
    sound, rate_hz = from_bytes(files[speech.SOUND])
    return master(sound, rate_hz), from_json(files[speech.TIMINGS])


def decode(data: bytes) -> tuple[Samples, int]:
    """The samples of an MP3 with one channel, and its rate."""
    sound, rate_hz = soundfile.read(io.BytesIO(data), dtype="int16")
    return sound, rate_hz


def mp3(sound: Samples, timings: Timings, language: str = "eng") -> bytes:
    """A finished recording with that sound, which says that it has those words."""
    frames = text("TLAN", language) + enclosed("timings.json", "application/json", to_json(timings))
    return tag(frames) + to_mp3(sound, timings.rate_hz)


def tag(frames: bytes, version: int = 3, flags: int = 0) -> bytes:
    return b"ID3" + bytes((version, 0, flags)) + seven_bits(len(frames)) + frames


def frame(name: str, body: bytes, version: int = 3) -> bytes:
    size = seven_bits(len(body)) if version == 4 else struct.pack(">I", len(body))
    return name.encode("ascii") + size + b"\x00\x00" + body


def text(name: str, words: str, coding: int = UTF_16, version: int = 3) -> bytes:
    return frame(name, bytes((coding,)) + coded(words, coding), version)


def enclosed(name: str, media_type: str, content: bytes, coding: int = LATIN, version: int = 3) -> bytes:
    """A file inside the tag (`GEOB`), described as "Ā" (an even byte of it is zero) where the coding is a wide one."""
    end = bytes(2 if coding in (UTF_16, UTF_16_BE) else 1)
    description = coded("Ā" if coding != LATIN else "x", coding)
    body = bytes((coding,)) + media_type.encode() + b"\x00" + coded(name, coding) + end + description + end + content
    return frame("GEOB", body, version)


def coded(words: str, coding: int) -> bytes:
    return words.encode(("latin-1", "utf-16", "utf-16-be", "utf-8")[coding])


def seven_bits(number: int) -> bytes:
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))


def read_out(lines: Sequence[tuple[str, str]], voice: Voice) -> tuple[Samples, Timings]:
    """What is printed and what is said, line by line in that voice, and the times."""
    sounds = voices.load(voice.name)[1](tuple(said for _, said in lines), voice)
    rate_hz = sounds[0].rate_hz
    pieces, cues, at = [], [], 0
    for number, ((display, said), sound) in enumerate(zip(lines, map(trim, sounds), strict=True)):
        end = at + len(sound.samples)
        cues.append(Cue(f"s{number:03}", "sentence", display, said, at / rate_hz, end / rate_hz, 0))
        pieces += [sound.samples, np.zeros(rate_hz // 2, dtype=np.int16)]
        at = end + rate_hz // 2
    times = Timings("en-GB", rate_hz, at, voice.name, voice.engine, "", "normal", (), tuple(cues))
    return master(np.concatenate(pieces), rate_hz), times
