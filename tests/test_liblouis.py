"""liblouis as a program: it is asked in one call, and every way in which it can fail is told."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from leaflets import liblouis
from leaflets.findings import LeafletError

TABLE = "en-ueb-g2.ctb"
needs_liblouis = pytest.mark.external("braille")
Program = Callable[[str], Path]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Puts a small program of that text in the place of lou_translate."""

    def put(text: str) -> Path:
        path = tmp_path / "lou_translate"
        path.write_text(f"#!{sys.executable}\nimport sys, time\n{text}\n", encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setenv(liblouis.VARIABLE, str(path))
        return path

    return put


@needs_liblouis
def test_every_line_comes_back_as_one_line() -> None:
    assert liblouis.to_ascii(["We are here.", "", "Backslash \\R"], TABLE) == (',WE >E "H4', "", ",BACKSLA% _*,R")
    assert liblouis.to_words([",\\R H\\SE"], TABLE) == ("Our house",)
    assert liblouis.to_braille([], TABLE) == ()


@needs_liblouis
def test_a_table_that_is_not_there_is_told() -> None:
    with pytest.raises(LeafletError, match=r"liblouis failed.*Cannot resolve table 'no-such\.ctb'"):
        liblouis.to_braille(["a"], "no-such.ctb")


def test_a_line_that_liblouis_would_cut_is_told_before(program: Program) -> None:
    program("")
    with pytest.raises(LeafletError, match=r"too long for one line of braille: word word .* Make two sentences"):
        liblouis.to_braille(["word " * 300], TABLE)


def test_too_few_lines_are_told(program: Program) -> None:
    program("print('one')")
    with pytest.raises(LeafletError, match="liblouis was given 2 lines and gave 1 back"):
        liblouis.to_braille(["a", "b"], TABLE)


def test_what_it_says_when_it_fails_is_passed_on(program: Program) -> None:
    program("sys.exit('no memory')")
    with pytest.raises(LeafletError, match=r"liblouis failed\. This is what it said: no memory\."):
        liblouis.to_braille(["a"], TABLE)


def test_a_program_that_hangs_is_stopped(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    program("time.sleep(600)")
    monkeypatch.setattr(liblouis, "TIME_LIMIT_S", 1)
    with pytest.raises(LeafletError, match="liblouis was not ready after 1 seconds and was stopped"):
        liblouis.to_braille(["a"], TABLE)


def test_a_program_that_cannot_be_started_is_told(program: Program) -> None:
    program("").write_bytes(b"\x00\x01 no program")
    with pytest.raises(LeafletError, match="liblouis cannot be started"):
        liblouis.to_braille(["a"], TABLE)


def test_a_program_that_the_house_names_and_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(liblouis.VARIABLE, str(tmp_path / "lou_translate"))
    assert liblouis.program() is None
    assert "Correct the line lou-translate in house.toml." in str(liblouis.missing())
    assert liblouis.state(TABLE) == {"liblouis": "not installed"}


@pytest.mark.parametrize(
    ("platform", "advice"),
    [("linux", "apt-get install liblouis-bin"), ("darwin", "brew install liblouis"), ("win32", "WSL")],
)
def test_a_computer_without_it_is_told_how_to_get_it(
    platform: str, advice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(liblouis.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(liblouis, "_USUAL_FOLDERS", ())
    assert advice in str(liblouis.missing(platform))
    with pytest.raises(LeafletError, match="liblouis, which writes braille, is not on this computer"):
        liblouis.to_braille(["a"], TABLE)


def test_another_version_or_another_table_is_another_state(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = tmp_path / "tables"
    tables.mkdir()
    monkeypatch.setenv("LOUIS_TABLEPATH", str(tables))
    (tables / "one.ctb").write_text("include two.uti\n", encoding="ascii")
    (tables / "two.uti").write_text("letter a 1\n", encoding="ascii")
    seen = set[str]()

    def look() -> None:
        liblouis._state.cache_clear()
        seen.add(liblouis.state("one.ctb")["liblouis"])

    program("print('lou_translate (Liblouis) 3.24.0')")
    look()
    look()
    assert [state.partition(",")[0] for state in seen] == ["3.24.0"]
    program("print('lou_translate (Liblouis) 3.25.0')")
    look()
    (tables / "two.uti").write_text("letter a 2\n", encoding="ascii")
    look()
    assert len(seen) == 3
    liblouis._state.cache_clear()
