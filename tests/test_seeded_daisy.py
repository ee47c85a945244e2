"""Every fault that was put into a good DAISY book is found, and the good book is found good."""

from pathlib import Path

import pytest
import seeded
import seeded_daisy
from test_daisy import book

CHECKERS = ("daisy", "dtd")


@pytest.mark.external("dtd")
def test_the_good_book_is_found_good(tmp_path: Path) -> None:
    path = tmp_path / "everything_daisy_en-GB.zip"
    path.write_bytes(book())
    assert seeded.finders(path, CHECKERS) == ()


@pytest.mark.external("dtd")
@pytest.mark.parametrize("fault", seeded_daisy.FAULTS, ids=lambda fault: fault.what)
def test_every_fault_is_found_by_every_checker_named_beside_it(fault: seeded.Fault, tmp_path: Path) -> None:
    path = tmp_path / "everything_daisy_en-GB.zip"
    path.write_bytes(fault.spoil(book()))
    assert path.read_bytes() != book()
    assert seeded.finders(path, CHECKERS) == fault.caught_by
