"""Tries the readers with files that change step by step, led by what code each change reaches (atheris, libFuzzer).

`python tests/fuzz/fuzz.py --seconds 600 [NAME ...]` tries these readers, or all of them, one after another. A file that
a reader does not stand is written to `tests/fuzz/found/NAME/`: mend the reader, and keep the file as a test.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOUND = Path(__file__).resolve().parent / "found"
_MOST_BYTES = 20_000
_MEMORY_MB = 3_000


def main(words: list[str]) -> int:
    sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).resolve().parent)]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seconds", type=int, default=30, help="For all of them together, besides their start.")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    if options.alone:
        return _one(options.names[0], options.seconds)
    import harness

    names = options.names or list(harness.HARNESSES)
    until = time.monotonic() + options.seconds
    bad = 0
    for place, name in enumerate(names):
        seconds = max(1, round((until - time.monotonic()) / (len(names) - place)))
        command = (sys.executable, "-W", "ignore", __file__, name, "--alone", "--seconds", str(seconds))
        done = subprocess.run(command, check=False, env={**os.environ, "PYTHONHASHSEED": "0"})
        print(f"{name}: {'good' if done.returncode == 0 else 'FAILED'}, {seconds} s", flush=True)
        bad += done.returncode != 0
    return 1 if bad else 0


def _one(name: str, seconds: int) -> int:
    """Tries one reader, in this process, which libFuzzer ends. A bad file is kept by its hash."""
    import atheris

    with atheris.instrument_imports(include=["leaflets"], enable_loader_override=False):
        import harness
    seeds = tempfile.mkdtemp(prefix="leaflets-fuzz-")
    for number, seed in enumerate(harness.HARNESSES[name].seeds()):
        Path(seeds, str(number)).write_bytes(seed[:_MOST_BYTES])

    def test(data: bytes) -> None:
        try:
            harness.run(name, data)
        except BaseException:
            path = FOUND / name / hashlib.sha256(data).hexdigest()[:12]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            print(f"Kept: {path.relative_to(ROOT)}", flush=True)
            raise

    limits = (f"-max_total_time={seconds}", f"-max_len={_MOST_BYTES}", f"-rss_limit_mb={_MEMORY_MB}", "-seed=1")
    atheris.Setup([sys.argv[0], *limits, "-verbosity=0", f"-artifact_prefix={seeds}/", seeds], test)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
