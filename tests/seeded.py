"""Faults put by hand into good finished files, to prove that a checker finds them.

Each format with checkers of its own has a module `seeded_<format>.py` with its `FAULTS`, and a test that every fault is
found by the checkers named beside it and that the good file is found good by the same ones.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from leaflets import verify


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: what a reader would meet, how a good file gets it, and who finds it."""

    what: str
    """In plain words, as the table in `leaflets/docs/proof.md` tells it."""
    spoil: Callable[[bytes], bytes]
    """The good file's content in, the spoilt one out. It must change something."""
    caught_by: tuple[str, ...]
    """Names of checkers in `verify.NAMES`; every one of them must find it."""


def finders(file: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the checkers that say of the file that something must be fixed."""
    return tuple(name for name in names if any(found.level == "must fix" for found in verify.verify((file,), (name,))))
