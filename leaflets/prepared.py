"""What is made once for a computer and kept: faces of the font, and pictures that are ready to be placed.

Each thing goes by what it is made from and by the code that makes it, so nothing old is ever given out. It is kept
inside the toolkit's own Python, which set-up makes anew. Whatever cannot be kept or is damaged is simply made again.
"""

import hashlib
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

_DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class Shelf:
    """Things of one kind under `folder`; with no folder, nothing is kept."""

    folder: Path | None
    made_by: str
    """A digest of the code and the tools that make them."""

    def get(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The thing of that name: the one that is kept, or one made now."""
        if self.folder is None:
            return make()
        path = self.folder / hashlib.sha256(f"{self.made_by}\n{name}".encode()).hexdigest()
        with suppress(OSError):
            content = path.read_bytes()
            if hashlib.sha256(content[_DIGEST_BYTES:]).digest() == content[:_DIGEST_BYTES]:
                return content[_DIGEST_BYTES:]
        made = make()
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.folder, delete=False) as file:
                file.write(hashlib.sha256(made).digest() + made)
            try:
                os.replace(file.name, path)  # whole or not at all, whoever else prepares the same
            except OSError:
                os.unlink(file.name)
        return made


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
