"""Rules are not asked about texts in which they find nothing: what is said is the same as if they were."""

import tomllib
from pathlib import Path
from random import Random

import pytest

from leaflets import languages, spoken, spoken_rules
from leaflets.spoken_rules import amounts, calendar, names
from leaflets.spoken_rules.table import Table

ROOT = Path(__file__).parents[1]
LEXICON = spoken.load(ROOT / "sources" / "lexicon.en-GB.toml")
PRINTED = tuple(
    case["printed"] for case in tomllib.loads((ROOT / "tests/spoken/cases.toml").read_text("utf-8"))["case"]
)
MIXED = tuple(
    " ".join(Random(number).choices(" ".join(PRINTED).split(), k=1 + number % 9)) for number in range(1_000)
)  # words of the cases beside others than there
HIDDEN = tuple(
    f"{text[: len(text) // 2]}{sign}{text[len(text) // 2 :]}"
    for text in PRINTED[::9]
    for sign in "\u00adé\u0301½ß\x07\u200b€"
)


def said(texts: tuple[str, ...], tag: str) -> list[spoken.Pairs]:
    language = languages.load(tag)
    return [spoken.say(text, language, LEXICON if tag == "en-GB" else ()) for text in texts]


@pytest.mark.parametrize("tag", languages.tags())
def test_what_is_said_does_not_depend_on_what_is_skipped(tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = (*PRINTED, *MIXED, *HIDDEN)
    quick = said(texts, tag)
    for module in (spoken_rules, calendar, amounts):
        monkeypatch.setattr(module, "has_figures", lambda text: True)
    for module in (calendar, amounts, names):
        monkeypatch.setattr(module, "has_one_of", lambda words, text: True)
    assert said(texts, tag) == quick


@pytest.mark.parametrize("tag", languages.tags())
def test_a_plain_text_is_cleaned_like_any_other(tag: str) -> None:
    table = Table(languages.load(tag))
    for text in PRINTED:
        # With a letter that is no plain one, every sign is looked at by itself.
        assert spoken._clean(f"{text} é", table) == f"{spoken._clean(f'{text} e', table)[:-1]}é"
