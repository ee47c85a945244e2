"""The outside checkers of Word files never pass for good when they did not run, broke down or gave half a result."""

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import word_sample

from leaflets import verify
from leaflets.findings import LeafletError
from leaflets.formats import load
from leaflets.verify import docxplus, libreoffice, ooxmlintegrity, openxmlaudit, wordtags
from leaflets.verify.wordfile import WordFile
from leaflets.verify.wordtags import Tags

PACKAGES = {"openxml-audit": openxmlaudit, "ooxml-integrity": ooxmlintegrity, "docx-plus": docxplus}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = load("word")
    (data,) = made.write(word_sample.leaflet(), made.edition, {}).values()
    path = tmp_path_factory.mktemp("a [leaflet]") / "new-card_word_en-GB.docx"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", PACKAGES)
def test_a_checker_that_is_missing_gives_exactly_one_not_checked_finding(
    name: str, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PACKAGES[name], "PACKAGE", "no_such_package")
    found = verify.verify((good, good), (name,))
    assert [(finding.file, finding.level) for finding in found] == [(name, "not checked")]
    assert "see .ci/run" in found[0].message


AUDIT_GOOD = {"file": "a", "valid": True, "format": "microsoft365", "errors": []}
INTEGRITY_GOOD = {"path": "", "summary": {"error": 0}, "findings": []}


def audit(said: object, path: Path) -> tuple[object, ...]:
    return openxmlaudit.findings(said, {"a": path})


def integrity(said: object, path: Path) -> tuple[object, ...]:
    return ooxmlintegrity.findings(said, (path,))


def plus(said: object, path: Path) -> tuple[object, ...]:
    return docxplus.findings(said, path, "something went wrong")


@pytest.mark.parametrize(
    ("read", "said"),
    [
        *((read, said) for read in (audit, integrity, plus) for said in (None, {}, "good", [1], {"files": None})),
        (audit, []),
        (audit, [{**AUDIT_GOOD, "file": "b"}]),
        (audit, [{**AUDIT_GOOD, "valid": False}]),
        (audit, [{**AUDIT_GOOD, "valid": None}]),
        (audit, [{**AUDIT_GOOD, "format": "office2007"}]),
        (audit, [{"file": "a"}]),
        (integrity, {"files": []}),
        (integrity, {"files": [{**INTEGRITY_GOOD, "path": "/elsewhere.docx"}]}),
        (plus, [{"rule": "style-drift"}]),
    ],
)
def test_half_a_report_is_an_error(
    read: Callable[[object, Path], tuple[object, ...]], said: object, tmp_path: Path
) -> None:
    with pytest.raises(LeafletError, match=r"Install it again: see \.ci/run"):
        read(said, tmp_path / "a.docx")


def test_a_report_that_counts_more_than_it_tells_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    said = {"files": [{"path": str(path.resolve()), "summary": {"error": 1}, "findings": []}]}
    with pytest.raises(LeafletError, match="did not tell all faults"):
        integrity(said, path)


def test_a_whole_report_without_faults_gives_no_findings(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    assert audit([AUDIT_GOOD], path) == ()
    assert integrity({"files": [{**INTEGRITY_GOOD, "path": str(path.resolve())}]}, path) == ()
    assert plus([], path) == ()


def test_a_warning_on_our_own_file_must_be_fixed_and_on_another_should_be(tmp_path: Path) -> None:
    said = [{"rule": "style-drift", "severity": "warning", "message": "drift"}]
    (ours,) = docxplus.findings(said, tmp_path / "a_word_en-GB.docx")
    (theirs,) = docxplus.findings(said, tmp_path / "a.docx")
    assert (ours.code, ours.level, theirs.level) == ("WD-P-style-drift", "must fix", "should fix")


def program(folder: Path, *lines: str) -> str:
    """A program that does what these lines say, in place of LibreOffice."""
    path = folder / "office"
    path.write_text("#!/bin/sh\n" + "\n".join(lines) + "\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_libreoffice_that_gives_no_result_is_an_error(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAFLETS_LIBREOFFICE", program(tmp_path, "echo nothing to do"))
    with pytest.raises(LeafletError, match="gave no result for 1 of 1 files"):
        verify.load("libreoffice").check((good,))


def test_a_libreoffice_that_hangs_is_stopped_with_all_that_it_started(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAFLETS_LIBREOFFICE", program(tmp_path, f"sleep 600 & echo $! > {tmp_path}/child", "wait"))
    monkeypatch.setattr(libreoffice, "START_S", 1)
    monkeypatch.setattr(libreoffice, "FILE_S", 0)
    with pytest.raises(LeafletError, match="gave no answer in 1 seconds"):
        verify.load("libreoffice").check((good,))
    child = Path(tmp_path, "child").read_text(encoding="utf-8").strip()
    state = Path("/proc", child, "stat")
    assert not state.exists() or state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"


def test_a_libreoffice_that_is_missing_is_not_checked(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAFLETS_LIBREOFFICE", str(tmp_path / "none"))
    (finding,) = verify.verify((good,), ("libreoffice",))
    assert (finding.file, finding.level) == ("libreoffice", "not checked")


def test_a_foreign_file_is_not_opened_in_libreoffice(good: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "letter.docx"
    foreign.write_bytes(good.read_bytes())
    verifier = verify.load("libreoffice")
    assert verifier.unasked(good) is None
    assert "own files only" in str(verifier.unasked(foreign))


def test_what_may_do_harm_is_not_opened_in_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEAFLETS_LIBREOFFICE", program(tmp_path, f"touch {tmp_path}/opened"))
    path = tmp_path / "a_word_en-GB.docx"
    path.write_bytes(b"These are words.")
    assert [finding.code for finding in libreoffice.check((path,))] == ["WD-001"]
    assert not (tmp_path / "opened").exists()


@pytest.mark.external("libreoffice")
def test_each_thing_that_comes_out_wrong_has_its_code(good: Path) -> None:
    file = WordFile.read(good.read_bytes())
    pdf = libreoffice.converted((good,))[good]
    assert pdf is not None
    tags = wordtags.read(pdf)
    assert tuple(libreoffice.faults(file, tags)) == ()
    first, *others = tags.headings

    def codes(wrong: Tags) -> list[str]:
        return [code for code, _ in libreoffice.faults(file, wrong)]

    assert codes(replace(tags, title="Another")) == ["WD-L-101"]
    assert codes(replace(tags, shows_title=False)) == ["WD-L-101"]
    assert codes(replace(tags, lang="en-US")) == ["WD-L-102"]
    assert codes(replace(tags, headings=(first, first, *others))) == ["WD-L-103", "WD-L-104"]
    assert codes(replace(tags, headings=(first, *others[1:]))) == ["WD-L-104"]
    assert codes(replace(tags, pictures=("", *tags.pictures[1:]))) == ["WD-L-105"]
    assert codes(replace(tags, pictures=tags.pictures[::-1])) == ["WD-L-105"]
    assert codes(replace(tags, words=tags.words.replace("not", "", 1))) == ["WD-L-106"]
    assert codes(replace(tags, words=tags.words + " more")) == ["WD-L-106"]


@pytest.mark.external("libreoffice")
def test_the_persons_own_libreoffice_settings_are_left_alone(good: Path, tmp_path: Path) -> None:
    before = set(os.listdir(Path.home()))
    assert verify.verify((good,), ("libreoffice",)) == ()
    assert set(os.listdir(Path.home())) == before
