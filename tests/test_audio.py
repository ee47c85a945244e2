"""The finished recording: what it says, when, how loud, and what a player shows."""

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
from conftest import Golden
from recordings import decode

from leaflets import formats, id3, languages, prepared, voices
from leaflets.findings import LeafletError
from leaflets.formats import Edition, Files, Pace, audio, speech
from leaflets.loudness import Signal, highest_peak, loudness
from leaflets.model import Leaflet
from leaflets.speech.kept import keeping
from leaflets.speech.master import CEILING_DBTP, TARGET_LUFS
from leaflets.speech.mp3 import FRAME
from leaflets.speech.script import length_phrase, told_halves
from leaflets.speech.timings import Timings, from_json, to_json
from leaflets.spoken import is_phone_number
from leaflets.verify import words
from leaflets.voices import Sound, Voice

ROOT = Path(__file__).parents[1]
ENGLISH = languages.load("en-GB")
NAME = "everything"
RATE_HZ = 22050


@cache
def spoken(name: str = NAME, voice: str = "british", pace: Pace = "normal", pictures: bool = False) -> Files:
    edition = Edition("speech", voice=voice, pace=pace, spoken_pictures=pictures)
    return speech.FORMAT.write(samples.leaflet(name), edition, {})


@cache
def recorded(name: str = NAME, voice: str = "british") -> Files:
    return audio.FORMAT.write(samples.leaflet(name), Edition("audio", voice=voice), {"speech": spoken(name, voice)})


def mp3(name: str = NAME) -> bytes:
    (data,) = recorded(name).values()
    return data


def timings(name: str = NAME, voice: str = "british", pace: Pace = "normal", pictures: bool = False) -> Timings:
    return from_json(spoken(name, voice, pace, pictures)[speech.TIMINGS])


@cache
def heard() -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """The samples that a player plays, full scale is 1."""
    sound, rate_hz = decode(mp3())
    assert rate_hz == RATE_HZ
    return (sound / np.float32(32768)).astype(np.float32)


def displays(made: Timings) -> list[str]:
    return [cue.display for cue in made.cues]


def test_the_file_is_named_after_leaflet_format_and_language() -> None:
    assert list(recorded()) == ["everything_audio_en-GB.mp3"]


def test_the_recording_begins_with_what_it_is() -> None:
    leaflet = samples.leaflet(NAME)
    said = displays(timings())
    assert said[:6] == [
        "This is an audio leaflet.",
        "Draft. Not checked.",
        "This recording comes from",
        leaflet.cover.publisher.text if leaflet.cover.publisher else "",
        "This recording is called",
        leaflet.cover.title.text,
    ]
    assert f"This recording has {len(leaflet.sections)} parts." in said
    assert said[-2:] == [f"This is the end of {leaflet.cover.title.text}", "A computer voice read this leaflet."]


def test_an_approved_leaflet_is_no_draft_in_the_recording_either() -> None:
    leaflet = samples.leaflet("smallest")
    approved = replace(leaflet, about=replace(leaflet.about, sign_off="approved"))
    edition = Edition("speech", voice="silent")
    assert "Draft. Not checked." not in displays(from_json(speech.FORMAT.write(approved, edition, {})[speech.TIMINGS]))
    assert "Draft. Not checked." not in speech.FORMAT.furniture(approved, edition)


@pytest.mark.parametrize(
    ("seconds", "phrase"),
    [
        (20, "This recording lasts about half a minute."),
        (55, "This recording lasts about 1 minute."),
        (92, "This recording lasts about 1 and a half minutes."),
        (118, "This recording lasts about 2 minutes."),
        (400, "This recording lasts about 6 and a half minutes."),
    ],
)
def test_the_length_is_told_in_half_minutes(seconds: float, phrase: str) -> None:
    assert length_phrase(ENGLISH, told_halves(seconds)) == phrase


def test_the_length_that_is_told_is_true() -> None:
    made = timings()
    assert length_phrase(ENGLISH, told_halves(made.seconds)) in displays(made)
    assert len(heard()) == made.samples


def test_the_words_are_those_of_the_leaflet_read_from_the_finished_file() -> None:
    assert words.check(samples.leaflet(NAME), Edition("audio"), audio.FORMAT, recorded()) is None


def test_a_lost_sentence_would_be_seen() -> None:
    made = timings("smallest", "silent")
    short = replace(made, cues=tuple(cue for cue in made.cues if cue.id != "s004"))
    files = {**spoken("smallest", "silent"), speech.TIMINGS: to_json(short)}
    edition = Edition("audio", voice="silent")
    leaflet = samples.leaflet("smallest")
    difference = words.check(leaflet, edition, audio.FORMAT, audio.FORMAT.write(leaflet, edition, {"speech": files}))
    assert str(difference).startswith("Lost after")


def test_cues_follow_each_other_and_cover_every_sentence() -> None:
    made = timings()
    assert [cue.id for cue in made.cues if cue.id] == [sentence.id for sentence in samples.leaflet(NAME).sentences()]
    times = [time for cue in made.cues for time in (cue.start_s, cue.end_s)]
    assert times == sorted(times)
    assert times[-1] < made.seconds


def test_every_cue_is_heard_when_it_says_in_the_finished_file() -> None:
    sound = np.abs(heard())
    for cue in timings().cues:
        start, end = (round(time * RATE_HZ) for time in (cue.start_s, cue.end_s))
        before, after = round(0.06 * RATE_HZ), round(0.06 * RATE_HZ)
        level = 0.01 * sound[start:end].max()
        onsets = np.flatnonzero(sound[start - before : end + after] > level)
        # Sounds are trimmed to 10 ms before and 50 ms after their words.
        assert abs((onsets[0] - before) / RATE_HZ - 0.01) <= 0.02, cue
        assert abs((onsets[-1] + 1 - before - (end - start)) / RATE_HZ + 0.05) <= 0.04, cue


def test_between_cues_there_is_silence() -> None:
    sound = np.abs(heard())
    cues = timings().cues
    for first, second in pairwise(cues):
        start, end = round((first.end_s + 0.03) * RATE_HZ), round((second.start_s - 0.03) * RATE_HZ)
        assert sound[start:end].max(initial=0) < 0.003, (first, second)


def as_written(pause_s: float, written_s: float) -> bool:
    """Whether a pause is as it was written, within half a frame of an MP3."""
    return abs(pause_s - written_s) < FRAME / RATE_HZ / 2 + 0.001


def test_pauses_tell_the_structure() -> None:
    cues = timings().cues
    pauses = {
        (first.kind, second.kind, first.chapter != second.chapter): second.start_s - first.end_s
        for first, second in pairwise(cues)
    }
    assert as_written(cues[0].start_s, 1)
    assert as_written(timings().seconds - cues[-1].end_s, 2)
    assert as_written(pauses["heading", "sentence", False], 1)
    assert as_written(pauses["sentence", "heading", True], 2)
    assert as_written(pauses["lead-in", "cover", False], 0.15)
    assert all(as_written(pauses[key], 1) or as_written(pauses[key], 1.5) for key in pauses if key[1] == "box-heading")


def test_every_line_begins_on_a_whole_frame_so_that_an_edit_moves_what_follows_by_frames() -> None:
    assert {round(cue.start_s * RATE_HZ) % FRAME for cue in timings().cues} == {0}


def test_a_number_to_call_is_said_twice() -> None:
    made = timings()
    number = next(cue for cue in made.cues if cue.display == "020 7946 0123")
    email = next(cue for cue in made.cues if "@" in cue.display)
    assert number.said == "zero two zero, seven nine four six, zero one two three"
    assert number.end_s - number.start_s > 7
    assert email.end_s - email.start_s < 4


@pytest.mark.parametrize(("pace", "slowest", "fastest"), [("normal", 130, 155), ("slow", 110, 125)])
def test_the_pace_is_calm(pace: Pace, slowest: int, fastest: int) -> None:
    made = timings(pace=pace)
    twice = (cue.said for cue in made.cues if cue.kind == "contact" and is_phone_number(cue.said, ENGLISH))
    spoken_words = " ".join((*(cue.said for cue in made.cues), *twice)).split()
    # To a whole word: two of the words are Welsh, and said by another voice.
    assert slowest <= round(len(spoken_words) / made.seconds * 60) <= fastest


def test_the_slower_recording_says_the_same_and_tells_its_own_length() -> None:
    usual, slow = timings(), timings(pace="slow")
    assert slow.seconds > 1.1 * usual.seconds
    near = {length_phrase(ENGLISH, told_halves(slow.seconds + off_s)) for off_s in (-1, 1)}
    (told,) = [said for said in displays(slow) if "lasts about" in said]
    assert told in near
    same, other = ([said for said in displays(made) if "lasts about" not in said] for made in (usual, slow))
    assert same == other
    edition = formats.edition("audio-slow", "silent")
    files = audio.FORMAT.write(samples.leaflet(NAME), edition, {"speech": spoken(NAME, "silent", "slow")})
    assert list(files) == ["everything_audio-slow_en-GB.mp3"]


def test_a_listener_is_told_of_a_notice_before_the_first_part() -> None:
    words = "Some things are different now. Part 1 tells you more."
    said = displays(timings(voice="silent"))
    assert said.index(words) < said.index(samples.leaflet(NAME).sections[0].heading.text)
    assert words not in displays(timings("smallest", "silent"))


def test_pictures_are_said_only_when_the_house_wants_it() -> None:
    leaflet = samples.leaflet(NAME)
    shown = {point.picture.alt for section in leaflet.sections for point in section.points() if point.picture}
    usual, told = (timings(voice="silent", pictures=wish) for wish in (False, True))
    assert not [cue for cue in usual.cues if cue.kind == "picture"]
    assert shown <= {cue.display.removeprefix("Picture: ") for cue in told.cues if cue.kind == "picture"}
    edition = Edition("audio", voice="silent", spoken_pictures=True)
    files = audio.FORMAT.write(leaflet, edition, {"speech": spoken(NAME, "silent", "normal", True)})
    assert words.check(leaflet, edition, audio.FORMAT, files) is None
    assert words.check(leaflet, Edition("audio"), audio.FORMAT, files) is not None


def test_words_have_times_where_the_voice_knows_them() -> None:
    assert not any(cue.words for cue in timings().cues)
    for cue in timings(voice="british-words").cues:
        told = [word.display for word in cue.words]
        once = cue.display.split()
        assert " ".join(told) in (" ".join(once), " ".join(once * 2)), cue
        times = [time for word in cue.words for time in (word.start_s, word.end_s)]
        assert times == sorted(times)
        assert times[0] >= cue.start_s - 0.001
        assert times[-1] == pytest.approx(cue.end_s, abs=0.002)


def test_a_word_is_heard_when_it_says() -> None:
    # "Hello, … there": a pause mark makes a silence, so the second word's beginning can be measured.
    voice, speak = voices.load("british-words")
    (sound,) = speak(("Hello, there.",), voice)
    level = np.abs(sound.samples.astype(int))
    quiet = np.flatnonzero(level < 200)
    gaps = np.split(quiet, np.flatnonzero(np.diff(quiet) > 1) + 1)
    gap = max((part for part in gaps if part[0] > 2000 and part[-1] < len(level) - 12000), key=len)
    assert sound.words[1].start_s == pytest.approx(gap[-1] / sound.rate_hz, abs=0.08)


def test_an_edit_speaks_only_what_is_new(tmp_path: Path) -> None:
    asked: list[str] = []

    def counted(sentences: tuple[str, ...], voice: Voice) -> tuple[Sound, ...]:
        asked.extend(sentences)
        return speak(sentences, voice)

    voice, speak = voices.load("british")
    shelf = prepared.Shelf(tmp_path, "made by this code")
    first = keeping(counted, lambda: shelf)(("We lend books.", "It is free.", "It is free."), voice)
    assert asked == ["We lend books.", "It is free."]
    second = keeping(counted, lambda: shelf)(("We lend films.", "It is free."), voice)
    assert asked == ["We lend books.", "It is free.", "We lend films."]
    assert second[1].samples.tobytes() == first[1].samples.tobytes() == first[2].samples.tobytes()
    keeping(counted, lambda: shelf)(("It is free.",), voice.at("slow"))
    assert asked[3:] == ["It is free."]


def test_a_damaged_sound_is_spoken_again(tmp_path: Path) -> None:
    voice, speak = voices.load("british-words")
    shelf = prepared.Shelf(tmp_path, "made by this code")
    first = keeping(speak, lambda: shelf)(("It is free.",), voice)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-100] + bytes(100))
    again = keeping(speak, lambda: shelf)(("It is free.",), voice)
    assert again[0].samples.tobytes() == first[0].samples.tobytes()
    assert again[0].words == first[0].words != ()


def test_the_manifest_learns_what_spoke() -> None:
    measured = audio.FORMAT.measure(recorded())
    assert measured["voice"] == "british"
    assert measured["engine"] == "pyttsx3"
    assert measured["engine-version"] == "pyttsx3 2.99, espeakng-loader 0.2.4, espeak-ng 1.52.0"


def test_a_recording_carries_its_own_timings() -> None:
    (enclosed,) = id3.enclosed(id3.frames(mp3()))
    assert (enclosed.name, enclosed.content) == ("timings.json", spoken()[speech.TIMINGS])


def true_peak_db(signal: Signal) -> float:
    """The highest true peak in dBTP; minus infinity for silence."""
    highest = highest_peak(signal)
    return 20 * float(np.log10(highest)) if highest else float("-inf")


def test_the_recording_is_as_loud_as_speech_should_be_and_never_too_loud() -> None:
    assert loudness(heard(), RATE_HZ) == pytest.approx(TARGET_LUFS, abs=0.5)
    assert true_peak_db(heard()) <= CEILING_DBTP + 0.1


def test_a_player_shows_title_publisher_year_and_language() -> None:
    leaflet = samples.leaflet(NAME)
    texts = id3.texts(id3.frames(mp3()))
    assert texts["TIT2"] == leaflet.cover.title.text
    assert texts["TPE1"] == samples.HOUSE.name
    assert texts["TYER"] == leaflet.about.information_date[:4]
    assert texts["TLAN"] == "eng"


def test_chapters_are_the_headings_and_begin_just_before_them() -> None:
    leaflet = samples.leaflet(NAME)
    made = timings()
    chapters = [(one.title, one.start_s, one.end_s) for one in id3.chapters(id3.frames(mp3()))]
    headings = {cue.display: cue.start_s for cue in made.cues if cue.kind == "heading"}
    assert [title for title, _, _ in chapters] == [
        leaflet.cover.title.text,
        *(section.heading.text for section in leaflet.sections),
    ]
    assert chapters[0][1] == 0
    assert chapters[-1][2] == pytest.approx(made.seconds, abs=0.001)
    for (_, _, end), (title, start, _) in pairwise(chapters):
        assert start == end
        assert 0.1 < headings[title] - start < 0.5


def test_the_same_leaflet_makes_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib, sys; sys.path[:0] = ['tests', '.']; import samples\n"
        "from leaflets.formats import Edition, audio, speech\n"
        f"leaflet = samples.leaflet('{NAME}')\n"
        "made = speech.FORMAT.write(leaflet, Edition('speech'), {})\n"
        "files = {**made, **audio.FORMAT.write(leaflet, Edition('audio'), {'speech': made})}\n"
        "print({name: hashlib.sha256(data).hexdigest() for name, data in files.items()})\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    here = {name: hashlib.sha256(data).hexdigest() for name, data in {**spoken(), **recorded()}.items()}
    assert done.stdout.strip() == str(here)


def test_the_manifest_learns_the_length() -> None:
    measured = audio.FORMAT.measure(recorded())
    assert measured["seconds"] == pytest.approx(len(heard()) / RATE_HZ, abs=0.1)


def test_a_voice_of_another_language_is_refused() -> None:
    french: Leaflet = replace(samples.leaflet("smallest"), lang="fr")
    with pytest.raises(LeafletError, match="The voice “british” does not speak “fr”"):
        speech.FORMAT.write(french, Edition("speech"), {})


@pytest.mark.parametrize("name", samples.names())
def test_the_cue_sheet_is_as_expected(name: str, golden: Golden) -> None:
    made = timings(name, "silent")
    chapters = [f"{chapter.start_s:8.2f} {chapter.title}" for chapter in made.chapters]
    cues = [f"{cue.start_s:8.2f} {cue.kind:11} {cue.id:4} {cue.display} | {cue.said}" for cue in made.cues]
    golden(f"audio/{name}.txt", "\n".join(["Chapters", *chapters, "", "Cues", *cues]))
