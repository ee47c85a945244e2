"""What libraries said about words is kept, and so are parsed tables: each is made once, and nothing old counts."""

import json
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import simplemma

from leaflets import tables
from leaflets.checks import lemmas, readability
from leaflets.checks.answers import Answers
from leaflets.prepared import Shelf

PACKAGE = Path(tables.__file__).parent


def refuse() -> str:
    raise AssertionError("This was answered before.")


def test_a_word_is_asked_about_once(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, "1")
    answers = Answers(shelf, "lemmas en")
    assert [answers.of("planned", lambda: "plan"), answers.of("planned", refuse)] == ["plan", "plan"]
    answers.keep()
    assert Answers(shelf, "lemmas en").of("planned", refuse) == "plan"


def test_answers_are_kept_when_a_command_ends(tmp_path: Path) -> None:
    code = (
        "import pathlib, sys; from leaflets.checks.answers import Answers; from leaflets.prepared import Shelf\n"
        "Answers(Shelf(pathlib.Path(sys.argv[1]), '1'), 'known en').of('plan', lambda: 'plan')"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, cwd=PACKAGE.parent)
    assert Answers(Shelf(tmp_path, "1"), "known en").of("plan", refuse) == "plan"


def test_an_answer_of_other_code_does_not_count(tmp_path: Path) -> None:
    answers = Answers(Shelf(tmp_path, "simplemma 2.0"), "lemmas en")
    answers.of("planned", lambda: "planned")
    answers.keep()
    assert Answers(Shelf(tmp_path, "simplemma 2.1"), "lemmas en").of("planned", lambda: "plan") == "plan"


def test_two_builds_at_the_same_time_keep_the_answers_of_both(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, "1")
    first, second = Answers(shelf, "known en"), Answers(shelf, "known en")
    first.of("plan", lambda: "plan")
    second.of("zog", lambda: "")
    first.keep()
    second.keep()
    both = Answers(shelf, "known en")
    assert (both.of("plan", refuse), both.of("zog", refuse)) == ("plan", "")


def test_words_that_nobody_asks_for_make_room_for_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leaflets.checks.answers._MOST", 3)
    shelf = Shelf(tmp_path, "1")
    for words in (("one", "two", "three"), ("two", "four"), ("five", "six", "seven", "eight")):
        answers = Answers(shelf, "lemmas en")
        for word in words:
            answers.of(word, lambda: "a number")
        answers.keep()
        kept = shelf.find("lemmas en")
        assert kept is not None
        assert tuple(json.loads(kept)) == words[:3]


def test_a_damaged_file_of_answers_is_asked_for_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, "1")
    answers = Answers(shelf, "lemmas en")
    answers.of("planned", lambda: "plan")
    answers.keep()
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    assert Answers(shelf, "lemmas en").of("planned", lambda: "plan anew") == "plan anew"


def test_an_answer_is_what_simplemma_says() -> None:
    listed = sorted(lemmas._simplemma().get_dictionary("en"))[::500]
    words = [word for each in listed if (word := each.casefold()).isalpha()]
    for word in (*words, "planned", "better", "flurbish", "kingston", "quonkers"):
        assert lemmas._lemma(word, "en") == simplemma.lemmatize(word, "en")
        assert lemmas._is_known(word, "en") == simplemma.is_known(word, "en")


def test_a_word_of_the_dictionary_does_not_wait_for_simplemma() -> None:
    code = (
        "import sys; from leaflets.checks import lemmas; lemmas._simplemma().get_dictionary('en')\n"
        "before = 'simplemma' in sys.modules; asked = lemmas._Simplemma()\n"
        "print(before, asked.lemmatize('planned', 'en'), asked.is_known('planned', 'en'), 'simplemma' in sys.modules)"
    )
    lemmas._simplemma().get_dictionary("en")  # so that it is unpacked and kept
    run = subprocess.run([sys.executable, "-c", code], check=True, cwd=PACKAGE.parent, capture_output=True, text=True)
    assert run.stdout.split() == ["False", "plan", "True", "False"]


@pytest.mark.parametrize("word", ["flurbish", "quonkers", "zog", "stopsim"])
def test_a_word_without_known_syllables_is_divided_as_pyphen_divides_it(word: str) -> None:
    pyphen = import_module("pyphen").Pyphen(lang="en_US")
    assert readability._hyphenation("en_US").positions(word) == list(pyphen.positions(word))


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.toml")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_kept_table_is_what_its_file_says(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert [tables.read(path), tables.read(path)] == [data, data]
