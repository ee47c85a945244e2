"""Memory that a process needs no more goes back to the system: big blocks at once, the rest when it is much."""

import sys
from contextlib import suppress

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""The numbers of the settings in malloc.h."""
_BIG_BLOCK = 8 << 20
"""Bytes. With 1 MB the talking book took 0.17 s longer: sound is played in blocks that were then asked for anew."""
_MUCH = 64 << 20
"""Bytes at the end of the heap. The C library's 128 kB were given back and asked for again all the time: a worker met
15,000 new pages of memory more in one leaflet, each of which takes some 3 µs in a virtual machine."""


def give_back() -> None:
    """Sets when memory that is free is given back. Nothing changes where there is no GNU C library.

    It would keep for itself whatever is smaller than the largest block that was free so far, up to 32 MB (mallopt(3),
    M_MMAP_THRESHOLD): after a recording a worker held 40 MB that nobody used, and with the CD more than 300 MB.
    """
    if sys.platform == "linux":
        import ctypes

        with suppress(AttributeError):
            set_to = ctypes.CDLL(None).mallopt
            set_to(_MMAP_THRESHOLD, _BIG_BLOCK)
            set_to(_TRIM_THRESHOLD, _MUCH)  # which it would no longer set by itself
