"""Whether anything has changed since the last build: the first question of every build, answered without composing.

First it looks at size, times and number of every file. Only where these are others, or too new to be trusted, are the
bytes read. It must import nothing heavy, because most builds end here.
"""

import hashlib
import json
import os
import platform
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from leaflets import formats
from leaflets.exchange import NOTE
from leaflets.manifest import NAME, Manifest, from_json

_STATE = "last-build.json"

FRESH_NS = 3_000_000_000
"""A file that changed so shortly before it was looked at may change again and look the same: FAT keeps times to 2 s."""

READ_BYTES = 100_000_000
"""Finished files up to so many bytes are read each time, which takes 0.1 s: so a bit that flipped on the disk is found.
Of more, those that look as before are believed; `verify` reads them."""


@dataclass(slots=True)
class Look:
    """How files look from outside."""

    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    newest_ns: int = 0

    def add(self, name: str, status: os.stat_result) -> None:
        """Takes in a file. The time of a change (`ctime`) cannot be set back, as that of the contents can."""
        times = (status.st_mtime_ns, status.st_ctime_ns)
        self.newest_ns = max(self.newest_ns, *times)
        self.digest.update(f"{name} {status.st_size} {times} {status.st_ino}\0".encode("utf-8", "surrogateescape"))

    def told(self, now_ns: int) -> str:
        """The look as text; empty when it is too new to be trusted."""
        return self.digest.hexdigest() if self.newest_ns + FRESH_NS < now_ns else ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that goes into a build."""

    digest: str
    """SHA-256, hex."""
    look: str = ""
    """Of its files; empty when some are too new."""
    files: Mapping[tuple[Path, str], os.stat_result] = field(default_factory=dict)
    """Folder and path inside it -> how each file looked when it was about to be read."""
    around: str = ""
    """SHA-256, hex, of what is no file of the folders: packages and programs, the Python, the environment."""
    hashes: dict[tuple[Path, str], str] = field(default_factory=dict)
    """Of the files that were read."""

    def hash(self, file: tuple[Path, str]) -> str:
        """SHA-256 of a file, hex. It is read once."""
        if file not in self.hashes:
            self.hashes[file] = hash_of(file[0] / file[1])
        return self.hashes[file]


def inputs(folders: Iterable[Path], wishes: Sequence[str], store: Path | None = None) -> Inputs:
    """What goes into a build: every file of the folders, what was asked for (`wishes`), the installed packages and
    programs, the Python, and what the environment names. With `store`, files that look as in the last build are not
    read again.
    """
    now_ns, look = time.time_ns(), Look()
    around = _digest(_around()).hexdigest()
    asked = _digest((*wishes, around))
    files = {(folder, name): status for folder in folders for name, status in files_in(str(folder))}
    look.digest.update(asked.digest())
    for (_, name), status in files.items():
        look.add(name, status)
    told, known = look.told(now_ns), _state(store) if store else {}
    if told and told == known.get("look"):
        return Inputs(str(known.get("inputs")), told, files, around)
    found = Inputs("", told, files, around)
    for folder, name in files:
        asked.update(f"{name} {found.hash((folder, name))}\0".encode("utf-8", "surrogateescape"))
    return replace(found, digest=asked.hexdigest())


def _digest(texts: Iterable[str]) -> "hashlib._Hash":
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode("utf-8", "surrogateescape") + b"\0")
    return digest


def toolkit(folders: Iterable[Path]) -> str:
    """How the toolkit looks, with all that is around it, as a short text; empty when a file of it is too new to be
    trusted. `folders`: those of its code and of its templates. Where two looks are the same, it makes the same files.
    """
    now_ns, look = time.time_ns(), Look(_digest(_around()))
    for folder in folders:
        for name, status in files_in(str(folder)):
            look.add(name, status)
    return look.told(now_ns)


def _around() -> Iterator[str]:
    """What is around the toolkit: Python and system, packages and programs, and what the environment names."""
    # Not `platform.platform()`: it starts a program to ask for the name of the processor, and throws that away.
    yield from (sys.version, platform.system(), platform.release(), platform.version(), platform.machine())
    yield from platform.libc_ver()
    yield from (*_release(), *_installed(), *_programs())
    yield from (f"{name} {state}" for name, state in surroundings(formats.ENVIRONMENT).items())


def _release() -> Iterator[str]:
    """The release of a Linux system, with which its libraries come."""
    with suppress(OSError):
        yield json.dumps(platform.freedesktop_os_release(), sort_keys=True)


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


def remember(output: Path, store: Path, given: Inputs, files: str = "") -> None:
    """Notes that the output folder, as it is now, is what these inputs give. `files`: how they looked before they were
    read and found whole; empty after a build, which reads none of them again.
    """
    state = {"inputs": given.digest, "look": given.look, "manifest": hash_of(output / NAME), "files": files}
    part = store / f"{_STATE}.part"
    part.write_text(json.dumps(state), encoding="utf-8")
    os.replace(part, store / _STATE)


def nothing_changed(output: Path, store: Path, given: Inputs) -> Manifest | None:
    """The manifest of the last build when the same inputs made it and all its files are still there and whole."""
    if (store / NOTE).exists():
        return None
    state, now_ns = _state(store), time.time_ns()
    try:
        text = (output / NAME).read_bytes()
        if (state["inputs"], state["manifest"]) != (given.digest, hashlib.sha256(text).hexdigest()):
            return None
        listed = from_json(text)
        look = _look_of(output, listed).told(now_ns)
        is_known = look != "" and look == state.get("files")
        if not (is_known and sum(file.bytes for file in listed.everything) > READ_BYTES) and not _whole(output, listed):
            return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    if not is_known or given.look != state.get("look"):
        with suppress(OSError):  # then the next build reads everything again
            remember(output, store, given, look)
    return listed


def _whole(output: Path, listed: Manifest) -> bool:
    """Whether every finished file is what the manifest says, to the byte."""
    return all(hash_of(output / file.path) == file.sha256 for file in listed.everything)


def _state(store: Path) -> dict[str, str]:
    """What was noted after the last build; empty when it is not there or damaged."""
    with suppress(OSError, ValueError):
        found = json.loads((store / _STATE).read_bytes())
        if isinstance(found, dict):
            return found
    return {}


def _look_of(output: Path, listed: Manifest) -> Look:
    """How the finished files look. Raises OSError when one is not there."""
    look = Look()
    for file in listed.everything:
        look.add(file.path, os.stat(f"{output}{os.sep}{file.path}"))
    return look


def hash_of(path: Path) -> str:
    """SHA-256 of a file, hex; empty when it is not there or not any more."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def files_in(folder: str, inside: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """The files of a folder in a fixed order, without what Python and editors leave there: path inside, and status."""
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith(".") or entry.name == "__pycache__":
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from files_in(entry.path, f"{inside}{entry.name}/")
            elif entry.is_file():
                yield f"{inside}{entry.name}", entry.stat()


def _installed() -> Iterator[str]:
    """The installed packages with their versions, as the names of their folders tell."""
    for place in sys.path:
        if place.endswith("site-packages") and os.path.isdir(place):
            yield from sorted(name for name in os.listdir(place) if name.endswith(".dist-info"))
