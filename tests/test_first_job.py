"""What a build waits for before its first jobs are at work: nothing that only the jobs themselves need."""

import subprocess
import sys
from pathlib import Path

import pytest

from leaflets import house

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    "library",
    ["PIL", "cffi", "docx", "jinja2", "lxml", "nltk", "numpy", "pikepdf", "pypdfium2", "weasyprint", "xml.sax"],
)
def test_a_build_knows_its_formats_without_the_libraries_of_their_writers(library: str, imported: set[str]) -> None:
    assert "leaflets.formats.word" in imported
    assert library not in imported


def test_a_leaflet_is_read_without_the_rules_that_are_asked_about_it_later() -> None:
    code = (
        "import sys; from datetime import date; from pathlib import Path; import leaflets.building\n"
        "leaflets.sources.read(Path('sources'), 'sim-london', date(2026, 11, 26))\n"
        "print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "leaflets.compose" in run.stdout.split()
    assert not {"leaflets.checks", "leaflets.meaning"} & set(run.stdout.split())


@pytest.fixture(scope="module")
def imported() -> set[str]:
    """The modules of a command that has come to know the formats of our house, and made none."""
    names = house.load(ROOT / "sources" / "house.toml").formats
    code = (
        "import sys; import leaflets.making; from leaflets import formats\n"
        f"for name in {names!r}: formats.load(name)\n"
        "print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stdout.split())
