"""Connects to a Dask cluster, and lets only workers in that would make the same bytes as this computer."""

import logging
import os
import pickle
import sys
import time
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import dask
from distributed import Client
from distributed import Future as Errand

from leaflets import formats
from leaflets.cluster import likeness, post
from leaflets.cluster.executor import Cluster, run_on, workers_of
from leaflets.findings import LeafletError
from leaflets.pools import OpenPool

_CONNECT_S = 4.0
_WORKERS_S = 5.0
"""How long a cluster without workers gets to find some."""
_LOOK_S = 90.0
"""A worker's look at itself takes about 3 s; behind the job of another build, longer."""

_SETTINGS = {
    "distributed.comm.timeouts.connect": f"{_CONNECT_S}s",
    "distributed.comm.retry.count": 0,
    # A job carries the files it is made from, so that the loss of a worker loses none. Dask warns of more than 10 MB.
    "distributed.admin.large-graph-warning-threshold": "1GB",
}


@dataclass(frozen=True, slots=True)
class Joined:
    """A cluster that answers."""

    address: str
    client: Client
    workers: int
    """How many there are: so many jobs run at a time."""

    @contextmanager
    def start(self, workers: int, names: Collection[str]) -> Iterator[OpenPool]:
        """As `pools.Start`. Raises LeafletError, before any job, when a worker is not like this computer."""
        gate = _Gate(self.client, tuple(names))
        there = workers_of(self.client, _LOOK_S)
        admitted = gate.admit(there)
        if gate.refused:
            raise LeafletError(_refusal(gate.refused, len(there)))
        pool = Cluster(self.client, admitted, gate.admit_later, gate.environment)

        def open_pool(wanted: int) -> Executor:
            return pool

        try:
            yield open_pool
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def joined(address: str) -> Iterator[Joined]:
    """The cluster with its scheduler at that address. Raises LeafletError when nobody answers or nobody works there."""
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what it would say, our own messages say
    with dask.config.set(_SETTINGS):
        client = _connected(address)
        try:
            yield Joined(address, client, _how_many(client, address))
        finally:
            with suppress(Exception):  # nothing more is wanted of it
                client.close(timeout=0.3)


def _connected(address: str) -> Client:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # other versions: each worker is asked for them, and refused
            return Client(address, timeout=_CONNECT_S, set_as_default=False)
    except (OSError, ValueError, TypeError, ImportError, RuntimeError) as error:
        raise LeafletError(
            f"No cluster answers at {address}. Is the address right, and is `dask scheduler` running there? "
            "It looks like this: tcp://192.0.2.10:8786. Without --cluster, the files are made on this computer."
        ) from error


def _how_many(client: Client, address: str) -> int:
    """How many workers there are, when at least one has come."""
    until = time.monotonic() + _WORKERS_S
    while not (there := workers_of(client, _CONNECT_S)):
        if time.monotonic() > until:
            raise LeafletError(
                f"The cluster at {address} has no workers. Start some first: leaflets/docs/cluster.md tells how."
            )
        time.sleep(0.1)
    return len(there)


class _Gate:
    """Looks at workers before they get jobs."""

    def __init__(self, client: Client, names: tuple[str, ...]) -> None:
        self.client = client
        self.names = names
        self.environment = {name: os.environ.get(name) for name in formats.ENVIRONMENT}
        """What was said to this computer's programs must be said to theirs."""
        self.refused: dict[str, tuple[str, ...]] = {}
        self._here: dict[str, str] = {}
        self._alike: set[str] = set()
        """Names of the posts that were looked at."""

    def admit(self, workers: Sequence[str]) -> Mapping[str, str]:
        """Those of the workers that are like this computer, with the names of their posts; the others are `refused`."""
        posts = self._named(workers)
        unknown = {worker: name for worker, name in posts.items() if name not in self._alike}
        asked = {worker: self._ask(worker, name) for worker, name in unknown.items()}
        self._here = self._here or likeness.described(self.names)  # meanwhile
        until = time.monotonic() + _LOOK_S
        for worker, errand in asked.items():
            if different := self._differences(errand, max(0.1, until - time.monotonic())):
                self.refused[worker] = different
            else:
                self._alike.add(posts[worker])
        return {worker: name for worker, name in posts.items() if name in self._alike}

    def admit_later(self, workers: Sequence[str]) -> Mapping[str, str]:
        """As `admit`, in the middle of a build: who is not alike gets no job, which is said once."""
        before = set(self.refused)
        admitted = self.admit(workers)
        for worker in self.refused.keys() - before:
            print(f"The worker {worker} gets no jobs. {_differs(self.refused[worker])}", file=sys.stderr, flush=True)
        return admitted

    def _named(self, workers: Sequence[str]) -> dict[str, str]:
        """Workers and the names of their posts. One that cannot even tell is refused."""
        names = run_on(self.client, _LOOK_S, post.name, workers=list(workers))
        found = {}
        for worker, name in names.items():
            if isinstance(name, str):
                found[worker] = name
            elif not isinstance(name, OSError):  # a worker that has just gone needs no refusal
                self.refused[worker] = (f"it does not find the toolkit ({name}); start it as the docs tell",)
        return found

    def _ask(self, worker: str, name: str) -> Errand:
        """Has a worker look at itself, where its jobs will run."""
        call = post.packed(likeness.described, self.names)
        key = f"leaflets-likeness-{name}-{time.monotonic_ns()}"
        given = (post.do, name, key, call, self.environment)
        return self.client.submit(*given, key=key, workers=[worker], allow_other_workers=False, pure=False)

    def _differences(self, errand: Errand, limit_s: float) -> tuple[str, ...]:
        try:
            there = errand.result(timeout=limit_s)
        except TimeoutError:
            return (f"it did not answer within {_LOOK_S:.0f} seconds",)
        except Exception as error:  # whatever a broken installation raises
            return (f"it cannot tell what it has ({type(error).__name__}: {error})",)
        if there is None:
            return ("its process for jobs ends at once",)
        return likeness.differences(self._here, pickle.loads(there))


_MANY = 5


def _refusal(refused: Mapping[str, tuple[str, ...]], workers: int) -> str:
    lines = [f"{len(refused)} of {workers} workers would not make the same files as this computer. Nothing was made."]
    lines += [f"  {worker}: {_differs(refused[worker])}" for worker in sorted(refused)[:_MANY]]
    if len(refused) > _MANY:
        lines.append(f"  … and {len(refused) - _MANY} more.")
    lines.append("Put the same toolkit and the same packages on all computers, and start their workers again.")
    return "\n".join(lines)


def _differs(lines: Sequence[str]) -> str:
    more = f"; and {len(lines) - _MANY} more" if len(lines) > _MANY else ""
    return f"What differs: {'; '.join(lines[:_MANY])}{more}."
