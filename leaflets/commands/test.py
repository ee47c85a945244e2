"""`test`: runs the project's tests in its own Python. Not itself a test."""

import argparse
import os
import subprocess
from typing import TYPE_CHECKING

from leaflets.findings import LeafletError

if TYPE_CHECKING:
    import pytest

NAME = "test"
HELP = "Run all tests; more words go to pytest."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(passed_on=())


def execute(options: argparse.Namespace) -> int:
    import pytest

    from leaflets.first_run import ROOT

    os.chdir(ROOT)
    code = pytest.main(list(options.passed_on), plugins=[OutsideTools(strict=bool(os.environ.get("CI")))])
    if code == pytest.ExitCode.USAGE_ERROR:
        raise LeafletError("pytest does not understand these words. See its message above.")
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    return 0 if code == pytest.ExitCode.OK else 1


class OutsideTools:
    """Leaves out the tests of tools that this machine lacks, and says so at the end; in CI nothing is left out.

    A test marked `external("verapdf")` needs that checker; `external` alone needs them all.
    """

    def __init__(self, strict: bool) -> None:
        from leaflets import formats, verify

        reasons = {name: verify.load(name).available() for name in verify.NAMES}
        reasons |= {"kokoro": _no_kokoro(), "namespaces": _no_namespaces()}
        reasons |= {extra: formats.load(name).available() for name, extra in formats.EXTRAS.items()}
        reasons |= {name: formats.load(name).available() for name in formats.PROGRAMS}
        self.absent = {} if strict else {name: reason for name, reason in reasons.items() if reason is not None}
        self.left_out = 0

    def pytest_collection_modifyitems(self, config: "pytest.Config", items: "list[pytest.Item]") -> None:
        """Called by pytest with every test it found."""
        out = [item for item in items if self._needs_absent(item)]
        if out:
            self.left_out = len(out)
            config.hook.pytest_deselected(items=out)
            items[:] = [item for item in items if item not in out]

    def _needs_absent(self, item: "pytest.Item") -> bool:
        marks = item.iter_markers("external")
        return any(self.absent and (not mark.args or set(mark.args) & set(self.absent)) for mark in marks)

    def pytest_terminal_summary(self, terminalreporter: "pytest.TerminalReporter") -> None:
        """Called by pytest at the end."""
        for reason in self.absent.values() if self.left_out else ():
            terminalreporter.write_line(f"not checked: {reason} ({self.left_out} tests left out)", yellow=True)


def _no_namespaces() -> str | None:
    """Why a test cannot have a disk and a network of its own; None where it can (Linux)."""
    try:
        done = subprocess.run(("unshare", "-rmn", "true"), capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "A real full disk and no network: the program unshare (Linux, util-linux) is not here."
    if done.returncode:
        return f"A real full disk and no network: this computer does not allow them: {done.stderr.strip()}."
    return None


def _no_kokoro() -> str | None:
    """Why the optional voices cannot speak; None where they can."""
    from leaflets import voices

    for name in voices.NAMES:
        if voices.voices()[name].extra:
            try:
                voices.load(name)
            except LeafletError as error:
                return " ".join(str(error).splitlines())
    return None
