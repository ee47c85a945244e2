"""Measures print side by side: our edition, WeasyPrint as it comes, other programs, and what outside checkers say.

Run it from the project's folder, on a computer that does nothing else:
.venv/bin/python tests/benchmarks/print_speed.py [speed] [peers] [checkers] [heard]

It prints the tables of leaflets/docs/print.md. A program that is missing is said to be missing. For the row of Typst,
make an environment of its own (python3 -m venv FOLDER; FOLDER/bin/pip install typst==0.15.2) and name its Python in
PRINT_SPEED_TYPST. For outloud, see .ci/run.
"""

import os
import sys
from collections.abc import Callable
from datetime import date

import print_found
import print_measure
import print_peers

PARTS: dict[str, Callable[[], str]] = {
    "speed": print_measure.table,
    "peers": print_peers.table,
    "checkers": print_found.table,
    "heard": print_found.heard,
}


def main() -> int:
    """Prints the parts that were named, or all."""
    wanted = sys.argv[1:] or list(PARTS)
    if unknown := set(wanted) - set(PARTS):
        raise SystemExit(f"There is no part {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.")
    print(f"{date.today():%-d %B %Y}, {_machine()}")
    for name in wanted:
        print(f"\n{PARTS[name]()}", flush=True)
    return 0


def _machine() -> str:
    processors = len(os.sched_getaffinity(0))
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        kind = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
    return f"{processors} processors ({kind}), Python {sys.version.split()[0]}"


if __name__ == "__main__":
    raise SystemExit(main())
