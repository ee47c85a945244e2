"""A command ends at once, with its own exit code, and nothing that was promised for its end is left out."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BEGIN = "import atexit, sys\nfrom leaflets.leaving import Leaving\nleaving = Leaving()\n"


def ended(program: str) -> "subprocess.CompletedProcess[str]":
    """What a process says and how it ends that does this after it has made a `leaving`."""
    return subprocess.run(
        [sys.executable, "-c", BEGIN + program], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("code", [0, 1, 2, 130])
def test_the_exit_code_is_that_of_the_command(code: int) -> None:
    assert ended(f"sys.exit(leaving({code}))").returncode == code


def test_what_was_printed_gets_out_and_what_was_promised_is_done() -> None:
    told = ended(
        "import threading, time\n"
        "threading.Thread(target=lambda: (time.sleep(0.2), print('threads are waited for'))).start()\n"
        "atexit.register(print, 'promises are kept', end='')\n"
        "sys.exit(leaving(0))"
    )
    assert told.stdout == "threads are waited for\npromises are kept"


def test_nothing_is_taken_apart() -> None:
    code = (
        "class Kept:\n    def __del__(self) -> None:\n        print('taken apart')\nkept = Kept()\nkept.self = kept\n"
    )
    assert ended(f"{code}sys.exit(leaving(0))").stdout == ""


def test_an_error_that_nobody_caught_is_told_as_ever() -> None:
    told = ended("raise KeyError('why')")
    assert (told.returncode, told.stderr.splitlines()[-1]) == (1, "KeyError: 'why'")


def test_ctrl_c_that_nobody_caught_has_the_code_that_shells_know() -> None:
    assert ended("raise KeyboardInterrupt").returncode == 130


def test_a_command_without_any_output_ends_as_it_should() -> None:
    told = ended("sys.stdout = None\nsys.exit(leaving(2))")
    assert (told.returncode, told.stderr) == (2, "")


def test_output_that_does_not_get_out_is_no_success() -> None:
    told = ended(
        "import os\n"
        "sys.stdout = open(os.dup(1), 'w')\n"
        "print('words')\n"
        "os.close(sys.stdout.fileno())\n"
        "sys.exit(leaving(0))"
    )
    assert told.returncode == 120
