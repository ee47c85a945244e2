"""What all tests share: `--accept` and the `golden` fixture, which compares a described result with a kept one."""

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest
from outside_tools import OutsideTools

from leaflets import formats

GOLDEN = Path(__file__).parent / "golden"

Golden = Callable[[str, str], None]

NEEDS = {**formats.EXTRAS, **{name: name for name in formats.PROGRAMS}}

FORMATS = tuple(
    pytest.param(name, marks=pytest.mark.external(NEEDS[name])) if name in NEEDS else name for name in formats.NAMES
)
"""Every format as a parameter of a test. One that needs an extra or a program from outside is left out where that is
missing, never in CI."""


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(OutsideTools())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="Keep what came out now as the golden files.")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden(name, text)`: the text must be that of `tests/golden/NAME`. With `--accept` it is written there.

    Goldens are described, never binary: text that a reviewer can read line by line.
    """
    accept = bool(request.config.getoption("--accept"))

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        text = text.rstrip("\n") + "\n"
        if accept:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        kept = path.read_text(encoding="utf-8") if path.exists() else ""
        if text != kept:
            lines = difflib.unified_diff(kept.splitlines(), text.splitlines(), f"golden/{name}", "now", lineterm="")
            shown = "\n".join(list(lines)[:60])
            pytest.fail(f"{shown}\n\nIf the new text is right, run the tests again with --accept.", pytrace=False)

    return compare
