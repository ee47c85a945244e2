"""Runs a program and watches all that it starts: seconds, processor seconds, and the peak memory of its processes.

Workers are told from what they start, for `speech` has a voice in a process of its own. Linux only.
"""

import ctypes
import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_EVERY_S = 0.2
"""To look through all processes takes time too, of the processors that are measured."""
_SPAWNED, _SPLIT = b"multiprocessing.spawn", b"multiprocessing.forkserver"
_PR_SET_CHILD_SUBREAPER = 36
"""To the kernel: whoever loses its parent below this process becomes its child, and what it used can be asked."""


@dataclass
class Used:
    """What a program used, with all that it started."""

    seconds: float = 0.0
    cpu_s: float = 0.0
    code: int = 0
    main_mb: float = 0.0
    worker_mb: float = 0.0
    """The peak of the largest worker."""
    child_mb: float = 0.0
    """The peak of the largest program that a worker started."""
    together_mb: float = 0.0
    """The most that a worker and all that it had started took at one time."""
    said: str = ""


@dataclass
class _Process:
    parent: int
    command: bytes
    peak_mb: float
    now_mb: float
    session: int
    """The number of the program that began it: all that this starts stays in it."""


def run(command: Sequence[str], folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Used:
    """Runs it to its end; with Ctrl-C it ends too, and so does all that it started."""
    used = Used()
    begun = time.perf_counter()
    _take_in_orphans(True)
    # As for a user, whose Python keeps compiled code.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env |= environment or {}
    with subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as started:
        try:
            peaks = _follow(started, used, begun)
        except BaseException:
            with suppress(ProcessLookupError):
                os.killpg(started.pid, signal.SIGKILL)
            raise
    used.cpu_s += _left_behind(started.pid)
    _take_in_orphans(False)
    used.main_mb, used.worker_mb, used.child_mb, used.together_mb = peaks
    return used


def _follow(started: "subprocess.Popen[bytes]", used: Used, begun: float) -> tuple[float, float, float, float]:
    said = bytearray()
    assert started.stdout is not None
    os.set_blocking(started.stdout.fileno(), False)
    ended = os.pidfd_open(started.pid)
    peaks = (0.0, 0.0, 0.0, 0.0)
    while True:
        with suppress(BlockingIOError):
            said += started.stdout.read() or b""
        pid, status, spent = os.wait4(started.pid, os.WNOHANG)
        if pid:
            with suppress(BlockingIOError):
                said += started.stdout.read() or b""
            break
        peaks = tuple(map(max, peaks, _peaks(started.pid)))  # type: ignore[assignment]
        select.select([ended], [], [], _EVERY_S)
    used.seconds = time.perf_counter() - begun
    os.close(ended)
    started.returncode = used.code = os.waitstatus_to_exitcode(status)
    used.cpu_s = spent.ru_utime + spent.ru_stime
    used.said = said.decode("utf-8", "replace")
    return peaks


def _take_in_orphans(wanted: bool) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, int(wanted), 0, 0, 0)


def _left_behind(session: int) -> float:
    """Processor seconds of processes that outlived the program, each with those that it has waited for."""
    used, again = 0.0, True
    while again:
        again = False
        for folder in Path("/proc").iterdir():
            with suppress(OSError, ValueError):  # no process, or none of ours
                pid = int(folder.name)
                if os.getsid(pid) == session:
                    used += sum(os.wait4(pid, 0)[2][:2])
                    again = True  # it may have had children, which are ours now
    return used


def _peaks(root: int) -> tuple[float, float, float, float]:
    """Peaks of the program, of its workers, of what these started; and a worker with its own now."""
    known = {pid: process for pid, process in _processes() if process.session == root}
    workers = {pid for pid, process in known.items() if _is_worker(process, root, known)}
    main_mb = known[root].peak_mb if root in known else 0.0
    worker_mb = max((known[pid].peak_mb for pid in workers), default=0.0)
    child_mb = together_mb = 0.0
    for worker in workers:
        # What is about to become another program shares all its memory with the worker until then.
        below = [pid for pid in _below(worker, known) if known[pid].command != known[worker].command]
        child_mb = max([child_mb, *(known[pid].peak_mb for pid in below)])
        together_mb = max(together_mb, known[worker].now_mb + sum(known[pid].now_mb for pid in below))
    return main_mb, worker_mb, child_mb, together_mb


def _is_worker(process: _Process, root: int, known: Mapping[int, _Process]) -> bool:
    """Whether it was started to do jobs, or split off from a process that was: one of Python, or of the program."""
    parent = known.get(process.parent)
    if parent is not None and parent.parent == root and parent.command == process.command:
        return _SPLIT in process.command or (root in known and process.command == known[root].command)
    return process.parent == root and _SPAWNED in process.command


def _below(root: int, known: Mapping[int, _Process]) -> Iterator[int]:
    for pid, process in known.items():
        if process.parent == root:
            yield pid
            yield from _below(pid, known)


def _processes() -> Iterator[tuple[int, _Process]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with suppress(OSError, KeyError, IndexError, ValueError):  # it has ended meanwhile
                lines = (folder / "status").read_text().splitlines()
                values = {name: value.split() for name, _, value in (line.partition(":") for line in lines)}
                command = (folder / "cmdline").read_bytes()
                peak, now = (int(values[name][0]) / 1024 for name in ("VmHWM", "VmRSS"))
                yield (
                    int(folder.name),
                    _Process(int(values["PPid"][0]), command, peak, now, os.getsid(int(folder.name))),
                )
