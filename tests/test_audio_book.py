"""The audio book: the same recording as the MP3, with chapters, words and cover, in a file for book players."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import samples
from recordings import decode

from leaflets import ffmpeg, formats, id3, m4b_reader
from leaflets.findings import LeafletError
from leaflets.formats import Files, audio, audio_book, speech
from leaflets.loudness import Signal, highest_peak, loudness
from leaflets.model import Leaflet
from leaflets.speech.cover import cover
from leaflets.speech.lossless import from_bytes
from leaflets.speech.m4b import to_m4b
from leaflets.speech.master import master
from leaflets.speech.timings import Timings, from_json
from leaflets.verify import sound, words

ROOT = Path(__file__).parents[1]
NAME = "everything"
RATE_HZ = 22050

needs_ffmpeg = pytest.mark.external("audiobook")


@cache
def spoken(name: str = NAME, voice: str = "british") -> Files:
    return speech.FORMAT.write(samples.leaflet(name), formats.edition("speech", voice), {})


@cache
def recorded(name: str = NAME, voice: str = "british") -> Files:
    edition = formats.edition("audio-book", voice)
    return audio_book.FORMAT.write(samples.leaflet(name), edition, {"speech": spoken(name, voice)})


def book(name: str = NAME, voice: str = "british") -> bytes:
    (data,) = recorded(name, voice).values()
    return data


def timings() -> Timings:
    return from_json(spoken()[speech.TIMINGS])


@cache
def said() -> Signal:
    """The samples that went in, full scale is 1."""
    sound, rate_hz = from_bytes(spoken()[speech.SOUND])
    return as_signal(master(sound, rate_hz))


@cache
def heard() -> Signal:
    """The samples that a player plays, full scale is 1."""
    asked = ("-f", "mov", "-i", "pipe:0", "-map", "0:a", "-f", "s16le", "pipe:1")
    return as_signal(np.frombuffer(ffmpeg.run(asked, book(), 120), dtype=np.int16))


def as_signal(sound: np.ndarray[tuple[int, ...], np.dtype[np.int16]]) -> Signal:
    return (sound / np.float32(32768)).astype(np.float32)


def late_by_samples(given: Signal, played: Signal) -> int:
    """By how much what is played comes too late, from the place where both fit best."""
    size = 1 << (len(given) + len(played)).bit_length()
    fit = np.fft.irfft(np.fft.rfft(played, size) * np.conj(np.fft.rfft(given, size)), size)
    place = int(np.argmax(fit))
    return place if place < size // 2 else place - size


def skipped(data: bytes) -> int:
    """How many samples of the sound track a player leaves out at the beginning: the coder's own delay."""
    return int.from_bytes(next(m4b_reader.all_at(data, "moov/trak/edts/elst"))[12:16], "big")


def listed_chapters(data: bytes) -> tuple[tuple[str, float], ...]:
    """Title and start in seconds of each chapter from the list (`chpl`) that most programs read."""
    content = next(m4b_reader.all_at(data, "moov/udta/chpl"))
    found, place = [], 9
    for _ in range(content[8]):
        length = content[place + 8]
        title = content[place + 9 : place + 9 + length].decode("utf-8")
        found.append((title, int.from_bytes(content[place : place + 8], "big") / 10_000_000))
        place += 9 + length
    return tuple(found)


@needs_ffmpeg
def test_the_file_is_named_after_leaflet_format_and_language() -> None:
    assert list(recorded()) == ["everything_audio-book_en-GB.m4b"]


@needs_ffmpeg
def test_the_words_are_those_of_the_leaflet_read_from_the_finished_file() -> None:
    edition = formats.edition("audio-book")
    assert words.check(samples.leaflet(NAME), edition, audio_book.FORMAT, recorded()) is None
    assert m4b_reader.words(book()) == tuple(cue.display for cue in timings().cues)


@needs_ffmpeg
def test_a_player_shows_title_publisher_date_and_language() -> None:
    leaflet = samples.leaflet(NAME)
    shown = {name: m4b_reader.text(book(), name) for name in ("©nam", "©ART", "©day", "©gen", "desc")}
    assert shown == {
        "©nam": leaflet.cover.title.text,
        "©ART": samples.HOUSE.name,
        "©day": leaflet.about.information_date,
        "©gen": "Speech",
        "desc": leaflet.cover.line.text if leaflet.cover.line else "",
    }
    assert m4b_reader.language(book()) == "eng"


@needs_ffmpeg
def test_a_player_shows_the_cover_picture_and_keeps_the_place() -> None:
    own = cover(samples.leaflet(NAME))
    assert own is not None
    assert m4b_reader.tag(book(), "covr") == own.png
    kind = next(m4b_reader.boxes(book()))
    assert (kind.kind, kind.content[:4]) == ("ftyp", b"M4B ")
    assert m4b_reader.tag(book(), "stik") == b"\x02"


@needs_ffmpeg
def test_both_lists_of_chapters_are_the_headings_and_begin_just_before_them() -> None:
    leaflet = samples.leaflet(NAME)
    headings = {cue.display: cue.start_s for cue in timings().cues if cue.kind == "heading"}
    tracked = m4b_reader.chapters(book())
    assert [title for title, _, _ in tracked] == [
        leaflet.cover.title.text,
        *(section.heading.text for section in leaflet.sections),
    ]
    for (_, _, end), (title, start, _) in pairwise(tracked):
        assert start == end
        assert 0.1 < headings[title] - start < 0.5
    assert tracked[-1][2] == pytest.approx(timings().seconds, abs=0.002)
    for (title, start), (same_title, same_start, _) in zip(listed_chapters(book()), tracked, strict=True):
        assert title == same_title
        assert start == pytest.approx(same_start, abs=0.002)


@needs_ffmpeg
def test_a_player_begins_at_the_first_real_sample_and_ends_with_the_last() -> None:
    assert skipped(book()) == 1024  # what FFmpeg's coder puts before the sound
    assert late_by_samples(said(), heard()) == 0
    assert len(heard()) == len(said()) == timings().samples


@needs_ffmpeg
def test_the_shift_would_be_seen() -> None:
    assert late_by_samples(said(), np.pad(heard(), (1024, 0))) == 1024


@needs_ffmpeg
def test_every_cue_is_heard_when_it_says_in_the_finished_file() -> None:
    sound, margin = np.abs(heard()), round(0.06 * RATE_HZ)
    for cue in timings().cues:
        start, end = (round(time * RATE_HZ) for time in (cue.start_s, cue.end_s))
        onsets = np.flatnonzero(sound[start - margin : end + margin] > 0.01 * sound[start:end].max())
        # Sounds are trimmed to 10 ms before and 50 ms after their words.
        assert abs((onsets[0] - margin) / RATE_HZ - 0.01) <= 0.02, cue


@needs_ffmpeg
def test_it_is_as_loud_as_the_mp3_and_never_too_loud() -> None:
    (mp3,) = audio.FORMAT.write(samples.leaflet(NAME), formats.edition("audio"), {"speech": spoken()}).values()
    other, rate_hz = decode(mp3)
    assert loudness(heard(), RATE_HZ) == pytest.approx(loudness(as_signal(other), rate_hz), abs=0.3)
    assert 20 * np.log10(highest_peak(heard())) <= -1.0


@needs_ffmpeg
def test_the_file_is_small_and_plays_while_it_loads() -> None:
    assert len(book()) / timings().seconds * 60 < 500_000
    assert [box.kind for box in m4b_reader.boxes(book())] == ["ftyp", "moov", "mdat"]


@needs_ffmpeg
def test_it_carries_its_own_timings_and_the_manifest_learns_what_spoke() -> None:
    assert m4b_reader.file(book(), "timings.json") == spoken()[speech.TIMINGS]
    measured = audio_book.FORMAT.measure(recorded())
    assert measured == {
        "seconds": pytest.approx(timings().seconds, abs=0.1),
        "voice": "british",
        "engine": "pyttsx3",
        "engine-version": timings().engine_version,
    }


@needs_ffmpeg
def test_signs_that_mean_something_to_ffmpeg_are_kept_as_they_are() -> None:
    leaflet = samples.leaflet("smallest")
    title = replace(leaflet.cover.title, runs=(replace(leaflet.cover.title.runs[0], text="A=B; #1 \\ [CHAPTER] é“”"),))
    odd = replace(leaflet, cover=replace(leaflet.cover, title=title, picture=None))
    edition = formats.edition("audio-book", "silent")
    made = {"speech": speech.FORMAT.write(odd, formats.edition("speech", "silent"), {})}
    (data,) = audio_book.FORMAT.write(odd, edition, made).values()
    assert m4b_reader.text(data, "©nam") == title.text
    assert m4b_reader.chapters(data)[0][0] == listed_chapters(data)[0][0] == title.text
    assert m4b_reader.tag(data, "covr") == b""


@needs_ffmpeg
def test_the_same_leaflet_makes_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib, sys; sys.path[:0] = ['tests', '.']; import test_audio_book\n"
        "print(hashlib.sha256(test_audio_book.book('smallest', 'silent')).hexdigest())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(book("smallest", "silent")).hexdigest()


@needs_ffmpeg
def test_nothing_of_ffmpeg_is_loaded_into_our_process() -> None:
    loaded = [name for name in sys.modules if name.startswith(("imageio", "av."))]
    assert book("smallest", "silent")
    assert [name for name in sys.modules if name.startswith(("imageio", "av."))] == loaded


def test_a_program_that_hangs_is_stopped() -> None:
    hanging = (sys.executable, "-c", "import time; time.sleep(60)")
    with pytest.raises(LeafletError, match="was not ready after 1 seconds and was stopped"):
        ffmpeg.run((), b"", 1, hanging)


def test_a_program_that_fails_tells_why() -> None:
    failing = (sys.executable, "-c", "import sys; sys.exit('Invalid data found')")
    with pytest.raises(LeafletError, match="This is what it said: Invalid data found"):
        ffmpeg.run((), b"", 20, failing)


def test_a_program_that_does_not_start_is_told() -> None:
    with pytest.raises(LeafletError, match="FFmpeg cannot be started"):
        ffmpeg.run((), b"", 20, ("/nowhere/ffmpeg",))


def test_without_ffmpeg_it_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ffmpeg, "find_spec", lambda name: None)
    leaflet: Leaflet = samples.leaflet("smallest")
    assert audio_book.FORMAT.available() == ffmpeg.MISSING
    edition, made = formats.edition("audio-book", "silent"), {"speech": spoken("smallest", "silent")}
    with pytest.raises(LeafletError, match=r"type: python3 make_leaflets\.py make --format audio-book"):
        audio_book.FORMAT.write(leaflet, edition, made)


def test_the_mp3_is_no_audio_book() -> None:
    (mp3,) = audio.FORMAT.write(
        samples.leaflet("smallest"), formats.edition("audio", "silent"), {"speech": spoken("smallest", "silent")}
    ).values()
    assert id3.words(id3.frames(mp3))
    with pytest.raises(ValueError, match="a box of"):
        m4b_reader.words(mp3)


@needs_ffmpeg
def test_a_silent_or_broken_book_is_never_given_out() -> None:
    quiet, times = np.zeros(timings().samples, dtype=np.int16), spoken()[speech.TIMINGS]
    tags = audio.tags_of(samples.leaflet(NAME), timings(), times)
    assert sound.gate(book(), "audio-book") == ()
    found = {finding.code for finding in sound.gate(to_m4b(quiet, timings().rate_hz, tags, "About"), "audio-book")}
    assert {"AU-102", "AU-120"} <= found
    assert {finding.code for finding in sound.gate(b"words", "audio-book")} == {"AU-100"}
