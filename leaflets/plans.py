"""What a run is told while it runs: jobs that have come to be known, and jobs that nobody wants any more."""

from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from leaflets.build import Job


@dataclass(frozen=True, slots=True)
class Step:
    """What a run shall do now."""

    jobs: Sequence[Job] = ()
    """To be made, needs first."""
    unwanted: Collection[str] = ()
    """Keys of jobs of earlier steps. Those that are not begun are not made, and of the others nothing is told."""
    then: "Begin | None" = None
    """Begins to find out what else there is to say of them, before most other plans."""


Plan = Callable[[], Step]
"""The last step to the jobs of some leaflets; done in the thread of the run."""
Begin = Callable[[], Future[Plan]]


def planned(jobs: Sequence[Job]) -> Iterator[Future[Plan]]:
    """One plan that is known already."""
    plan: Future[Plan] = Future()
    plan.set_result(lambda: Step(jobs))
    yield plan
