"""The store: results of jobs by key, so that nothing is made twice. It never gives back what it cannot vouch for.

One file holds one result, under a hash of its own contents. A flipped bit is noticed, and the result is made again.
Two builds may use one store at the same time: a file appears whole or not at all.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from leaflets.build import Made

LIMIT_BYTES = 2_000_000_000
"""Room for more than a hundred leaflets: each takes about 12 MB, and as much again where two formats need its sound."""

_GENERATIONS = 3
"""Room beyond that for what is finished now, so many times: once with its loss-free recordings, and what was before."""

_LEFTOVER = ".new"
_LEFTOVER_AGE_S = 24 * 60 * 60
"""A build that died leaves unfinished files behind; nobody is still writing them a day later."""


@dataclass(frozen=True, slots=True)
class Store:
    """Results under `folder`, as many as fit into `limit_bytes`."""

    folder: Path
    limit_bytes: int = LIMIT_BYTES

    def get(self, key: str) -> Made | None:
        """The result of that key, or None when there is none or when it is damaged."""
        path = self._path(key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        with suppress(OSError):  # a store that can only be read serves as well
            os.utime(path)  # used just now: cleaning takes it last
        made = _unpack(content)
        if made is None:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        return made

    def put(self, key: str, made: Made) -> None:
        """Keeps a result. Raises OSError when the disk does not take it; nothing half-written stays."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, suffix=_LEFTOVER, delete=False) as file:
            temporary = Path(file.name)
            try:
                file.writelines(_packed(made))
                file.close()
                os.replace(temporary, path)
            except BaseException:
                file.close()
                temporary.unlink(missing_ok=True)
                raise

    def forget(self, key: str) -> None:
        """Takes a result out, if it is there."""
        self._path(key).unlink(missing_ok=True)

    def clean(self, finished_bytes: int = 0) -> None:
        """Takes out the results that were not used for longest, until the rest fits the limit.

        The limit grows with the size of all finished files: with 1,500 leaflets nothing would be found again otherwise.
        """
        limit_bytes = max(self.limit_bytes, _GENERATIONS * finished_bytes)
        known = sorted(self._files())
        size = sum(bytes_ for _, bytes_, _ in known)
        for used, bytes_, path in known:
            leftover = path.suffix == _LEFTOVER
            if size > limit_bytes if not leftover else time.time() - used > _LEFTOVER_AGE_S:
                with suppress(OSError):  # on Windows nobody can take a file that another build reads
                    path.unlink(missing_ok=True)
                    size -= bytes_

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """When each file was last used, its bytes and its path; another build may take files away meanwhile."""
        for path in self.folder.glob("??/*"):
            try:
                status = path.stat()
            except FileNotFoundError:
                continue
            yield status.st_mtime, status.st_size, path


def _packed(made: Made) -> tuple[bytes, ...]:
    """A hash line, a line that lists the files, then the files' bytes one after another; a recording is not copied."""
    listing = {
        "files": [[name, len(content)] for name, content in made.files.items()],
        "measures": dict(made.measures),
    }
    body = (json.dumps(listing).encode() + b"\n", *made.files.values())
    digest = hashlib.sha256()
    for part in body:
        digest.update(part)
    return digest.hexdigest().encode() + b"\n", *body


def _unpack(content: bytes) -> Made | None:
    """The result in a stored file; None when the contents are not what was put in."""
    claimed, _, body = content.partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != claimed:
        return None
    header, _, payload = body.partition(b"\n")
    listing = json.loads(header)
    files: dict[str, bytes] = {}
    start = 0
    for name, length in listing["files"]:
        files[name] = payload[start : start + length]
        start += length
    return Made(files, listing["measures"])
