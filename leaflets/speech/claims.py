"""Who is saying which sentences at this moment: the recordings of a house share a third of theirs, such as contacts.

A claim is a file with names, locked as long as its process makes what it names. The system lets go of the lock when
the process ends, however it ends: no claim is ever left behind. Where there are no such locks nobody knows of others,
and a sentence that two need at the same time is said twice.
"""

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from typing import IO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_ENDING, _TURN = ".claim", "turn"


@dataclass(frozen=True, slots=True)
class Claim:
    """What is ours, and for whom to wait for the rest."""

    ours: frozenset[str]
    others: Sequence[Path] = ()

    def wait(self) -> None:
        """Until the others have made what they claimed, or have given up."""
        for path in self.others:
            with suppress(OSError), path.open("rb") as file:  # it is gone when it was made
                fcntl.flock(file, fcntl.LOCK_SH)


@contextmanager
def claimed(folder: Path | None, names: Collection[str]) -> Iterator[Claim]:
    """Claims those of the names that nobody else has claimed; they are free again at the end.

    `folder`: where claims are kept; with none, everything is ours.
    """
    with ExitStack() as kept:
        try:
            claim = _claim(folder, frozenset(names), kept) if folder and fcntl else Claim(frozenset(names))
        except OSError:  # a disk that takes no files or knows no locks
            claim = Claim(frozenset(names))
        yield claim


def _claim(folder: Path, names: frozenset[str], kept: ExitStack) -> Claim:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _TURN).open("ab") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # one after the other, so that each sees the claims of those before
        theirs = {path: taken for path in folder.glob(f"*{_ENDING}") if (taken := names & _names_in(path))}
        ours = names.difference(*theirs.values())
        if ours:
            own, path = mkstemp(_ENDING, dir=folder)
            kept.callback(os.close, own)
            kept.callback(Path(path).unlink, missing_ok=True)  # before it is let go: nobody shall find it unlocked
            fcntl.flock(own, fcntl.LOCK_EX)
            os.write(own, "\n".join(sorted(ours)).encode())
    return Claim(ours, tuple(theirs))


def _names_in(path: Path) -> frozenset[str]:
    """The names that somebody has claimed with that file; none when nobody holds it any more."""
    with suppress(OSError), path.open(encoding="utf-8") as file:
        if _is_held(file):
            return frozenset(file.read().split("\n"))
        path.unlink(missing_ok=True)  # its process was killed
    return frozenset()


def _is_held(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False
