"""`bench`: runs the benchmarks of `tests/benchmarks` and shows what they measured, for a person and for the docs."""

import argparse
import difflib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from leaflets.findings import LeafletError

NAME = "bench"
HELP = "Measure how fast the toolkit is, beside other programs; for those who change it."

LIST = "list.toml"
_FOLDER = Path(__file__).resolve().parents[2] / "tests" / "benchmarks"
_BUSY = 0.5
"""From this load on, other programs take part of the time."""
_GRACE_S = 5.0


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One benchmark, as the list tells of it."""

    name: str
    file: str
    about: str
    minutes: float
    """On two quiet processors."""
    usual: bool
    """Run when nobody says which."""
    table: bool
    """Whether it gives a table for the page; the others only print."""
    parts: tuple[str, ...]
    """Other scripts of the folder that it needs."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="Which ones; --list tells their names.")
    parser.add_argument("--all", action="store_true", help="The long ones too, about half an hour.")
    parser.add_argument("--rounds", type=_count, metavar="N", help="How often each thing is measured.")
    parser.add_argument("--list", action="store_true", help="Say which there are, and measure nothing.")
    parser.add_argument("--write", action="store_true", help="Put table and chart into leaflets/docs/speed.md.")


def execute(options: argparse.Namespace) -> int:
    known = benchmarks()
    if options.list:
        for each in known.values():
            print(f"{each.name:<14}{each.about} (about {each.minutes:g} min{'' if each.usual else ', with --all'})")
        return 0
    chosen = choose(known, options.names, options.all)
    print(f"{len(chosen)} to run, about {sum(each.minutes for each in chosen):.0f} minutes. {_load()}", flush=True)
    told: dict[str, Mapping[str, object]] = {}
    codes = [_run(each, told, options.rounds) for each in chosen]
    if options.write and told:
        from leaflets.docs import speed_page

        written = speed_page.write(told, tuple(known))
        print("\nWritten: " + ", ".join(path.name for path in written) + f", in {speed_page.FOLDER}")
    return max(codes)


def benchmarks(folder: Path = _FOLDER) -> dict[str, Benchmark]:
    """Every benchmark of the list by its name, in its order. Raises LeafletError where the folder is not there."""
    import tomllib

    try:
        data = tomllib.loads((folder / LIST).read_text(encoding="utf-8"))
    except OSError as error:
        raise LeafletError(
            f"The benchmarks are not there: {folder / LIST}.\n"
            "They come with the whole project. Get all of it, with the folder tests."
        ) from error
    return {
        name: Benchmark(
            name, each["file"], each["about"], each["minutes"], each["usual"], each["table"], tuple(each["parts"])
        )
        for name, each in data.items()
    }


def choose(known: Mapping[str, Benchmark], names: Sequence[str], everything: bool) -> tuple[Benchmark, ...]:
    """The benchmarks that were asked for, in the order of the list. Raises LeafletError for an unknown name."""
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=2, cutoff=0.5)
            hint = f"Did you mean: {' or '.join(near)}?" if near else f"There are: {', '.join(known)}."
            raise LeafletError(f"There is no benchmark “{name}”. {hint}")
    return tuple(each for each in known.values() if everything or each.name in names or (not names and each.usual))


def _run(benchmark: Benchmark, told: dict[str, Mapping[str, object]], rounds: int | None) -> int:
    """Runs one in a Python of its own and shows what it measured; what it told goes into `told`."""
    script = _FOLDER / benchmark.file
    print(f"\n{benchmark.name}: {benchmark.about}", flush=True)
    if not script.exists():
        print(f"not measured: {script} is not there. Get the whole project, with the folder tests.", flush=True)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "measured.json")
        given = (str(data), *((str(rounds),) if rounds else ())) if benchmark.table else ()
        code = _follow((sys.executable, str(script), *given))
        if benchmark.table and data.exists():
            told[benchmark.name] = json.loads(data.read_text(encoding="utf-8"))
            from leaflets.docs.speed_page import as_markdown, read

            print(f"\n{as_markdown(read(told[benchmark.name]))}", flush=True)
    if code:
        print(f"{benchmark.name} ended with {code}: see above.", flush=True)
    return 1 if code else 0


def _follow(command: Sequence[str]) -> int:
    """Runs a program to its end. With Ctrl-C it ends too, with all that it started."""
    started = subprocess.Popen(command, cwd=_FOLDER.parents[1], start_new_session=True)
    try:
        return started.wait()
    except KeyboardInterrupt:
        for number in (signal.SIGINT, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(started.pid, number)
            with suppress(subprocess.TimeoutExpired):
                started.wait(_GRACE_S)
        raise


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of rounds. Write 1 or more")
    return int(text)


def _load() -> str:
    """Whether this computer is quiet, in words."""
    if not hasattr(os, "getloadavg"):
        return ""
    load = os.getloadavg()[0]
    if load < _BUSY:
        return f"The computer is quiet (load {load:.1f})."
    return f"Other programs are at work (load {load:.1f}): close them, or look at processor seconds and ratios only."
