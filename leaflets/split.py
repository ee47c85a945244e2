"""The processes that Python starts beside a pool are split off from this one, which has imported what they need.

`multiprocessing` starts Python anew for them: for the one that workers are split off from, and for one that clears away
what killed workers leave. Both then import again what the command has imported just before, and the first job waits for
it. One leaflet was ready 0.05 s sooner.

They inherit what the command has promised for its end until then, and a worker that is told to end keeps such promises.
So nothing may be promised before a pool starts that only the command may do.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker, util
from typing import Any

from leaflets.leaving import flushed

_OPEN, _THREADS = "/proc/self/fd", "/proc/self/task"
_STANDARD = (0, 1, 2)


@contextmanager
def split_off() -> Iterator[None]:
    """What `multiprocessing` starts meanwhile is split off where that is safe: on Linux, while this process has one
    thread. Elsewhere it starts as ever.
    """
    theirs = util.spawnv_passfds
    if sys.platform == "linux" and os.path.isdir(_OPEN) and len(os.listdir(_THREADS)) == 1:
        util.spawnv_passfds = _fork
    try:
        yield
    finally:
        util.spawnv_passfds = theirs


@contextmanager
def no_interrupt() -> Iterator[None]:
    """What is started meanwhile does not hear Ctrl-C, which a terminal tells to all programs: the build stops it."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may ask for that
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _fork(path: bytes, args: Sequence[Any], passfds: Sequence[int]) -> int:
    """Does in a process of its own what `python -c` would do there, and gives its number. Only `passfds` stay open.

    Stands in for `multiprocessing.util.spawnv_passfds`.
    """
    flushed()  # or what still waits there would be printed twice
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        for name in os.listdir(_OPEN):
            if int(name) not in (*_STANDARD, *passfds):
                with suppress(OSError):  # the folder itself, which is closed by now
                    os.close(int(name))
        tracker: Any = resource_tracker._resource_tracker
        tracker._fd = tracker._pid = None  # its pipe was closed just now
        exec(args[args.index("-c") + 1], {"__name__": "__main__"})
        code = 0
    except SystemExit:
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        flushed()
        os._exit(code)
