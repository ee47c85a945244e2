"""Processes that a test started, and whether they are gone."""

import time
from collections.abc import Iterable
from pathlib import Path

_PATIENCE_S = 10
"""A process that was killed is not gone at once on a busy machine."""


def left(pids: Iterable[int]) -> list[int]:
    """Those that still run, though they were given time to end."""
    until = time.monotonic() + _PATIENCE_S
    while (running := [pid for pid in pids if _runs(pid)]) and time.monotonic() < until:
        time.sleep(0.02)
    return running


def started_by(pid: int) -> list[int]:
    """That process's children, their children, and so on."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            continue
        if parent == pid:
            child = int(path.parent.name)
            found += [child, *started_by(child)]
    return found


def _runs(pid: int) -> bool:
    """Whether there is such a process that is more than an entry which its parent has not asked for."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
