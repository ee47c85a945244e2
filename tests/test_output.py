"""The output folder: a leaflet's files change together or not at all, and the manifest tells what stands there."""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace

import pytest

from leaflets import manifest, output
from leaflets.build import Made
from leaflets.findings import Finding, LeafletError
from leaflets.manifest import Entry

FINDING = Finding("sources/library/leaflet.en-GB.md", 12, "ER-101", "must fix", "This sentence has 19 words.")
TOOLS = {"text": {"pytest": "9"}}


def entry(slug: str = "library", **more: str) -> Entry:
    return replace(Entry(slug, "en-GB", title="The library", today="2026-11-22"), **more)  # type: ignore[arg-type]


def made(**contents: bytes) -> dict[str, Made]:
    """Formats with one file each: `made(text=b"words")`."""
    return {name: Made({f"{name}.txt": content}, {"words": 1}) for name, content in contents.items()}


def publish(folder: Path, *, slug: str = "library", whole: bool = True, **contents: bytes) -> tuple[str, ...]:
    return output.publish(folder, [output.Finished(entry(slug), made(**contents))], TOOLS, whole)


def standing(folder: Path) -> dict[str, bytes]:
    """The finished files, by path."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and output.STORE not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.name != manifest.NAME}


def publish_often(work: tuple[Path, str]) -> None:
    """One build of two that run at the same time."""
    folder, slug = work
    for number in range(60):
        publish(folder, slug=slug, text=f"{slug} {number}".encode())
    publish(folder, slug="shared", text=b"the same from both")


def test_files_stand_where_the_manifest_says_with_their_hashes(tmp_path: Path) -> None:
    publish(tmp_path, text=b"words")
    (file,) = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert file == {
        "slug": "library",
        "lang": "en-GB",
        "format": "text",
        "path": "library/text.txt",
        "bytes": 5,
        "sha256": "dba36bffa5cab0f922d087a3aeb179f9d4e745df40b323e1b1471402848c8a3e",
        "text_sha256": "",
        "made_with": {"pytest": "9"},
        "words": 1,
    }
    assert standing(tmp_path) == {"library/text.txt": b"words"}


def test_only_what_is_different_is_written(tmp_path: Path) -> None:
    publish(tmp_path, text=b"words", word=b"old")
    time = (tmp_path / "library/text.txt").stat().st_mtime_ns
    assert publish(tmp_path, text=b"words", word=b"new") == ("library/word.txt",)
    assert (tmp_path / "library/text.txt").stat().st_mtime_ns == time


def test_publishing_again_gives_the_same_manifest(tmp_path: Path) -> None:
    publish(tmp_path, slug="museum", text=b"words")
    publish(tmp_path, text=b"words")
    before = (tmp_path / "manifest.json").read_bytes()
    publish(tmp_path, slug="museum", text=b"words")
    assert (tmp_path / "manifest.json").read_bytes() == before


def test_a_format_that_is_made_no_more_goes_away(tmp_path: Path) -> None:
    publish(tmp_path, text=b"words", word=b"words")
    publish(tmp_path, text=b"words")
    assert standing(tmp_path) == {"library/text.txt": b"words"}
    assert [file.format for file in manifest.read(tmp_path).files] == ["text"]


def test_making_one_format_leaves_the_others_alone(tmp_path: Path) -> None:
    publish(tmp_path, text=b"words", word=b"words")
    publish(tmp_path, whole=False, text=b"new")
    assert standing(tmp_path) == {"library/text.txt": b"new", "library/word.txt": b"words"}
    assert [file.format for file in manifest.read(tmp_path).files] == ["word", "text"]


def test_a_format_may_be_a_folder(tmp_path: Path) -> None:
    web = {"web": Made({"web_en-GB/index.html": b"page", "web_en-GB/sound.mp3": b"sound"}, {})}
    output.publish(tmp_path, [output.Finished(entry(), web)], {}, True)
    assert standing(tmp_path)["library/web_en-GB/sound.mp3"] == b"sound"
    publish(tmp_path, text=b"words")
    assert not (tmp_path / "library/web_en-GB").exists()


@pytest.fixture
def blocked(tmp_path: Path) -> Path:
    """An output folder where a folder stands in the place of the second of two files."""
    publish(tmp_path, audio=b"old")
    (tmp_path / "library/word.txt").mkdir()
    return tmp_path


def test_when_one_file_cannot_be_put_in_place_all_stay_as_they_were(blocked: Path) -> None:
    before = (blocked / "manifest.json").read_bytes()
    with pytest.raises(OSError, match=r"word\.txt"):
        publish(blocked, audio=b"new", word=b"new")
    assert standing(blocked) == {"library/audio.txt": b"old"}
    assert (blocked / "manifest.json").read_bytes() == before


def test_a_disk_error_half_way_puts_the_first_files_back(tmp_path: Path) -> None:
    publish(tmp_path, audio=b"old")
    # The second file's unfinished copy cannot be written, because a folder stands in its place.
    (tmp_path / "library/word.txt.part").mkdir()
    with pytest.raises(OSError, match=r"."):
        publish(tmp_path, audio=b"new", word=b"new")
    assert standing(tmp_path) == {"library/audio.txt": b"old"}


def test_when_the_manifest_cannot_be_written_the_files_are_those_that_were_there(tmp_path: Path) -> None:
    (tmp_path / "manifest.json" / "x").mkdir(parents=True)  # a folder stands in the manifest's place
    (tmp_path / "library").mkdir()
    (tmp_path / "library/audio.txt").write_bytes(b"old")
    with pytest.raises(OSError, match=r"manifest\.json"):
        publish(tmp_path, audio=b"new", word=b"new")
    assert standing(tmp_path) == {"library/audio.txt": b"old"}


def test_when_an_old_file_cannot_be_removed_all_stay_as_they_were(tmp_path: Path) -> None:
    publish(tmp_path, audio=b"old", text=b"old", word=b"old")
    before = (tmp_path / "manifest.json").read_bytes()
    (tmp_path / "library/word.txt").unlink()
    (tmp_path / "library/word.txt").mkdir()
    with pytest.raises(OSError, match=r"word\.txt"):
        publish(tmp_path, audio=b"new")
    assert standing(tmp_path) == {"library/audio.txt": b"old", "library/text.txt": b"old"}
    assert (tmp_path / "manifest.json").read_bytes() == before


def test_a_manifest_that_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "manifest.json" / "x").mkdir(parents=True)
    with pytest.raises(OSError, match=r"manifest\.json"):
        output.hold_back(tmp_path, entry())
    assert sorted(path.name for path in tmp_path.iterdir()) == [output.STORE, "manifest.json"]


def test_a_file_made_from_an_earlier_text_is_told_until_it_is_made_again(tmp_path: Path) -> None:
    output.publish(tmp_path, [output.Finished(entry(text_sha256="one"), made(text=b"one", word=b"one"))], TOOLS, True)
    new = entry(text_sha256="two")
    output.publish(tmp_path, [output.Finished(new, made(text=b"two"))], TOOLS, False)
    (listed,) = manifest.read(tmp_path).leaflets
    assert [str(finding) for finding in listed.findings] == [
        "output/library/word.txt: should fix: This file was made from an earlier text. "
        "Make the leaflet library again, without --format. (MK-105)"
    ]
    before = (tmp_path / "manifest.json").read_bytes()
    output.publish(tmp_path, [output.Finished(new, made(text=b"two"))], TOOLS, False)
    assert (tmp_path / "manifest.json").read_bytes() == before
    output.publish(tmp_path, [output.Finished(new, made(word=b"two"))], TOOLS, False)
    assert manifest.read(tmp_path).leaflets == (new,)


def test_a_manifest_of_an_earlier_version_keeps_its_files(tmp_path: Path) -> None:
    publish(tmp_path, text=b"words")
    path = tmp_path / "manifest.json"
    listed = json.loads(path.read_bytes())
    for each in (*listed["files"], *listed["leaflets"]):
        del each["text_sha256"]
    path.write_text(json.dumps(listed), encoding="utf-8")
    assert [file.path for file in manifest.read(tmp_path).files] == ["library/text.txt"]


def test_windows_waits_for_the_other_build_longer_than_its_ten_tries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[OSError | None] = [OSError(36, "Resource deadlock avoided"), OSError(13, "Permission denied"), None]

    def locking(descriptor: int, mode: int, length: int) -> None:
        answer = answers.pop(0)
        if answer:
            raise answer

    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_LOCK=1, locking=locking))
    monkeypatch.setattr(sys, "platform", "win32")
    with output.locked(tmp_path):
        assert answers == []


def test_a_leaflet_that_is_held_back_keeps_its_last_good_files(tmp_path: Path) -> None:
    publish(tmp_path, text=b"words")
    output.hold_back(tmp_path, replace(entry(), findings=(FINDING,)))
    listed = manifest.read(tmp_path)
    assert standing(tmp_path) == {"library/text.txt": b"words"}
    assert [file.path for file in listed.files] == ["library/text.txt"]
    assert listed.leaflets == (replace(entry(), built=False, findings=(FINDING,)),)


def test_a_leaflet_without_a_source_is_withdrawn_with_its_folder(tmp_path: Path) -> None:
    publish(tmp_path, text=b"words")
    publish(tmp_path, slug="museum", text=b"words")
    assert output.withdraw(tmp_path, [("museum", "en-GB")]) == ("library",)
    assert not (tmp_path / "library").exists()
    assert {file.slug for file in manifest.read(tmp_path).files} == {"museum"}


def test_a_file_that_somebody_put_there_is_never_removed(tmp_path: Path) -> None:
    publish(tmp_path, text=b"words")
    (tmp_path / "library/notes.txt").write_bytes(b"mine")
    output.withdraw(tmp_path, [])
    assert standing(tmp_path) == {"library/notes.txt": b"mine"}


def test_a_manifest_that_points_outside_removes_nothing_there(tmp_path: Path) -> None:
    folder, treasure = tmp_path / "output", tmp_path / "treasure.txt"
    treasure.write_bytes(b"gold")
    publish(folder, text=b"words")
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    (folder / "manifest.json").write_text(text.replace("library/text.txt", "../treasure.txt"), encoding="utf-8")
    output.withdraw(folder, [])
    assert treasure.read_bytes() == b"gold"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"files": [{}], "leaflets": []}',
        "\x00\xff",
        '{"files": 1}',
        '{"files": ["x"], "leaflets": []}',
        '{"files": [], "leaflets": ["x"]}',
        '{"files": [], "leaflets": [{"findings": ["x"]}]}',
        '{"files": [], "leaflets": [{"findings": 1}]}',
    ],
)
def test_a_broken_manifest_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    assert manifest.read(tmp_path) == manifest.Manifest()


def test_a_manifest_comes_back_as_it_was_written(tmp_path: Path) -> None:
    publish(tmp_path, text=b"words")
    output.hold_back(tmp_path, replace(entry("museum"), findings=(FINDING,)))
    listed = manifest.read(tmp_path)
    assert manifest.from_json(manifest.to_json(listed)) == listed


def test_an_output_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"a file")
    with pytest.raises(LeafletError, match=r"cannot be made: .+ Choose another one with --output"):
        output.prepare(tmp_path / "output")


def test_two_builds_at_once_lose_nothing_of_each_other(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(publish_often, [(tmp_path, "library"), (tmp_path, "museum")]))
    assert standing(tmp_path) == {
        "library/text.txt": b"library 59",
        "museum/text.txt": b"museum 59",
        "shared/text.txt": b"the same from both",
    }
    assert {file.slug for file in manifest.read(tmp_path).files} == {"library", "museum", "shared"}
