"""Leaves out the tests of tools that this machine lacks, and says so at the end.

In CI only that is left out which the machine itself refuses: a disk and a network of a test's own.
"""

import os
import subprocess
from importlib.util import find_spec

import pytest

from leaflets import formats, verify, voices
from leaflets.findings import LeafletError


class OutsideTools:
    """A test marked `external("verapdf")` needs that checker; `external` alone needs them all."""

    def __init__(self) -> None:
        self.told: dict[str, int] = {}
        """Why tests are left out, in words for the reader, and how many each time."""

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Called by pytest with every test it found."""
        if not any(item.get_closest_marker("external") for item in items):
            return
        absent = _refused() if os.environ.get("CI") else {**_absent(), **_refused()}
        out = [item for item in items if _needs(item, absent)]
        if out:
            self.told = dict.fromkeys(absent.values(), len(out))
            config.hook.pytest_deselected(items=out)
            items[:] = [item for item in items if item not in out]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Called by pytest in each process: one of several tells the first what it left out."""
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["left_out"] = self.told

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Called by pytest-xdist when one of several processes has ended. All leave out the same tests."""
        self.told |= getattr(node, "workeroutput", {}).get("left_out", {})

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Called by pytest at the end."""
        for reason, left_out in self.told.items():
            terminalreporter.write_line(f"not checked: {reason} ({left_out} tests left out)", yellow=True)


def _needs(item: pytest.Item, absent: dict[str, str]) -> bool:
    return any(absent and (not mark.args or set(mark.args) & set(absent)) for mark in item.iter_markers("external"))


def _absent() -> dict[str, str]:
    """Why checkers, formats and voices are not there, by the names that tests are marked with."""
    reasons = {name: verify.load(name).available() for name in verify.NAMES}
    reasons |= {"kokoro": _no_kokoro(), "cluster": _no_cluster()}
    reasons |= {extra: formats.load(name).available() for name, extra in formats.EXTRAS.items()}
    reasons |= {name: formats.load(name).available() for name in formats.PROGRAMS}
    return {name: reason for name, reason in reasons.items() if reason is not None}


def _refused() -> dict[str, str]:
    """What a machine can refuse though nothing is missing: no step of CI could put it in place."""
    reason = _no_namespaces()
    return {} if reason is None else {"namespaces": reason}


def _no_namespaces() -> str | None:
    """Why a test cannot have a disk and a network of its own; None where it can (Linux)."""
    try:
        done = subprocess.run(("unshare", "-rmn", "true"), capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "A real full disk and no network: the program unshare (Linux, util-linux) is not here."
    if done.returncode:
        return f"A real full disk and no network: this computer does not allow them: {done.stderr.strip()}."
    return None


def _no_cluster() -> str | None:
    """Why nothing can be made on a cluster; None where it can."""
    if find_spec("distributed"):
        return None
    return "The packages for a cluster are not here. To get them, type: make --cluster ADDRESS"


def _no_kokoro() -> str | None:
    """Why the optional voices cannot speak; None where they can."""
    for name in voices.NAMES:
        if voices.voices()[name].extra:
            try:
                voices.load(name)
            except LeafletError as error:
                return " ".join(str(error).splitlines())
    return None
