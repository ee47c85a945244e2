"""`print-pack`: leaflets in one file, behind a sheet that tells how to print and fold each of them."""

import io
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import garden
import pikepdf
import pytest
import seeded_outreach as planted

from leaflets import commands
from leaflets.commands import print_pack as command
from leaflets.findings import LeafletError
from leaflets.formats import Measured
from leaflets.outreach import cover_sheet, print_pack
from leaflets.paper.join import Part, blanks_needed
from leaflets.paper.read_back import read_back
from leaflets.verify.printpage import opened, read

NAMES = ("booklet", "large-print")


def said(content: bytes) -> str:
    return " ".join(read_back({"a.pdf": content}).split())


def links(document: pikepdf.Pdf) -> Iterator[tuple[int, int]]:
    """From which page each link inside the file starts, and to which it leads, from 0."""
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    for number, page in enumerate(document.pages):
        for note in page.obj.get("/Annots", pikepdf.Array()):
            if "/Dest" in note:
                yield number, numbers[note.Dest[0].objgen]


@pytest.mark.parametrize("name", NAMES)
def test_a_pack_says_its_cover_sheet_and_then_every_leaflet_and_nothing_else(name: str) -> None:
    pack = said(planted.good_pack(name))
    parts = [planted.printed(name, title) for title in planted.TITLES]
    listed = [
        planted.listed_of(title, content, **(planted.FOLDED if name == "booklet" else {}))
        for title, content in zip(planted.TITLES, parts, strict=True)
    ]
    pages = cover_sheet.planned(listed, name, "en-GB").pages
    cover = " ".join(cover_sheet.phrases(listed, name, "en-GB", pages))
    assert pack.startswith(cover)
    assert sorted(pack.removeprefix(cover).replace("This page is empty.", "").split()) == sorted(
        word for content in parts for word in said(content).replace("This page is empty.", "").split()
    )
    places = [pack.index(f"What is {title} 0?") for title in planted.TITLES]
    assert places == sorted(places)


def listed(name: str, count: int) -> list[cover_sheet.Listed]:
    """Leaflets as ours are: every other one tells when it must be checked again."""
    measures: Measured = {"paper": "A4", "sides": 2, **(planted.FOLDED if name == "booklet" else {})}
    stamps = ("This leaflet is out of date.", "We must check this again by November 2027.")
    return [
        cover_sheet.Listed(f"Leaflet {number} of ours", ("Draft. Not checked.", stamps[number % 2]), measures, 10)
        for number in range(1, count + 1)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_list_that_is_a_little_long_is_set_closer_and_stays_on_one_page(name: str) -> None:
    assert [cover_sheet.planned(listed(name, count), name, "en-GB").is_close for count in (2, 4)] == [False, True]
    cover = cover_sheet.planned(listed(name, 4), name, "en-GB")
    assert cover.pages == 1
    content = cover_sheet.draw_cover(listed(name, 4), name, "en-GB", cover, 0)
    assert said(content) == " ".join(cover_sheet.phrases(listed(name, 4), name, "en-GB", 1))


@pytest.mark.parametrize("name", NAMES)
def test_a_longer_list_says_how_many_pages_it_has_and_counts_their_sheets(name: str) -> None:
    many = listed(name, 9)
    cover = cover_sheet.planned(many, name, "en-GB")
    assert cover.pages > 2
    heard = said(cover_sheet.draw_cover(many, name, "en-GB", cover, 0))
    assert f"This list has {cover.pages} pages." in heard
    assert f"You need {-(-cover.pages // 2) + 9 * 5} sheets of A4 paper" in heard


@pytest.mark.parametrize("name", NAMES)
def test_each_leaflet_begins_on_a_new_sheet_with_its_bookmark_label_and_language(name: str) -> None:
    with pikepdf.open(io.BytesIO(planted.good_pack(name))) as document:
        with document.open_outline() as outline:
            titles = [item.title for item in outline.root]
            inside = [len(item.children) for item in outline.root]
        labels = [str(page.label) for page in document.pages]
        whole = document.Root.StructTreeRoot.K[0]
        parts = [(str(kid.T), str(kid.Lang)) for kid in whole.K if kid.get("/S") == "/Part"]
    assert titles == ["Leaflets to print", *planted.TITLES]
    assert inside[0] == 0
    assert min(inside[1:]) > 0
    assert parts == [(title, "en-GB") for title in planted.TITLES]
    firsts = [labels.index(f"{title} 1") for title in planted.TITLES]
    assert all(first % 2 == 0 for first in firsts)
    assert labels[0] == "Leaflets to print"


def test_links_inside_a_leaflet_still_lead_to_their_own_page() -> None:
    name = "large-print"
    with pikepdf.open(io.BytesIO(planted.good_pack(name))) as document:
        found = sorted(links(document))
        labels = [str(page.label) for page in document.pages]
    alone: list[tuple[int, int]] = []
    for title in planted.TITLES:
        with pikepdf.open(io.BytesIO(planted.printed(name, title))) as document:
            start = labels.index(f"{title} 1")
            named = pikepdf.NameTree(document.Root.Names.Dests)
            numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
            alone += [
                (start + number, start + numbers[named[str(note.Dest)][0].objgen])
                for number, page in enumerate(document.pages)
                for note in page.obj.get("/Annots", pikepdf.Array())
                if "/Dest" in note
            ]
    assert len(alone) > len(planted.TITLES)
    assert found == sorted(alone)


def test_sheets_are_filled_with_empty_pages_that_say_so() -> None:
    assert blanks_needed(1, [3, 2, 5]) == 2
    assert blanks_needed(2, [2]) == 0
    with opened(planted.good_pack("large-print")) as document:
        pages = read(document)
    empty = [page.number for page in pages if "".join(glyph.text for glyph in page.glyphs) == "Thispageisempty."]
    assert all(number % 2 == 0 for number in empty)
    assert len(pages) % 2 == 0 or len(pages) > 6


@pytest.mark.parametrize("name", NAMES)
def test_the_printer_is_told_how_to_turn_the_sheets_and_not_to_change_their_size(name: str) -> None:
    with pikepdf.open(io.BytesIO(planted.good_pack(name))) as document:
        told = document.Root.ViewerPreferences
        assert told.Duplex == ("/DuplexFlipShortEdge" if name == "booklet" else "/DuplexFlipLongEdge")
        assert told.PrintScaling == "/None"
        assert bool(told.DisplayDocTitle)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_leaflets_give_the_same_bytes(name: str) -> None:
    assert planted.pack(name).content == planted.good_pack(name)


def test_a_pack_of_one_leaflet_is_a_pack() -> None:
    content = planted.printed("booklet", "Our garden")
    listed = [planted.listed_of("Our garden", content, **planted.FOLDED)]
    pack = print_pack.made(listed, [Part("Our garden", "en-GB", content)], "booklet", "en-GB")
    assert pack.sheets == 1 + listed[0].sheets


@contextmanager
def here(workers: int, names: Collection[str]) -> Iterator[Callable[[int], Executor]]:
    """Jobs run in this process: to start others takes longer than what they have to do."""
    with ThreadPoolExecutor(1) as pool:
        yield lambda wanted: pool


class Desk:
    """A folder with a house and two leaflets, and the command typed there."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys, self.said = folder, capsys, ""
        (folder / "sources").mkdir()
        (folder / "sources" / "house.toml").write_text(garden.HOUSE, encoding="utf-8")
        for slug, title in (("garden", "Our garden"), ("hall", "Our hall")):
            self.write(slug, garden.MANUSCRIPT.replace("Our garden", title))

    def write(self, slug: str, text: str) -> None:
        path = self.folder / "sources" / slug
        path.mkdir(exist_ok=True)
        (path / "leaflet.en-GB.md").write_text(text, encoding="utf-8")
        (path / "facts.toml").write_text(garden.FACTS, encoding="utf-8")

    def type(self, *words: str) -> int:
        places = [f"--{name}={self.folder / name}" for name in ("sources", "output")]
        parser = commands.PlainParser()
        command.arguments(parser)
        typed = [*words, *places, f"--to={self.folder / 'print'}", "--today=2026-11-22"]
        code = command.execute(parser.parse_args(typed), here)
        shown = self.capsys.readouterr()
        self.said = shown.out + shown.err
        return code

    @property
    def pack(self) -> Path:
        return self.folder / "print" / "print-pack_large-print_en-GB.pdf"


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_the_command_makes_what_is_not_up_to_date_and_says_where_the_pack_is(desk: Desk) -> None:
    assert desk.type("hall", "garden", "--format", "large-print") == 0
    assert "2 leaflets on" in desk.said
    assert "Do not give them to readers." in desk.said
    words = said(desk.pack.read_bytes())
    assert words.index("1. Our hall") < words.index("2. Our garden")
    before = desk.pack.read_bytes()
    assert desk.type("hall", "garden", "--format", "large-print") == 0
    assert desk.pack.read_bytes() == before
    desk.write("hall", garden.MANUSCRIPT.replace("Our garden", "Our hall").replace("feel well", "feel at home"))
    assert desk.type("hall", "--format", "large-print") == 0
    assert "You can feel at home there." in said(desk.pack.read_bytes())


def test_a_pack_of_one_booklet_is_made_though_the_name_on_its_cover_takes_two_lines(desk: Desk) -> None:
    house = desk.folder / "sources" / "house.toml"
    house.write_text(
        garden.HOUSE.replace("The Green House", "Sutton Example Garden Network of Mill Lane"), encoding="utf-8"
    )
    assert desk.type("garden", "--format", "booklet") == 0, desk.said
    assert "1 leaflet on" in desk.said


def test_a_leaflet_that_must_be_fixed_stops_the_pack_with_its_name(desk: Desk) -> None:
    desk.write("hall", garden.MANUSCRIPT.replace("feel well", "don't"))
    assert desk.type("--format", "large-print") == 1
    assert "These leaflets are not ready: hall." in desk.said
    assert not desk.pack.exists()


def test_a_file_that_somebody_changed_is_not_packed(desk: Desk) -> None:
    assert desk.type("--format", "large-print") == 0
    (file,) = (desk.folder / "output" / "hall").glob("*large-print*.pdf")
    file.write_bytes(planted.printed("large-print", "Our library"))
    assert desk.type("--format", "large-print") == 0
    assert "Our library" not in said(desk.pack.read_bytes())


def test_a_name_that_no_leaflet_has_is_told(desk: Desk) -> None:
    with pytest.raises(LeafletError, match="Did you mean: garden"):
        desk.type("gardn")
