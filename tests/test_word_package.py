"""The template's faults are gone: old mode, American English, theme fonts, stale parts, the date of today."""

import io
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
import word_sample
from docx import Document

from leaflets import archive
from leaflets.formats import Edition, load
from leaflets.model import About
from leaflets.word import styles
from leaflets.word.package import information_moment

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def data() -> bytes:
    (made,) = load("word").write(word_sample.leaflet(), Edition("word"), {}).values()
    return made


@pytest.fixture(scope="module")
def parts(data: bytes) -> dict[str, bytes]:
    return archive.unpack(data)


def test_only_parts_that_a_leaflet_needs_are_in_the_file(parts: dict[str, bytes]) -> None:
    assert [name for name in parts if not name.startswith("word/media/")] == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
    ]


def test_what_was_dropped_is_named_nowhere(parts: dict[str, bytes]) -> None:
    lists = parts["[Content_Types].xml"] + parts["_rels/.rels"] + parts["word/_rels/document.xml.rels"]
    for name in (b"stylesWithEffects", b"thumbnail", b"customXml", b"numbering", b"docProps/app"):
        assert name not in lists


def test_settings_say_current_word_full_size_and_no_hyphens(parts: dict[str, bytes]) -> None:
    settings = ElementTree.fromstring(parts["word/settings.xml"])
    assert [node.attrib[W + "val"] for node in settings.iter(W + "compatSetting")] == ["15"]
    assert [node.attrib for node in settings.iter(W + "zoom")] == [{W + "percent": "100"}]
    assert [node.attrib[W + "val"] for node in settings.iter(W + "autoHyphenation")] == ["0"]
    assert [node.attrib[W + "val"] for node in settings.iter(W + "themeFontLang")] == ["en-GB"]


def test_the_language_is_the_leaflets_and_nothing_is_american(parts: dict[str, bytes]) -> None:
    langs = {node.attrib[W + "val"] for node in ElementTree.fromstring(parts["word/styles.xml"]).iter(W + "lang")}
    assert langs == {"en-GB"}
    assert not [name for name, part in parts.items() if b"en-US" in part]


def test_every_font_is_arial_and_none_comes_from_the_theme(parts: dict[str, bytes]) -> None:
    faces = {
        (key.removeprefix(W), face)
        for node in ElementTree.fromstring(parts["word/styles.xml"]).iter(W + "rFonts")
        for key, face in node.attrib.items()
    }
    assert faces == {(key, "Arial") for key in ("ascii", "hAnsi", "eastAsia", "cs")}
    assert b"Calibri" not in b"".join(parts.values())


def test_both_sizes_of_every_style_are_equal(parts: dict[str, bytes]) -> None:
    root = ElementTree.fromstring(parts["word/styles.xml"])
    sizes = [[node.attrib[W + "val"] for node in root.iter(W + tag)] for tag in ("sz", "szCs")]
    assert sizes[0] == sizes[1]
    assert min(map(int, sizes[0])) >= 32


def test_no_style_of_the_template_is_left(parts: dict[str, bytes]) -> None:
    names = [node.attrib[W + "val"] for node in ElementTree.fromstring(parts["word/styles.xml"]).iter(W + "name")]
    assert names == [style.name for style in styles.styles()]
    assert len(set(names)) == len(names)


def test_properties_come_from_the_leaflet_and_name_no_program(data: bytes, parts: dict[str, bytes]) -> None:
    properties = Document(io.BytesIO(data)).core_properties
    assert (properties.title, properties.subject) == ("Our new library card", "How to get one")
    assert (properties.author, properties.last_modified_by) == ("Sutton 1 in 4 Network", "Sutton 1 in 4 Network")
    assert (properties.language, properties.comments, properties.keywords) == ("en-GB", "", "")
    assert properties.created == properties.modified == datetime(2019, 5, 1, tzinfo=UTC)
    assert b"python" not in parts["docProps/core.xml"]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2019", (2019, 1, 1)),
        ("2019-05", (2019, 5, 1)),
        ("2019-05-02", (2019, 5, 2)),
        ("", (1980, 1, 1)),
        ("2019-13", (1980, 1, 1)),
    ],
)
def test_a_date_may_be_as_exact_as_it_is_known(written: str, moment: tuple[int, int, int]) -> None:
    assert information_moment(written) == datetime(*moment, tzinfo=UTC)


def test_the_page_number_is_a_whole_field(parts: dict[str, bytes]) -> None:
    foot = ElementTree.fromstring(parts["word/footer2.xml"])
    kinds = [node.attrib[W + "fldCharType"] for node in foot.iter(W + "fldChar")]
    assert kinds == ["begin", "separate", "end"]
    assert [(node.text or "").strip() for node in foot.iter(W + "instrText")] == ["PAGE"]
    assert [node.text for node in foot.iter(W + "t")] == ["New library card", "Page ", "2", "Draft. Not checked."]


def test_a_leaflet_without_a_short_title_or_a_date_is_written(parts: dict[str, bytes]) -> None:
    (made,) = load("word").write(word_sample.leaflet(About(publisher="A house")), Edition("word"), {}).values()
    assert archive.unpack(made).keys() == parts.keys()
