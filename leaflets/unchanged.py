"""Whether anything has changed since the last build: the first question of every build, answered without composing.

It looks at the bytes of the files only. It must import nothing heavy, because most builds end here.
"""

import hashlib
import json
import os
import platform
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from leaflets import formats
from leaflets.exchange import NOTE
from leaflets.manifest import NAME, Manifest
from leaflets.manifest import read as read_manifest

_STATE = "last-build.json"


def inputs(folders: Iterable[Path], wishes: Sequence[str]) -> str:
    """One hash of everything that goes into a build, hex.

    That is every file of the folders, what was asked for (`wishes`), the installed packages and programs, the Python,
    and what the environment names.
    """
    digest = hashlib.sha256()
    around = (f"{name} {state}" for name, state in surroundings(formats.ENVIRONMENT).items())
    for text in (*wishes, sys.version, platform.platform(), *_installed(), *_programs(), *around):
        digest.update(text.encode("utf-8", "surrogateescape") + b"\0")
    for folder in folders:
        for path in _files(folder):
            digest.update(f"{path.relative_to(folder).as_posix()} {_hash(path)}\0".encode())
    return digest.hexdigest()


def surroundings(names: Iterable[str]) -> dict[str, str]:
    """What those environment variables say, where they are set, and the files of the folder that they name.

    Files go by name, size and time: a model is too large to be read each time.
    """
    return {name: "\n".join((os.environ[name], *_states(os.environ[name]))) for name in names if name in os.environ}


def _states(folder: str) -> list[str]:
    found: list[str] = []
    if not folder:
        return found
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            status = entry.stat()
            found.append(f"{entry.name} {status.st_size} {status.st_mtime_ns}")
    return sorted(found)


def _programs() -> Iterator[str]:
    """The programs from outside that formats are made by: where they are, how large and how old."""
    for name in sorted(set(formats.PROGRAMS.values())):
        with suppress(OSError):
            place = shutil.which(name) or ""
            status = os.stat(place)
            yield f"{place} {status.st_size} {status.st_mtime_ns}"


def remember(output: Path, store: Path, digest: str) -> None:
    """Notes that the output folder, as it is now, is what these inputs give."""
    state = json.dumps({"inputs": digest, "manifest": _hash(output / NAME)})
    part = store / f"{_STATE}.part"
    part.write_text(state, encoding="utf-8")
    os.replace(part, store / _STATE)


def nothing_changed(output: Path, store: Path, digest: str) -> Manifest | None:
    """The manifest of the last build when the same inputs made it and all its files are still there and whole."""
    if (store / NOTE).exists():
        return None
    try:
        state = json.loads((store / _STATE).read_bytes())
        if state != {"inputs": digest, "manifest": _hash(output / NAME)}:
            return None
        listed = read_manifest(output)
        whole = all(_hash(output / file.path) == file.sha256 for file in listed.everything)
    except (OSError, ValueError):
        return None
    return listed if whole else None


def _hash(path: Path) -> str:
    """SHA-256 of a file, hex; empty when it is not there or not any more."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder in a fixed order, without what Python and editors leave there."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__" and not name.startswith(".")]
        found.extend(Path(place, name) for name in names if not name.startswith("."))
    return iter(sorted(found))


def _installed() -> Iterator[str]:
    """The installed packages with their versions, as the names of their folders tell."""
    for place in sys.path:
        if place.endswith("site-packages") and os.path.isdir(place):
            yield from sorted(name for name in os.listdir(place) if name.endswith(".dist-info"))
