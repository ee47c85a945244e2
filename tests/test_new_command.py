"""`new`: from an article to a folder with an empty leaflet, and never over somebody's work."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from leaflets import facts, languages, manuscript, pictures, units
from leaflets.checks import check
from leaflets.commands import main
from leaflets.compose import Ingredients, compose
from leaflets.house import House, HouseContact
from leaflets.rewriting import concepts, fact_draft, particulars, patterns
from leaflets.rewriting.suggestions import suggestions

ARTICLES = Path(__file__).parent / "articles"
HOUSE = House("The Green House", contacts=(HouseContact("phone", "Phone", "020 7946 0123"),))


PATTERNS = ("explainer", "consultation", "event")


def start(sources: Path, article: str = "garden.txt", *more: str) -> int:
    return main(["new", "our-garden", "--from", str(ARTICLES / article), "--sources", str(sources), *more])


def written(sources: Path, text: str, *more: str) -> str:
    """The manuscript that is made from an article with this text."""
    article = sources / "article.txt"
    article.write_text(text, encoding="utf-8")
    assert main(["new", "our-garden", "--from", str(article), "--sources", str(sources / "sources"), *more]) == 0
    return (sources / "sources" / "our-garden" / "leaflet.en-GB.md").read_text("utf-8")


def test_new_writes_the_article_and_three_files_to_fill(tmp_path: Path) -> None:
    assert start(tmp_path) == 0
    folder = tmp_path / "our-garden"
    assert sorted(path.name for path in folder.iterdir()) == [
        "article.txt", "facts.toml", "leaflet.en-GB.md", "sign-off.toml",
    ]  # fmt: skip
    assert (folder / "article.txt").read_bytes() == (ARTICLES / "garden.txt").read_bytes()


@pytest.mark.parametrize("article", ["garden.txt", "garden.md"])
def test_the_empty_leaflet_can_be_read_and_says_what_is_still_to_write(tmp_path: Path, article: str) -> None:
    start(tmp_path, article)
    text = (tmp_path / "our-garden" / "leaflet.en-GB.md").read_text("utf-8")
    leaflet, reading = manuscript.read(text, "leaflet.en-GB.md", "our-garden", "en-GB")
    english, today = languages.load("en-GB"), date(2026, 6, 1)
    found = check(compose(leaflet, Ingredients(HOUSE, english, today, {})), "leaflet.en-GB.md", english, today)
    slots_to_fill = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("Still to write")]
    assert [finding.line for finding in found if finding.code == "ER-108"] == slots_to_fill
    assert len(slots_to_fill) == len(patterns.patterns("en-GB")["explainer"].slots)
    title = 2  # the article's own words
    own = [finding for finding in found if finding.file == "leaflet.en-GB.md" and finding.line != title]
    assert {finding.code for finding in own} == {"ER-108", "ER-402"}
    assert reading == ()


def test_every_sentence_of_the_article_is_offered_once_beside_the_slots(tmp_path: Path) -> None:
    start(tmp_path)
    text = (tmp_path / "our-garden" / "leaflet.en-GB.md").read_text("utf-8")
    notes = [line for line in text.splitlines() if line.startswith("<!-- The article says: ")]
    assert len(notes) == 10
    assert text.count("It was very well received!") == 1
    said = text.index("What did people say?")
    assert said < text.index("It was very well received!") < text.index("What happens next?")


def test_numbers_dates_and_names_are_listed_to_keep(tmp_path: Path) -> None:
    start(tmp_path)
    text = (tmp_path / "our-garden" / "leaflet.en-GB.md").read_text("utf-8")
    kept = {line.split(" to keep: ")[0]: line for line in text.splitlines() if " to keep: " in line}
    assert "120" in kept["<!-- Numbers"]
    assert "£45,000" in kept["<!-- Numbers"]
    assert "6 June 2026" in kept["<!-- Dates"]
    assert "2011" in kept["<!-- Dates"]
    assert "Greenfield Borough Council" in kept["<!-- Names"]
    assert "Mill Lane" in kept["<!-- Names"]


def test_each_sentence_has_an_entry_in_the_fact_sheet(tmp_path: Path) -> None:
    start(tmp_path)
    facts = tomllib.loads((tmp_path / "our-garden" / "facts.toml").read_text("utf-8"))["fact"]
    assert [fact["id"] for fact in facts] == [f"O{number:02}" for number in range(1, 11)]
    assert facts[4]["source_words"] == "It was very well received!"
    assert tomllib.loads((tmp_path / "our-garden" / "sign-off.toml").read_text("utf-8")) == {}


def test_new_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "our-garden"
    folder.mkdir()
    (folder / "facts.toml").write_text("# my work\n", encoding="utf-8")
    assert start(tmp_path) == 2
    assert [path.name for path in folder.iterdir()] == ["facts.toml"]
    assert (folder / "facts.toml").read_text("utf-8") == "# my work\n"
    assert "There is work already" in capsys.readouterr().err


@pytest.mark.parametrize("slug", ["Our Garden", "../garden", "garden_1", "-x", ""])
def test_a_name_that_cannot_be_a_folder_is_refused(tmp_path: Path, slug: str) -> None:
    assert main(["new", f"--sources={tmp_path}", f"--from={ARTICLES / 'garden.txt'}", "--", slug]) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_read_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "garden.docx"
    article.write_bytes(b"PK")
    assert main(["new", "our-garden", "--from", str(article), "--sources", str(tmp_path / "sources")]) == 1
    assert not (tmp_path / "sources").exists()
    assert "Nothing was written." in capsys.readouterr().out


def test_an_article_cannot_break_out_of_its_notes(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Notes -->\n\nThis --> is {{ odd }} and <!-- strange --> {% if %} [x](y) | **bold**.\n", "utf-8")
    assert main(["new", "odd", "--from", str(article), "--sources", str(tmp_path / "sources")]) == 0
    text = (tmp_path / "sources" / "odd" / "leaflet.en-GB.md").read_text("utf-8")
    leaflet, _ = manuscript.read(text, "leaflet.en-GB.md", "odd", "en-GB")
    assert "strange" not in " ".join(sentence.text for sentence in leaflet.sentences())


def test_particulars_are_found_once_each_and_first_words_are_no_names() -> None:
    found = particulars.find(("Most people met Ann Hill on 4 May 2024.", "Then Ann Hill paid £2.50 under Section 136."))
    assert found.names == ("Ann Hill", "Section 136")
    assert found.dates == ("4 May 2024",)
    assert found.numbers == ("£2.50",)


def test_sentences_are_sorted_to_the_slots_they_may_fill() -> None:
    article = ("It is a plan.", "It does not replace your nurse.", "People asked questions.", "It has a roof.")
    offered = patterns.sort(article, patterns.patterns("en-GB")["explainer"])
    assert offered["about"] == (0,)
    assert offered["stays"] == (1,)
    assert offered["said"] == (2,)
    assert offered["what"] == (3,)
    assert sum(map(len, offered.values())) == 4


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("Have your say. The consultation ends on 4 May 2026.", "consultation", "“have your say”"),
        ("Join us for an afternoon of music. The venue is the town hall.", "event", "“join us”, “venue”"),
        ("A nurse visits people at home.", "explainer", "Nothing in the article asks for another pattern."),
        ("After the consultation the garden was built.", "explainer", "Nothing"),
    ],
)
def test_the_pattern_is_guessed_and_the_reason_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, name: str, reason: str
) -> None:
    made = written(tmp_path, f"Something new\n\n{text}\n")
    assert f"Its pattern is: {name}." in made
    told = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("Its pattern: "))
    assert f"{name}." in told
    assert reason in told


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_can_be_chosen_and_gives_an_empty_leaflet(tmp_path: Path, name: str) -> None:
    assert start(tmp_path, "garden.txt", "--pattern", name) == 0
    text = (tmp_path / "our-garden" / "leaflet.en-GB.md").read_text("utf-8")
    leaflet, reading = manuscript.read(text, "leaflet.en-GB.md", "our-garden", "en-GB")
    rows = [sentence.text for section in leaflet.sections for point in section.points() for sentence in point.sentences]
    assert reading == ()
    assert len(rows) >= 8
    assert all(row.startswith("Still to write: ") for row in rows)
    assert text.count("<!-- The article says: ") == 10
    assert {picture.concept for picture in leaflet.pictures()} <= set(pictures.names())


def test_an_unknown_pattern_is_refused_with_the_known_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start(tmp_path, "garden.txt", "--pattern", "poem") == 2
    assert list(tmp_path.iterdir()) == []
    told = capsys.readouterr().err
    assert all(name in told for name in PATTERNS)


def test_each_sentence_has_its_suggestions_hard_words_and_three_pictures(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    glossary = '[[entry]]\nword = "survey"\nmeaning = ["A **survey** is a set of questions for many people."]\n'
    (tmp_path / "sources" / "glossary.en-GB.toml").write_text(glossary, encoding="utf-8")
    long = (
        "Following an extensive survey, the police officers and the council's psychologists may not extend "
        "the derelict hospital for at least 12 more years."
    )
    lines = written(tmp_path, f"Something new\n\n{long}\n").splitlines()
    at = lines.index(f"<!-- The article says: {long} -->")
    beside = "\n".join(lines[at + 1 :]).split("<!-- The article says")[0]
    keep = lines[at + 1].removeprefix("<!-- O01 to keep: ").removesuffix(" -->").split("; ")
    assert {"12", "not extend the", "may", "at least 12 more years", "the police officers"} <= set(keep)
    assert "<!-- To try: This sentence has 23 words." in beside
    assert "<!-- Hard word “survey”. A survey is a set of questions for many people. -->" in beside
    assert "psychologists" in next(line for line in lines if line.startswith("<!-- Hard words: "))
    chosen = next(line for line in lines if line.startswith("<!-- Pictures to choose from: "))
    offered = chosen.removeprefix("<!-- Pictures to choose from: ").removesuffix(". -->").split(", ")
    assert len(offered) == 3
    assert {"survey", "police", "hospital"} == set(offered)


def test_no_proposed_picture_is_chosen(tmp_path: Path) -> None:
    text = written(tmp_path, "Something new\n\nThe police visit.\n\nAn ambulance came to the hospital.\n")
    chosen = {line for line in text.splitlines() if line.startswith("[picture: ")}
    slots = patterns.patterns("en-GB")["explainer"].slots
    assert chosen == {f"[picture: {slot.picture}]" for slot in slots}


def test_every_concept_has_three_pictures_that_are_there() -> None:
    for word, scenes in concepts.concept_map("en-GB").items():
        assert len(set(scenes)) == 3, word
        assert set(scenes) <= set(pictures.names()), word


def test_a_word_is_matched_in_any_form_and_a_name_like_a_word_is_not() -> None:
    assert concepts.proposals("They met the nurses.", "en-GB") == ("meeting", "worker", "meet-three")
    assert concepts.proposals("The scales fell.", "en-GB") == ()


def test_what_a_person_must_confirm_stands_in_the_fact_sheet_in_the_articles_words(tmp_path: Path) -> None:
    sentence = "More than 40 carers may not visit Ann Hill before 4 May 2026, says the council."
    written(tmp_path, f"Something new\n\n{sentence}\n")
    sheet = tmp_path / "sources" / "our-garden" / "facts.toml"
    asked = [line for line in sheet.read_text("utf-8").splitlines() if line.startswith("# To confirm. ")]
    assert asked == [
        "# To confirm. Numbers: “40”",
        "# To confirm. Dates: “4 May 2026”",
        "# To confirm. Names: “Ann Hill”",
        "# To confirm. Words for no (polarity): “not visit Ann”",
        "# To confirm. Words for perhaps (modality): “may”",
        "# To confirm. How many (quantity): “More than 40 carers”",
        "# To confirm. Who (actor): “carers”, “the council”",
    ]
    listed, _ = facts.read(sheet)
    assert [fact.source_words for fact in listed] == [sentence]


@pytest.mark.parametrize("hostile", ["a\x07b not c.", "x # y not \\ z.", '“"""” is not it.', "no\u2028t is not."])
def test_a_fact_sheet_is_whole_whatever_the_article_says(hostile: str) -> None:
    sheet = tomllib.loads(fact_draft.draft("slug", (hostile,), "en-GB"))
    assert sheet["fact"][0]["source_words"] == hostile


def test_suggestions_are_there_for_one_sentence_too() -> None:
    english = languages.load("en-GB")
    assert any("&" in text for text in suggestions("Tea & cake.", english))
    assert suggestions("We meet.", english) == ()


def test_the_leaflet_is_also_given_as_a_word_file_that_comes_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(tmp_path, "garden.txt", "--as", "word") == 0
    folder = tmp_path / "our-garden"
    made = (folder / "leaflet.en-GB.md").read_text("utf-8")
    assert "read-word our-garden" in capsys.readouterr().out
    assert main(["read-word", "our-garden", str(folder / "leaflet.en-GB.docx"), "--sources", str(tmp_path)]) == 0
    assert (folder / "leaflet.en-GB.md").read_text("utf-8") == made
    assert "says the same already" in capsys.readouterr().out


def test_the_notes_of_the_pattern_are_easy_to_read(tmp_path: Path) -> None:
    start(tmp_path)
    text = (tmp_path / "our-garden" / "leaflet.en-GB.md").read_text("utf-8")
    notes = [line[4:-3] for line in text.splitlines() if line.startswith("<!--")]
    ours = [
        re.sub("“[^”]*”", "“…”", note) for note in notes if "The article says" not in note and " to keep: " not in note
    ]
    assert len(ours) >= 5
    assert [one for note in ours for one in units.sentences(note) if len(units.words(one)) > 15] == []


def test_an_article_in_a_word_file_is_also_written_as_text_for_the_facts(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Our new garden", 1)
    document.add_paragraph("The garden opens on 6 June 2026. It is free for everybody who lives in the town.")
    document.save(str(tmp_path / "News.docx"))
    assert main(["new", "garden", "--from", str(tmp_path / "News.docx"), "--sources", str(tmp_path / "sources")]) == 0
    folder = tmp_path / "sources" / "garden"
    assert sorted(path.name for path in folder.iterdir()) == [
        "article.md", "facts.toml", "leaflet.en-GB.md", "original.docx", "sign-off.toml",
    ]  # fmt: skip
    assert (folder / "original.docx").read_bytes() == (tmp_path / "News.docx").read_bytes()
    assert "It is free for everybody" in (folder / "article.md").read_text("utf-8")
    sheet = (folder / "facts.toml").read_text("utf-8").replace('claim = ""', 'claim = "It opens"')
    (folder / "facts.toml").write_text(sheet, encoding="utf-8")
    _, findings = facts.read(folder / "facts.toml")
    assert [finding for finding in findings if finding.code == "FA-003"] == []


TWO = """# Garden opens in June

The garden opens on 6 June 2026. It is free for everybody who lives in the town and likes plants.
The council paid for the beds, and volunteers built them.

Leave a Reply

# Library closes early

The library closes at 4 p.m. from now on. The council says that this saves money for new books.
Readers may still bring their books back at any time.

Leave a Reply
"""


def test_a_file_with_several_articles_asks_which_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "news.md").write_text(TWO, encoding="utf-8")
    command = ["new", "library", "--from", str(tmp_path / "news.md"), "--sources", str(tmp_path / "sources")]
    assert main(command) == 2
    assert "--article 2  Library closes early" in capsys.readouterr().err
    assert not (tmp_path / "sources").exists()
    assert main([*command, "--article", "2"]) == 0
    text = (tmp_path / "sources" / "library" / "leaflet.en-GB.md").read_text("utf-8")
    assert "title: Library closes early" in text
    assert "garden" not in text
    assert "garden" not in (tmp_path / "sources" / "library" / "article.md").read_text("utf-8")
    assert main([*command[:1], "third", *command[2:], "--article", "3"]) == 2
