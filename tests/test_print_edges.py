"""Leaflets at the edge of what print can do are made well, or refused in words that say what to do."""

from dataclasses import replace

import pytest
import samples

from leaflets import formats
from leaflets.build import Failed, Job, Made
from leaflets.formats import Files
from leaflets.house import House, HouseContact
from leaflets.model import Leaflet
from leaflets.packed import pack
from leaflets.worker import work

BASE = samples.text("smallest")
TITLE = BASE.split("title: ")[1].split("\n")[0]
EDITIONS = ("easy-read", "easy-read-dark", "large-print", "giant-print", "booklet-pages")
LONG = "How the community mental health team will support people in our borough at home and at work this year"


def composed(text: str, house: House = samples.HOUSE) -> Leaflet:
    return samples.composed(text, replace(samples.INGREDIENTS, house=house))


def with_contacts(*contacts: HouseContact) -> Leaflet:
    return composed(BASE, replace(samples.HOUSE, contacts=contacts))


def with_row(*lines: str) -> Leaflet:
    return composed("\n".join((BASE, "## What more?", "[picture: leaflet]", *lines, "")))


def result(leaflet: Leaflet, name: str, made: dict[str, Files] | None = None) -> Made | Failed:
    return work(Job(pack(leaflet), formats.edition(name), name, (), "key"), made or {}, formats.load)


GOOD = {
    "a long e-mail address and a long web address": with_contacts(
        HouseContact("email", "Email", "information@communitymentalhealthteam.example.com"),
        HouseContact("website", "Website", "www.sutton-mental-health-foundation.example.org/leaflets"),
    ),
    "nine contacts": with_contacts(*(HouseContact("phone", f"Line {n}", "020 7946 0123") for n in range(1, 10))),
    "a row higher than a page": with_row(*["We lend books to people in our town and help them read."] * 14),
    "a foot as long as a line": composed(BASE.replace(TITLE, "Life with a little help")),
    "initials that are explained": with_row("We work with **SWLSTG** now.", "== **SWLSTG** is a trust."),
    "a title that asks": composed(BASE.replace(TITLE, "Will it still be there?")),
}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("name", GOOD)
def test_what_people_may_well_write_is_made(name: str, edition: str) -> None:
    found = result(GOOD[name], edition)
    assert isinstance(found, Made), found.message
    if edition == "booklet-pages":
        assert isinstance(result(GOOD[name], "booklet", {edition: found.files}), Made)


@pytest.mark.parametrize(
    ("leaflet", "message"),
    [
        (composed(BASE.replace(TITLE, f"{LONG}, and {LONG.lower()}")), "Write a shorter title or cover line."),
        (with_row("We work \x07 now."), "Take it out of the text."),
        (with_row("We like " + "a" * 80 + "."), "is wider than a line."),
    ],
)
def test_what_cannot_be_printed_is_told(leaflet: Leaflet, message: str) -> None:
    found = result(leaflet, "booklet-pages")
    assert isinstance(found, Failed)
    assert message in found.message
    assert found.detail == ""
