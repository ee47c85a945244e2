"""`get-voice`: says what it will do, fetches only what it should, and says what to do where that fails."""

import errno
import hashlib
import io
import os
import sys
import tarfile
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pytest

from leaflets import commands, prepared, voices
from leaflets.commands import doctor, get_voice
from leaflets.findings import LeafletError
from leaflets.voices import kokoro_engine

STYLE = b"the style of a voice"


@pytest.fixture
def pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two styles of a few letters are what is wanted."""
    digest = hashlib.sha256(STYLE).hexdigest()
    other = replace(kokoro_engine.origin(), style_sha256={"bf_emma": digest, "bm_george": digest})
    monkeypatch.setattr(kokoro_engine, "origin", lambda: other)


def npm_that(does: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program npm, the only one on the path, that notes what it is asked and then does that."""
    programs = folder / "programs"
    programs.mkdir()
    asked = folder / "asked.txt"
    (programs / "npm").write_text(
        f"#!{sys.executable}\nimport os, shutil, sys\nopen({str(asked)!r}, 'a').write(' '.join(sys.argv[1:]) + '\\n')\n"
        f"{does}\n",
        encoding="utf-8",
    )
    (programs / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    return asked


def packed(folder: Path, content: bytes, name: str = "bf_emma") -> Path:
    path = folder / "packed.tgz"
    with tarfile.open(path, "w:gz") as archive:
        member = tarfile.TarInfo(f"package/voices/{name}.bin")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return path


@pytest.mark.usefixtures("pinned")
def test_a_style_is_fetched_by_npm_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = packed(tmp_path, STYLE)
    asked = npm_that(f"shutil.copy({str(archive)!r}, 'kokoro-js-1.2.1.tgz')", tmp_path, monkeypatch)
    kept = tmp_path / "kept"
    assert get_voice.missing_styles(["bf_emma"], kept) == ["bf_emma"]
    get_voice.fetch_styles(["bf_emma"], kept)
    assert [path.name for path in kept.iterdir()] == ["bf_emma.bin"]
    assert (kept / "bf_emma.bin").read_bytes() == STYLE
    assert get_voice.missing_styles(["bf_emma"], kept) == []
    (told,) = asked.read_text(encoding="utf-8").splitlines()
    assert told.startswith("pack kokoro-js@1.2.1 --ignore-scripts")


@pytest.mark.usefixtures("pinned")
@pytest.mark.parametrize(("content", "name"), [(b"another style", "bf_emma"), (STYLE, "bf_other")])
def test_another_file_than_the_one_that_was_tried_is_never_used(
    content: bytes, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = packed(tmp_path, content, name)
    npm_that(f"shutil.copy({str(archive)!r}, 'kokoro-js-1.2.1.tgz')", tmp_path, monkeypatch)
    with pytest.raises(LeafletError, match=r"another file bf_emma\.bin than the one that was tried\. It is not used"):
        get_voice.fetch_styles(["bf_emma"], tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


@pytest.mark.usefixtures("pinned")
def test_a_style_that_cannot_be_kept_leaves_nothing_half_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = packed(tmp_path, STYLE)
    npm_that(f"shutil.copy({str(archive)!r}, 'kokoro-js-1.2.1.tgz')", tmp_path, monkeypatch)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "chmod", full)
    with pytest.raises(LeafletError, match=r"cannot be kept in .*: No space left on device\. Make some room there"):
        get_voice.fetch_styles(["bf_emma"], tmp_path / "kept")
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_computer_without_npm_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LeafletError) as told:
        get_voice.npm(["bf_emma", "bm_george"], tmp_path / "voices")
    said = str(told.value)
    assert "no npm" in said
    assert "sudo apt install npm" in said
    assert "npm pack kokoro-js@1.2.1" in said
    assert f"bf_emma.bin and bm_george.bin into this folder:\n  {tmp_path / 'voices'}" in said


def test_an_npm_without_an_answer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm_that("sys.exit('npm error network request failed')", tmp_path, monkeypatch)
    with pytest.raises(LeafletError, match=r"last lines:\n  npm error network request failed\nCheck that"):
        get_voice.fetch_styles(["bf_emma"], tmp_path / "kept")


def test_a_damaged_style_is_fetched_again(tmp_path: Path) -> None:
    (tmp_path / "bf_emma.bin").write_bytes(b"half of it")
    assert get_voice.missing_styles(["bf_emma"], tmp_path) == ["bf_emma"]


@pytest.mark.usefixtures("pinned")
def test_a_damaged_style_is_not_listed_as_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Stands on a computer that has all the rest of the voice."""
    monkeypatch.delenv("LEAFLETS_VOICES", raising=False)
    monkeypatch.setattr(kokoro_engine, "style_folder", lambda: tmp_path)
    monkeypatch.setattr(kokoro_engine, "_part", lambda package: tmp_path / package)
    monkeypatch.setattr(metadata, "version", lambda name: "1")
    emma = voices.voices()["emma"]
    (tmp_path / "bf_emma.bin").write_bytes(STYLE)
    assert voices.load("emma")[0] == emma
    (tmp_path / "bf_emma.bin").write_bytes(STYLE[:-1])
    assert commands.main(("get-voice",)) == 0
    of_emma = capsys.readouterr().out.split(emma.about)[1].split("george")[0]
    assert "It is there." not in of_emma
    assert "damaged" in of_emma
    assert "get-voice emma" in of_emma


def test_it_says_before_what_it_will_fetch_and_how_much() -> None:
    said = "\n".join(get_voice.plan(True, ["bf_emma"]))
    assert "130 MB" in said
    assert "27 MB" in said
    assert ".venv" in said
    assert "npm" not in "\n".join(get_voice.plan(True, []))
    assert list(get_voice.plan(False, [])) == []


def test_without_a_name_every_voice_is_listed_with_what_it_is_like(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(("get-voice",)) == 0
    said = capsys.readouterr().out
    for name in voices.offered():
        assert f"{name:<16}{voices.voices()[name].about}" in said
    assert "silent" not in said
    assert said.count("It is there.") + said.count("is not on this computer") + said.count("has no espeak-ng") == len(
        voices.offered()
    )


def test_a_listed_voice_that_is_not_there_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prepared, "folder", lambda: tmp_path)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/nowhere")
    assert commands.main(("get-voice",)) == 0
    said = capsys.readouterr().out
    assert "Type “python3 make_leaflets.py get-voice emma” to get it." in said
    assert said.count("It is there.") <= len(voices.offered()) - 2


def test_a_voice_that_does_not_exist_is_told_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(("get-voice", "posh")) == 2
    assert "There is no voice “posh”. There are: british, " in capsys.readouterr().err


def test_a_voice_that_says_no_words_cannot_be_got(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(("get-voice", "silent")) == 2
    assert "There is no voice “silent”. There are: british, " in capsys.readouterr().err


def test_a_voice_that_always_comes_needs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(("get-voice", "british")) == 0
    said = capsys.readouterr().out
    assert said.startswith("The voice british is ready. It said a sentence in ")
    assert "fetched" not in said


def test_the_doctor_misses_no_optional_voice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LEAFLETS_VOICES", str(tmp_path))
    monkeypatch.setenv("LD_LIBRARY_PATH", "/nowhere")
    monkeypatch.setattr("leaflets.first_run.runs_in_venv", lambda: True)
    found = {part.what.split(";")[0]: part for part in doctor._voices()}
    for name, voice in voices.voices().items():
        if voice.extra:
            assert found[f"Voice {name}"].state == "not checked"
            assert found[f"Voice {name}"].advice
    assert not [part.what for part in found.values() if part.state == "missing"]
