"""Every reader of files from outside stands what chance makes of good files, and whatever once broke it."""

from pathlib import Path

import harness
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FOUND = sorted(path for path in (Path(__file__).parent / "found").rglob("*") if path.is_file())
PIECES = (
    b"", b"\0", b"\xff", b"\n", b"---\n", b"[[", b"]]", b"{", b"}", b"**", b"<", b">", b"&", b'"', b"'", b"=", b"-1",
    b"9" * 400, b"\xe2\x80\xae", b"\xf0\x9f\x98\x80", b"<!DOCTYPE x [", b"<!--", b"-->", b"(", b")*", b"a" * 2000,
    b"%PDF", b"PK\x03\x04", b"nan", b"inf", b"1e999", b"\xed\xa0\x80",
)  # fmt: skip
"""What stands at the joints of these files, and what readers forget."""
CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 30), st.one_of(st.sampled_from(PIECES), st.binary(max_size=6))),
    min_size=1,
    max_size=5,
)


SLOW = frozenset({
    "leaflet", "article-page", "article-word", "article-odt", "article-pdf", "finished-brf", "finished-docx",
    "finished-pdf", "finished-zip", "drawing",
})  # fmt: skip
"""Their readers take a tenth of a second and more for a file."""


@pytest.mark.parametrize("name", harness.HARNESSES)
def test_no_change_to_a_good_file_breaks_its_reader(name: str) -> None:
    seeds = harness.HARNESSES[name].seeds()
    assert seeds

    @settings(
        max_examples=6 if name in SLOW else 40,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(which=st.integers(0, len(seeds) - 1), changes=CHANGES)
    def change(which: int, changes: list[tuple[float, int, bytes]]) -> None:
        data = seeds[which]
        for at, lost, new in changes:
            place = int(at * len(data))
            data = data[:place] + new + data[place + lost :]
        harness.run(name, data)

    change()


@pytest.mark.parametrize("name", harness.HARNESSES)
def test_no_reader_is_broken_by_a_file_of_another_kind(name: str) -> None:
    for other in ("house", "word", "picture", "finished-pef", "finished-vtt", "manifest"):
        harness.run(name, harness.HARNESSES[other].seeds()[0])


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_once_broke_a_reader_breaks_it_no_more(path: Path) -> None:
    harness.run(path.parent.name, path.read_bytes())
