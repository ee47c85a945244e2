"""What a reader of the finished PDFs meets, in every leaflet and print edition; and each measure can find its fault."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import generated
import pikepdf
import print_rules
import printed
import pytest
import samples
from test_same_words import LEAFLETS, leaflet, written

from leaflets import formats
from leaflets.model import Box
from leaflets.paper.plan import plan
from leaflets.paper.plan import printed as drawn
from leaflets.paper.render import pdf
from leaflets.paper.sheets import block_id, sheet


@cache
def finished(name: str, edition: str) -> printed.Printed:
    (data,) = written(name, edition).values()
    return printed.read(leaflet(name), edition, data)


PRINT = tuple(
    name for name in formats.NAMES if formats.edition(name).design and name not in ("booklet", *formats.OUTREACH)
)
"""Every print edition page by page; the booklet lays the same pages on sheets."""


@pytest.mark.parametrize("name", LEAFLETS)
@pytest.mark.parametrize("edition", PRINT)
def test_every_print_edition_keeps_the_rules_of_print(edition: str, name: str) -> None:
    assert print_rules.faults(finished(name, edition)) == []


@pytest.mark.parametrize("rows", [5, 9, 22, 60])
def test_easy_read_keeps_the_rules_however_many_rows_there_are(rows: int) -> None:
    made = generated.leaflet(rows, seed=rows)
    data = drawn(made, formats.edition("easy-read")).content
    assert print_rules.faults(printed.read(made, "easy-read", data)) == []


# With these seeds the contacts would just fit on the page before help now.
@pytest.mark.parametrize("seed", [5, 6, 11, 14])
def test_large_print_keeps_the_rules_wherever_its_pages_end(seed: int) -> None:
    made = generated.leaflet(5 + seed % 3, seed)
    data = drawn(made, formats.edition("large-print")).content
    assert print_rules.faults(printed.read(made, "large-print", data)) == []


def test_an_approved_leaflet_has_no_draft_mark_at_any_foot() -> None:
    draft = samples.leaflet("smallest")
    approved = replace(draft, about=replace(draft.about, sign_off="approved"))
    data = drawn(approved, formats.edition("large-print")).content
    read = printed.read(approved, "large-print", data)
    assert list(print_rules.wrong_feet(read)) == []
    assert "".join(glyph.text for glyph in read.foot(2)) == "OpenonSundayPage2"


# Each measure finds its fault ----------------------------------------------------------------------------------------


def heading(words: str) -> str:
    """The id of the heading that begins so, in the leaflet with everything in it."""
    sections = samples.leaflet("everything").sections
    return next(one.heading.id for one in sections if one.heading.text.startswith(words))


def row(words: str) -> str:
    """Where the paragraph stands that begins so, as a style sheet says it."""
    for section in samples.leaflet("everything").sections:
        for block in section.blocks:
            for point in block.points if isinstance(block, Box) else (block,):
                for number, sentence in enumerate(point.sentences, 1):
                    if sentence.text.startswith(words):
                        return f"#{block_id(block)} .words > p:nth-of-type({number})"
    raise LookupError(words)


MOST, READ, LEND, ASK = row("Most people"), row("Read more on"), row("We lend books"), row("You can ask someone")

SPOILT = {
    "letters": (
        "easy-read",
        f"{MOST} {{ font-size: 12pt }}",
        ".credit p { font-size: 15.8pt }",
        '@page { @bottom-right { content: "Page 4"; font-size: 17.8pt } }',
        f"{READ} {{ line-height: 24pt }}",
    ),
    "places": (
        "easy-read",
        f"{MOST} {{ white-space: nowrap; margin-left: 60mm }}",
        f"{ASK} {{ position: relative; left: -60mm }}",
        ".box.help-now p { position: relative; left: 9mm; text-align: right }",
        ".meaning p { position: relative; left: 4mm; text-align: right }",
        '@page { @bottom-left { content: "Library card" } }',
        '@page :first { @bottom-right { content: "Page 1" !important } }',
    ),
    "pages": (
        "easy-read",
        f"#{heading('What did people')} {{ break-after: page }}",
        f"{MOST.split()[0]} {{ break-before: page; break-after: page }}",
        f"{LEND} {{ break-before: page }}",
        ".box.help-now { break-before: page }",
    ),
    "large letters": (
        "large-print",
        ".credit p { font-size: 16pt }",
        ".box p { line-height: 1.3 }",
        "@page { margin: 12mm 18mm 27mm; @bottom-left { padding-top: 14mm } }",
        ".contents p[data-heading]::after { content: ' 2' }",
    ),
    "large pages": (
        "large-print",
        ".box.contacts .contact, .end { break-before: page; border-top: 1mm solid }",
        "h2 { break-after: page }",
        "@page { @bottom-left { width: 25% } }",
        ".contents a::after { content: leader(' . ') }",
    ),
}
"""Sheets with faults, by name: the edition, and the style rules that spoil it."""

FOUND: tuple[tuple[str, print_rules.Rule, str], ...] = (
    ("letters", print_rules.small_letters, "“M” has 12.0 point."),
    ("letters", print_rules.small_letters, "“T” has 15.8 point."),
    ("letters", print_rules.small_letters, "“P” has 17.8 point."),
    ("letters", print_rules.tight_lines, "two lines are 1.34 sizes apart."),
    ("letters", print_rules.wrong_feet, "says “Librarycard.Draft.Notchecked.Page4”"),
    ("places", print_rules.outside, "“g” at 245"),
    ("places", print_rules.outside, "“Y” at 11"),
    ("places", print_rules.outside, "“.” at 193"),
    ("places", print_rules.outside, "“.” at 191"),
    ("places", print_rules.outside, "Page 1: “P” at 171, 288 mm"),
    ("places", print_rules.wrong_feet, "says “LibrarycardPage2”"),
    ("pages", print_rules.stranded_headings, "“Whatdidpeoplesay?” is at the foot."),
    ("pages", print_rules.lone_rows, " has 1 rows."),
    ("pages", print_rules.torn, "“WeareExampleLibrary.” stands on pages ["),
    ("pages", print_rules.parted_contacts, "“Contact Example Library” is not"),
    ("large letters", print_rules.small_letters, "“T” has 16.0 point."),
    ("large letters", print_rules.tight_lines, "two lines are 1.29 sizes apart."),
    ("large letters", print_rules.outside, "“E” at 19, 14 mm"),
    ("large letters", print_rules.outside, "“L” at 19, 288 mm"),
    ("large letters", print_rules.wrong_contents, "Findoutmore2; the"),
    ("large pages", print_rules.torn, "“ContactExampleLibrar” stands on pages ["),
    ("large pages", print_rules.parted_contacts, "“Contact Example Library” is not"),
    ("large pages", print_rules.parted_contacts, "“If you need help now” is not"),
    ("large pages", print_rules.stranded_headings, "“Findoutmore” is at the foot."),
    ("large pages", print_rules.wrong_feet, "page 1 has more than one line."),
    ("large pages", print_rules.wrong_contents, "as more than one link."),
)


@cache
def spoilt(name: str) -> printed.Printed:
    edition, *rules = SPOILT[name]
    return spoilt_with(edition, " ".join(rules))


def spoilt_with(edition: str, css: str) -> printed.Printed:
    """The leaflet with everything in it, with a fault put into its style sheet."""
    made = samples.leaflet("everything")
    look = formats.edition(edition)
    good = sheet(made, look, plan(made, look).layout)
    html = good.html.replace("</head>", f"<style>{css}</style></head>")
    assert html != good.html
    return printed.read(made, edition, pdf(replace(good, html=html)))


@pytest.mark.parametrize(("name", "rule", "message"), FOUND)
def test_a_fault_in_a_style_sheet_is_found(name: str, rule: print_rules.Rule, message: str) -> None:
    found = list(rule(spoilt(name)))
    assert any(message in fault for fault in found), found[:5]


def test_words_that_run_into_the_foot_are_found() -> None:
    with pytest.raises(ValueError, match="not those of the leaflet"):
        spoilt_with("large-print", ".box.help-now { position: relative; top: 100mm }")


def untitled(document: pikepdf.Pdf) -> None:
    del document.docinfo["/Title"]


def wrong_language(document: pikepdf.Pdf) -> None:
    document.Root.Lang = pikepdf.String("en-US")


def untagged(document: pikepdf.Pdf) -> None:
    del document.Root.MarkInfo


def no_accessible_file(document: pikepdf.Pdf) -> None:
    del document.Root.Metadata


def foreign_font(document: pikepdf.Pdf) -> None:
    next(fonts(document)).BaseFont = pikepdf.Name("/ABCDEF+DejaVuSans")


def whole_font(document: pikepdf.Pdf) -> None:
    next(fonts(document)).BaseFont = pikepdf.Name("/Lexend")


def missing_font(document: pikepdf.Pdf) -> None:
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
            del item["/FontFile2"]


def silent_letters(document: pikepdf.Pdf) -> None:
    del next(fonts(document))["/ToUnicode"]


def fonts(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    return (one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Type0")


def figures(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]


def no_alternative(document: pikepdf.Pdf) -> None:
    del figures(document)[-1]["/Alt"]


def wrong_alternative(document: pikepdf.Pdf) -> None:
    figures(document)[-1].Alt = pikepdf.String("picture.svg")


@pytest.mark.parametrize(
    ("rule", "spoil"),
    [
        (print_rules.wrong_properties, untitled),
        (print_rules.wrong_properties, wrong_language),
        (print_rules.wrong_properties, untagged),
        (print_rules.wrong_properties, no_accessible_file),
        (print_rules.wrong_fonts, foreign_font),
        (print_rules.wrong_fonts, whole_font),
        (print_rules.wrong_fonts, missing_font),
        (print_rules.wrong_fonts, silent_letters),
        (print_rules.wrong_alternatives, no_alternative),
        (print_rules.wrong_alternatives, wrong_alternative),
    ],
)
def test_a_fault_that_only_a_machine_sees_is_found(
    rule: print_rules.Rule, spoil: Callable[[pikepdf.Pdf], None]
) -> None:
    good = finished("manuscripts/smallest", "easy-read")
    assert list(rule(good)) == []
    spoilt_file = io.BytesIO()
    with pikepdf.open(io.BytesIO(good.data)) as document:
        spoil(document)
        document.save(spoilt_file)
    assert list(rule(replace(good, data=spoilt_file.getvalue())))


def test_words_that_are_lost_from_a_page_are_not_measured_quietly() -> None:
    good = finished("manuscripts/smallest", "easy-read")
    with pytest.raises(ValueError, match="not those of the leaflet"):
        printed.read(samples.leaflet("everything"), "easy-read", good.data)
