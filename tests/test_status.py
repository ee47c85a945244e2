"""Status and stamps: every format says how far a leaflet can be trusted, and what is withdrawn is given to nobody."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
import samples
from conftest import FORMATS

from leaflets import formats, languages, signoff, stamps
from leaflets.checks import check
from leaflets.commands import main
from leaflets.formats import Files
from leaflets.model import About, Leaflet, SignOff
from leaflets.speech.timings import from_json
from leaflets.verify import words

ENGLISH = languages.load("en-GB")
DRAFT = "Draft. Not checked."
APPROVED = About(sign_off="approved", signed_on="2026-11-20")

STAMPS: dict[str, tuple[About, tuple[str, ...]]] = {
    "draft": (About(), (DRAFT,)),
    "checked-draft": (About(sign_off="fact-checked", signed_on="2026-11-20"), (DRAFT,)),
    "tested-draft": (About(sign_off="tested with readers", signed_on="2026-11-20"), (DRAFT,)),
    "draft-by-status": (replace(APPROVED, status="draft"), (DRAFT,)),
    "draft-review-due": (
        About(status="review due", review_by="2027-11"),
        (DRAFT, "We must check this again by November 2027."),
    ),
    "draft-superseded": (About(status="superseded"), (DRAFT, "This leaflet is out of date.")),
    "current": (APPROVED, ("We checked this leaflet on 20 November 2026.",)),
    "current-with-review": (
        replace(APPROVED, review_by="2028-11-20"),
        ("We checked this leaflet on 20 November 2026.", "We must check this again by 20 November 2028."),
    ),
    "review-due": (
        replace(APPROVED, status="review due"),
        ("We checked this leaflet on 20 November 2026.", "We must check this again."),
    ),
    "superseded": (
        replace(APPROVED, status="superseded", status_since="2027-05", review_by="2028"),
        ("This leaflet has been out of date since May 2027.",),
    ),
}
MOST = ("tested-draft", "draft-superseded", "current-with-review", "superseded")
"""Those that are looked for in finished files: each stamp stands in one of them."""


@cache
def leaflet(case: str) -> Leaflet:
    about = STAMPS[case][0]
    plain = samples.leaflet("smallest")
    kept = replace(about, information_date="2026-11", publisher=plain.about.publisher, short_title="Open on Sunday")
    return replace(plain, about=kept)


@cache
def written(case: str, name: str) -> Files:
    made = formats.load(name)
    return made.write(
        leaflet(case), formats.edition(name, voice="silent"), {need: written(case, need) for need in made.needs}
    )


@pytest.mark.parametrize("case", STAMPS)
def test_the_opening_stamps_say_how_far_a_leaflet_can_be_trusted(case: str) -> None:
    assert stamps.opening(leaflet(case)) == STAMPS[case][1]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("case", MOST)
def test_every_format_carries_the_stamps_before_the_first_topic(case: str, name: str) -> None:
    said = " ".join(formats.load(name).read_back(written(case, name)).split())
    before_first_topic = said.partition(leaflet(case).sections[0].heading.text)[0]
    for phrase in STAMPS[case][1]:
        assert phrase in before_first_topic
    others = {each for _, phrases in STAMPS.values() for each in phrases} - set(STAMPS[case][1])
    assert [phrase for phrase in others if phrase in said] == []


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("case", MOST)
def test_stamps_are_no_words_of_the_leaflet(case: str, name: str) -> None:
    edition = formats.edition(name, voice="silent")
    assert words.check(leaflet(case), edition, formats.load(name), written(case, name)) is None


@pytest.mark.parametrize("case", STAMPS)
def test_no_stamp_changes_what_was_signed(case: str) -> None:
    assert signoff.content_hash(leaflet(case), ()) == signoff.content_hash(samples.leaflet("smallest"), ())


@pytest.mark.parametrize("case", MOST)
def test_the_stamps_are_spoken_first_and_in_words(case: str) -> None:
    cues = from_json(written(case, "speech")["timings.json"]).cues
    assert tuple(cue.display for cue in cues[1 : 1 + len(STAMPS[case][1])]) == STAMPS[case][1]


def pages(case: str, name: str) -> list[str]:
    (data,) = written(case, name).values()
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(data)]


@pytest.mark.parametrize("name", ["easy-read", "large-print"])
@pytest.mark.parametrize(
    ("case", "phrase"),
    [("tested-draft", DRAFT), ("draft-superseded", DRAFT), ("superseded", "Open on Sunday. Out of date.")],
)
def test_the_cover_and_every_page_foot_warn(case: str, phrase: str, name: str) -> None:
    first, *others = pages(case, name)
    assert STAMPS[case][1][0] in first
    assert [phrase in page for page in others] == [True] * len(others)


@pytest.mark.parametrize("name", ["easy-read", "large-print"])
def test_the_pages_of_an_approved_leaflet_do_not_warn(name: str) -> None:
    assert not any("Draft" in page or "Out of date" in page for page in pages("current-with-review", name))


def test_a_leaflet_out_of_date_says_so_in_its_page_foot_once_it_is_no_draft() -> None:
    assert stamps.foot(leaflet("superseded")) == "Out of date."
    assert stamps.foot(leaflet("draft-superseded")) == DRAFT
    assert stamps.foot(leaflet("current")) == ""


@pytest.mark.parametrize("name", ["easy-read", "large-print", "word"])
@pytest.mark.parametrize("case", MOST)
def test_the_badge_says_easy_read_only_when_readers_have_tested_the_text(case: str, name: str) -> None:
    said = " ".join(formats.load(name).read_back(written(case, name)).split())
    tested = leaflet(case).about.is_tested
    assert ("Easy Read. Tested by readers." in said) is tested
    assert ("Easy Read draft" in said) is not tested


@pytest.mark.parametrize("state", signoff.STATES)
def test_the_states_before_the_test_are_no_easy_read(state: SignOff) -> None:
    about = replace(leaflet("draft").about, sign_off=state)
    assert about.is_tested is (state in ("tested with readers", "approved"))
    assert about.is_draft is (state != "approved")


# The manuscript ------------------------------------------------------------------------------------------------------

HEAD = "---\ntitle: Open on Sunday\ninformation-date: 2026-01\n{}cover-picture: leaflet\n---\n"
BODY = "## When?\n[picture: meeting]\nWe are open.\n"


def found(lines: str, notice: str = "") -> set[str]:
    """The rules on currency that the leaflet breaks."""
    composed = samples.composed(HEAD.format(lines) + notice + BODY)
    return {each.code for each in check(composed, "x.md", ENGLISH, samples.TODAY) if each.code.startswith("ER-4")}


def test_the_day_from_which_a_status_holds_is_read() -> None:
    made = samples.composed(HEAD.format("status: superseded\nstatus-since: 2026-09-01\n") + BODY)
    assert stamps.opening(made) == (DRAFT, "This leaflet has been out of date since 1 September 2026.")


@pytest.mark.parametrize(
    ("review_by", "past"),
    [
        ("2026-11-21", True),
        ("2026-11-22", False),
        ("2026-10", True),
        ("2026-11", False),
        ("2025", True),
        ("2026", False),
    ],
)
def test_a_date_for_the_next_look_that_is_past_must_be_fixed(review_by: str, past: bool) -> None:
    assert ("ER-406" in found(f"review-by: {review_by}\n")) is past
    assert ("ER-406" in found(f"review-by: {review_by}\nstatus: review due\n")) is past


def test_a_superseded_leaflet_is_built_with_a_notice_of_its_own_only() -> None:
    assert found("status: superseded\n") == {"ER-404"}
    assert found("status: superseded\n", "# Notice\n[picture: clock-changed]\nThe library was closed.\n\n") == set()


# The build -----------------------------------------------------------------------------------------------------------

HOUSE = """
name = "The library"
formats = ["text"]
voice = "british"
[[contact]]
kind = "phone"
label = "Phone"
value = "020 7946 0123"
"""


def test_a_withdrawn_leaflet_loses_its_files_and_the_build_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, output = tmp_path / "sources", tmp_path / "output"
    words = ["make", "--plain", "--today", "2026-11-22", "--sources", str(sources), "--output", str(output)]
    for slug in ("library", "museum"):
        (sources / slug).mkdir(parents=True)
        (sources / slug / "leaflet.en-GB.md").write_text(HEAD.format("") + BODY, encoding="utf-8")
    (sources / "house.toml").write_text(HOUSE, encoding="utf-8")
    assert main(words) == 0
    there = {path.name for path in output.rglob("*.txt")}
    assert there == {"library_text_en-GB.txt", "museum_text_en-GB.txt"}
    # Not even a sentence that is too long keeps a withdrawn leaflet where people find it.
    faulty = HEAD.format("status: withdrawn\n") + BODY.replace("We are", "We " + "really " * 20 + "are")
    (sources / "museum" / "leaflet.en-GB.md").write_text(faulty, encoding="utf-8")
    capsys.readouterr()
    assert main(words) == 0
    assert "This leaflet is withdrawn. It has no files any more." in capsys.readouterr().out
    assert {path.name for path in output.rglob("*.txt")} == {"library_text_en-GB.txt"}
    listed = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    assert {entry["slug"]: entry["status"] for entry in listed["leaflets"]} == {
        "library": "current",
        "museum": "withdrawn",
    }
    assert {file["slug"] for file in listed["files"]} == {"library"}
