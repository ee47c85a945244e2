"""The EPUB book: its parts, its voice beside its words, and what it says about itself."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import described
import pytest
import samples
from conftest import Golden
from test_themes import luminance

from leaflets import archive, editions, formats, house, languages, verify
from leaflets.epub import overlays
from leaflets.epub.about import modified
from leaflets.findings import LeafletError
from leaflets.formats import Edition, Files
from leaflets.formats.epub import timings_of
from leaflets.model import About, Leaflet, Run
from leaflets.pictures import book_cover_png
from leaflets.speech.timings import Timings
from leaflets.templating import FOLDER
from leaflets.verify.epubfile import OPF, XHTML, EpubFile, seconds

MADE = formats.load("epub")
NAME = "everything"
APPROVED = About(information_date="2019", sign_off="approved", signed_on="2026-11-20", publisher="Example Library")


def speak(leaflet: Leaflet, pictures: bool = False) -> dict[str, Files]:
    """The recording of a leaflet and what it was made from."""
    made: dict[str, Files] = {}
    for need in ("speech", "audio"):
        made[need] = formats.load(need).write(leaflet, formats.edition(need, "silent", pictures), made)
    return made


def write(leaflet: Leaflet, made: dict[str, Files], edition: Edition = MADE.edition) -> bytes:
    (data,) = MADE.write(leaflet, edition, made).values()
    return data


@cache
def spoken(name: str = NAME) -> dict[str, Files]:
    return speak(samples.leaflet(name))


@cache
def written(name: str = NAME) -> EpubFile:
    return EpubFile.read(write(samples.leaflet(name), spoken(name)))


def timings(made: dict[str, Files]) -> Timings:
    (recording,) = made["audio"].values()
    return timings_of(recording)


def changed(leaflet: Leaflet, text: str) -> Leaflet:
    """The leaflet with that title."""
    title = replace(leaflet.cover.title, runs=(Run(text),))
    return replace(leaflet, cover=replace(leaflet.cover, title=title))


@pytest.mark.parametrize("name", samples.names())
def test_the_book_is_as_accepted(name: str, golden: Golden) -> None:
    golden(f"epub/{name}.txt", described.epub(write(samples.leaflet(name), spoken(name))))


def test_the_recording_in_the_book_is_the_one_that_is_given_out() -> None:
    (recording,) = spoken()["audio"].values()
    assert written().members["EPUB/audio/leaflet.mp3"] == recording


def test_a_clip_begins_with_its_sentence_and_ends_where_the_next_thing_is_said() -> None:
    cues = timings(spoken()).cues
    ends = {cue.id: following.start_s for cue, following in pairwise(cues)}
    clips = {clip.id: clip for clip in written().clips if not clip.id.startswith("stamp")}
    assert list(clips) == [sentence.id for sentence in samples.leaflet(NAME).sentences()]
    for cue in cues:
        if cue.id:
            assert clips[cue.id].begin_s == pytest.approx(cue.start_s, abs=0.0006)
            assert clips[cue.id].end_s == pytest.approx(ends[cue.id], abs=0.0006)


def test_the_clip_of_a_number_to_call_holds_both_times_that_it_is_said() -> None:
    twice = {cue.id: cue for cue in timings(spoken()).cues if cue.times == 2}
    assert twice
    for clip in written().clips:
        if clip.id in twice:
            assert clip.end_s >= twice[clip.id].end_s


def test_the_stamps_are_read_aloud_first_on_the_title_page() -> None:
    first = written().clips[0]
    words = [cue.display for cue in timings(spoken()).cues if cue.start_s == pytest.approx(first.begin_s, abs=0.0006)]
    assert (first.page, first.id, words) == ("EPUB/title.xhtml", "stamp1", ["Draft. Not checked."])


def test_what_the_recording_says_of_pictures_belongs_to_the_sentence_before() -> None:
    made = speak(samples.leaflet(NAME), pictures=True)
    data = write(samples.leaflet(NAME), made)
    cues = timings(made).cues
    clips = {clip.id: clip for clip in EpubFile.read(data).clips}
    seen = [(cue, picture) for cue, picture in pairwise(cues) if picture.kind == "picture" and cue.id]
    assert seen
    assert all(clips[cue.id].end_s >= picture.end_s for cue, picture in seen)
    assert verify.gate("book.epub", data, "epub") == ()


def test_a_recording_that_lacks_a_sentence_makes_no_book() -> None:
    with pytest.raises(LeafletError, match="does not say s999"):
        overlays.clips(timings(spoken("smallest")), ["s001", "s999"], {})


def test_the_same_leaflet_gives_the_same_bytes() -> None:
    leaflet = samples.leaflet("smallest")
    assert write(leaflet, spoken("smallest")) == write(leaflet, speak(leaflet))


def test_the_lengths_that_are_told_are_those_of_the_clips() -> None:
    file = written()
    (total,) = file.meta("media:duration")
    assert seconds(total) == pytest.approx(sum(clip.end_s - clip.begin_s for clip in file.clips))
    assert MADE.measure({"book": write(samples.leaflet(NAME), spoken())}) == {"seconds": round(seconds(total), 1)}


def test_the_contents_list_is_out_of_the_spine_and_nothing_leads_to_it() -> None:
    file = written()
    assert not set(file.navigation) & set(file.pages)
    assert not [name for name, text in file.members.items() if name.endswith("html") and b"nav.xhtml" in text]


def test_a_shelf_shows_an_upright_cover_with_the_title() -> None:
    (cover,) = (item for item in written().items.values() if item.properties == ("cover-image",))
    data = written().members[cover.name]
    assert (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")) == (1200, 1600)
    assert len(data) < 100_000
    assert data != book_cover_png(samples.leaflet(NAME).cover.picture.recipe, "Another title", 1600)  # type: ignore[union-attr]


def test_a_long_title_stays_inside_the_cover() -> None:
    assert book_cover_png("", "Donaudampfschifffahrtsgesellschaftskapitänswitwe " * 4, 200)


@pytest.mark.parametrize(
    "title",
    [
        '<script>alert("no")</script>',
        "Cats & dogs 'n' \"birds\"",
        "]]> &amp; <!-- -->",
        "{{ leaflet }} {% raw %}",
        "Ça va ½",
    ],
)
def test_a_title_of_odd_signs_is_shown_as_it_is(title: str) -> None:
    leaflet = changed(samples.leaflet("smallest"), title)
    data = write(leaflet, spoken("smallest"))
    file = EpubFile.read(data)
    assert file.core("title") == (title,)
    assert "".join(next(file.pages["EPUB/title.xhtml"].iter(f"{XHTML}h1")).itertext()) == title
    assert verify.gate("book.epub", data, "epub") == ()


def test_words_of_another_language_say_so_twice() -> None:
    (welsh,) = (node for page in written().pages.values() for node in page.iter(f"{XHTML}span"))
    assert welsh.get("lang") == welsh.get("{http://www.w3.org/XML/1998/namespace}lang") == "cy"


def test_only_what_fits_any_screen_is_kept_on_one_line() -> None:
    words = {
        run for page in written().pages.values() for run in re.findall(r"\S*\xa0[\S\xa0]*", "".join(page.itertext()))
    }
    assert "020\xa07946\xa00123" in words
    assert max(map(len, words)) <= 14


def test_a_language_from_right_to_left_turns_pages_and_book(monkeypatch: pytest.MonkeyPatch) -> None:
    turned = replace(languages.load("en-GB"), direction="rtl")
    monkeypatch.setattr(languages, "load", lambda tag: turned)
    file = EpubFile.read(write(samples.leaflet("smallest"), spoken("smallest")))
    assert {page.get("dir") for page in (*file.pages.values(), *file.navigation.values())} == {"rtl"}
    assert next(file.package.iter(f"{OPF}spine")).get("page-progression-direction") == "rtl"


def test_a_book_keeps_its_name_when_its_text_changes() -> None:
    first, second = (
        EpubFile.read(write(leaflet, spoken("smallest"))).core("identifier")
        for leaflet in (samples.leaflet("smallest"), changed(samples.leaflet("smallest"), "Another"))
    )
    other = written().core("identifier")
    assert first == second != other
    assert UUID(first[0].removeprefix("urn:uuid:")).version == 5


@pytest.mark.parametrize(
    ("about", "day"),
    [
        (About(information_date="2019"), "2019-01-01"),
        (About(information_date="2026-03", signed_on="2026-11-20"), "2026-11-20"),
        (About(information_date="2026-03", signed_on="2026-11-20", status_since="2027-05"), "2027-05-01"),
        (About(), "1980-01-01"),
    ],
)
def test_a_book_was_changed_on_the_last_day_that_the_leaflet_tells(about: About, day: str) -> None:
    assert modified(replace(samples.leaflet("smallest"), about=about)) == day


def claims(file: EpubFile) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return file.meta("dcterms:conformsTo"), file.meta("a11y:certifiedBy", "#claim")


def test_nothing_is_claimed_unless_the_house_says_who_answers_for_it(tmp_path: Path) -> None:
    leaflet = replace(samples.leaflet("smallest"), about=APPROVED)
    made = speak(leaflet)
    path = tmp_path / "house.toml"
    path.write_text('name = "Example"\n', encoding="utf-8")
    silent = editions.of("epub", house.load(path))
    assert claims(EpubFile.read(write(leaflet, made, silent))) == ((), ())
    path.write_text('name = "Example"\nepub-certified-by = "Ann Hill"\n', encoding="utf-8")
    certified = editions.of("epub", house.load(path))
    data = write(leaflet, made, certified)
    assert claims(EpubFile.read(data)) == (("EPUB Accessibility 1.1 - WCAG 2.2 Level AA",), ("Ann Hill",))
    assert verify.gate("book.epub", data, "epub") == ()


def test_a_book_without_pictures_says_nothing_of_them() -> None:
    plain = samples.leaflet("smallest")
    sections = tuple(
        replace(section, blocks=tuple(replace(point, picture=None) for point in section.points()))
        for section in plain.sections
    )
    bare = replace(plain, cover=replace(plain.cover, picture=None, logo=None), sections=sections)
    file = EpubFile.read(write(bare, speak(bare)))
    assert file.meta("schema:accessMode") == ("textual", "auditory")
    assert "alternativeText" not in file.meta("schema:accessibilityFeature")
    assert "picture" not in file.meta("schema:accessibilitySummary")[0]


def test_a_draft_claims_nothing_whatever_the_house_says() -> None:
    certified = replace(MADE.edition, certified_by="Ann Hill")
    assert samples.leaflet("smallest").about.is_draft
    data = write(samples.leaflet("smallest"), spoken("smallest"), certified)
    assert claims(EpubFile.read(data)) == ((), ())
    assert b"Ann Hill" not in b"".join(archive.unpack(data).values())


def test_a_book_is_spoken_by_the_voice_of_the_house() -> None:
    assert formats.edition("epub", "emma").voice == "emma"


def test_frames_stand_out_on_white_and_on_black() -> None:
    """WCAG 2.2, 1.4.11: 3:1. A night mode of an app turns the page dark and leaves them as they are."""
    style = (FOLDER / "epub" / "style.css").read_text(encoding="utf-8")
    frames = set(re.findall(r"border[a-z-]*:[^;]*(#[0-9a-f]{6})", style))
    assert len(frames) == 3
    for frame in frames:
        assert min(1.05 / (luminance(frame) + 0.05), (luminance(frame) + 0.05) / 0.05) >= 3


def test_no_colour_stands_on_words_that_a_night_mode_would_lose() -> None:
    style = (FOLDER / "epub" / "style.css").read_text(encoding="utf-8")
    rules = dict(re.findall(r"^([^@/\n{]+) \{([^}]*)\}", style, re.MULTILINE))
    coloured = [names for names, rule in rules.items() if re.search(r"(?<![-\w])color: #", rule)]
    assert coloured == [".-epub-media-overlay-active"]
    assert not re.search(r"\d(px|pt|mm|cm)\b", style)


@pytest.mark.parametrize(("told", "heard_s"), [("0:01:02.5", 62.5), ("1:02.5", 62.5), ("62.5s", 62.5), ("500ms", 0.5)])
def test_every_way_to_write_a_time_is_read(told: str, heard_s: float) -> None:
    assert seconds(told) == heard_s


def test_what_is_no_book_is_told(tmp_path: Path) -> None:
    file = tmp_path / "book.epub"
    file.write_bytes(b"no book")
    (finding,) = verify.verify((file,), ("epub",))
    assert (finding.code, finding.level) == ("EP-001", "must fix")
