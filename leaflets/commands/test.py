"""`test`: runs the project's tests in its own Python. Not itself a test."""

import argparse
import os

from leaflets.findings import LeafletError

NAME = "test"
HELP = "Run all tests; more words go to pytest."
_ALL = ("-n", "auto", "--dist", "loadfile")
"""For all tests: one process for each processor. Tests of one file stay together, because they share what they make."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(passed_on=())


def execute(options: argparse.Namespace) -> int:
    import pytest

    from leaflets.first_run import ROOT

    os.chdir(ROOT)
    code = pytest.main(list(options.passed_on or _ALL))
    if code == pytest.ExitCode.USAGE_ERROR:
        raise LeafletError("pytest does not understand these words. See its message above.")
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    return 0 if code == pytest.ExitCode.OK else 1
