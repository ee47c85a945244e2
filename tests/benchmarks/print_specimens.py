"""Leaflets for the benchmark of print: the real ones with other words each time, and some that nobody wrote."""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "sources"
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import generated  # noqa: E402

from leaflets import catalogue, sources  # noqa: E402
from leaflets.model import Leaflet  # noqa: E402

TODAY = date(2026, 11, 22)
ROWS = (12, 30)
"""Rows of the leaflets that nobody wrote."""


def real(slug: str) -> Leaflet:
    """The leaflet as it stands in the sources."""
    return sources.load(SOURCES, slug, TODAY).leaflet


def some(number: int) -> Iterator[tuple[str, Leaflet]]:
    """Each kind of leaflet with its name. Another number gives other words, so nothing kept from before serves it."""
    for slug in catalogue.names(SOURCES):
        yield f"`{slug}`, words varied", varied(slug, number)
    for rows in ROWS:
        yield f"generated, {rows} rows", generated.leaflet(rows, seed=number)


def many(count: int) -> Iterator[Leaflet]:
    """That many different leaflets, one in ten of them a real one with other words."""
    slugs = catalogue.names(SOURCES)
    for number in range(count):
        if number % 10:
            yield generated.leaflet(10 + number % 25, seed=1000 + number)
        else:
            yield varied(slugs[number // 10 % len(slugs)], number)


def varied(slug: str, number: int) -> Leaflet:
    """The real leaflet with a word more in every sentence of its manuscript."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(SOURCES, Path(folder) / "sources"))
        for manuscript in (copy / slug).glob("leaflet.*.md"):
            text = manuscript.read_text(encoding="utf-8")
            manuscript.write_text(re.sub(r"\.(?=\s|$)", f" {100 + number}.", text), encoding="utf-8")
        return sources.load(copy, slug, TODAY).leaflet
