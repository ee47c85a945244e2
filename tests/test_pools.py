"""Pools of processes that are started before anybody knows their jobs."""

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import processes
import pytest

from leaflets import pools

ROOT = Path(__file__).resolve().parent.parent


def known_in_worker(modules: Sequence[str], names: Sequence[str]) -> list[bool]:
    """Which of the modules a worker has imported that was started early for these formats, before its first job.

    In a command of its own: here, earlier tests may have started what workers are split off from.
    """
    code = (
        "import sys\nfrom leaflets import pools\nif __name__ == '__main__':\n"
        f"    with pools.early(1, {names!r}) as open_pool, open_pool(1) as pool:\n"
        f"        for name in {modules!r}:\n"
        "            print(pool.submit(eval, f'{name!r} in __import__(\"sys\").modules').result())"
    )
    told = subprocess.run((sys.executable, "-c", code), cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [line == "True" for line in told.split()]


def test_a_worker_that_is_started_early_knows_its_formats_and_their_parts() -> None:
    wanted = ("leaflets.worker", "leaflets.formats.audio", "leaflets.formats.speech", "leaflets.formats.word")
    assert known_in_worker(wanted, ("audio",)) == [True, True, True, False]


def test_a_worker_that_is_started_early_knows_what_its_formats_import_when_they_are_used() -> None:
    assert known_in_worker(("numpy", "page", "leaflets.speech.say"), ("audio",)) == [True, False, True]
    pages = ("jinja2", "weasyprint.layout", "page", "numpy")
    assert known_in_worker(pages, ("easy-read",)) == [True, True, True, False]


def test_what_one_job_of_a_leaflet_uses_is_left_to_the_worker_that_gets_it() -> None:
    assert known_in_worker(("docx", "lxml"), ("easy-read", "word", "epub")) == [False, False]


def test_a_format_that_cannot_be_loaded_is_left_to_its_jobs() -> None:
    assert known_in_worker(("leaflets.worker",), ("no-such-format",)) == [True]


def test_a_pool_that_broke_is_followed_by_another_one() -> None:
    with pools.early(1, ()) as open_pool:
        with open_pool(1) as first:
            assert first.submit(abs, -1).result() == 1
        with open_pool(1) as second:
            assert second is not first
            assert second.submit(abs, -2).result() == 2


def test_workers_go_away_with_the_build() -> None:
    before = multiprocessing.active_children()
    with pools.early(2, ()) as open_pool:
        pool = open_pool(2)
        assert [pool.submit(abs, -number).result() for number in (1, 2)] == [1, 2]
        started = [child for child in multiprocessing.active_children() if child not in before]
    assert started
    for child in started:
        child.join(60)
        assert not child.is_alive()


def test_a_worker_has_the_environment_that_its_pool_was_opened_in(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("first", "second"):
        monkeypatch.setenv("LEAFLETS_PROBE", value)
        with pools.early(1, ()) as open_pool, open_pool(1) as pool:
            assert pool.submit(os.getenv, "LEAFLETS_PROBE").result() == value
    monkeypatch.delenv("LEAFLETS_PROBE")
    with pools.early(1, ()) as open_pool, open_pool(1) as pool:
        assert pool.submit(os.getenv, "LEAFLETS_PROBE").result() is None


def much() -> bytes:
    """More than a pipe takes in one go."""
    return bytes(300_000_000)


def test_a_pool_can_be_stopped_while_a_worker_sends_a_long_result() -> None:
    for wait_s in (0.1, 0.2, 0.3, 0.4):
        pool = pools.Processes(1)
        assert pool.submit(abs, -1).result() == 1
        future = pool.submit(much)
        time.sleep(wait_s)  # for half of the result to be under way, in one of the tries at least
        pool.stop()
        assert future.done()


@pytest.mark.skipif(sys.platform != "linux", reason="only the GNU C library keeps so much, and /proc tells of it")
def test_a_worker_gives_back_the_memory_that_it_needs_no_more() -> None:
    """Blocks of 8 MB, with a small one kept above each: without more ado the C library keeps all of them."""
    with pools.Processes(1) as pool:
        before, after = pool.submit(_memory_around_big_blocks).result()
    assert after - before < 10


def _memory_around_big_blocks() -> tuple[int, int]:
    """Megabytes that this process holds before and after."""
    before = _megabytes()
    bytes(b"x" * (30 << 20))
    blocks, kept = [], []
    for _ in range(10):
        blocks.append(b"x" * (8 << 20))
        kept.append(b"x" * 10_000)
    blocks.clear()
    assert len(kept) == 10
    return before, _megabytes()


def _megabytes() -> int:
    told = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(told[1]) * os.sysconf("SC_PAGE_SIZE") >> 20


splits = pytest.mark.skipif(sys.platform != "linux", reason="Elsewhere nothing is split off.")

HOLDS = """
import sys, threading, time
from leaflets import pools
if __name__ == "__main__":
    print("said once ", end="")
    {before}
    with pools.early(1, ("text",)) as open_pool, open_pool(1) as pool:
        pool.submit(abs, -1).result()
        print("ready", flush=True)
        sys.stdin.read()
"""


@contextmanager
def holding(before: str = "") -> Iterator["subprocess.Popen[str]"]:
    """A command with a pool, which it holds until its input ends."""
    code = HOLDS.format(before=before)
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin
        assert process.stdout
        told = ""
        while not told.endswith("ready\n"):
            told += process.stdout.read(1)
        assert told == "said once ready\n"
        yield process
        process.stdin.close()
        assert process.stdout.read() == ""


def commands_of(pids: list[int]) -> list[bytes]:
    return [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in pids]


@splits
def test_what_starts_beside_a_pool_is_split_off_from_the_command_and_ends_with_it() -> None:
    with holding() as process:
        pids = processes.started_by(process.pid)
        assert len(pids) == 3  # what workers are split off from, what clears away, and the worker
        assert not [command for command in commands_of(pids) if b"multiprocessing" in command]
    assert processes.left(pids) == []


@splits
def test_a_command_with_threads_is_not_split() -> None:
    with holding("threading.Thread(target=time.sleep, args=(60,), daemon=True).start()") as process:
        pids = processes.started_by(process.pid)
        assert len([command for command in commands_of(pids) if b"multiprocessing" in command]) >= 2
    assert processes.left(pids) == []


@splits
def test_what_was_split_off_ends_when_the_command_is_killed() -> None:
    with holding() as process:
        pids = processes.started_by(process.pid)
        process.kill()
        assert processes.left(pids) == []


@splits
def test_what_goes_wrong_in_a_process_that_was_split_off_is_told() -> None:
    code = (
        "import os, sys\nfrom leaflets import split\n"
        "pid = split._fork(b'', ['python', '-c', 'raise ValueError(1 + 1)'], ())\n"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))"
    )
    told = subprocess.run((sys.executable, "-c", code), cwd=ROOT, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr.splitlines()[-1]) == (1, "ValueError: 2")


def test_a_command_without_any_output_makes_its_files_too() -> None:
    code = (
        "import sys\nsys.stdout = sys.stderr = None\n"
        + HOLDS.format(before="").partition("print(")[0]
        + (
            "with pools.early(1, ('text',)) as open_pool, open_pool(1) as pool:\n"
            "        sys.exit(pool.submit(abs, -7).result())"
        )
    )
    assert subprocess.run((sys.executable, "-c", code), cwd=ROOT, check=False).returncode == 7
