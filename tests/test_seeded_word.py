"""Every rule for Word files finds its fault, put into a good file by hand, and finds nothing in the good one.

Outside checkers are asked once for all the files that they must find a fault in: starting them takes longest.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import seeded_word
import word_sample
from seeded_word import AUDIT, FAULTS, INTEGRITY, OFFICE, OWN, PLUS

from leaflets import verify
from leaflets.formats import LAYOUTS, Layout, load
from leaflets.verify import word, wordprofile

Caught = Callable[[str], frozenset[str]]


@cache
def good(layout: Layout) -> bytes:
    """A leaflet with everything in it, without a fault."""
    made = load("word")
    (data,) = made.write(word_sample.leaflet(), replace(made.edition, layout=layout), {}).values()
    return data


def spoilt(fault: seeded_word.WordFault) -> bytes:
    before = good("side-by-side" if fault.beside else "linear")
    after = fault.spoil(before)
    assert after != before, f"not put in: {fault.what}"
    return after


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The good file in both layouts, and one file for each fault, by what is wrong with it."""
    folder = tmp_path_factory.mktemp("seeded")
    contents: dict[str, bytes] = {layout: good(layout) for layout in LAYOUTS}
    contents.update({fault.what: spoilt(fault) for fault in FAULTS})
    paths = {what: folder / f"file{number:03}_word_en-GB.docx" for number, what in enumerate(contents)}
    for what, path in paths.items():
        path.write_bytes(contents[what])
    return paths


@pytest.fixture(scope="module")
def caught(files: Mapping[str, Path]) -> Caught:
    """Those of the files, by their names in `files`, in which a checker finds something that must be fixed."""

    @cache
    def ask(name: str) -> frozenset[str]:
        asked = {*LAYOUTS, *(fault.what for fault in FAULTS if name in fault.caught_by)}
        found = verify.verify([files[what] for what in sorted(asked)], (name,))
        bad = {finding.file for finding in found if finding.level == "must fix"}
        return frozenset(what for what in asked if str(files[what]) in bad)

    return ask


CHECKERS = [OWN, *(pytest.param(name, marks=pytest.mark.external(name)) for name in (INTEGRITY, PLUS, AUDIT, OFFICE))]


@pytest.mark.parametrize("name", CHECKERS)
def test_a_checker_finds_every_fault_that_is_named_beside_it_and_no_fault_in_a_good_file(
    caught: Caught, name: str
) -> None:
    assert caught(name) == {fault.what for fault in FAULTS if name in fault.caught_by}


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.code], ids=lambda fault: f"{fault.what[:50]}")
def test_the_rule_that_is_named_beside_a_fault_finds_it(fault: seeded_word.WordFault) -> None:
    assert fault.code in [code for code, _, _ in word.faults(spoilt(fault))]


def test_every_fault_is_caught_by_somebody_and_there_are_many() -> None:
    assert all(fault.caught_by for fault in FAULTS)
    assert len({fault.what for fault in FAULTS}) == len(FAULTS) >= 40


def test_the_gate_of_the_build_finds_what_the_checker_finds() -> None:
    for fault in FAULTS:
        levels = {finding.level for finding in word.gate(spoilt(fault), "word")}
        assert levels == ({"must fix"} if OWN in fault.caught_by else set()), fault.what


def test_every_rule_has_a_seeded_fault() -> None:
    folder = Path(word.__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("word*.py"))
    codes = {piece[:6] for mark in ('yield "', 'UnreadableError("') for piece in text.split(mark)[1:]}
    assert {code for code in codes if code.startswith("WD-")} - {"WD-120"} == {fault.code for fault in FAULTS} - {""}


def test_the_documents_tell_every_rule_with_its_level_and_its_faults() -> None:
    text = (Path(word.__file__).parents[1] / "docs" / "word.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1]: line for line in text.splitlines() if line.startswith("| `WD-")}
    assert set(rows) == {fault.code for fault in FAULTS} - {""} | {"WD-120"}
    for code, row in rows.items():
        assert f"| {wordprofile.level(code, wordprofile.FOREIGN)} |" in row
    for fault in FAULTS:
        assert not fault.code or fault.what.rstrip(".") in rows[fault.code]
    assert f"in all {len(FAULTS)}" in text
    for name in (OWN, INTEGRITY, PLUS, AUDIT, OFFICE):
        assert f"| {sum(name in fault.caught_by for fault in FAULTS)} |" in next(
            line for line in text.splitlines() if line.startswith(f"| `{name}` |")
        )
