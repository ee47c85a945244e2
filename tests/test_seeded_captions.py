"""Every fault that was put into good captions is found, and the good captions are found good."""

from pathlib import Path

import pytest
import seeded
import seeded_captions
from test_captions import NAME, content

from leaflets import verify

CHECKERS = ("captions",)


def put(folder: Path, extension: str, data: bytes) -> Path:
    """A caption file with the times as JSON beside it."""
    (folder / f"{NAME}_captions_en-GB.json").write_bytes(content("json"))
    path = folder / f"{NAME}_captions_en-GB.{extension}"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("voice", ["silent", "british-words"])
@pytest.mark.parametrize("extension", ["vtt", "srt"])
def test_good_captions_are_found_good(extension: str, voice: str, tmp_path: Path) -> None:
    path = put(tmp_path, extension, content(extension, voice))
    path.with_suffix(".json").write_bytes(content("json", voice))
    assert verify.verify((path,), CHECKERS) == ()
    assert verify.gate(path.name, path.read_bytes(), "captions") == ()


@pytest.mark.parametrize(
    ("extension", "fault"),
    [
        *(("vtt", fault) for fault in seeded_captions.VTT_FAULTS),
        *(("srt", fault) for fault in seeded_captions.SRT_FAULTS),
    ],
    ids=lambda value: value if isinstance(value, str) else value.what,
)
def test_every_fault_is_found(extension: str, fault: seeded.Fault, tmp_path: Path) -> None:
    path = put(tmp_path, extension, fault.spoil(content(extension)))
    assert path.read_bytes() != content(extension)
    assert seeded.finders(path, CHECKERS) == fault.caught_by


def test_a_caption_that_nobody_can_read_so_quickly_is_told(tmp_path: Path) -> None:
    path = put(tmp_path, "vtt", content("vtt"))
    path.with_suffix(".json").write_bytes(content("json").replace(b'"engine": "silent"', b'"engine": "quick"'))
    findings = verify.verify((path,), CHECKERS)
    assert {(finding.code, finding.level) for finding in findings} == {("AU-166", "should fix")}
