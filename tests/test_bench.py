"""The command that measures: what it lists, what it refuses, and the page that it writes. Nothing is timed here."""

import importlib.util
import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import processes
import pytest

from leaflets import commands
from leaflets.commands import bench
from leaflets.docs import speed_page
from leaflets.findings import LeafletError

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / "tests" / "benchmarks"

TOLD = {
    "name": "build",
    "title": "One leaflet",
    "columns": ["build", "seconds", "wanted"],
    "against": "what is wanted",
    "rows": [
        {"cells": ["`sim-london`, cold", "6.00", "8 s or less"], "bar": 0.75},
        {"cells": ["`sim-london`, one changed sentence", "9.00", "2 s or less"], "bar": 4.5},
        {"cells": ["first & ever", "20.00", ""], "bar": None},
    ],
    "notes": ["Cold is cold."],
    "when": "2026-11-26",
    "machine": "2 processors, Python 3.11.7",
    "load": [0.1, 3.4],
}


def script(name: str) -> ModuleType:
    """A script of the benchmarks as a module."""
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def test_every_script_of_the_folder_is_in_the_list() -> None:
    listed = {file for each in bench.benchmarks().values() for file in (each.file, *each.parts)}
    assert listed == {path.name for path in SCRIPTS.glob("*.py")}


def test_the_list_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(("bench", "--list")) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in told] == list(bench.benchmarks())


def test_without_a_name_the_usual_ones_run_and_take_less_than_five_minutes() -> None:
    known = bench.benchmarks()
    usual = bench.choose(known, (), False)
    assert {"build", "side-by-side"} <= {each.name for each in usual}
    assert sum(each.minutes for each in usual) <= 5
    assert len(bench.choose(known, (), True)) == len(known)
    assert [each.name for each in bench.choose(known, ("many",), False)] == ["many"]


def test_an_unknown_name_is_refused_with_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(("bench", "bild")) == 2
    assert "There is no benchmark “bild”. Did you mean: build?" in capsys.readouterr().err
    with pytest.raises(LeafletError, match="There are: build, "):
        bench.choose(bench.benchmarks(), ("xyz",), False)


def test_a_project_without_its_benchmarks_is_told(tmp_path: Path) -> None:
    with pytest.raises(LeafletError, match="Get all of it, with the folder tests"):
        bench.benchmarks(tmp_path)


@pytest.mark.parametrize(("load", "busy"), [(2.9, False), (3.1, True)])
def test_a_computer_is_busy_when_it_has_more_to_do_than_a_build(load: float, busy: bool) -> None:
    told = speed_page.as_markdown(speed_page.read({**TOLD, "load": [0.1, load]}))
    assert ("The computer was busy" in told) is busy


def test_a_missing_program_is_told_with_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    peers, figures = script("peers"), script("figures")
    monkeypatch.setenv("PATH", "")
    assert peers.WHOLE.lacking() is peers.PANDOC
    told = figures.missing(peers.PANDOC.name, peers.PANDOC.remedy)
    assert told == "not measured: pandoc is not there. On Debian or Ubuntu, type: sudo apt-get install pandoc"


def test_page_and_chart_come_from_what_was_measured(tmp_path: Path) -> None:
    page = "Words.\n<!-- bench build: begin -->\nbefore\n<!-- bench build: end -->\nMore words.\n"
    (tmp_path / speed_page.PAGE).write_text(page, encoding="utf-8")
    written = speed_page.write({"build": TOLD}, ("build", "many"), tmp_path)
    assert {path.name for path in written} == {"speed.md", "speed.svg", "speed.json"}
    text = (tmp_path / speed_page.PAGE).read_text(encoding="utf-8")
    assert "| `sim-london`, cold | 6.00 | 8 s or less |" in text
    assert (
        "26 November 2026, 2 processors, Python 3.11.7. Load before and after: 0.1 and 3.4. **The computer was" in text
    )
    assert "\nbefore\n" not in text
    assert text.startswith("Words.\n")
    assert text.endswith("Cold is cold.\n<!-- bench build: end -->\nMore words.\n")
    chart = ElementTree.fromstring((tmp_path / speed_page.CHART).read_bytes())
    said = [element.text for element in chart.iter("{http://www.w3.org/2000/svg}text")]
    assert said == [
        "One leaflet: 1 is what is wanted",
        *("sim-london, cold", "0.75", "sim-london, one changed sentence", "4.50 over"),
    ]
    described = chart.find("{http://www.w3.org/2000/svg}desc")
    assert described is not None
    assert described.text == "sim-london, cold: 0.75; sim-london, one changed sentence: 4.50"


def test_one_benchmark_is_run_again_without_losing_the_others(tmp_path: Path) -> None:
    marks = "".join(f"<!-- bench {name}: begin --><!-- bench {name}: end -->\n" for name in ("build", "many"))
    (tmp_path / speed_page.PAGE).write_text(marks, encoding="utf-8")
    speed_page.write({"many": {**TOLD, "name": "many", "machine": "another"}}, ("build", "many"), tmp_path)
    speed_page.write({"build": TOLD}, ("build", "many"), tmp_path)
    assert list(speed_page.kept(tmp_path)) == ["build", "many"]
    assert "another" in (tmp_path / speed_page.PAGE).read_text(encoding="utf-8")


def test_the_page_in_the_docs_has_a_place_for_every_table_and_says_what_was_measured_last() -> None:
    page = (speed_page.FOLDER / speed_page.PAGE).read_text(encoding="utf-8")
    for each in bench.benchmarks().values():
        assert (f"<!-- bench {each.name}: begin -->" in page) == each.table
    measured = [speed_page.read(told) for told in speed_page.kept().values()]
    assert speed_page.written_into(page, measured) == page
    assert (speed_page.FOLDER / speed_page.CHART).read_text(encoding="utf-8") == speed_page.chart(measured)


def test_a_table_without_a_place_in_the_page_is_told() -> None:
    with pytest.raises(ValueError, match="has no place for build"):
        speed_page.written_into("nothing", [speed_page.read(json.loads(json.dumps(TOLD)))])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_ctrl_c_ends_a_benchmark_and_all_that_it_started(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    begin = "import subprocess; started = subprocess.Popen(['sleep', '60'])"
    slow = f"{begin}; open({str(note)!r}, 'w').write(str(started.pid)); started.wait()"
    start = f"import sys; from leaflets.commands import bench; bench._follow((sys.executable, '-c', {slow!r}))"
    with subprocess.Popen((sys.executable, "-c", start), cwd=ROOT, stderr=subprocess.PIPE) as command:
        until = time.monotonic() + 30
        while not (note.exists() and note.read_text(encoding="utf-8")) and time.monotonic() < until:
            time.sleep(0.05)
        command.send_signal(signal.SIGINT)
        command.wait(30)
    assert processes.left([int(note.read_text(encoding="utf-8"))]) == []


SPLIT = (
    " from multiprocessing import forkserver\n from leaflets.split import split_off\n"
    " with split_off():\n  forkserver.ensure_running()\n"
)
"""As in a build."""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
@pytest.mark.parametrize(("method", "before"), [("spawn", ""), ("forkserver", ""), ("forkserver", SPLIT)])
def test_the_memory_of_workers_is_told_from_that_of_what_they_start(method: str, before: str) -> None:
    watched = script("watched")
    child = "x = b'x' * 90_000_000; import time\nwhile time.process_time() < 0.5: pass"
    job = f"import subprocess, sys; subprocess.run((sys.executable, '-c', {child!r}), check=True)"
    main = (
        f"import multiprocessing as m\nif __name__ == '__main__':\n{before}"
        f" p = m.get_context({method!r}).Process(target=exec, args=({job!r},))\n p.start()\n p.join()\n print('done')"
    )
    used = watched.run((sys.executable, "-c", main), ROOT)
    assert (used.code, used.said) == (0, "done\n")
    assert used.child_mb > 80 > used.worker_mb > 5
    assert used.together_mb > used.child_mb
    assert used.cpu_s > 0.5


def test_made_up_leaflets_differ_and_are_free_of_reading_faults() -> None:
    made_up = script("made_up")
    from random import Random

    from leaflets import manuscript

    texts = [made_up.manuscript(name, "Elm Town", "sing songs", Random(name)) for name in ("Elm Choir", "Oak Choir")]
    for text in texts:
        assert manuscript.read(text, "leaflet.md", "sample", "en-GB")[1] == ()
    rows = [set(text.splitlines()) for text in texts]
    assert len(rows[0] & rows[1]) < len(rows[0]) / 2
