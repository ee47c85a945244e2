"""Dask clusters for tests: a scheduler and its workers as processes of their own, on this computer only."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import processes

ROOT = Path(__file__).resolve().parent.parent

_HOST = ("--host", "127.0.0.1", "--no-dashboard")
_PATIENCE_S = 60


@dataclass
class Started:
    """A scheduler, and the programs that look after its workers."""

    folder: Path
    environment: dict[str, str]
    scheduler: "subprocess.Popen[bytes] | None" = None
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.folder / "scheduler.json"

    @property
    def address(self) -> str:
        return str(json.loads(self.file.read_text(encoding="utf-8"))["address"])

    def start(self) -> None:
        self.scheduler = self._run("scheduler", "--port", "0", "--scheduler-file", str(self.file))
        self.until(self._is_written)

    def _is_written(self) -> bool:
        """Whether the scheduler's file is there and whole: it is written piece by piece."""
        return self.file.exists() and self.file.read_text(encoding="utf-8").endswith("}")

    def add_workers(self, count: int = 1, root: Path = ROOT, nanny: bool = True) -> "subprocess.Popen[bytes]":
        """Starts workers, and waits until the scheduler knows them. `root`: where the toolkit is."""
        before = len(self.pids())
        places = ("--scheduler-file", str(self.file), "--local-directory", str(self.folder))
        look = () if nanny else ("--no-nanny",)
        self.workers.append(self._run("worker", *places, "--nworkers", str(count), "--nthreads", "1", *look, root=root))
        self.until(lambda: len(self.pids()) == before + count)
        return self.workers[-1]

    def pids(self) -> dict[str, int]:
        """The workers by address, with their process ids."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            return dict(client.run(os.getpid, on_error="ignore"))

    def until(self, good: "object") -> None:
        """Waits until something is so."""
        end = time.monotonic() + _PATIENCE_S
        while not good():  # type: ignore[operator]
            assert time.monotonic() < end, "It did not come about."
            time.sleep(0.05)

    def _run(self, what: str, *words: str, root: Path = ROOT) -> "subprocess.Popen[bytes]":
        path = os.pathsep.join((str(root), str(ROOT / "tests")))
        with (self.folder / f"{what}.log").open("ab") as log:
            return subprocess.Popen(
                (sys.executable, "-m", f"distributed.cli.dask_{what}", *_HOST, *words),
                cwd=self.folder,
                env={**os.environ, **self.environment, "PYTHONPATH": path},
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    def end(self) -> None:
        """Ends all of it."""
        for process in (*self.workers, self.scheduler):
            if process is not None and process.poll() is None:
                for pid in (process.pid, *processes.started_by(process.pid)):
                    os.kill(pid, signal.SIGKILL)
                process.wait()


@contextmanager
def started(folder: Path, workers: int, **environment: str) -> Iterator[Started]:
    """A cluster with so many workers, ended whatever happens."""
    folder.mkdir(parents=True, exist_ok=True)
    cluster = Started(folder, environment)
    try:
        cluster.start()
        if workers:
            cluster.add_workers(workers)
        yield cluster
    finally:
        cluster.end()
