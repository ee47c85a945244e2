"""The checker of the finished page finds each fault of the words that is planted, and nothing on a good page."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from proof_pages import BOOKLET, SHORT, changed, codes, found, page, paint
from test_same_words import LEAFLETS, written

from leaflets import formats
from leaflets.findings import must_fix
from leaflets.paper.impose import booklet
from leaflets.verify import print as proof
from leaflets.verify.printprofile import PROFILES

PRINT = tuple(name for name in formats.NAMES if name in PROFILES)


@pytest.mark.parametrize("format_name", ["large-print", "giant-print", "easy-read", "booklet-pages"])
def test_a_good_page_has_no_faults(format_name: str, tmp_path: Path) -> None:
    larger = (
        "html { font: 24pt/34pt Lexend } @page { @bottom-left { font-size: 24pt } @bottom-right { font-size: 24pt } }"
    )
    content = page(style=larger if format_name == "giant-print" else "")
    assert found(content, format_name, tmp_path) == ()
    assert proof.gate(content, format_name) == ()


@pytest.mark.parametrize("format_name", PRINT)
@pytest.mark.parametrize("name", LEAFLETS)
def test_the_leaflets_of_the_house_pass_the_gate_of_every_build(name: str, format_name: str) -> None:
    (content,) = written(name, format_name).values()
    assert must_fix(proof.gate(content, format_name)) == ()


SMALL = '<p style="font-size: {}">Some words</p>'
LONGER = "<p>Sleep is good for your body and for your mind, and for the people around you.</p>"
SOFT = '<p style="width: 52mm; hyphens: manual">Sleep is inde&shy;pendent.</p>'
TWO_PAGES = '<p>You can call +44 20</p><p style="break-before: page">7946 0018 at any time.</p>'
TURNED = '<p style="margin-top: 60mm; width: 40mm; transform: rotate(90deg)">Turned</p>'

FAULTS = {
    "small letters": ("PD-201", "large-print", SMALL.format("16pt")),
    "a small page foot": ("PD-201", "large-print", "<style>@page { @bottom-left { font-size: 14pt } }</style>"),
    # 12 point is 16 under a matrix of 0.75 in the file: who reads the file alone takes it for 16.
    "small letters under a matrix": ("PD-201", "booklet-pages", SMALL.format("12pt")),
    "a text in small print": ("PD-202", "easy-read", "<style>html { font-size: 16pt }</style>"),
    "half of the text in small print": ("PD-202", "easy-read", f'<div style="font-size: 16pt">{2 * LONGER}</div>'),
    "tight lines": ("PD-203", "large-print", "<style>p { line-height: 24pt }</style>"),
    "long lines": ("PD-204", "easy-read", "<p>Sleep is good for your body and for your mind.</p>"),
    "long lines of large print": ("PD-204", "large-print", f"<style>@page {{ size: 297mm 210mm }}</style>{LONGER}"),
    "a broken word": ("PD-205", "large-print", SOFT),
    "a compound word on two lines": ("PD-205", "large-print", "<p>This is well-<br>known to all.</p>"),
    "a phone number on two lines": ("PD-206", "large-print", "<p>You can call 020 7946<br>0018 at any time.</p>"),
    "a help line on two lines": ("PD-206", "large-print", "<p>You can call 116<br>123 at any time.</p>"),
    "a phone number on two pages": ("PD-206", "large-print", TWO_PAGES),
    "a date on two lines": ("PD-206", "large-print", "<p>We will meet on 5<br>March 2019 at noon.</p>"),
    "a date without its year": ("PD-206", "large-print", "<p>We will meet on 5 March<br>2019 at noon.</p>"),
    "a name on two lines": ("PD-206", "large-print", "<p>Ask the <b>Royal<br>College</b> about it.</p>"),
    "a hard word on two lines": ("PD-214", "large-print", "<p>It may be <b>sleep<br>apnoea</b> if so.</p>"),
    "a line in capitals": ("PD-207", "large-print", "<p>DO NOT PARK here.</p>"),
    "a word in capitals": ("PD-207", "large-print", "<p>This is IMPORTANT for you.</p>"),
    "turned words": ("PD-209", "large-print", TURNED),
    "underlined words": ("PD-210", "large-print", "<p>This is <u>very</u> good.</p>"),
}
"""By what is wrong: its code, the format, and what is added to a good page."""


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_and_nothing_else(name: str, tmp_path: Path) -> None:
    code, format_name, body = FAULTS[name]
    assert codes(page(body), format_name, tmp_path) == {code}


GOOD = {
    "a compound word kept whole": "<p>This is well-known to all of us.</p>",
    "a dash at the end of a line": "<p>Sleep is good –<br>for all of us.</p>",
    "two phone numbers, one under the other": "<p>020&#160;7946&#160;0018<br>0800&#160;1111</p>",
    "numbers that are no phone number": "<p>We asked 20<br>40 people said yes.</p>",
    "two bold words, one held together": "<p>This is for <b>all</b><br><b>sleep&#160;clinics</b> here.</p>",
    "a bold heading on two lines": "<p><b>Where you can<br>Sleep well</b></p>",
    "initials": "<p>The NHS and SIM and the BBC.<br>Ask NHS UK TV about it.</p>",
    "a rule over the column": '<p style="border-bottom: 0.5mm solid; padding-bottom: 1mm">Sleep</p>',
    "words far apart on one line": '<div style="float: right">Call us any time</div><p>Sleep is good for all of us</p>',
    "dots that lead to a page number": f"<p>What is sleep {'. ' * 30} 2</p>",
}


@pytest.mark.parametrize("name", GOOD)
def test_what_only_looks_like_a_fault_is_not_told(name: str, tmp_path: Path) -> None:
    assert found(page(GOOD[name]), "large-print", tmp_path) == ()


def test_a_fault_says_its_page_its_words_and_what_to_do(tmp_path: Path) -> None:
    content = page('<p style="break-before: page; font-size: 12pt">Some words</p>')
    (finding,) = found(content, "large-print", tmp_path)
    assert finding.level == "must fix"
    assert finding.message == "Page 2: 9 letters have only 12 point: “Some words”."
    assert finding.hint == "Use 18 point or more for every letter."


def unsaid(document: pikepdf.Pdf) -> None:
    del document.Root["/Lang"]


def unknown(document: pikepdf.Pdf) -> None:
    document.Root.Lang = pikepdf.String("ka")


@pytest.mark.parametrize("change", [unsaid, unknown])
def test_a_file_whose_language_is_not_known_is_checked_as_english(
    change: Callable[[pikepdf.Pdf], None], tmp_path: Path
) -> None:
    content = changed(page("<p>This is IMPORTANT on 5<br>March.</p>"), change)
    assert codes(content, "large-print", tmp_path) == {"PD-206", "PD-207"}


def test_lines_of_a_cover_have_distances_of_their_own(tmp_path: Path) -> None:
    cover = '<p style="line-height: 21pt">Example Library<br>in London</p>'
    text = '<p style="break-before: page{}">If you cannot sleep,<br>you can call us.</p>'
    assert codes(page(cover + text.format("")), "easy-read", tmp_path) == set()
    assert codes(page(cover + text.format("; line-height: 21pt")), "easy-read", tmp_path) == {"PD-203"}
    assert codes(page(cover), "large-print", tmp_path) == {"PD-203"}


def test_the_two_pages_of_a_sheet_are_read_apart(tmp_path: Path) -> None:
    body = "".join(f'<p style="break-before: page">Sleep is good for all of us ({number}).</p>' for number in range(3))
    # The words of both pages stand on one line of the sheet, and there is little room between them.
    pages = page(body, BOOKLET + "@page { margin: 12mm 12mm 20mm } p { text-align: right }", before=SHORT)
    assert codes(pages, "booklet-pages", tmp_path) == set()
    assert codes(booklet(pages), "booklet", tmp_path) == set()
    small = page(body, BOOKLET + "p { font-size: 15pt }", before=SHORT)
    assert codes(booklet(small), "booklet", tmp_path) == {"PD-201", "PD-202"}


# What no page of ours can have ---------------------------------------------------------------------------------------


def fonts(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Type0"]


def not_inside(document: pikepdf.Pdf) -> None:
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
            del item["/FontFile2"]


def foreign(document: pikepdf.Pdf) -> None:
    for font in fonts(document):
        font.BaseFont = pikepdf.Name("/ABCDEF+DejaVuSans")


def whole(document: pikepdf.Pdf) -> None:
    fonts(document)[0].BaseFont = pikepdf.Name("/Lexend")


def silent(document: pikepdf.Pdf) -> None:
    del fonts(document)[0]["/ToUnicode"]


@pytest.mark.parametrize(
    ("change", "ours", "theirs"),
    [
        (not_inside, {"PD-211"}, {"PD-211"}),
        (foreign, {"PD-212"}, set()),
        (whole, {"PD-213"}, set()),
        (silent, {"PD-213"}, set()),
    ],
)
def test_fonts_are_inside_and_in_our_own_files_they_are_ours(
    change: Callable[[pikepdf.Pdf], None], ours: set[str], theirs: set[str], tmp_path: Path
) -> None:
    content = changed(page(), change)
    assert codes(content, "large-print", tmp_path) & {"PD-211", "PD-212", "PD-213"} == ours
    assert codes(content, "large-print", tmp_path, ours=False) & {"PD-211", "PD-212", "PD-213"} == theirs


def italic_font(document: pikepdf.Pdf) -> None:
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
            item.ItalicAngle = -12


def test_italics_are_known_by_the_font_too(tmp_path: Path) -> None:
    assert codes(changed(page(), italic_font), "large-print", tmp_path) == {"PD-208"}


def added(words: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Puts text in Helvetica, which is not in the file, at the end of the first page."""

    def change(document: pikepdf.Pdf) -> None:
        first = document.pages[0]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        first.Resources.Font["/Plain"] = document.make_indirect(font)
        paint(document, b"BT /Plain 24 Tf 1 0 0 1 60 300 Tm " + words + b" Tj ET")

    return change


def test_italics_are_known_by_their_slant(tmp_path: Path) -> None:
    """A slanted matrix, as word processors draw italics of a font that has none; and the same letters upright."""
    assert codes(changed(page(), added(b"1 0 .2 1 60 300 Tm (Very)")), "large-print", tmp_path) == {"PD-208", "PD-211"}
    assert codes(changed(page(), added(b"1 0 0 1 60 300 Tm (Very)")), "large-print", tmp_path) == {"PD-211"}


def test_the_unseen_words_under_a_scan_are_not_measured(tmp_path: Path) -> None:
    assert codes(changed(page(), added(b".25 0 0 .25 60 300 Tm 3 Tr (OCR)")), "large-print", tmp_path) == {"PD-211"}
    assert codes(changed(page(), added(b".25 0 0 .25 60 300 Tm (OCR)")), "large-print", tmp_path) == {
        "PD-201",
        "PD-211",
    }


def test_a_page_that_is_shown_turned_is_read_as_it_is_shown(tmp_path: Path) -> None:
    def turned(document: pikepdf.Pdf) -> None:
        document.pages[0].Rotate = 90

    def turned_back(document: pikepdf.Pdf) -> None:
        turned(document)
        document.pages[0].contents_add(b"q 0 1 -1 0 595.28 0 cm", prepend=True)
        document.pages[0].contents_add(b"Q")
        document.pages[0].MediaBox = pikepdf.Array([-246.61, 0, 595.28, 595.28])

    assert "PD-209" in codes(changed(page(), turned), "large-print", tmp_path)
    assert codes(changed(page(), turned_back), "large-print", tmp_path) == set()


def test_a_file_without_words_is_told_and_never_passes(tmp_path: Path) -> None:
    (finding,) = found(page(before='<img src="asset:square.svg" alt="A square" style="width: 60mm">',
                            style="@page { @bottom-left { content: none } @bottom-right { content: none } }"),
                       "large-print", tmp_path)  # fmt: skip
    assert (finding.code, finding.level) == ("PD-200", "must fix")


def test_what_is_no_pdf_or_has_a_password_is_told(tmp_path: Path) -> None:
    assert codes(b"These are words, not a PDF.", "large-print", tmp_path) == {"PD-001"}
    locked = tmp_path / "locked.pdf"
    (tmp_path / "open.pdf").write_bytes(page())
    with pikepdf.open(tmp_path / "open.pdf") as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert codes(locked.read_bytes(), "large-print", tmp_path) == {"PD-001"}
