"""The versions of installed packages, each read once: to read one takes up to 3 ms, and every format names many."""

from functools import cache
from importlib import metadata


@cache
def version(distribution: str) -> str:
    """The installed version. Raises `importlib.metadata.PackageNotFoundError` where there is none."""
    return metadata.version(distribution)
