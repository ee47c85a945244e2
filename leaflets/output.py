"""The output folder: finished files are put in place here, a leaflet at a time, all of its files or none.

Nobody else writes to it. A reader of the folder never meets half a file: each is written beside its place as `*.part`
and then moved there.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from leaflets import manifest
from leaflets.build import Made
from leaflets.findings import LeafletError
from leaflets.manifest import Entry, File

STORE = ".store"
"""Folder inside the output folder for everything that is not a finished file."""


def prepare(output: Path) -> Path:
    """Makes the output folder and gives the folder of the store. Raises LeafletError when that cannot be done."""
    try:
        (output / STORE).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LeafletError(
            f"The output folder {output} cannot be made: {error.strerror}. "
            "Choose another one with --output, or move away what is in its place."
        ) from error
    return output / STORE


def publish(
    output: Path, entry: Entry, made: Mapping[str, Made], tools: Mapping[str, Mapping[str, str]], whole: bool
) -> tuple[str, ...]:
    """Puts one leaflet's files in place and gives the paths that are new or different.

    `made` and `tools` go by format. With `whole`, `made` has every format of the leaflet, and files of other formats
    go away. Raises OSError when the disk does not take them; then the leaflet's files are those that were there before.
    """
    with locked(output):
        before = manifest.read(output)
        known = before.files_of(entry.slug, entry.lang)
        files = tuple(
            _file(entry, name, made[name], file, content, tools.get(name, {}))
            for name in made
            for file, content in made[name].files.items()
        )
        changed = _place({output / file.path: made[file.format].files[_inside(file)] for file in files})
        kept = () if whole else tuple(file for file in known if file.format not in made)
        staying = {file.path for file in (*files, *kept)}
        _remove(output, [file.path for file in known if file.path not in staying])
        manifest.write(output, before.with_leaflet(entry, files + kept))
    return tuple(path.relative_to(output).as_posix() for path in changed)


def hold_back(output: Path, entry: Entry) -> None:
    """Notes what is wrong with a leaflet. Its files, the last good ones, stay as they are."""
    with locked(output):
        before = manifest.read(output)
        files = before.files_of(entry.slug, entry.lang)
        manifest.write(output, before.with_leaflet(replace(entry, built=False), files))


def withdraw(output: Path, present: Iterable[str]) -> tuple[str, ...]:
    """Takes away the files of leaflets that are not among the `present` ones, and gives their slugs."""
    with locked(output):
        listed = manifest.read(output)
        gone = sorted({entry.slug for entry in listed.leaflets} - set(present))
        for slug in gone:
            _remove(output, [file.path for file in listed.files if file.slug == slug])
            listed = listed.without(slug)
        manifest.write(output, listed)
    return tuple(gone)


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Keeps other builds out of the output folder; waits until they are done. The lock ends with its process."""
    path = prepare(output) / "lock"
    with path.open("ab") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _file(entry: Entry, name: str, made: Made, file: str, content: bytes, tools: Mapping[str, str]) -> File:
    """The manifest's line for a file. The measures of a format belong to its first file."""
    measures = made.measures if file == next(iter(made.files)) else {}
    digest = hashlib.sha256(content).hexdigest()
    return File(entry.slug, entry.lang, name, f"{entry.slug}/{file}", len(content), digest, dict(tools), dict(measures))


def _inside(file: File) -> str:
    return file.path.removeprefix(f"{file.slug}/")


def _place(contents: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Puts all files in place, or, when one cannot be, leaves all as they were. Gives the paths that changed."""
    for folder in {path.parent for path in contents}:
        folder.mkdir(parents=True, exist_ok=True)
        for leftover in folder.glob("*.part"):  # of a build that was killed; we hold the lock
            leftover.unlink()
    before = {path: path.read_bytes() if path.is_file() else None for path in contents}
    changed = [path for path, content in contents.items() if before[path] != content]
    moved: list[Path] = []
    try:
        for path in changed:
            _part(path).write_bytes(contents[path])
        for path in changed:
            os.replace(_part(path), path)
            moved.append(path)
    except OSError:
        for path in changed:
            _part(path).unlink(missing_ok=True)
        for path in moved:
            _put_back(path, before[path])
        raise
    return tuple(changed)


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _put_back(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)


def _remove(output: Path, paths: Iterable[str]) -> None:
    """Removes files, and folders that became empty. A path that leads out of the folder is left alone."""
    for name in paths:
        path = output / name
        if ".." in path.parts or not path.resolve().is_relative_to(output.resolve()):
            continue
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == output or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()
