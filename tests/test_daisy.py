"""The DAISY book: what a player shows and plays, file by file."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import recordings
import samples
from conftest import Golden
from seeded_daisy import FAULTS

from leaflets import archive, daisy_reader, formats, verify
from leaflets.daisy_reader import Book
from leaflets.findings import LeafletError
from leaflets.formats import Files, speech
from leaflets.speech.mp3 import CODER_DELAY, to_bare_mp3
from leaflets.speech.parts import parts
from leaflets.speech.timings import from_json
from leaflets.verify import dtd, recording

NAME = "everything"
MADE = formats.load("daisy")


@cache
def spoken(name: str, voice: str) -> Files:
    return speech.FORMAT.write(samples.leaflet(name), formats.edition("speech", voice), {})


@cache
def book(name: str = NAME, voice: str = "silent") -> bytes:
    made = MADE.write(samples.leaflet(name), formats.edition("daisy", voice), {"speech": spoken(name, voice)})
    (data,) = made.values()
    return data


def read(name: str = NAME, voice: str = "silent") -> Book:
    return Book.read(book(name, voice))


def test_the_book_is_one_zip_named_after_leaflet_format_and_language() -> None:
    made = MADE.write(samples.leaflet(NAME), formats.edition("daisy", "silent"), {"speech": spoken(NAME, "silent")})
    assert list(made) == [f"{NAME}_daisy_en-GB.zip"]
    assert MADE.measure(made) == {"seconds": round(from_json(spoken(NAME, "silent")[speech.TIMINGS]).seconds, 1)}


def test_there_is_a_sound_and_a_smil_file_for_each_part() -> None:
    count = len(samples.leaflet(NAME).sections) + 1
    numbered = [f"part{number:02}.{ending}" for number in range(1, count + 1) for ending in ("smil", "mp3")]
    assert list(read().members) == ["ncc.html", "content.html", "master.smil", *numbered]


@pytest.mark.parametrize("name", samples.names())
@pytest.mark.parametrize("file", ["ncc.html", "content.html", "master.smil", "part02.smil"])
def test_the_files_are_as_expected(name: str, file: str, golden: Golden) -> None:
    text = read(name).members[file].decode("utf-8")
    # What spoke and how well it packs are another computer's business.
    text = re.sub(r'(name="ncc:(?:narrator|kByteSize)" content=)"[^"]+"', r'\1"…"', text)
    golden(f"daisy/{name}_{file}", text)


@pytest.mark.parametrize("name", samples.names())
def test_every_line_of_the_recording_is_shown_once_in_its_order(name: str) -> None:
    cues = from_json(spoken(name, "silent")[speech.TIMINGS]).cues
    shown = [read(name).texts[clip.text] for clip in read(name).clips]
    assert [" ".join(words.split()) for words in shown] == [" ".join(cue.display.split()) for cue in cues]


def test_sentences_go_by_the_names_that_they_have_in_every_format() -> None:
    names = [clip.text.removeprefix("content.html#") for clip in read().clips]
    assert [name for name in names if name[0] == "s"] == [each.id for each in samples.leaflet(NAME).sentences()]


def test_the_draft_mark_is_shown_and_heard() -> None:
    clip = next(clip for clip in read().clips if read().texts[clip.text] == "Draft. Not checked.")
    assert clip.smil == "part01.smil"
    assert "Draft. Not checked." in daisy_reader.words(book())


def test_help_in_a_box_is_one_step_away_in_the_contents_list() -> None:
    entry = next(entry for entry in read().entries if entry.words == "If you need help now")
    assert entry.tag == "h2"


def test_the_contents_list_names_the_title_then_each_heading() -> None:
    leaflet = samples.leaflet(NAME)
    first, *others = (entry for entry in read().entries if entry.tag == "h1")
    assert (first.kind, first.words) == ("title", leaflet.cover.title.text)
    assert [entry.words for entry in others] == [section.heading.text for section in leaflet.sections]


def test_clips_follow_each_other_without_a_hole() -> None:
    for smil in read().smils:
        clips = tuple(read().clips_of(smil))
        assert clips[0].begin_s == 0
        assert all(first.end_s == second.begin_s for first, second in pairwise(clips))


@pytest.mark.parametrize("rate_hz", [22050, 24000])
def test_sound_comes_at_its_time_in_a_player_that_knows_nothing_of_the_coder(rate_hz: int) -> None:
    sound = np.zeros(2 * rate_hz, np.int16)
    sound[rate_hz] = 20_000
    mp3 = to_bare_mp3(sound, rate_hz)
    assert b"Info" not in mp3[:500]
    heard, _ = recording.played(mp3)
    assert abs(int(np.abs(heard).argmax()) - rate_hz) <= 1
    assert len(heard) >= len(sound)


def test_clips_are_exact_against_the_recording() -> None:
    sound, timings = recordings.spoken("smallest", "british")
    whole = (sound / np.float32(32768)).astype(np.float32)
    rate_hz, cues = timings.rate_hz, {cue.id: cue for cue in timings.cues if cue.id}
    found = read("smallest", "british")
    for clip in found.clips:
        cue = cues.get(clip.text.removeprefix("content.html#"))
        if cue is None or not clip.begin_s:
            continue  # the announcement; and the first clip of a part, which begins in the silence before it
        heard, _ = recording.played(found.members[clip.audio])
        words = whole[round(cue.start_s * rate_hz) :][: rate_hz // 4]
        begin = round(clip.begin_s * rate_hz)
        around = np.pad(heard, (rate_hz // 10, rate_hz))[begin:][: len(words) + rate_hz // 5]
        late = int(np.correlate(around, words, "valid").argmax()) - rate_hz // 10
        assert abs(late) / rate_hz < 0.002, "far below the 50 ms that a reader would notice"


@pytest.mark.parametrize("voice", ["british", "silent"])
def test_each_part_begins_in_silence(voice: str) -> None:
    sound, timings = recordings.spoken(NAME, voice)
    for part in parts(sound, timings):
        assert not part.samples[: CODER_DELAY * 4].any()


def test_parts_hold_every_sample_once() -> None:
    sound, timings = recordings.spoken(NAME, "silent")
    found = parts(sound, timings)
    assert np.array_equal(np.concatenate([part.samples for part in found]), sound)
    assert [part.start for part in found] == [0, *np.cumsum([len(part.samples) for part in found])[:-1]]
    assert sum(len(part.cues) for part in found) == len(timings.cues)


@pytest.mark.parametrize("name", samples.names())
@pytest.mark.parametrize("voice", ["british", "silent"])
def test_a_good_book_passes_the_gate(name: str, voice: str) -> None:
    assert verify.load("daisy").gate is not None
    assert verify.gate("x.zip", book(name, voice), "daisy") == ()


def test_a_zip_that_is_to_be_something_else_is_not_asked(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(archive.pack({"words.txt": b"Hello"}))
    assert verify.gate("pack.zip", path.read_bytes(), "web") == ()
    for name in ("daisy", "dtd"):
        assert "no DAISY book" in (verify.load(name).unasked(path) or "")
        assert verify.load(name).check((path,)) == ()
    path.write_bytes(book())
    assert verify.load("daisy").unasked(path) is None


def test_faults_have_names_of_their_own() -> None:
    assert len({fault.what for fault in FAULTS}) == len(FAULTS) >= 12


def test_without_the_dtds_nothing_is_called_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "everything_daisy_en-GB.zip"
    path.write_bytes(book())
    monkeypatch.setenv("LEAFLETS_CATALOG", str(tmp_path / "none.xml"))
    (finding,) = verify.verify((path,), ("dtd",))
    assert (finding.level, finding.code) == ("not checked", "PD-000")
    assert "apt install" in finding.message


@pytest.mark.external("dtd")
def test_a_catalogue_that_leads_nowhere_is_an_error_not_a_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "everything_daisy_en-GB.zip"
    path.write_bytes(book())
    empty = tmp_path / "empty.xml"
    empty.write_text('<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"/>', encoding="utf-8")
    monkeypatch.setenv("LEAFLETS_CATALOG", str(empty))
    with pytest.raises(LeafletError, match="w3c-sgml-lib"):
        dtd.check((path,))


def test_the_same_recording_gives_the_same_bytes() -> None:
    made = MADE.write(samples.leaflet(NAME), formats.edition("daisy", "silent"), {"speech": spoken(NAME, "silent")})
    assert list(made.values()) == [book()]
