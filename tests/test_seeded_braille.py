"""Faults in braille files: every one of them is found, and the good files are found good."""

from functools import cache
from pathlib import Path

import pytest
import samples
from seeded import Fault, finders
from seeded_braille import BRF_FAULTS, CHECKERS, FAULTS

from leaflets import formats

pytestmark = pytest.mark.external("braille")


@cache
def written() -> dict[str, bytes]:
    made = formats.load("braille")
    return dict(made.write(samples.leaflet("everything"), made.edition, {}))


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """The good files, side by side: ending -> path."""
    found = {}
    for name, content in written().items():
        path = tmp_path / name
        path.write_bytes(content)
        found[path.suffix] = path
    return found


def test_the_good_files_are_found_good(files: dict[str, Path]) -> None:
    assert [finders(path, CHECKERS) for path in files.values()] == [(), ()]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what)
def test_a_fault_is_found(files: dict[str, Path], fault: Fault) -> None:
    path = files[".brf" if fault in BRF_FAULTS else ".pef"]
    good = path.read_bytes()
    path.write_bytes(fault.spoil(good))
    assert path.read_bytes() != good
    assert set(fault.caught_by) <= set(finders(path, CHECKERS))
