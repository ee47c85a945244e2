"""Hard words: found as a person marked them, explained from the glossary, and never a name or a figure."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from simplemma.strategies import DEFAULT_DICTIONARY_FACTORY

from leaflets import units
from leaflets.checks import vocabulary, word_lists
from leaflets.checks.lemmas import forms, tokens
from leaflets.checks.listed import Listed

ROOT = Path(__file__).resolve().parent.parent
LABELLED = Path(__file__).parent / "labelled" / "hard_words.toml"
TAG = "en-GB"


@dataclass(frozen=True)
class Measured:
    """How many words were found, how many of them rightly, and how many there were."""

    name: str
    found: int
    right: int
    labelled: int

    @property
    def precision(self) -> float:
        return self.right / self.found

    @property
    def recall(self) -> float:
        return self.right / self.labelled

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    def __str__(self) -> str:
        return f"{self.name:45} P {self.precision:.2f}  R {self.recall:.2f}  F1 {self.f1:.2f}"


def found_in(text: str) -> list[str]:
    """The hard words of a text as written, whole terms as one."""
    return [hard.words for sentence in units.sentences(text) for hard in vocabulary.find(sentence, TAG)]


def hard_parts(hard: vocabulary.Hard) -> tuple[str, ...]:
    """The words of a term that make it hard; where each is easy by itself, the first."""
    parts = [part for part in tokens(hard.words) if part.isalpha()]
    special = {*word_lists.domain(TAG)["words"], *word_lists.domain(TAG)["capital"]}
    found = [part for part in parts if special & {*forms(part, TAG)} or not vocabulary._listed(part, TAG)]
    return tuple(part for part in found if not part.isupper()) or tuple(parts[:1])


def lemmas_in(text: str) -> list[frozenset[str]]:
    """The hard words of a text, each with all forms it goes by; of a term, the words that make it hard."""
    found = {}
    for sentence in units.sentences(text):
        for hard in vocabulary.find(sentence, TAG):
            for word in hard_parts(hard):
                known = forms(word, TAG)
                found[known[min(1, len(known) - 1)]] = frozenset(known)
    return list(found.values())


def text_of(labelled: dict[str, str]) -> str:
    """The words of a labelled text; a title of an article is none of them."""
    if "words" in labelled:
        return labelled["words"]
    lines = (ROOT / labelled["article"]).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


def measured() -> list[Measured]:
    result = []
    for text in tomllib.loads(LABELLED.read_text(encoding="utf-8"))["text"]:
        wanted, found = set(text["hard"]), lemmas_in(text_of(text))
        right = {label for label in wanted if any(label in known for known in found)}
        result.append(Measured(text["name"], len(found), len(right), len(wanted)))
    return result


def test_hard_words_are_found_as_a_person_marked_them() -> None:
    each = measured()
    everything = Measured("all", sum(m.found for m in each), sum(m.right for m in each), sum(m.labelled for m in each))
    print(*each, everything, sep="\n")
    assert everything.f1 >= 0.80
    assert everything.recall >= 0.80
    assert len(each) >= 8


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We will liaise with stakeholders.", ["liaise", "stakeholders"]),
        ("The plan is for street triage and social care.", ["street triage", "social care"]),
        ("Most people like the new library.", []),
        ("We meet in Clapham Junction with Florence Nightingale.", []),
        ("Serenity Integrated Mentoring is a plan.", []),
        ("Call 020 7946 0123 or go to www.example.org at 5.30 pm.", []),
        ("The Trust and the Act", ["Trust", "Act"]),
        ("You can trust us to act.", []),
        ("Our neighbours planned happier programmes at the centre.", []),
        ("She felt worse, but he was the kindest helper.", []),
    ],
)
def test_what_is_a_hard_word_and_what_is_none(text: str, words: list[str]) -> None:
    assert found_in(text) == words


def test_a_rare_word_must_be_changed_or_explained_and_a_common_one_looked_at() -> None:
    rare, common = vocabulary.find("A sublime session.", TAG)
    assert (rare.words, rare.tier) == ("sublime", "change or explain")
    assert (common.words, common.tier) == ("session", "look at")


def test_the_share_of_words_outside_the_easy_list_is_counted() -> None:
    # 2 of 10 words; the name and the figure are no hard words.
    share = vocabulary.share_outside(("We liaise with Ann Hill on 4 May.", "A sublime day."), TAG)
    assert share == pytest.approx(2 / 11)
    assert vocabulary.share_outside((), TAG) is None


def test_a_language_without_word_lists_has_no_hard_words_and_no_share() -> None:
    assert vocabulary.find("Une phrase simultanément difficile.", "fr") == ()
    assert vocabulary.share_outside(("Une phrase.",), "fr") is None


def test_no_list_of_words_is_bigger_than_a_repository_should_hold() -> None:
    words = ROOT / "leaflets" / "checks" / "words"
    sizes = {path.name: path.stat().st_size for path in words.rglob("*") if path.parent.name != "cmudict"}
    assert max(sizes.values()) < 400_000


@pytest.mark.parametrize("folder", ["easy", "frequency", "cmudict"])
def test_data_from_others_has_its_source_and_licence_beside_it(folder: str) -> None:
    readme = (ROOT / "leaflets" / "checks" / "words" / folder / "README.md").read_text(encoding="utf-8")
    assert "licence" in readme.casefold()
    assert len(readme.split()) > 50


def test_easy_words_are_no_domain_words() -> None:
    assert not set(word_lists.domain(TAG)["words"]) & {"people", "help", "question", "worker"}


def test_a_dictionary_that_is_searched_line_by_line_gives_what_it_was_packed_from() -> None:
    words = dict(DEFAULT_DICTIONARY_FACTORY.get_dictionary("en"))
    listed = Listed(Listed.packed(words))
    some = list(words)[::97]
    assert {word: listed[word] for word in some} == {word: words[word] for word in some}
    assert (len(listed), set(listed)) == (len(words), set(words))
    unknown = [f"{word}q" for word in some if f"{word}q" not in words] + ["", "\t", "zzzz"]
    assert [word for word in unknown if word in listed] == []
    assert Listed(b"").get("word") is None
