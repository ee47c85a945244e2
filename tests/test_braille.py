"""Braille: the right signs, pages that an embosser takes, and two files that say the leaflet's words."""

import re
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import pytest
import samples
from conftest import Golden
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets import braille_reader, formats, languages
from leaflets.braille.blocks import Kind
from leaflets.braille.cells import prepared, to_ascii, to_cells
from leaflets.braille.layout import CONTINUED, Paragraph, pages
from leaflets.findings import LeafletError
from leaflets.formats import Files
from leaflets.model import About, Leaflet, Run, Sentence
from leaflets.verify import gate, words

NAMES = tuple(formats.PROGRAMS)
needs_liblouis = pytest.mark.external("braille")
PEF = braille_reader.PEF


@cache
def written(name: str = "everything", format_name: str = "braille", cells: int = 40, lines: int = 25) -> Files:
    made = formats.load(format_name)
    return made.write(samples.leaflet(name), replace(made.edition, cells=cells, lines=lines), {})


def brf(*asked: object) -> bytes:
    return next(data for name, data in written(*asked).items() if name.endswith(".brf"))


def pef(*asked: object) -> bytes:
    return next(data for name, data in written(*asked).items() if name.endswith(".pef"))


def in_braille(text: str, table: str = "en-ueb-g2.ctb") -> str:
    (cells,) = to_cells([Sentence((Run(text),))], table, "en-ueb-g1.ctb")
    return to_ascii(cells)


# Unified English Braille ---------------------------------------------------------------------------------------------

UEB = {
    "1 in 4": "#A 9 #D",  # 6.1 numeric sign, 10.5 lower wordsign
    "020 7946 0123": '#JBJ"GIDF"JABC',  # 6.6 a space inside a number
    "116 123": '#AAF"ABC',
    "999": "#III",
    "In 2019 20 people came.": ",9 #BJAI #BJ P CAME4",  # two numbers
    "SM1 1AA": ",,SM#A #A,,AA",
    "£5.50": "@L#E4EJ",  # 3.10, 6.2
    "10,000": "#AJ1JJJ",
    "50%": "#EJ.0",  # 3.21
    "10.30am": "#AJ4CJ;AM",  # 6.5 letters a to j after figures
    "24-hour": "#BD-H\\R",
    "hello@example.org": "HELLO@AEXAMPLE4ORG",  # 3.7, 7.1
    "www.example.org": "WWW4EXAMPLE4ORG",
    "NHS": ",,NHS",  # 8.4 a word in capitals
    "DO NOT STOP NOW": ",,,D N /OP N[,'",  # 8.5 a passage in capitals
    "It is not.": ",X IS N4",  # 10.1 alphabetic wordsign
    "“Yes”": "8,YES0",  # 7.6
    "(see page 4)": '"<SEE PAGE #D">',  # 7.1
    "St George's": ",ST ,GEORGE'S",
    "mental health": "M5TAL H1L?",  # 10.6, 10.4
    "and/or": "&_/OR",
    "café": "CAF^/E",  # 4.2
}


@needs_liblouis
@pytest.mark.parametrize("text", UEB)
def test_text_is_written_by_the_rules_of_unified_english_braille(text: str) -> None:
    assert in_braille(text) == UEB[text]


@needs_liblouis
def test_uncontracted_braille_has_a_sign_for_every_letter() -> None:
    assert in_braille("It is not for children.", "en-ueb-g1.ctb") == ",IT IS NOT FOR CHILDREN4"


@needs_liblouis
@pytest.mark.parametrize("text", ["We are happy 😀 about it.", "Hello is مرحبا there."])
def test_a_sign_that_braille_does_not_have_is_told_with_its_sentence(text: str) -> None:
    with pytest.raises(LeafletError, match=re.escape(f"Braille has no signs for something in “{text}”")):
        in_braille(text)


@needs_liblouis
def test_words_of_another_language_are_not_contracted() -> None:
    sentence = Sentence((Run("In Welsh you say "), Run("cerdyn llyfrgell", lang="cy"), Run(".")))
    (cells,) = to_cells([sentence], "en-ueb-g2.ctb", "en-ueb-g1.ctb")
    assert to_ascii(cells) == ",9 ,WEL% Y SAY CERDYN LLYFRGELL4"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Call 020 7946 0123.", "Call 020 7946 0123."),
        ("Call +44 20 7946 0123.", "Call +44 20 7946 0123."),
        ("Text 116 123 now.", "Text 116 123 now."),
        ("We had 10 000 answers.", "We had 10 000 answers."),
        ("In 2019 20 people came.", "In 2019\u00a020 people came."),
        ("SM1 1AA", "SM1\u00a01AA"),
        ("help\u00adline", "helpline"),
    ],
)
def test_a_phone_number_is_one_number_and_two_numbers_are_two(text: str, seen: str) -> None:
    assert prepared(text) == seen


# The files -----------------------------------------------------------------------------------------------------------


@needs_liblouis
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("manuscript", samples.names())
def test_the_pages_are_as_they_were(manuscript: str, name: str, golden: Golden) -> None:
    text = ""
    for count, page in enumerate(braille_reader.pages(brf(manuscript, name)), start=1):
        text += "\n".join((f"--- page {count}", *page)) + "\n"
    golden(f"braille/{manuscript}_{name}.txt", text)


@needs_liblouis
@pytest.mark.parametrize("name", NAMES)
def test_a_brf_file_has_only_signs_that_every_embosser_takes(name: str) -> None:
    assert re.fullmatch(rb"(?:(?:[\x20-\x5F]{0,40}\r\n){25}\f)+", brf("everything", name))


@needs_liblouis
@pytest.mark.parametrize(("cells", "lines"), [(20, 10), (32, 27), (40, 25), (50, 40)])
@pytest.mark.parametrize("manuscript", samples.names())
def test_pages_may_have_another_size(manuscript: str, cells: int, lines: int) -> None:
    made, leaflet = formats.load("braille"), samples.leaflet(manuscript)
    edition = replace(made.edition, cells=cells, lines=lines)
    files = written(manuscript, "braille", cells, lines)
    assert words.check(leaflet, edition, made, files) is None
    assert {len(page) for page in braille_reader.pages(brf(manuscript, "braille", cells, lines))} == {lines}
    assert f'cols="{cells}" rows="{lines}"' in pef(manuscript, "braille", cells, lines).decode()
    assert [gate(name, content, "braille") for name, content in files.items()] == [(), ()]


@needs_liblouis
def test_every_page_says_draft_and_its_number_and_the_first_one_warns() -> None:
    sheets = braille_reader.pages(brf())
    for count, page in enumerate(sheets, start=1):
        assert re.fullmatch(rf",DRAFT4 ,N \*ECK\$4 +#{'ABC'[count - 1]}", page[-1])
    first = braille_reader.words("\r\n".join(sheets[0]).encode(), "en-ueb-g2.ctb")
    assert "Made by computer. Ask a braille reader to check before you send many copies." in first


@needs_liblouis
def test_an_approved_leaflet_does_not_say_draft() -> None:
    made = formats.load("braille")
    approved = replace(samples.leaflet("smallest"), about=About(sign_off="approved", signed_on="2026-11-20"))
    files = made.write(approved, made.edition, {})
    assert "Draft" not in made.read_back(files)
    assert words.check(approved, made.edition, made, files) is None
    assert [gate(name, content, "braille") for name, content in files.items()] == [(), ()]


@needs_liblouis
def test_a_pef_file_says_what_it_is() -> None:
    root = ElementTree.fromstring(pef())
    said = {each.tag.rpartition("}")[2]: each.text for each in root.iter() if "purl.org/dc" in each.tag}
    assert said == {
        "format": "application/x-pef+xml",
        "identifier": "everything_braille_en-GB_2",
        "title": "Our new library card",
        "creator": "Example Library",
        "language": "en-GB",
        "date": "2026-03-02",
        "description": "Made by computer. Ask a braille reader to check before you send many copies.",
    }
    (volume,) = root.iter(f"{PEF}volume")
    assert volume.attrib == {"cols": "40", "rows": "25", "rowgap": "0", "duplex": "true"}


@needs_liblouis
def test_a_title_with_signs_of_xml_stays_a_title() -> None:
    leaflet = samples.leaflet("smallest")
    made = formats.load("braille")
    cover = replace(leaflet.cover, title=Sentence((Run("Tea & <cake>"),)))
    files = made.write(replace(leaflet, cover=cover), made.edition, {})
    (content,) = (data for name, data in files.items() if name.endswith(".pef"))
    assert "Tea & <cake>" in ElementTree.fromstring(content).itertext()


@needs_liblouis
def test_both_files_have_the_same_cells_and_a_difference_is_a_fault() -> None:
    assert braille_reader.cells_of_brf(brf()) == braille_reader.cells_of_pef(pef())
    changed = {
        name: data.replace(b"#JBJ", b"#JJB") if name.endswith(".brf") else data for name, data in written().items()
    }
    with pytest.raises(LeafletError, match="The two files with braille do not say the same"):
        formats.load("braille").read_back(changed)


@needs_liblouis
def test_a_long_address_is_divided_without_a_hyphen_and_reads_back_whole() -> None:
    address = "www.example.org/our-leaflets/about/the-library-card-in-braille/and-in-print.html"
    leaflet = samples.composed(
        samples.text("smallest").replace("We are open on", f"Read {address} now.\nWe are open on")
    )
    made = formats.load("braille")
    files = made.write(leaflet, made.edition, {})
    (content,) = (data for name, data in files.items() if name.endswith(".brf"))
    assert b'WWW4EXAMPLE4ORG_/\\R-L1FLETS_/AB\\T_/"\r\n!-LIBR>Y-C>D' in content
    assert words.check(leaflet, made.edition, made, files) is None


@needs_liblouis
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_address_with_its_scheme_reads_back_as_it_is(scheme: str) -> None:
    token = in_braille(f"{scheme}://example.org/card")
    ((said, sure),) = braille_reader.read((token,), "en-ueb-g2.ctb")
    assert (said, sure) == (f"{scheme}://example.org/card", True)


@needs_liblouis
def test_a_passage_in_capitals_reads_back_in_capitals() -> None:
    assert braille_reader.words(in_braille("PLEASE DO NOT STOP 2 PILLS NOW").encode(), "en-ueb-g2.ctb") == (
        "PLEASE DO NOT STOP 2 PILLS NOW"
    )


# Faults that both files share: the proof of words finds them ---------------------------------------------------------


def spoilt(old: str, new: str) -> Files:
    """Both files with the same other cells in place of these."""
    assert old in brf().decode()
    changed = brf().decode().replace(old, new, 1)
    assert changed != brf().decode()
    sheets = braille_reader.cells_of_brf(changed.encode())
    root = ElementTree.fromstring(pef())
    for page, rows in zip(root.iter(f"{PEF}page"), sheets, strict=True):
        for row, cells in zip(page.iter(f"{PEF}row"), rows, strict=True):
            row.text = cells
    name = next(iter(written())).removesuffix(".brf")
    return {f"{name}.brf": changed.encode(), f"{name}.pef": ElementTree.tostring(root)}


@needs_liblouis
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("IS N\r\nBLUE", "IS\r\nBLUE", "“not”"),
        ('#JBJ"GIDF"JABC', '#JBJ"GIDF"JACB', "Changed after"),
        ("BLUE UNTIL", "BLAE UNTIL", "Changed after"),
        (',PH"O', ',PH"', "Changed after"),
        ("! BOOKS4", "! BOOKS BOOKS4", "Not in the leaflet, but in the file"),
    ],
)
def test_a_word_that_is_wrong_in_both_files_is_found(old: str, new: str, told: str) -> None:
    made = formats.load("braille")
    difference = words.check(samples.leaflet("everything"), made.edition, made, spoilt(old, new))
    assert told in str(difference)


@needs_liblouis
def test_a_word_that_liblouis_cannot_read_back_is_marked_and_told_in_the_manifest() -> None:
    made = formats.load("braille")
    leaflet = with_sentence("We lend games today; and books.")
    examined = words.examine(leaflet, made.edition, made, made.write(leaflet, made.edition, {}))
    assert examined.difference is None
    assert examined.misread == (("today;", "td;"),)
    assert str(examined) == f"{examined.words - 1} of {examined.words} words: “today;” as “td;”"


@needs_liblouis
def test_short_forms_with_full_stops_read_back_by_the_uncontracted_table() -> None:
    text = "Open 9 a.m. to 5 p.m., e.g. for games; that is enough time"
    assert braille_reader.words(in_braille(text).encode(), "en-ueb-g2.ctb", "en-ueb-g1.ctb") == text


def with_sentence(text: str) -> Leaflet:
    return samples.composed(samples.text("everything").replace("You can ask us questions about it.", text))


# The layout ----------------------------------------------------------------------------------------------------------

WORD = st.text("⠁⠃⠉⠙⠲", min_size=1, max_size=60)
KINDS: tuple[Kind, ...] = ("title", "heading", "text", "notice", "quote", "label", "value")
PARAGRAPH = st.builds(
    lambda kind, said, apart: Paragraph(kind, "\u2800".join(said), apart or kind == "heading"),
    st.sampled_from(KINDS),
    st.lists(WORD, min_size=1, max_size=12),
    st.booleans(),
)


@settings(deadline=None)
@given(
    st.lists(PARAGRAPH, min_size=1, max_size=30),
    st.integers(20, 50),
    st.integers(10, 40),
    st.sampled_from(["", "⠠⠙⠗⠁⠋⠞"]),
)
def test_any_text_fits_its_pages_and_keeps_its_order(
    paragraphs: list[Paragraph], width: int, height: int, foot: str
) -> None:
    sheets = pages(paragraphs, foot, width, height)
    assert {len(page) for page in sheets} == {height}
    assert max(len(line) for page in sheets for line in page) <= width
    assert all(page[0] and page[-1].startswith(foot) for page in sheets)
    said = "".join(
        line.strip("\u2800").removesuffix(CONTINUED).replace("\u2800", "") for page in sheets for line in page[:-1]
    )
    assert said == "".join(paragraph.cells.replace("\u2800", "") for paragraph in paragraphs)


@pytest.mark.parametrize("before", range(1, 24))
def test_a_heading_never_ends_a_page(before: int) -> None:
    text = [Paragraph("text", "⠁")] * before
    sheets = pages([*text, Paragraph("heading", "⠓", apart=True), *[Paragraph("text", "⠃")] * 5], "", 40, 25)
    page = next(page for page in sheets if "⠀⠀⠀⠀⠓" in page)
    at = page.index("⠀⠀⠀⠀⠓")
    assert page[at + 1 : at + 3] == ("⠀⠀⠃", "⠀⠀⠃")


def test_a_label_stands_on_the_page_of_its_value() -> None:
    text = [Paragraph("text", "⠁")] * 23
    first, second = pages([*text, Paragraph("label", "⠇"), Paragraph("value", "⠧")], "", 40, 25)
    assert first[-2:] == ("", "⠼⠁".rjust(40, "\u2800"))
    assert second[:2] == ("⠇", "⠀⠀⠧")


@pytest.mark.parametrize("before", range(1, 24))
def test_a_notice_is_never_divided_between_pages(before: int) -> None:
    text = [Paragraph("text", "⠁")] * before
    sheets = pages([*text, Paragraph("notice", "⠀".join("⠝" * 60))], "", 40, 25)
    assert sum(any("⠝" in line for line in page) for page in sheets) == 1


def test_a_foot_that_is_too_long_goes_above_the_number() -> None:
    (page,) = pages([Paragraph("text", "⠁")], "⠙⠙⠙⠙⠙⠙⠙⠙⠙⠀⠉⠉⠉⠉⠉⠉⠉⠉⠉", 20, 10)
    assert page[-2:] == ("⠙⠙⠙⠙⠙⠙⠙⠙⠙⠀⠉⠉⠉⠉⠉⠉⠉⠉⠉", "⠼⠁".rjust(20, "\u2800"))


def test_english_is_written_in_unified_english_braille() -> None:
    english = languages.load("en-GB")
    assert formats.load("braille").lacks_language("en-GB") is None
    assert english.data["braille"] == "en-ueb-g2.ctb"
