"""Recordings are listened to: a good one passes, and what is silent, swapped, garbled or foreign is told."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import recordings
import samples

from leaflets import verify, voices
from leaflets.commands.verify import table
from leaflets.findings import Finding, LeafletError
from leaflets.formats import Edition, audio, speech
from leaflets.speech.timings import Timings
from leaflets.verify import heard, listening, recogniser, recording
from leaflets.verify.recording import Cue
from leaflets.verify.spectrogram import BANDS, log_mel
from leaflets.verify.worderrors import Count
from leaflets.voices import Samples

BRITISH = voices.voices()["british"]
LINES = (
    "We lend books to people in our town.",
    "You can ask someone to help you read this leaflet.",
    "The library is open in the morning.",
    "A health worker sees you at a safe place.",
    "Most people said good things about the plan.",
    "The police and ambulances are emergency services.",
    "Call us if something is wrong.",
    "There is a garden behind the house.",
)
"""What nobody should mishear."""


def lines(*sentences: str) -> tuple[Samples, Timings]:
    return recordings.read_out([(sentence, sentence) for sentence in sentences], BRITISH)


@pytest.fixture(scope="module")
def good() -> tuple[Samples, Timings]:
    return lines(*LINES)


def told(folder: Path, sound: Samples, timings: Timings) -> tuple[Finding, ...]:
    """What is said of a recording with that sound, which should say those words."""
    file = folder / "a recording.mp3"
    file.write_bytes(recordings.mp3(sound, timings))
    return heard.check((file,))


def levels(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(finding.code, finding.level) for finding in findings}


def part(timings: Timings, number: int) -> slice:
    cue = timings.cues[number]
    return slice(round(cue.start_s * timings.rate_hz), round(cue.end_s * timings.rate_hz))


@pytest.mark.external("heard")
def test_a_good_recording_passes(good: tuple[Samples, Timings], tmp_path: Path) -> None:
    assert not [finding for finding in told(tmp_path, *good) if finding.level != "look at this"]  # so below 8%


@pytest.mark.external("heard")
def test_the_leaflet_of_every_construct_is_understood(tmp_path: Path) -> None:
    leaflet, edition = samples.leaflet("everything"), Edition("audio")
    made = {"speech": speech.FORMAT.write(leaflet, Edition("speech"), {})}
    ((name, data),) = audio.FORMAT.write(leaflet, edition, made).items()
    file = tmp_path / name
    file.write_bytes(data)
    findings = verify.verify((file,), ("heard",))
    assert not [finding for finding in findings if finding.code == "AU-303"]
    named = [finding for finding in findings if finding.code in ("AU-303", "AU-304", "AU-305")]
    assert 1 <= len(named) <= 5
    assert all(finding.hint.startswith("Listen at ") for finding in named)
    remark = heard.remark(file)
    assert remark
    assert 0 < float(remark.partition("%")[0]) < 12  # it has a sentence of Welsh, and little else
    assert f"; heard: {remark}" in table((file,), findings, names=("heard",))


@pytest.mark.external("heard")
def test_a_sentence_that_is_silent_is_told(good: tuple[Samples, Timings], tmp_path: Path) -> None:
    sound = good[0].copy()
    sound[part(good[1], 3)] = 0
    (finding,) = [one for one in told(tmp_path, sound, good[1]) if one.code == "AU-303"]
    assert finding.level == "must fix"
    assert f"“{LINES[3]}”" in finding.message
    assert finding.hint.startswith("Listen at 0:")


@pytest.mark.external("heard")
def test_two_sentences_in_each_other_s_place_are_told(good: tuple[Samples, Timings], tmp_path: Path) -> None:
    cues = list(good[1].cues)
    one, other = cues[2], cues[5]
    cues[2] = replace(one, display=other.display, said=other.said)
    cues[5] = replace(other, display=one.display, said=one.said)
    findings = told(tmp_path, good[0], replace(good[1], cues=tuple(cues)))
    lost = [finding.message for finding in findings if finding.code == "AU-303"]
    assert len(lost) == 2
    assert LINES[5] in lost[0]
    assert LINES[2] in lost[1]


@pytest.mark.external("heard")
def test_the_voice_of_another_language_is_told(tmp_path: Path) -> None:
    german = replace(BRITISH, voice="gmw/de")
    findings = told(tmp_path, *recordings.read_out([(line, line) for line in LINES], german))
    assert ("AU-302", "must fix") in levels(findings)


def backwards(sound: Samples) -> Samples:
    return np.asarray(sound[::-1], dtype=np.int16)


def noisy(sound: Samples) -> Samples:
    noise = np.random.default_rng(1).normal(0, 12000, len(sound))
    return np.asarray(np.clip(sound + noise, -32768, 32767), dtype=np.int16)


@pytest.mark.external("heard")
@pytest.mark.parametrize("garble", [backwards, noisy])
def test_garbled_sound_is_told(
    good: tuple[Samples, Timings], tmp_path: Path, garble: Callable[[Samples], Samples]
) -> None:
    sound = good[0].copy()
    for number in range(len(good[1].cues)):
        sound[part(good[1], number)] = garble(sound[part(good[1], number)])
    assert ("AU-302", "must fix") in levels(told(tmp_path, sound, good[1]))


@pytest.mark.external("heard")
def test_one_garbled_sentence_is_told(good: tuple[Samples, Timings], tmp_path: Path) -> None:
    sound = good[0].copy()
    sound[part(good[1], 4)] = backwards(sound[part(good[1], 4)])
    named = {finding.code: finding.message for finding in told(tmp_path, sound, good[1])}
    assert LINES[4] in named.get("AU-303", "") + named.get("AU-304", "")


@pytest.mark.external("heard")
def test_a_silent_number_is_told_and_a_misheard_one_is_not(tmp_path: Path) -> None:
    number = "zero two zero, seven nine four six, zero one two three"
    sound, timings = recordings.read_out(
        [(LINES[0], LINES[0]), ("020 7946 0123", number), (LINES[6], LINES[6])], BRITISH
    )
    contact = replace(timings.cues[1], kind="contact")
    timings = replace(timings, cues=(timings.cues[0], contact, timings.cues[2]))
    assert not [finding for finding in told(tmp_path, sound, timings) if finding.code == "AU-303"]
    wrong = replace(contact, said="zero two zero, seven nine four six, zero nine nine nine")
    cues = (timings.cues[0], wrong, timings.cues[2])
    other = told(tmp_path, sound, replace(timings, cues=cues))
    assert not [finding for finding in other if finding.code == "AU-303"]
    sound[part(timings, 1)] = 0
    assert [finding.level for finding in told(tmp_path, sound, timings) if finding.code == "AU-303"] == ["must fix"]


@pytest.mark.external("heard")
def test_the_five_worst_sentences_are_named_in_their_order() -> None:
    cues = [
        Cue(f"s{at}", "sentence", f"Sentence {at}.", "we lend you many good books", at, at + 1, 1, 1) for at in range(9)
    ]
    errors = [0, 1, 2, 3, 1, 3, 2, 2, 0]
    counts = [Count(6, wrong, 0.9, ("we",) * 6) for wrong in errors]
    found = tuple(map(listening.Heard, cues, counts))
    named = list(heard.findings("a.mp3", found, 1))
    assert [finding.message.partition("“")[2] for finding in named] == [f"Sentence {at}.”" for at in (2, 3, 5, 6, 7)]
    assert levels(tuple(named)) == {("AU-305", "look at this")}
    assert named[0].hint == "Listen at 0:02. The program heard “we we we we we we”: 2 of 6 words wrong."
    (first, *_) = heard.findings("a.mp3", found, 0.25)
    assert str(first).startswith("a.mp3: must fix: Too many words cannot be made out: 25.9%. At most 25% may be")


@pytest.mark.external("heard")
def test_most_of_a_sentence_misheard_is_worse_than_a_few_words_unless_it_is_a_contact() -> None:
    said = "we lend you many good books"
    cue = Cue("s1", "sentence", "A.", said, 61, 63, 1, 1)
    bad = listening.Heard(cue, Count(6, 4, 0.6, ("we",)))
    contact = replace(bad, cue=replace(cue, kind="contact"))
    again = replace(bad, again=(Count(6, 1, 0.9, ("we",) * 5),))
    assert [one.code for one in heard.findings("a", (bad,), 1)] == ["AU-304"]
    assert [one.code for one in heard.findings("a", (contact,), 1)] == []
    assert [one.code for one in heard.findings("a", (again,), 1)] == ["AU-305"]
    assert [one.code for one in heard.findings("a", (), 1)] == ["AU-302"]


@pytest.mark.external("heard")
def test_the_same_sound_is_heard_alike_twice(good: tuple[Samples, Timings]) -> None:
    clip = good[0][: 20 * good[1].rate_hz].astype(np.float32) / np.float32(32768)
    first = recogniser.hear([clip, clip], good[1].rate_hz, "en")
    assert first == recogniser.hear([clip, clip], good[1].rate_hz, "en")
    assert first[0] == first[1]
    assert LINES[0].lower() in first[0].lower()


@pytest.mark.external("heard")
def test_a_model_that_is_not_the_one_that_was_tried_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(recogniser._SHA_256, "config.json", "0" * 64)
    recogniser._model.cache_clear()
    try:
        with pytest.raises(LeafletError, match=r"another one: config\.json"):
            recogniser.hear([np.zeros(100, dtype=np.float32)], 16000, "en")
    finally:
        recogniser._model.cache_clear()


def test_a_missing_recogniser_gives_exactly_one_not_checked_finding(
    good: tuple[Samples, Timings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recogniser, "PACKAGES", ("a_package_that_nobody_has",))
    file = tmp_path / "a.mp3"
    file.write_bytes(recordings.mp3(*good))
    (finding,) = verify.verify((file, file), ("heard",))
    assert (finding.file, finding.level) == ("heard", "not checked")
    assert "verify --heard" in finding.hint or "verify --heard" in finding.message
    with pytest.raises(LeafletError, match="not on this computer"):
        recogniser._model.__wrapped__()


def test_only_recordings_of_ours_in_english_are_listened_to(good: tuple[Samples, Timings], tmp_path: Path) -> None:
    foreign, polish, damaged = (tmp_path / name for name in ("foreign.mp3", "polish.mp3", "damaged.mp3"))
    foreign.write_bytes(recordings.to_mp3(*(good[0], good[1].rate_hz)))
    polish.write_bytes(recordings.mp3(good[0], replace(good[1], lang="pl")))
    damaged.write_bytes(recordings.tag(recordings.enclosed("timings.json", "application/json", b"{")))
    assert "Only recordings of ours" in str(heard.unasked(foreign))
    assert "in English" in str(heard.unasked(polish))
    assert heard.unasked(damaged) is None
    assert [(one.code, one.level) for one in heard.check((damaged,))] == [("AU-301", "must fix")]
    assert heard.remark(damaged) is None


def test_recordings_are_listened_to_only_when_somebody_asks() -> None:
    assert "heard" in verify.NAMES
    assert "heard" not in verify.USUAL
    assert set(verify.USUAL) | verify.ON_REQUEST == set(verify.NAMES)


def test_a_neural_voice_must_be_understood_better() -> None:
    assert heard.LIMIT == 0.08
    assert all(limit < heard.LIMIT for limit in heard.LIMITS.values())


def test_sound_becomes_what_the_model_reads() -> None:
    for rate_hz in (16000, 22050, 24000, 44100):
        tone = np.sin(2 * np.pi * 1000 * np.arange(2 * rate_hz) / rate_hz).astype(np.float32)
        values = log_mel(tone, rate_hz)
        assert values.shape == (BANDS, 3000)
        assert set(values[:, 100].argsort()[-2:]) <= {25, 26}  # 1000 Hz is mel 15 of 45.2, so band 26 of 80
        assert values[:, 100].max() > values[:, 250].max()  # silence after it
    assert np.allclose(log_mel(np.zeros(10, dtype=np.float32), 16000), (-10 + 4) / 4)


def test_a_sentence_longer_than_the_recogniser_hears_is_heard_in_pieces() -> None:
    rate_hz = 8000
    cue = recording.Cue("s1", "sentence", "Long.", "long", 0, 70, 0, 1)
    long = recording.Recording(np.zeros(70 * rate_hz, dtype=np.float32), rate_hz, (cue,), (), {}, {})
    pieces = listening._clips(long, (cue,))
    assert [round(len(piece) / rate_hz, 1) for piece in pieces] == [29, 29, 12.8]
