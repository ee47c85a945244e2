"""What a build is asked for, and how it tells that a disk takes no files."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leaflets import pools
from leaflets.findings import LeafletError


@dataclass(frozen=True, slots=True)
class Order:
    """What to build."""

    sources: Path
    output: Path
    today: date
    slugs: tuple[str, ...] = ()
    """All leaflets when empty."""
    language: str = ""
    """The tag of the one language that is asked for; all of each leaflet when empty."""
    formats: tuple[str, ...] = ()
    """The formats of the house file when empty."""
    jobs: int | None = None
    plain: bool = False

    @property
    def width(self) -> int:
        """How many jobs may run at the same time."""
        return self.jobs or pools.processors()

    @property
    def whole(self) -> bool:
        """Whether everything is asked for, so that what is not made any more can go."""
        return not self.slugs and not self.formats and not self.language


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Tells a disk that takes no files as a fault of the machine: which file, why, and what to do."""
    try:
        yield
    except OSError as error:
        raise LeafletError(
            f"{error.filename2 or error.filename or folder} cannot be written: {error.strerror}. "
            "Close it in other programs, look whether the disk is full and whether you may write there. "
            "Then run the command again."
        ) from error
