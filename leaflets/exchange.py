"""Puts files in place together: all of them or none, whatever stops it, be it an error, a kill or a power cut.

1. A note says what is going to change. 2. Each new file is written beside its place as `*.part`, each old one gets a
second name, `*.before.part`. 3. The new files are moved into place, the list of them (the last one) at the end; what
is not listed any more is removed. 4. The second names and the note go. Who finds the note later goes back when the list
is still the old one, and otherwise on.

Step 2 needs room on the disk, step 3 and the way back need none. What was written is forced out to the disk before the
moves, and the moves before the list is moved: otherwise a power cut can leave a file empty that has its name already
(ext4 does so for names that are new), or a list that is ahead of its files. A file system that keeps its own changes
of names in order is taken for granted; all with a journal do.
"""

import errno
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

NOTE = "unfinished.json"


@dataclass(frozen=True, slots=True)
class _Note:
    """What an exchange does to the files of a folder; paths are relative to it."""

    old: tuple[str, ...]
    """Those that stand there and change or go, in the order of their moves."""
    new: tuple[str, ...]
    """Those that did not stand there before."""
    going: tuple[str, ...]
    last: str
    """The list of files, which is moved last."""
    sha256: str
    """Of the new list."""


def exchange(folder: Path, note: Path, contents: Mapping[str, bytes], going: Iterable[str]) -> tuple[str, ...]:
    """Puts all contents in place and removes those that go; or, when one step fails, leaves all as it was.

    `note` is where the note stands meanwhile. The last of `contents` is the list of all files. Gives the paths that
    changed. Nobody else may write in the folder.
    """
    going = tuple(name for name in going if _is_inside(folder, name) and (folder / name).exists())
    changed = tuple(name for name, content in contents.items() if _content(folder / name) != content)
    if not changed and not going:
        return ()
    last = tuple(contents)[-1]
    old = tuple(name for name in (*going, *changed) if (folder / name).exists())
    new = tuple(name for name in changed if name not in old)
    for name in changed:
        _check_inside(folder, name)
    noted = _Note(old, new, going, last, hashlib.sha256(contents[last]).hexdigest())
    try:
        _write(_part(note), json.dumps(asdict(noted)).encode())
        os.replace(_part(note), note)
        _sync({note.parent})
        _lay_ready(folder, noted, {name: contents[name] for name in changed})
        _move(folder, changed, noted)
    except BaseException:  # Ctrl-C too
        _part(note).unlink(missing_ok=True)
        _go_back(folder, noted, note)
        raise
    _end(folder, noted, note)
    return changed


def settle(folder: Path, note: Path) -> None:
    """Ends an exchange that was stopped half-way: back when the list is the old one, otherwise on."""
    _part(note).unlink(missing_ok=True)
    if not note.exists():
        return
    data = json.loads(note.read_bytes())
    noted = _Note(tuple(data["old"]), tuple(data["new"]), tuple(data["going"]), data["last"], data["sha256"])
    is_new = hashlib.sha256(_content(folder / noted.last) or b"").hexdigest() == noted.sha256
    if is_new:
        _end(folder, noted, note)
    else:
        _go_back(folder, noted, note)


def _lay_ready(folder: Path, noted: _Note, contents: Mapping[str, bytes]) -> None:
    """Writes the new files beside their places, and gives the old ones their second names."""
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        _write(_part(folder / name), content)
    for name in noted.old:
        _before(folder / name).unlink(missing_ok=True)
        try:
            os.link(folder / name, _before(folder / name))
        except OSError:  # a disk without such names, such as a USB stick
            _write(_before(folder / name), (folder / name).read_bytes())
    _sync({(folder / name).parent for name in (*noted.old, *noted.new)})


def _move(folder: Path, changed: tuple[str, ...], noted: _Note) -> None:
    files = tuple(name for name in changed if name != noted.last)
    for name in files:
        os.replace(_part(folder / name), folder / name)
    _sync({(folder / name).parent for name in files})
    if noted.last in changed:
        os.replace(_part(folder / noted.last), folder / noted.last)
        _sync({(folder / noted.last).parent})
    for name in noted.going:
        (folder / name).unlink()


def _go_back(folder: Path, noted: _Note, note: Path) -> None:
    """Puts every file back that stood there, the list first: as long as it is the new one, the way is on."""
    for name in sorted(noted.old, key=lambda name: name != noted.last):
        with suppress(OSError):  # there is none yet; the others shall be put back all the same
            os.replace(_before(folder / name), folder / name)
    for name in sorted(noted.new, key=lambda name: name != noted.last):
        _remove(folder / name, folder)
    _end(folder, replace(noted, going=()), note)


def _end(folder: Path, noted: _Note, note: Path) -> None:
    """Takes away what has no use any more, the note last: as long as something cannot be taken, the note stays."""
    names = [name for name in (*noted.old, *noted.new) if _is_inside(folder, name)]
    useless = [beside(folder / name) for name in names for beside in (_part, _before)]
    useless += [folder / name for name in names if name in noted.going]
    for path in useless:
        _remove(path, folder)
    if not any(path.exists() for path in useless):
        note.unlink(missing_ok=True)


def _remove(path: Path, folder: Path) -> None:
    """Removes a file where that can be done, and folders that became empty."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
        for parent in path.parents:
            if parent == folder or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()


def _is_inside(folder: Path, name: str) -> bool:
    return ".." not in Path(name).parts and (folder / name).resolve().is_relative_to(folder.resolve())


def _check_inside(folder: Path, name: str) -> None:
    """Raises OSError for a file in a folder that is a link to a place outside: nothing is written there."""
    place = (folder / name).parent
    if not place.resolve().is_relative_to(folder.resolve()):
        raise OSError(errno.EPERM, "A link leads out of the output folder", str(place))


def _content(path: Path) -> bytes | None:
    """What stands in a file; None where there is none."""
    return path.read_bytes() if path.is_file() else None


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _before(path: Path) -> Path:
    return path.with_name(f"{path.name}.before.part")


def _write(path: Path, content: bytes) -> None:
    if path.is_symlink():
        path.unlink()  # it would be written where it leads to
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folders: Iterable[Path]) -> None:
    """Forces names out to the disk. Windows has no way to do that, and its file system keeps them in order."""
    for folder in sorted(folders) if os.name == "posix" else ():
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
