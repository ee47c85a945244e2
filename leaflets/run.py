"""Runs jobs on an executor, in the order of their needs, and says what came of each as soon as it is known.

Any `concurrent.futures.Executor` will do: only `submit` and `wait` are used. A job that fails stops nobody but those
that need it, and neither does a job that kills its worker or hangs. Nothing is written here but the store.
"""

import time
import traceback
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from dataclasses import dataclass, field
from heapq import heappop, heappush

from leaflets import formats, pools
from leaflets.build import Failed, Job, Load, Made
from leaflets.findings import LeafletError
from leaflets.formats import Files
from leaflets.pools import OpenPool
from leaflets.store import Store
from leaflets.worker import work

_AHEAD = 3
"""Recordings take longest, so they are begun so many leaflets before the pages. All of them first would fill the
memory: their sound is kept until the last format with it is made."""

_STRIKES = 2
"""A worker can die or stand still once by bad luck, for instance when memory was short. Twice with the same job is no
accident."""


@dataclass(frozen=True, slots=True)
class Result:
    """A job and what came of it."""

    job: Job
    outcome: Made | Failed
    kept: bool = False
    """The files were in the store and were not made again."""
    stored: bool = True
    """False when the store could not take the files: they are good, but will be made again next time."""


def run(
    jobs: Sequence[Job], open_pool: OpenPool, store: Store, width: int, load: Load = formats.load
) -> Iterator[Result]:
    """Makes every job that the store does not have, at most `width` at a time, and yields each result as it comes.

    `jobs` stand in plan order, needs first. A part is looked for only when something must be made from it.
    """
    state = _State({job.key: job for job in jobs}, open_pool, width, store, load)
    yield from state.look_up()
    try:
        while state.is_busy:
            yield from state.fail_without_needs()
            state.submit()
            yield from state.collect()
    finally:
        state.close()


@dataclass(slots=True)
class _State:
    """Where a run stands. Every job is in one of `able`, `blocked`, `doomed`, `suspects`, `late` and `running`, or has
    been yielded. No step looks at all jobs: there may be a hundred thousand."""

    jobs: dict[str, Job]
    open_pool: OpenPool
    width: int
    store: Store
    load: Load
    able: list[tuple[int, bool, int, str]] = field(default_factory=list)
    """A heap: turn, and the key of a job that can be made now."""
    turns: dict[str, tuple[int, bool, int]] = field(default_factory=dict)
    """The turn of each job that was not in the store."""
    blocked: dict[str, set[str]] = field(default_factory=dict)
    """Keys of jobs that wait, each with the keys that it waits for."""
    users: dict[str, list[str]] = field(default_factory=dict)
    """Keys of the jobs that need a job and are not finished, by its key."""
    doomed: list[tuple[Job, Failed]] = field(default_factory=list)
    """Jobs that need something that failed."""
    files: dict[str, Files] = field(default_factory=dict)
    """Files of finished jobs that others still need."""
    running: dict[Future[Made | Failed], Job] = field(default_factory=dict)
    suspects: list[Job] = field(default_factory=list)
    """Jobs that were running when a worker died. Each runs again alone, so that the guilty one shows itself."""
    late: list[Job] = field(default_factory=list)
    """Jobs that were stopped at their time limit. Each runs again alone when nothing else is left to do."""
    ends: dict[str, float] = field(default_factory=dict)
    """When the time of a running job is up, by its key."""
    strikes: dict[str, int] = field(default_factory=dict)
    pool: Executor | None = None

    @property
    def is_busy(self) -> bool:
        return bool(self.able or self.blocked or self.doomed or self.suspects or self.late or self.running)

    @property
    def sparing(self) -> pools.Sparing | None:
        """The pool, if a job that dies or hangs takes no other with it there."""
        pool: object = self.pool
        return pool if isinstance(pool, pools.Sparing) else None

    def look_up(self) -> Iterator[Result]:
        """Goes through the plan from its end: what the store has is yielded, what it has not is left waiting."""
        needed: set[str] = set()
        missing: list[Job] = []
        for job in reversed(self.jobs.values()):
            if job.part and job.key not in needed:
                continue
            made = self.store.get(job.key)
            if made is None:
                needed.update(job.needs)
                missing.append(job)
                continue
            if job.key in needed:
                self.files[job.key] = made.files
            yield Result(job, made, kept=True)
        self._enter(missing[::-1])

    def _enter(self, missing: Sequence[Job]) -> None:
        """Notes what is to be made, and what each of them waits for."""
        leaflets: dict[int, int] = {}
        for place, job in enumerate(missing):
            number = leaflets.setdefault(id(job.packed), len(leaflets))
            is_long = job.part or any(self.jobs[need].part for need in job.needs)
            self.turns[job.key] = (number - _AHEAD * is_long, not is_long, place)
            for need in job.needs:
                self.users.setdefault(need, []).append(job.key)
            if absent := {need for need in job.needs if need not in self.files}:
                self.blocked[job.key] = absent
            else:
                self._ready(job)

    def _ready(self, job: Job) -> None:
        heappush(self.able, (*self.turns[job.key], job.key))

    def fail_without_needs(self) -> Iterator[Result]:
        """Gives back the jobs that wait for something that failed."""
        while self.doomed:
            job, broken = self.doomed.pop(0)
            reason = f"The format {job.format} of {job.slug} has to wait for another one. {broken.message}"
            yield self._finished(job, Failed(reason, broken.detail))

    def submit(self) -> None:
        """Gives work to the pool. A suspect runs alone."""
        if self.suspects:
            if not self.running:
                self._give(self.suspects.pop(0))
            return
        if self.late and not self.able and not self.running:
            self._give(self.late.pop(0))
        while self.able and len(self.running) < self.width:
            self._give(self.jobs[heappop(self.able)[-1]])

    def collect(self) -> Iterator[Result]:
        """Waits for the next jobs to end, or for the time of one to be up."""
        until = min((self.ends[job.key] for job in self.running.values()), default=0.0)
        done, _ = wait(self.running, max(0.0, until - time.monotonic()), return_when=FIRST_COMPLETED)
        broken = False
        for future in done:
            if not _is_lost(future):
                job = self.running.pop(future)
                yield self._finished(job, _outcome(future, job))
            elif self.sparing:
                yield from self._struck(self.running.pop(future), is_late=False, is_guilty=True)
            else:
                broken = True
        now = time.monotonic()
        late = {job.key for future, job in self.running.items() if self.ends[job.key] <= now and not future.done()}
        if self.sparing:
            for future in [future for future, job in self.running.items() if job.key in late]:
                self.sparing.end(future)
                yield from self._struck(self.running.pop(future), is_late=True, is_guilty=True)
        elif broken or late:
            yield from self._after_break(late)

    def close(self) -> None:
        """Lets the pool go, with jobs that are still running when a build is broken off. Nobody waits for idle workers
        to clear their memory."""
        if self.pool is not None:
            pools.stop(self.pool)
        self.pool = None

    def _give(self, job: Job) -> None:
        if self.pool is None:
            self.pool = self.open_pool(min(self.width, len(self.able) + len(self.blocked) + 1))
        made = {self.jobs[key].format: self.files[key] for key in job.needs}
        self.ends[job.key] = time.monotonic() + self._limit_s(job)
        try:
            self.running[self.pool.submit(work, job, made, self.load)] = job
        except BrokenExecutor as error:  # the pool broke while it had nothing to do
            refused: Future[Made | Failed] = Future()
            refused.set_exception(error)
            self.running[refused] = job

    def _limit_s(self, job: Job) -> float:
        return self.load(job.format).time_limit.of(job.leaflet)

    def _after_break(self, late: Collection[str]) -> Iterator[Result]:
        """Opens the way for a new pool; `late` are the keys of jobs whose time is up.

        Where a worker died, whatever was running is suspected. Who is proved guilty twice is set aside.
        """
        self.close()
        ended = [(future, job) for future, job in self.running.items() if not _is_lost(future)]
        lost = [job for future, job in self.running.items() if _is_lost(future)]
        alone = len(self.running) == 1
        self.running.clear()
        for job in lost:
            if late and job.key not in late:
                self._ready(job)  # it only stood beside
            else:
                yield from self._struck(job, bool(late), alone)
        for future, job in ended:
            yield self._finished(job, _outcome(future, job))

    def _struck(self, job: Job, is_late: bool, is_guilty: bool) -> Iterator[Result]:
        """Notes that a worker died or stood still with this job. `is_guilty`: it was this job and no other."""
        self.strikes[job.key] = self.strikes.get(job.key, 0) + 1
        if is_guilty and self.strikes[job.key] >= _STRIKES:
            yield self._finished(job, Failed(self._set_aside(job, is_late)))
        elif is_late:
            self.late.append(job)
        elif self.sparing:
            self._ready(job)
        else:
            self.suspects.append(job)

    def _set_aside(self, job: Job, is_late: bool) -> str:
        if is_late:
            return (
                f"The format {job.format} of {job.slug} was not made. It was not ready after "
                f"{self._limit_s(job):.0f} seconds and was stopped, two times. Close other programs, then run the "
                "command again. If it happens again, please report it."
            )
        return (
            f"The format {job.format} of {job.slug} was not made. It stopped the program that makes it, two "
            "times. Perhaps the memory is too small. Close other programs, then make it again with --jobs 1."
        )

    def _finished(self, job: Job, outcome: Made | Failed) -> Result:
        stored = True
        if not isinstance(outcome, Failed):
            try:
                self.store.put(job.key, outcome)
            except OSError:
                stored = False
        for key in self.users.get(job.key, ()):
            self._tell(key, job.key, outcome)
        if self.users.get(job.key) and not isinstance(outcome, Failed):
            self.files[job.key] = outcome.files
        for need in job.needs:
            self._let_go(need, job)
        return Result(job, outcome, stored=stored)

    def _tell(self, key: str, need: str, outcome: Made | Failed) -> None:
        """Tells a job that waits what came of one that it needs."""
        absent = self.blocked.get(key)
        if absent is None:
            return  # another one that it needs has failed before
        if isinstance(outcome, Failed):
            self.doomed.append((self.jobs[key], outcome))
            del self.blocked[key]
            return
        absent.discard(need)
        if not absent:
            del self.blocked[key]
            self._ready(self.jobs[key])

    def _let_go(self, need: str, job: Job) -> None:
        """Forgets files that nobody waits for any more: a hundred recordings need not stay in memory."""
        self.users[need].remove(job.key)
        if not self.users[need]:
            self.files.pop(need, None)


def _error(future: Future[Made | Failed]) -> BaseException | None:
    return CancelledError() if future.cancelled() else future.exception()


def _is_lost(future: Future[Made | Failed]) -> bool:
    """Whether a job was not brought to its end: its pool died or was stopped."""
    return not future.done() or isinstance(_error(future), (BrokenExecutor, CancelledError))


def _outcome(future: Future[Made | Failed], job: Job) -> Made | Failed:
    """What a future gives; an error of the executor itself is a failure of the job.

    Raises LeafletError when the executor as a whole can do no more.
    """
    error = _error(future)
    if error is None:
        return future.result()
    if isinstance(error, LeafletError):
        raise error  # of the executor: a job's own comes back as a failure
    message = f"The format {job.format} of {job.slug} was not made. Its worker could not give it back."
    return Failed(message, "".join(traceback.format_exception(error)))
