"""Shows how far a build has come: a bar on a terminal, otherwise one plain line for each thing that is done."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[str], None]
"""One more is done; the text says what. An empty text counts without a line."""


@contextmanager
def shown(total: int, plain: bool) -> Iterator[Step]:
    """Gives the function to call for each of the `total` things."""
    if plain or not sys.stdout.isatty():
        yield _say
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("starting", total=total)

        def step(text: str) -> None:
            bar.update(task, advance=1, description=text or None)

        yield step


def _say(text: str) -> None:
    if text:
        print(text, flush=True)
