"""How fast print is: warm and cold beside WeasyPrint as it comes, the gate of a file, the booklet, and memory.

Each way stands in a process of its own, and they take turns, leaflet by leaflet. Times are seconds of a processor.
"""

import gc
import io
import json
import multiprocessing
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

import print_ours
import print_specimens
import print_stock

from leaflets import formats
from leaflets.model import Leaflet

ROUNDS = 7
COLD_ROUNDS = 5
MANY = 100
WARM_FLOOR, WARM_NAIVE, COLD_NAIVE = 1.15, 0.5, 0.75
BOOKLET_MS, GATE_S, MEMORY_MB = 30, 0.3, 150
"""What we want to reach."""


def table() -> str:
    """Everything of this part, as Markdown."""
    return "\n\n".join((_warm(), _cold(), _small()))


def rows(head: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    body = "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
    return f"| {' | '.join(head)} |\n|{'---|' * len(head)}\n{body}"


def process() -> ProcessPoolExecutor:
    """One fresh process that stays; it shares nothing with this one."""
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))


def timed_ours(leaflet: Leaflet) -> tuple[float, float, bytes, dict[str, Any]]:
    """Seconds for our edition, for collecting the garbage it leaves, the file, and the page it was written from."""
    gc.collect()
    with print_ours.sheets_seen() as sheets:
        begun = time.process_time()
        content = print_ours.write(leaflet)
        written = time.process_time()
    gc.collect()
    return written - begun, time.process_time() - written, content, print_ours.page_of(sheets[-1])


def timed_stock(way: str, page: dict[str, Any], variant: str = print_stock.VARIANT) -> tuple[float, float, bytes]:
    """Seconds for `floor` or `naive`, for collecting the garbage it leaves, and the file."""
    gc.collect()
    begun = time.process_time()
    content: bytes = getattr(print_stock, way)(print_stock.Page(**page), variant)
    written = time.process_time()
    gc.collect()
    return written - begun, time.process_time() - written, content


def _warm() -> str:
    lines: list[tuple[str, ...]] = []
    times: dict[str, list[tuple[float, float, float]]] = {}
    garbage: dict[str, list[tuple[float, float, float]]] = {}
    pages: dict[str, set[int]] = {}
    with process() as ours, process() as floor, process() as naive:
        for number in range(ROUNDS + 1):
            for name, leaflet in print_specimens.some(number):
                a, a_garbage, content, page = ours.submit(timed_ours, leaflet).result()
                b, b_garbage, _ = floor.submit(timed_stock, "floor", page).result()
                c, c_garbage, _ = naive.submit(timed_stock, "naive", page).result()
                if number:  # the first round only warms everything up
                    times.setdefault(name, []).append((a, b, c))
                    garbage.setdefault(name, []).append((a_garbage, b_garbage, c_garbage))
                    pages.setdefault(name, set()).add(page_count(content))
    for name, found in times.items():
        middle = (f"{median(time[way] for time in found) * 1000:.0f}" for way in range(3))
        lines.append((name, _range(pages[name]), *middle, _ratio(found, 1), _ratio(found, 2)))
    every = [time for found in times.values() for time in found]
    left_over = [time for found in garbage.values() for time in found]
    lines.append(("all", "", "", "", "", _ratio(every, 1), _ratio(every, 2)))
    cleared = [tuple(map(sum, zip(*both, strict=True))) for both in zip(every, left_over, strict=True)]
    lines.append(("all, garbage collected", "", "", "", "", _ratio(cleared, 1), _ratio(cleared, 2)))
    lines.append(("wanted", "", "", "", "", f"{WARM_FLOOR} or less", f"{WARM_NAIVE} or less"))
    left = ", ".join(f"{median(way) * 1000:.0f}" for way in zip(*left_over, strict=True))
    head = ("leaflet, warm", "pages", "ours, ms", "floor, ms", "naive, ms", "ours / floor", "ours / naive")
    return f"{rows(head, lines)}\n\nCollecting the garbage that is left, ms (ours, floor, naive): {left}."


def _range(numbers: set[int]) -> str:
    return f"{min(numbers)}" if len(numbers) == 1 else f"{min(numbers)}–{max(numbers)}"


def _ratio(times: Sequence[tuple[float, ...]], other: int) -> str:
    """Least and median of our time beside another, always of the same leaflet in the same round."""
    ratios = [time[0] / time[other] for time in times]
    return f"{min(ratios):.2f} / {median(ratios):.2f}"


def page_count(content: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


def run(command: Sequence[str], folder: Path | None = None) -> tuple[float, float, float, int]:
    """Processor seconds, seconds, largest process in MB and exit code of a program with all that it started."""
    launcher = str(Path(__file__).with_name("print_run.py"))
    told = subprocess.run((sys.executable, "-S", launcher, *command), cwd=folder, capture_output=True, check=True)
    cpu, seconds, memory, code = json.loads(told.stdout)
    return cpu, seconds, memory, code


def _cold() -> str:
    times: list[tuple[float, float]] = []
    folder_of = Path(__file__).parent
    with tempfile.TemporaryDirectory() as folder, process() as ours:
        leaflet, page, out = (Path(folder, name) for name in ("leaflet", "page", "out.pdf"))
        for number in range(COLD_ROUNDS):
            for _, made in print_specimens.some(number):
                leaflet.write_bytes(pickle.dumps(made))
                page.write_bytes(pickle.dumps(ours.submit(timed_ours, made).result()[3]))
                pair = []
                for script, data in (("print_ours.py", leaflet), ("print_stock.py", page)):
                    cpu, _, _, code = run((sys.executable, str(folder_of / script), str(data), str(out)))
                    if code:
                        raise SystemExit(f"{script} failed.")
                    pair.append(cpu)
                times.append((pair[0], pair[1]))
    middle = [median(way) for way in zip(*times, strict=True)]
    head = ("one leaflet, cold: a fresh Python", "ours, s", "naive, s", "ours / naive")
    return rows(
        head,
        [
            (f"{len(times)} leaflets", f"{middle[0]:.2f}", f"{middle[1]:.2f}", _ratio(times, 1)),
            ("wanted", "", "", f"{COLD_NAIVE} or less"),
        ],
    )


def _small() -> str:
    """The gate of a file, the booklet, and memory over many leaflets."""
    head = ("besides", "measured", "wanted")
    with process() as other:
        lines = [
            ("gate of one finished file, `sim-london`", *other.submit(gate).result()),
            ("booklet from A5 pages, `sim-london`", *other.submit(booklet).result()),
        ]
    with process() as worker:
        lines.append((f"memory of one worker after 10, 50, {MANY} different leaflets", *_memory(worker)))
    return rows(head, lines)


def gate() -> tuple[str, str]:
    """Seconds for all that every build asks of one PDF."""
    from leaflets.verify import pagevalidation, words
    from leaflets.verify.print import gate as measures

    leaflet = print_specimens.real("sim-london")
    format_ = print_ours.EASY_READ
    content = print_ours.write(leaflet)
    steps: dict[str, Callable[[], object]] = {
        "page-validation by both standards": lambda: pagevalidation.check_bytes(content, "a.pdf"),
        "words": lambda: words.check(leaflet, format_.edition, format_, {"a.pdf": content}),
        "measures of print": lambda: measures(content, format_.name),
    }
    best = {name: min(_seconds(step) for _ in range(ROUNDS)) for name, step in steps.items()}
    parts = ", ".join(f"{name} {seconds:.2f}" for name, seconds in best.items())
    return f"{sum(best.values()):.2f} s ({parts})", f"{GATE_S} s or less"


def booklet() -> tuple[str, str]:
    """Milliseconds to lay the A5 pages of a leaflet on A4 sheets."""
    from leaflets.paper import impose

    pages_of = formats.load("booklet-pages")
    (pages,) = pages_of.write(print_specimens.real("sim-london"), pages_of.edition, {}).values()
    best = min(_seconds(lambda: impose.booklet(pages)) for _ in range(ROUNDS))
    return f"{best * 1000:.0f} ms for {page_count(pages)} pages", f"{BOOKLET_MS} ms or less"


def _seconds(step: Callable[[], object]) -> float:
    begun = time.process_time()
    step()
    return time.process_time() - begun


def written_with_memory(leaflet: Leaflet) -> tuple[float, float]:
    """Memory in use after one leaflet more, and the most there was, in MB."""
    print_ours.write(leaflet)
    in_use = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20
    return in_use, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _memory(worker: ProcessPoolExecutor) -> tuple[str, str]:
    found = [worker.submit(written_with_memory, leaflet).result() for leaflet in print_specimens.many(MANY)]
    use = ", ".join(f"{found[count - 1][0]:.0f}" for count in (10, 50, MANY))
    return f"{use} MB, peak {found[-1][1]:.0f} MB", f"{MEMORY_MB} MB or less, no growth"
