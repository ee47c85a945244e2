"""Tries the readers with files that change step by step, led by what code each change reaches (atheris, libFuzzer).

`python tests/fuzz/fuzz.py --seconds 600 [NAME ...]` tries these readers, or all of them, one after another. A file that
a reader does not stand is written to `tests/fuzz/found/NAME/`: mend the reader, and keep the file as a test.
"""

import argparse
import hashlib
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parent.parent.parent
FOUND = Path(__file__).resolve().parent / "found"
_MOST_BYTES = 20_000
_MEMORY_MB = 3_000


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seconds", type=int, default=30, help="For all of them together, besides their start.")
    parser.add_argument("--runs", type=int, default=-1, help="Tries of each at most: the same ones every time.")
    options = parser.parse_args(words)
    sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).resolve().parent)]
    warnings.simplefilter("ignore")
    with atheris.instrument_imports(include=["leaflets"], enable_loader_override=False):
        import harness

    names = options.names or list(harness.HARNESSES)
    until = time.monotonic() + options.seconds
    bad = 0
    for place, name in enumerate(names):
        seconds = max(1, round((until - time.monotonic()) / (len(names) - place)))
        with tempfile.TemporaryFile("w+", errors="replace") as log:
            limits = (f"-max_total_time={seconds}", f"-runs={options.runs}")
            code = _in_a_process(
                harness.HARNESSES[name].seeds(), partial(harness.run, name), name, limits, log.fileno()
            )
            told = log.read() if log.seek(0) == 0 and code else ""
        print(f"{name}: {'FAILED' if code else 'good'}, {seconds} s\n{told[-3000:]}", end="", flush=True)
        bad += bool(code)
    return 1 if bad else 0


def _in_a_process(
    seeds: tuple[bytes, ...], run: Callable[[bytes], None], name: str, until: tuple[str, ...], log: int
) -> int:
    """Tries one reader in a fork, which libFuzzer ends; its exit code. What is said goes to that file."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.dup2(log, 1)
    os.dup2(log, 2)
    with tempfile.TemporaryDirectory(prefix="leaflets-fuzz-") as corpus:
        for number, seed in enumerate(seeds):
            Path(corpus, str(number)).write_bytes(seed[:_MOST_BYTES])
        limits = (*until, f"-max_len={_MOST_BYTES}", f"-rss_limit_mb={_MEMORY_MB}", "-seed=1")
        atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={corpus}/", corpus], partial(_test, run, name))
        atheris.Fuzz()
    os._exit(0)


def _test(run: Callable[[bytes], None], name: str, data: bytes) -> None:
    """One try. A file that the reader does not stand is kept by its hash."""
    try:
        run(data)
    except (SystemExit, KeyboardInterrupt):  # the time is up
        raise
    except BaseException:
        path = FOUND / name / hashlib.sha256(data).hexdigest()[:12]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(f"Kept: {path.relative_to(ROOT)}", flush=True)
        raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
