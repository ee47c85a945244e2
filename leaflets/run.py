"""Runs jobs on an executor, in the order of their needs, and says what came of each as soon as it is known.

Any `concurrent.futures.Executor` will do: only `submit` and `wait` are used. A job that fails stops nobody but those
that need it, and neither does a job that kills its worker or hangs. Nothing is written here but the store.
"""

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field

from leaflets import formats, pools
from leaflets.build import Failed, Job, Load, Made
from leaflets.outcomes import Result, is_lost, outcome_of
from leaflets.plans import Begin, Plan, Step
from leaflets.pools import OpenPool
from leaflets.store import Store
from leaflets.waiting import Waiting
from leaflets.worker import work

_ENOUGH = 20
"""While so many jobs for each place wait, no more leaflets are read: those of some three leaflets for two places."""

_STRIKES = 2
"""A worker can die or stand still once by bad luck, for instance when memory was short. Twice with the same job is no
accident."""

_UNWANTED = Failed("Nobody wants it any more.")
"""Of a job that was lost, and is not made again."""


def run(
    plans: Iterator[Future[Plan]], open_pool: OpenPool, store: Store, width: int, load: Load = formats.load
) -> Iterator[Result]:
    """Makes every job that the store does not have, at most `width` at a time, and yields each result as it comes.

    The next of the `plans` is begun when few jobs wait, and found out beside all other work. A part is looked for only
    when something must be made from it. When only jobs are left that nobody wants any more, they are ended.
    """
    state = _State(plans, open_pool, width, store, load)
    try:
        while True:
            yield from state.wanted(state.fail_without_needs())
            state.look_ahead()  # first: the pool may not be open yet, and whoever gives it work waits for it
            state.submit()
            if not state.is_busy:
                return
            yield from state.wanted(state.collect())
    finally:
        state.close()


@dataclass(slots=True)
class _State:
    """Where a run stands. Every job that has come is in one of `waiting`, `suspects`, `late` and `running`, or has been
    yielded."""

    plans: Iterator[Future[Plan]]
    open_pool: OpenPool
    width: int
    store: Store
    load: Load
    waiting: Waiting = field(default_factory=Waiting)
    running: dict[Future[Made | Failed], Job] = field(default_factory=dict)
    coming: Future[Plan] | None = None
    """The plan that is being found out."""
    later: list[Begin] = field(default_factory=list)
    """What is found out next, but for new plans while places are free."""
    is_all: bool = False
    """No more plans are to come."""
    suspects: list[Job] = field(default_factory=list)
    """Jobs that were running when a worker died. Each runs again alone, so that the guilty one shows itself."""
    late: list[Job] = field(default_factory=list)
    """Jobs that were stopped at their time limit. Each runs again alone when there is nothing else to do."""
    is_alone: bool = False
    """Whether what is running must run alone."""
    ends: dict[str, float] = field(default_factory=dict)
    """When the time of a running job is up, by its key."""
    strikes: dict[str, int] = field(default_factory=dict)
    unwanted: set[str] = field(default_factory=set)
    """Keys of jobs of which nothing shall be told."""
    pool: Executor | None = None

    @property
    def is_busy(self) -> bool:
        left = (*self.suspects, *self.late, *self.running.values())
        return self.has_more or bool(self.waiting) or any(job.key not in self.unwanted for job in left)

    @property
    def has_more(self) -> bool:
        """Whether there is more to be found out."""
        return not self.is_all or self.coming is not None or bool(self.later)

    @property
    def sparing(self) -> pools.Sparing | None:
        """The pool, if a job that dies or hangs takes no other with it there."""
        pool: object = self.pool
        return pool if isinstance(pool, pools.Sparing) else None

    def wanted(self, results: Iterable[Result]) -> Iterator[Result]:
        return (result for result in results if result.job.key not in self.unwanted)

    def look_ahead(self) -> None:
        """Begins to find out more: the next plan when there is little to do, and when places are free before what is
        found out later, but for a few. Of leaflets whose verdict is not known nothing goes out of memory.
        """
        has_place = len(self.running) + len(self.waiting.able) < self.width and len(self.later) < self.width
        is_little = len(self.waiting.jobs) < _ENOUGH * self.width
        if self.coming is None and not self.is_all and (has_place or (is_little and not self.later)):
            self.coming = next(self.plans, None)
            self.is_all = self.coming is None
        if self.coming is None and self.later:
            self.coming = self.later.pop(0)()

    def _look_up(self, jobs: Sequence[Job]) -> Iterator[Result]:
        """Goes through a plan from its end: what the store has is yielded, what it has not is left waiting."""
        needed: set[str] = set()
        missing: list[Job] = []
        ready: list[tuple[Job, Made]] = []
        for job in reversed(jobs):
            if job.part and job.key not in needed:
                continue
            made = self.store.get(job.key)
            if made is None:
                needed.update(job.needs)
                missing.append(job)
                continue
            if job.key in needed:
                ready.append((job, made))
            yield Result(job, made, kept=True)
        self.waiting.enter(missing[::-1], ready)

    def fail_without_needs(self) -> Iterator[Result]:
        """Gives back the jobs that wait for something that failed."""
        while self.waiting.doomed:
            job, broken = self.waiting.doomed.pop(0)
            reason = f"The format {job.format} of {job.slug} has to wait for another one. {broken.message}"
            yield self._finished(job, Failed(reason, broken.detail))

    def submit(self) -> None:
        """Gives work to the pool. A suspect runs alone, and so does what was late."""
        able = self.waiting.able
        self.is_alone = self.is_alone and bool(self.running)
        if self.is_alone or (self.suspects and self.running):
            return
        if self.suspects or (self.late and not (self.has_more or able or self.running)):
            self.is_alone = True
            self._give((self.suspects or self.late).pop(0))
            return
        while able and len(self.running) < self.width:
            self._give(self.waiting.next())

    def collect(self) -> Iterator[Result]:
        """Waits for the next jobs to end, for the next plan to be there, or for the time of a job to be up."""
        until = min((self.ends[job.key] for job in self.running.values()), default=None)
        left_s = None if until is None else max(0.0, until - time.monotonic())
        coming = () if self.coming is None else (self.coming,)
        done, _ = wait((*self.running, *coming), left_s, return_when=FIRST_COMPLETED)
        ended = done & self.running.keys()
        lost = {future for future in ended if is_lost(future)}
        finished = [(job := self.running.pop(future), outcome_of(future, job)) for future in ended - lost]
        for job, outcome in finished:
            self._tell(job, outcome)
        if not lost:
            self.submit()  # before anything is written: nobody shall wait for the disk
        for job, outcome in finished:
            yield self._result(job, outcome)
        if self.sparing:
            for future in lost:
                yield from self._struck(self.running.pop(future), is_late=False, is_guilty=True)
        now = time.monotonic()
        late = {job.key for future, job in self.running.items() if self.ends[job.key] <= now and not future.done()}
        if self.sparing:
            for future in [future for future, job in self.running.items() if job.key in late]:
                self.sparing.end(future)
                yield from self._struck(self.running.pop(future), is_late=True, is_guilty=True)
        elif lost or late:
            yield from self._after_break(late)
        if self.coming is not None and self.coming.done():
            plan, self.coming = self.coming.result(), None
            yield from self._take(plan())

    def _take(self, step: Step) -> Iterator[Result]:
        """Does what a step says."""
        self.unwanted.update(step.unwanted)
        self.waiting.drop(step.unwanted)
        for set_apart in (self.suspects, self.late):
            for job in [job for job in set_apart if job.key in self.unwanted]:
                set_apart.remove(job)
                self._tell(job, _UNWANTED)
        yield from self._look_up(step.jobs)
        if step.then:
            self.later.append(step.then)

    def close(self) -> None:
        """Lets the pool go, with jobs that are still running when a build is broken off. Nobody waits for idle workers
        to clear their memory."""
        if self.pool is not None:
            pools.stop(self.pool)
        self.pool = None

    def _give(self, job: Job) -> None:
        if self.pool is None:
            self.pool = self.open_pool(self.width)
        self.ends[job.key] = time.monotonic() + self._limit_s(job)
        try:
            self.running[self.pool.submit(work, job, self.waiting.given(job), self.load)] = job
        except BrokenExecutor as error:  # the pool broke while it had nothing to do
            refused: Future[Made | Failed] = Future()
            refused.set_exception(error)
            self.running[refused] = job

    def _limit_s(self, job: Job) -> float:
        names = (job.format, *(part.format for part in job.within))
        return sum(self.load(name).time_limit.of(job.leaflet) for name in names)

    def _after_break(self, late: Collection[str]) -> Iterator[Result]:
        """Opens the way for a new pool; `late` are the keys of jobs whose time is up.

        Where a worker died, whatever was running is suspected. Who is proved guilty twice is set aside.
        """
        self.close()
        ended = [(future, job) for future, job in self.running.items() if not is_lost(future)]
        lost = [job for future, job in self.running.items() if is_lost(future)]
        alone = len(self.running) == 1
        self.running.clear()
        for job in lost:
            if late and job.key not in late and job.key not in self.unwanted:
                self.waiting.take_back(job)  # it only stood beside
            else:
                yield from self._struck(job, bool(late), alone)
        for future, job in ended:
            yield self._finished(job, outcome_of(future, job))

    def _struck(self, job: Job, is_late: bool, is_guilty: bool) -> Iterator[Result]:
        """Notes that a worker died or stood still with this job. `is_guilty`: it was this job and no other."""
        if job.key in self.unwanted:
            self._tell(job, _UNWANTED)
            return
        self.strikes[job.key] = self.strikes.get(job.key, 0) + 1
        if is_guilty and self.strikes[job.key] >= _STRIKES:
            yield self._finished(job, Failed(self._set_aside(job, is_late)))
        elif is_late:
            self.late.append(job)
        elif self.sparing:
            self.waiting.take_back(job)
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
        self._tell(job, outcome)
        return self._result(job, outcome)

    def _tell(self, job: Job, outcome: Made | Failed) -> None:
        """Tells those that wait for a job what came of it."""
        self.waiting.finished(job, outcome)
        self.ends.pop(job.key, None)

    def _result(self, job: Job, outcome: Made | Failed) -> Result:
        """What is told of a job, once the store has it."""
        stored = True
        if not isinstance(outcome, Failed) and job.key not in self.unwanted:
            try:
                self.store.put(job.key, outcome)
            except OSError:
                stored = False
        return Result(job, outcome, stored=stored)
