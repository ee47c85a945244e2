"""Faults in posters, cards and packs to print: every one of them is found, and the good files are found good."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest
import seeded_outreach as planted
from seeded import Fault, finders

from leaflets import formats
from leaflets.findings import must_fix
from leaflets.verify import pagevalidation, printpack, words
from leaflets.verify import print as proof

external = pytest.mark.external("codes")


PLANTED: tuple[tuple[str, Sequence[Fault]], ...] = (
    ("poster-a4", planted.POSTER_FAULTS),
    ("handout", planted.CARD_FAULTS),
    ("booklet", planted.BOOKLET_FAULTS),
    ("large-print", planted.LARGE_FAULTS),
)


def cases() -> Iterator[tuple[str, bytes, Fault]]:
    """Name and content of a good file, and the fault that is put into it."""
    for name, faults in PLANTED:
        pack = name not in formats.OUTREACH
        content = planted.good_pack(name) if pack else planted.good(name)
        yield from ((f"{'print-pack' if pack else 'sample'}_{name}_en-GB.pdf", content, fault) for fault in faults)


NAMES = [fault.what for fault in planted.FAULTS]


@external
@pytest.mark.parametrize("number", range(len(NAMES)), ids=NAMES)
def test_a_planted_fault_is_found_by_every_checker_named_beside_it(number: int, tmp_path: Path) -> None:
    name, content, fault = list(cases())[number]
    spoilt = fault.spoil(content)
    assert spoilt != content
    file = tmp_path / name
    file.write_bytes(spoilt)
    assert finders(file, fault.caught_by) == fault.caught_by


@external
@pytest.mark.parametrize("name", formats.OUTREACH)
def test_a_good_poster_and_good_cards_are_found_good(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"sample_{name}_en-GB.pdf"
    file.write_bytes(planted.good(name))
    assert finders(file, ("page-validation", "print", "codes")) == ()


@pytest.mark.parametrize("name", ["booklet", "large-print"])
def test_a_good_pack_is_found_good(name: str) -> None:
    content = planted.good_pack(name)
    assert printpack.check_bytes(content, "pack.pdf") == ()
    assert must_fix(proof.gate(content, name)) == ()
    assert pagevalidation.check_bytes(content, "pack.pdf") == ()


def test_what_is_no_pdf_is_told() -> None:
    (found,) = printpack.check_bytes(b"no PDF", "pack.pdf")
    assert found.code == "PD-001"


WORDS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a sentence changed": ("poster-a4", partial(planted.said_otherwise, "one thing", "one night")),
    "a phone number with a wrong figure": ("poster-a4", partial(planted.said_otherwise, "0123", "0132")),
    "help now with a wrong number": ("poster-a3", partial(planted.said_otherwise, "999", "991")),
    "no draft mark": ("poster-a4", partial(planted.said_otherwise, "Draft. Not", "Tart. fatD"[:10])),
    "an older year": ("handout", partial(planted.said_otherwise, "2019", "2011")),
    "a card for eyes only with another number": ("handout", partial(planted.said_otherwise, "0123", "0132", last=True)),
    "an address in words that is wrong": ("handout", partial(planted.said_otherwise, "sample", "smaple")),
}
"""What the proof of words finds, which goes before every file that is given out."""


@pytest.mark.parametrize("what", WORDS)
def test_words_that_are_not_the_leaflets_are_never_given_out(what: str) -> None:
    name, spoil = WORDS[what]
    made, edition = formats.load(name), planted.edition(name)
    assert words.check(planted.leaflet(), edition, made, {"a.pdf": planted.good(name)}) is None
    assert words.check(planted.leaflet(), edition, made, {"a.pdf": spoil(planted.good(name))}) is not None
