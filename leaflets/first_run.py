"""The set-up: makes `.venv`, installs the project's exact packages into it, and goes on in it. Standard library only.

The project runs from its folder; only the packages that it needs are installed. A stamp in `.venv` says what it was
made from, so that a later run starts at once. All talk goes to the error output: a command's own output stays clean.
"""

import hashlib
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from leaflets.findings import LeafletError

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "set-up.txt"
UNFINISHED = ROOT / ".venv.part"
"""Stands beside `.venv` while it is being made. Found at a start, it means that the last set-up was broken off."""
PROJECT = ROOT / "pyproject.toml"
CONSTRAINTS = ROOT / "constraints.txt"

NO_SYSTEM_PACKAGES = "--no-system-packages"
INTERRUPTED = 130
"""Exit code after Ctrl-C: 128 and the number of the signal, as shells count."""


def main(arguments: Sequence[str]) -> int:
    """Runs the command in the project's own Python, which is set up first where needed. Returns the exit code."""
    words = tuple(word for word in arguments if word != NO_SYSTEM_PACKAGES)
    extras = extras_for(words)
    try:
        if not _needs_nothing(words):
            if not is_ready(extras):
                set_up(extras, system_packages=NO_SYSTEM_PACKAGES not in arguments)
                return _start_again()
            if not runs_in_venv():
                return _start_again()
    except LeafletError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on.", file=sys.stderr)
        return INTERRUPTED
    from leaflets import commands

    return commands.main(words)


def extras_for(words: Sequence[str]) -> tuple[str, ...]:
    """What the command needs beyond the usual packages, by the names in `pyproject.toml`."""
    if words[:1] == ("test",):
        return ("test",)
    wishes = {("check", "--grammar"): ("grammar",), ("verify", "--heard"): ("qa",)}
    for (command, wish), extras in wishes.items():
        if words[:1] == (command,) and wish in words:
            return extras
    if words[:1] not in ((), ("make",)) and not words[0].startswith("-"):
        return ()
    from leaflets import formats

    # Only for a format that is named. "All" must stay possible without the internet: what is missing is left out then.
    asked = set(_formats_in(words))
    cluster = ("cluster",) if any(word.partition("=")[0] == "--cluster" for word in words) else ()
    return (*cluster, *(extra for name, extra in formats.EXTRAS.items() if name in asked))


def _formats_in(words: Sequence[str]) -> Iterator[str]:
    """The formats that are named: what follows `--format`, until the next option."""
    follow = False
    for word in words:
        if word.startswith("--format="):
            yield word.removeprefix("--format=")
        if word.startswith("-"):
            follow = word == "--format"
        elif follow:
            yield word


def _needs_nothing(words: Sequence[str]) -> bool:
    """Whether the command works before the set-up: help, and `doctor`, which says what the set-up lacks."""
    if words[:1] == ("doctor",):
        return not is_ready(()) or runs_in_venv()
    return "--help" in words or "-h" in words


def venv_python(venv: Path = VENV) -> Path:
    """The Python inside a virtual environment."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def runs_in_venv() -> bool:
    """Whether this process already is the project's own Python."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def is_ready(extras: Sequence[str]) -> bool:
    """Whether the set-up was finished, from today's package lists, with these extras."""
    stamp = _read_stamp()
    if UNFINISHED.exists() or not venv_python().exists() or stamp.get("made-from") != _fingerprint():
        return False
    if runs_in_venv() and stamp.get("python") != "{}.{}".format(*sys.version_info[:2]):
        return False  # the system's Python was replaced by a newer one under a `.venv` that only points to it
    return set(extras) <= set(stamp.get("extras", "").split())


def set_up(extras: Sequence[str], system_packages: bool) -> None:
    """Makes or repairs `.venv` and writes its stamp.

    `system_packages`: whether missing system libraries may be installed. Raises LeafletError with what to do.
    """
    from leaflets import packages, system_libraries

    started = time.monotonic()
    broken_off = UNFINISHED.exists()
    works = not broken_off and _has_pip()
    extras = sorted({*extras, *(_read_stamp().get("extras", "").split() if works else ())})
    # Asked first: `venv` without ensurepip leaves a half-made folder, and its message names another package manager.
    if not works and not has_venv_part():
        raise LeafletError(
            "This computer lacks one part of Python, called venv.\n"
            f"On Debian or Ubuntu, type this, or ask your IT team to:  {venv_part_command()}\n"
            "On another system, install Python 3.11 or newer from python.org.\n"
            "Then run the same command again."
        )
    _announce(works, broken_off)
    system_libraries.provide(allowed=system_packages, tell=_tell)
    try:
        UNFINISHED.touch()
        if not works:
            _make_venv()
        packages.install(requirements(extras), venv_python(), CONSTRAINTS)
        _write_stamp(extras)
    except OSError as error:
        raise LeafletError(
            f"This file or folder cannot be written: {error.filename} ({error.strerror})\n"
            "Move the project to a folder of your own. Then run the same command again."
        ) from error
    except packages.NothingInstalledError:
        UNFINISHED.unlink()
        raise
    UNFINISHED.unlink()
    _tell(f"Set up in {time.monotonic() - started:.0f} seconds.\n")


def _announce(works: bool, broken_off: bool) -> None:
    if broken_off:
        _tell("The last set-up was broken off. It is now done again.")
    elif works and _read_stamp().get("made-from") == _fingerprint():
        _tell("Some more packages are needed. They are put in place now.")
    elif works and STAMP.exists():
        _tell("The list of packages has changed. The set-up is brought up to date.")
    elif works:
        _tell("The set-up was not finished. It goes on now.")
    elif VENV.exists():
        _tell("The folder .venv does not work. It is now made again.")
    else:
        _tell("This is the first run, so some things are set up. It takes a minute or two, once.")
    if not works:
        _tell("1. A Python of its own is made, in the folder .venv.")
        _tell("2. The packages it needs are fetched, about 120 MB. On the disk they take 500 MB.")
        _tell("To undo it, delete the folder .venv.")


def _has_pip() -> bool:
    """Whether `.venv` has a Python that starts and a pip: a half-made one has the first without the second."""
    import subprocess

    try:
        asked = subprocess.run((str(venv_python()), "-P", "-m", "pip", "--version"), capture_output=True, check=False)
    except OSError:
        return False
    return asked.returncode == 0


def _make_venv() -> None:
    import subprocess

    base = str(getattr(sys, "_base_executable", sys.executable))
    made = subprocess.run((base, "-m", "venv", "--clear", str(VENV)), capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise LeafletError(
            f"The folder .venv could not be made. This is what Python said:\n{(made.stdout + made.stderr).strip()}\n"
            "Delete the folder .venv. Then run the same command again."
        )


def has_venv_part() -> bool:
    """Whether this Python can make a virtual environment; Debian keeps that part in a package of its own."""
    import importlib.util

    return importlib.util.find_spec("ensurepip") is not None


def venv_part_command() -> str:
    """What a person types on Debian or Ubuntu to get that part, and the system libraries where they are missing too."""
    from leaflets import system_libraries

    libraries = system_libraries.DEBIAN_PACKAGES if system_libraries.missing() else ()
    return system_libraries.apt_command("python{}.{}-venv".format(*sys.version_info[:2]), *libraries)


def requirements(extras: Sequence[str]) -> tuple[str, ...]:
    """What `pyproject.toml` asks for, with these extras."""
    import tomllib

    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"]]
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    return tuple(wanted)


def _fingerprint() -> str:
    return hashlib.sha256(PROJECT.read_bytes() + b"\0" + CONSTRAINTS.read_bytes()).hexdigest()


def _read_stamp() -> dict[str, str]:
    try:
        lines = STAMP.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return {key: value for key, _, value in (line.partition(": ") for line in lines)}


def _write_stamp(extras: Sequence[str]) -> None:
    import subprocess

    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    version = subprocess.run((str(venv_python()), "-c", ask), capture_output=True, text=True, check=True).stdout.strip()
    text = f"made-from: {_fingerprint()}\npython: {version}\nextras: {' '.join(extras)}\n"
    STAMP.write_text(text, encoding="utf-8")


def _start_again() -> int:
    """The same command line once more, in the project's own Python."""
    command = [str(venv_python()), *sys.orig_argv[1:]]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name != "nt":
        try:
            os.execv(command[0], command)
        except OSError as error:
            raise LeafletError("The folder .venv does not work. Delete it, then run the same command again.") from error
    import subprocess  # on Windows, exec returns to the prompt before the command has ended

    return subprocess.call(command)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
