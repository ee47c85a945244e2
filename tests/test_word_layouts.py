"""Word with pictures beside the words, and without pictures: the house chooses, and the words stay the same."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import word_sample
from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table

from leaflets import build, editions, house
from leaflets.findings import LeafletError
from leaflets.formats import Edition, Layout, load
from leaflets.house import House
from leaflets.model import Leaflet, Section
from leaflets.verify.word import faults
from leaflets.verify.wordprofile import PROFILES
from leaflets.word import reader

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOUSE = 'name = "Example"\n'


def written(leaflet: Leaflet, name: str = "word", layout: Layout = "") -> bytes:
    made = load(name)
    edition = replace(made.edition, layout=layout or made.edition.layout)
    (data,) = made.write(leaflet, edition, {}).values()
    return data


def beside(leaflet: Leaflet) -> bytes:
    return written(leaflet, layout="side-by-side")


@pytest.fixture(scope="module")
def sample() -> Leaflet:
    return word_sample.leaflet()


@pytest.fixture(scope="module")
def document(sample: Leaflet) -> WordDocument:
    return Document(io.BytesIO(beside(sample)))


def rows(document: WordDocument) -> Iterator[tuple[Table, str, list[str]]]:
    """The table of each row, what its picture shows and its words."""
    for table in document.tables:
        for row in table.rows:
            picture, words = row.cells
            (alt,) = [node.get("descr") for node in picture._tc.iter() if node.tag.endswith("docPr")]
            yield table, alt, [one.text for one in words.paragraphs]


def test_each_row_is_a_picture_and_then_its_words_with_meanings(document: WordDocument) -> None:
    found = [(alt, words) for _, alt, words in rows(document)]
    assert found[0] == (
        "A leaflet",
        [
            "This leaflet is about a new card.",
            "The card is for the library.",
            "Library: A library lends books for free. It is open to all.",
        ],
    )
    assert ("A person", ["Will it cost money?"]) in found


def test_topics_have_a_table_each_and_boxes_keep_their_frames(document: WordDocument) -> None:
    assert [len(table.rows) for table in document.tables] == [1, 2, 6, 1]
    names = [one.style.name for one in document.paragraphs if one.style and "Notice" in str(one.style.name)]
    assert names == ["Notice Heading", "Notice Picture", "Notice Words Lead", "Notice Words"]


def test_tables_only_arrange(document: WordDocument) -> None:
    for table in document.tables:
        properties = table._tbl.tblPr
        assert properties.find(W + "tblStyle") is None
        assert properties.find(W + "tblBorders") is None
        assert properties.find(W + "tblLook").get(W + "firstRow") == "0"
        assert properties.find(W + "tblLayout").get(W + "type") == "fixed"
        assert [column.width.mm for column in table.columns] == pytest.approx([48, 126], abs=0.1)
        for row in table.rows:
            assert row._tr.trPr.find(W + "cantSplit") is not None
            assert row.height_rule == 1, "at least, never exactly"


def test_the_words_are_the_same_in_every_layout_and_edition(sample: Leaflet) -> None:
    expected = [part.split() for part in reader.words_of(written(sample))]
    for other in (beside(sample), written(sample, "word-large"), written(sample, "word-giant")):
        assert [part.split() for part in reader.words_of(other)] == expected


def test_a_leaflet_that_would_end_in_a_table_ends_in_its_words(sample: Leaflet) -> None:
    row = word_sample.row("person", "A person", word_sample.words("The last words."))
    for sections in ((row, row), (row,)):
        last = Section("closing", word_sample.words("The end"), sections)
        data = beside(replace(sample, sections=(last,)))
        assert faults(data) == ()
        body = [node.tag.removeprefix(W) for node in Document(io.BytesIO(data)).element.body]
        assert body[-2:] == ["p", "sectPr"]


def test_bold_names_break_only_where_they_are_longer_than_the_column(sample: Leaflet) -> None:
    name = word_sample.hard("Many Words in a Name")  # 20 letters: 26 fit above each other, 18 beside the picture
    topic = Section(
        "topic", word_sample.words("A topic"), (word_sample.row("person", "A person", word_sample.words(name)),) * 2
    )
    leaflet = replace(sample, sections=(topic, sample.sections[-1]))
    assert "Many\N{NO-BREAK SPACE}Words" in "".join(
        one.text for one in Document(io.BytesIO(written(leaflet))).paragraphs
    )
    (table, *_) = Document(io.BytesIO(beside(leaflet))).tables
    assert table.cell(0, 1).text == "Many Words in a Name"


@pytest.mark.parametrize("name", PROFILES)
def test_every_edition_keeps_what_it_promises(sample: Leaflet, name: str) -> None:
    data = written(sample, name)
    assert faults(data, PROFILES[name]) == ()
    pictures = len(Document(io.BytesIO(data)).inline_shapes)
    assert pictures == (len(list(sample.pictures())) if name == "word" else 1), "the logo alone"


def test_the_layout_of_the_house_reaches_word_files_with_pictures_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(HOUSE, encoding="utf-8")
    assert house.load(path).layout == "linear"
    path.write_text('layout = "side-by-side"\n' + HOUSE, encoding="utf-8")
    chosen = house.load(path)
    assert editions.of("word", chosen).layout == "side-by-side"
    assert [editions.of(name, chosen).layout for name in ("word-large", "easy-read", "text")] == ["", "", ""]


def test_a_slip_in_the_layout_is_told_with_both_choices(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text('layout = "table"\n' + HOUSE, encoding="utf-8")
    with pytest.raises(LeafletError, match=r'layout “table”.*"linear" or layout = "side-by-side"'):
        house.load(path)


def test_a_change_of_the_layout_makes_word_files_anew_and_no_others(sample: Leaflet) -> None:
    def keys(layout: Layout) -> dict[str, str]:
        wish = House("Example", layout=layout)
        wished = [editions.of(name, wish) for name in ("word", "word-large", "text")]
        prints = {edition.format: "the same" for edition in wished}
        return {job.format: job.key for job in build.plan([sample], wished, prints)}

    linear, beside = keys("linear"), keys("side-by-side")
    assert {name for name, key in linear.items() if beside[name] != key} == {"word"}


def test_the_edition_of_word_is_linear_and_those_without_pictures_have_no_layout() -> None:
    assert load("word").edition == Edition("word", layout="linear")
    assert load("word-large").edition == Edition("word-large", pictures=False)
    assert load("word-giant").edition == Edition("word-giant", size_pt=24, pictures=False)
