"""Running jobs: in order, in parallel, and on through every kind of failure."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path

import processes
import pytest
from toy_formats import GO_ON, PRINTS, WITNESS, leaflet, load, times_made

from leaflets import formats, pools
from leaflets import run as run_module
from leaflets.beside import beside
from leaflets.build import Failed, Job, Made, plan
from leaflets.formats import Edition
from leaflets.model import Leaflet
from leaflets.outcomes import Result
from leaflets.plans import Plan, Step, planned
from leaflets.run import run
from leaflets.store import Store
from leaflets.waiting import Waiting


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the store is and where the writers leave their lines."""
    monkeypatch.setenv(WITNESS, str(tmp_path))
    return tmp_path


def results(
    folder: Path,
    *names: str,
    documents: tuple[Leaflet, ...] = (leaflet(),),
    width: int = 2,
    open_pool: Callable[[int], Executor] = pools.local,
) -> dict[str, Result]:
    """What came of each format, by `slug: format`."""
    jobs = plan(documents, [Edition(name) for name in names], PRINTS, load)
    return {result.job.name: result for result in run(planned(jobs), open_pool, Store(folder / "store"), width, load)}


def threads(workers: int) -> Executor:
    return ThreadPoolExecutor(workers)


def failure(result: Result) -> str:
    assert isinstance(result.outcome, Failed)
    return result.outcome.message


def test_files_and_their_measures_come_back(folder: Path) -> None:
    outcome = results(folder, "toy-plain")["library: toy-plain"].outcome
    assert isinstance(outcome, Made)
    assert outcome.files == {"library_toy-plain.txt": b"The library\nWhat we do\nWe lend books."}
    assert outcome.measures == {"words": 8}


@pytest.mark.parametrize("names", [("toy-tape",), ("toy-tape", "toy-film")])
def test_a_format_gets_the_files_of_its_part(folder: Path, names: tuple[str, ...]) -> None:
    """Made within its own job, or for two jobs."""
    tape = results(folder, *names)["library: toy-tape"]
    assert made(tape)["library_tape.txt"].endswith(b"We lend books.")
    assert times_made(folder, "toy-sound") == 1


def test_a_part_within_a_job_is_neither_told_nor_stored(folder: Path) -> None:
    assert set(results(folder, "toy-tape")) == {"library: toy-tape"}
    assert len([path for path in (folder / "store").rglob("*") if path.is_file()]) == 1


def test_a_job_has_time_for_the_part_within_it(folder: Path) -> None:
    jobs = plan([leaflet()], [Edition("toy-tape")], PRINTS, load)
    given = run_module._State(planned(jobs), threads, 1, Store(folder), load)._limit_s(jobs[0])
    alone = sum(load(name).time_limit.of(leaflet()) for name in ("toy-tape", "toy-sound"))
    assert given == alone


def test_a_second_run_makes_nothing_and_looks_for_no_part(folder: Path) -> None:
    first = results(folder, "toy-tape", "toy-film", "toy-plain")
    again = results(folder, "toy-tape", "toy-film", "toy-plain")
    assert set(first) == {"library: toy-sound", "library: toy-tape", "library: toy-film", "library: toy-plain"}
    assert {name: result.kept for name, result in again.items()} == {
        "library: toy-tape": True,
        "library: toy-film": True,
        "library: toy-plain": True,
    }
    assert all(made(again[name]) == made(first[name]) for name in again)


def test_leaflets_are_made_in_turn_with_their_recordings_a_little_ahead(folder: Path) -> None:
    many = tuple(leaflet(f"place-{number}") for number in range(6))
    order = list(results(folder, "toy-plain", "toy-tape", documents=many, width=1, open_pool=threads))
    begun = [name.removeprefix("place-") for name in order]
    tapes = [begun.index(f"{number}: toy-tape") for number in range(6)]
    plain = [begun.index(f"{number}: toy-plain") for number in range(6)]
    assert tapes == sorted(tapes)
    assert plain == sorted(plain)
    assert tapes[3] < plain[0] < tapes[4] < plain[1] < tapes[5] < plain[2]


def made(result: Result) -> dict[str, bytes]:
    assert isinstance(result.outcome, Made)
    return dict(result.outcome.files)


def read_in_turn(leaflets: int, *names: str, read: list[str]) -> Iterator[Future[Plan]]:
    """The plans of many leaflets, each of which is found out when it is asked for; it is noted in `read` then."""
    for number in range(leaflets):
        read.append(f"place-{number}")
        jobs = plan([leaflet(read[-1])], [Edition(name) for name in names], PRINTS, load)
        yield beside(partial(_give, jobs))


def _give(jobs: tuple[Job, ...]) -> Plan:
    return lambda: Step(jobs)


def test_leaflets_are_read_only_while_few_jobs_wait(folder: Path) -> None:
    read: list[str] = []
    plans = read_in_turn(100, "toy-plain", "toy-other", "toy-tape", read=read)
    store = Store(folder / "store")
    came = []
    for result in run(plans, threads, store, 1, load):
        came.append(result.job.name)
        assert len(read) <= len(came) / 3 + 20
    assert len(came) == 3 * len(read) == 300
    read.clear()
    plans = read_in_turn(100, "toy-plain", "toy-other", "toy-tape", read=read)
    assert all(result.kept for result in run(plans, threads, store, 1, load))
    assert len(read) == 100


def _jobs(slug: str, *names: str) -> tuple[Job, ...]:
    return plan([leaflet(slug)], [Edition(name) for name in names], PRINTS, load)


def _dropped(folder: Path, jobs: tuple[Job, ...], when: str) -> Future[Plan]:
    """That nobody wants these jobs any more: known as soon as there is a file of that name."""

    def wait() -> Plan:
        while not (folder / when).exists():
            time.sleep(0.01)
        return lambda: Step(unwanted=[job.key for job in jobs])

    return beside(wait)


def _plan(step: Step) -> Future[Plan]:
    plan: Future[Plan] = Future()
    plan.set_result(lambda: step)
    return plan


def test_jobs_that_nobody_wants_any_more_are_not_made_and_hold_nobody_up(folder: Path) -> None:
    jobs = _jobs("library", "toy-hangs-long", "toy-plain", "toy-other")
    step = Step(jobs, then=lambda: _dropped(folder, jobs, "toy-hangs-long.pids"))
    assert list(run(iter([_plan(step)]), pools.local, Store(folder / "store"), 1, load)) == []
    assert not times_made(folder, "toy-plain") + times_made(folder, "toy-other")
    pids = [int(line) for line in (folder / "toy-hangs-long.pids").read_text(encoding="utf-8").splitlines()]
    assert processes.left(pids) == []


def test_nothing_is_told_of_jobs_that_nobody_wants_any_more_and_all_others_are_made(folder: Path) -> None:
    jobs = _jobs("library", "toy-slow", "toy-raises", "toy-plain")
    step = Step(jobs, then=lambda: _dropped(folder, jobs, "toy-slow"))
    plans = iter([_plan(step), _plan(Step(_jobs("museum", "toy-slow", "toy-tape", "toy-film")))])
    came = [result.job.name for result in run(plans, pools.local, Store(folder / "store"), 1, load)]
    assert sorted(came) == ["museum: toy-film", "museum: toy-slow", "museum: toy-sound", "museum: toy-tape"]


def test_jobs_that_wait_for_a_part_go_with_the_rest(folder: Path) -> None:
    jobs = _jobs("library", "toy-tape", "toy-film", "toy-waits", "toy-waits-too")
    step = Step(jobs, then=lambda: _plan(Step(unwanted=[job.key for job in jobs])))
    plans = iter([_plan(Step(_jobs("museum", "toy-slow"))), _plan(step), _plan(Step(_jobs("park", "toy-tape")))])
    came = [result.job.name for result in run(plans, threads, Store(folder / "store"), 1, load)]
    assert sorted(came) == ["museum: toy-slow", "park: toy-tape"]
    assert (folder / "toy-sound").read_text(encoding="utf-8") == "park\n"


def test_verdicts_are_asked_though_all_files_are_there_already(folder: Path) -> None:
    """Otherwise a large house would be in memory whole before anything is put in place."""
    store, begun, most = Store(folder / "store"), list[str](), 0

    def plans() -> Iterator[Future[Plan]]:
        for number in range(30):
            begun.append("read")
            yield _plan(Step(_jobs(f"place-{number}", "toy-plain"), then=verdict))

    def verdict() -> Future[Plan]:
        begun.append("verdict")
        return _plan(Step())

    for _ in range(2):
        begun.clear()
        assert len(list(run(plans(), threads, store, 2, load))) == 30
        most = max(begun[:n].count("read") - begun[:n].count("verdict") for n in range(len(begun) + 1))
        assert most <= 3
    assert begun.count("verdict") == 30


def test_a_job_that_hangs_and_that_nobody_wants_is_not_made_again(folder: Path) -> None:
    jobs = _jobs("library", "toy-hangs")
    step = Step(jobs, then=lambda: _dropped(folder, jobs, "toy-hangs.pids"))
    plans = iter([_plan(step), _plan(Step(_jobs("museum", "toy-slow", "toy-other")))])
    came = [result.job.name for result in run(plans, pools.local, Store(folder / "store"), 2, load)]
    assert sorted(came) == ["museum: toy-other", "museum: toy-slow"]
    assert times_made(folder, "toy-hangs") == 1


@pytest.mark.parametrize("kind", ["suspects", "late"])
def test_a_job_that_was_to_run_again_alone_goes_when_nobody_wants_it(folder: Path, kind: str) -> None:
    (job,) = _jobs("library", "toy-plain")
    state = run_module._State(iter(()), threads, 1, Store(folder), load, is_all=True)
    state.waiting.enter([job], ())
    getattr(state, kind).append(state.waiting.next())
    was_busy = state.is_busy
    assert list(state._take(Step(unwanted=[job.key]))) == []
    assert (was_busy, state.is_busy) == (True, False)
    assert not state.waiting.jobs


def test_nothing_is_remembered_of_jobs_that_were_dropped() -> None:
    jobs, waiting = _jobs("library", "toy-plain", "toy-tape", "toy-film", "toy-waits", "toy-waits-too"), Waiting()
    waiting.enter(jobs, ())
    waiting.drop({job.key for job in jobs})
    assert not waiting
    assert [waiting.jobs, waiting.turns, waiting.users, waiting.files] == [{}, {}, {}, {}]


@pytest.mark.parametrize(("width", "order"), [(1, ["library", "its verdict", "museum"]), (3, ["library", "museum"])])
def test_more_is_read_before_verdicts_only_while_places_are_free(folder: Path, width: int, order: list[str]) -> None:
    begun: list[str] = []

    def plans() -> Iterator[Future[Plan]]:
        for slug in ("library", "museum"):
            begun.append(slug)
            yield _plan(Step(_jobs(slug, "toy-plain", "toy-other"), then=verdict))

    def verdict() -> Future[Plan]:
        begun.append("its verdict")
        return _plan(Step())

    assert len(list(run(plans(), threads, Store(folder / "store"), width, load))) == 4
    assert begun[: len(order)] == order
    assert begun.count("its verdict") == 2


@pytest.mark.parametrize(("name", "fails"), [("toy-exits", True), ("toy-dies-once", False), ("toy-hangs", True)])
def test_a_job_that_must_run_alone_spoils_none_of_the_leaflets_that_are_being_read(
    folder: Path, name: str, fails: bool
) -> None:
    plans = chain(
        planned(plan([leaflet()], [Edition(name), Edition("toy-plain")], PRINTS, load)),
        read_in_turn(30, "toy-plain", read=[]),
    )
    came = {result.job.name: result for result in run(plans, pools.local, Store(folder / "store"), 2, load)}
    assert len(came) == 32
    failed = [name for name, result in came.items() if isinstance(result.outcome, Failed)]
    assert failed == ([f"library: {name}"] if fails else [])


def test_only_the_leaflet_that_changed_is_made_again(folder: Path) -> None:
    both = (leaflet(), leaflet("museum"))
    results(folder, "toy-tape", "toy-film", documents=both)
    again = results(folder, "toy-tape", "toy-film", documents=(leaflet(words="We lend toys."), both[1]))
    assert sorted(name for name, result in again.items() if not result.kept) == [
        "library: toy-film",
        "library: toy-sound",
        "library: toy-tape",
    ]


def test_a_damaged_result_is_made_again(folder: Path) -> None:
    first = results(folder, "toy-plain")["library: toy-plain"]
    path = folder / "store" / first.job.key[:2] / first.job.key
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    again = results(folder, "toy-plain")["library: toy-plain"]
    assert (again.kept, made(again)) == (False, made(first))


def test_a_part_from_the_store_serves_a_new_format(folder: Path) -> None:
    results(folder, "toy-sound")
    assert results(folder, "toy-tape", "toy-film")["library: toy-sound"].kept
    assert times_made(folder, "toy-sound") == 1


def test_any_executor_will_do(folder: Path) -> None:
    assert made(results(folder, "toy-tape", open_pool=threads, width=1)["library: toy-tape"])


def test_a_fault_in_a_writer_fails_that_job_alone(folder: Path) -> None:
    came = results(folder, "toy-raises", "toy-plain", open_pool=threads)
    assert failure(came["library: toy-raises"]) == (
        "The format toy-raises of library was not made. This is a fault of the program, not of your text."
    )
    assert "a slip of the pen" in came["library: toy-raises"].outcome.detail  # type: ignore[union-attr]
    assert made(came["library: toy-plain"])


def test_something_missing_on_the_machine_is_said_in_its_own_words(folder: Path) -> None:
    came = results(folder, "toy-no-voice", open_pool=threads)["library: toy-no-voice"]
    assert failure(came).endswith("There is no voice called Ada. Install it with the command `doctor`.")
    assert came.outcome == Failed(failure(came))


def test_what_waits_for_a_failed_part_fails_with_the_same_reason(folder: Path) -> None:
    came = results(folder, "toy-waits", "toy-waits-too", "toy-plain", open_pool=threads)
    for name in ("toy-waits", "toy-waits-too"):
        assert f"The format {name} of library has to wait for another one." in failure(came[f"library: {name}"])
        assert "toy-broken-part of library was not made" in failure(came[f"library: {name}"])
    assert made(came["library: toy-plain"])


def test_a_fault_in_a_part_within_a_job_is_a_fault_of_the_job(folder: Path) -> None:
    came = results(folder, "toy-waits", "toy-plain", open_pool=threads)
    assert failure(came["library: toy-waits"]).startswith(
        "The format toy-waits of library was not made. This is a fault"
    )
    assert "a slip of the pen" in came["library: toy-waits"].outcome.detail  # type: ignore[union-attr]
    assert made(came["library: toy-plain"])


def test_a_file_that_lost_the_word_not_is_never_handed_on(folder: Path) -> None:
    document = leaflet(words="It is not for children.")
    came = results(folder, "toy-drops-not", documents=(document,), open_pool=threads)["library: toy-drops-not"]
    assert failure(came).endswith("Lost after “we do It is”: “not”.")


@pytest.mark.parametrize(
    ("name", "reason"),
    [("toy-nothing", "A file came out empty."), ("toy-outside", "leads out of its folder: ../outside.txt.")],
)
def test_an_empty_file_or_a_strange_file_name_fails_the_job(folder: Path, name: str, reason: str) -> None:
    assert failure(results(folder, name, open_pool=threads)[f"library: {name}"]).endswith(reason)


@pytest.mark.parametrize("name", ["toy-exits", "toy-killed"])
@pytest.mark.parametrize("width", [1, 2])
def test_a_job_that_kills_its_worker_twice_is_set_aside_and_the_rest_is_made(
    folder: Path, name: str, width: int
) -> None:
    came = results(folder, name, "toy-plain", "toy-tape", width=width)
    assert "It stopped the program that makes it, two times." in failure(came[f"library: {name}"])
    assert times_made(folder, name) == 2
    assert made(came["library: toy-plain"])
    assert made(came["library: toy-tape"])


def test_a_job_whose_worker_died_by_bad_luck_is_made_in_the_end(folder: Path) -> None:
    came = results(folder, "toy-dies-once", "toy-plain")
    assert made(came["library: toy-dies-once"])
    assert made(came["library: toy-plain"])


def test_a_job_that_hangs_is_stopped_tried_again_alone_and_set_aside_and_the_rest_is_made(folder: Path) -> None:
    came = results(folder, "toy-hangs", "toy-slow", "toy-tape")
    assert failure(came["library: toy-hangs"]).startswith(
        "The format toy-hangs of library was not made. It was not ready after 4 seconds and was stopped, two times."
    )
    assert times_made(folder, "toy-hangs") == 2
    assert list(came)[-1] == "library: toy-hangs"
    assert made(came["library: toy-slow"])
    assert made(came["library: toy-tape"])


def test_a_worker_that_hangs_goes_with_the_programs_it_started(folder: Path) -> None:
    results(folder, "toy-hangs", "toy-hangs-deaf")
    for name in ("toy-hangs", "toy-hangs-deaf"):
        pids = [int(line) for line in (folder / f"{name}.pids").read_text(encoding="utf-8").splitlines()]
        assert len(pids) == 2 * times_made(folder, name) >= 4
        assert processes.left(pids) == []


def test_a_job_that_hung_by_bad_luck_is_made_in_the_end(folder: Path) -> None:
    came = results(folder, "toy-hangs-once", "toy-plain")
    assert made(came["library: toy-hangs-once"])
    assert made(came["library: toy-plain"])


def test_where_nothing_can_stop_a_job_that_hangs_the_rest_is_made_all_the_same(folder: Path) -> None:
    came = results(folder, "toy-hangs", "toy-plain", open_pool=threads)
    (folder / GO_ON).touch()
    assert "was stopped, two times." in failure(came["library: toy-hangs"])
    assert made(came["library: toy-plain"])


@pytest.mark.parametrize("name", formats.NAMES + formats.PARTS)
def test_a_job_may_take_many_times_what_it_needs(name: str) -> None:
    limit = formats.load(name).time_limit
    assert limit.of(leaflet()) >= 300
    assert limit.of(leaflet(words="book " * 1000)) - limit.of(leaflet(words="book")) >= 999


def test_a_failure_is_tried_again_next_time(folder: Path) -> None:
    results(folder, "toy-raises", open_pool=threads)
    assert not results(folder, "toy-raises", open_pool=threads)["library: toy-raises"].kept


def test_a_store_that_takes_nothing_does_not_lose_the_files(folder: Path) -> None:
    (folder / "store").write_text("a file stands where the store should be", encoding="utf-8")
    came = results(folder, "toy-tape", open_pool=threads)
    assert made(came["library: toy-tape"])
    assert not came["library: toy-tape"].stored


def test_two_processes_give_the_same_bytes(folder: Path) -> None:
    one = results(folder / "one", *("toy-plain", "toy-tape"))
    other = results(folder / "other", *("toy-plain", "toy-tape"), open_pool=threads)
    assert {name: made(result) for name, result in one.items()} == {
        name: made(result) for name, result in other.items()
    }
