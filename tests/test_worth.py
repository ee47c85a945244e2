"""The spoken forms are worth their trouble: a voice that is given the printed words says twice as much wrongly."""

import pytest
import worth

CASES = worth.cases()
SAMPLE = tuple(case for case in CASES if not case.calls)[::30]
"""Every thirtieth case that a recogniser can judge: nobody chose them, and they are heard in half a minute."""


@pytest.mark.external("heard")
def test_spoken_forms_halve_the_words_that_are_misheard() -> None:
    raw = worth.share(worth.misheard(SAMPLE, [case.printed for case in SAMPLE]))
    ours = worth.share(worth.misheard(SAMPLE, worth.normalised(SAMPLE)))
    assert 0 < ours <= raw / 2


def test_spoken_forms_halve_the_sounds_that_are_wrong() -> None:
    raw = worth.share(worth.missaid(CASES, [case.printed for case in CASES]))
    assert raw > 0.25
    assert worth.share(worth.missaid(CASES, worth.normalised(CASES))) <= raw / 2


def test_sounds_are_told_apart_and_marks_are_none() -> None:
    one, other, stopped = worth.phonemes(["nine nine nine", "999", "Nine, nine nine."])
    assert one == stopped == "naɪnnaɪnnaɪn"
    assert other.startswith("naɪnhʌndɹɪd")


def test_numbers_to_call_are_not_judged_by_a_recogniser() -> None:
    by_said = {case.said: case.calls for case in CASES}
    assert by_said["Call zero eight zero zero, zero two eight, eight zero zero zero."]
    assert by_said["the second of May twenty eighteen"] is False
