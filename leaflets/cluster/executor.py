"""The workers of a Dask cluster as an executor: one job at a time for each, and it is known who has which.

Dask would send a job that killed its worker to three more. So every job is bound to one worker here, and a worker that
dies is noticed by looking, twice a second.
"""

import asyncio
import pickle
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, RLock, Thread
from typing import Any, ParamSpec, TypeVar
from uuid import uuid4

from distributed import Client
from distributed import Future as Errand

from leaflets.cluster import post
from leaflets.findings import LeafletError
from leaflets.pools import LostWorkerError

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")

LOOK_S = 0.5
"""How often the scheduler is asked who is there."""
SILENCE_S = 15.0
"""A scheduler that is busy answers in much less; one that says nothing for so long is lost."""
PATIENCE_S = 30.0
"""Without any worker for so long, a build ends. A nanny starts a dead worker again in about 3 s."""
STOP_S = 1.2
"""What workers get to end jobs when a build is stopped: they kill a job after 1 s. With what Python needs to end,
Ctrl-C takes less than 2 s, also when the scheduler says nothing."""

_END_S = 0.2

Admit = Callable[[tuple[str, ...]], Mapping[str, str]]
"""New addresses -> those that may work here, with the names of their posts."""


@dataclass(slots=True)
class _Call:
    """One job, from the moment when it is handed in."""

    future: Future[Any]
    packed: bytes
    token: str = field(default_factory=lambda: uuid4().hex)
    worker: str = ""
    errand: Errand | None = None


class Cluster(Executor):
    """All workers that are like this computer. `workers`: addresses and posts; `environment`: see `post.do`."""

    def __init__(
        self, client: Client, workers: Mapping[str, str], admit: Admit, environment: Mapping[str, str | None]
    ) -> None:
        self._client = client
        self._admit = admit
        self._environment = environment
        self._lock = RLock()
        self._posts = dict(workers)
        self._free = list(workers)
        self._seen = set(workers)
        """Every address that was looked at, those that were refused too."""
        self._waiting: deque[_Call] = deque()
        self._placed: dict[str, _Call] = {}
        self._broken: LeafletError | None = None
        self._closed = Event()
        self._last_worker_s = time.monotonic()
        self._watcher = Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def submit(self, fn: Callable[_Given, _Result], /, *given: _Given.args, **named: _Given.kwargs) -> Future[_Result]:
        """As of any executor; takes no named arguments. Raises LeafletError when the cluster is lost."""
        if named:
            raise TypeError("A call of a cluster takes no named arguments.")
        if self._broken:
            raise self._broken
        call = _Call(Future(), post.packed(fn, *given))
        with self._lock:
            self._waiting.append(call)
        self._place()
        return call.future

    def end(self, future: Future[Any]) -> None:
        """Ends one job now. Its worker is free when it has answered, or is taken for lost when it has gone."""
        with self._lock:
            calls = [call for call in (*self._placed.values(), *self._waiting) if call.future is future]
            for call in calls:
                if call in self._waiting:
                    self._waiting.remove(call)
        if not future.cancel():
            self._fail([future], LostWorkerError())
        Thread(target=self._stop_jobs, args=(calls,), daemon=True).start()

    def stop(self) -> None:
        """Ends every job now."""
        with self._lock:
            self._closed.set()
            placed, calls = list(self._placed.values()), [*self._placed.values(), *self._waiting]
            self._waiting.clear()
        self._fail([call.future for call in calls], LostWorkerError())
        self._stop_jobs(placed)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Takes nothing more; jobs that were handed in must be done, or are stopped."""
        if cancel_futures:
            self.stop()
        self._closed.set()
        if wait:
            self._watcher.join(_END_S)  # it may be waiting for a scheduler that says nothing

    def _place(self) -> None:
        """Gives waiting jobs to free workers."""
        while not self._closed.is_set():
            with self._lock:
                if not self._waiting or not self._free:
                    return
                call = self._waiting.popleft()
                if not call.future.set_running_or_notify_cancel():
                    continue
                call.worker = self._free.pop(0)
                self._placed[call.worker] = call
                name = self._posts[call.worker]
            call.errand = self._client.submit(
                post.do,
                name,
                call.token,
                call.packed,
                self._environment,
                key=f"leaflets-{call.token}",
                workers=[call.worker],
                allow_other_workers=False,
                pure=False,
            )
            call.packed = b""  # the scheduler has it now
            call.errand.add_done_callback(lambda errand, call=call: self._fetched(call, errand))

    def _fetched(self, call: _Call, errand: Errand) -> None:
        """Takes the result of a job home, and lets go of it on the cluster. Called by Dask, one after another."""
        result: object = None
        error: BaseException | None = None
        try:
            if errand.status == "finished":
                content = errand.result(timeout=SILENCE_S * 4)
                result = content if content is None else pickle.loads(content)
            elif errand.status == "error":
                error = errand.exception(timeout=SILENCE_S)
        except Exception as trouble:  # it came, but cannot be had: the worker died just now, or the cluster
            if not isinstance(trouble, (OSError, TimeoutError, asyncio.CancelledError)):
                error = trouble
        call.errand = None
        with self._lock:
            if self._placed.get(call.worker) is call:
                del self._placed[call.worker]
                if result is not None or error is not None:
                    self._free.append(call.worker)
                else:
                    self._forget(call.worker)
        if error is not None or result is None:
            self._fail([call.future], error or LostWorkerError())
        elif not call.future.done():
            call.future.set_result(result)
        self._place()

    def _fail(self, futures: list[Future[Any]], error: BaseException) -> None:
        for future in futures:
            with suppress(Exception):  # it was done just now
                future.set_exception(error)

    def _forget(self, worker: str) -> None:
        """Leaves a worker out until it has been looked at again: it may be another process by now."""
        self._posts.pop(worker, None)
        self._seen.discard(worker)
        if worker in self._free:
            self._free.remove(worker)

    def _stop_jobs(self, calls: list[_Call]) -> None:
        """Has workers end the jobs. One that says nothing is left alone."""
        workers = sorted({call.worker for call in calls if call.worker})
        if workers:
            with suppress(Exception):  # whatever keeps a worker from answering: it gets no more jobs until it does
                run_on(self._client, STOP_S, post.stop, *(call.token for call in calls), workers=workers)

    def _watch(self) -> None:
        """Looks who is there until the build is over."""
        while not self._closed.wait(LOOK_S):
            try:
                if self._client.status != "running":
                    raise OSError
                there = workers_of(self._client, SILENCE_S)
                self._compare(there)
            except Exception:  # whatever Dask raises when the scheduler has gone
                if not self._closed.is_set():
                    self._break_off(
                        "The cluster does not answer any more. What was made before is in place. "
                        "Start the scheduler again, or make the rest without --cluster. Then run the command again."
                    )
                return
            if time.monotonic() - self._last_worker_s > PATIENCE_S:
                self._break_off(
                    "The cluster has no worker left. What was made before is in place. "
                    "Start workers again, or make the rest without --cluster. Then run the command again."
                )
                return

    def _compare(self, there: tuple[str, ...]) -> None:
        """Gives up workers that have gone, and takes in new ones that are alike."""
        with self._lock:
            gone = [worker for worker in self._seen if worker not in there]
            lost = [self._placed.pop(worker) for worker in gone if worker in self._placed]
            for worker in gone:
                self._forget(worker)
            new = tuple(worker for worker in there if worker not in self._seen and worker not in self._placed)
        for call in lost:
            if call.errand is not None:
                call.errand.cancel()
        self._fail([call.future for call in lost], LostWorkerError())
        admitted = self._admit(new) if new else {}
        with self._lock:
            self._seen.update(new)
            self._posts.update(admitted)
            self._free.extend(admitted)
            if self._posts:
                self._last_worker_s = time.monotonic()
        self._place()

    def _break_off(self, message: str) -> None:
        self._broken = LeafletError(message)
        with self._lock:
            calls = [*self._placed.values(), *self._waiting]
        self._fail([call.future for call in calls], self._broken)


def run_on(client: Client, limit_s: float, fn: Callable[..., object], *given: object, workers: list[str]) -> Any:
    """What a function gives on each of the workers at once, errors among it. Raises TimeoutError after the limit.

    Beside all jobs. `Client.run` has no time limit of its own.
    """
    return client.sync(client._run, fn, *given, workers=workers, on_error="return", callback_timeout=limit_s)


def workers_of(client: Client, limit_s: float) -> tuple[str, ...]:
    """Addresses of all workers. Raises OSError or TimeoutError when the scheduler does not say."""
    identity = client.sync(client.scheduler.identity, n_workers=-1, callback_timeout=limit_s)
    return tuple(identity["workers"])
