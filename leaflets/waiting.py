"""Jobs that wait: for their turn, or for those that they are made from.

No step looks at all jobs, but when a leaflet is held back, and a job that is finished is forgotten: there may be a
hundred thousand.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from leaflets.build import Failed, Job, Made
from leaflets.formats import Files

_AHEAD = 3
"""Recordings take longest, so they are begun so many leaflets before the pages. All of them first would fill the
memory: their sound is kept until the last format with it is made."""


@dataclass(slots=True)
class Waiting:
    """Every job here that is not running is in one of `able`, `blocked` and `doomed`."""

    jobs: dict[str, Job] = field(default_factory=dict)
    """Those that are not finished, and those whose files others still need, by their keys."""
    able: list[tuple[int, bool, int, str]] = field(default_factory=list)
    """A heap: turn, and the key of a job that can be made now."""
    turns: dict[str, tuple[int, bool, int]] = field(default_factory=dict)
    blocked: dict[str, set[str]] = field(default_factory=dict)
    """Keys of jobs that wait, each with the keys that it waits for."""
    users: dict[str, list[str]] = field(default_factory=dict)
    """Keys of the jobs that need a job and are not finished, by its key."""
    doomed: list[tuple[Job, Failed]] = field(default_factory=list)
    """Jobs that need something that failed."""
    files: dict[str, Files] = field(default_factory=dict)
    """Files of finished jobs that others still need."""
    _leaflets: int = 0
    """How many leaflets have come so far."""

    def __bool__(self) -> bool:
        return bool(self.able or self.blocked or self.doomed)

    def enter(self, missing: Sequence[Job], ready: Iterable[tuple[Job, Made]]) -> None:
        """Takes in the jobs of one plan, needs first; `ready` are those that have their files already."""
        for job, made in ready:
            self.jobs[job.key], self.files[job.key] = job, made.files
        self.jobs.update((job.key, job) for job in missing)
        numbers: dict[int, int] = {}
        for place, job in enumerate(missing):
            number = self._leaflets + numbers.setdefault(id(job.packed), len(numbers))
            is_long = bool(job.part or job.within or any(self.jobs[need].part for need in job.needs))
            self.turns[job.key] = (number - _AHEAD * is_long, not is_long, place)
            for need in job.needs:
                self.users.setdefault(need, []).append(job.key)
            if absent := {need for need in job.needs if need not in self.files}:
                self.blocked[job.key] = absent
            else:
                self.take_back(job)
        self._leaflets += len(numbers)

    def take_back(self, job: Job) -> None:
        """Lets a job that can be made wait for its turn, also one that was begun in vain."""
        heappush(self.able, (*self.turns[job.key], job.key))

    def drop(self, keys: Collection[str]) -> None:
        """Forgets those of these jobs that are not begun; the others of them end as ever."""
        if not keys:
            return
        idle = {*(turn[-1] for turn in self.able), *self.blocked, *(job.key for job, _ in self.doomed)} & set(keys)
        self.able = [turn for turn in self.able if turn[-1] not in idle]
        heapify(self.able)
        self.doomed = [(job, broken) for job, broken in self.doomed if job.key not in idle]
        for key in idle:
            self.blocked.pop(key, None)
            self._end(self.jobs.pop(key))

    def next(self) -> Job:
        """The job whose turn it is, which waits no more."""
        return self.jobs[heappop(self.able)[-1]]

    def given(self, job: Job) -> dict[str, Files]:
        """The files that a job is made from, by format."""
        return {self.jobs[key].format: self.files[key] for key in job.needs}

    def finished(self, job: Job, outcome: Made | Failed) -> None:
        """Tells those that wait for a job what came of it, and forgets what nobody needs any more."""
        for key in self.users.get(job.key, ()):
            self._tell(key, job.key, outcome)
        if self.users.get(job.key) and not isinstance(outcome, Failed):
            self.files[job.key] = outcome.files
        else:
            del self.jobs[job.key]
        self._end(job)

    def _end(self, job: Job) -> None:
        """Forgets the turn of a job that waits no more, and that it needed anything."""
        del self.turns[job.key]
        for need in job.needs:
            self._let_go(need, job)

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
            self.take_back(self.jobs[key])

    def _let_go(self, need: str, job: Job) -> None:
        """Forgets files that nobody waits for any more: a hundred recordings need not stay in memory."""
        self.users[need].remove(job.key)
        if not self.users[need]:
            del self.users[need]
            if self.files.pop(need, None) is not None:
                del self.jobs[need]
