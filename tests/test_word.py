"""The Word leaflet says the leaflet's words, by styles alone, in a file that everybody can open, hear and change."""

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
import word_sample
from conftest import Golden
from docx import Document
from docx.document import Document as WordDocument

from leaflets import archive
from leaflets.formats import Edition, load
from leaflets.model import About, Cover, Leaflet, Section
from leaflets.verify import words as same_words
from leaflets.verify.word import faults
from leaflets.word import reader

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
EDITION = Edition("word")
WORD = load("word")


def written(leaflet: Leaflet, edition: Edition = EDITION) -> bytes:
    (data,) = WORD.write(leaflet, edition, {}).values()
    return data


@pytest.fixture(scope="module")
def sample() -> Leaflet:
    return word_sample.leaflet()


@pytest.fixture(scope="module")
def data(sample: Leaflet) -> bytes:
    return written(sample)


@pytest.fixture(scope="module")
def parts(data: bytes) -> dict[str, bytes]:
    return archive.unpack(data)


@pytest.fixture(scope="module")
def document(data: bytes) -> WordDocument:
    return Document(io.BytesIO(data))


def outline(document: WordDocument) -> Iterator[str]:
    """Each paragraph as its style and its words, pictures by their alternative text."""
    for paragraph in document.paragraphs:
        name = paragraph.style.name if paragraph.style else "?"
        alts = [node.get("descr", "") for node in paragraph._p.iter(WP + "docPr")]
        yield f"{name}: " + (f"[{', '.join(alts)}]" if alts else paragraph.text.replace("\N{NO-BREAK SPACE}", "~"))


def style_of(document: WordDocument, words: str) -> str:
    return next(line.split(": ")[0] for line in outline(document) if words in line)


def test_the_file_is_named_after_leaflet_format_and_language(sample: Leaflet) -> None:
    assert list(WORD.write(sample, EDITION, {})) == ["new-card_word_en-GB.docx"]


def test_the_outline_of_styles_and_words_is_as_accepted(document: WordDocument, golden: Golden) -> None:
    golden("word/sample.txt", "\n".join(outline(document)))


def test_every_word_is_there_in_order_and_no_other(sample: Leaflet) -> None:
    files = WORD.write(sample, EDITION, {})
    furniture = WORD.furniture(sample, EDITION)
    assert same_words.compare(sample.sentences(), WORD.read_back(files), furniture) is None


def test_the_words_stay_the_same_without_pictures(sample: Leaflet) -> None:
    plain = written(sample, replace(EDITION, pictures=False))
    assert [part.split() for part in reader.words_of(plain)] == [
        part.split() for part in reader.words_of(written(sample))
    ]
    assert len([name for name in archive.unpack(plain) if name.endswith(".png")]) == 1  # the logo


def test_words_are_measured_without_the_page_feet(sample: Leaflet, data: bytes) -> None:
    count = sum(len(sentence.text.split()) for sentence in sample.sentences())
    badge, stamp, ampersand = 3, 3, 1
    assert WORD.measure({"x.docx": data}) == {"words": count + badge + stamp - ampersand}


def test_own_checker_finds_nothing(data: bytes) -> None:
    assert faults(data) == ()


def test_another_process_in_another_folder_makes_the_same_bytes(data: bytes, tmp_path: Path) -> None:
    code = (
        "import hashlib, test_word, word_sample as w; print(hashlib.sha256(test_word.written(w.leaflet())).hexdigest())"
    )
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(here.parent), str(here)]), "PYTHONHASHSEED": "7"}
    made = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert made.stdout.strip() == hashlib.sha256(data).hexdigest(), made.stderr


def test_every_picture_has_its_alternative_text_and_its_own_number(sample: Leaflet, parts: dict[str, bytes]) -> None:
    pictures = list(ElementTree.fromstring(parts["word/document.xml"]).iter(WP + "docPr"))
    assert [node.get("descr") for node in pictures] == [picture.alt for picture in sample.pictures()]
    assert [node.get("id") for node in pictures] == [str(number + 1) for number in range(len(pictures))]


def test_pictures_are_printed_at_300_dots_an_inch_inside_their_frame(document: WordDocument) -> None:
    for shape in document.inline_shapes:
        relation = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        dots = document.part.related_parts[relation].image.px_width
        assert dots / shape.width.inches == pytest.approx(300, rel=0.01)
        assert shape.width.mm <= 150
        assert shape.height.mm <= 100


def test_a_picture_stands_above_its_words_and_is_kept_with_them(document: WordDocument) -> None:
    lines = list(outline(document))
    at = lines.index("Easy Read Picture: [A leaflet]")
    assert lines[at + 1 : at + 4] == [
        "Easy Read Words Lead: This leaflet is about a new card.",
        "Easy Read Words Lead: The card is for the library.",
        "Hard Word Box: Library: A library lends books for free. It is open to all.",
    ]
    for name in ("Easy Read Picture", "Easy Read Words Lead", "Notice Picture", "Heading 2", "Cover Picture"):
        assert document.styles[name].paragraph_format.keep_with_next, name


def test_a_row_before_a_new_page_is_never_alone_on_one(document: WordDocument) -> None:
    assert style_of(document, "The old one is fine") == "Quote Lead"
    assert style_of(document, "Will it cost money?") == "Quote"


def test_two_long_rows_are_not_kept_together_because_they_would_be_torn_at_28_point(sample: Leaflet) -> None:
    row = word_sample.row(
        "talk-two", "Two people talk", *[word_sample.words("These words fill more than a line. " * 2)] * 2
    )
    topic = Section("topic", word_sample.words("A topic"), (row, row))
    document = Document(io.BytesIO(written(replace(sample, sections=(topic,)))))
    names = [line.split(": ")[0] for line in outline(document) if "These words" in line]
    assert names == ["Easy Read Words Lead", "Easy Read Words"] * 2


def test_the_paragraphs_of_a_box_share_one_frame(parts: dict[str, bytes]) -> None:
    styles = {node.get(W + "styleId"): node for node in ElementTree.fromstring(parts["word/styles.xml"])}
    places = [
        f"{W}pPr/{W}{path}" for path in ("ind", f"pBdr/{W}top", f"pBdr/{W}left", f"pBdr/{W}bottom", f"pBdr/{W}right")
    ]
    for box in ("Notice", "Contacts", "HelpNow"):
        styles_of_box = [styles[box + part] for part in ("Heading", "Picture", "Label", "Words", "HardWord")]
        for place in places:
            found = [node.attrib for style in styles_of_box for node in style.findall(place)]
            assert found == [found[0]] * 5, (box, place)


def test_contact_values_are_bold_and_do_not_break(document: WordDocument) -> None:
    lines = list(outline(document))
    assert "Contacts Label: Phone" in lines
    assert "Contacts Words: 020~7946~0123" in lines
    value = next(one for one in document.paragraphs if one.text.startswith("020"))
    assert value.runs[0].style.name == "Strong Words"


def test_a_bold_number_stays_with_the_word_before_it(document: WordDocument) -> None:
    assert "Help Now Words Lead: If a life is in danger, call~999." in list(outline(document))


def test_links_lead_out_of_the_file_in_a_style_of_their_own(document: WordDocument) -> None:
    links = {
        link.text: (link.address, link.runs[0].style.name) for one in document.paragraphs for link in one.hyperlinks
    }
    assert links == {
        "our page about cards": ("https://www.example.org/cards", "Hyperlink"),
        "hello@example.org": ("mailto:hello@example.org", "Strong Hyperlink"),
        "www.example.org/card": ("https://www.example.org/card", "Strong Hyperlink"),
    }


def test_words_of_another_language_say_so(parts: dict[str, bytes]) -> None:
    runs = ElementTree.fromstring(parts["word/document.xml"]).iter(W + "r")
    marked = {run.findtext(W + "t"): lang.get(W + "val") for run in runs for lang in run.iter(W + "lang")}
    assert marked == {"llyfrgell": "cy"}


def test_title_topics_and_boxes_are_levels_one_two_and_three(document: WordDocument) -> None:
    names = ("Title", "Heading 2", "Heading 3")
    levels = [document.styles[name].element.pPr.find(W + "outlineLvl").get(W + "val") for name in names]
    assert levels == ["0", "1", "2"]
    for box in ("Notice Heading", "Contacts Heading", "Help Now Heading"):
        assert document.styles[box].base_style.name == "Heading 3"


def test_body_follows_normal_so_that_one_change_makes_all_text_bigger(document: WordDocument) -> None:
    for name in (
        "Easy Read Words",
        "Hard Word Box",
        "Quote",
        "Notice Words",
        "Contacts Words",
        "Help Now Words",
        "Footer",
    ):
        assert document.styles[name].font.size is None, name
        assert document.styles[name].base_style.name == "Normal"


def test_a_bigger_edition_is_set_bigger_in_every_style(sample: Leaflet) -> None:
    big = Document(io.BytesIO(written(sample, replace(EDITION, size_pt=24, pictures=False))))
    sizes = {name: big.styles[name].font.size.pt for name in ("Normal", "Subtitle", "Heading 2", "Heading 3")}
    assert sizes == {"Normal": 24, "Subtitle": 30, "Heading 2": 32, "Heading 3": 29}


def test_draft_mark_and_badge_go_when_the_leaflet_is_approved(sample: Leaflet) -> None:
    draft = WORD.read_back({"draft.docx": written(sample)})
    assert draft.startswith("Easy Read draft\nDraft. Not checked.\n")
    assert draft.count("Draft. Not checked.") == 3  # cover, foot of the first page, foot of the other pages
    approved = replace(sample, about=replace(sample.about, sign_off="approved"))
    words = WORD.read_back({"approved.docx": written(approved)})
    assert words.startswith("Easy Read. Tested by readers.\n")
    assert "Not checked" not in words
    assert words.endswith("New library card Page 2")
    assert faults(written(approved)) == ()


def test_the_smallest_leaflet_is_a_good_file_too() -> None:
    leaflet = Leaflet("small", "en-GB", Cover(word_sample.words("A small leaflet")), about=About(publisher="A house"))
    data = written(leaflet)
    assert faults(data) == ()
    assert reader.words_of(data)[0] == "Easy Read draft\nDraft. Not checked.\nA small leaflet"
