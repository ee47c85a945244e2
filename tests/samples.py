"""Leaflets for tests: the test manuscripts, composed with a house of their own."""

from datetime import date
from functools import cache
from pathlib import Path

from leaflets import languages, manuscript
from leaflets.compose import Ingredients, compose
from leaflets.glossary import Entry
from leaflets.house import House, HouseContact
from leaflets.model import Leaflet

MANUSCRIPTS = Path(__file__).parent / "manuscripts"
TODAY = date(2026, 11, 22)

HOUSE = House(
    name="Example Library",
    about=("We are *Example Library*.", "We lend books to people in our town."),
    contacts=(
        HouseContact("phone", "Phone", "020 7946 0123"),
        HouseContact("email", "Email", "hello@example.org"),
        HouseContact("website", "Website", "www.example.org"),
    ),
    contacts_are_examples=True,
    logo_alt="Four people",
)

INGREDIENTS = Ingredients(
    house=HOUSE,
    language=languages.load("en-GB"),
    today=TODAY,
    glossary={
        "sunday": Entry("Sunday", ("**Sunday** is the day after Saturday.",)),
        "sutton": Entry("Sutton"),
    },
)


def names() -> tuple[str, ...]:
    """Every test manuscript that can be built."""
    return tuple(sorted(path.parent.name for path in MANUSCRIPTS.glob("*/leaflet.en-GB.md")))


def text(name: str) -> str:
    return (MANUSCRIPTS / name / "leaflet.en-GB.md").read_text(encoding="utf-8")


def composed(manuscript_text: str, ingredients: Ingredients = INGREDIENTS, slug: str = "sample") -> Leaflet:
    """The complete leaflet of a manuscript that must be free of reading faults."""
    leaflet, findings = manuscript.read(manuscript_text, "leaflet.md", slug, "en-GB")
    assert findings == ()
    return compose(leaflet, ingredients)


@cache
def leaflet(name: str) -> Leaflet:
    """The complete leaflet of a test manuscript."""
    return composed(text(name), slug=name)
