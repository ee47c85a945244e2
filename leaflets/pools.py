"""Where jobs run: a pool of processes on this machine. Anything that gives an `Executor` could stand in for it.

A pool of ours can be stopped while it works: for a job that hangs, and for a person who does not want to wait.
"""

import atexit
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cache, partial
from importlib import import_module
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from multiprocessing.queues import SimpleQueue
from types import FrameType
from typing import Any, ParamSpec, Protocol, TypeVar, runtime_checkable

from leaflets import formats, free_memory
from leaflets.beside import beside
from leaflets.split import no_interrupt, split_off

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")

OpenPool = Callable[[int], Executor]
"""Opens a pool with room for so many jobs at a time; called again when a pool broke."""

Start = Callable[[int, Collection[str]], AbstractContextManager[OpenPool]]
"""(how many jobs at a time, the formats that will be made) -> how pools are opened, as long as the build lasts."""

_GRACE_S = 1.0
"""What a worker gets to take away its temporary files. With what Python needs to end, Ctrl-C takes less than 2 s."""


@runtime_checkable
class Stoppable(Protocol):
    """An executor that can end running jobs; `concurrent.futures` promises this of none."""

    def stop(self) -> None:
        """Ends every job and every worker now. Futures that were not done get an error."""


@runtime_checkable
class Sparing(Protocol):
    """An executor in which a job that dies or hangs takes no other job with it."""

    def end(self, future: Future[Any]) -> None:
        """Ends one job now. Its future counts no more, and its place is free for another as soon as it can be."""


class LostWorkerError(BrokenExecutor):
    """The worker of this very job died; a `Sparing` executor goes on with all others."""


def stop(pool: Executor) -> None:
    """Ends a pool with its running jobs. Where that cannot be done, they are left to themselves."""
    if isinstance(pool, Stoppable):
        pool.stop()
    else:
        pool.shutdown(wait=False, cancel_futures=True)


def processors() -> int:
    """How many processors this process may use, which can be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Processes(ProcessPoolExecutor):
    """A pool of processes on this machine that knows its processes. They get the environment as it is now."""

    def __init__(self, workers: int) -> None:
        self._context = _noting(_method())()
        super().__init__(workers, mp_context=self._context, initializer=_start, initargs=(dict(os.environ),))

    def submit(self, fn: Callable[_Given, _Result], /, *given: _Given.args, **named: _Given.kwargs) -> Future[_Result]:
        return super().submit(_leaving_when_told, fn, *given, **named)

    def stop(self) -> None:
        """Asks every worker to end, and kills those that do not at once, with the programs that they started."""
        _signal(self._context.running, "SIGTERM")
        until = time.monotonic() + _GRACE_S
        while (running := self._context.running) and (left_s := until - time.monotonic()) > 0:
            wait([process.sentinel for process in running], left_s)
        _signal(self._context.running, "SIGKILL")
        self._context.end_results()
        self.shutdown(wait=True, cancel_futures=True)


def _method() -> str:
    """How a worker starts: clean in any case, without the parent's threads and locks.

    On Linux it is split off from a process that has imported everything once. Elsewhere each worker imports it: on
    macOS a library may not be used after such a split. So too where no socket can be made, as in a folder for temporary
    files with a long name.
    """
    if sys.platform == "linux":
        from multiprocessing import forkserver

        with suppress(OSError), no_interrupt(), split_off():
            forkserver.ensure_running()
            return "forkserver"
    return "spawn"


@cache
def _noting(method: str) -> "type[_Noting]":
    """The context of that name, which notes what it starts."""
    return type("_NotingContext", (_Noting, type(multiprocessing.get_context(method))), {})


class _Noting(BaseContext):
    """Starts processes, and notes which: `ProcessPoolExecutor` tells nobody, and can kill them only from 3.14 on."""

    def __init__(self) -> None:
        super().__init__()
        self._started: list[BaseProcess] = []
        self._results: list[SimpleQueue[object]] = []

    def Process(self, *arguments: object, **named: object) -> BaseProcess:  # noqa: N802
        """As in a context, where it is a class."""
        process: BaseProcess = super().Process(*arguments, **named)  # type: ignore[misc]
        self._started.append(process)
        return process

    def SimpleQueue(self) -> "SimpleQueue[object]":  # noqa: N802
        """As in a context: the queue that results come through."""
        self._results.append(super().SimpleQueue())
        return self._results[-1]

    def end_results(self) -> None:
        """Tells who reads results that there are no more: otherwise it waits for ever for the rest of half a result.

        Seen with Python 3.11.7: a worker was stopped while it sent a recording. `SimpleQueue` can close its two ends
        only together, and the other one is being read.
        """
        for queue in self._results:
            queue._writer.close()  # type: ignore[attr-defined]

    @property
    def running(self) -> list[BaseProcess]:
        return [process for process in self._started if process.is_alive()]


def _signal(processes: Collection[BaseProcess], name: str) -> None:
    """Sends a signal to processes and, where there are such groups, to all that they started."""
    for process in processes:
        if sys.platform != "win32" and process.pid:
            with suppress(ProcessLookupError, PermissionError):  # it is no group yet, or has ended meanwhile
                os.killpg(process.pid, getattr(signal, name))
        process.kill() if name == "SIGKILL" else process.terminate()


def local(workers: int) -> Executor:
    """A pool of processes on this machine."""
    return Processes(workers)


def _start(environment: Mapping[str, str]) -> None:
    """Makes a worker one that ends when it is told to, with all that it started, and when its parent has ended.

    Ctrl-C is left to the parent: it stops the build, and the workers with it.
    """
    os.environ.clear()  # it was split off with that of an earlier time
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    if sys.platform != "win32":
        os.setpgid(0, 0)  # a group of its own: programs that it starts go with it
    free_memory.give_back()
    threading.Thread(target=_end_with_parent, daemon=True).start()


class _Told(SystemExit):
    """Somebody told this worker to end."""


_at_work = False
"""Whether this worker is inside a job, which may have something to clear away."""


def _leave(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, _hear_no_more)  # it is told twice: with its group, and by itself
    if _at_work:
        raise _Told
    _end()


def _hear_no_more(number: int, frame: FrameType | None) -> None:
    """Stands in for `SIG_IGN`, with which Python would complain of a signal that came just before."""


def _end() -> None:
    """Ends this worker without a word; temporary folders go."""
    atexit._run_exitfuncs()
    os._exit(1)


def _leaving_when_told(work: Callable[_Given, _Result], /, *given: _Given.args, **named: _Given.kwargs) -> _Result:
    """Does the work. When the worker is told to end, it ends: Python's own loop would hand that on as a result."""
    global _at_work
    _at_work = True
    try:
        return work(*given, **named)
    except _Told:
        _at_work = False
        _end()
        raise
    finally:
        _at_work = False


def _end_with_parent() -> None:
    """Waits for the parent to end, be it killed. Otherwise a worker would wait for its next job for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    parent.join()
    if sys.platform != "win32":
        os.killpg(0, signal.SIGTERM)
        time.sleep(_GRACE_S)
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


@contextmanager
def early(workers: int, names: Collection[str]) -> Iterator[OpenPool]:
    """Begins to start a pool's processes, for jobs of these formats that are still being found out.

    To start a process and to import what its jobs need takes as long as to read a leaflet. Gives how the pool is
    opened; nothing is lost but a little time when it never is. At the end no worker is left, whatever happened.
    """
    _import_once(names)
    # Beside: the process that workers are split off from answers when it has imported everything.
    first = beside(partial(_opened, workers, tuple(names)))
    ready, opened = [first], list[Executor]()

    def open_pool(wanted: int) -> Executor:
        if ready:
            return ready.pop().result()
        opened.append(local(wanted))
        return opened[-1]

    try:
        yield open_pool
    finally:
        with suppress(Exception):  # it could not be opened, and whoever wanted it was told
            opened.append(first.result())
        for pool in opened:
            stop(pool)


def _opened(workers: int, names: Collection[str]) -> Executor:
    """A pool whose workers are there already, with what jobs of these formats need."""
    pool = local(workers)
    for _ in range(workers):
        pool.submit(_get_ready, names)
    return pool


def _import_once(names: Collection[str]) -> None:
    """Where workers are split off from one process, it starts now, and imports what they need for these formats.

    It ends with this one. Where it runs already it stays as it is: workers import what is missing.
    """
    if sys.platform == "linux":
        multiprocessing.set_forkserver_preload(["leaflets.starting", *map(_module, names), "leaflets.started"])
    _method()


def _module(name: str) -> str:
    return f"leaflets.formats.{name.replace('-', '_')}"


def _get_ready(names: Collection[str]) -> None:
    """Imports in a worker what jobs of these formats need. What cannot be imported is told by the job itself."""
    import_module("leaflets.starting")
    import_module("leaflets.worker")
    for name in names:
        for part in (*formats.load(name).needs, name):
            formats.load(part)
    import_module("leaflets.started")
