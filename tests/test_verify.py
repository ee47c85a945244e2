"""The checkers of finished files can fail, can pass, and never pass for good when they did not run."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import page
import pikepdf
import pytest
from faces import FACES

from leaflets import manifest, verify
from leaflets.commands import main
from leaflets.findings import LeafletError
from leaflets.paper.render import Sheet, pdf
from leaflets.verify import pagevalidation, verapdf

GOOD_PAGE = "<html lang=en-GB><head><title>A leaflet</title></head><body><h1>Hello</h1><p>Some words.</p></body></html>"
BAD_PAGE = "<html><body><h1>Hello</h1><p>Some words.</p></body></html>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One PDF that keeps the access rules, one without tags, title and language, and one that is no PDF."""
    made = tmp_path_factory.mktemp("output") / "a leaflet"
    made.mkdir()
    face = f"<style>{FACES}</style>"
    (made / "good.pdf").write_bytes(pdf(Sheet(GOOD_PAGE.replace("</head>", f"{face}</head>"), (), {})))
    # A process of its own: this page uses a system font, which the toolkit's own renderer never sees.
    code = f"from weasyprint import HTML; HTML(string={BAD_PAGE!r}).write_pdf('bad.pdf')"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=made)
    (made / "no.pdf").write_bytes(b"These are words, not a PDF.")
    return made


def checked(name: str, file: Path) -> tuple[str, ...]:
    """The codes and levels of what this checker says of the file."""
    return tuple(f"{finding.level} {finding.code}" for finding in verify.load(name).check((file,)))


@pytest.mark.external("page-validation")
def test_page_validation_passes_a_tagged_pdf_and_refuses_one_without_tags(folder: Path) -> None:
    assert checked("page-validation", folder / "good.pdf") == ()
    faults = checked("page-validation", folder / "bad.pdf")
    assert "must fix PD-STRUCT-TREE-ROOT-001" in faults
    assert "must fix PD-METADATA-TITLE-001" in faults
    assert checked("page-validation", folder / "no.pdf") == ("must fix PD-001",)


@pytest.mark.external("verapdf")
def test_verapdf_passes_a_tagged_pdf_and_refuses_one_without_tags(folder: Path) -> None:
    files = (folder / "good.pdf", folder / "bad.pdf", folder / "no.pdf")
    found = verify.load("verapdf").check(files)
    assert not [finding for finding in found if finding.file == str(files[0])]
    assert {finding.code for finding in found if finding.file == str(files[1])} >= {
        "PD-7.1-11",
        "PD-7.1-8",
        "PD-7.2-34",
    }
    assert [finding.code for finding in found if finding.file == str(files[2])] == ["PD-001"]
    assert {finding.level for finding in found} == {"must fix"}


@pytest.mark.external("verapdf")
def test_a_verapdf_that_cannot_start_is_an_error_not_a_pass(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.jar").write_bytes(b"")
    monkeypatch.setenv("LEAFLETS_VERAPDF", str(tmp_path))
    with pytest.raises(LeafletError, match="gave no report"):
        verify.load("verapdf").check((folder / "good.pdf",))


def test_a_missing_verapdf_gives_exactly_one_not_checked_finding(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAFLETS_VERAPDF", str(tmp_path))
    found = verify.verify((folder / "good.pdf", folder / "bad.pdf"), names=("verapdf",))
    assert [(finding.file, finding.level) for finding in found] == [("verapdf", "not checked")]
    assert "verapdf" in found[0].message.lower()


@pytest.mark.parametrize("ending", verify.MEDIA_TYPES)
def test_each_build_asks_every_checker_that_has_a_gate_for_the_file(ending: str) -> None:
    """The list stands apart from the checkers, so that a build need not import them all to know."""
    checkers = (verify.load(name) for name in verify.NAMES)
    asked = [one.name for one in checkers if one.gate and verify.MEDIA_TYPES[ending] in one.applies]
    assert list(verify.QUICK.get(ending, ())) == asked


@pytest.mark.external("verapdf", "page-validation")
@pytest.mark.parametrize("name", ["verapdf", "page-validation"])
def test_a_file_for_screen_readers_that_will_not_last_is_refused(name: str, folder: Path, tmp_path: Path) -> None:
    with pikepdf.open(folder / "good.pdf") as document:
        del document.Root.OutputIntents
        document.save(tmp_path / "fading.pdf")
    codes = {finding.code for finding in verify.load(name).check((tmp_path / "fading.pdf",))}
    assert codes
    assert all(code.startswith("PD-A-") for code in codes)


def with_stream(document: pikepdf.Pdf, content: bytes) -> None:
    """A stream that is kept as it is, at a place where nothing is drawn."""
    document.Root.PieceInfo = pikepdf.Dictionary(
        Leaflets=pikepdf.Dictionary(LastModified=pikepdf.String("D:20261125"), Private=document.make_stream(content))
    )


@pytest.mark.external("page-validation")
def test_the_length_of_a_stream_that_ends_in_a_carriage_return_is_no_fault(folder: Path, tmp_path: Path) -> None:
    """The package calls such a stream too short. Only one that is really of another length counts."""
    file = tmp_path / "stream.pdf"
    with pikepdf.open(folder / "good.pdf") as document:
        with_stream(document, b"some words\r")
        document.save(file, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    good = file.read_bytes()
    said = page.validate_pdf_bytes(good, profile=page.ValidationProfile.PDF_A_2A)
    assert [failure.rule_id for failure in said.failures] == ["PDFA2A-STREAM-LENGTH-001"], "The package has mended it."
    assert pagevalidation.check_bytes(good, "a file") == ()
    assert good.count(b"/Length 11 ") == 1
    (finding,) = pagevalidation.check_bytes(good.replace(b"/Length 11 ", b"/Length  9 "), "a file")
    assert (finding.file, finding.code) == ("a file", "PD-A-PDFA2A-STREAM-LENGTH-001")


@pytest.mark.external("page-validation")
def test_bytes_and_their_file_get_the_same_findings(folder: Path) -> None:
    for file in (folder / "good.pdf", folder / "bad.pdf", folder / "no.pdf"):
        assert pagevalidation.check_bytes(file.read_bytes(), str(file)) == pagevalidation.check((file,))


def report(name: str, result: dict[str, object] | None) -> str:
    """What veraPDF writes about one file, cut down to what is read."""
    return json.dumps(
        {"report": {"jobs": [{"itemDetails": {"name": name}, "validationResult": [result] if result else []}]}}
    )


def result(**changes: object) -> dict[str, object]:
    sound: dict[str, object] = {
        "details": {"passedRules": 106, "failedRules": 0, "ruleSummaries": []},
        "jobEndStatus": "normal",
        "profileName": "PDF/UA-1 validation profile",
        "compliant": True,
    }
    return {**sound, **changes}


def test_a_sound_verapdf_report_gives_no_findings(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    assert verapdf.findings(report(str(file), result()), (file,)) == ()


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ({"profileName": "PDF/A-1B validation profile"}, "by PDF/UA-1"),
        ({"jobEndStatus": "cancelled"}, "to the end"),
        ({"details": {"passedRules": 0, "failedRules": 0}}, "used no rules"),
        ({"compliant": False}, "without naming a rule"),
        ({"compliant": None}, "without naming a rule"),
    ],
)
def test_a_half_finished_verapdf_report_is_an_error(tmp_path: Path, fault: dict[str, object], message: str) -> None:
    file = tmp_path / "a.pdf"
    with pytest.raises(LeafletError, match=message):
        verapdf.findings(report(str(file), result(**fault)), (file,))


@pytest.mark.parametrize("output", ["", "Error: no main class", "{}", '{"report": null}', "[]"])
def test_a_verapdf_without_a_report_is_an_error(tmp_path: Path, output: str) -> None:
    with pytest.raises(LeafletError, match="gave no report"):
        verapdf.findings(output, (tmp_path / "a.pdf",))


def test_a_file_that_verapdf_passed_over_is_an_error(tmp_path: Path) -> None:
    one, other = tmp_path / "a.pdf", tmp_path / "b.pdf"
    with pytest.raises(LeafletError, match=r"no result for .*b\.pdf"):
        verapdf.findings(report(str(one), result()), (one, other))
    with pytest.raises(LeafletError, match="could not check"):
        verapdf.findings(report(str(one), None), (one,))


def test_verify_says_file_by_file_what_is_good_and_what_is_not(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEAFLETS_VERAPDF", str(tmp_path))
    monkeypatch.setenv("LEAFLETS_OUTLOUD", str(tmp_path / "none"))
    monkeypatch.delenv("CI", raising=False)
    (folder / "words.txt").write_text("Words.", encoding="utf-8")
    assert main(("verify", "a leaflet", "--output", str(folder.parent))) == 1
    lines = capsys.readouterr().out.splitlines()
    table = {line.split("  ")[0].rpartition("/")[2]: line for line in lines if "  " in line}
    assert "must fix" in table["bad.pdf"]
    assert "good: page-validation; not checked: print, verapdf" in table["good.pdf"]
    assert "1 must fix" in table["no.pdf"]
    assert "1 not checked: no checker" in table["*.txt"]
    assert sum("not checked: veraPDF is not in" in line for line in lines) == 1


def test_verify_counts_a_missing_checker_as_a_fault_only_where_it_must(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAFLETS_VERAPDF", str(tmp_path))
    monkeypatch.setenv("LEAFLETS_OUTLOUD", str(tmp_path / "none"))
    monkeypatch.delenv("CI", raising=False)
    words = ("verify", str(folder / "good.pdf"))
    assert main(words) == 0
    assert main((*words, "--strict")) == 2
    monkeypatch.setenv("CI", "true")
    assert main(words) == 2


def test_verify_of_a_leaflet_that_is_not_there_names_those_that_are(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(("verify", "unknown", "--output", str(folder.parent))) == 2
    assert "Finished leaflets: a leaflet." in capsys.readouterr().err


def test_verify_before_anything_is_made_says_how_to_make_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("verify", "--output", str(tmp_path))) == 2
    assert "python3 make_leaflets.py" in capsys.readouterr().err


def test_a_file_that_is_not_what_was_made_or_is_older_than_its_text_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {"new.txt": "2", "old.txt": "1", "touched.txt": "2", "foreign.txt": ""}
    files = []
    for name, text in texts.items():
        (tmp_path / name).write_text("Words.", encoding="utf-8")
        made = hashlib.sha256(b"Words.").hexdigest()
        files += [manifest.File("card", "en-GB", "text", name, 6, made, text, {}, {})] if text else []
    (tmp_path / "touched.txt").write_text("Other words.", encoding="utf-8")
    listed = manifest.Manifest(tuple(files), (manifest.Entry("card", "en-GB", text_sha256="2"),))
    (tmp_path / manifest.NAME).write_bytes(manifest.to_json(listed))
    assert main(("verify", *(str(tmp_path / name) for name in texts), "--output", str(tmp_path))) == 1
    said = [line for line in capsys.readouterr().out.splitlines() if "(MK-" in line]
    assert [line.partition(":")[0].rpartition("/")[2] for line in said] == ["old.txt", "touched.txt"]
    assert "older than the text" in said[0]
    assert "changed after it was made" in said[1]
