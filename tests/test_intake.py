"""Articles as people save them: every way of saving is read, and what is no part of the article is told."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets import intake
from leaflets.commands import main
from leaflets.findings import LeafletError
from leaflets.intake import Article, plain, same_story, splitting

ARTICLES = Path(__file__).parent / "articles"
TEXT = "A new café\n\nThe café’s doors open at 9 a.m. – see you there.\n"


def test_a_text_article_is_taken_apart() -> None:
    article, findings = intake.read(ARTICLES / "garden.txt")
    assert findings == ()
    assert article.title == "A community garden for everybody"
    assert [block.kind for block in article.blocks] == [
        "paragraph", "paragraph", "heading", "item", "item", "item", "paragraph",
    ]  # fmt: skip
    assert article.blocks[3].text == "raised beds that can be reached from a wheelchair"


def test_what_a_web_page_adds_is_left_out_and_told_with_its_line() -> None:
    article, _ = intake.read(ARTICLES / "garden.txt")
    assert [(residue.line, residue.text) for residue in article.residue] == [
        (15, "Phone: 020 7946 0123"),
        (16, "garden@example.org"),
        (18, "Download the garden plan"),
        (19, "Share this:"),
        (20, "Leave a Reply"),
    ]


def test_a_markdown_article_is_read_without_its_marks() -> None:
    article, _ = intake.read(ARTICLES / "garden.md")
    assert article.title == "A garden for everybody"
    assert article.sentences() == (
        "The council has agreed to a new garden in Mill Lane.",
        "It opens on 6 June 2026.",
        "raised beds",
        "a path",
        "“I cannot wait,” said Amy Stone.",
    )
    assert [residue.text for residue in article.residue] == ["Read more"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_way_of_saving_gives_the_same_article(tmp_path: Path, encoding: str, newline: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.replace("\n", newline).encode(encoding))
    article, findings = intake.read(path)
    assert findings == ()
    assert article.title == "A new café"
    assert article.sentences() == ("The café’s doors open at 9 a.m. – see you there.",)


@pytest.mark.parametrize("name", ["article.docx", "article.PDF", "article.html", "article.xyz", "article"])
def test_other_types_are_refused_with_advice(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x00\x01")
    article, (finding,) = intake.read(path)
    assert article.blocks == ()
    assert finding.level == "must fix"
    assert ".txt" in finding.hint
    assert name in finding.file


def test_an_empty_article_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("\n\nLeave a Reply\n", encoding="utf-8")
    article, (finding,) = intake.read(path)
    assert article.sentences() == ()
    assert "No sentences" in finding.message


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LeafletError, match=r"nowhere\.txt"):
        intake.read(tmp_path / "nowhere.txt")


def read_text(tmp_path: Path, text: str, name: str = "article.txt") -> Article:
    """The only article of a file with that text."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (article,), _ = intake.read_all(path)
    return article


def codes(article: Article) -> list[str]:
    return [finding.code for finding in article.findings]


def test_wrapped_lines_are_one_paragraph_and_a_short_line_above_is_a_heading(tmp_path: Path) -> None:
    text = "The title\nOur plan\nThe plan is to open a garden in the middle of the town with\nbeds and benches.\n"
    article = read_text(tmp_path, text)
    assert [block.kind for block in article.blocks] == ["heading", "paragraph"]
    assert article.sentences()[0].endswith("with beds and benches.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Download speeds are slow in our town, people say.",
        "Share the garden with your friends.",
        "No comments were made by the council about the plan.",
        "Join the discussion at the town hall on 5 June 2019.",
        "Registered charity workers met in the town hall on 5 June 2019.",
        "By popular demand the club opens on Sundays too.",
        "Reject all calls to close the centre, says the union.",
        "You have received the wrong letter if it has no date.",
    ],
)
def test_a_real_sentence_that_begins_like_an_added_line_is_kept(tmp_path: Path, sentence: str) -> None:
    article = read_text(tmp_path, f"The title\n\n{sentence}\n\nThe end is near.\n")
    assert [block.text for block in article.blocks] == [sentence, "The end is near."]


def test_a_number_picks_one_of_several_articles() -> None:
    path = ARTICLES / "messy" / "two-titles.md"
    article, findings = intake.read(path, 2)
    assert article.title == "Hospital opens a quiet room"
    assert "1. “Night buses will stop”, 2. “Hospital opens a quiet room”" in findings[0].message
    assert findings[0].level == "look at this"


def test_a_number_that_is_not_there_lists_what_is() -> None:
    with pytest.raises(LeafletError, match=r"(?s)no article 3.*1\. Night buses will stop.*2\. Hospital"):
        intake.read(ARTICLES / "messy" / "two-titles.md", 3)


@pytest.mark.parametrize(
    "words",
    [
        "The report can be found here.",
        "Click here to see the map of the town.",
        "To read more, follow the link at the foot of the page and use the form below.",
        "You can register here!",
    ],
)
def test_a_lost_link_is_told_with_its_line(tmp_path: Path, words: str) -> None:
    article = read_text(tmp_path, f"A title\n\nThe council met.\n\nPeople came. {words}\n")
    assert [(finding.code, finding.line) for finding in article.findings] == [("AR-020", 5)]


@pytest.mark.parametrize("words", ["We live here in Sutton.", "People found it hard here.", "A bus link is planned."])
def test_a_place_is_no_lost_link(tmp_path: Path, words: str) -> None:
    assert codes(read_text(tmp_path, f"A title\n\n{words}\n")) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("It opens in July and may grow.", "“in July”"),
        ("It ran in March and April at the hall.", "“in March and April”"),
        ("It opens on 5 June at noon.", "“5 June”"),
        ("More places follow over the next few years.", "“next few years”"),
        ("It closed last week.", "“last week”"),
        ("They met on Tuesday at noon.", "“on Tuesday”"),
        ("It will be finished within about two months.", "“within about two months”"),
        ("They recently moved, three years ago it was.", "“recently”, “three years ago”"),
    ],
)
def test_a_time_without_a_year_is_told(tmp_path: Path, words: str, told: str) -> None:
    (finding,) = read_text(tmp_path, f"A title\n\nThe council met. {words}\n").findings
    assert finding.code == "AR-021"
    assert told in finding.message


@pytest.mark.parametrize(
    "words",
    [
        "It opens on 5 June 2019.",
        "It ran from March to July 2018.",
        "It opens every Tuesday and on Friday evenings.",
        "They may march again.",
        "The course lasts two weeks.",
    ],
)
def test_a_full_date_or_a_weekly_time_is_not_told(tmp_path: Path, words: str) -> None:
    assert codes(read_text(tmp_path, f"A title\n\n{words}\n")) == []


@pytest.mark.parametrize(
    "words",
    ["He said: “We will go.", 'He said: "We will go.', "She said “yes” and then: “No more.", "He called it ‘a gift."],
)
def test_a_quotation_that_does_not_end_is_told(tmp_path: Path, words: str) -> None:
    assert codes(read_text(tmp_path, f"A title\n\nThe council met. {words}\n")) == ["AR-022"]


@pytest.mark.parametrize(
    "words",
    [
        "He said: “We will go.”",
        "The carers’ group met the trust’s board, and ‘all went well’.",
        "“We will go,” he said.\n\n“We came back.”",
        "“We will go. We have to.\n\n“Then we come back.”",
        'A 6" pipe is no quotation, and neither is a 12" one.',
    ],
)
def test_a_quotation_that_ends_is_not_told(tmp_path: Path, words: str) -> None:
    assert codes(read_text(tmp_path, f"A title\n\n{words}\n")) == []


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Download the Riverside Health Leaflet", "riverside-health"),
        ("Download a summary of the Housing Strategy", "housing-strategy"),
        ("Click here to download our Carers' Rights booklet", "carers-rights"),
        ("You can read a summary of the Talking Therapies Report here.", "talking-therapies-report"),
        ("The Good Neighbours leaflet can be downloaded here.", "good-neighbours"),
    ],
)
def test_a_promised_leaflet_is_offered_with_a_slug(tmp_path: Path, words: str, slug: str) -> None:
    article = read_text(tmp_path, f"A title\n\nThe council met in the hall.\n\n{words}\n")
    assert [(offer.slug, offer.text, offer.line) for offer in article.offers] == [(slug, words, 5)]


@pytest.mark.parametrize(
    "words", ["Download the report (PDF)", "The leaflet was bad.", "He read the paper.", "See the doctor soon for it."]
)
def test_what_is_no_promise_is_no_offer(tmp_path: Path, words: str) -> None:
    assert read_text(tmp_path, f"A title\n\nThe council met in the hall.\n\n{words}\n").offers == ()


def test_a_kept_line_that_looks_added_is_told(tmp_path: Path) -> None:
    article = read_text(tmp_path, "A title\n\nThe council met.\n\nWhy not sign up to our newsletter today?\n")
    assert codes(article) == ["AR-030"]
    assert "newsletter" in article.findings[0].message


def test_the_same_story_in_two_files_is_told_once(tmp_path: Path) -> None:
    (story, *_), _ = intake.read_all(ARTICLES / "messy" / "three-stories-pasted.txt")
    changed = "\n\n".join(["A new title", "Old folk eat.", *(block.text for block in story.blocks[:2])])
    other = read_text(tmp_path, changed)
    third, _ = intake.read(ARTICLES / "messy" / "short-story.html")
    (finding,) = same_story.find([("one.txt", story), ("two.txt", other), ("three.html", third)])
    assert finding.file == "two.txt"
    assert "one.txt" in finding.message


def test_two_stories_of_one_subject_are_not_the_same() -> None:
    articles, _ = intake.read_all(ARTICLES / "messy" / "blog-index.html")
    assert same_story.find([("page.html", article) for article in articles]) == ()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_stop_the_reader(data: bytes, markdown: bool) -> None:
    articles, findings = splitting.articles(plain.read(data, "article", markdown), "article", "article")
    assert all(block.text for article in articles for block in article.blocks)
    assert articles or findings[-1].level == "must fix"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aB .#-*_[]()<>!`\n1:—“”|{}=\f\t", max_size=300), st.booleans())
def test_no_text_stops_the_reader(text: str, markdown: bool) -> None:
    articles, _ = splitting.articles(plain.read(text.encode(), "article", markdown), "article", "article")
    assert all(isinstance(article.sentences(), tuple) for article in articles)


def test_check_lists_every_article_of_a_file_with_scores_findings_and_offers(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["check", str(ARTICLES / "messy" / "three-stories-pasted.txt"), "--json"]) == 0
    articles = json.loads(capsys.readouterr().out)["articles"]
    assert [article["title"] for article in articles] == [
        "New lunch club opens at Larkfield Hall",
        "Volunteer drivers wanted",
        "Report on the library survey published",
    ]
    assert all(article["scores"]["words"] > 20 for article in articles)
    assert articles[1]["offers"][0]["slug"] == "volunteer-drivers"
    assert "AR-020" in {finding["code"] for finding in articles[1]["findings"]}
    assert "Leave a Reply" in {left_out["text"] for left_out in articles[2]["left_out"]}


def test_check_of_two_files_tells_that_a_story_is_in_both(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = ARTICLES / "messy" / "short-story.html"
    copy = tmp_path / "copy.txt"
    (story,), _ = intake.read_all(ARTICLES / "messy" / "broken-lines.txt")
    copy.write_text("\n\n".join([story.title, *(block.text for block in story.blocks)]), encoding="utf-8")
    main(["check", str(path), str(ARTICLES / "messy" / "broken-lines.txt"), str(copy), "--json"])
    files = json.loads(capsys.readouterr().out)["files"]
    assert [[finding["code"] for finding in file["findings"] if finding["code"] == "AR-011"] for file in files] == [
        [], [], ["AR-011"],
    ]  # fmt: skip


def test_new_writes_nothing_for_a_file_that_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "article.docx"
    path.write_bytes(b"PK\x03\x04 no more of it")
    assert main(["new", "our-garden", "--from", str(path), "--sources", str(tmp_path / "sources")]) == 1
    assert not (tmp_path / "sources" / "our-garden").exists()
