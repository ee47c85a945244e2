"""The tracks of an audio CD: how they sound, how they are stored, and what stands beside them."""

import gc
import io
import re
import tracemalloc
import wave
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import samples
from conftest import Golden
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets import formats, id3, wave_reader
from leaflets.findings import LeafletError
from leaflets.formats import Files, speech
from leaflets.loudness import highest_peak
from leaflets.speech import disc
from leaflets.speech.resample import resample
from leaflets.speech.timings import from_json
from leaflets.speech.wave import to_wave
from leaflets.verify import cd, recording
from leaflets.voices import Samples

NAME = "everything"
MADE = formats.load("cd")
SECTOR = 588


@cache
def folder(name: str = NAME, voice: str = "silent") -> Files:
    edition = formats.edition("speech", voice)
    spoken = speech.FORMAT.write(samples.leaflet(name), edition, {})
    return MADE.write(samples.leaflet(name), formats.edition("cd", voice), {"speech": spoken})


def tracks(name: str = NAME, voice: str = "silent") -> dict[str, bytes]:
    return {file: content for file, content in folder(name, voice).items() if file.endswith(".wav")}


def test_there_is_a_track_for_each_part_and_programs_keep_their_order() -> None:
    assert list(folder()) == sorted(folder(), key=lambda name: (name.endswith(".wav"), name))
    assert list(tracks()) == [
        "cd_en-GB/01_our-new-library-card.wav",
        "cd_en-GB/02_about-this-leaflet.wav",
        "cd_en-GB/03_what-is-the-card.wav",
        "cd_en-GB/04_what-did-people-say.wav",
        "cd_en-GB/05_find-out-more.wav",
    ]


@pytest.mark.parametrize("name", samples.names())
def test_the_list_of_tracks_is_as_expected(name: str, golden: Golden) -> None:
    golden(f"cd/{name}_tracks.txt", folder(name)["cd_en-GB/tracks.txt"].decode("utf-8"))


def test_the_list_says_that_the_leaflet_is_a_draft() -> None:
    assert folder()["cd_en-GB/tracks.txt"].startswith(b"Draft. Not checked.\n")


@pytest.mark.parametrize("voice", ["british", "silent"])
def test_tracks_are_stored_as_a_cd_wants_them(voice: str) -> None:
    for content in tracks(voice=voice).values():
        with wave.open(io.BytesIO(content)) as track:
            assert track.getparams()[:3] == (2, 2, 44100)
            assert track.getnframes() % SECTOR == 0
            assert track.getnframes() >= 4 * 44100
        assert wave_reader.seconds(content) == track.getnframes() / 44100
        assert content[36:40] == b"data", "old programs look for the sound nowhere else"


def test_the_tracks_together_last_as_long_as_the_recording() -> None:
    spoken = speech.FORMAT.write(samples.leaflet(NAME), formats.edition("speech", "british"), {})
    seconds = MADE.measure(folder(voice="british"))["seconds"]
    assert 0 <= float(seconds) - from_json(spoken[speech.TIMINGS]).seconds <= len(tracks()) * SECTOR / 44100 + 0.05


def test_peaks_stay_below_the_ceiling_after_the_change_of_rate() -> None:
    for content in tracks(voice="british").values():
        assert 20 * np.log10(highest_peak(recording.read(content).samples)) <= -1.0


def test_a_track_tells_its_number_its_title_and_its_words() -> None:
    content = tracks()["cd_en-GB/02_about-this-leaflet.wav"]
    frames = id3.frames(wave_reader.tag(content))
    told = id3.texts(frames)
    assert (told["TRCK"], told["TIT2"], told["TALB"]) == ("2/5", "About this leaflet", "Our new library card")
    section = samples.leaflet(NAME).sections[0]
    assert id3.words(frames) == tuple(sentence.text for sentence in section.sentences())
    (chapter,) = recording.read(content).chapters
    assert chapter.start_s == 0
    assert chapter.end_s == pytest.approx(wave_reader.seconds(content), abs=0.001)


def test_a_heading_without_letters_of_english_still_gives_a_name() -> None:
    leaflet = samples.leaflet("smallest")
    first, *others = leaflet.sections
    heading = replace(first.heading, runs=(replace(first.heading.runs[0], text="Що таке картка?"),))
    other = replace(leaflet, sections=(replace(first, heading=heading), *others))
    spoken = speech.FORMAT.write(other, formats.edition("speech", "silent"), {})
    made = MADE.write(other, formats.edition("cd", "silent"), {"speech": spoken})
    assert "cd_en-GB/02.wav" in made


def test_a_recording_that_is_too_long_for_a_cd_is_refused_with_a_way_out() -> None:
    with pytest.raises(LeafletError, match="Make two leaflets of it"):
        disc.refuse_too_much(9, 75 * 60)
    with pytest.raises(LeafletError, match="Join some topics"):
        disc.refuse_too_much(100, 60)


def test_a_short_part_gets_silence_up_to_four_seconds() -> None:
    short = np.ones(44100, np.int16)
    assert len(disc.track(short)) == 4 * 44100
    assert not disc.track(short)[44100:].any()
    assert len(disc.track(np.ones(5 * 44100 + 1, np.int16))) == 5 * 44100 + SECTOR


def tone(hz: float, rate_hz: int, seconds: float = 1.0, level: float = 0.5) -> Samples:
    at = np.arange(round(seconds * rate_hz)) / rate_hz
    return np.asarray(np.rint(np.sin(2 * np.pi * hz * at) * level * 32767), dtype=np.int16)


def spectrum_db(samples: Samples) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Level at each whole Hz below full scale; of one second from the middle."""
    middle = len(samples) // 2 - 22050
    window = np.blackman(44100)
    levels = np.abs(np.fft.rfft(samples[middle : middle + 44100] / 32768 * window)) / window.sum() * 2
    return np.asarray(20 * np.log10(np.maximum(levels, 1e-12)))


@pytest.mark.parametrize("rate_hz", [22050, 24000])
@pytest.mark.parametrize("hz", [100, 1000, 4000, 9000])
def test_a_tone_stays_what_it_was_and_nothing_is_added(rate_hz: int, hz: int) -> None:
    levels = spectrum_db(resample(tone(hz, rate_hz, 3.0), rate_hz, 44100))
    assert int(levels.argmax()) == hz
    assert levels[hz] == pytest.approx(20 * np.log10(0.5), abs=0.02)
    others = np.delete(levels, np.arange(hz - 4, hz + 5))
    assert others.max() < -86, "80 dB below the tone: the images are not heard"


@pytest.mark.parametrize("rate_hz", [22050, 24000, 44100])
def test_no_sample_moves_in_time(rate_hz: int) -> None:
    clicks = np.zeros(rate_hz * 2, np.int16)
    clicks[[rate_hz // 2, rate_hz]] = 20_000
    made = np.abs(resample(clicks, rate_hz, 44100))
    assert int(made[: 44100 * 3 // 4].argmax()) == 22050
    assert int(made[44100 * 3 // 4 :].argmax()) == 44100 - 44100 * 3 // 4


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3000), st.sampled_from([8000, 16000, 22050, 24000, 32000, 44100]))
def test_the_length_is_right_at_any_rate(length: int, rate_hz: int) -> None:
    assert len(resample(np.zeros(length, np.int16), rate_hz, 44100)) == -(-length * 44100 // rate_hz)


def test_a_constant_stays_constant() -> None:
    made = resample(np.full(24000, 12345, np.int16), 24000, 44100)
    assert set(made[200:-200].tolist()) == {12345}


def test_a_lower_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="down to"):
        resample(np.zeros(10, np.int16), 48000, 44100)


def test_a_wav_from_anywhere_is_not_asked(tmp_path: Path) -> None:
    path = tmp_path / "music.wav"
    content = next(iter(tracks().values()))
    path.write_bytes(re.sub(rb"id3 ", b"junk", content))
    assert "Only recordings of ours do" in (cd.unasked(path) or "")
    assert cd.check((path,)) == ()


def test_a_wav_file_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    content = next(iter(tracks().values()))
    assert len(wave_reader.chunks(content[:1000])["data"]) == 1000 - 44
    assert wave_reader.form(content[:30]) is None
    assert wave_reader.chunks(b"no sound") == {}


def test_the_same_recording_gives_the_same_bytes() -> None:
    spoken = speech.FORMAT.write(samples.leaflet(NAME), formats.edition("speech", "silent"), {})
    again = MADE.write(samples.leaflet(NAME), formats.edition("cd", "silent"), {"speech": spoken})
    assert again == folder()


def most_memory(act: Callable[[], object]) -> int:
    """The bytes that it holds at most at one time, above those that were held before."""
    gc.collect()
    tracemalloc.start()
    try:
        kept = act()
        return tracemalloc.get_traced_memory()[1] if kept is not None else 0
    finally:
        tracemalloc.stop()


def test_a_track_is_written_played_and_read_without_holding_it_twice() -> None:
    samples_ = np.arange(2_000_000).astype(np.int16)
    size = len(to_wave(samples_, b"tag"))
    assert most_memory(lambda: to_wave(samples_, b"tag")) < 1.3 * size
    content = to_wave(samples_, b"tag")
    assert most_memory(lambda: recording.played(content)) < 1.3 * size
    assert most_memory(lambda: (wave_reader.tag(content), wave_reader.seconds(content))) < 0.1 * size


def test_a_track_has_the_same_sound_on_both_sides_however_long_it_is() -> None:
    for count in (0, 1, 65_535, 65_536, 65_537, 200_000):
        samples_ = (np.arange(count) % 30_000).astype(np.int16)
        content = to_wave(samples_, b"odd")
        with wave.open(io.BytesIO(content)) as track:
            sound = np.frombuffer(track.readframes(count), "<i2").reshape(-1, 2)
        assert np.array_equal(sound, np.stack((samples_, samples_), axis=1))
        assert wave_reader.tag(content) == b"odd"
        assert len(content) == int.from_bytes(content[4:8], "little") + 8
        assert np.array_equal(recording.played(content)[0], samples_ / np.float32(32768))
