"""Making leaflets on a Dask cluster, with a real scheduler and real workers in processes of their own."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import clusters
import processes
import pytest
from clusters import ROOT, Started
from test_make import Desk
from test_run import failure, made
from toy_formats import PRINTS, WITNESS, leaflet, load, times_made

from leaflets import commands
from leaflets.build import plan
from leaflets.cluster import likeness
from leaflets.formats import Edition
from leaflets.outcomes import Result
from leaflets.plans import planned
from leaflets.run import run
from leaflets.store import Store

pytestmark = pytest.mark.external("cluster")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """A scheduler and two workers with a nanny, which starts a dead worker again."""
    folder = tmp_path_factory.mktemp("cluster")
    with clusters.started(folder, 2, **{WITNESS: str(folder / "witness")}) as started:
        yield started


@pytest.fixture
def witness(cluster: Started) -> Path:
    """An empty folder in which writers leave their lines, on the workers too."""
    folder = cluster.folder / "witness"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def results(cluster: Started, store: Path, *names: str, slugs: tuple[str, ...] = ("library",)) -> dict[str, Result]:
    """What came of each toy format on the cluster, by `slug: format`."""
    from leaflets.cluster import joining

    jobs = plan([leaflet(slug) for slug in slugs], [Edition(name) for name in names], PRINTS, load)
    with joining.joined(cluster.address) as joined, joined.start(joined.workers, ("text",)) as open_pool:
        return {result.job.name: result for result in run(planned(jobs), open_pool, Store(store), joined.workers, load)}


def wide(desk: Desk, leaflets: int) -> list[str]:
    """More leaflets for the desk, and what is then made of them all."""
    for number in range(leaflets):
        shutil.copytree(desk.sources / "library", desk.sources / f"library-{number}")
    slugs = ["library", *(f"library-{number}" for number in range(leaflets)), "museum"]
    desk.edit("house.toml", '["text"]', '["word", "text"]')
    return sorted(f"{slug}: {name}" for slug in slugs for name in ("word", "text"))


def made_here(desk: Desk) -> dict[str, bytes]:
    """The same files made on this computer, in another folder."""
    desk.output = desk.output.with_name("local")
    assert desk.make() == 0
    return desk.files()


def when(exists: Path, pattern: str, act: Callable[[], object]) -> threading.Thread:
    """Acts as soon as a file of that pattern is in a folder."""

    def watch() -> None:
        until = time.monotonic() + 60
        while not list(exists.glob(pattern)) and time.monotonic() < until:
            time.sleep(0.005)
        act()

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def test_a_cluster_makes_the_same_bytes_as_one_computer(cluster: Started, desk: Desk) -> None:
    (desk.sources / "museum/leaflet.en-GB.md").unlink()
    desk.edit("house.toml", '["text"]', '["easy-read", "audio", "captions", "text"]')
    assert desk.make("--cluster", cluster.address) == 0
    on_cluster, listed = desk.files(), (desk.output / "manifest.json").read_bytes()
    assert len(desk.made()) == 5  # the sound is a part of recording and captions
    assert made_here(desk) == on_cluster
    assert (desk.output / "manifest.json").read_bytes() == listed


def test_a_second_build_asks_no_cluster_when_nothing_has_changed(cluster: Started, desk: Desk) -> None:
    assert desk.make("--cluster", cluster.address) == 0
    assert desk.make("--cluster", "tcp://127.0.0.1:1") == 0
    assert "No file has changed." in desk.said


def test_a_worker_that_is_killed_costs_no_file_and_nothing_is_made_twice(cluster: Started, desk: Desk) -> None:
    expected = wide(desk, 3)
    pid = sorted(cluster.pids().values())[0]
    killer = when(desk.output, "*/*.txt", lambda: os.kill(pid, signal.SIGKILL))
    assert desk.make("--cluster", cluster.address) == 0
    killer.join()
    assert pid not in cluster.pids().values()
    assert sorted(desk.made()) == sorted(desk.files()) == expected
    on_cluster = desk.files()
    assert made_here(desk) == on_cluster


def test_jobs_that_die_or_hang_are_set_aside_and_the_rest_is_made(
    cluster: Started, witness: Path, tmp_path: Path
) -> None:
    names = ("toy-hangs", "toy-fells", "toy-fells-once", "toy-exits", "toy-tape", "toy-plain", "toy-raises")
    slugs = ("library", "museum", "park")
    came = results(cluster, tmp_path, "toy-tape", "toy-plain", slugs=slugs)
    assert all(made(result) for result in came.values())
    came = results(cluster, tmp_path, *names, slugs=("school",))
    for name in ("toy-fells", "toy-exits"):
        assert "It stopped the program that makes it, two times." in failure(came[f"school: {name}"])
    assert "was not ready after 4 seconds and was stopped, two times." in failure(came["school: toy-hangs"])
    assert "a fault of the program" in failure(came["school: toy-raises"])
    assert [times_made(witness, name) for name in ("toy-fells", "toy-exits", "toy-hangs")] == [2, 2, 2]
    assert made(came["school: toy-fells-once"])
    assert made(came["school: toy-tape"])
    assert made(came["school: toy-plain"])
    assert [times_made(witness, name) for name in ("toy-plain", "toy-tape", "toy-sound")] == [4, 4, 4]
    pids = [int(line) for line in (witness / "toy-hangs.pids").read_text(encoding="utf-8").splitlines()]
    assert processes.left(pids) == []


def test_two_builds_on_one_cluster_do_each_other_no_harm(cluster: Started, witness: Path, tmp_path: Path) -> None:
    slugs = tuple(f"library-{number}" for number in range(10))

    def build(number: int) -> dict[str, Result]:
        names = ("toy-plain", "toy-tape", *(("toy-exits",) if number else ()))
        return results(cluster, tmp_path / str(number), *names, slugs=slugs if not number else slugs[:2])

    with ThreadPoolExecutor(2) as both:
        many, few = both.map(build, (0, 1))
    assert len([made(result) for result in many.values()]) == 20
    failed = [name for name, result in few.items() if not hasattr(result.outcome, "files")]
    assert sorted(failed) == ["library-0: toy-exits", "library-1: toy-exits"]
    assert times_made(witness, "toy-exits") == 4


BUSY = """
import functools, sys
from contextlib import contextmanager
import toy_formats
from leaflets import commands
from leaflets.cluster import joining
from leaflets.commands import make
from leaflets.worker import work
from leaflets.build import plan
from leaflets.formats import Edition

start = joining.Joined.start

@contextmanager
def busy(self, workers, names):
    with start(self, workers, names) as open_pool:
        pool = open_pool(1)
        jobs = plan([toy_formats.leaflet(name) for name in "ab"], [Edition("toy-hangs-long")], toy_formats.PRINTS,
                    toy_formats.load)
        for job in jobs:
            pool.submit(work, job, {}, toy_formats.load)
        yield open_pool

joining.Joined.start = busy
sys.exit(commands.main(sys.argv[1:]))
"""
"""The command `make` on a cluster whose workers have another job first: it takes five minutes and starts a program."""


def test_ctrl_c_ends_the_jobs_on_the_workers_too(cluster: Started, desk: Desk, witness: Path, tmp_path: Path) -> None:
    workers = cluster.pids()
    (tmp_path / "busy.py").write_text(BUSY, encoding="utf-8")
    place = witness / "toy-hangs-long.pids"
    with subprocess.Popen(
        (
            *(sys.executable, str(tmp_path / "busy.py"), "make", "--plain", "--cluster", cluster.address),
            *("--sources", str(desk.sources), "--output", str(desk.output), "--today", "2026-11-22"),
        ),
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        cluster.until(lambda: place.exists() and place.read_text(encoding="utf-8").count("\n") == 4)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.splitlines()[-1] == "Stopped."
    assert "Traceback" not in said
    assert processes.left([int(line) for line in place.read_text(encoding="utf-8").splitlines()]) == []
    assert cluster.pids() == workers
    assert desk.make("--cluster", cluster.address) == 0
    assert sorted(desk.files()) == ["library: text", "museum: text"]


def test_workers_with_another_toolkit_or_none_are_refused_by_name_before_any_job(
    cluster: Started, desk: Desk, tmp_path: Path
) -> None:
    for name in ("leaflets", "templates"):
        shutil.copytree(ROOT / name, tmp_path / "old" / name, ignore=shutil.ignore_patterns("__pycache__", "*.md"))
    path = tmp_path / "old" / "leaflets" / "formats" / "text.py"
    path.write_text(path.read_text(encoding="utf-8") + "\n# an older one\n", encoding="utf-8")
    before = set(cluster.pids())
    old = cluster.add_workers(root=tmp_path / "old", nanny=False)
    (old_address,) = set(cluster.pids()) - before
    lost = cluster.add_workers(root=tmp_path, nanny=False)
    (lost_address,) = set(cluster.pids()) - before - {old_address}
    try:
        assert desk.make("--cluster", cluster.address) == 2
    finally:
        old.terminate()
        lost.terminate()
        cluster.until(lambda: set(cluster.pids()) == before)
    assert "2 of 4 workers would not make the same files as this computer. Nothing was made." in desk.said
    assert f"{old_address}: What differs: the toolkit: leaflets/formats/text.py." in desk.said
    assert f"{lost_address}: What differs: it does not find the toolkit" in desk.said
    assert desk.files() == {}


def test_what_differs_is_told_in_plain_words() -> None:
    here = {"tool weasyprint": "70.0", "Python": "3.11.7", "file a.py": "1", "file b.py": "1", "environment V": "x"}
    there = {"Python": "3.12.1", "file a.py": "2", "tool weasyprint": "70.0", "environment V": "y"}
    assert likeness.differences(here, here) == ()
    assert likeness.differences(here, there) == (
        "Python: 3.12.1 there, 3.11.7 here",
        "V: it says something else there, or its folder has other files",
        "the toolkit: 2 files, such as a.py",
    )


def test_everything_that_is_in_the_keys_is_compared() -> None:
    from leaflets import fingerprint, formats

    names = ("easy-read", "audio", "epub", "braille", "braille-uncontracted")
    found = likeness.described(names)
    for name in (*names, "speech"):
        for key, state in fingerprint.ingredients(formats.load(name)).items():
            label = f"file {key}" if "/" in key and " " not in key else key
            assert key == "python" or state in found[label], key


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense", "tcp://127.0.0.1", "ftp://127.0.0.1:8786", ""])
def test_a_wrong_address_is_told_plainly(desk: Desk, address: str) -> None:
    assert desk.make("--cluster", address) == 2
    assert f"No cluster answers at {address}." in desk.said
    assert "Traceback" not in desk.said


def test_a_scheduler_that_dies_ends_the_build_and_the_next_one_goes_on(desk: Desk, tmp_path: Path) -> None:
    expected = wide(desk, 3)
    with clusters.started(tmp_path / "cluster", 0) as own:
        assert desk.make("--cluster", own.address) == 2
        assert "has no workers. Start some first" in desk.said
        own.add_workers(nanny=False)
        killer = when(desk.output, "*/*.txt", own.scheduler.kill)  # type: ignore[union-attr]
        assert desk.make("--cluster", own.address) == 2
        killer.join()
    assert "The cluster does not answer any more. What was made before is in place." in desk.said
    assert "Traceback" not in desk.said
    assert not list(desk.output.rglob("*.part"))
    first = desk.files()
    assert 0 < len(first) < len(expected)
    assert desk.make() == 0
    assert sorted(desk.files()) == expected
    assert first.items() <= desk.files().items()
    ready = desk.files()
    assert made_here(desk) == ready


def test_without_its_packages_a_cluster_is_told_how_to_get_them(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import leaflets.cluster

    for name in [name for name in sys.modules if name.startswith("leaflets.cluster.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(leaflets.cluster, "joining", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setitem(sys.modules, "dask", None)
    assert desk.make("--cluster", "tcp://127.0.0.1:8786") == 2
    assert "The option --cluster needs packages that are not installed (dask)." in desk.said
    assert commands.PROGRAM in desk.said
