"""The reader of manuscripts: what staff write arrives in the leaflet, and what it cannot read is said plainly."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets import manuscript
from leaflets.model import Box, Leaflet, Point

MANUSCRIPTS = Path(__file__).parent / "manuscripts"

HEAD = "---\ntitle: Open on Sunday\ninformation-date: 2026-11\n---\n"


def read(text: str) -> tuple[Leaflet, list[str]]:
    leaflet, findings = manuscript.read(text, "leaflet.md", "open", "en-GB")
    return leaflet, [f"{finding.line} {finding.code}" for finding in findings]


def rows(leaflet: Leaflet) -> list[Point]:
    return [point for section in leaflet.sections for point in section.points()]


def test_the_manuscript_with_every_construct_is_read_without_a_finding() -> None:
    leaflet, findings = read((MANUSCRIPTS / "everything" / "leaflet.en-GB.md").read_text(encoding="utf-8"))
    assert findings == []
    assert [section.kind for section in leaflet.sections] == ["introduction", "topic", "topic", "closing"]
    assert [point.kind for point in rows(leaflet)].count("quote") == 2


def test_one_line_is_one_sentence_with_its_line_number_and_facts() -> None:
    leaflet, _ = read(HEAD + "## When?\n[picture: survey]\nWe are open.\nYou can *not* come at night. {L01 health}\n")
    (row,) = rows(leaflet)
    assert [(sentence.text, sentence.line) for sentence in row.sentences] == [
        ("We are open.", 7),
        ("You can not come at night.", 8),
    ]
    assert (row.sentences[1].facts, row.sentences[1].experts) == (("L01",), ("health",))
    assert row.picture
    assert row.picture.concept == "survey"


def test_bold_words_links_languages_and_pauses_become_runs() -> None:
    line = "Most **people** | read [our page](https://example.org) in {lang=cy: Gymraeg}."
    leaflet, _ = read(f"{HEAD}## When?\n{line}\n")
    runs = rows(leaflet)[0].sentences[0].runs
    assert "".join(run.text for run in runs) == "Most people read our page in Gymraeg."
    assert [run.text for run in runs if run.mark == "hard"] == ["people"]
    assert [run.text for run in runs if run.link == "https://example.org"] == ["our page"]
    assert [run.text for run in runs if run.lang == "cy"] == ["Gymraeg"]
    assert [run.text for run in runs if run.pause] == [" "]


def test_a_meaning_stands_with_the_row_that_used_the_word() -> None:
    text = f"{HEAD}## When?\nGo to the **library**.\n== **Library**: A library lends books.\n== It is free.\n"
    (row,) = rows(read(text)[0])
    (hard_word,) = row.hard_words
    assert hard_word.word == "Library"
    assert [sentence.text for sentence in hard_word.meaning] == ["A library lends books.", "It is free."]
    assert [run.text for run in hard_word.meaning[0].runs if run.strong] == ["library"]


def test_a_notice_is_a_box_of_the_introduction() -> None:
    leaflet, _ = read(f"{HEAD}# Notice: Things have changed\nWe moved.\n\n## When?\nWe are open.\n")
    (box,) = leaflet.sections[0].blocks
    assert isinstance(box, Box)
    assert (box.kind, box.heading.text) == ("notice", "Things have changed")
    assert box.points[0].sentences[0].text == "We moved."


def test_written_contacts_have_a_name_and_a_value() -> None:
    leaflet, _ = read(f"{HEAD}# Contacts\n[picture: phone]\nPhone: 020 7946 0123\n\n## When?\nWe are open.\n")
    contact = rows(leaflet)[-1]
    assert contact.kind == "contact"
    assert [sentence.text for sentence in contact.sentences] == ["Phone", "020 7946 0123"]


def test_a_box_takes_rows_only_until_the_next_heading() -> None:
    leaflet, findings = read(f"{HEAD}# Notice\nWe moved.\n\n# About this leaflet\nThis is about us.\n\nIt is free.\n")
    assert findings == []
    notice, *others = leaflet.sections[0].blocks
    assert isinstance(notice, Box)
    assert [point.sentences[0].text for point in notice.points] == ["We moved."]
    assert [block.sentences[0].text for block in others if isinstance(block, Point)] == [
        "This is about us.",
        "It is free.",
    ]


def test_a_contact_keeps_its_link_its_facts_and_its_experts() -> None:
    leaflet, findings = read(HEAD + "# Contacts\nWeb: [our page](https://a.org) {V01 health}\n")
    assert findings == []
    label, value = rows(leaflet)[0].sentences
    assert (label.text, label.facts, label.line) == ("Web", (), 6)
    assert [(run.text, run.link) for run in value.runs] == [("our page", "https://a.org")]
    assert (value.facts, value.experts, value.line) == (("V01",), ("health",), 6)


def test_the_formats_of_a_leaflet_stand_in_the_order_of_the_download_page() -> None:
    leaflet, findings = read("---\ntitle: A\ninformation-date: 2026\nformats: text, booklet\n---\n## When?\nNow.\n")
    assert findings == []
    assert leaflet.about.formats == ("booklet", "text")


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [
        ("Web: https://a.org", "Web", "https://a.org"),
        ("**Phone:** 020 7946 0123", "Phone", "020 7946 0123"),
        ("[Our: page](https://a.org): open: always", "Our: page", "open: always"),
    ],
)
def test_a_contact_is_cut_at_its_first_colon_outside_an_address(line: str, label: str, value: str) -> None:
    leaflet, findings = read(f"{HEAD}# Contacts\n{line}\n")
    assert findings == []
    assert [sentence.text for sentence in rows(leaflet)[0].sentences] == [label, value]


def test_a_stressed_phrase_stays_stressed_after_a_hard_word_in_it() -> None:
    leaflet, _ = read(HEAD + "## When?\n*not **hard** ever* again\n")
    runs = rows(leaflet)[0].sentences[0].runs
    assert [(run.text, run.mark) for run in runs] == [
        ("not ", "stress"),
        ("hard", "hard"),
        (" ever", "stress"),
        (" again", ""),
    ]


def test_a_quotation_of_several_paragraphs_is_read_without_a_finding() -> None:
    leaflet, findings = read(HEAD + "## When?\n> [ann]\n> We met.\n>\n> It was *good*.\n")
    assert findings == []
    assert [sentence.text for sentence in rows(leaflet)[0].sentences] == ["We met.", "It was good."]


def test_notes_to_oneself_reach_no_reader() -> None:
    text = f"{HEAD}## When?\n<!-- ask\n\nJo -->\nWe are open. <!-- sure? -->\n<!-- - really - -->\nCome in.\n"
    leaflet, findings = read(text)
    assert findings == []
    (row,) = rows(leaflet)
    assert [(sentence.text, sentence.line) for sentence in row.sentences] == [("We are open.", 9), ("Come in.", 11)]


def test_the_address_of_a_video_in_sign_language_is_kept_beside_the_words() -> None:
    leaflet, findings = read("---\ntitle: A\nbsl-video: https://example.org/bsl?v=1\n---\n## When?\nNow.\n")
    assert findings == []
    assert leaflet.about.bsl_video == "https://example.org/bsl?v=1"


def test_front_matter_is_always_text_and_never_guessed() -> None:
    leaflet, _ = read("---\ntitle: 0123\nversion: 1.10\ninformation-date: 2026\n---\n## When?\nNow.\n")
    assert (leaflet.cover.title.text, leaflet.about.version) == ("0123", "1.10")


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Just words.\n", "1 MS-001"),
        ("---\ninformation-date: 2026\n---\n## When?\nNow.\n", "1 MS-004"),
        ("---\ntitle: A\ninformation-date: soon\n---\n## When?\nNow.\n", "3 MS-005"),
        ("---\ntitle: A\ninformation-date: 2019-02-30\n---\n## When?\nNow.\n", "3 MS-005"),
        ("---\ntitle: A\ninformation-date: 2019-13\n---\n## When?\nNow.\n", "3 MS-005"),
        ("---\ntitle: A\ninformation-date: 0000\n---\n## When?\nNow.\n", "3 MS-005"),
        ("---\ntitle: A\ninformation-date: 2026\nstatus: old\n---\n## When?\nNow.\n", "4 MS-006"),
        ("---\ntitle: A\ninformation-date: 2026\nformats: text, pdf\n---\n## When?\nNow.\n", "4 MS-007"),
        ("---\ntitle: A\ninformation-date: 2026\nbsl-video: www.example.org/bsl\n---\n## When?\nNow.\n", "4 MS-008"),
        ("---\ntitle: A\nbsl-video: http://example.org/bsl\n---\n## When?\nNow.\n", "3 MS-008"),
        ("---\ntitle: A\nbsl-video: https://\n---\n## When?\nNow.\n", "3 MS-008"),
        ("---\ntitle: A\nbsl-video: https://[example.org\n---\n## When?\nNow.\n", "3 MS-008"),
        ("---\ntitle: A\nbsl-video: https://example.org/two words\n---\n## When?\nNow.\n", "3 MS-008"),
        ("---\ntitle: A\nbsl-video: javascript:alert(1)\n---\n## When?\nNow.\n", "3 MS-008"),
        ("---\ntitle: A\ntitel: B\ninformation-date: 2026\n---\n## When?\nNow.\n", "3 MS-002"),
        ("---\ntitle: A\ntitle: B\ninformation-date: 2026\n---\n## When?\nNow.\n", "3 MS-003"),
        (HEAD + "## When?\n- one\n- two\n", "6 MS-010"),
        (HEAD + "## When?\n1. one\n", "6 MS-010"),
        (HEAD + "## When?\n```\nx\n```\n", "6 MS-010"),
        (HEAD + "## When?\n> - one\n", "6 MS-010"),
        (HEAD + "## When?\n> Yes.\n> 1. x\n", "7 MS-010"),
        (HEAD + "## When?\n> > Yes.\n", "6 MS-010"),
        (HEAD + "## When?\n> ## x\n", "6 MS-011"),
        (HEAD + "## When?\n<div>x</div>\n", "6 MS-032"),
        (HEAD + "### When?\n", "5 MS-011"),
        (HEAD + "## \nNow.\n", "5 MS-012"),
        (HEAD + "## When?\n\n## Where?\nHere.\n", "5 MS-013"),
        (HEAD + "# When?\n", "5 MS-014"),
        (HEAD + "# Notice\nNow.\n\n# Notice\nNow.\n", "8 MS-015"),
        (HEAD + "Now.\n", "5 MS-016"),
        (HEAD + "## When?\n[picture: a]\n[picture: b]\nNow.\n", "7 MS-020"),
        (HEAD + "## When?\nGo to the **library**.\n== **Library** means books.\nNow.\n", "8 MS-021"),
        (HEAD + "## When?\n[picture: a]\n", "6 MS-022"),
        (HEAD + "## When?\nNow.\n== This names nothing.\n", "7 MS-023"),
        (HEAD + "# Contacts\nCall us.\n", "6 MS-024"),
        (HEAD + "# Contacts\nhttps://a.org\n", "6 MS-024"),
        (HEAD + "# Contacts\n: 020 7946 0123\n", "6 MS-024"),
        (HEAD + "## When?\nNow. And here.\n", "6 MS-025"),
        (HEAD + "## When?\n<!-- ask\n\nWe are open.\n\n<!-- b -->\n", "6 MS-034"),
        ("---\ntitle: A\ninformation-date: 2026\nversion: 1 [x\n---\n## When?\nNow.\n", "4 MS-031"),
        (HEAD + "## When?\nNow. {what}\n", "6 MS-030"),
        (HEAD + "## When?\nNow [here.\n", "6 MS-031"),
        (HEAD + "## When?\n`Now`\n", "6 MS-032"),
        (HEAD + "## When?\nSee ![a cat](cat.png)\n", "6 MS-032"),
        (HEAD + "## When?\n[Click](javascript:alert)\n", "6 MS-033"),
        (HEAD + "## When?\nNow. <!-- sure?\n", "6 MS-034"),
        (HEAD + "## When?\nNow. sure? -->\n", "6 MS-034"),
        (HEAD + "## When? <!-- sure?\nNow.\n", "5 MS-034"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(text: str, finding: str) -> None:
    assert finding in read(text)[1]


@given(st.text(max_size=200))
def test_no_text_of_a_person_makes_the_reader_fail(text: str) -> None:
    for whole in (text, HEAD + "## When?\n" + text):
        leaflet, findings = read(whole)
        assert leaflet.slug == "open"
        assert findings == sorted(findings, key=lambda finding: int(finding.split()[0]))
