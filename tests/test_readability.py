"""Reading scores: textstat on prepared text, our own counts beside it, and no network."""

import gzip
import importlib
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import leaflets
from leaflets import intake, units
from leaflets.checks import readability, syllables
from leaflets.checks.readability import own_formulas, prepare, score
from leaflets.findings import LeafletError

ARTICLE = Path(__file__).parent / "articles" / "garden.txt"

EASY = (
    "We have a new plan.",
    "The plan is for people in Sutton.",
    "You can ask us for help.",
    "We will tell you more in May.",
)


def article() -> tuple[str, ...]:
    return intake.read(ARTICLE)[0].sentences()


def test_an_article_is_counted_as_a_person_counts_it() -> None:
    scores = score(article())
    # By hand: 2 + 3 + 2 sentences in paragraphs and 3 items; 36, 27, 33, 10, 5, 9, 8, 9, 19 and 11 words.
    assert (scores.sentences, scores.words, scores.longest, scores.over_limit) == (10, 167, 36, 4)
    assert scores.mean == pytest.approx(16.7)


def test_textstat_and_our_own_formulas_agree_on_an_article() -> None:
    scores, own = score(article()), own_formulas(article())
    assert scores.grade is not None
    assert scores.smog is not None
    assert abs(scores.grade - own.grade) <= 0.7
    assert abs(scores.smog - own.smog) <= 0.7


def test_a_score_by_hand() -> None:
    # 4 sentences, 25 words; all have one syllable, only "people" and "Sutton" have two.
    scores = score(EASY)
    counted = 25 + 2
    assert scores.grade == pytest.approx(0.39 * 25 / 4 + 11.8 * counted / 25 - 15.59)
    assert scores.ease == pytest.approx(206.835 - 1.015 * 25 / 4 - 84.6 * counted / 25)
    assert scores.smog == pytest.approx(3.1291)


def test_hard_news_is_far_above_easy_read() -> None:
    hard, easy = score(article()), score(EASY)
    assert hard.reading_age is not None
    assert easy.reading_age is not None
    assert hard.reading_age >= 16
    assert easy.reading_age <= 8


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Stone met us at 3.30 p.m. in St. Mark's Hall.",
        "Write to help@example.org or look at www.example.org/a.b?c=1 today.",
        "It costs 2.50 pounds, i.e. 1,000 pence and more…",
        "“Why not?” she said to us all!",
        "Phone 020 7946 0123 (24 hours a day).",
        "Many well-being groups (e.g. ours) are in Sutton/Cheam.",
    ],
)
def test_stops_that_end_no_sentence_do_not_reach_textstat(text: str) -> None:
    prepared = prepare((text,))
    assert prepared.count(".") == 1
    assert len(prepared.split()) == len(units.words(text))
    assert score((text, *EASY)).not_scored == ""


def test_very_short_sentences_count_in_our_own_numbers_and_do_not_spoil_the_score() -> None:
    with_short = score((*EASY, "Call us.", "Ask us.", "Now."))
    assert with_short.sentences == 7
    assert with_short.grade == score(EASY).grade


def test_nothing_but_short_sentences_is_not_scored() -> None:
    scores = score(("Call us.", "Now."))
    assert scores.grade is None
    assert scores.words == 3
    assert scores.not_scored


def test_an_empty_text_is_not_scored() -> None:
    scores = score(())
    assert (scores.words, scores.mean, scores.grade) == (0, 0.0, None)


def test_a_language_without_a_formula_is_not_scored_but_counted() -> None:
    scores = score(EASY, "none")
    assert scores.grade is None
    assert scores.reading_age is None
    assert scores.words == 25
    assert "no reading score" in scores.not_scored


def test_a_text_that_textstat_splits_otherwise_is_not_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readability, "prepare", lambda sentences: " ".join(sentences))
    scores = score(("We met Dr. Ann B. C. Stone at 3.30 p.m. in St. Mark's Hall.", *EASY[:2]))
    assert scores.grade is None
    assert "counted" in scores.not_scored


def test_a_score_that_our_own_formula_does_not_confirm_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syllables, "estimate", lambda word: 3)
    scores = score(EASY)
    assert scores.grade is None
    assert "agree" in scores.not_scored


def test_scores_need_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError("A score must not open a connection.")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    readability._textstat.cache_clear()
    assert score(("Zyxwvut flurbish quonkers are here for us.", *EASY)).words == 32


def test_a_dictionary_from_elsewhere_is_refused() -> None:
    score(EASY)
    textstats_own = importlib.import_module("textstat.backend.utils._get_cmudict")
    with pytest.raises(LeafletError, match="from elsewhere"):
        textstats_own.get_cmudict("en_US")


def modules_after(code: str) -> set[str]:
    """What a Python of its own has imported when it has run that code."""
    code = f"{code}\nimport sys\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_scores_do_not_wait_for_nltk() -> None:
    assert "nltk" in modules_after("import textstat"), "textstat does without it now: take away _without_nltk()."
    found = modules_after("from leaflets.checks import readability\nreadability._textstat()")
    assert "textstat" in found
    assert "nltk" not in found


def test_a_textstat_that_passes_our_dictionary_by_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    readability._textstat.cache_clear()
    monkeypatch.setattr(readability, "_PROBE", "another")
    monkeypatch.setattr(readability._Pronunciations, "__getitem__", lambda self, word: [["A0"]])
    with pytest.raises(LeafletError, match="constraints"):
        readability._textstat()
    monkeypatch.undo()
    readability._textstat.cache_clear()


def test_only_one_module_imports_textstat() -> None:
    folder = Path(leaflets.__file__).parent
    asks = re.compile(r"^\s*(import|from)\s+(textstat|nltk)\b|import_module\(.(textstat|nltk)", re.MULTILINE)
    modules = folder.rglob("*.py")
    importers = {path.relative_to(folder).as_posix() for path in modules if asks.search(path.read_text("utf-8"))}
    assert importers == {"checks/readability.py"}


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("serenity", 4), ("recovery", 4), ("dementia", 3), ("people", 2), ("mental", 2), ("health", 1),
        ("behavioural", 4), ("prioritised", 4), ("anaesthetist", 4), ("counsellor", 3), ("organisation", 5),
        ("centre", 2), ("haemoglobin", 4), ("paediatrician", 5), ("gynaecology", 5), ("anaemia", 4), ("labelling", 3),
        ("travelled", 2), ("colour", 2), ("colourful", 3), ("programme", 2), ("leukaemia", 4), ("defence", 2),
        ("enrolment", 3), ("grey", 1), ("analysed", 3), ("specialised", 3), ("oesophagus", 4), ("well-being", 3),
        ("well_being", 3), ("nhs", 3), ("gp", 2), ("network's", 2), ("houses", 2), ("2019", 4), ("2026", 5),
        ("1905", 4), ("1900", 4), ("2", 1), ("7", 2), ("15", 2), ("40", 2), ("120", 6), ("1000", 3), ("020", 5),
        ("999", 3), ("111", 3), ("136", 3),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_people_in_britain_say_them(word: str, count: int) -> None:
    assert syllables.known(word) == count


@pytest.mark.parametrize(("word", "count"), [("flurbish", 2), ("zog", 1), ("bremble", 2), ("quonkers", 2), ("pft", 1)])
def test_unknown_words_are_counted_by_their_vowels(word: str, count: int) -> None:
    assert syllables.known(word) is None
    assert syllables.estimate(word) == count


def test_the_dictionary_is_whole_and_its_notice_stands_beside_it() -> None:
    folder = Path(syllables.__file__).parent / "words" / "cmudict"
    lines = gzip.decompress((folder / "syllables.txt.gz").read_bytes()).decode("utf-8").splitlines()
    assert sum(len(line.split(" ")) - 1 for line in lines) == 126_052
    assert "Carnegie Mellon University" in (folder / "LICENSE").read_text("utf-8")
