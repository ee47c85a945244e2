"""Which signs the fonts carry: letters of the house font, those of a language with a font of its own, and no others."""

from dataclasses import replace

import pytest

from leaflets import languages, lettering


def test_letters_of_the_house_font_are_there_and_others_are_named_once() -> None:
    assert lettering.lacking("We say “Łódź” – café, £5 at 10 % …", "en-GB") == ()
    assert lettering.lacking("We like 😀 and 😀 and ж.", "en-GB") == ("😀", "ж")


def test_an_accent_of_its_own_counts_with_its_letter() -> None:
    assert lettering.lacking("cafe\u0301", "en-GB") == ()


def test_a_language_whose_own_font_is_not_installed_is_not_judged_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    english = languages.load("en-GB")
    table = {"name": "No Such", "package": "fontpkg-no-such", "file": "NoSuch.ttf"}
    other = replace(english, data={**english.data, "font": table})
    monkeypatch.setattr(languages, "load", lambda tag: other)
    assert lettering.lacking("மொழி", "en-GB") == ()
