"""liblouis, run as a program of its own: translates words to braille, and braille back to words.

The program is lou_translate (GPL 3 or later) with the library and tables of liblouis (LGPL 2.1 or later), tried with
3.24.0. Nothing of it is imported or linked; it gets lines and gives lines. No Python package brings it: PyPI's `louis`
is something else, and `pylouis` comes without the library.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from leaflets.findings import LeafletError

PROGRAM = "lou_translate"
VARIABLE = "LEAFLETS_LOU_TRANSLATE"
"""Names the program where it is not on the path. A build sets it from the house file, for its workers."""
UNICODE, ASCII = "unicode.dis", "en-us-brf.dis"
"""How braille is written: as Unicode cells, or as North American ASCII braille. Without the latter liblouis writes
small letters and `{ | } ~`, which no embosser takes (seen in 3.24.0)."""
NOT_INSTALLED = "not installed"
TIME_LIMIT_S = 60
"""A leaflet takes 15 ms; the rest is for a computer that does much else."""
LONGEST = 1000
"""Signs in one line: liblouis 3.24.0 cuts a line of 2048 in two, and its answer may be longer than its question."""
_USUAL_FOLDERS = ("/opt/homebrew/bin", "/usr/local/bin")
"""Where Homebrew puts programs; a program that was not started from a terminal does not look there."""
_TABLES = ("/usr/share/liblouis/tables", "/usr/local/share/liblouis/tables", "/opt/homebrew/share/liblouis/tables")
_INCLUDED = re.compile(rb"^include\s+(\S+)", re.MULTILINE)


def program() -> Path | None:
    """Where the program is; None where it is not on this computer."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named) if os.access(named, os.X_OK) and Path(named).is_file() else None
    found = shutil.which(PROGRAM) or shutil.which(PROGRAM, path=os.pathsep.join(_USUAL_FOLDERS))
    return Path(found) if found else None


def missing(platform: str = sys.platform) -> str | None:
    """Why there is no braille, and what to do; None where there is a program for it."""
    if program():
        return None
    named = os.environ.get(VARIABLE)
    if named:
        return (
            f"There is no program {named}. Correct the line lou-translate in house.toml. "
            f'Or install liblouis, and write: lou-translate = ""'
        )
    ways = {"darwin": "type: brew install liblouis", "win32": "use Linux inside Windows (WSL), as README.md says"}
    way = ways.get(platform, "type: sudo apt-get install liblouis-bin")
    return f"The program liblouis, which writes braille, is not on this computer. To get it, {way}"


def to_braille(lines: Sequence[str], table: str) -> tuple[str, ...]:
    """Each line in braille, as Unicode cells. Raises LeafletError when liblouis fails."""
    return _run(lines, "--forward", f"{UNICODE},{table}")


def to_words(lines: Sequence[str], table: str) -> tuple[str, ...]:
    """Each line of North American ASCII braille in words. Raises LeafletError when liblouis fails."""
    return _run(lines, "--backward", f"{ASCII},{table}")


def to_ascii(lines: Sequence[str], table: str) -> tuple[str, ...]:
    """Each line in North American ASCII braille. Raises LeafletError when liblouis fails."""
    return _run(lines, "--forward", f"{ASCII},{table}")


def _run(lines: Sequence[str], direction: str, tables: str) -> tuple[str, ...]:
    if not lines:
        return ()
    found = program()
    if found is None:
        raise LeafletError(str(missing()))
    for line in lines:
        if len(line) > LONGEST:
            raise LeafletError(f"This is too long for one line of braille: {line[:60]} … Make two sentences of it.")
    # It takes a backslash for the start of a code; two of them are one.
    given = "".join(line.replace("\\", "\\\\").replace("\n", " ") + "\n" for line in lines)
    try:
        done = subprocess.run(
            (str(found), direction, tables),
            input=given.encode(),
            capture_output=True,
            timeout=TIME_LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LeafletError(
            f"liblouis was not ready after {TIME_LIMIT_S} seconds and was stopped. "
            "Close other programs, then run the command again."
        ) from error
    except OSError as error:
        raise LeafletError(f"liblouis cannot be started: {error.strerror}: {found}. Install it again.") from error
    said = " ".join(done.stderr.decode("utf-8", "replace").split())
    if done.returncode or said:  # it says what is wrong, and often calls that a success
        raise LeafletError(f"liblouis failed. This is what it said: {said or done.returncode}. Install it again.")
    answer = done.stdout.decode("utf-8", "replace").split("\n")[:-1]
    if len(answer) != len(lines):
        raise LeafletError(f"liblouis was given {len(lines)} lines and gave {len(answer)} back. Please report it.")
    return tuple(answer)


def state(*tables: str) -> Mapping[str, str]:
    """The version with a hash of the tables, for a fingerprint: another version may write other braille."""
    found = program()
    return {"liblouis": _state(str(found), tables) if found else NOT_INSTALLED}


@lru_cache
def _state(place: str, tables: tuple[str, ...]) -> str:
    try:
        done = subprocess.run((place, "--version"), capture_output=True, timeout=TIME_LIMIT_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise LeafletError(f"{place} does not say its version. Install liblouis again.") from error
    version = re.search(r"\d+(?:\.\d+)+", done.stdout.decode("utf-8", "replace"))
    digest = hashlib.sha256()
    for table in _with_included(tables, Path(place)):
        digest.update(table.read_bytes())
    return f"{version.group() if version else 'unknown'}, tables {digest.hexdigest()[:16]}"


def _with_included(tables: Sequence[str], place: Path) -> Iterator[Path]:
    """The files of the tables, and those that they include, each once, in a fixed order.

    None where the tables are in a folder that is not known here: then only the version counts.
    """
    named = os.environ.get("LOUIS_TABLEPATH", "").split(",")
    beside = place.resolve().parent.parent / "share" / "liblouis" / "tables"
    folders = [Path(folder) for folder in (*named, str(beside), *_TABLES) if folder]
    waiting, seen = list(tables), set[str]()
    while waiting:
        name = waiting.pop(0)
        file = next((folder / name for folder in folders if (folder / name).is_file()), None)
        if file is None or name in seen:
            continue
        seen.add(name)
        yield file
        waiting += (included.decode("ascii", "replace") for included in _INCLUDED.findall(file.read_bytes()))
