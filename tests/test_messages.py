"""Our own words keep our own rules: what the rules say, and the standard wording that goes into leaflets."""

import re
from collections.abc import Iterator
from typing import cast

import pytest

from leaflets import languages, units
from leaflets.checks import rules
from leaflets.findings import Finding

LIMIT = 15
_SHORT_FORMS = re.compile(r"(?i)\b\w+n['’]t\b|\b\w+['’](?:ll|re|ve|m)\b|\b(?:it|that|there|what)['’]s\b")
_VALUES = {"count": "19", "limit": "15", "mean": "11.4", "found": "word", "grade": "6.1", "near": "one, two, three",
           "date": "2019-05", "status": "superseded", "split": "A place to split it is before “and we read”.",
           "instead": "For “prior to” say “before”.", "meaning": "A library lends books.", "share": "12", "of": "30",
           "before": "survey", "shown": "SIM", "who": "Put it in this order: who, “read”, “book”."}  # fmt: skip
_SLOT = re.compile(r"\{\w+\}")


def _standard() -> Iterator[tuple[str, str]]:
    for tag in languages.tags():
        words = cast(dict[str, object], languages.load(tag).data["words"])
        for key, value in words.items():
            yield from ((f"{tag} {key}", text) for text in _texts(value))


def _texts(value: object) -> Iterator[str]:
    """The phrases of an entry, those of its lists and tables too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _long(text: str) -> list[str]:
    return [sentence for sentence in units.sentences(text) if len(units.words(sentence)) > LIMIT]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_what_a_rule_says_is_easy_to_read(rule: object) -> None:
    said = [str(getattr(rule, part)).format(**_VALUES) for part in ("message", "hint")]
    for text in said:
        assert _long(text) == []
        assert _SHORT_FORMS.search(text) is None
        assert ";" not in text
        assert text.endswith((".", "…"))


@pytest.mark.parametrize(("key", "text"), list(_standard()), ids=[key for key, _ in _standard()])
def test_standard_wording_is_easy_to_read(key: str, text: str) -> None:
    filled = _SLOT.sub("The Greenfield Centre", text)
    assert _long(filled) == [], key
    assert _SHORT_FORMS.search(filled) is None
    assert not set(";&%") & set(filled)


def test_a_whole_finding_reads_well() -> None:
    rule = rules()[0]
    finding = Finding("x.md", 12, rule.code, "must fix", rule.message.format(**_VALUES), rule.hint.format(**_VALUES))
    assert str(finding) == (
        "x.md, line 12: must fix: This sentence has 19 words. Long sentences are hard to follow. "
        "Use 15 or fewer. Try two short sentences. A place to split it is before “and we read”. (ER-101)"
    )
