"""A build that is stopped, or whose disk fails, at any of its writes: only whole files, and the next run goes on."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SERIES = (("power", "1", "1", "kill", "1", "4"), ("full", "1", "1", "error", "1", "4"))
"""Two halves for two processors. What a kill leaves is less damaged than what a power cut leaves at the same write."""


def test_a_build_that_is_stopped_at_any_write_leaves_whole_files_and_the_next_one_makes_all(tmp_path: Path) -> None:
    builds = []
    for number, series in enumerate(SERIES):
        folder = tmp_path / str(number)
        folder.mkdir()
        command = (sys.executable, str(HERE / "stopped_build.py"), str(folder), *series)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(HERE.parent), str(HERE)))}
        builds.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT))
    told = [build.communicate(timeout=600)[0].decode() for build in builds]
    assert [build.returncode for build in builds] == [0, 0], told
    *faults, writes = told[0].splitlines()
    assert faults == []
    assert told[1].splitlines() == [writes]
    assert int(writes) > 60
