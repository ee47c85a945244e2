"""What stands on a worker of a cluster: it does one job at a time, in a process of its own. Dask is not needed for it.

The job's process is one of the toolkit's own pool, as in a build on one computer: a job that dies or hangs takes no
worker with it, and can be stopped with the programs that it started. Arguments and results travel as bytes.
"""

import multiprocessing
import os
import pickle
import sys
from collections.abc import Mapping
from concurrent.futures import BrokenExecutor, CancelledError
from threading import Lock
from uuid import uuid4

from leaflets.pools import Processes

NAME = uuid4().hex
"""Of this very process: a worker that was started anew at the same address is another one."""

_turn = Lock()
"""Two builds may share a worker: the jobs of one wait for those of the other."""
_state = Lock()
_pools: list[Processes] = []
_now = ""
_stopped: set[str] = set()


def name() -> str:
    """The name of the worker where this is called."""
    return NAME


def packed(*call: object) -> bytes:
    """A function and its arguments as bytes."""
    return pickle.dumps(call, protocol=pickle.HIGHEST_PROTOCOL)


def do(worker: str, token: str, call: bytes, environment: Mapping[str, str | None]) -> bytes | None:
    """Does a packed call and gives its result, packed; None when its process died, or was stopped.

    None also on another worker than the one meant: Dask tries a job again by itself, and we want to know who died.
    `environment`: variables that change what is made; None for those that must not be set.
    """
    global _now
    if worker != NAME:
        return None
    with _turn:
        with _state:
            if token in _stopped:
                return None
            _now = token
            pool = _open()
        try:
            return pool.submit(_done, call, environment).result()
        except (BrokenExecutor, CancelledError):
            with _state:
                _pools.clear()
            pool.stop()
            return None
        finally:
            with _state:
                _now = ""


def stop(*tokens: str) -> None:
    """Ends the jobs of those names, be they at work or still to come."""
    with _state:
        _stopped.update(tokens)
        if _now in tokens and _pools:
            _pools.pop().stop()


def _open() -> Processes:
    """The pool of one process, started when there is none."""
    if not _pools:
        # Dask's nanny starts workers as daemons, which Python lets have no children. Ours end with their parent by
        # themselves (`pools.py`).
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        main = sys.modules["__main__"]  # Dask's own program: the process for jobs would import it all again
        main.__spec__ = main.__file__ = None
        _pools.append(Processes(1))
    return _pools[0]


def _done(call: bytes, environment: Mapping[str, str | None]) -> bytes:
    """Does the call, in the process for jobs."""
    for variable, value in environment.items():
        if value is None:
            os.environ.pop(variable, None)
        else:
            os.environ[variable] = value
    function, *given = pickle.loads(call)
    return pickle.dumps(function(*given), protocol=pickle.HIGHEST_PROTOCOL)
