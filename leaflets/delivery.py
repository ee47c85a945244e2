"""Puts finished leaflets in place as they come; several together where the list of all files is long.

The list is read and written whole each time. In a house of 9,000 texts that takes a second or two: done for each of
them, it would take hours of the one process that everything waits for.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from leaflets import output
from leaflets.output import Fill, Finished

_SHARE = 0.05
"""So much of the time of a build may go into it, once the list is long."""
_MOST_BYTES = 200_000_000
"""Files that wait in memory, at most: those of some twenty leaflets."""


@dataclass(slots=True)
class Delivery:
    """The finished leaflets of one build."""

    folder: Path
    tools: Mapping[str, Mapping[str, str]]
    whole: bool
    fill: Fill
    new: list[str] = field(default_factory=list)
    """Paths of files that are new or different."""
    _waiting: list[Finished] = field(default_factory=list)
    _bytes: int = 0
    _next: float = 0.0
    """When they may be put in place."""

    def take(self, finished: Finished) -> list[tuple[Finished, OSError]]:
        """Puts a leaflet in place, now or soon. Gives those that the disk did not take."""
        self._waiting.append(finished)
        self._bytes += sum(len(content) for made in finished.made.values() for content in made.files.values())
        if time.monotonic() >= self._next or self._bytes >= _MOST_BYTES:
            return self.end()
        return []

    def end(self) -> list[tuple[Finished, OSError]]:
        """Puts all in place that still wait. Gives those that the disk did not take."""
        begun, waiting, refused = time.monotonic(), self._waiting, []
        self._waiting, self._bytes = [], 0
        try:
            self._put(waiting)
        except OSError:
            for each in waiting:  # by itself, for all others to get there
                try:
                    self._put([each])
                except OSError as error:
                    refused.append((each, error))
        now = time.monotonic()
        self._next = now + (now - begun) / _SHARE
        return refused

    def _put(self, some: list[Finished]) -> None:
        if some:
            self.new += output.publish(self.folder, some, self.tools, self.whole, self.fill)
