"""Measures how long `check` takes: one article and one leaflet, cold and warm, and 100 leaflets.

Run it from the project's folder, on a computer that does nothing else:
.venv/bin/python tests/benchmarks/check_speed.py
"""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "sources"
MANUSCRIPTS = 100
COLD_S, WARM_S, MANY_S = 6, 1, 30
"""What is promised, on two processors."""

sys.path.insert(0, str(ROOT))


def main() -> int:
    """Prints each time beside its limit; returns 1 when one is over it."""
    article = next(SOURCES.glob("*/article.*"))
    slug = article.parent.name
    with tempfile.TemporaryDirectory() as folder:
        many = _copies(Path(folder) / "sources")
        measured = [
            ("one article, cold", _command(str(article)), COLD_S),
            ("one leaflet, cold", _command(slug), COLD_S),
            ("one article, warm", _warm_article(article), WARM_S),
            ("one leaflet, warm", _warm_leaflet(slug), WARM_S),
            (f"{MANUSCRIPTS} leaflets", _command("--sources", str(many)), MANY_S),
            (f"{MANUSCRIPTS} leaflets with pages", _command("--sources", str(many), "--report", "--output", folder), 0),
        ]
    print(f"{'':<28}{'time':>9}{'at work':>11}")
    for name, (seconds, work), limit in measured:
        print(f"{name:<28}{seconds:>7.2f} s{work:>9.2f} s" + (f"   limit {limit} s" if limit else ""))
    print(f"{len(os.sched_getaffinity(0))} processors")
    return 1 if any(limit and seconds > limit for _, (seconds, _), limit in measured) else 0


def _copies(folder: Path) -> Path:
    """A sources folder with many leaflets: the real ones again and again, each a little different."""
    folder.mkdir()
    for path in SOURCES.glob("*.*"):
        shutil.copy(path, folder)
    real = sorted(path.parent for path in SOURCES.glob("*/leaflet.*.md"))
    for number in range(MANUSCRIPTS):
        copy = shutil.copytree(real[number % len(real)], folder / f"leaflet-{number:03}")
        for manuscript in copy.glob("leaflet.*.md"):
            text = manuscript.read_text(encoding="utf-8")
            # A parse is kept within a run, so every sentence of every copy is made a new one.
            other = re.sub(r"\.(?=\s|$)", f" in {1000 + number}.", text)
            manuscript.write_text(other, encoding="utf-8")
    return folder


def _command(*words: str) -> tuple[float, float]:
    """Seconds that the whole command takes in a Python of its own, and seconds of all processors at work."""
    begun, before = time.perf_counter(), _at_work()
    _run((sys.executable, "make_leaflets.py", "check", *words))
    return time.perf_counter() - begun, _at_work() - before


def _at_work() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)


def _warm_article(article: Path) -> tuple[float, float]:
    from leaflets.report.gather import Wish, file_report

    wish = Wish(date.today(), sources=SOURCES)
    file_report(article, wish)
    begun, before = time.perf_counter(), time.process_time()
    file_report(article, wish)
    return time.perf_counter() - begun, time.process_time() - before


def _warm_leaflet(slug: str) -> tuple[float, float]:
    from leaflets.report.gather import Wish, leaflet_report

    wish = Wish(date.today(), sources=SOURCES)
    leaflet_report(slug, wish)
    begun, before = time.perf_counter(), time.process_time()
    leaflet_report(slug, wish)
    return time.perf_counter() - begun, time.process_time() - before


if __name__ == "__main__":
    raise SystemExit(main())
