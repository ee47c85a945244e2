"""Formats that a machine cannot make: the others are made, and the person is told."""

from dataclasses import replace

import pytest

from leaflets import formats
from leaflets.lacking import lacking, left_out, why_stuck

REASON = "A program is not on this computer. Type: install"


@pytest.fixture
def no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    text = formats.load("text")
    monkeypatch.setattr("leaflets.formats.text.FORMAT", replace(text, available=lambda: REASON))


def test_most_formats_need_nothing_more() -> None:
    assert lacking(set(formats.DEFAULT)) == {}


@pytest.mark.usefixtures("no_text")
def test_what_cannot_be_made_is_told_for_each_leaflet() -> None:
    reasons = lacking(("word", "text"))
    assert reasons == {"text": REASON}
    (finding,) = left_out("museum", ("word", "text"), reasons)
    assert str(finding) == f"output/museum: should fix: The format text was left out. {REASON} (MK-106)"
    assert left_out("museum", ("word",), reasons) == []


def test_a_leaflet_is_stuck_when_none_of_its_formats_can_be_made() -> None:
    assert why_stuck(("word", "text"), {"text": REASON}) == ""
    assert why_stuck((), {"text": REASON}) == ""
    assert why_stuck(("text",), {"text": REASON}) == f"The format text cannot be made here. {REASON}"


def test_a_leaflet_of_which_nothing_can_be_made_must_be_seen_to() -> None:
    (finding,) = left_out("museum", ("text",), {"text": REASON})
    message = "The leaflet is not made: text cannot be made here."
    assert str(finding) == f"output/museum: must fix: {message} {REASON} (MK-106)"
