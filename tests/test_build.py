"""The plan: which jobs there are, in which order, and what changes their keys."""

from dataclasses import replace

import pytest
import samples
from toy_formats import PRINTS, leaflet, load

from leaflets.build import Job, formats_needed, plan
from leaflets.findings import LeafletError
from leaflets.formats import Edition
from leaflets.model import Leaflet, Picture, Section
from leaflets.packed import pack


def planned(*names: str, document: Leaflet | None = None, prints: dict[str, str] | None = None) -> tuple[Job, ...]:
    return plan([document or leaflet()], [Edition(name) for name in names], {**PRINTS, **(prints or {})}, load)


def key(document: Leaflet) -> str:
    return planned("toy-plain", document=document)[0].key


def with_picture(picture: Picture) -> Leaflet:
    whole = leaflet()
    return replace(whole, cover=replace(whole.cover, picture=picture))


def test_a_part_comes_once_and_before_what_is_made_from_it() -> None:
    editions = [Edition("toy-tape"), Edition("toy-tape", size_pt=24)]
    jobs = plan([leaflet()], editions, PRINTS, load)
    assert [(job.format, job.part) for job in jobs] == [("toy-sound", True), ("toy-tape", False), ("toy-tape", False)]
    assert jobs[1].needs == jobs[2].needs == (jobs[0].key,)


def test_a_format_that_is_asked_for_is_published_even_when_another_is_made_from_it() -> None:
    for names in (("toy-sound", "toy-tape"), ("toy-tape", "toy-sound")):
        assert {job.format: job.part for job in planned(*names)} == {"toy-sound": False, "toy-tape": False}


def test_a_part_that_one_job_alone_needs_is_made_within_it() -> None:
    (job,) = plan([leaflet()], [Edition("toy-tape", voice="scottish")], PRINTS, load)
    assert (job.format, job.part, job.needs) == ("toy-tape", False, ())
    assert [(part.format, part.voice) for part in job.within] == [("toy-sound", "scottish")]


def test_a_part_that_two_formats_need_is_made_once_for_both() -> None:
    jobs = planned("toy-tape", "toy-film")
    assert [(job.format, job.part, job.within) for job in jobs] == [
        ("toy-sound", True, ()),
        ("toy-tape", False, ()),
        ("toy-film", False, ()),
    ]


def test_where_a_part_is_made_does_not_change_the_key() -> None:
    alone, together = planned("toy-tape"), planned("toy-tape", "toy-film")
    assert alone[0].key == next(job.key for job in together if job.format == "toy-tape")


def test_two_voices_need_two_recordings() -> None:
    voices = ("british", "scottish")
    editions = [Edition(name, voice=voice) for name in ("toy-tape", "toy-film") for voice in voices]
    jobs = plan([leaflet()], editions, PRINTS, load)
    assert sorted(job.edition.voice for job in jobs if job.part) == ["british", "scottish"]


def test_the_same_leaflet_gives_the_same_keys() -> None:
    assert planned("toy-plain", "toy-tape", "toy-film") == planned("toy-plain", "toy-tape", "toy-film")


def test_every_job_has_a_key_of_its_own() -> None:
    editions = [Edition("toy-plain"), Edition("toy-tape"), Edition("toy-film")]
    jobs = plan([leaflet(), leaflet("museum")], editions, PRINTS, load)
    assert len({job.key for job in jobs}) == len(jobs) == 8


def test_one_other_word_changes_the_key() -> None:
    assert key(leaflet()) != key(leaflet(words="We lend toys."))


def test_another_edition_changes_the_key() -> None:
    jobs = plan([leaflet()], [Edition("toy-plain"), Edition("toy-plain", size_pt=24)], PRINTS, load)
    assert jobs[0].key != jobs[1].key


def test_what_a_part_is_made_with_changes_the_key_of_what_is_made_from_it() -> None:
    for names, other in (
        (("toy-tape",), {"toy-tape"}),
        (("toy-tape", "toy-film"), {"toy-sound", "toy-tape", "toy-film"}),
    ):
        before = {job.format: job.key for job in planned(*names, "toy-plain")}
        after = {job.format: job.key for job in planned(*names, "toy-plain", prints={"toy-sound": "a new voice"})}
        assert {name for name in before if before[name] != after[name]} == other


def test_the_line_in_the_manuscript_does_not_change_the_key() -> None:
    whole = leaflet()
    section = whole.sections[0]
    lower = Section(section.kind, replace(section.heading, line=40), section.blocks, line=40)
    assert key(replace(whole, sections=(lower,))) == key(whole)


def test_the_line_on_the_cover_does_change_the_key() -> None:
    whole = leaflet()
    assert key(replace(whole, cover=replace(whole.cover, line=whole.cover.title))) != key(whole)


def test_a_picture_goes_by_its_hash_and_its_alt_text() -> None:
    picture = Picture("book", recipe="{...}", alt="A book", hash="abc")
    assert key(with_picture(picture)) == key(with_picture(replace(picture, recipe="{ ... }")))
    assert key(with_picture(picture)) != key(with_picture(replace(picture, hash="abd")))
    assert key(with_picture(picture)) != key(with_picture(replace(picture, alt="An open book")))


def test_a_picture_without_a_hash_goes_by_its_recipe() -> None:
    assert key(with_picture(Picture("book", recipe="one"))) != key(with_picture(Picture("book", recipe="two")))


def test_formats_that_need_each_other_are_told_as_a_circle() -> None:
    with pytest.raises(LeafletError, match="toy-circle -> toy-circle-back -> toy-circle"):
        planned("toy-circle")


def test_the_formats_needed_include_the_parts() -> None:
    assert formats_needed(["toy-tape", "toy-plain"], load) == ("toy-plain", "toy-sound", "toy-tape")


@pytest.mark.parametrize("name", samples.names())
def test_a_leaflet_comes_out_of_its_packing_as_it_went_in(name: str) -> None:
    whole = samples.leaflet(name)
    whole = replace(whole, about=replace(whole.about, formats=("text", "word")))
    assert pack(whole).leaflet() == whole


def test_a_packed_leaflet_with_a_picture_that_has_no_hash_comes_out_as_it_went_in() -> None:
    whole = with_picture(Picture("book", recipe="one", line=3))
    assert pack(whole).leaflet() == whole
