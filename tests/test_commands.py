"""The command line: it answers at once, in plain words, and with the right exit code."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from leaflets import commands, first_run
from leaflets.commands import doctor

ROOT = first_run.ROOT


def run(
    *words: str, options: tuple[str, ...] = (), environment: Mapping[str, str] = {}
) -> "subprocess.CompletedProcess[str]":
    """A command in a process of its own, without the set-up."""
    start = f"import sys; from leaflets.commands import main; sys.exit(main({words!r}))"
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(
        (sys.executable, *options, "-c", start),
        cwd=ROOT,
        env={**kept, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_help_lists_every_command_and_needs_no_package() -> None:
    without_packages = run("--help", options=("-S",))  # -S: no site-packages, as before the set-up
    assert without_packages.stderr == ""
    assert without_packages.returncode == 0
    for name in commands.NAMES:
        assert f"  {name}  " in without_packages.stdout


@pytest.mark.parametrize("name", commands.NAMES)
def test_each_command_explains_itself_and_needs_no_package_for_that(name: str) -> None:
    shown = run(name, "--help", options=("-S",))
    assert shown.stderr == ""
    assert commands.load(name).HELP in " ".join(shown.stdout.split())


def test_every_command_file_is_listed_and_every_listed_command_has_its_file() -> None:
    files = {path.stem.replace("_", "-") for path in (ROOT / "leaflets" / "commands").glob("*.py")} - {"--init--"}
    assert files == set(commands.NAMES)


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("verfy", "Did you mean: verify"),
        ("chek", "Did you mean: check"),
        ("xyz", f"There are: {', '.join(commands.NAMES)}."),
    ],
)
def test_an_unknown_command_names_the_nearest_ones(word: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main((word,)) == 2
    said = capsys.readouterr()
    assert f'There is no command "{word}".' in said.err
    assert told in said.err
    assert said.out == ""


def test_the_name_of_a_leaflet_is_not_a_command_but_says_how_to_make_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sources" / "bus-pass").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert commands.main(("bus-pass",)) == 2
    assert "python3 make_leaflets.py make bus-pass" in capsys.readouterr().err


def test_without_a_command_the_leaflets_are_made() -> None:
    assert commands.choose(()) == ("make", ())
    assert commands.choose(("--plain", "--jobs", "2")) == ("make", ("--plain", "--jobs", "2"))


def test_an_unknown_option_is_a_plain_message(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(("verify", "--colour")) == 2
    said = capsys.readouterr().err
    assert said.startswith("This command does not know: --colour.")
    assert "usage" not in said


def test_the_option_of_the_set_up_does_not_reach_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert first_run.main(("--no-system-packages", "verify", "--help")) == 0
    assert "python3 make_leaflets.py verify" in capsys.readouterr().out
    assert first_run.main(("verfy", "--no-system-packages", "--help")) == 2
    assert "--no-system-packages" not in capsys.readouterr().err


LIKE_OURS = f"""
import sys
sys.path.insert(0, {str(ROOT / "tests")!r})
from outside_tools import OutsideTools
def pytest_configure(config):
    config.pluginmanager.register(OutsideTools())
"""
TESTS = """
import pytest
def test_one(): pass
@pytest.mark.external("verapdf")
def test_two(): assert False
"""


def test_test_gives_its_words_to_pytest_and_leaves_out_only_what_the_machine_lacks(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(LIKE_OURS, encoding="utf-8")
    (tmp_path / "test_it.py").write_text(TESTS, encoding="utf-8")
    words = ("test", str(tmp_path / "test_it.py"), "-c", str(ROOT / "pyproject.toml"), "-p", "no:cacheprovider")
    lacking = {"LEAFLETS_VERAPDF": str(tmp_path)}
    tolerant = run(*words, environment=lacking)
    assert tolerant.returncode == 0
    assert "1 passed, 1 deselected" in tolerant.stdout
    assert "not checked: " in tolerant.stdout
    in_ci = {**lacking, "CI": "true"}
    strict = run(*words, environment=in_ci)
    assert strict.returncode == 1
    assert "1 failed, 1 passed" in strict.stdout
    assert run(*words, "--no-such-word").returncode == 2


def test_stopping_a_command_by_hand_gives_one_plain_line(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "import time\ndef test_long():\n    print('started', flush=True)\n    time.sleep(60)\n", encoding="utf-8"
    )
    words = ("test", "-s", str(tmp_path / "test_it.py"), "-p", "no:cacheprovider")
    start = f"import sys; from leaflets.commands import main; sys.exit(main({words!r}))"
    with subprocess.Popen(
        (sys.executable, "-c", start), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        while "started" not in process.stdout.readline():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.splitlines()[-1] == "Stopped."
    assert "Traceback" not in said


def test_the_constraints_hold_an_exact_version_of_every_package_that_is_asked_for() -> None:
    fixed = doctor.exact_versions((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    asked = first_run.requirements(("test", "lint"))
    names = [text.partition(">=")[0].lower().replace("_", "-") for text in asked]
    assert [name for name in names if name not in fixed] == []
    assert all(version and version[0].isdigit() for version in fixed.values())
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "==" not in line and not line.startswith("#")] == []
    assert [line for line in lines if "://" in line or line.startswith("-")] == []


def test_a_reader_that_goes_away_ends_a_command_without_a_traceback() -> None:
    start = "import sys; from leaflets.commands import main; sys.exit(main(('check', 'values-framework')))"
    with subprocess.Popen(
        (sys.executable, "-c", start), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        said = process.stderr.read()
        process.wait(timeout=60)
    assert process.returncode == 130
    assert said == ""
