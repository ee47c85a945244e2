"""Measures a build of many different leaflets: whether its cost grows in proportion, and the memory of each worker.

Run it by its name: python3 make_leaflets.py bench many
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import made_up
import watched
from figures import Table, say
from own_python import OwnPython

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from leaflets import formats  # noqa: E402

COUNTS = (25, 50, 100)
LIMIT_S, WORKER_MB = 300, 300
"""What we want to reach with the most of them."""
TODAY = "2026-11-26"


def main(arguments: Sequence[str]) -> int:
    """Gives the table."""
    columns = ("different leaflets", "words each", "seconds", "processor seconds", "processor seconds a leaflet",
               "largest worker, MB", "largest program of a worker, MB", "worker with its programs, MB",
               "main process, MB", "wanted")  # fmt: skip
    table = Table("many", "Many leaflets", columns, "what is wanted")
    with tempfile.TemporaryDirectory() as place:
        python = OwnPython(Path(place, "python"))
        for count in COUNTS:
            say(f"{count} leaflets")
            _row(table, python, Path(place), count)
    table.notes.append(f"All usual formats: {', '.join(formats.DEFAULT)}. Nothing is known of a leaflet before.")
    table.notes.append(
        "The voice is a program of its own that each worker starts. Memory is the peak of each process (VmHWM), and "
        "what a worker and its programs take at one time, looked at five times a second."
    )
    return table.give(arguments)


def _row(table: Table, python: OwnPython, place: Path, count: int) -> None:
    sources, output = place / "sources", place / "output"
    for folder in (sources, output):
        shutil.rmtree(folder, ignore_errors=True)
    python.forget_words()
    made_up.write(sources, count)
    for name in made_up.HOUSE_FILES:
        shutil.copy(ROOT / "sources" / name, sources)
    words = ("make", "--plain", "--today", TODAY, "--sources", sources, "--output", output)
    used = watched.run(python.command(*words), ROOT)
    if used.code:
        raise SystemExit(used.said)
    texts = [path.read_text(encoding="utf-8") for path in sources.glob("*/leaflet.*.md")]
    each = sum(len(re.findall(r"\w+", text.partition("\n---\n")[2])) for text in texts) / count
    last = count == max(COUNTS)
    wanted = f"{LIMIT_S} s, {WORKER_MB} MB a worker, or less" if last else ""
    memory = (used.worker_mb, used.child_mb, used.together_mb, used.main_mb)
    table.add(
        count, f"{each:.0f}", f"{used.seconds:.0f}", f"{used.cpu_s:.0f}", f"{used.cpu_s / count:.2f}",
        *(f"{value:.0f}" for value in memory), wanted, bar=used.seconds / LIMIT_S if last else None,
    )  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
