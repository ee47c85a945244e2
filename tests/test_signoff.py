"""Sign-off: a person's word counts for what they had in hand, in its order, and no longer than until the next edit."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from leaflets import manuscript, signoff, sources, standing, units
from leaflets.facts import Fact
from leaflets.findings import Finding, LeafletError
from leaflets.model import Leaflet, Picture
from leaflets.standing import Seen, Standing

SOURCES = Path(__file__).parent.parent / "sources"
TEXT = "---\ntitle: Garden\ninformation-date: 2026-05\n---\n\n## Who can come?\n[picture: small-group]\nYou can come.\n"
HEALTH = TEXT + "You can get better. {G02 health}\nPolice must help. {G03 law}\n"
FACT = Fact("G01", "You can come", "A", ("can come",))


def garden(text: str = TEXT) -> Leaflet:
    return manuscript.read(text, "garden.md", "garden", "en-GB")[0]


HASH = signoff.content_hash(garden(), (FACT,))
ARTICLE = "a" * 64
OTHER = "0" * 64
SEEN = Seen(HASH, ARTICLE)
EXPERTS = {"health": "1" * 64, "law": "2" * 64}
NAMES = {"drafted": "Ann Hill", "fact-checked": "Bob Lane"}


def said(
    state: str,
    content: str = HASH,
    name: str | None = None,
    role: str = "editor",
    day: str = "2026-11-22",
    readers: str = '["Cy", "Reader 2"]',
    comments: str = "They liked it.",
) -> str:
    kind = "expert" if state in ("health", "law") else "state"
    key = "kind" if kind == "expert" else "state"
    who = NAMES.get(state, "Dee Moor") if name is None else name
    rows = {key: state, "name": who, "role": role, "date": day, "hash": content}
    if state == "tested with readers":
        rows["comments"] = comments
    quoted = "".join(f'{key} = "{value}"\n' for key, value in rows.items() if value)
    return f"[[{kind}]]\n{quoted}" + (f"readers = {readers}\n" if "comments" in rows and readers else "") + "\n"


def chain(last: str, content: str = HASH) -> tuple[str, ...]:
    """Entries for all states up to that one, as they should be."""
    return tuple(said(state, content) for state in signoff.STATES[1 : signoff.STATES.index(last) + 1])


def read(folder: Path, *entries: str, seen: Seen = SEEN) -> Standing:
    path = folder / "sign-off.toml"
    path.write_text("".join(entries), encoding="utf-8")
    found, faults = signoff.read(path)
    verdict = standing.judge(found, seen, str(path))
    return replace(verdict, findings=tuple(sorted((*verdict.findings, *faults))))


def codes(found: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in found]


@pytest.mark.parametrize("state", signoff.STATES[1:])
def test_the_last_of_the_states_that_count_is_how_far_a_leaflet_has_come(tmp_path: Path, state: str) -> None:
    verdict = read(tmp_path, *chain(state))
    assert (verdict.state, verdict.date, verdict.findings) == (state, "2026-11-22", ())
    assert verdict.next == dict(zip(signoff.STATES[1:], (*signoff.STATES[2:], None), strict=True))[state]  # type: ignore[index]


def test_a_draft_needs_no_hash_and_outlives_every_edit(tmp_path: Path) -> None:
    for content in ("", OTHER):
        assert read(tmp_path, said("drafted", content)).findings == ()
        assert read(tmp_path, said("drafted", content)).state == "drafted"


def test_an_imported_article_counts_until_the_article_changes(tmp_path: Path) -> None:
    assert read(tmp_path, said("imported", ARTICLE)).state == "imported"
    verdict = read(tmp_path, said("imported", OTHER), *chain("checked"))
    assert verdict.state == "checked"
    assert [finding.message for finding in verdict.findings] == [
        "The article has changed since 2026-11-22. “imported” no longer counts."
    ]


@pytest.mark.parametrize("state", signoff.STATES[2:])
def test_an_edit_drops_every_state_after_the_draft_and_names_each(tmp_path: Path, state: str) -> None:
    verdict = read(tmp_path, *chain(state, OTHER))
    assert verdict.state == "drafted"
    dropped = signoff.STATES[2 : signoff.STATES.index(state) + 1]
    assert {finding.message for finding in verdict.findings} == {
        f"The leaflet has changed since 2026-11-22. “{each}” no longer counts." for each in dropped
    }
    assert {finding.level for finding in verdict.findings} == {"should fix"}


def test_states_signed_again_after_an_edit_count_and_the_old_ones_are_history(tmp_path: Path) -> None:
    verdict = read(tmp_path, *chain("approved", OTHER), *chain("fact-checked"))
    assert verdict.state == "fact-checked"
    assert [finding.message.split("“")[1].split("”")[0] for finding in verdict.findings] == [
        "tested with readers",
        "approved",
    ]


def test_an_edit_that_is_taken_back_brings_the_states_back(tmp_path: Path) -> None:
    verdict = read(tmp_path, *chain("approved"), said("checked", OTHER))
    assert (verdict.state, verdict.findings) == ("approved", ())


@pytest.mark.parametrize("state", signoff.STATES[2:])
def test_a_state_does_not_count_when_the_one_before_it_is_missing(tmp_path: Path, state: str) -> None:
    before = signoff.STATES[signoff.STATES.index(state) - 1]
    verdict = read(tmp_path, *(entry for entry in chain(state) if f'state = "{before}"' not in entry))
    assert state not in {entry.said for entry in verdict.counting}
    told = next(finding for finding in verdict.findings if f"“{state}” does" in finding.message)
    assert told.message == f"“{before}” comes before it. “{state}” does not count."


def test_a_state_without_a_hash_does_not_count_and_the_hash_is_told(tmp_path: Path) -> None:
    verdict = read(tmp_path, said("drafted"), said("checked", ""))
    assert verdict.state == "drafted"
    assert codes(verdict.findings) == ["SG-006"]
    assert HASH in verdict.findings[0].hint


@pytest.mark.parametrize("name", ["Ann Hill", "ann  hill", "Ann. Hill"])
def test_nobody_checks_the_facts_of_their_own_draft(tmp_path: Path, name: str) -> None:
    verdict = read(tmp_path, *chain("checked"), said("fact-checked", name=name))
    assert verdict.state == "checked"
    assert codes(verdict.findings) == ["SG-011"]


@pytest.mark.parametrize(
    ("readers", "comments"), [("", "Good."), ("1", "Good."), ('["Cy"]', "Good."), ('["Cy", "Cy"]', "Good."), ("2", "")]
)
def test_a_test_counts_with_two_readers_and_what_they_said(tmp_path: Path, readers: str, comments: str) -> None:
    tested = said("tested with readers", readers=readers, comments=comments)
    verdict = read(tmp_path, *chain("fact-checked"), tested)
    assert verdict.state == "fact-checked"
    assert codes(verdict.findings) == ["SG-012"]


def test_readers_who_do_not_want_their_names_written_down_are_numbered(tmp_path: Path) -> None:
    verdict = read(tmp_path, *chain("fact-checked"), said("tested with readers", readers="3"))
    assert verdict.state == "tested with readers"
    assert verdict.counting[-1].readers == ("1", "2", "3")


def test_lines_on_health_and_law_need_an_expert_before_readers_get_them(tmp_path: Path) -> None:
    seen = replace(SEEN, experts=EXPERTS)
    experts = [said(kind, content) for kind, content in EXPERTS.items()]
    assert read(tmp_path, *chain("approved"), *experts, seen=seen).state == "approved"
    verdict = read(tmp_path, *chain("approved"), experts[0], seen=seen)
    assert verdict.state == "fact-checked"
    assert "No expert has agreed to the lines about law." in {finding.message for finding in verdict.findings}
    assert codes(read(tmp_path, said("drafted"), seen=seen).findings) == ["SG-013", "SG-013"]


def test_an_edit_of_the_lines_on_health_drops_their_expert_and_no_other(tmp_path: Path) -> None:
    before, health = garden(HEALTH), garden(HEALTH.replace("get better", "get well"))
    other = garden(HEALTH.replace("You can come", "All can come"))
    experts = signoff.expert_hashes(before)
    assert set(experts) == {"health", "law"}
    assert signoff.expert_hashes(other) == experts
    assert signoff.expert_hashes(garden()) == {}
    entries = [said(kind, content) for kind, content in experts.items()]
    verdict = read(tmp_path, said("drafted"), *entries, seen=Seen(HASH, experts=signoff.expert_hashes(health)))
    assert [finding.message for finding in verdict.findings] == [
        "The lines about health have changed since 2026-11-22. The word of Dee Moor no longer counts."
    ]


def test_a_leaflet_is_not_approved_while_a_fact_must_be_confirmed(tmp_path: Path) -> None:
    verdict = read(tmp_path, *chain("approved"), seen=replace(SEEN, to_confirm=("G01", "G07")))
    assert verdict.state == "tested with readers"
    assert [(finding.code, "G01, G07" in finding.message) for finding in verdict.findings] == [("SG-014", True)]


def test_a_missing_file_means_drafted_and_is_said(tmp_path: Path) -> None:
    found, faults = signoff.read(tmp_path / "sign-off.toml")
    assert codes(faults) == ["SG-001"]
    assert standing.judge(found, SEEN, "x").state == "drafted"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (said("finished"), "SG-003"),
        (said("health").replace('kind = "health"', 'kind = "magic"'), "SG-003"),
        (said("checked", name=""), "SG-004"),
        (said("checked", day=""), "SG-005"),
        (said("checked", day="22 November"), "SG-005"),
        (said("checked", day="2026-02-30"), "SG-005"),
    ],
)
def test_an_entry_with_a_fault_is_told_and_does_not_count(tmp_path: Path, entry: str, code: str) -> None:
    verdict = read(tmp_path, said("drafted", ""), entry)
    assert verdict.state == "drafted"
    assert [(finding.line, finding.code, finding.level) for finding in verdict.findings] == [(7, code, "must fix")]


def test_a_person_without_a_role_counts_but_is_asked_for(tmp_path: Path) -> None:
    verdict = read(tmp_path, said("drafted"), said("checked", role=""))
    assert verdict.state == "checked"
    assert [(finding.code, finding.level) for finding in verdict.findings] == [("SG-009", "should fix")]


def test_a_day_without_quotation_marks_is_understood(tmp_path: Path) -> None:
    verdict = read(tmp_path, said("drafted", "").replace('"2026-11-22"', "2026-11-22"))
    assert (verdict.date, verdict.findings) == ("2026-11-22", ())


@pytest.mark.parametrize("text", ["[[state", "state = 1\n", "[state]\nname = 'x'\n", "expert = 'x'\n"])
def test_a_file_that_cannot_be_read_means_drafted(tmp_path: Path, text: str) -> None:
    verdict = read(tmp_path, text)
    assert verdict.state == "drafted"
    assert codes(verdict.findings) == ["SG-002"]


def test_the_messages_about_sign_off_are_easy_to_read(tmp_path: Path) -> None:
    faulty = (said("checked", ""), said("fact-checked", OTHER), said("done", name="", day=""), said("", role=""))
    waiting = replace(SEEN, experts={**EXPERTS, "law": OTHER}, to_confirm=("G01",))
    found = read(tmp_path, *faulty).findings + signoff.read(tmp_path / "none" / "sign-off.toml")[1]
    found += read(tmp_path, *chain("approved"), said("law"), seen=waiting).findings
    found += read(tmp_path, *chain("approved"), seen=replace(SEEN, to_confirm=("G01",))).findings
    found += read(tmp_path, *chain("checked"), said("fact-checked", name="Ann Hill")).findings
    found += read(tmp_path, *chain("fact-checked"), said("tested with readers", readers="")).findings
    found += read(tmp_path, "[[state").findings
    assert len(set(codes(found))) == 13
    for finding in found:
        words = finding.message.partition("cannot be read: ")[0] if finding.code == "SG-002" else finding.message
        for sentence in units.sentences(f"{words} {finding.hint}"):
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
    found.append(signoff.content_hash(garden(), (replace(FACT, modality="possible"),)))
    found.append(signoff.content_hash(garden(TEXT.replace("come.", "come. {G01}")), (FACT,)))
    found.append(signoff.content_hash(garden(TEXT.replace("come.", "come. {G01 law}")), (FACT,)))
    assert len(set(found)) == 9


def test_the_hash_does_not_change_when_somebody_confirms_a_fact() -> None:
    asked = replace(FACT, confirm="Is it open?", line=3)
    confirmed = replace(FACT, source="Dee Moor, 2026-11-22", line=9)
    assert signoff.content_hash(garden(), (asked,)) == signoff.content_hash(garden(), (confirmed,)) == HASH


def test_the_hash_does_not_change_with_the_state_itself_or_with_empty_lines() -> None:
    signed = replace(garden(), about=replace(garden().about, sign_off="checked", signed_on="2026-11-22"))
    moved = garden(TEXT.replace("## Who", "\n\n## Who"))
    assert signoff.content_hash(signed, (FACT,)) == signoff.content_hash(moved, (FACT,)) == HASH


def test_an_entry_is_written_at_the_end_and_nothing_else_changes(tmp_path: Path) -> None:
    path = tmp_path / "sign-off.toml"
    before = "# Who said what.\r\n\r\n" + said("drafted").replace("\n", "\r\n")
    comments = 'They said: "Too long." \\ \x7f '
    entry = signoff.Entry("tested with readers", "Dee “D” Moor", "a\tb", "2026-11-22", HASH, 10, ("Cy", "2"), comments)
    path.write_bytes(signoff.with_entry(before, entry).encode())
    assert path.read_bytes().startswith(before.strip().encode())
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")
    found, faults = signoff.read(path)
    assert faults == ()
    assert found[-1] == replace(entry, comments=comments.strip())


@pytest.mark.parametrize("last", [said("checked"), said("health"), "[[state]]\nstate = 'half'\n"])
def test_the_last_entry_can_be_taken_out_again(last: str) -> None:
    before = "# Notes stay.\n\n" + said("drafted")
    assert signoff.without_last(before + last) == before.rstrip() + "\n"
    assert signoff.without_last(last) == ""


@pytest.mark.parametrize(
    "text", ["", "# Nobody yet.\n", 'state = "x"\n', said("drafted") + 'notes = """\n[[state]]\n"""\n']
)
def test_what_is_not_certainly_one_entry_is_not_taken_out(text: str) -> None:
    with pytest.raises(LeafletError, match="by hand"):
        signoff.without_last(text)


@pytest.mark.parametrize("slug", ["sim-london", "values-framework"])
def test_our_own_leaflets_are_honest_drafts(slug: str) -> None:
    source = sources.load(SOURCES, slug, date(2026, 11, 22))
    assert [(entry.said, entry.role) for entry in source.standing.counting] == [("drafted", "sample, not a person")]
    assert source.leaflet.about.is_draft
    assert not source.leaflet.about.is_tested


def test_lines_of_ours_on_health_and_law_wait_for_an_expert() -> None:
    found = sources.load(SOURCES, "sim-london", date(2026, 11, 22)).standing.findings
    assert [finding.message for finding in found] == [
        "No expert has agreed to the lines about health.",
        "No expert has agreed to the lines about law.",
    ]
