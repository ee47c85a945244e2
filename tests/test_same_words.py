"""Every format says the same words in the same order: for every format and every manuscript."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import samples
from conftest import FORMATS

from leaflets import catalogue, formats, sources
from leaflets.formats import Files
from leaflets.model import Leaflet
from leaflets.verify import words

SOURCES = Path(__file__).parents[1] / "sources"
LEAFLETS = (
    *(f"manuscripts/{name}" for name in samples.names()),
    *(f"sources/{name}" for name in catalogue.names(SOURCES)),
)


@cache
def leaflet(name: str) -> Leaflet:
    folder, slug = name.split("/")
    return samples.leaflet(slug) if folder == "manuscripts" else sources.load(SOURCES, slug, date(2026, 11, 22)).leaflet


@cache
def written(name: str, format_name: str) -> Files:
    made = formats.load(format_name)
    needed = {need: written(name, need) for need in made.needs}
    return made.write(leaflet(name), formats.edition(format_name, voice="silent"), needed)


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name", LEAFLETS)
def test_a_format_says_the_words_of_the_leaflet(name: str, format_name: str) -> None:
    made = formats.load(format_name)
    files = written(name, format_name)
    edition = formats.edition(format_name, voice="silent")
    assert words.check(leaflet(name), edition, made, files) is None
