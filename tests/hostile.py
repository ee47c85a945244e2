"""A leaflet in a folder of its own, for tests of texts and files that are broken or made to do harm."""

import time
from datetime import date
from pathlib import Path

from leaflets import sources
from leaflets.findings import Finding

TODAY = date(2026, 11, 22)
QUICK_S = 60.0
"""Everything that is refused takes a second or two on a computer that does nothing else; without a limit, hours."""

HOUSE = """
name = "The library"
formats = ["text"]
[[contact]]
kind = "phone"
label = "Phone"
value = "020 7946 0123"
"""
HEAD = """---
title: Open on Sunday
information-date: 2026-11
cover-picture: meet-three
---
## When are we open?
[picture: clock-changed]
We are open on Sunday.
"""
FIRST = HEAD.count("\n") + 1
"""The line below the head."""


def write(folder: Path, text: str | bytes, house: str = HOUSE, slug: str = "library") -> Path:
    """The folder of sources, with one leaflet of that text."""
    place = folder / "sources" / slug
    place.mkdir(parents=True, exist_ok=True)
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    (place / "leaflet.en-GB.md").write_bytes(data)
    (place.parent / "house.toml").write_text(house, encoding="utf-8")
    return place.parent


def findings(folder: Path, text: str | bytes, house: str = HOUSE) -> tuple[Finding, ...]:
    """What `check` and `make` say about a leaflet of that text, in time."""
    place = write(folder, text, house)
    begun = time.monotonic()
    source = sources.load(place, "library", TODAY)
    assert time.monotonic() - begun < QUICK_S
    return source.findings


def told(folder: Path, text: str | bytes) -> dict[str, Finding]:
    """Everything that must be fixed in it, by code, the first of each; each in words that say what to do."""
    found = [finding for finding in findings(folder, text) if finding.level == "must fix"]
    for finding in found:
        assert finding.file.endswith("leaflet.en-GB.md")
        assert finding.message
        assert finding.hint
    return {finding.code: finding for finding in reversed(found)}


def everything(folder: Path) -> set[str]:
    """The paths of all files in a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
