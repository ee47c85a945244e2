"""What is made once for a computer and kept: faces of the font, pictures that are ready to be placed, said sentences.

Each thing goes by what it is made from and by the code that makes it, so nothing old is ever given out. It is kept
inside the toolkit's own Python, which set-up makes anew. Whatever cannot be kept or is damaged is simply made again.
"""

import hashlib
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

_DIGEST_BYTES = 32

LIMITS_BYTES = {"sounds": 1_000_000_000, "coded": 500_000_000, "pixels": 500_000_000, "fingerprints": 1_000_000}
"""Sentences that were said, and coded: room for about a hundred leaflets. Pictures for Word are of any width, and a
house brings its own. Fingerprints are many while somebody works on the code. Faces and drawings are few: no limit."""

_CLEANED = "cleaned"
_AGAIN_S = 60 * 60
"""So often at most is everything looked through: ten thousand sentences take as long as a page to draw. In an hour a
computer makes no more than some hundred recordings."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Things of one kind under `folder`; with no folder, nothing is kept."""

    folder: Path | None
    made_by: str
    """A digest of the code and the tools that make them."""

    def get(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The thing of that name: the one that is kept, or one made now."""
        kept = self.find(name)
        if kept is None:
            kept = make()
            self.put(name, kept)
        return kept

    def find(self, name: str) -> bytes | None:
        """The thing of that name that is kept; None when there is none, or when it is damaged."""
        if self.folder is None:
            return None
        path = self._path(self.folder, name)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        if hashlib.sha256(content[_DIGEST_BYTES:]).digest() != content[:_DIGEST_BYTES]:
            return None
        with suppress(OSError):  # what can only be read serves as well
            os.utime(path)  # used just now: cleaning takes it last
        return content[_DIGEST_BYTES:]

    def put(self, name: str, content: bytes) -> None:
        """Keeps a thing, where that can be done."""
        if self.folder is None:
            return
        with suppress(OSError):
            write_whole(self._path(self.folder, name), hashlib.sha256(content).digest() + content)

    def key(self, name: str) -> str:
        """What the thing of that name goes by."""
        return hashlib.sha256(f"{self.made_by}\n{name}".encode()).hexdigest()

    def _path(self, folder: Path, name: str) -> Path:
        return folder / self.key(name)


def write_whole(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Writes a file whole or not at all, whoever else writes it. Raises OSError, and leaves nothing then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = NamedTemporaryFile(dir=path.parent, delete=False)  # noqa: SIM115  # it is closed before it is moved
    try:
        with file:
            file.write(content)
        os.chmod(file.name, mode)
        os.replace(file.name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(file.name)
        raise


def shelf(kind: str, *code: Path, tools: str = "") -> Shelf:
    """The shelf for that kind of thing: `code` are the files that make it, `tools` names versions of what they use."""
    digest = hashlib.sha256(tools.encode())
    for path in sorted(code):
        digest.update(path.read_bytes())
    place = folder()
    return Shelf(place / kind if place else None, digest.hexdigest())


@cache
def folder() -> Path | None:
    """Where things are kept; None outside a Python of our own, where we may not leave anything."""
    return Path(sys.prefix, "share", "leaflets") if sys.prefix != sys.base_prefix else None


def clean() -> None:
    """Takes out what was not used for longest, until each kind that has a limit keeps to it; once an hour is enough."""
    place = folder()
    if place is None or _was_cleaned(place / _CLEANED):
        return
    for kind, limit_bytes in LIMITS_BYTES.items():
        _clean(place / kind, limit_bytes)
    with suppress(OSError):
        (place / _CLEANED).touch()


def _was_cleaned(marker: Path) -> bool:
    """Whether that was done within the hour. A clock that was put back does not count."""
    try:
        return 0 <= time.time() - marker.stat().st_mtime < _AGAIN_S
    except OSError:
        return False


def _clean(place: Path, limit_bytes: int) -> None:
    known = []
    with suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            with suppress(OSError):  # another build may take it away meanwhile
                status = entry.stat()
                known.append((status.st_mtime, status.st_size, entry.path))
    size = sum(bytes_ for _, bytes_, _ in known)
    if size <= limit_bytes:
        return
    for _, bytes_, path in sorted(known):
        if size > limit_bytes:
            with suppress(OSError):
                os.unlink(path)
                size -= bytes_
