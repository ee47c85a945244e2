"""Where jobs run: a pool of processes on this machine. Anything that gives an `Executor` could stand in for it."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module

from leaflets import formats

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


@contextmanager
def early(workers: int, names: Collection[str]) -> Iterator[OpenPool]:
    """Starts a pool's processes at once, for jobs of these formats that are still being found out.

    To start a process and to import what its jobs need takes as long as to read a leaflet. Gives how the pool is
    opened; nothing is lost but a little time when it never is.
    """
    pool = local(workers)
    for _ in range(workers):
        pool.submit(_get_ready, tuple(names))
    ready = [pool]
    try:
        yield lambda wanted: ready.pop() if ready else local(wanted)
    finally:
        for unused in ready:
            unused.shutdown(wait=False, cancel_futures=True)


def _get_ready(names: Collection[str]) -> None:
    """Imports in a worker what jobs of these formats need. What cannot be imported is told by the job itself."""
    import_module("leaflets.worker")
    for name in names:
        for part in (*formats.load(name).needs, name):
            formats.load(part)
