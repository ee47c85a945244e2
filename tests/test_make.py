"""The command `make`, from a folder of sources to a folder of files, as a person would use it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import Any
from unittest.mock import Mock

import pytest

from leaflets import commands, ffmpeg, formats, manifest, pools, whole_check
from leaflets.findings import Finding, LeafletError
from leaflets.sources import Read
from leaflets.store import Store
from leaflets.worker import work

ROOT = Path(__file__).resolve().parent.parent

HOUSE = """
name = "The library"
about = ["We lend books."]
formats = ["text"]
voice = "british"

[[contact]]
kind = "phone"
label = "Phone"
value = "020 7946 0123"
"""

MANUSCRIPT = """---
title: {title}
subtitle: Come and see us
information-date: 2026-11
review-by: 2028-11
cover-picture: meet-three
---
## When are we open?
[picture: clock-changed]
We are open on Sunday. {{L01}}
"""

FACTS = """
[[fact]]
id = "L01"
claim = "We are open on Sunday."
weight = "A"
source_words = "We are open on Sunday."
patterns = ["open"]
"""

TOO_LONG = "It is so good that we are open on every one of all the Sundays of the year now. {L01}"


class Desk:
    """A folder with two leaflets, and a person who types the command there."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.output = folder / "output"
        self.sources = folder / "sources"
        self.capsys = capsys
        self.said = ""
        for slug, title in (("library", "Open on Sunday"), ("museum", "The old museum")):
            self.write(f"{slug}/leaflet.en-GB.md", MANUSCRIPT.format(title=title))
            self.write(f"{slug}/facts.toml", FACTS)
        self.write("house.toml", HOUSE)

    def write(self, name: str, text: str) -> None:
        path = self.sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.sources / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def make(self, *words: str, today: str = "2026-11-22") -> int:
        """Types the command; what it said is in `said`."""
        places = ("--sources", str(self.sources), "--output", str(self.output), "--today", today)
        code = commands.main(("make", *words, *places, "--plain"))
        self.said = "".join(self.capsys.readouterr())
        return code

    def wish_for_word(self) -> None:
        """The house wants Word files too, of one leaflet only: they take longer to make."""
        self.edit("house.toml", '["text"]', '["word", "text"]')
        (self.sources / "museum/leaflet.en-GB.md").unlink()

    def files(self) -> dict[str, bytes]:
        """The finished files, by leaflet and format, as the manifest has them."""
        listed = manifest.read(self.output).files
        return {f"{file.slug}: {file.format}": (self.output / file.path).read_bytes() for file in listed}

    def made(self) -> list[str]:
        """What the last command has made."""
        return [line.split(": made in ")[0] for line in self.said.splitlines() if ": made in " in line]


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


BOTH = ["library: text", "museum: text"]


def test_every_leaflet_is_made(desk: Desk) -> None:
    assert desk.make() == 0
    assert sorted(desk.made()) == sorted(desk.files()) == BOTH
    assert "2 files made. It took" in desk.said
    assert "library_text_en-GB.txt" in desk.said
    assert b"Open on Sunday" in desk.files()["library: text"]


def test_a_second_run_makes_nothing(desk: Desk) -> None:
    desk.make()
    before = desk.files()
    assert desk.make() == 0
    assert desk.made() == []
    assert "No file has changed. 2 files ready." in desk.said
    assert desk.files() == before


def test_editing_one_leaflet_makes_only_that_one(desk: Desk) -> None:
    desk.make()
    desk.edit("museum/leaflet.en-GB.md", "Come and see us", "Come and visit us")
    assert desk.make() == 0
    assert desk.made() == ["museum: text"]
    assert "1 file made. 1 more was ready before." in desk.said


def test_going_back_to_an_earlier_text_makes_nothing_but_brings_the_files_back(desk: Desk) -> None:
    desk.make()
    before = desk.files()
    desk.edit("museum/leaflet.en-GB.md", "Come and see us", "Come and visit us")
    desk.make()
    desk.edit("museum/leaflet.en-GB.md", "Come and visit us", "Come and see us")
    desk.make()
    assert desk.made() == []
    assert desk.files() == before


def test_another_folder_and_process_give_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    desk.make()
    desk_bytes, first = desk.files(), (desk.output / "manifest.json").read_bytes()
    desk.output = tmp_path / "other" / "output"
    desk.make()
    assert desk.files() == desk_bytes
    assert (desk.output / "manifest.json").read_bytes() == first


def test_the_manifest_does_not_tell_where_the_sources_were(desk: Desk, tmp_path: Path) -> None:
    desk.make()
    text = (desk.output / "manifest.json").read_text(encoding="utf-8")
    assert "sources/library/sign-off.toml" in text
    assert str(tmp_path) not in text
    assert f"{desk.sources / 'library' / 'sign-off.toml'}: should fix" in desk.said


def test_a_leaflet_that_cannot_be_read_is_told_at_the_end_and_the_others_are_made(desk: Desk) -> None:
    desk.make()
    before = desk.files()
    desk.write("library/glossary.en-GB.toml", "[[word")
    desk.edit("museum/leaflet.en-GB.md", "The old museum", "The new museum")
    for _ in range(2):
        assert desk.make() == 2
        assert "library/glossary.en-GB.toml" in desk.said
        assert desk.files()["library: text"] == before["library: text"]
        assert b"The new museum" in desk.files()["museum: text"]
    (desk.sources / "library/glossary.en-GB.toml").unlink()
    assert desk.make() == 0


@pytest.mark.parametrize("damage", ["gone", "changed", "manifest"])
def test_a_file_that_is_gone_or_changed_is_put_back(desk: Desk, damage: str) -> None:
    desk.make()
    before = desk.files()
    path = desk.output / "library" / "library_text_en-GB.txt"
    if damage == "gone":
        path.unlink()
    elif damage == "changed":
        path.write_bytes(path.read_bytes() + b"!")
    else:
        (desk.output / "manifest.json").unlink()
    assert desk.make() == 0
    assert desk.made() == []
    assert desk.files() == before


def test_making_one_leaflet_leaves_the_rest_alone(desk: Desk) -> None:
    desk.make()
    before = desk.files()
    desk.edit("library/leaflet.en-GB.md", "Come and see us", "Come and visit us")
    desk.edit("museum/leaflet.en-GB.md", "Come and see us", "Come and visit us")
    assert desk.make("library") == 0
    assert desk.made() == ["library: text"]
    assert {name for name, content in desk.files().items() if content != before[name]} == {"library: text"}
    assert sorted(desk.files()) == BOTH


def test_formats_come_and_go_as_they_are_asked_for(desk: Desk) -> None:
    desk.wish_for_word()
    desk.make()
    before = desk.files()
    assert sorted(before) == ["library: text", "library: word"]
    desk.edit("library/leaflet.en-GB.md", "Come and see us", "Come and visit us")
    assert desk.make("--format", "text") == 0
    after = desk.files()
    assert after["library: word"] == before["library: word"]
    assert after["library: text"] != before["library: text"]
    desk.edit("house.toml", '"word", ', "")
    desk.make()
    assert sorted(desk.files()) == ["library: text"]
    assert not list(desk.output.rglob("*.docx"))


def test_a_leaflet_may_ask_for_formats_of_its_own(desk: Desk) -> None:
    desk.edit("library/leaflet.en-GB.md", "---\ntitle", "---\nformats: word, text\ntitle")
    desk.make()
    assert sorted(desk.files()) == ["library: text", "library: word", "museum: text"]
    assert b"We have Word." in desk.files()["library: text"]
    desk.edit("library/leaflet.en-GB.md", "formats: word, text\n", "formats: text\n")
    desk.make()
    assert sorted(desk.files()) == BOTH
    assert b"We have Word." not in desk.files()["library: text"]


def test_a_booklet_comes_with_its_plain_pages_and_says_how_to_print_it(desk: Desk) -> None:
    (desk.sources / "museum/leaflet.en-GB.md").unlink()
    assert desk.make("--format", "booklet") == 0
    assert sorted(desk.files()) == ["library: booklet", "library: booklet-pages"]
    assert "print on both sides of 1 sheet of A4, flip on the short edge, fold once, in the middle" in desk.said
    listed = {file.format: file.measures for file in manifest.read(desk.output).files}
    assert listed["booklet"] == {
        "pages": 4, "paper": "A4", "sides": 2, "flip": "short edge", "fold": "once, in the middle", "sheets": 1
    }  # fmt: skip
    assert listed["booklet-pages"] == {"pages": 4, "paper": "A5", "sides": 2, "sheets": 2}


def test_all_formats_may_be_asked_for_in_one_word(desk: Desk) -> None:
    (desk.sources / "museum/leaflet.en-GB.md").unlink()
    assert desk.make("--format", "all") == 0
    can_be_made = [name for name in formats.NAMES if formats.load(name).available() is None]
    assert set(formats.NAMES) - set(can_be_made) <= {*formats.EXTRAS, *formats.PROGRAMS}
    assert sorted({*desk.files()}) == sorted(f"library: {name}" for name in can_be_made)


@pytest.fixture
def no_ffmpeg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ffmpeg, "find_spec", lambda name: None)


@pytest.mark.usefixtures("no_ffmpeg")
def test_a_format_whose_extra_is_missing_is_left_out_and_told_and_the_others_are_made(desk: Desk) -> None:
    desk.edit("house.toml", '["text"]', '["audio-book", "text"]')
    told = "library: should fix: The format audio-book was left out. The program FFmpeg is not on this computer."
    for _ in range(2):
        assert desk.make() == 0
        assert sorted(desk.files()) == BOTH
        assert told in desk.said
        assert "type: python3 make_leaflets.py make --format audio-book" in desk.said


@pytest.mark.usefixtures("no_ffmpeg")
def test_a_format_that_is_the_only_wish_and_cannot_be_made_is_a_fault_of_the_machine(desk: Desk) -> None:
    assert desk.make("--format", "audio-book") == 2
    assert "The format audio-book cannot be made here. The program FFmpeg is not on this computer." in desk.said


@pytest.mark.usefixtures("no_ffmpeg")
def test_a_leaflet_that_can_only_be_made_elsewhere_is_held_back_and_the_others_are_made(desk: Desk) -> None:
    desk.make()
    before = desk.files()
    desk.edit("museum/leaflet.en-GB.md", "review-by", "formats: audio-book\nreview-by")
    desk.edit("library/leaflet.en-GB.md", "Come and see us", "Come and visit us")
    told = "museum: must fix: The leaflet is not made: audio-book cannot be made here. The program FFmpeg is not on"
    for _ in range(2):
        assert desk.make() == 1
        assert told in desk.said
        assert desk.files()["library: text"] != before["library: text"]
        assert desk.files()["museum: text"] == before["museum: text"]


@pytest.mark.external("audiobook")
def test_an_audio_book_is_made_when_it_is_asked_for(desk: Desk) -> None:
    (desk.sources / "museum/leaflet.en-GB.md").unlink()
    assert desk.make("--format", "audio-book") == 0
    assert list(desk.files()) == ["library: audio-book"]
    assert "library_audio-book_en-GB.m4b, 1 min" in desk.said
    assert "left out" not in desk.said


def test_a_file_that_is_older_than_the_text_is_told_until_it_is_made_again(desk: Desk) -> None:
    desk.wish_for_word()
    desk.make()
    assert "earlier text" not in desk.said
    desk.edit("library/leaflet.en-GB.md", "Come and see us", "Come and visit us")
    told = f"{desk.output / 'library/library_word_en-GB.docx'}: should fix: This file was made from an earlier text."
    for _ in range(2):
        assert desk.make("--format", "text") == 0
        assert told in desk.said
    assert str(desk.output) not in (desk.output / "manifest.json").read_text(encoding="utf-8")
    desk.make()
    assert "earlier text" not in desk.said


def test_an_approval_makes_files_without_it_older_than_the_text(desk: Desk) -> None:
    desk.wish_for_word()
    desk.make()
    desk.edit("library/leaflet.en-GB.md", "review-by: 2028-11", "review-by: 2029-11")
    desk.make("--format", "text")
    assert "library_word_en-GB.docx: should fix: This file was made from an earlier text." in desk.said


def test_a_leaflet_whose_folder_is_gone_goes_away(desk: Desk) -> None:
    desk.make()
    (desk.sources / "museum/leaflet.en-GB.md").unlink()
    desk.make()
    assert not (desk.output / "museum").exists()
    assert sorted(desk.files()) == ["library: text"]


def test_a_leaflet_with_something_to_fix_keeps_its_last_good_files_and_the_others_are_made(desk: Desk) -> None:
    desk.make()
    before = desk.files()
    desk.edit("library/leaflet.en-GB.md", "We are open on Sunday. {L01}", TOO_LONG)
    desk.edit("museum/leaflet.en-GB.md", "Come and see us", "Come and visit us")
    assert desk.make() == 1
    assert desk.made() == ["museum: text"]
    assert desk.files()["library: text"] == before["library: text"]
    assert "leaflet.en-GB.md, line 10: must fix:" in desk.said
    assert "What to do next: mend what is marked “must fix”" in desk.said


@pytest.mark.parametrize("is_ready", [False, True])
def test_of_a_leaflet_with_something_to_fix_no_file_is_told_or_left(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, is_ready: bool
) -> None:
    """Whether its files were ready before the rules had their say or not."""
    stored, put, ask = Event(), Store.put, whole_check.run

    def noted(store: Store, *given: Any) -> None:
        put(store, *given)
        stored.set()

    def late(*given: Any) -> Iterator[Finding]:
        assert not is_ready or stored.wait(20)
        return ask(*given)

    monkeypatch.setattr(Store, "put", noted)
    monkeypatch.setattr(whole_check, "run", late)
    desk.edit("library/leaflet.en-GB.md", "We are open on Sunday. {L01}", TOO_LONG)
    assert desk.make("library") == 1
    assert desk.made() == []
    assert "leaflet.en-GB.md, line 10: must fix:" in desk.said
    assert [path.name for path in desk.output.rglob("*.txt")] == []
    assert not (desk.output / "library").exists()


def test_jobs_begin_before_the_rules_have_had_their_say(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, submit, ask = Event(), pools.Processes.submit, whole_check.run

    def noted(pool: pools.Processes, do: Any, *given: Any) -> Any:
        if do is work:
            begun.set()
        return submit(pool, do, *given)

    def late(*given: Any) -> Iterator[Finding]:
        assert begun.wait(20), "The rules were asked before any job was given out."
        return ask(*given)

    monkeypatch.setattr(pools.Processes, "submit", noted)
    monkeypatch.setattr(whole_check, "run", late)
    assert desk.make() == 0
    assert sorted(desk.made()) == BOTH


def test_rules_that_cannot_be_asked_about_a_leaflet_stop_only_that_leaflet(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = whole_check.run

    def broken(read: Read, *how: Any) -> Iterator[Finding]:
        if read.source.slug == "library":
            raise LeafletError("A word list is missing. Run: doctor")
        return ask(read, *how)

    monkeypatch.setattr(whole_check, "run", broken)
    assert desk.make() == 2
    assert "A word list is missing. Run: doctor" in desk.said
    assert sorted(desk.files()) == ["museum: text"]


def test_another_model_in_the_persons_own_folder_is_a_change(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_looked_at_again() -> bool:
        with monkeypatch.context() as patch:
            make = Mock(return_value=((), True))
            patch.setattr("leaflets.making.make", make)
            assert desk.make() == 0
        return make.called

    desk.make()
    assert not is_looked_at_again()
    place = tmp_path / "voices"
    place.mkdir()
    monkeypatch.setenv("LEAFLETS_VOICES", str(place))
    assert is_looked_at_again()
    (place / "kokoro.onnx").write_bytes(b"model")
    assert is_looked_at_again()
    (place / "kokoro.onnx").write_bytes(b"another model")
    assert is_looked_at_again()
    assert not is_looked_at_again()


def test_findings_are_told_again_when_nothing_has_changed(desk: Desk) -> None:
    desk.edit("library/leaflet.en-GB.md", "We are open on Sunday. {L01}", TOO_LONG)
    assert desk.make() == 1
    findings = [line for line in desk.said.splitlines() if "(ER-" in line or "(MS-" in line or "(SG-" in line]
    assert desk.make() == 1
    assert [line for line in desk.said.splitlines() if line in findings] == findings
    assert any("must fix" in line for line in findings)
    assert desk.made() == []


def test_the_manifest_tells_how_each_leaflet_is(desk: Desk) -> None:
    desk.make()
    listed = json.loads((desk.output / "manifest.json").read_text(encoding="utf-8"))
    entry = listed["leaflets"][0]
    assert {key: entry[key] for key in ("slug", "lang", "title", "today", "built", "sign_off", "voice")} == {
        "slug": "library",
        "lang": "en-GB",
        "title": "Open on Sunday",
        "today": "2026-11-22",
        "built": True,
        "sign_off": "drafted",
        "voice": "british",
    }
    text = next(file for file in listed["files"] if file["format"] == "text")
    assert text["words"] > 10
    assert text["path"] == "library/library_text_en-GB.txt"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("libary",), "There is no leaflet “libary”. Did you mean: library?"),
        (("--format", "txt"), "There is no format “txt”. Did you mean: text?"),
        (("--format", "text", "museum"), "“museum” is a leaflet, not a format. Write the leaflets before --format."),
        (("--jobs", "0"), "“0” is not a number of jobs. Write 1 or more"),
    ],
)
def test_a_slip_in_the_command_is_said_with_the_nearest_name(desk: Desk, words: Sequence[str], message: str) -> None:
    assert desk.make(*words) == 2
    assert message in desk.said
    assert not (desk.output / "manifest.json").exists()


def test_a_day_that_is_none_is_said(desk: Desk) -> None:
    assert desk.make(today="2026-02-30") == 2
    assert "“2026-02-30” is not a day. Write it like this: 2026-01-31" in desk.said


def test_a_folder_without_leaflets_is_said(desk: Desk, tmp_path: Path) -> None:
    desk.sources = tmp_path / "nowhere"
    assert desk.make() == 2
    assert "There is no leaflet in the folder" in desk.said


def test_a_file_in_the_place_of_a_leaflets_folder_stops_only_that_leaflet(desk: Desk) -> None:
    desk.output.mkdir()
    (desk.output / "library").write_bytes(b"a file")
    assert desk.make() == 1
    assert list(desk.files()) == ["museum: text"]
    assert "The files could not be written" in desk.said
    (desk.output / "library").unlink()
    assert desk.make() == 0
    assert list(desk.files()) == BOTH


@pytest.mark.parametrize("case", ["good", "too long", "withdrawn"])
def test_a_manifest_that_cannot_be_written_is_said_with_its_cause_and_cure(desk: Desk, case: str) -> None:
    (desk.output / "manifest.json" / "x").mkdir(parents=True)
    if case == "too long":
        desk.edit("library/leaflet.en-GB.md", "We are open on Sunday. {L01}", TOO_LONG)
    if case == "withdrawn":
        desk.edit("library/leaflet.en-GB.md", "review-by", "status: withdrawn\nreview-by")
    assert desk.make() == 2
    assert "manifest.json cannot be written: Is a directory." in desk.said
    assert "look whether the disk is full" in desk.said
    assert not list(desk.output.glob("*/*.txt"))


def test_a_build_that_cannot_be_remembered_is_good_all_the_same(desk: Desk) -> None:
    (desk.output / ".store" / "last-build.json" / "x").mkdir(parents=True)
    assert desk.make() == 0
    assert "2 files made." in desk.said


def test_a_format_that_fails_is_named_and_the_leaflet_keeps_its_last_good_files(desk: Desk) -> None:
    desk.make()
    before = desk.files()
    desk.edit("house.toml", '["text"]', '["audio", "text"]')
    desk.edit("house.toml", '"british"', '"nobody"')
    desk.edit("library/leaflet.en-GB.md", "Come and see us", "Come and visit us")
    assert desk.make() == 1
    assert "The format audio of library" in desk.said
    assert "nobody" in desk.said
    assert desk.files() == before
    desk.edit("house.toml", '["audio", "text"]', '["text"]')
    assert desk.make() == 0
    assert desk.files()["library: text"] != before["library: text"]


def test_beeps_are_never_made_into_a_recording(desk: Desk) -> None:
    desk.edit("house.toml", '"british"', '"silent"')
    assert desk.make("--format", "audio") == 2
    assert "The voice “silent” says no words" in desk.said
    assert not list(desk.output.rglob("*.mp3"))


def test_two_builds_at_once_end_with_whole_files(desk: Desk) -> None:
    words = ["make", "--sources", str(desk.sources), "--output", str(desk.output), "--today", "2026-11-22"]
    program = "import sys; from leaflets import commands; sys.exit(commands.main(sys.argv[1:]))"
    builds = [
        subprocess.Popen([sys.executable, "-c", program, *words, slug], cwd=ROOT, stdout=subprocess.PIPE)
        for slug in ("library", "museum")
    ]
    for build in builds:
        build.communicate(timeout=60)
    assert [build.returncode for build in builds] == [0, 0]
    listed = manifest.read(desk.output)
    assert sorted(f"{file.slug}: {file.format}" for file in listed.files) == BOTH
    assert not list(desk.output.rglob("*.part"))


def test_nothing_changed_is_said_with_less_than_half_a_second_of_work_and_without_heavy_imports(desk: Desk) -> None:
    desk.make()
    program = (
        "import sys; from leaflets import commands; commands.main(sys.argv[1:]);"
        "print(sorted({name.split('.')[0] for name in sys.modules} - sys.stdlib_module_names))"
    )
    words = ["make", "--sources", str(desk.sources), "--output", str(desk.output), "--today", "2026-11-22"]
    before = os.times()
    done = subprocess.run([sys.executable, "-c", program, *words], cwd=ROOT, capture_output=True, text=True, check=True)
    after = os.times()
    assert "No file has changed." in done.stdout
    assert not [name for name in ("weasyprint", "docx", "lxml", "rich", "jinja2", "PIL") if f"'{name}'" in done.stdout]
    # Processor time, not the clock: other work on the machine must not make this test fail.
    work = after.children_user + after.children_system - before.children_user - before.children_system
    assert work < 0.5
