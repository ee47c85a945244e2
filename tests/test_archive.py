"""Zips depend on their members alone."""

import io
import zipfile

import pytest

from leaflets import archive

MEMBERS = {"mimetype": b"text/plain", "words/one.txt": b"One. " * 200, "two.txt": b"Two."}


def test_a_packed_zip_unpacks_to_the_same_members_in_the_same_order() -> None:
    assert list(archive.unpack(archive.pack(MEMBERS)).items()) == list(MEMBERS.items())


def test_a_zip_says_neither_when_nor_on_which_system_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(archive.pack(MEMBERS))) as packed:
        marks = {(entry.date_time, entry.create_system, entry.external_attr >> 16) for entry in packed.infolist()}
    assert marks == {((1980, 1, 1, 0, 0, 0), 3, 0o100644)}


def test_only_members_named_as_stored_are_not_compressed() -> None:
    with zipfile.ZipFile(io.BytesIO(archive.pack(MEMBERS, stored=("mimetype",)))) as packed:
        stored = [entry.filename for entry in packed.infolist() if entry.compress_type == zipfile.ZIP_STORED]
    assert stored == ["mimetype"]
    assert len(archive.pack(MEMBERS)) < 1000


def test_a_stored_name_that_is_no_member_is_an_error() -> None:
    with pytest.raises(KeyError):
        archive.pack(MEMBERS, stored=("mimetyp",))


def test_folders_are_not_members() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("folder/", b"")
        made.writestr("folder/words.txt", b"Words")
    assert archive.unpack(target.getvalue()) == {"folder/words.txt": b"Words"}


def test_a_zip_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = archive.pack({"a": bytes(2_000)})
    monkeypatch.setattr(archive, "MOST_BYTES", 1_999)
    with pytest.raises(zipfile.BadZipFile, match="far too big"):
        archive.unpack(data)


def test_a_zip_that_hides_a_file_behind_another_is_refused() -> None:
    file = io.BytesIO(archive.pack({"a": b"x"}))
    with zipfile.ZipFile(file, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr("a", b"y")
    with pytest.raises(zipfile.BadZipFile, match="same name"):
        archive.unpack(file.getvalue())
