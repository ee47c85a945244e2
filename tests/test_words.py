"""The same-words check: every kind of fault that a format could put into a leaflet's words is seen and named."""

from dataclasses import replace

import pytest
from toy_formats import FORMATS, leaflet, words_of

from leaflets import formats
from leaflets.formats import Doubts, Edition
from leaflets.model import Cover, Leaflet, Point, Run, Section, Sentence
from leaflets.verify.words import Examined, check, compare, examine

SENTENCES = (
    "The library card",
    "It is not for children under 5.",
    "It is free for most people.",
    "Call us on 020 7946 0000.",
    "Page 2 of the form is for your name.",
)
WORDS = " ".join(SENTENCES)
FURNITURE = ("Page {number} of {number}", "Draft. Not checked.", "The library card")


def seen(said: str, furniture: tuple[str, ...] = FURNITURE) -> str:
    """What the check says of these words; empty when they are the leaflet's."""
    sentences = [Sentence((Run(text[:3]), Run(text[3:]))) for text in SENTENCES]
    difference = compare(sentences, said, furniture)
    return str(difference) if difference else ""


def test_the_leaflets_own_words_pass() -> None:
    assert seen(WORDS) == ""


def test_line_breaks_and_spaces_make_no_difference() -> None:
    assert seen(WORDS.replace(" ", "\n  ")) == ""


@pytest.mark.parametrize("place", range(len(WORDS.split()) + 1))
def test_furniture_may_stand_anywhere_even_inside_a_sentence(place: int) -> None:
    words = WORDS.split()
    furniture = "Draft. Not checked. The library card Page 12 of 14"
    assert seen(" ".join((*words[:place], furniture, *words[place:]))) == ""


def test_furniture_that_is_not_declared_is_foreign() -> None:
    said = WORDS.replace("free", "free Draft. Not checked.")
    assert seen(said, ()) == "Not in the leaflet, but in the file after “5. It is free”: “Draft. Not checked.”."


def test_half_a_piece_of_furniture_is_foreign() -> None:
    assert seen(WORDS.replace("free", "free Page 2")).startswith("Not in the leaflet")


def test_a_number_slot_takes_numbers_only() -> None:
    assert seen(WORDS.replace("free", "free Page two of 9")).startswith("Not in the leaflet")


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (("not ", ""), "Lost after “library card It is”: “not”."),
        (("It is free for most people. ", ""), "Lost after “for children under 5.”: “It is free for most people.”."),
        (("your name.", "your"), "Lost after “form is for your”: “name.”."),
        (("The library", "library"), "Lost at the start: “The”."),
        (("most people", "mostpeople"), "Words joined after “It is free for”: “most people.” became “mostpeople.”."),
        (("children", "child ren"), "Word split after “It is not for”: “children” became “child ren”."),
        (("is not", "not is"), "Wrong order after “The library card It”: “is not” became “not is”."),
        (("under 5", "under 6"), "Changed after “not for children under”: “5.” became “6.”."),
        (("It is free", "It is always free"), "Not in the leaflet, but in the file after “under 5. It is”: “always”."),
        (("The library card", "Hello The library card"), "Not in the leaflet, but in the file at the start: “Hello”."),
        (("your name.", "your name. 7"), "Not in the leaflet, but in the file after “is for your name.”: “7”."),
        (("020 7946 0000", "020 7946 0001"), "Changed after “us on 020 7946”: “0000.” became “0001.”."),
    ],
)  # fmt: skip
def test_a_seeded_fault_is_named_with_its_place(fault: tuple[str, str], message: str) -> None:
    assert seen(WORDS.replace(*fault, 1)) == message


def test_every_single_lost_word_is_seen() -> None:
    words = WORDS.split()
    for place, word in enumerate(words):
        assert word in seen(" ".join(words[:place] + words[place + 1 :]), FURNITURE[:2]).split(": ", 1)[1]


def test_every_sentence_out_of_place_is_seen() -> None:
    for place in range(1, len(SENTENCES)):
        order = [*SENTENCES[place:], *SENTENCES[:place]]
        assert seen(" ".join(order), FURNITURE[:2])


def test_nothing_said_is_seen() -> None:
    assert seen("") == "Lost at the start: “The library card It is not …”."


def test_an_accent_may_be_one_sign_or_two() -> None:
    assert compare([Sentence((Run("Caf\u00e9"),))], "Cafe\u0301") is None


def test_many_pages_of_furniture_are_checked_in_no_time() -> None:
    sentences = [Sentence((Run(f"This is row {number} of the Page"),)) for number in range(2000)]
    said = " ".join(f"{sentence.text} Page {number} of 2000" for number, sentence in enumerate(sentences))
    assert compare(sentences, said, FURNITURE) is None


def test_a_finished_file_with_a_fault_is_seen() -> None:
    document = leaflet(words="It is not free.")
    toy, edition = FORMATS["toy-plain"], Edition("toy-plain")
    good = {"library.txt": words_of(document) + b" 7"}
    bad = {"library.txt": words_of(document).replace(b"not ", b"")}
    assert check(document, edition, toy, good) is None
    bare = replace(toy, furniture=lambda leaflet, edition: ())
    assert str(check(document, edition, bare, bad)) == "Lost after “we do It is”: “not”."


# Readers that are not always sure: braille ---------------------------------------------------------------------------

MARK = "⁇"
LONG = " ".join(("They lend games, e.g. chess.", *SENTENCES * 5))


def read_as(said: str, share: float = 0.01) -> Examined:
    """What comes of reading words back with a reader that marks what it is not sure of."""
    text = formats.load("text")
    made = replace(text, read_back=lambda files: said, doubts=Doubts(MARK, share), alike={"“": '"', "’": "'"})
    sentence = Sentence((Run(f"{LONG} It’s "), Run("gone", "stress")))
    point = Point("row", (sentence,))
    cover = Cover(title=Sentence((Run("Games"),)))
    section = Section("topic", Sentence((Run("What?"),)), (point,))
    return examine(Leaflet("games", "en-GB", cover, (section,)), text.edition, made, {})


SAID = f"Games What? {LONG} It's gone"


def test_signs_that_are_alike_to_the_reader_count_as_the_same() -> None:
    assert read_as(SAID) == Examined(None, len(SAID.split()))


def test_a_word_that_the_reader_was_not_sure_of_may_be_another_and_is_named() -> None:
    examined = read_as(SAID.replace("e.g.", f"e.go.{MARK}"))
    assert examined.difference is None
    assert str(examined) == f"{examined.words - 1} of {examined.words} words: “e.g.” as “e.go.”"


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("e.g.", "e.go."),  # the reader was sure
        ("not", f"nut{MARK}"),  # a word that must not be missed
        ("free", f"not{MARK}"),  # nor be put in
        ("gone", f"gun{MARK}"),  # a word that the leaflet stresses
        ("7946", f"7964{MARK}"),
        ("5.", f"five{MARK}"),
    ],
)
def test_other_words_must_be_right(word: str, other: str) -> None:
    assert "Changed" in str(read_as(SAID.replace(word, other, 1)).difference)


def test_more_than_the_share_is_too_much() -> None:
    said = SAID.replace("e.g.", f"e.go.{MARK}").replace("library", f"liberty{MARK}", 1)
    assert str(read_as(said).difference) == "Changed after “games, e.g. chess. The”: “library” became “liberty”."
    assert read_as(said, share=0.02).difference is None


def test_a_word_that_the_reader_was_not_sure_of_may_not_be_lost() -> None:
    assert "Lost" in str(read_as(SAID.replace("e.g. ", "")).difference)
