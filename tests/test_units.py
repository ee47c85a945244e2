"""The one splitter: what counts as a sentence and as a word."""

import pytest

from leaflets import units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The plan is new. We will tell you more.", ("The plan is new.", "We will tell you more.")),
        ("Dr. Green met Mrs. Hill at St. Mary's. We came.", ("Dr. Green met Mrs. Hill at St. Mary's.", "We came.")),
        ("It opens at 9 a.m. – see you there.", ("It opens at 9 a.m. – see you there.",)),
        ("Bring a snack, e.g. Apples or nuts. Thank you.", ("Bring a snack, e.g. Apples or nuts.", "Thank you.")),
        ("We meet at 3.30 p.m. in the hall. Come in.", ("We meet at 3.30 p.m. in the hall.", "Come in.")),
        ("We meet at 3.30 p.m. Bring a friend.", ("We meet at 3.30 p.m.", "Bring a friend.")),
        ("We meet at 3.30 p.m. Monday. Bring a friend.", ("We meet at 3.30 p.m. Monday.", "Bring a friend.")),
        ("We meet at 10 a.m. 4 May in the hall.", ("We meet at 10 a.m. 4 May in the hall.",)),
        ("Look at www.example.org. You can read more.", ("Look at www.example.org.", "You can read more.")),
        ("Send it today. help@example.org is our e-mail.", ("Send it today.", "help@example.org is our e-mail.")),
        ("Send it today. www.example.org has more.", ("Send it today.", "www.example.org has more.")),
        ("Phone 020 7946 0123. We are here to help.", ("Phone 020 7946 0123.", "We are here to help.")),
        ("Tel. 020 7946 0123", ("Tel. 020 7946 0123",)),
        ("It costs 2.50 pounds. It was 3.0 before.", ("It costs 2.50 pounds.", "It was 3.0 before.")),
        ("It began in 2019. 30 people came.", ("It began in 2019.", "30 people came.")),
        ("J. K. Brown wrote it. A. Hill drew it.", ("J. K. Brown wrote it.", "A. Hill drew it.")),
        ("This is plan B. It is new.", ("This is plan B.", "It is new.")),
        ("The N.H.S. Trust said yes. The U.K. is big.", ("The N.H.S. Trust said yes.", "The U.K. is big.")),
        ("“Why do we need it?” People asked that.", ("“Why do we need it?”", "People asked that.")),
        ("“Why do we need it?” asked Ann.", ("“Why do we need it?” asked Ann.",)),
        ("Really?! Yes.", ("Really?!", "Yes.")),
        ("No. We did not go to No. 5.", ("No.", "We did not go to No. 5.")),
        ("1. Open the door. 2. Go in.", ("1. Open the door.", "2. Go in.")),
        ("We met.The talk was good.", ("We met.", "The talk was good.")),
        ("Look at Example.Org first.", ("Look at Example.Org first.",)),
        ("We waited … then it began. It was good.", ("We waited … then it began.", "It was good.")),
        ("A line\nthat goes on.\n\nA heading\n\nThe end.", ("A line that goes on.", "A heading", "The end.")),
        ("Windows\r\nlines.\r\n\r\nThe end.", ("Windows lines.", "The end.")),
        ("", ()),
        (" . … – ", ()),
    ],
)
def test_text_is_split_where_a_reader_would_stop(text: str, expected: tuple[str, ...]) -> None:
    assert units.sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("St George's Trust", 3),
        ("Phone 020 7946 0123.", 4),
        ("at 5.30 for your well-being", 5),
        ("Yes – and no", 3),
        ("Monday–Friday, 9–5", 3),
        ("so—then", 2),
        ("Ask us & go . . .", 3),
        ("** • –", 0),
        ("", 0),
    ],
)
def test_words_are_counted_as_a_reader_would(text: str, count: int) -> None:
    assert len(units.words(text)) == count


def test_words_keep_their_punctuation_and_their_order() -> None:
    assert units.words("“Go,” said Dr. Hill.") == ("“Go,”", "said", "Dr.", "Hill.")


def test_a_language_brings_its_own_abbreviations() -> None:
    text = "Das gilt bzw. Es gilt nicht."
    assert len(units.sentences(text)) == 2
    assert units.sentences(text, ("bzw.",)) == (text,)


def test_no_word_is_lost_or_invented_by_splitting() -> None:
    text = "Dr. Hill came at 3.30 p.m. on 4 May. “Good!” she said. See www.example.org/a?b=1. Then tea, etc. The end"
    joined = " ".join(units.sentences(text))
    assert units.words(joined) == units.words(text)
