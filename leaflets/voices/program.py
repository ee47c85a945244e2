"""A child program that speaks: how it is started, asked, waited for and stopped.

Most are started for one job. One that needs seconds to load its model stays, with its jobs in a queue, until the
toolkit's own process ends or until it does something wrong.
"""

import atexit
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

SPEAKERS = Path(__file__).resolve().parent.parent / "speakers"
_END = ""
"""Stands in the queue for the end of the child's output."""


class SilenceError(Exception):
    """The child did not answer; the message says what happened to it, as a sentence."""


@dataclass(frozen=True, slots=True)
class Program:
    """A child program, most often one of `leaflets/speakers`."""

    path: Path
    stays: bool = False
    """Whether it is kept for the next job."""

    @property
    def command(self) -> tuple[str, ...]:
        # -P keeps the file's own folder off the child's path: its modules must not hide packages of the same name.
        return (sys.executable, "-P", str(self.path))


class Child:
    """A running child program."""

    def __init__(self, command: tuple[str, ...]) -> None:
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=nowhere, encoding="utf-8", errors="surrogateescape"
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._pass_on, daemon=True)
        self._reader.start()

    def _pass_on(self) -> None:
        for line in cast(IO[str], self._process.stdout):
            self._lines.put(line)
        self._lines.put(_END)

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, job: Path) -> None:
        """Gives it the path of a job file."""
        with suppress(OSError):  # it has ended; the missing answer tells
            cast(IO[str], self._process.stdin).write(f"{job}\n")
            cast(IO[str], self._process.stdin).flush()

    def answer(self, limit_s: float) -> str:
        """Its next line. Raises SilenceError when none comes in that time, or none can come any more."""
        try:
            line = self._lines.get(timeout=limit_s)
        except queue.Empty:
            raise SilenceError(f"It was stopped after {limit_s:.0f} seconds.") from None
        if line == _END:
            raise SilenceError("Its program ended too early.")
        return line

    def close(self) -> None:
        """Stops it at once."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was still to be written is lost, as it should be
                cast(IO[str], stream).close()


_staying: dict[Program, Child] = {}


@contextmanager
def running(program: Program) -> Iterator[Child]:
    """The child of that program. It stays only if the program says so and all went well."""
    child = _staying.pop(program, None)
    if child is None or not child.is_alive:
        if child is not None:
            child.close()
        child = Child(program.command)
    try:
        yield child
    except BaseException:
        child.close()
        raise
    # Of two that were asked at once, one stays.
    if not (program.stays and child.is_alive and _staying.setdefault(program, child) is child):
        child.close()


@atexit.register
def stop_all() -> None:
    """Stops the children that stayed."""
    while _staying:
        _staying.popitem()[1].close()
