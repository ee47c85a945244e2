"""The labelled sets are fit to measure with: they quote the manuscripts as they are, and cover every kind of fault.

These tests look at the sets alone. What the checks find in them is measured elsewhere.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import pytest

ROOT = Path(__file__).parent.parent
LABELLED = Path(__file__).parent / "labelled"
LEAFLETS = ("sim-london", "values-framework")
DELETED = "line deleted"
KINDS = (
    "actor", "date", DELETED, "modality", "name", "negation added", "negation lost", "number", "opposite", "quantity",
    "quotation and contact", "tense and status",
)  # fmt: skip

Entry = dict[str, object]

_FACTS = re.compile(r"\s*\{([^}]*)\}$")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


def entries(file: Path, table: str) -> list[Entry]:
    """The entries of a set, each with `at`: where it stands, for messages."""
    found = cast("list[Entry]", tomllib.loads(file.read_text(encoding="utf-8")).get(table, []))
    assert found, f"{file.name} has no [[{table}]]."
    return [{**entry, "at": f"{file.relative_to(ROOT)}, entry {number}"} for number, entry in enumerate(found, 1)]


def text(entry: Entry, key: str) -> str:
    value = entry.get(key)
    assert isinstance(value, str), f"{entry['at']}: “{key}” must be text."
    return value


def texts(entry: Entry, key: str) -> list[str]:
    value = entry.get(key)
    assert isinstance(value, list), f"{entry['at']}: “{key}” must be a list."
    assert value, f"{entry['at']}: “{key}” is empty."
    assert all(isinstance(one, str) for one in value), f"{entry['at']}: “{key}” must be a list of texts."
    return cast("list[str]", value)


def errors() -> list[Entry]:
    files = sorted(path for path in (LABELLED / "meaning").glob("*.toml") if path.stem != "accepted")
    return [entry for file in files for entry in entries(file, "error")]


def accepted() -> list[Entry]:
    return entries(LABELLED / "meaning" / "accepted.toml", "accepted")


def fact_ids(line: str) -> str:
    """What stands between the braces at the end of a manuscript line."""
    found = _FACTS.search(line)
    return found[1] if found else ""


def manuscript_lines(slug: str) -> Counter[str]:
    manuscript = (ROOT / "sources" / slug / "leaflet.en-GB.md").read_text(encoding="utf-8")
    return Counter(line.strip() for line in manuscript.splitlines())


def weights(slug: str) -> dict[str, str]:
    sheet = tomllib.loads((ROOT / "sources" / slug / "facts.toml").read_text(encoding="utf-8"))
    return {fact["id"]: fact["weight"] for fact in sheet["fact"]}


def plain(line: str) -> str:
    """A line as a reader sees it: no fact ids, no stars."""
    return _FACTS.sub("", line).replace("*", "").strip().casefold()


def twice(values: Iterable[object]) -> list[object]:
    return [value for value, count in Counter(values).items() if count > 1]


@pytest.mark.parametrize("slug", LEAFLETS)
def test_every_original_line_stands_in_its_manuscript(slug: str) -> None:
    lines = manuscript_lines(slug)
    stale = [
        f"{entry['at']}: the manuscript of {slug} has this line {lines[text(entry, 'original')]} times, not once:\n"
        f"    {text(entry, 'original')}\n"
        f"  Put the line as it is now into “original”. Then mend the line below it."
        for entry in errors() + accepted()
        if entry["leaflet"] == slug and lines[text(entry, "original")] != 1
    ]
    assert not stale, "\n".join(stale)


def test_every_entry_names_a_leaflet_that_exists() -> None:
    wrong = [entry["at"] for entry in errors() + accepted() if entry.get("leaflet") not in LEAFLETS]
    assert not wrong, f"No such leaflet: {wrong}"


def test_every_slip_changes_its_line_and_keeps_its_facts() -> None:
    for entry in errors():
        original, changed = text(entry, "original"), text(entry, "changed")
        assert plain(changed) != plain(original), f"{entry['at']}: nothing is changed."
        if changed:
            assert fact_ids(changed) == fact_ids(original), f"{entry['at']}: the facts of the line must stay."
            assert changed not in manuscript_lines(text(entry, "leaflet")), f"{entry['at']}: this line is no slip."


def test_every_slip_is_of_the_kind_its_file_is_named_for() -> None:
    for entry in errors():
        kind = text(entry, "kind")
        assert f"/{kind.replace(' ', '_')}.toml," in str(entry["at"]), f"{entry['at']}: “{kind}” is another file."
        assert text(entry, "what"), f"{entry['at']}: “what” is empty."
        assert isinstance(entry.get("subtle"), bool), f"{entry['at']}: “subtle” must be true or false."


def test_only_lines_with_a_fact_that_must_be_said_are_deleted() -> None:
    for entry in errors():
        assert (text(entry, "changed") == "") == (entry["kind"] == DELETED), f"{entry['at']}: a line may not be empty."
        if entry["kind"] == DELETED:
            weight = weights(text(entry, "leaflet"))
            ids = re.findall(r"[A-Z]\d+[a-z]?", fact_ids(text(entry, "original")))
            assert "A" in {weight.get(one) for one in ids}, f"{entry['at']}: delete a line with an A fact."


def test_there_are_enough_slips_of_every_kind_and_half_are_subtle() -> None:
    found = errors()
    kinds = Counter(text(entry, "kind") for entry in found)
    assert sorted(kinds) == sorted(KINDS)
    assert min(kinds.values()) >= 8, kinds
    assert len(found) >= 90
    assert sum(entry["subtle"] is True for entry in found) * 2 >= len(found)
    for slug in LEAFLETS:
        assert sum(entry["leaflet"] == slug for entry in found) >= 40, slug


def test_no_slip_and_no_accepted_line_stands_there_twice() -> None:
    slips = [(entry["leaflet"], entry["original"], plain(text(entry, "changed"))) for entry in errors()]
    kept = [(entry["leaflet"], entry["original"], plain(" ".join(texts(entry, "reworded")))) for entry in accepted()]
    assert twice(slips + kept) == []


def test_accepted_lines_are_other_words_with_the_same_facts() -> None:
    found = accepted()
    for slug in LEAFLETS:
        assert sum(entry["leaflet"] == slug for entry in found) >= 20, slug
    for entry in found:
        original, reworded = text(entry, "original"), texts(entry, "reworded")
        assert plain(original) not in {plain(line) for line in reworded}, f"{entry['at']}: nothing is reworded."
        assert {fact_ids(line) for line in reworded} == {fact_ids(original)}, f"{entry['at']}: the facts must stay."


def test_the_passives_are_a_fair_mix_and_no_sentence_stands_there_twice() -> None:
    found = entries(LABELLED / "passives.toml", "sentence")
    assert len(found) >= 120
    assert twice(text(entry, "text").casefold() for entry in found) == []
    assert {type(entry.get("passive")) for entry in found} == {bool}
    assert 0.4 <= sum(entry["passive"] is True for entry in found) / len(found) <= 0.5
    forms = {flag: {text(entry, "form") for entry in found if entry["passive"] is flag} for flag in (True, False)}
    assert forms[True] == {"be", "modal or infinitive", "negated", "question", "get", "joined", "reduced"}
    assert forms[False] == {"active", "state", "noun, have or name"}


def test_every_hard_word_stands_in_its_text() -> None:
    for entry in entries(LABELLED / "hard_words.toml", "text"):
        body = (ROOT / text(entry, "article")).read_text("utf-8") if "article" in entry else text(entry, "words")
        present = set(_WORD.findall(body.casefold()))
        hard = texts(entry, "hard")
        assert hard == sorted(set(hard)), f"{entry['at']}: the words must be in order, each once."
        # A word and its lemma share all but the last letter: "carry" and "carries", "indicate" and "indicating".
        lost = [word for word in hard if not any(one.startswith(word[: max(3, len(word) - 1)]) for one in present)]
        assert not lost, f"{entry['at']}: not in the text any more, take them out: {lost}"


def test_the_hard_words_come_from_our_articles_and_from_six_short_texts() -> None:
    found = entries(LABELLED / "hard_words.toml", "text")
    assert {entry["article"] for entry in found if "article" in entry} == {
        f"sources/{slug}/article.md" for slug in LEAFLETS
    }
    own = [text(entry, "words") for entry in found if "article" not in entry]
    assert len(own) == 6
    assert all(60 <= len(words.split()) <= 100 for words in own)
    assert twice(text(entry, "name") for entry in found) == []
