"""The set-up, tried in copies of the project with one tiny package: it works, it repairs, and it says what is wrong."""

import ast
import os
import shutil
import signal
import socket
import subprocess
import sys
import venv
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from leaflets import first_run, packages, system_libraries
from leaflets.findings import LeafletError

ROOT = first_run.ROOT
PYTHON = str(getattr(sys, "_base_executable", sys.executable))
NO_SYSTEM_PACKAGES = "--no-system-packages"


class Copy:
    """A copy of the project in a folder of its own, with a package list of one tiny package."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "a project"
        self.wheels = folder / "wheels"
        self.wheels.mkdir()
        make_wheel(self.wheels)
        shutil.copytree(ROOT / "leaflets", self.folder / "leaflets", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "make_leaflets.py", self.folder)
        self.depend_on("tiny-package")

    def depend_on(self, requirement: str) -> None:
        (self.folder / "pyproject.toml").write_text(f'[project]\ndependencies = ["{requirement}"]\n', encoding="utf-8")
        (self.folder / "constraints.txt").write_text("tiny-package==1.0\n", encoding="utf-8")

    def environment(self, **changes: str) -> dict[str, str]:
        """No network: packages come from the folder of wheels only."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
        fixed = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels)}
        return {**kept, **fixed, "PIP_RETRIES": "0", **changes}

    def command(self, *words: str) -> tuple[str, ...]:
        return (PYTHON, str(self.folder / "make_leaflets.py"), NO_SYSTEM_PACKAGES, *words)

    def run(self, *words: str, env: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            self.command(*words),
            cwd=self.folder.parent,
            env=env or self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def has(self, module: str) -> bool:
        """Whether the copy's own Python can import the module."""
        asked = (str(first_run.venv_python(self.folder / ".venv")), "-c", f"import {module}")
        return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def make_wheel(folder: Path) -> None:
    with zipfile.ZipFile(folder / "tiny_package-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tiny_package.py", "")
        wheel.writestr(
            "tiny_package-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny-package\nVersion: 1.0\n"
        )
        wheel.writestr(
            "tiny_package-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr("tiny_package-1.0.dist-info/RECORD", "")


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


@pytest.fixture
def prepared(copy: Copy) -> Copy:
    """The same with a `.venv` that works but holds no packages yet: pip is lent by the Python that runs the tests."""
    venv.EnvBuilder(symlinks=True).create(copy.folder / ".venv")
    ask = (sys.executable, "-c", "import pip; print(pip.__path__[0])")
    lent = Path(subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip())
    (packages,) = (copy.folder / ".venv").glob("lib/python3*/site-packages")
    (packages / "pip").symlink_to(lent)
    return copy


def test_the_first_run_says_what_it_does_and_the_second_starts_at_once(copy: Copy) -> None:
    first = copy.run("verify")
    assert first.stderr.index("This is the first run") < first.stderr.index(".venv") < first.stderr.index("Set up in")
    assert "There are no finished leaflets yet" in first.stderr
    assert (first.returncode, first.stdout) == (2, "")
    assert copy.has("tiny_package")
    without_packages = copy.environment(PIP_FIND_LINKS=str(copy.folder / "nowhere"))
    second = copy.run("verify", env=without_packages)
    assert second.stderr.startswith("There are no finished leaflets yet")
    broken = copy.run("verify", "--unheard-of", env=without_packages)
    assert (broken.returncode, "--unheard-of" in broken.stderr) == (2, True)


def test_help_and_doctor_answer_before_anything_is_set_up(copy: Copy) -> None:
    assert copy.run("verify", "--help").returncode == 0
    doctor = copy.run("doctor")
    assert doctor.returncode == 2
    assert "missing      Nothing is set up yet." in doctor.stdout
    assert "Type:  python3 make_leaflets.py" in doctor.stdout
    assert not (copy.folder / ".venv").exists()


def test_a_changed_package_list_is_brought_up_to_date(prepared: Copy) -> None:
    assert "The set-up was not finished" in prepared.run("verify").stderr
    prepared.depend_on("tiny-package>=1")
    again = prepared.run("verify")
    assert "The list of packages has changed" in again.stderr
    assert "Set up in" in again.stderr


def test_a_half_made_folder_is_made_again_even_without_a_network(copy: Copy) -> None:
    venv.EnvBuilder(symlinks=True).create(copy.folder / ".venv")
    assert not copy.has("pip")
    closed = copy.environment(PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="1")
    del closed["PIP_NO_INDEX"], closed["PIP_FIND_LINKS"]
    no_network = copy.run("verify", env=closed)
    assert "The folder .venv does not work. It is now made again." in no_network.stderr
    assert "The network gave no answer." in no_network.stderr
    assert no_network.returncode == 2
    assert "Traceback" not in no_network.stderr
    assert copy.has("pip")
    assert "Set up in" in copy.run("verify").stderr


def test_a_set_up_that_was_broken_off_is_done_again(prepared: Copy) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/simple"
        waiting = prepared.environment(PIP_INDEX_URL=address)
        del waiting["PIP_NO_INDEX"], waiting["PIP_FIND_LINKS"]
        with subprocess.Popen(
            prepared.command("verify"), env=waiting, stderr=subprocess.PIPE, text=True, start_new_session=True
        ) as process:
            silent.settimeout(60)
            connection, _ = silent.accept()  # pip now waits for an answer
            os.killpg(process.pid, signal.SIGINT)
            _, said = process.communicate(timeout=60)
            connection.close()
    assert process.returncode == first_run.INTERRUPTED
    assert "Stopped. Run the same command again to go on." in said
    assert "Traceback" not in said
    again = prepared.run("verify")
    assert "The last set-up was broken off. It is now done again." in again.stderr
    assert prepared.has("tiny_package")
    assert not (prepared.folder / ".venv.part").exists()


def test_a_package_without_a_ready_wheel_is_named(prepared: Copy) -> None:
    prepared.depend_on("package-that-nobody-made")
    failed = prepared.run("verify")
    assert "There is no ready package of package-that-nobody-made for this computer" in failed.stderr
    assert failed.returncode == 2
    assert not (prepared.folder / ".venv.part").exists()


def test_a_python_without_its_venv_part_is_told_before_anything_is_made(copy: Copy, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['ensurepip'] = None\n", encoding="utf-8")
    lacking = copy.run("verify", env=copy.environment(PYTHONPATH=str(tmp_path)))
    assert lacking.returncode == 2
    assert "This computer lacks one part of Python, called venv." in lacking.stderr
    assert "apt-get install python{}.{}-venv".format(*sys.version_info[:2]) in lacking.stderr
    assert not (copy.folder / ".venv").exists()
    assert not (copy.folder / ".venv.part").exists()


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 0), (3, 10, 13)])
def test_an_old_python_is_told_which_one_is_needed(version: tuple[int, int, int]) -> None:
    script = str(ROOT / "make_leaflets.py")
    pretend = f"import runpy, sys; sys.version_info = {version}; runpy.run_path({script!r}, run_name='__main__')"
    told = subprocess.run((PYTHON, "-c", pretend), capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "need Python 3.11 or newer. This is Python {}.{}.".format(*version[:2]) in told.stderr
    assert "Traceback" not in told.stderr


def test_the_start_file_can_be_read_by_old_pythons() -> None:
    text = (ROOT / "make_leaflets.py").read_text(encoding="utf-8")
    assert text.isascii()
    assert ast.parse(text, feature_version=(3, 4)).body


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError'\n"
            "ERROR: No matching distribution found for numpy",
            "The network gave no answer.",
        ),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))", "set PIP_CERT"),
        ("ERROR: No matching distribution found for pikepdf<11,>=10.17", "no ready package of pikepdf<11,>=10.17"),
        (
            "    The user requested (constraint) numpy==2.4.6\nERROR: ResolutionImpossible",
            "no ready package of numpy==2.4.6",
        ),
        ("ERROR: ResolutionImpossible", "  ERROR: ResolutionImpossible"),
    ],
)
def test_what_pip_says_is_put_in_plain_words(output: str, told: str) -> None:
    assert told in packages.explain(output)


UNKNOWN_LIBRARY = {"Nonesuch": ("libnonesuch.so.99",)}


def fake_programs(folder: Path, log: Path) -> None:
    """An apt-get that writes down what it is asked for, and a sudo that runs what it is given."""
    (folder / "apt-get").write_text(f'#!/bin/sh\necho "$@" >> "{log}"\n', encoding="utf-8")
    (folder / "sudo").write_text('#!/bin/sh\nshift\nexec "$@"\n', encoding="utf-8")
    for program in folder.iterdir():
        program.chmod(0o755)


def test_missing_system_libraries_are_announced_and_then_installed_where_that_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs, log, told = tmp_path / "bin", tmp_path / "asked.txt", list[str]()
    programs.mkdir()
    fake_programs(programs, log)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    with pytest.raises(LeafletError, match="sudo apt-get install libpango"):
        system_libraries.provide(allowed=False, tell=told.append, libraries=UNKNOWN_LIBRARY)
    assert not log.exists()
    with pytest.raises(LeafletError, match="could not be installed"):
        system_libraries.provide(allowed=True, tell=told.append, libraries=UNKNOWN_LIBRARY)
    assert told[0] == "This computer lacks libraries for making PDFs: Nonesuch."
    asked = log.read_text(encoding="utf-8").splitlines()
    assert asked[0] == "update"
    assert asked[1].startswith("install --yes --no-install-recommends libpango-1.0-0 ")


@pytest.mark.parametrize(
    ("platform", "programs", "typed"),
    [
        ("linux", {"apt-get", "sudo"}, "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ("linux", {"dnf"}, "  dnf install pango harfbuzz"),
        ("linux", set[str](), "Install Pango with your system's software tool."),
        ("darwin", {"brew"}, "brew install pango"),
        ("win32", set[str](), "wsl --install"),
    ],
)
def test_each_system_gets_one_command_to_type(platform: str, programs: set[str], typed: str) -> None:
    told = system_libraries.advice(("Pango",), platform, programs.__contains__)
    assert told.startswith("This computer lacks libraries for making PDFs: Pango.")
    assert typed in told


def test_packages_beyond_the_usual_come_only_when_they_are_asked_for() -> None:
    assert first_run.extras_for(("make",)) == ()
    assert first_run.extras_for(("check", "our-garden")) == ()
    assert first_run.extras_for(("check", "--grammar", "our-garden")) == ("grammar",)
    assert first_run.extras_for(("verify", "our-garden")) == ()
    assert first_run.extras_for(("verify", "our-garden", "--heard")) == ("qa",)
    assert first_run.extras_for(("test",)) == ("test",)
    assert first_run.extras_for(("make", "our-garden", "--format", "audio-book")) == ("audiobook",)
    assert first_run.extras_for(("--plain", "--format=audio-book")) == ("audiobook",)
    assert first_run.extras_for(("make", "--format", "text", "audio-book", "--plain")) == ("audiobook",)
    assert first_run.extras_for(("make", "--cluster", "tcp://192.0.2.10:8786")) == ("cluster",)
    assert first_run.extras_for(("--cluster=192.0.2.10", "--format", "audio-book")) == ("cluster", "audiobook")
    assert first_run.extras_for(("make", "audio-book")) == ()  # a slip: it stands where a leaflet is named
    assert first_run.extras_for(("make", "--format", "text", "--output", "audio-book")) == ()
    assert first_run.extras_for(("make", "--format", "all")) == ()
    assert first_run.extras_for(("verify", "audio-book")) == ()
    assert first_run.extras_for(()) == ()
    assert any(package.startswith("spacy>=") for package in first_run.requirements(("grammar",)))
