"""Where jobs run: a pool of processes on this machine. Anything that gives an `Executor` could stand in for it."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor

OpenPool = Callable[[int], Executor]
"""Opens a pool with room for so many jobs at a time; called again when a pool broke."""


def processors() -> int:
    """How many processors this process may use, which can be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def local(workers: int) -> Executor:
    """A pool of processes on this machine."""
    # "spawn" starts every worker clean and works the same on every system; "fork" copies threads and locks half-way.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start)


def _start() -> None:
    """Leaves Ctrl-C to the parent: it stops the build, and the workers end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
