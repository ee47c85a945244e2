"""Word files come out of LibreOffice whole: as made, and when a reader sets the letters to 28 point in either way."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from word_pages import Page, pages, with_all, with_normal

from leaflets import catalogue, sources, verify
from leaflets.formats import LAYOUTS, Layout, load
from leaflets.verify import libreoffice, wordtags
from leaflets.verify.wordfile import WordFile
from leaflets.verify.wordprofile import PROFILES

SOURCES = Path(__file__).parents[1] / "sources"
SLUGS = catalogue.names(SOURCES)

CHANGES: Mapping[str, Callable[[bytes], bytes]] = {
    "as made": lambda docx: docx,
    "Normal at 28 point": lambda docx: with_normal(docx, 28),
    "everything at 28 point": lambda docx: with_all(docx, 28),
}

CASES = [
    *((slug, "word", layout, change) for slug in SLUGS for layout in LAYOUTS for change in CHANGES),
    *((slug, name, "", "as made") for slug in SLUGS for name in ("word-large", "word-giant")),
]
Case = tuple[str, str, Layout, str]

pytestmark = pytest.mark.external("libreoffice")


def written(case: Case) -> bytes:
    slug, name, layout, change = case
    made = load(name)
    leaflet = sources.load(SOURCES, slug, date(2026, 11, 22)).leaflet
    (data,) = made.write(leaflet, replace(made.edition, layout=layout), {}).values()
    return CHANGES[change](data)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Case, Path]:
    folder = tmp_path_factory.mktemp("word")
    paths = {case: folder / f"case{number}_{case[1]}_en-GB.docx" for number, case in enumerate(CASES)}
    for case, path in paths.items():
        path.write_bytes(written(case))
    return paths


@pytest.fixture(scope="module")
def pdfs(files: Mapping[Case, Path]) -> Mapping[Path, bytes | None]:
    """All of them made in one run, for starting LibreOffice takes longest."""
    return libreoffice.converted(tuple(files.values()))


@pytest.fixture
def pdf(case: Case, files: Mapping[Case, Path], pdfs: Mapping[Path, bytes | None]) -> bytes:
    made = pdfs[files[case]]
    assert made is not None
    return made


def laid_out(pdf: bytes) -> tuple[Page, ...]:
    found = pages(pdf)
    assert sum(len(page.pictures) for page in found) >= 1
    return found


@pytest.mark.parametrize("case", CASES, ids=", ".join)
def test_title_headings_pictures_language_and_every_word_come_out_in_order(
    case: Case, files: Mapping[Case, Path], pdf: bytes
) -> None:
    file = WordFile.read(files[case].read_bytes())
    assert tuple(libreoffice.faults(file, wordtags.read(pdf))) == ()


@pytest.mark.parametrize("case", CASES, ids=", ".join)
def test_no_letter_leaves_the_page_or_lies_under_a_picture(case: Case, pdf: bytes) -> None:
    for page in laid_out(pdf):
        for glyph in page.glyphs:
            assert glyph.left_mm > 15, page.number
            assert glyph.right_mm < page.width_mm - 15, page.number
            assert glyph.top_mm > 10, page.number
            assert glyph.bottom_mm < page.height_mm - 8, page.number
            assert not any(picture.holds(glyph) for picture in page.pictures), page.number


@pytest.mark.parametrize("case", CASES, ids=", ".join)
def test_no_picture_stands_without_its_words_or_over_another_one(case: Case, pdf: bytes) -> None:
    for page in laid_out(pdf):
        for picture in page.pictures:
            assert page.words_of(picture), page.number
            assert picture.left_mm > 15
            assert picture.bottom_mm < page.height_mm - 30, page.number
        tops = sorted((picture.top_mm, picture.bottom_mm) for picture in page.pictures)
        assert all(one[1] <= other[0] for one, other in pairwise(tops)), page.number


@pytest.mark.parametrize("case", [case for case in CASES if case[1] == "word"], ids=", ".join)
def test_the_cover_keeps_to_one_page(case: Case, pdf: bytes) -> None:
    first, second, *_ = pages(pdf)
    words = "".join(glyph.text for glyph in second.glyphs)
    assert "Informationfrom2019" in "".join(glyph.text for glyph in first.glyphs)
    assert words.startswith("Aboutthisleaflet")


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_contacts_and_help_now_share_the_last_page_and_no_page_has_one_row(
    slug: str, layout: Layout, files: Mapping[Case, Path], pdfs: Mapping[Path, bytes | None]
) -> None:
    found = pages(pdfs[files[slug, "word", layout, "as made"]] or b"")
    words = ["".join(glyph.text for glyph in page.glyphs) for page in found]
    assert words[-1].startswith("ContactSutton1in4Network")
    assert "Ifyouneedhelpnow" in words[-1]
    end = next(number for number, text in enumerate(words) if text.startswith("Findoutmore"))
    assert [page.number for page in found[1:end] if len(page.pictures) < 2] == []


@pytest.mark.external("ooxml-integrity", "docx-plus", "openxml-audit")
def test_every_checker_finds_the_files_good_as_they_are_made(files: Mapping[Case, Path]) -> None:
    as_made = [path for case, path in files.items() if case[3] == "as made"]
    assert verify.verify(as_made, ("word", "ooxml-integrity", "docx-plus", "openxml-audit")) == ()
    assert {case[1] for case in files} == set(PROFILES)


OF_LIBREOFFICE = {
    "PD-O-LNK-005",  # LibreOffice 7.4 does not say in which order pages with links are tabbed through
    "PD-O-LNK-004",  # nor that links are printed
    "PD-O-TAG-001",  # it paints frames and shading outside the tags
}
"""What outloud says of LibreOffice's own way to write a PDF, whatever the Word file."""
OF_LAYOUT_TABLES = {"PD-O-TBL-001"}
"""A table that only arranges has no header: the price of pictures beside the words."""


@pytest.mark.external("outloud")
def test_a_listener_meets_no_fault_but_those_of_the_export(
    tmp_path: Path, files: Mapping[Case, Path], pdfs: Mapping[Path, bytes | None]
) -> None:
    made = {case: tmp_path / f"{number}.pdf" for number, case in enumerate(files) if case[3] == "as made"}
    for case, path in made.items():
        path.write_bytes(pdfs[files[case]] or b"")
    found = verify.verify(made.values(), ("outloud",))
    for case, path in made.items():
        codes = {finding.code for finding in found if finding.file == str(path)}
        assert codes - OF_LIBREOFFICE == (OF_LAYOUT_TABLES if case[2] == "side-by-side" else set()), case
