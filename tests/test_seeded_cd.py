"""Every fault that was put into the good tracks of an audio CD is found, and the good tracks are found good."""

from pathlib import Path

import pytest
import seeded
import seeded_cd
from test_cd import folder

from leaflets import verify

CHECKERS = ("cd",)


def put(files: seeded_cd.Files, place: Path) -> tuple[Path, ...]:
    for name, content in files.items():
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_bytes(content)
    return tuple(sorted(place.glob("*/*.wav")))


@pytest.mark.parametrize("voice", ["british", "silent"])
def test_the_good_tracks_are_found_good(voice: str, tmp_path: Path) -> None:
    assert verify.verify(put(folder(voice=voice), tmp_path), CHECKERS) == ()


@pytest.mark.parametrize("fault", seeded_cd.FAULTS, ids=lambda fault: fault.what)
def test_every_fault_of_a_track_is_found(fault: seeded.Fault, tmp_path: Path) -> None:
    good = next(content for name, content in folder().items() if "/02_" in name)
    path = tmp_path / "cd_en-GB" / "02_about-this-leaflet.wav"
    path.parent.mkdir()
    path.write_bytes(fault.spoil(good))
    assert path.read_bytes() != good
    assert seeded.finders(path, CHECKERS) == fault.caught_by
    assert verify.gate(path.name, path.read_bytes(), "cd") != (), "nor is it given out"
    assert verify.gate(path.name, good, "cd") == ()


@pytest.mark.parametrize("fault", seeded_cd.FOLDER_FAULTS, ids=lambda fault: fault.what)
def test_every_fault_of_a_folder_is_found(fault: seeded_cd.FolderFault, tmp_path: Path) -> None:
    spoilt = fault.spoil(folder())
    assert spoilt != folder()
    findings = verify.verify(put(spoilt, tmp_path), CHECKERS)
    assert {finding.level for finding in findings} == {"must fix"}
