"""The TOML files of the toolkit itself, parsed once for a computer. Files that people write: `data_files.py`."""

import json
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from leaflets import prepared

KIND = "tables"

Table = dict[str, Any]


def read(path: Path) -> Table:
    """The data of that file."""
    return read_all((path,))[0]


def read_all(paths: Iterable[Path]) -> tuple[Table, ...]:
    """The data of each of these files. Kept together: to look for each one would take as long as to parse it."""
    texts = [path.read_text(encoding="utf-8") for path in paths]
    # JSON is read ten times as fast, and has all but dates; a file with one stops the first test that reads it.
    kept = _shelf().get(json.dumps(texts), lambda: json.dumps([tomllib.loads(text) for text in texts]).encode())
    return tuple(json.loads(kept))


@cache
def _shelf() -> prepared.Shelf:
    return prepared.shelf(KIND, Path(__file__))
