"""How often Python looks for garbage that holds itself: seldom, since nearly all that a leaflet needs stays to its end.

Left alone, Python looks after each 700 new objects, and goes through everything again and again: that took 4 % of the
processor time of a build.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW_OBJECTS = 50_000
"""Some 5 MB. With 10,000 imports took a tenth longer; with more nothing was gained."""


def look_seldom() -> None:
    """From now on Python looks less often."""
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])


def keep_what_is_there() -> None:
    """What was made so far is no garbage: nobody looks through it again.

    It also stays on the pages of memory that a worker shares with the process it was split off from.
    """
    gc.freeze()


@contextmanager
def unsought() -> Iterator[None]:
    """Nobody looks for garbage meanwhile."""
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looks:
            gc.enable()
