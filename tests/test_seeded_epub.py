"""Every planted fault of a book is found by every checker that is named for it, and the good book by none."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import seeded_epub

from leaflets import verify

FAULTS = dict(enumerate(seeded_epub.FAULTS, start=1))
CHECKERS = ("epub", "epubcheck", "ace")

Found = Callable[[str], frozenset[int]]
"""Name of a checker -> numbers of the faults that it finds; 0 for the good book."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Each checker is asked once, for the good book and the faults that it is named for: EPUBCheck and Ace take seconds
    for a book.
    """
    folder = tmp_path_factory.mktemp("books")

    @cache
    def asked(checker: str) -> frozenset[int]:
        books = {0: seeded_epub.good()}
        books |= {n: fault.spoil(books[0]) for n, fault in FAULTS.items() if checker in fault.caught_by}
        files = {folder / f"{checker}-{number}.epub": number for number in books}
        for file, number in files.items():
            file.write_bytes(books[number])
        findings = verify.verify(files, (checker,))
        return frozenset(files[Path(finding.file)] for finding in findings if finding.level == "must fix")

    return asked


def named(checker: str) -> tuple[pytest.MarkDecorator, ...]:
    return () if checker == "epub" else (pytest.mark.external(checker),)


@pytest.mark.parametrize("checker", [pytest.param(name, marks=named(name)) for name in CHECKERS])
def test_the_good_book_is_found_good(checker: str, found: Found) -> None:
    assert 0 not in found(checker)


@pytest.mark.parametrize(
    ("number", "checker"),
    [
        pytest.param(number, checker, marks=named(checker), id=f"{checker}: {fault.what}")
        for number, fault in FAULTS.items()
        for checker in fault.caught_by
    ],
)
def test_a_fault_is_found_by_every_checker_that_is_named_for_it(number: int, checker: str, found: Found) -> None:
    assert number in found(checker)


@pytest.mark.parametrize("number", FAULTS, ids=lambda number: FAULTS[number].what)
def test_a_fault_changes_the_book(number: int) -> None:
    assert FAULTS[number].spoil(seeded_epub.good()) != seeded_epub.good()
