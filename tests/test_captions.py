"""Captions: what stands on the screen while a recording plays, in three files that say the same."""

import base64
import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
import samples
from conftest import Golden
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets import captions_reader, formats
from leaflets.captions_reader import Shown
from leaflets.findings import LeafletError
from leaflets.formats import Files, speech
from leaflets.speech.caption_files import to_json, to_srt, to_vtt
from leaflets.speech.captions import WIDEST, captions
from leaflets.speech.timings import Chapter, Cue, Timings, Word, from_json
from leaflets.verify import chromium

NAME = "everything"
MADE = formats.load("captions")


@cache
def spoken(name: str, voice: str) -> Files:
    return speech.FORMAT.write(samples.leaflet(name), formats.edition("speech", voice), {})


@cache
def written(name: str = NAME, voice: str = "silent") -> Files:
    return MADE.write(samples.leaflet(name), formats.edition("captions", voice), {"speech": spoken(name, voice)})


def content(extension: str, voice: str = "silent") -> bytes:
    return written(voice=voice)[f"{NAME}_captions_en-GB.{extension}"]


def timings(voice: str = "silent") -> Timings:
    return from_json(spoken(NAME, voice)[speech.TIMINGS])


def recording(*cues: tuple[str, float, float, tuple[Word, ...]]) -> Timings:
    """A recording of these lines: words, start, end, times of the words."""
    lines = tuple(
        Cue(f"s{number:03}", "sentence", display, display, start_s, end_s, 0, words=words)
        for number, (display, start_s, end_s, words) in enumerate(cues, start=1)
    )
    chapters = (Chapter("T", 0.0, cues[-1][2] + 2),)
    return Timings("en-GB", 1000, round((cues[-1][2] + 2) * 1000), "silent", "silent", "", "normal", chapters, lines)


def test_three_files_are_named_after_leaflet_format_and_language() -> None:
    assert list(written()) == [f"{NAME}_captions_en-GB.{extension}" for extension in ("vtt", "srt", "json")]


@pytest.mark.parametrize("name", samples.names())
@pytest.mark.parametrize("extension", ["vtt", "srt", "json"])
def test_the_files_are_as_expected(name: str, extension: str, golden: Golden) -> None:
    text = written(name)[f"{name}_captions_en-GB.{extension}"].decode("utf-8")
    golden(f"captions/{name}.{extension}", text.replace("\r\n", "\n"))


def test_captions_go_by_the_names_of_the_sentences_and_of_the_lines_that_were_added() -> None:
    shown = captions_reader.vtt(content("vtt"))
    names = [each.name for each in shown if "-" not in each.name]
    assert [name for name in names if name[0] == "s"] == [each.id for each in samples.leaflet(NAME).sentences()]
    assert [name for name in names if name[0] == "a"] == [f"a{number}" for number in range(9)]
    assert [cue["id"] for cue in json.loads(content("json"))["cues"]] == names


def test_a_caption_comes_with_the_voice_and_stays_half_a_second_longer() -> None:
    by_name = {each.name: each for each in captions_reader.vtt(content("vtt"))}
    for cue, following in pairwise(timings().cues):
        if cue.id:
            shown = by_name[cue.id]
            assert shown.start_ms == round(cue.start_s * 1000)
            if f"{cue.id}-2" not in by_name:
                last = min(round(cue.end_s * 1000) + 500, round(following.start_s * 1000))
                assert shown.end_ms == last


def test_words_have_times_in_the_captions_where_the_voice_knows_them() -> None:
    assert b":" not in content("vtt").replace(b" --> ", b"").partition(b"\n\n")[0]
    assert "<00:" not in content("vtt").decode()
    told = content("vtt", "british-words").decode()
    block = next(block for block in told.split("\n\n") if block.startswith("s007\n"))
    words = next(cue for cue in timings("british-words").cues if cue.id == "s007").words
    assert block.count("<00:") == len(words) - 1, "the first word begins with its caption"
    assert block.endswith(f"<00:00:{words[-1].start_s:06.3f}>card.")


def test_a_number_that_is_said_twice_is_seen_once() -> None:
    for voice in ("silent", "british-words"):
        lines = [line for each in captions_reader.vtt(content("vtt", voice)) for line in each.lines]
        assert lines.count("020 7946 0123") == 1


def test_a_long_sentence_is_told_in_captions_of_two_lines() -> None:
    words = "We want to hear from everybody, from people who use our services and from their families and friends"
    made = recording((f"{words}, in Sutton and in all the other places around London.", 1.0, 11.0, ()))
    shown = captions(made)
    assert [each.id for each in shown] == ["s001", "s001-2"]
    assert all(len(each.texts) <= 2 and max(map(len, each.texts)) <= WIDEST for each in shown)
    assert shown[0].end_ms == shown[1].start_ms
    said = len(" ".join(shown[0].texts)) / (len(made.cues[0].display) + 1)
    assert shown[1].start_ms == pytest.approx(1000 + 10_000 * said, abs=300)


def test_a_long_sentence_is_parted_where_its_words_are_heard() -> None:
    texts = [f"word{number:04}" for number in range(15)]
    words = tuple(Word(text, 1 + number**2 / 30, 1 + (number + 1) ** 2 / 30) for number, text in enumerate(texts))
    first, second = captions(recording((" ".join(texts), 1.0, 8.5, words)))
    place = texts.index(second.lines[0][0].text)
    assert second.start_ms == first.end_ms == round((1 + place**2 / 30) * 1000)


def test_a_line_ends_where_people_pause_and_never_inside_a_number() -> None:
    made = recording(("If you feel very bad right now, call 999 or go to a hospital today.", 1.0, 5.0, ()))
    assert captions(made)[0].texts == ("If you feel very bad right now,", "call 999 or go to a hospital today.")
    made = recording(("You can call us on 020 7946 0123 at any time you like.", 1.0, 5.0, ()))
    assert captions(made)[0].texts == ("You can call us on 020 7946 0123 at", "any time you like.")


def test_an_address_longer_than_a_line_stays_whole() -> None:
    address = "www.example.org/everything-about-our-services-in-sutton"
    assert captions(recording((f"Look at {address}", 1.0, 5.0, ())))[0].texts == ("Look at", address)


def test_signs_that_mean_something_in_a_file_are_read_as_words() -> None:
    made = recording(("If a < b & b > c, say <i>so</i> &amp; go.", 1.0, 4.0, ()))
    (shown,) = captions_reader.vtt(to_vtt(made, "Arrows --> and more"))
    assert " ".join(shown.lines) == made.cues[0].display
    assert to_vtt(made, "Arrows --> and more").count(b"-->") == 1


def test_subrip_numbers_its_captions_and_ends_lines_as_windows_does() -> None:
    data = content("srt")
    assert data.count(b"\n") == data.count(b"\r\n")
    shown = captions_reader.srt(data)
    assert [each.name for each in shown] == [str(number) for number in range(1, len(shown) + 1)]
    assert re.search(rb"00:00:0[01],\d{3} --> 00:00:0", data)


def test_the_times_as_data_are_those_of_the_recording() -> None:
    data = json.loads(content("json", "british-words"))
    made = timings("british-words")
    assert (data["lang"], data["voice"], data["engine"]) == ("en-GB", "british-words", "espeak")
    assert data["seconds"] == pytest.approx(made.seconds, abs=0.001)
    assert [chapter["title"] for chapter in data["chapters"]] == [chapter.title for chapter in made.chapters]
    for cue, own in zip(data["cues"], made.cues, strict=True):
        assert (cue["kind"], cue["display"]) == (own.kind, own.display)
        assert cue["start_s"] == pytest.approx(own.start_s, abs=0.001)
        assert [word["display"] for word in cue["words"]] == [word.display for word in own.words]
    assert MADE.measure(written()) == {"seconds": round(timings().seconds, 1)}


@pytest.mark.parametrize("extension", ["srt", "json"])
def test_files_that_say_different_words_are_not_given_out(extension: str) -> None:
    name = f"{NAME}_captions_en-GB.{extension}"
    changed = {**written(), name: content(extension).replace(b"blue", b"green")}
    with pytest.raises(LeafletError, match="do not say the same"):
        MADE.read_back(changed)


WORDS = st.lists(st.text("abcXY019.,&<>-é", min_size=1, max_size=14), min_size=1, max_size=60).map(" ".join)
LINES = st.lists(st.tuples(WORDS, st.floats(0.3, 20), st.floats(0.1, 3), st.booleans()), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_any_sentences_come_out_whole_in_order_and_one_at_a_time(lines: list[tuple[str, float, float, bool]]) -> None:
    cues, now = [], 1.0
    for display, seconds, pause, timed in lines:
        words = tuple(_evenly(display.split(), now, seconds)) if timed else ()
        cues.append((display, now, now + seconds, words))
        now += seconds + pause
    made = recording(*cues)
    shown = captions_reader.vtt(to_vtt(made, "T"))
    _stand_one_after_the_other(shown)
    assert " ".join(line for each in shown for line in each.lines) == " ".join(display for display, *_ in cues)
    assert [(each.start_ms, each.lines) for each in captions_reader.srt(to_srt(made))] == [
        (each.start_ms, each.lines) for each in shown
    ]
    assert captions_reader.displays(to_json(made, "T")) == tuple(display for display, *_ in cues)
    for each in captions(made):
        times = [token.at_ms for line in each.lines for token in line]
        assert times == sorted(times)
        assert each.start_ms <= times[0]
        assert times[-1] <= each.end_ms


def _evenly(texts: list[str], start_s: float, seconds: float) -> Iterator[Word]:
    step = seconds / len(texts)
    yield from (Word(text, start_s + at * step, start_s + (at + 1) * step) for at, text in enumerate(texts))


def _stand_one_after_the_other(shown: tuple[Shown, ...]) -> None:
    assert all(each.start_ms < each.end_ms for each in shown)
    assert all(first.end_ms <= second.start_ms for first, second in pairwise(shown))
    assert all(1 <= len(each.lines) <= 2 for each in shown)
    assert all(len(line) <= WIDEST or " " not in line for each in shown for line in each.lines)


READ_CUES = """track => new Promise((done, fail) => {
    const tell = () => done([...track.track.cues].map(
        cue => [cue.id, cue.startTime, cue.endTime, cue.getCueAsHTML().textContent]));
    track.addEventListener("load", tell);
    track.addEventListener("error", () => fail(new Error("not read")));
    track.track.mode = "hidden";
    if (track.readyState === 2) tell();
})"""


@pytest.mark.external("browser")
@pytest.mark.parametrize("voice", ["silent", "british-words"])
def test_a_browser_reads_every_caption(voice: str) -> None:
    source = f"data:text/vtt;base64,{base64.b64encode(content('vtt', voice)).decode()}"
    with chromium.started() as browser:
        page = browser.new_page()
        page.set_content(f'<video><track srclang="en-GB" src="{source}"></video>')
        read: list[Any] = page.eval_on_selector("track", READ_CUES)
    assert [(name, round(start * 1000), round(end * 1000), text.split()) for name, start, end, text in read] == [
        (each.name, each.start_ms, each.end_ms, " ".join(each.lines).split())
        for each in captions_reader.vtt(content("vtt", voice))
    ]
