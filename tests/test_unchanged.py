"""A build with nothing to do: what is read again, what is believed, and that no change goes unseen."""

import os
import time
from pathlib import Path

import pytest
from test_make import BOTH, Desk

from leaflets import unchanged
from leaflets.manifest import Manifest

OLD_S = 100


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_a_source_that_keeps_its_size_and_gets_its_old_time_back_is_seen(desk: Desk) -> None:
    path = desk.sources / "museum/leaflet.en-GB.md"
    os.utime(path, (time.time() - OLD_S,) * 2)
    assert desk.make() == desk.make() == 0
    before = path.stat()
    desk.edit("museum/leaflet.en-GB.md", "Come and see us", "Come and hug us")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert desk.make() == 0
    assert desk.made() == ["museum: text"]


def test_files_that_were_only_touched_are_read_and_nothing_is_made(desk: Desk) -> None:
    assert desk.make() == 0
    for path in (*desk.sources.rglob("*.md"), *desk.output.glob("*/*.txt")):
        path.touch()
    assert desk.make() == 0
    assert "No file has changed. 2 files ready." in desk.said


@pytest.mark.parametrize("read_bytes", [unchanged.READ_BYTES, 0])
def test_a_finished_file_that_changed_is_put_back_be_there_few_bytes_or_many(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, read_bytes: int
) -> None:
    monkeypatch.setattr(unchanged, "READ_BYTES", read_bytes)
    assert desk.make() == desk.make() == 0
    before = desk.files()
    path = desk.output / "library" / "library_text_en-GB.txt"
    path.write_bytes(path.read_bytes().replace(b"Sunday", b"Monday"))
    assert desk.make() == 0
    assert desk.files() == before


def test_a_bit_that_flipped_on_the_disk_is_found_in_a_small_house(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk.make() == desk.make() == 0
    path = desk.output / "library" / "library_text_en-GB.txt"
    before = desk.files()
    path.write_bytes(path.read_bytes().replace(b"Sunday", b"Sundax"))
    # As if nothing had been written: to the file system, the file looks as it did.
    monkeypatch.setattr(unchanged, "_look_of", lambda output, listed: unchanged.Look())
    assert desk.make() == 0
    assert desk.files() == before


def test_in_a_large_house_files_are_read_once_and_then_believed_by_their_looks(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "READ_BYTES", 0)
    monkeypatch.setattr(unchanged, "FRESH_NS", 0)
    read: list[Path] = []
    whole = unchanged._whole

    def noted(output: Path, listed: Manifest) -> bool:
        read.append(output)
        return whole(output, listed)

    monkeypatch.setattr(unchanged, "_whole", noted)
    for _ in range(3):
        assert desk.make() == 0
    assert read == [desk.output]
    assert sorted(desk.files()) == BOTH


def test_a_file_that_is_too_new_is_not_believed_by_its_looks(tmp_path: Path) -> None:
    (tmp_path / "text.md").write_text("words", encoding="utf-8")
    assert unchanged.inputs((tmp_path,), ()).look == ""
