"""Runs a program and says what it used, with all that it started: processor seconds, seconds, MB, exit code, as JSON.

A small process of its own: Linux counts the memory of whoever starts a program as that program's own peak.
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

_ADOPT_ORPHANS = 36
"""PR_SET_CHILD_SUBREAPER of Linux, prctl(2): browsers leave processes behind when they end."""


def main(command: list[str]) -> None:
    ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as started:
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    all_used = [used, *_orphans()]
    cpu = sum(each.ru_utime + each.ru_stime for each in all_used)
    memory = max(each.ru_maxrss for each in all_used) / 1024
    print(json.dumps([cpu, seconds, memory, started.returncode]))


def _orphans() -> Iterator[resource.struct_rusage]:
    """What processes used that have come to us since their parent ended; waits a little for those still at work."""
    until = time.monotonic() + 2
    while time.monotonic() < until:
        try:
            pid, _, used = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid:
            yield used
        else:
            time.sleep(0.02)


if __name__ == "__main__":
    main(sys.argv[1:])
