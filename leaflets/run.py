"""Runs jobs on an executor, in the order of their needs, and says what came of each as soon as it is known.

Any `concurrent.futures.Executor` will do: only `submit` and `wait` are used. A job that fails stops nobody but those
that need it, and neither does a job that kills its worker or hangs. Nothing is written here but the store.
"""

import time
import traceback
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from dataclasses import dataclass, field

from leaflets import formats, pools
from leaflets.build import Failed, Job, Load, Made
from leaflets.formats import Files
from leaflets.pools import OpenPool
from leaflets.store import Store
from leaflets.worker import work

_STRIKES = 2
"""A worker can die or stand still once by bad luck, for instance when memory was short. Twice with the same job is no
accident."""


_AHEAD = 3
"""So many leaflets ahead of pages are recordings begun: they take longest, and nobody wants to wait for one alone at
the end. All of them at once would be held in memory until their leaflets are whole."""


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
    turns = {slug: turn for turn, slug in enumerate(dict.fromkeys(job.leaflet.slug for job in jobs))}
    state = _State({job.key: job for job in jobs}, open_pool, width, store, load, turns)
    yield from state.look_up()
    try:
        while state.waiting or state.suspects or state.late or state.running:
            yield from state.fail_without_needs()
            state.submit()
            yield from state.collect()
    finally:
        state.close()


@dataclass(slots=True)
class _State:
    """Where a run stands. Every job is in one of `waiting`, `suspects`, `late` and `running`, or has been yielded."""

    jobs: dict[str, Job]
    open_pool: OpenPool
    width: int
    store: Store
    load: Load
    turns: dict[str, int]
    """The place of each leaflet in the plan, by its slug."""
    waiting: list[Job] = field(default_factory=list)
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
    failed: dict[str, Failed] = field(default_factory=dict)
    pool: Executor | None = None

    def look_up(self) -> Iterator[Result]:
        """Goes through the plan from its end: what the store has is yielded, what it has not is left waiting."""
        needed: set[str] = set()
        for job in reversed(self.jobs.values()):
            if job.part and job.key not in needed:
                continue
            made = self.store.get(job.key)
            if made is None:
                needed.update(job.needs)
                self.waiting.insert(0, job)
                continue
            if job.key in needed:
                self.files[job.key] = made.files
            yield Result(job, made, kept=True)

    def fail_without_needs(self) -> Iterator[Result]:
        """Takes out the jobs that wait for something that failed."""
        for job in list(self.waiting):
            broken = [self.failed[key] for key in job.needs if key in self.failed]
            if broken:
                self.waiting.remove(job)
                reason = (
                    f"The format {job.format} of {job.leaflet.slug} has to wait for another one. {broken[0].message}"
                )
                yield self._finished(job, Failed(reason, broken[0].detail))

    def submit(self) -> None:
        """Gives work to the pool. A suspect runs alone."""
        if self.suspects:
            if not self.running:
                self._give(self.suspects.pop(0))
            return
        able = [job for job in self.waiting if all(key in self.files for key in job.needs)]
        if self.late and not able and not self.running:
            self._give(self.late.pop(0))
        able.sort(key=self._turn)
        for job in able[: self.width - len(self.running)]:
            self.waiting.remove(job)
            self._give(job)

    def _turn(self, job: Job) -> tuple[int, bool]:
        """Leaflet by leaflet, so that each is soon whole; recordings, which take longest, some leaflets ahead."""
        is_long = job.part or bool(job.needs)
        return self.turns[job.leaflet.slug] - (_AHEAD if is_long else 0), not is_long

    def collect(self) -> Iterator[Result]:
        """Waits for the next jobs to end, or for the time of one to be up."""
        until = min((self.ends[job.key] for job in self.running.values()), default=0.0)
        done, _ = wait(self.running, max(0.0, until - time.monotonic()), return_when=FIRST_COMPLETED)
        broken = False
        for future in done:
            if _is_lost(future):
                broken = True
            else:
                job = self.running.pop(future)
                yield self._finished(job, _outcome(future, job))
        now = time.monotonic()
        late = {job.key for future, job in self.running.items() if self.ends[job.key] <= now and not future.done()}
        if broken or late:
            yield from self._after_break(late)

    def close(self) -> None:
        """Lets the pool go. Jobs that are still running, when a build is broken off, are stopped."""
        if self.pool is not None and not self.running:
            self.pool.shutdown(wait=True)
        elif self.pool is not None:
            pools.stop(self.pool)
        self.pool = None

    def _give(self, job: Job) -> None:
        if self.pool is None:
            self.pool = self.open_pool(min(self.width, len(self.waiting) + 1))
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
                self.waiting.insert(0, job)  # it only stood beside
                continue
            self.strikes[job.key] = self.strikes.get(job.key, 0) + 1
            if alone and self.strikes[job.key] >= _STRIKES:
                yield self._finished(job, Failed(self._set_aside(job, job.key in late)))
            else:
                (self.late if late else self.suspects).append(job)
        for future, job in ended:
            yield self._finished(job, _outcome(future, job))

    def _set_aside(self, job: Job, is_late: bool) -> str:
        if is_late:
            return (
                f"The format {job.format} of {job.leaflet.slug} was not made. It was not ready after "
                f"{self._limit_s(job):.0f} seconds and was stopped, two times. Close other programs, then run the "
                "command again. If it happens again, please report it."
            )
        return (
            f"The format {job.format} of {job.leaflet.slug} was not made. It stopped the program that makes it, two "
            "times. Perhaps the memory is too small. Close other programs, then make it again with --jobs 1."
        )

    def _finished(self, job: Job, outcome: Made | Failed) -> Result:
        stored = True
        if isinstance(outcome, Failed):
            self.failed[job.key] = outcome
        else:
            try:
                self.store.put(job.key, outcome)
            except OSError:
                stored = False
            self.files[job.key] = outcome.files
        self._let_go()
        return Result(job, outcome, stored=stored)

    def _let_go(self) -> None:
        """Forgets files that nobody waits for: a hundred recordings need not stay in memory."""
        needed = {
            key for job in (*self.waiting, *self.suspects, *self.late, *self.running.values()) for key in job.needs
        }
        for key in self.files.keys() - needed:
            del self.files[key]


def _error(future: Future[Made | Failed]) -> BaseException | None:
    return CancelledError() if future.cancelled() else future.exception()


def _is_lost(future: Future[Made | Failed]) -> bool:
    """Whether a job was not brought to its end: its pool died or was stopped."""
    return not future.done() or isinstance(_error(future), (BrokenExecutor, CancelledError))


def _outcome(future: Future[Made | Failed], job: Job) -> Made | Failed:
    """What a future gives; an error of the executor itself is a failure of the job."""
    error = _error(future)
    if error is None:
        return future.result()
    message = f"The format {job.format} of {job.leaflet.slug} was not made. Its worker could not give it back."
    return Failed(message, "".join(traceback.format_exception(error)))
