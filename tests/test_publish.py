"""`publish`: only approved leaflets go out, with proof; a pack that was touched is found out by `verify`."""

import io
import json
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
import seeded
import seeded_pack
from garden import FACTS, HOUSE, MANUSCRIPT

from leaflets import formats, verify
from leaflets.commands import main
from leaflets.pack import credits

TODAY = ("--today", "2026-06-09")


class Desk:
    """A folder with one leaflet, and a person who types commands there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said = ""
        own = folder / "sources" / "our-garden"
        own.mkdir(parents=True)
        (folder / "sources" / "house.toml").write_text('formats = ["text"]\n' + HOUSE, encoding="utf-8")
        self.manuscript = own / "leaflet.en-GB.md"
        self.manuscript.write_text(MANUSCRIPT, encoding="utf-8")
        (own / "facts.toml").write_text(FACTS, encoding="utf-8")

    def type(self, *words: str) -> int:
        places: tuple[str, ...] = ("--sources", str(self.folder / "sources"))
        if words[0] != "sign":
            places += ("--output", str(self.folder / "output"))
        if words[0] == "publish":
            places += ("--to", str(self.folder / "packs"))
        lines = io.StringIO()
        with redirect_stdout(lines), redirect_stderr(lines):
            code = main((*words, *places, *TODAY))
        self.said = lines.getvalue()
        return code

    def make(self) -> None:
        assert self.type("make", "--plain") == 0

    def approve(self) -> None:
        for number, (state, name) in enumerate(
            (("drafted", "Ann"), ("checked", "Ann"), ("fact-checked", "Bob"), ("tested", "Ann"), ("approved", "Dee"))
        ):
            more = ("--readers", "Cy, Reader 2", "--comments", "They liked it.") if state == "tested" else ()
            day = ("--date", f"2026-06-0{number + 1}")
            assert self.type("sign", state, "our-garden", "--by", name, "--role", "staff", *day, *more) == 0, self.said

    @property
    def packs(self) -> list[Path]:
        return sorted((self.folder / "packs").glob("*"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The pack of an approved leaflet."""
    folder = tmp_path_factory.mktemp("approved")
    desk = Desk(folder)
    desk.approve()
    desk.make()
    assert desk.type("publish") == 0
    (pack,) = desk.packs
    return pack.read_bytes()


def listing(pack: Path) -> dict[str, object]:
    with zipfile.ZipFile(pack) as file:
        found: dict[str, object] = json.loads(file.read("manifest.json"))
    return found


def test_an_approved_leaflet_becomes_a_pack_that_proves_what_is_in_it(desk: Desk) -> None:
    desk.approve()
    desk.make()
    assert desk.type("publish") == 0
    (pack,) = desk.packs
    assert pack.name == "our-garden_en-GB_v1.zip"
    listed = listing(pack)
    assert listed["draft"] is False
    assert [step["state"] for step in listed["sign_off"]][-1] == "approved"  # type: ignore[attr-defined]
    assert set(listed["sources"]) >= {"house.toml", "our-garden/leaflet.en-GB.md", "our-garden/facts.toml"}  # type: ignore[call-overload]
    assert listed["licences"]
    assert verify.verify((pack,), ("pack",)) == ()


def test_a_pack_names_no_reader(desk: Desk) -> None:
    desk.approve()
    desk.make()
    desk.type("publish")
    (pack,) = desk.packs
    with zipfile.ZipFile(pack) as file:
        assert b"Cy" not in file.read("manifest.json")


def test_a_leaflet_that_is_not_approved_is_refused_and_told_what_to_do(desk: Desk) -> None:
    desk.make()
    assert desk.type("publish") == 1
    assert "not approved" in desk.said
    assert "python3 make_leaflets.py sign our-garden" in desk.said
    assert desk.packs == []


def test_drafts_go_out_only_when_asked_for_and_marked(desk: Desk) -> None:
    desk.make()
    assert desk.type("publish", "--drafts") == 0
    (pack,) = desk.packs
    assert pack.name == "our-garden_en-GB_v1_draft.zip"
    assert listing(pack)["draft"] is True
    with zipfile.ZipFile(pack) as file:
        assert "DRAFT" in file.read("READ-ME.txt").decode()
        assert b"Draft. Not checked." in file.read("files/our-garden_text_en-GB.txt")
    assert verify.verify((pack,), ("pack",)) == ()


def test_files_of_an_older_text_are_refused(desk: Desk) -> None:
    desk.make()
    desk.approve()
    assert desk.type("publish") == 1
    assert "made from another text" in desk.said
    desk.make()
    assert desk.type("publish") == 0


def test_a_file_that_was_changed_by_hand_is_refused(desk: Desk) -> None:
    desk.approve()
    desk.make()
    path = desk.folder / "output" / "our-garden" / "our-garden_text_en-GB.txt"
    path.write_text("something else", encoding="utf-8")
    assert desk.type("publish") == 1
    assert "changed after it was made" in desk.said


def test_a_leaflet_without_files_is_refused(desk: Desk) -> None:
    desk.approve()
    assert desk.type("publish") == 1
    assert "no finished files" in desk.said


def test_a_withdrawn_leaflet_never_goes_out(desk: Desk) -> None:
    desk.make()
    text = desk.manuscript.read_text(encoding="utf-8").replace("cover-picture", "status: withdrawn\ncover-picture")
    desk.manuscript.write_text(text, encoding="utf-8")
    assert desk.type("publish", "--drafts") == 1
    assert "withdrawn" in desk.said


def test_the_same_leaflet_gives_the_same_pack(desk: Desk) -> None:
    desk.approve()
    desk.make()
    desk.type("publish")
    (pack,) = desk.packs
    before = pack.read_bytes()
    assert desk.type("publish") == 0
    assert "is there already, with these very files" in desk.said
    assert pack.read_bytes() == before


def test_a_pack_that_was_given_out_is_never_replaced(desk: Desk) -> None:
    desk.approve()
    desk.make()
    desk.type("publish")
    (pack,) = desk.packs
    pack.write_bytes(b"what somebody keeps there")
    assert desk.type("publish") == 2
    assert "stays as it is" in desk.said
    assert pack.read_bytes() == b"what somebody keeps there"


def test_every_format_with_pictures_or_letters_in_it_is_credited() -> None:
    for name in formats.NAMES:
        found = {line["licence"] for line in credits.credits("The house", {name}, "en-GB")}
        assert "CC-BY-4.0" in found
    assert {"CC-BY-SA-4.0", "OFL-1.1"} <= {
        line["licence"] for line in credits.credits("The house", {"easy-read"}, "en-GB")
    }


def test_the_credits_name_only_formats_that_there_are() -> None:
    names = {name for part in credits.parts() for name in part.get("formats", ())}
    assert names <= set(formats.NAMES)


@pytest.mark.parametrize("fault", seeded_pack.FAULTS, ids=[fault.what for fault in seeded_pack.FAULTS])
def test_a_pack_that_was_touched_is_found_out(tmp_path: Path, approved: bytes, fault: seeded.Fault) -> None:
    spoilt = fault.spoil(approved)
    assert spoilt != approved
    pack = tmp_path / "pack.zip"
    pack.write_bytes(spoilt)
    assert seeded.finders(pack, fault.caught_by) == fault.caught_by
    assert main(("verify", str(pack), "--output", str(tmp_path))) == 1
