"""Speech that cannot be had: a missing voice, and a language that no voice speaks, are told and not replaced."""

from dataclasses import replace
from pathlib import Path

import pytest
import samples
from hostile import HEAD, HOUSE, write

from leaflets import commands, formats
from leaflets.findings import LeafletError


def test_a_leaflet_in_a_language_without_a_voice_is_not_read_by_another() -> None:
    speech = formats.load("speech")
    with pytest.raises(LeafletError, match="voice"):
        speech.write(replace(samples.leaflet("smallest"), lang="is"), speech.edition, {})


def test_a_voice_that_nobody_knows_is_told_with_those_that_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = write(tmp_path, HEAD, f'voice = "posh; rm -rf /"\n{HOUSE}'.replace('["text"]', '["audio", "text"]'))
    code = commands.main(("make", "--sources", str(place), "--output", str(tmp_path / "output"), "--plain"))
    said = "".join(capsys.readouterr())
    assert code in (1, 2)
    assert "There is no voice “posh; rm -rf /”. There are: british" in said
    assert "Traceback" not in said
    assert not list((tmp_path / "output").rglob("*.mp3"))
