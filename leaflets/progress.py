"""Shows how far a build has come: a bar on a terminal, otherwise one plain line for each thing that is done."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[str, int], None]
"""One more is done: what, and how many there will be as far as is known. An empty text counts without a line."""


@contextmanager
def shown(plain: bool) -> Iterator[Step]:
    """Gives the function to call for each thing that is done."""
    if plain or not sys.stdout.isatty():
        yield _say
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def step(text: str, total: int) -> None:
            bar.update(task, advance=1, total=total, description=text or None)

        yield step


def _say(text: str, total: int) -> None:
    if text:
        print(text, flush=True)
