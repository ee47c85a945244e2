"""outloud, the checker that reads a PDF as a listener's software does: it can pass, fail, and break down, all aloud."""

import json
import os
import shutil
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from leaflets import verify
from leaflets.findings import LeafletError
from leaflets.paper.render import Sheet, pdf
from leaflets.verify import outloud

ROOT = Path(__file__).resolve().parent.parent
PAGE = """<html lang="en-GB"><head><title>A leaflet</title><style>
@font-face { font-family: Lexend; src: url(asset:lexend.ttf) }
@font-face { font-family: Lexend; font-weight: 700; src: url(asset:lexend-bold.ttf) }
html { font-family: Lexend }
</style></head><body><h1>Our library</h1><h2>Where we are</h2>
<p>Some words, and <a href="https://www.example.org">our website</a>.</p>
<p><img src="asset:p.svg" alt="A letter box"></p></body></html>"""
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF of ours with a heading, a link and a picture. A blank and brackets are in the name of its folder."""
    folder = tmp_path_factory.mktemp("output") / "a [leaflet]"
    folder.mkdir()
    file = folder / "good.pdf"
    file.write_bytes(pdf(Sheet(PAGE, (), {"p.svg": PICTURE})))
    return file


def element(document: pikepdf.Pdf, role: str) -> pikepdf.Object:
    """The first structure element of that role."""
    return next(
        thing
        for thing in document.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name(role) and "/P" in thing
    )


def no_language(document: pikepdf.Pdf) -> None:
    del document.Root.Lang


def no_words_for_a_picture(document: pikepdf.Pdf) -> None:
    del element(document, "/Figure").Alt


def no_words_for_a_link(document: pikepdf.Pdf) -> None:
    del document.pages[0].Annots[0].Contents


def a_heading_left_out(document: pikepdf.Pdf) -> None:
    element(document, "/H2").S = pikepdf.Name.H4


def letters_without_meaning(document: pikepdf.Pdf) -> None:
    for font in document.pages[0].Resources.Font.values():
        del font.ToUnicode


@pytest.mark.external("outloud")
def test_outloud_passes_a_tagged_pdf(good: Path) -> None:
    assert outloud.check((good,)) == ()


HEAD = "What was the plan for all of the people in London? (continued)"


def with_words_for_eyes_only(good: Path, name: str, mark: str) -> Path:
    """The same page with words on it that nobody hears."""
    file = good.with_name(name)
    html = PAGE.replace("<h2>", f'<p aria-hidden="true"{mark}>{HEAD}</p><h2>')
    file.write_bytes(pdf(Sheet(html, (), {"p.svg": PICTURE})))
    return file


@pytest.mark.external("outloud")
def test_a_running_head_need_not_be_heard(good: Path) -> None:
    assert outloud.check((with_words_for_eyes_only(good, "head.pdf", ' role="doc-pageheader"'),)) == ()


@pytest.mark.external("outloud")
def test_words_that_nobody_hears_are_told(good: Path) -> None:
    (told,) = outloud.check((with_words_for_eyes_only(good, "hidden.pdf", ""),))
    assert (told.level, told.code) == ("must fix", "PD-O-TAG-002")


@pytest.mark.external("outloud")
@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (no_language, "PD-O-DOC-013"),
        (no_words_for_a_picture, "PD-O-FIG-001"),
        (no_words_for_a_link, "PD-O-LNK-002"),
        (a_heading_left_out, "PD-O-HDG-001"),
        (letters_without_meaning, "PD-O-TXT-002"),
    ],
)
def test_outloud_finds_a_planted_fault(
    good: Path, tmp_path: Path, fault: Callable[[pikepdf.Pdf], None], code: str
) -> None:
    bad = tmp_path / "bad.pdf"
    with pikepdf.open(good) as document:
        fault(document)
        document.save(bad)
    found = outloud.check((good, bad))
    assert (str(bad), code, "must fix") in {(finding.file, finding.code, finding.level) for finding in found}
    assert {finding.file for finding in found} == {str(bad)}


@pytest.mark.external("outloud")
def test_outloud_refuses_a_file_that_is_no_pdf(tmp_path: Path) -> None:
    file = tmp_path / "no.pdf"
    file.write_bytes(b"These are words, not a PDF.")
    assert [finding.code for finding in outloud.check((file,))] == ["PD-001"]


def test_a_missing_outloud_gives_exactly_one_not_checked_finding(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAFLETS_OUTLOUD", str(tmp_path / "outloud"))
    found = verify.verify((good, good), names=("outloud",))
    assert [(finding.file, finding.level) for finding in found] == [("outloud", "not checked")]
    assert "not on this computer" in str(found[0])


@pytest.mark.skipif(os.name == "nt", reason="A script as a program is for Unix.")
@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("import sys; sys.exit('it broke')", r"gave no report(.|\n)*it broke"),
        ("import sys; open(sys.argv[3], 'w').write('')", "gave no report"),
        ("import time; time.sleep(60)", "gave no answer"),
    ],
)
def test_an_outloud_that_cannot_work_is_an_error_not_a_pass(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, message: str
) -> None:
    program = tmp_path / "outloud"
    program.write_text(f"#!{sys.executable}\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("LEAFLETS_OUTLOUD", str(program))
    monkeypatch.setattr(outloud, "TIME_LIMIT_S", 2)
    with pytest.raises(LeafletError, match=message):
        outloud.check((good,))


def report(file: Path, **changes: object) -> str:
    """What outloud writes about one file, cut down to what is read."""
    sound: dict[str, object] = {
        "path": str(file.resolve()),
        "verdict": "pass",
        "error": None,
        "findings": [],
        "rules": [{"rule": "DOC-001", "status": "ran"}, {"rule": "TBL-001", "status": "not-applicable"}],
    }
    return json.dumps({"results": [{**sound, **changes}]})


def fault(rule: str, severity: str) -> dict[str, object]:
    return {"rule": rule, "severity": severity, "message": "Something.", "page": 3, "count": 1}


def test_errors_must_be_fixed_warnings_are_to_look_at_and_false_alarms_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    faults = [
        fault("FIG-001", "error"),
        fault("PAG-001", "warning"),
        fault("ORD-001", "warning"),
        fault("TBL-014", "warning"),
        fault("FIG-011", "info"),
    ]
    found = outloud.findings(report(file, verdict="fail", findings=faults), (file,))
    assert [(finding.code, finding.level) for finding in found] == [
        ("PD-O-FIG-001", "must fix"),
        ("PD-O-PAG-001", "look at this"),
    ]
    assert "(page 3)" in found[0].hint


def test_a_false_alarm_that_became_an_error_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    found = outloud.findings(report(file, verdict="fail", findings=[fault("ORD-001", "error")]), (file,))
    assert [finding.level for finding in found] == ["must fix"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rules": []}, "used no rules"),
        ({"rules": [{"rule": "DOC-001", "status": "skipped"}]}, "used no rules"),
        ({"rules": [{"rule": "DOC-001", "status": "ran"}, {"rule": "X", "status": "crashed"}]}, "to the end: X"),
        ({"error": "MemoryError: "}, "could not check"),
        ({"verdict": "fail"}, "without naming a rule"),
        ({"verdict": None}, "without naming a rule"),
        ({"path": "another.pdf"}, "gave no result"),
    ],
)
def test_a_report_without_a_whole_result_is_an_error(tmp_path: Path, changes: dict[str, object], message: str) -> None:
    file = tmp_path / "a.pdf"
    with pytest.raises(LeafletError, match=message):
        outloud.findings(report(file, **changes), (file,))


@pytest.mark.parametrize("output", ["", "Error: no such option", "{}", '{"results": null}', "[]"])
def test_an_outloud_without_a_report_is_an_error(tmp_path: Path, output: str) -> None:
    with pytest.raises(LeafletError, match="gave no report"):
        outloud.findings(output, (tmp_path / "a.pdf",))


def test_outloud_is_looked_for_where_it_is_named_then_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outloud, "FOLDER", tmp_path / "nothing")
    monkeypatch.delenv("LEAFLETS_OUTLOUD", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert outloud.program() is None
    name = "outloud.exe" if os.name == "nt" else "outloud"
    shutil.copy(sys.executable, tmp_path / name)
    assert outloud.program() == str(tmp_path / name)
    monkeypatch.setenv("LEAFLETS_OUTLOUD", str(tmp_path / "another"))
    assert outloud.program() is None


def test_the_checker_under_another_licence_stays_outside_the_toolkit() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for names in project["optional-dependencies"].values() for name in names),
    ]
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert not [name for name in (*wanted, *pinned) if name.lower().startswith(("outloud", "pymupdf"))]
