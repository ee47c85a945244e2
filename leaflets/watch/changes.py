"""Tells which leaflets were saved. The only importer of watchfiles."""

import time
from collections.abc import Iterator
from pathlib import Path

ALL = ""
"""Stands for every leaflet: what they share was saved, such as the house file."""

GRACE_S = 0.4
"""So long an editor may take from emptying a file, or taking it away, to writing it anew."""

_WRITTEN = (".md", ".toml", ".txt")
"""Endings of the files that a person writes."""

_QUIET_MS = 60
"""A save is over when nothing was written for so long: editors write in several steps."""
_LONGEST_MS = 600
"""Whoever writes without a break waits no longer."""
_WAKE_MS = 1000
"""So often Ctrl-C is looked for, where the system does not tell it at once."""


def saves(folder: Path, polling: bool = False) -> Iterator[frozenset[str]]:
    """The slugs of the leaflets that were saved in this sources folder, or `ALL`, for each save. Never ends by itself.

    `polling`: looks at the files again and again, for drives that do not tell when somebody saves.
    """
    from watchfiles import watch

    folder = folder.resolve()
    told = watch(folder, step=_QUIET_MS, debounce=_LONGEST_MS, rust_timeout=_WAKE_MS, force_polling=polling or None)
    for batch in told:
        paths = [Path(name) for _, name in batch]
        if any(map(_is_half_saved, paths)):
            time.sleep(GRACE_S)
        yield frozenset(_slug(path, folder) for path in paths)


def _is_half_saved(path: Path) -> bool:
    """Whether a file is gone or empty: most often it comes in a moment. What editors put beside it does not count."""
    if path.suffix not in _WRITTEN:
        return False
    try:
        return path.stat().st_size == 0
    except OSError:
        return True


def _slug(path: Path, folder: Path) -> str:
    """The leaflet to which a path belongs."""
    parts = path.relative_to(folder).parts
    return parts[0] if len(parts) > 1 else ALL
