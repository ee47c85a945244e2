"""Finished leaflets are put in place at once in a small house, and several together where the list is long."""

from pathlib import Path

import pytest

from leaflets import delivery, manifest, output
from leaflets.build import Made
from leaflets.delivery import Delivery
from leaflets.manifest import Entry, Manifest
from leaflets.output import Finished


def finished(slug: str) -> Finished:
    return Finished(Entry(slug, "en-GB", title=slug), {"text": Made({f"{slug}.txt": slug.encode()}, {})})


def delivering(folder: Path) -> Delivery:
    return Delivery(folder, {}, True, lambda listed, page, content: content)


def places(folder: Path) -> list[str]:
    return [path.parent.name for path in sorted(folder.glob("*/*.txt"))]


def test_the_first_leaflet_is_there_at_once(tmp_path: Path) -> None:
    assert delivering(tmp_path).take(finished("garden")) == []
    assert places(tmp_path) == ["garden"]


def test_leaflets_wait_for_each_other_and_then_all_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    real = manifest.read

    def noting(folder: Path) -> Manifest:
        read.append(folder)
        return real(folder)

    monkeypatch.setattr(manifest, "read", noting)
    monkeypatch.setattr(delivery, "_SHARE", 1e-9)  # as if the list took very long
    making = delivering(tmp_path)
    for slug in ("garden", "library", "museum"):
        assert making.take(finished(slug)) == []
    assert places(tmp_path) == ["garden"]
    assert making.end() == []
    assert places(tmp_path) == ["garden", "library", "museum"]
    assert len(read) == 2
    assert making.new == [f"{slug}/{slug}.txt" for slug in ("garden", "library", "museum")]
    assert [entry.slug for entry in real(tmp_path).leaflets] == ["garden", "library", "museum"]


def test_no_more_waits_than_fits_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_SHARE", 1e-9)
    monkeypatch.setattr(delivery, "_MOST_BYTES", len("librarymuseum"))
    making = delivering(tmp_path)
    for slug in ("garden", "library", "museum"):
        assert making.take(finished(slug)) == []
    assert places(tmp_path) == ["garden", "library", "museum"]


def test_a_leaflet_that_the_disk_does_not_take_keeps_no_other_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "_SHARE", 1e-9)
    making = delivering(tmp_path)
    (tmp_path / "library").write_text("a file where a folder must be", encoding="utf-8")
    refused = [each for slug in ("garden", "library", "museum") for each in making.take(finished(slug))]
    refused += making.end()
    assert [(each.entry.slug, type(error).__base__) for each, error in refused] == [("library", OSError)]
    assert places(tmp_path) == ["garden", "museum"]
    assert [entry.slug for entry in manifest.read(tmp_path).leaflets] == ["garden", "museum"]


def test_nothing_to_put_in_place_writes_nothing(tmp_path: Path) -> None:
    assert delivering(tmp_path).end() == []
    assert manifest.read(tmp_path) == Manifest()
    assert not (tmp_path / output.STORE).exists()
