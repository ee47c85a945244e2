"""The table that a benchmark gives: for a person on the screen, and as data for leaflets/docs/speed.md.

A benchmark that gives one takes the file for its data as its first argument, and the number of rounds as its second.
`leaflets.docs.speed_page` reads the data.
"""

import json
import os
import statistics
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """A line of the table; the first cell says what was measured."""

    cells: tuple[str, ...]
    bar: float | None = None
    """For the chart: the measured value as a part of what it is held against."""


@dataclass
class Table:
    """What one benchmark measured."""

    name: str
    title: str
    columns: tuple[str, ...]
    against: str = ""
    """What 1 means in the chart; empty where there is no chart."""
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    load: list[float] = field(default_factory=lambda: [_load()])

    def add(self, *cells: object, bar: float | None = None) -> None:
        self.rows.append(Row(tuple(map(str, cells)), bar))
        print("  " + " | ".join(map(str, cells)), file=sys.stderr, flush=True)

    def give(self, arguments: Sequence[str]) -> int:
        """Prints the table, and writes its data into the file that the arguments name. Returns the exit code."""
        self.load.append(_load())
        told = {**asdict(self), "when": date.today().isoformat(), "machine": machine()}
        if arguments:
            Path(arguments[0]).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return 0


def rounds(arguments: Sequence[str], usual: int) -> int:
    """How often each thing is measured: the second argument, where there is one."""
    return int(arguments[1]) if len(arguments) > 1 else usual


def say(line: str) -> None:
    """Tells how far the work is."""
    print(f"  {line}", file=sys.stderr, flush=True)


def missing(what: str, remedy: str) -> str:
    """The one sentence about a part that cannot be measured here."""
    return f"not measured: {what} is not there. {remedy}"


def middle(values: Iterable[float]) -> float:
    return statistics.median(values)


def spread(values: Sequence[float], digits: int = 2) -> str:
    """`0.91 (0.84 to 1.02)`: the middle, the least and the most."""
    return f"{middle(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def machine() -> str:
    """Processors and Python, as a person reads them."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    kind = ""
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        kind = next((f" ({line.partition(':')[2].strip()})" for line in lines if line.startswith("model name")), "")
    return f"{processors} processors{kind}, Python {sys.version.split()[0]}"


def _load() -> float:
    """How many programs wanted a processor in the last minute."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else 0.0
