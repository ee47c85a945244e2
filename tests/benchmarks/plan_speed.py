"""Measures what a large house costs before and beside the making of files: the plan, and builds with little to do.

Run it from the project's folder, on a computer that does nothing else:
.venv/bin/python tests/benchmarks/plan_speed.py [plan] [unchanged]

`plan`: 1,500 leaflets in eight formats and six languages, each with words of its own. The toolkit may have fewer
language files, so the five others are the English leaflet with every word changed and another tag.
`unchanged`: the real command, in a fresh process, with folders of small manuscripts that were built as text before:
nothing has changed, and one text has.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import generated  # noqa: E402

from leaflets import build, copies, editions, formats, house  # noqa: E402
from leaflets.fingerprint import fingerprint  # noqa: E402
from leaflets.model import Leaflet, Sentence  # noqa: E402

LEAFLETS = 1500
FORMATS = ("easy-read", "large-print", "word", "audio", "web", "epub", "braille", "text")
LANGUAGES = ("en-GB", "pl", "ur", "ta", "cy", "so")
ROWS, PATTERNS = 30, 20
"""Rows of a leaflet, as many as in our samples; leaflets that are really composed. All others differ in every word."""
PLAN_LIMIT_S, PLAN_LIMIT_MB = 10, 500
UNCHANGED_LIMITS_S = {4: 0.3, 1000: 2.0, 1500: None}
TRIES = 5


def main(arguments: Sequence[str]) -> int:
    """Prints the tables of the parts that were named, or of all; returns 1 when a limit was missed."""
    parts: dict[str, Callable[[], bool]] = {"plan": _plan, "unchanged": _unchanged}
    if unknown := set(arguments) - set(parts):
        raise SystemExit(f"There is no part {', '.join(sorted(unknown))}. There are: {', '.join(parts)}.")
    kept = [parts[name]() for name in arguments or parts]
    return 0 if all(kept) else 1


def _plan() -> bool:
    """The plan of a large house: how long, how much memory."""
    begun = time.process_time()
    prints = {name: fingerprint(formats.load(name)) for name in build.formats_needed(FORMATS)}
    print_s = time.process_time() - begun
    wanted = [editions.of(name, house.House("The house")) for name in FORMATS]
    patterns = [generated.leaflet(ROWS, seed) for seed in range(PATTERNS)]
    before_mb, spent = _memory_mb(), [0.0]
    begun, clock = time.process_time(), time.perf_counter()
    jobs = build.plan(_many(patterns, spent), wanted, prints)
    plan_s, whole_s = time.process_time() - begun - spent[0], time.perf_counter() - clock
    after_mb = _memory_mb()
    print(f"| 1,500 leaflets, {len(FORMATS)} formats, {len(LANGUAGES)} languages | measured | limit |\n|---|--:|--:|")
    print(f"| jobs | {len(jobs):,} | |")
    print(f"| fingerprints of the formats, once | {print_s:.1f} s | |")
    print(f"| plan, processor time | {plan_s:.1f} s | {PLAN_LIMIT_S} s |")
    print(f"| making up the {LEAFLETS * len(LANGUAGES):,} leaflets for it (not counted) | {spent[0]:.1f} s | |")
    print(f"| plan and making up, by the clock | {whole_s:.1f} s | |")
    print(f"| memory of the process before the plan | {before_mb:.0f} MB | |")
    print(f"| most memory with the plan | {after_mb:.0f} MB | {PLAN_LIMIT_MB} MB |\n", flush=True)
    return print_s + plan_s <= PLAN_LIMIT_S and after_mb <= PLAN_LIMIT_MB


def _many(patterns: list[Leaflet], spent: list[float]) -> Iterator[Leaflet]:
    """Leaflets with words of their own, one at a time; `spent` sums the seconds that it takes to make them up."""
    for number in range(LEAFLETS):
        for lang in LANGUAGES:
            begun = time.process_time()
            made = _changed(patterns[number % len(patterns)], f"leaflet-{number}", lang)
            spent[0] += time.process_time() - begun
            yield made


def _changed(pattern: Leaflet, slug: str, lang: str) -> Leaflet:
    mark = f" {lang}{slug[8:]}"

    def change(sentence: Sentence) -> Sentence:
        runs = tuple(replace(run, text=run.text + mark) for run in sentence.runs)
        return replace(
            sentence, runs=runs, spoken=tuple((shown + mark, said + mark) for shown, said in sentence.spoken)
        )

    return replace(copies.with_sentences(pattern, change), slug=slug, lang=lang)


def _memory_mb() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


MANUSCRIPT = """---
title: Garden number {number}
information-date: 2026-05
review-by: 2028-05
cover-picture: leaflet
---
## What is new in garden {number}?
[picture: meeting]
There is a new garden in Mill Lane. {{G01}}
It is number {number} of all our gardens.
"""


def _unchanged() -> bool:
    """The command with nothing to do, and with one leaflet to make, in a fresh process each time."""
    import garden

    good = True
    print("| leaflets | files | build of them all | nothing changed, median | longest | limit | one edited, median |")
    print("|--:|--:|--:|--:|--:|--:|--:|")
    for count, limit_s in UNCHANGED_LIMITS_S.items():
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            (folder / "sources").mkdir()
            (folder / "sources" / "house.toml").write_text(f'formats = ["text"]\n{garden.HOUSE}', encoding="utf-8")
            for number in range(count):
                (folder / "sources" / f"garden-{number}").mkdir()
                text = MANUSCRIPT.format(number=number)
                (folder / "sources" / f"garden-{number}" / "leaflet.en-GB.md").write_text(text, encoding="utf-8")
                (folder / "sources" / f"garden-{number}" / "facts.toml").write_text(garden.FACTS, encoding="utf-8")
            first_s = _make(folder)
            times = [_make(folder) for _ in range(TRIES)]
            edited = [_make(_edited(folder, number)) for number in range(TRIES)]
            files = sum(1 for path in (folder / "output").rglob("*") if path.is_file() and ".store" not in path.parts)
        median = statistics.median(times)
        told = f"{limit_s} s" if limit_s else ""
        row = (f"{count:,}", f"{files:,}", f"{first_s:.0f} s", f"{median:.2f} s", f"{max(times):.2f} s", told)
        print(f"| {' | '.join(row)} | {statistics.median(edited):.2f} s |", flush=True)
        good = good and (limit_s is None or median <= limit_s)
    return good


def _edited(folder: Path, number: int) -> Path:
    """The folder, with other words in its first text."""
    path = folder / "sources" / "garden-0" / "leaflet.en-GB.md"
    path.write_text(MANUSCRIPT.format(number=f"{number} and 0"), encoding="utf-8")
    return folder


def _make(folder: Path) -> float:
    """Seconds of the command by the clock, from the start of Python to its end."""
    places = ("--sources", str(folder / "sources"), "--output", str(folder / "output"), "--today", "2026-11-22")
    command = (sys.executable, str(ROOT / "make_leaflets.py"), "make", "--plain", *places)
    begun = time.perf_counter()
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if made.returncode:
        raise SystemExit(made.stdout + made.stderr)
    return time.perf_counter() - begun


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
