"""Every checker of web pages passes a good page and finds the faults that were put into it."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import seeded
import seeded_web
import web_page

from leaflets import verify
from leaflets.findings import must_fix

CHECKERS = ("web", "nu", "html-validate", "axe", "browser")
ALL = (*seeded_web.FAULTS, *seeded_web.LOOKS)

Found = Mapping[str, frozenset[seeded.Fault]]
"""Checker -> the faults that it found."""


def good(fault: seeded.Fault) -> bytes:
    """The good page that a fault is put into."""
    return web_page.page(looks=fault in seeded_web.LOOKS)


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Mapping[seeded.Fault, Path]:
    """A page with each fault, in a folder with its recording and picture."""
    folder = tmp_path_factory.mktemp("spoilt")
    return {fault: web_page.put(folder / f"{at:02}", fault.spoil(good(fault))) for at, fault in enumerate(ALL)}


@pytest.fixture(scope="module")
def found(spoilt: Mapping[seeded.Fault, Path]) -> Found:
    """Each checker is started once, for all the pages in which it must find something."""
    by_checker = {}
    for name in CHECKERS:
        asked = {str(path): fault for fault, path in spoilt.items() if name in fault.caught_by}
        findings = must_fix(verify.verify(map(Path, asked), (name,)))
        by_checker[name] = frozenset(asked[finding.file] for finding in findings)
    return by_checker


@pytest.mark.parametrize("fault", ALL, ids=lambda fault: fault.what)
def test_a_fault_is_a_fault_and_somebody_must_find_it(fault: seeded.Fault) -> None:
    assert fault.spoil(good(fault)) != good(fault), "The good page has changed, so this fault was not put in."
    assert fault.caught_by
    assert set(fault.caught_by) <= set(CHECKERS)


@pytest.mark.external(*CHECKERS)
@pytest.mark.parametrize("looks", [False, True], ids=["one look", "every look"])
def test_the_good_page_is_found_good_by_every_checker(tmp_path: Path, looks: bool) -> None:
    page = web_page.put(tmp_path / "a [leaflet]", web_page.page(looks))
    assert [str(finding) for finding in verify.verify((page,), CHECKERS)] == []


@pytest.mark.external(*CHECKERS)
@pytest.mark.parametrize("fault", ALL, ids=lambda fault: fault.what)
def test_a_seeded_fault_is_found(found: Found, fault: seeded.Fault) -> None:
    assert [name for name in fault.caught_by if fault not in found[name]] == []


def test_our_own_quick_checker_finds_its_faults_without_any_outside_tool(spoilt: Mapping[seeded.Fault, Path]) -> None:
    for fault, path in spoilt.items():
        assert bool(verify.verify((path,), ("web",))) == ("web" in fault.caught_by), fault.what
