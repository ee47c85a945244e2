"""A finished recording is read as a player reads it: sound, tags, chapters, and the words with their times."""

import json
from dataclasses import asdict

import numpy as np
import pytest
import recordings
from recordings import LATIN, UTF_8, UTF_16, UTF_16_BE

from leaflets import id3
from leaflets.speech import tag
from leaflets.speech import timings as times
from leaflets.verify import recording
from leaflets.verify.recording import RecordingError

RATE_HZ = 22050
TONE = (8000 * np.sin(np.arange(RATE_HZ * 2) / 10)).astype(np.int16)
TIMINGS = times.Timings(
    lang="en-GB",
    rate_hz=RATE_HZ,
    samples=len(TONE),
    voice="british",
    engine="pyttsx3",
    engine_version="pyttsx3 2.99",
    pace="normal",
    chapters=(times.Chapter("Our café", 0.0, 2.0),),
    cues=(
        times.Cue("", "furniture", "Hello.", "hello", 0.1, 0.5, 0),
        times.Cue("s001", "sentence", "It costs £2.", "It costs two pounds.", 0.7, 1.9, 1),
    ),
)


def test_sound_words_and_voice_are_read() -> None:
    read = recording.read(recordings.mp3(TONE, TIMINGS))
    assert read.rate_hz == RATE_HZ
    assert read.seconds == pytest.approx(2, abs=0.001)
    assert np.abs(read.samples).max() == pytest.approx(8000 / 32768, rel=0.1)
    assert (read.voice, read.language, read.tags["TLAN"]) == ("british", "en", "eng")
    assert [{**asdict(cue), "words": ()} for cue in read.cues] == [asdict(cue) for cue in TIMINGS.cues]
    assert len(read.between(0.7, 1.9)) == round(1.2 * RATE_HZ)
    assert len(read.between(-1, 9)) == len(read.samples)


def test_keys_that_nobody_here_knows_are_passed_over() -> None:
    content = json.loads(times.to_json(TIMINGS))
    content["weather"] = "fine"
    content["cues"][0]["words"] = [{"text": "Hello.", "start_s": 0.1}]
    frames = recordings.enclosed("timings.json", "application/json", json.dumps(content).encode())
    read = recording.read(recordings.tag(frames) + recordings.to_mp3(TONE, RATE_HZ))
    assert read.engine == "pyttsx3"
    assert len(read.cues) == 2


@pytest.mark.parametrize("coding", [LATIN, UTF_16, UTF_16_BE, UTF_8])
@pytest.mark.parametrize("version", [3, 4])
def test_texts_and_files_of_every_kind_of_tag_are_read(coding: int, version: int) -> None:
    content = bytes(range(256)) * 2
    frames = recordings.text("TIT2", "Our café", coding, version)
    frames += recordings.enclosed("a.bin", "x/y", content, coding, version)
    found = id3.frames(recordings.tag(frames, version) + b"\xff\xfb sound")
    assert id3.texts(found) == {"TIT2": "Our café"}
    assert id3.enclosed(found) == (id3.Enclosed("a.bin", "x/y", content),)


def test_a_tag_that_hides_false_starts_of_sound_is_read() -> None:
    frames = recordings.text("TIT2", "Hello", UTF_16)
    hidden = frames.replace(b"\xff", b"\xff\x00")
    assert id3.texts(id3.frames(recordings.tag(hidden, flags=0x80))) == {"TIT2": "Hello"}


def test_a_tag_with_a_longer_head_is_read() -> None:
    frames = (6).to_bytes(4, "big") + bytes(6) + recordings.text("TIT2", "Hello")
    assert id3.texts(id3.frames(recordings.tag(frames, flags=0x40))) == {"TIT2": "Hello"}


def test_chapters_are_those_that_were_written() -> None:
    chapters = (times.Chapter("One", 0.0, 1.5), times.Chapter("Two “too”", 1.5, 2.0))
    data = tag.tagged(b"", tag.Tags("A", "B", "C", "2026-03", "eng", "Speech", chapters, ("words",), b"{}", "a voice"))
    found = id3.frames(data)
    written = [(one.title, one.start_s, one.end_s) for one in chapters]
    assert [(one.title, one.start_s, one.end_s) for one in id3.chapters(found)] == written
    without_contents = tuple((name, body) for name, body in found if name != "CTOC")
    assert id3.chapters(without_contents) == id3.chapters(found)


@pytest.mark.parametrize("data", [b"", b"ID3", b"ID3\x02\x00\x00\x00\x00\x00\x00", b"RIFF....WAVE", b"words"])
def test_a_file_without_our_tag_has_no_frames(data: bytes) -> None:
    assert id3.frames(data) == ()
    assert not recording.has_timings(data)
    with pytest.raises(RecordingError, match="does not say which words"):
        recording.read(data)


@pytest.mark.parametrize("cut", range(0, 60, 7))
def test_a_tag_that_breaks_off_is_no_error(cut: int) -> None:
    frames = recordings.text("TIT2", "Hello") + recordings.enclosed("a", "b", b"c", UTF_16)
    data = recordings.tag(frames)[: 10 + cut]
    id3.texts(id3.frames(data))
    id3.enclosed(id3.frames(data))
    id3.chapters(id3.frames(data))


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"cues": 1}', b'{"cues": [{}]}', b'{"cues": ["a"]}', b"\xff"])
def test_damaged_times_are_told(content: bytes) -> None:
    frames = recordings.enclosed("timings.json", "application/json", content)
    with pytest.raises(RecordingError, match="times of its words cannot be read"):
        recording.read(recordings.tag(frames) + recordings.to_mp3(TONE, RATE_HZ))


def test_words_without_sound_are_told() -> None:
    frames = recordings.enclosed("timings.json", "application/json", times.to_json(TIMINGS))
    assert recording.has_timings(recordings.tag(frames))
    with pytest.raises(RecordingError, match="cannot be played"):
        recording.read(recordings.tag(frames) + b"no sound")
