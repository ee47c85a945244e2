"""Runs the outside checkers that come as Python packages, each as a program of its own, and reads what they report.

They are in the extra `proof`. A run that gives no report is an error, never a pass.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from typing import cast

from leaflets.findings import LeafletError

TIME_LIMIT_S = 120

Report = Mapping[str, object]


def missing(name: str, package: str) -> str | None:
    """Why a checker cannot run here, as a sentence that says what to do; None where it can."""
    if find_spec(package) is None:
        return f"The checker {name} is not on this computer. To install it, see .ci/run."
    return None


def report(name: str, package: str, *arguments: str) -> tuple[object, str]:
    """What the checker's command line reports in JSON, and what it wrote beside it; None where it reported nothing.

    Raises LeafletError where the checker cannot be started or does not end.
    """
    program = f"import sys; from {package}.cli import main; sys.exit(main())"
    command = (sys.executable, "-X", "utf8", "-c", program, *arguments)
    try:
        run = subprocess.run(
            command, capture_output=True, encoding="utf-8", errors="replace", timeout=TIME_LIMIT_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise LeafletError(f"{name} gave no answer in {TIME_LIMIT_S} seconds.") from error
    try:
        return json.loads(run.stdout), run.stderr
    except ValueError:
        return None, run.stderr


def failure(name: str, what: str, log: str) -> LeafletError:
    """The error of a checker that gave no result; `log`: what it wrote beside its report."""
    last = "\n".join("  " + line for line in log.splitlines()[-4:])
    return LeafletError(f"{name} {what}. Install it again: see .ci/run.\n{last}".rstrip())


def entries(found: object) -> list[Report]:
    """A list of objects, as JSON gives them. Raises TypeError for anything else."""
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise TypeError("no list of objects")
    return cast("list[Report]", found)
