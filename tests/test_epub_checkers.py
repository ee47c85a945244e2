"""EPUBCheck and Ace can pass, fail, and break down, all aloud. What they find in books is in test_seeded_epub.py."""

import json
from pathlib import Path

import pytest
import seeded_epub

from leaflets import verify
from leaflets.findings import LeafletError
from leaflets.verify import ace, epubcheck

BOOK = Path("book.epub")
GOOD = {"nFatal": 0, "nError": 0, "nWarning": 0}


def epubcheck_report(severity: str = "", **counts: int) -> str:
    messages = [{"ID": "MED-016", "severity": severity, "message": "Wrong.", "locations": []}] if severity else []
    return json.dumps({"checker": {**GOOD, **counts}, "messages": messages})


def ace_report(outcome: str = "pass", *issues: str, pages: int = 3) -> str:
    found = [
        {
            "earl:test": {"dct:title": issue},
            "earl:result": {"earl:outcome": "fail", "dct:description": "Fix\n  this."},
        }
        for issue in issues
    ]
    asked = [{"earl:testSubject": {"url": f"{n}.xhtml"}, "assertions": [] if n else found} for n in range(pages)]
    return json.dumps({"earl:result": {"earl:outcome": outcome}, "assertions": asked})


@pytest.mark.parametrize("severity", ["FATAL", "ERROR", "WARNING"])
def test_whatever_epubcheck_finds_must_be_fixed(severity: str) -> None:
    (finding,) = epubcheck.findings(epubcheck_report(severity, nError=1), BOOK)
    assert (finding.code, finding.level) == ("EP-MED-016", "must fix")


@pytest.mark.parametrize("severity", ["", "INFO", "USAGE"])
def test_what_epubcheck_only_remarks_asks_nothing_of_anybody(severity: str) -> None:
    assert epubcheck.findings(epubcheck_report(severity), BOOK) == ()


@pytest.mark.parametrize("output", ["", "[]", "{}", '{"checker": {}, "messages": []}', '{"messages": []}'])
def test_epubcheck_without_a_result_is_an_error(output: str) -> None:
    with pytest.raises(LeafletError, match="gave no report on"):
        epubcheck.findings(output, BOOK, "java.lang.OutOfMemoryError")


def test_epubcheck_that_refuses_without_a_message_is_an_error() -> None:
    with pytest.raises(LeafletError, match="without a message"):
        epubcheck.findings(epubcheck_report(nWarning=1), BOOK)


def test_whatever_ace_finds_must_be_fixed() -> None:
    (finding,) = ace.findings(ace_report("fail", "image-alt"), BOOK)
    assert (finding.code, finding.level) == ("EP-A-image-alt", "must fix")
    assert finding.hint == "Ace says: Fix this. (0.xhtml)"


@pytest.mark.parametrize("output", ["", "[]", "{}", '{"assertions": []}'])
def test_ace_without_a_result_is_an_error(output: str) -> None:
    with pytest.raises(LeafletError, match="gave no report on"):
        ace.findings(output, BOOK)


@pytest.mark.parametrize(
    ("output", "message"),
    [(ace_report("fail"), "without naming an issue"), (ace_report(pages=1), "looked at no page of book.epub")],
)
def test_ace_that_did_not_do_its_work_is_an_error(output: str, message: str) -> None:
    with pytest.raises(LeafletError, match=message):
        ace.findings(output, BOOK)


@pytest.mark.parametrize("name", ["epubcheck", "ace"])
def test_a_checker_that_is_missing_says_so(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "book.epub"
    file.write_bytes(seeded_epub.good())
    (finding,) = verify.verify((file,), (name,))
    assert finding.level == "not checked"


@pytest.mark.external("epubcheck", "ace")
@pytest.mark.parametrize(("name", "codes"), [("epubcheck", {"EP-PKG-003", "EP-PKG-008"}), ("ace", {"EP-001"})])
def test_what_is_no_book_is_told(name: str, codes: set[str], tmp_path: Path) -> None:
    file = tmp_path / "book.epub"
    file.write_bytes(b"no book")
    assert {finding.code for finding in verify.verify((file,), (name,))} == codes
