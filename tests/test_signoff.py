"""Sign-off: a person's word counts for the text they had in hand, and no longer."""

from dataclasses import replace
from pathlib import Path

import pytest

from leaflets import manuscript, signoff, units
from leaflets.facts import Fact
from leaflets.findings import Finding
from leaflets.model import Leaflet, Picture, SignOff

SOURCES = Path(__file__).parent.parent / "sources"
TEXT = "---\ntitle: Garden\ninformation-date: 2026-05\n---\n\n## Who can come?\n[picture: small-group]\nYou can come.\n"
FACT = Fact("G01", "You can come", "A", ("can come",))


def garden(text: str = TEXT) -> Leaflet:
    return manuscript.read(text, "garden.md", "garden", "en-GB")[0]


HASH = signoff.content_hash(garden(), (FACT,))
OTHER = "0" * 64


def said(
    state: str, content: str = HASH, name: str = "A. Sample", role: str = "editor", day: str = "2026-11-22"
) -> str:
    rows = {"state": state, "name": name, "role": role, "date": day, "hash": content}
    return "[[state]]\n" + "".join(f'{key} = "{value}"\n' for key, value in rows.items() if value) + "\n"


def read(folder: Path, *entries: str) -> tuple[SignOff, tuple[Finding, ...]]:
    path = folder / "sign-off.toml"
    path.write_text("".join(entries), encoding="utf-8")
    return signoff.read(path, HASH)


def codes(found: tuple[Finding, ...]) -> list[tuple[int, str]]:
    return [(finding.line, finding.code) for finding in found]


def test_a_draft_needs_no_hash(tmp_path: Path) -> None:
    assert read(tmp_path, said("drafted", "")) == ("drafted", ())


def test_the_last_state_for_this_text_counts(tmp_path: Path) -> None:
    assert read(tmp_path, said("drafted", ""), said("checked"), said("fact-checked")) == ("fact-checked", ())


def test_a_state_for_another_text_no_longer_counts(tmp_path: Path) -> None:
    state, found = read(tmp_path, said("drafted", ""), said("checked"), said("fact-checked", OTHER))
    assert state == "checked"
    assert [(finding.code, finding.level) for finding in found] == [("SG-007", "should fix")]
    assert "has changed since 2026-11-22" in found[0].message


def test_a_state_without_a_hash_does_not_count_and_the_hash_is_told(tmp_path: Path) -> None:
    state, found = read(tmp_path, said("checked", ""))
    assert state == "drafted"
    assert codes(found) == [(1, "SG-006")]
    assert HASH in found[0].hint


def test_approved_counts_only_after_readers_have_tested_the_same_text(tmp_path: Path) -> None:
    state, found = read(tmp_path, said("tested with readers", OTHER), said("approved"))
    assert state == "drafted"
    assert "SG-008" in {finding.code for finding in found}
    assert read(tmp_path, said("tested with readers"), said("approved")) == ("approved", ())


def test_a_missing_file_means_drafted_and_is_said(tmp_path: Path) -> None:
    state, found = signoff.read(tmp_path / "sign-off.toml", HASH)
    assert state == "drafted"
    assert codes(found) == [(0, "SG-001")]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (said("finished"), "SG-003"),
        (said("checked", name=""), "SG-004"),
        (said("checked", day=""), "SG-005"),
        (said("checked", day="22 November"), "SG-005"),
        (said("checked", day="2026-02-30"), "SG-005"),
    ],
)
def test_an_entry_with_a_fault_is_told_and_does_not_count(tmp_path: Path, entry: str, code: str) -> None:
    state, found = read(tmp_path, said("drafted", ""), entry)
    assert state == "drafted"
    assert [(finding.line, finding.code, finding.level) for finding in found] == [(7, code, "must fix")]


def test_a_person_without_a_role_counts_but_is_asked_for(tmp_path: Path) -> None:
    state, found = read(tmp_path, said("checked", role=""))
    assert state == "checked"
    assert [(finding.code, finding.level) for finding in found] == [("SG-009", "should fix")]


def test_a_day_without_quotation_marks_is_understood(tmp_path: Path) -> None:
    assert read(tmp_path, said("drafted", "").replace('"2026-11-22"', "2026-11-22")) == ("drafted", ())


@pytest.mark.parametrize("text", ["[[state", "state = 1\n", "[state]\nname = 'x'\n"])
def test_a_file_that_cannot_be_read_means_drafted(tmp_path: Path, text: str) -> None:
    state, found = read(tmp_path, text)
    assert state == "drafted"
    assert [finding.code for finding in found] == ["SG-002"]


def test_the_messages_about_sign_off_are_easy_to_read(tmp_path: Path) -> None:
    entries = (said("checked", ""), said("checked", OTHER), said("approved"), said("done", name="", day=""))
    found = read(tmp_path, *entries)[1]
    found += read(tmp_path, said("", role=""))[1] + signoff.read(tmp_path / "none.toml", HASH)[1]
    assert len({finding.code for finding in found}) == 8
    for finding in found:
        for sentence in units.sentences(f"{finding.message} {finding.hint}"):
            assert len(units.words(sentence)) <= 15, sentence


def test_the_hash_is_the_same_for_the_same_text() -> None:
    assert signoff.content_hash(garden(), (FACT,)) == HASH
    assert len(HASH) == 64


def test_the_hash_changes_with_what_a_reader_meets() -> None:
    words = garden(TEXT.replace("You can", "Nobody can"))
    stress = garden(TEXT.replace("can come.", "*can* come."))
    topic = garden(TEXT.replace("Who can come?", "Who is it for?"))
    cover = replace(garden().cover, picture=Picture("leaflet", alt="A leaflet"))
    picture = replace(garden(), cover=cover)
    fact = replace(FACT, patterns=("may come",))
    found = [signoff.content_hash(leaflet, (FACT,)) for leaflet in (garden(), words, stress, topic, picture)]
    found.append(signoff.content_hash(garden(), (fact,)))
    assert len(set(found)) == 6


def test_the_hash_does_not_change_with_the_state_itself_or_with_empty_lines() -> None:
    signed = replace(garden(), about=replace(garden().about, sign_off="checked"))
    moved = garden(TEXT.replace("## Who", "\n\n## Who"))
    assert signoff.content_hash(signed, (FACT,)) == signoff.content_hash(moved, (FACT,)) == HASH


@pytest.mark.parametrize("slug", ["sim-london", "values-framework"])
def test_our_own_leaflets_are_honest_drafts(slug: str) -> None:
    assert signoff.read(SOURCES / slug / "sign-off.toml", OTHER) == ("drafted", ())
