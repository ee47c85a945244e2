"""`new`: from an article to a folder with an empty leaflet, and never over somebody's work."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from leaflets import languages, manuscript, units
from leaflets.checks import check
from leaflets.commands import main
from leaflets.compose import Ingredients, compose
from leaflets.house import House, HouseContact
from leaflets.intake import particulars, slots

ARTICLES = Path(__file__).parent / "articles"
HOUSE = House("The Green House", contacts=(HouseContact("phone", "Phone", "020 7946 0123"),))


def start(sources: Path, article: str = "garden.txt", slug: str = "our-garden") -> int:
    return main(["new", slug, "--from", str(ARTICLES / article), "--sources", str(sources)])


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
    assert len(slots_to_fill) == len(slots.SLOTS)
    assert {finding.code for finding in found} == {"ER-108", "ER-402"}
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


def test_an_article_of_another_type_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "garden.docx"
    article.write_bytes(b"PK")
    assert main(["new", "our-garden", "--from", str(article), "--sources", str(tmp_path / "sources")]) == 1
    assert not (tmp_path / "sources").exists()
    assert "save it as plain text" in capsys.readouterr().out


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
    offered = slots.sort(article)
    assert offered["about"] == ("It is a plan.",)
    assert offered["stays"] == ("It does not replace your nurse.",)
    assert offered["said"] == ("People asked questions.",)
    assert offered["what"] == ("It has a roof.",)
    assert sum(map(len, offered.values())) == 4


def test_the_notes_of_the_pattern_are_easy_to_read(tmp_path: Path) -> None:
    start(tmp_path)
    text = (tmp_path / "our-garden" / "leaflet.en-GB.md").read_text("utf-8")
    notes = [line[4:-3] for line in text.splitlines() if line.startswith("<!--")]
    ours = [note for note in notes if "The article says" not in note and " to keep: " not in note]
    assert len(ours) >= 5
    assert [one for note in ours for one in units.sentences(note) if len(units.words(one)) > 15] == []
