"""Ctrl-C and a killed build: nobody is left working, nothing is half-written, and the next run goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import processes
import pytest
from test_make import BOTH, Desk
from toy_formats import WITNESS

ROOT = Path(__file__).resolve().parent.parent

BUSY = """
import functools, sys
from contextlib import contextmanager
import toy_formats
from leaflets import commands, pools
from leaflets.commands import make
from leaflets.formats import Edition

@contextmanager
def busy(workers, names):
    with pools.early(1, names) as open_pool:
        pool = open_pool(1)
        toy = toy_formats.load("toy-hangs-long")
        pool.submit(toy.write, toy_formats.leaflet(), toy.edition, {})
        yield lambda wanted: pool

if __name__ == "__main__":
    make.execute = functools.partial(make.execute, start=busy)
    sys.exit(commands.main(sys.argv[1:]))
"""
"""The command `make` with a worker that has another job first: it takes five minutes and has started a program."""


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


@pytest.fixture
def build(desk: Desk, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A build of two leaflets that waits for its worker, started as from a terminal."""
    (tmp_path / "busy.py").write_text(BUSY, encoding="utf-8")
    places = ("--sources", str(desk.sources), "--output", str(desk.output), "--today", "2026-11-22")
    environment = {
        **os.environ,
        WITNESS: str(tmp_path),
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
    }
    with subprocess.Popen(
        (sys.executable, str(tmp_path / "busy.py"), "make", *places, "--plain"),
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        yield process


def working(build: "subprocess.Popen[str]", place: Path) -> list[int]:
    """Every process of the build, as soon as its worker and the program that it started are at work."""
    while not (place.exists() and place.read_text(encoding="utf-8").count("\n") == 2):
        assert build.poll() is None
        time.sleep(0.01)
    named = {int(line) for line in place.read_text(encoding="utf-8").splitlines()}
    found = processes.started_by(build.pid)
    assert named <= set(found)
    return found


@pytest.mark.parametrize("whom", ["the build", "all, as in a terminal"])
def test_ctrl_c_stops_everything_that_a_build_has_started(
    build: "subprocess.Popen[str]", desk: Desk, tmp_path: Path, whom: str
) -> None:
    started = working(build, tmp_path / "toy-hangs-long.pids")
    if whom == "the build":
        build.send_signal(signal.SIGINT)
    else:
        os.killpg(build.pid, signal.SIGINT)
    said, _ = build.communicate(timeout=60)
    assert build.returncode == 130
    assert said.splitlines()[-1] == "Stopped."
    assert "Traceback" not in said
    assert processes.left(started) == []
    assert not list(desk.output.rglob("*.part"))
    assert desk.make() == 0
    assert sorted(desk.files()) == BOTH


def test_a_build_that_is_killed_leaves_nobody_at_work_and_the_next_one_makes_all(
    build: "subprocess.Popen[str]", desk: Desk, tmp_path: Path
) -> None:
    started = working(build, tmp_path / "toy-hangs-long.pids")
    build.kill()
    build.wait(timeout=60)
    assert processes.left(started) == []
    assert desk.make() == 0
    assert sorted(desk.files()) == BOTH
