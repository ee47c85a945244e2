"""What came of a job: its files, a failure, or nothing because its worker was lost."""

import traceback
from concurrent.futures import BrokenExecutor, CancelledError, Future
from dataclasses import dataclass

from leaflets.build import Failed, Job, Made
from leaflets.findings import LeafletError


@dataclass(frozen=True, slots=True)
class Result:
    """A job and what came of it."""

    job: Job
    outcome: Made | Failed
    kept: bool = False
    """The files were in the store and were not made again."""
    stored: bool = True
    """False when the store could not take the files: they are good, but will be made again next time."""


def _error(future: Future[Made | Failed]) -> BaseException | None:
    return CancelledError() if future.cancelled() else future.exception()


def is_lost(future: Future[Made | Failed]) -> bool:
    """Whether a job was not brought to its end: its pool died or was stopped."""
    return not future.done() or isinstance(_error(future), (BrokenExecutor, CancelledError))


def outcome_of(future: Future[Made | Failed], job: Job) -> Made | Failed:
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
