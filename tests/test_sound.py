"""The checker of finished recordings: a good one passes, and each planted fault is found."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import recordings
import samples

from leaflets import languages
from leaflets.formats import Edition, Pace, audio, speech
from leaflets.speech.script import length_phrase, told_halves
from leaflets.speech.timings import Timings
from leaflets.verify import recording, sound
from leaflets.voices import Samples

NAME = "everything"
Planted = tuple[Samples, Timings]


@cache
def finished(pace: Pace = "normal") -> bytes:
    made = speech.FORMAT.write(samples.leaflet(NAME), Edition("speech", pace=pace), {})
    (data,) = audio.FORMAT.write(samples.leaflet(NAME), Edition("audio", pace=pace), {"speech": made}).values()
    return data


def codes(sounds: Samples, timings: Timings) -> set[str]:
    """What is wrong with a recording of that sound and those times, besides its tags.

    The sound is put in afterwards: coding it anew for every fault would take most of the time.
    """
    played = recording.read(recordings.mp3(sounds[:22050], timings))
    played = replace(played, samples=(sounds / np.float32(32768)).astype(np.float32))
    return {code for code, _ in sound.faults(played)} - {"AU-111", "AU-114"}


@pytest.mark.parametrize("pace", ["normal", "slow"])
def test_a_good_recording_has_no_finding(pace: Pace) -> None:
    assert sound.gate(finished(pace), "audio") == ()


def test_a_file_that_is_no_recording_of_ours_is_not_asked(tmp_path: Path) -> None:
    path = tmp_path / "music.mp3"
    path.write_bytes(recordings.to_mp3(recordings.spoken("smallest")[0], 22050))
    assert "Only recordings of ours do" in (sound.unasked(path) or "")
    assert sound.check((path,)) == ()
    (finding,) = sound.gate(path.read_bytes(), "audio")
    assert finding.code == "AU-100"


def cue_at(timings: Timings, display: str) -> tuple[int, int]:
    """The samples of the cue that shows these words."""
    cue = next(cue for cue in timings.cues if cue.display == display)
    return round(cue.start_s * timings.rate_hz), round(cue.end_s * timings.rate_hz)


ROW = "We tell you what the hard words mean."
OTHER = "It is free."


def a_dropped_sentence(sounds: Samples, timings: Timings) -> Planted:
    start, end = cue_at(timings, ROW)
    return np.concatenate((sounds[:start], np.zeros(end - start, np.int16), sounds[end:])), timings


def half_a_sentence(sounds: Samples, timings: Timings) -> Planted:
    start, end = cue_at(timings, ROW)
    middle = start + (end - start) // 3
    return np.concatenate((sounds[:middle], np.zeros(end - middle, np.int16), sounds[end:])), timings


def two_swapped_sentences(sounds: Samples, timings: Timings) -> Planted:
    first, second = cue_at(timings, "You can call us or send us an email."), cue_at(timings, "Email")
    parts = (sounds[: first[0]], sounds[slice(*second)], sounds[first[1] : second[0]], sounds[slice(*first)])
    return np.concatenate((*parts, sounds[second[1] :])), timings


def a_silence_inside(sounds: Samples, timings: Timings) -> Planted:
    start, end = cue_at(timings, "020 7946 0123")
    third = (end - start) // 6
    hole = slice(start + third, start + third + 22050)
    return np.concatenate((sounds[: hole.start], np.zeros(22050, np.int16), sounds[hole.stop :])), timings


def a_recording_cut_short(sounds: Samples, timings: Timings) -> Planted:
    return sounds[: len(sounds) * 9 // 10], timings


def a_recording_that_is_late(sounds: Samples, timings: Timings) -> Planted:
    return np.concatenate((np.zeros(1100, np.int16), sounds))[: len(sounds)], timings


def a_recording_without_pauses(sounds: Samples, timings: Timings) -> Planted:
    start, end = cue_at(timings, ROW)
    words = sounds[start:end]
    return np.concatenate((sounds[:end], words, sounds[end + len(words) :])), timings


def a_quiet_recording(sounds: Samples, timings: Timings) -> Planted:
    return (sounds // 2).astype(np.int16), timings


def a_peak(sounds: Samples, timings: Timings) -> Planted:
    start, end = cue_at(timings, ROW)
    middle = (start + end) // 2
    loud = sounds.copy()
    loud[middle : middle + 40] = np.tile(np.array([32767, -32767], np.int16).repeat(10), 2)
    return loud, timings


def a_wrong_length_told(sounds: Samples, timings: Timings) -> Planted:
    told = length_phrase(languages.load("en-GB"), told_halves(timings.seconds))
    wrong = length_phrase(languages.load("en-GB"), told_halves(timings.seconds + 75))
    cues = tuple(replace(cue, display=wrong) if cue.display == told else cue for cue in timings.cues)
    return sounds, replace(timings, cues=cues)


def cues_out_of_order(sounds: Samples, timings: Timings) -> Planted:
    cues = list(timings.cues)
    cues[10], cues[11] = cues[11], cues[10]
    return sounds, replace(timings, cues=tuple(cues))


def a_wrong_figure(sounds: Samples, timings: Timings) -> Planted:
    cues = tuple(replace(cue, said=cue.said.replace("seven nine four", "seven nine three")) for cue in timings.cues)
    return sounds, replace(timings, cues=cues)


def a_help_number_said_as_an_amount(sounds: Samples, timings: Timings) -> Planted:
    amount = "nine hundred and ninety-nine"
    cues = tuple(replace(cue, said=cue.said.replace("nine nine nine", amount)) for cue in timings.cues)
    return sounds, replace(timings, cues=cues)


def a_range_said_without_a_word(sounds: Samples, timings: Timings) -> Planted:
    cues = tuple(
        replace(cue, display="Take 5mg-10mg.", said="Take five milligrams ten milligrams.")
        if cue.display == ROW
        else cue
        for cue in timings.cues
    )
    return sounds, replace(timings, cues=cues)


def a_hurried_recording(sounds: Samples, timings: Timings) -> Planted:
    return sounds, replace(timings, pace="slow")


def test_the_recording_in_which_faults_are_planted_is_good() -> None:
    assert codes(*recordings.spoken(NAME)) == set()


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (a_dropped_sentence, "AU-102"),
        (half_a_sentence, "AU-107"),
        (two_swapped_sentences, "AU-107"),
        (a_silence_inside, "AU-105"),
        (a_recording_cut_short, "AU-113"),
        (a_recording_that_is_late, "AU-106"),
        (a_recording_without_pauses, "AU-104"),
        (a_quiet_recording, "AU-120"),
        (a_peak, "AU-121"),
        (a_wrong_length_told, "AU-110"),
        (cues_out_of_order, "AU-103"),
        (a_wrong_figure, "AU-115"),
        (a_help_number_said_as_an_amount, "AU-115"),
        (a_range_said_without_a_word, "AU-115"),
        (a_hurried_recording, "AU-122"),
    ],
)
def test_a_planted_fault_is_found(fault: Callable[[Samples, Timings], Planted], code: str) -> None:
    assert code in codes(*fault(*recordings.spoken(NAME)))


def test_chapters_that_are_not_the_headings_are_found() -> None:
    data = finished()
    without = {finding.code for finding in sound.gate(data.replace(b"CHAP", b"XHAP", 1), "audio")}
    assert without == {"AU-111"}


@pytest.mark.parametrize("frame", ["TIT2", "TPE1", "TYER", "TLAN", "TSSE"])
def test_a_lost_tag_is_found(frame: str) -> None:
    data = finished()
    findings = sound.gate(data.replace(frame.encode(), b"X" + frame.encode()[1:], 1), "audio")
    assert {finding.code for finding in findings} == {"AU-114"}
