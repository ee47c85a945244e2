"""Rows shared over pages, balanced lines, and the sealed renderer."""

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.findings import LeafletError
from leaflets.html import html
from leaflets.model import Run, Sentence
from leaflets.paper.balance import Block, Geometry, gaps, share, share_for_folding
from leaflets.paper.fonts import width_mm
from leaflets.paper.lines import LINE_END, MOST_BALANCED, SOFT_END, balanced, count
from leaflets.paper.read_back import read_back
from leaflets.paper.render import Sheet, pdf

A4 = Geometry(height_mm=252, least_gap_mm=5, gap_mm=7, most_gap_mm=14, topic_gap_mm=12)


def topic(name: str, *heights: float) -> list[Block]:
    """A topic's blocks: its heading (22 mm) counts with the first row."""
    return [Block(f"{name}{n}", height, 22 if n == 0 else 0) for n, height in enumerate(heights)]


def pages(*blocks: Block) -> list[list[str]]:
    return [[block.id for block in page.blocks] for page in share(blocks, A4)]


def test_rows_that_do_not_fit_one_page_are_shared_evenly_and_never_five_and_one() -> None:
    assert pages(*topic("a", 40, 40, 40, 40, 40, 40)) == [["a0", "a1", "a2"], ["a3", "a4", "a5"]]


def test_each_topic_starts_a_page() -> None:
    assert pages(*topic("a", 40, 40), *topic("b", 40, 40)) == [["a0", "a1"], ["b0", "b1"]]


def test_a_topic_of_one_row_shares_a_page_rather_than_stand_alone() -> None:
    assert pages(*topic("a", 40, 40), *topic("b", 40)) == [["a0", "a1", "b0"]]


def test_blocks_that_belong_together_stay_on_one_page() -> None:
    blocks = [*topic("a", 60, 60, 60), Block("contacts", 110, keep_with_next=True), Block("help", 60)]
    assert pages(*blocks)[-1] == ["contacts", "help"]


def test_spare_height_goes_into_the_gaps_up_to_a_limit() -> None:
    below = gaps(share(topic("a", 40, 40), A4), A4)
    assert below == {"a0": 14, "a1": 0}


def test_frames_that_belong_together_and_fill_a_page_move_closer_before_one_of_them_stands_alone() -> None:
    """In giant print in Tamil, contacts and help now were 0.1 mm too high for one page."""
    rows = [Block("1", 60, heading_mm=12), Block("2", 60)]
    contacts, help_now = Block("c", 150, starts_page=True, keep_with_next=True), Block("h", 98)
    pages = share([*rows, contacts, help_now], A4)
    assert [[block.id for block in page.blocks] for page in pages] == [["1", "2"], ["c", "h"]]
    assert pages[-1].gap_mm == pytest.approx(4)
    assert [block.id for block in share([*rows, contacts, Block("h", 99.6)], A4)[-1].blocks] == ["h"]


def test_rows_never_move_closer_than_the_least_gap() -> None:
    pages = share([Block("1", 150, heading_mm=12), Block("2", 86)], A4)
    assert [len(page.blocks) for page in pages] == [1, 1]


FLOWING = Geometry(height_mm=252, least_gap_mm=5, gap_mm=7, most_gap_mm=14, topic_gap_mm=12, topics_flow=True)


def test_topics_follow_each_other_where_they_flow() -> None:
    found = share([*topic("a", 40, 40), *topic("b", 40, 40)], FLOWING)
    assert [[block.id for block in page.blocks] for page in found] == [["a0", "a1", "b0", "b1"]]


def test_a_heading_stands_with_two_of_its_rows() -> None:
    found = share([*topic("a", 60, 60), *topic("b", 50, 50)], FLOWING)
    assert [[block.id for block in page.blocks] for page in found] == [["a0", "a1"], ["b0", "b1"]]


def test_the_line_that_names_a_topic_again_takes_its_room() -> None:
    def counts(continued_mm: float) -> list[int]:
        rows = [Block(f"a{n}", 57, 20 if n == 0 else 0, continued_mm) for n in range(7)]
        return [len(page.blocks) for page in share(rows, A4)]

    assert counts(0) == [3, 4]
    assert len(counts(14)) == 3


@pytest.mark.parametrize(("rows", "pages", "empty"), [(6, 3, 0), (9, 3, 0), (14, 7, 0), (3, 1, 2), (2, 1, 2)])
def test_a_folded_booklet_has_as_few_empty_pages_as_its_rows_allow(rows: int, pages: int, empty: int) -> None:
    found, left = share_for_folding([Block(f"a{n}", 60) for n in range(rows)], FLOWING, cover_pages=1)
    assert (len(found), left) == (pages, empty)
    assert (1 + pages + left) % 4 == 0


# A row of easy read is 33 to 63 mm high (visual design, section 5).
@given(st.lists(st.lists(st.floats(33, 63), min_size=2, max_size=9), min_size=1, max_size=8))
def test_no_page_overflows_holds_a_lone_row_or_parts_a_heading_from_its_topic(topics: list[list[float]]) -> None:
    blocks = [block for number, heights in enumerate(topics) for block in topic(f"t{number}-", *heights)]
    found = share(blocks, A4)
    assert [block.id for page in found for block in page.blocks] == [block.id for block in blocks]
    below = gaps(found, A4)
    for page in found:
        used = sum(block.height_mm + block.heading_mm for block in page.blocks)
        used += sum(below[block.id] for block, after in pairwise(page.blocks))
        assert used <= A4.height_mm + 0.01
        assert len(page.blocks) > 1


def set_in_a_row(*runs: Run) -> Sentence:
    """The sentence as it is set in an easy-read row."""
    (found,) = balanced((Sentence(runs),), 121, 18)
    return found


def lines(*runs: Run) -> list[str]:
    """The lines of a sentence in an easy-read row."""
    return lines_of(set_in_a_row(*runs))


def lines_of(*sentences: Sentence) -> list[str]:
    return [line.strip() for line in re.split(f"{SOFT_END}|{LINE_END}", " ".join(one.text for one in sentences))]


def test_lines_of_a_short_paragraph_are_made_nearly_equal() -> None:
    assert lines(Run("More than 40 service users and carers took part in it.")) == [
        "More than 40 service users",
        "and carers took part in it.",
    ]


def test_one_line_stays_one_line() -> None:
    assert set_in_a_row(Run("One line.")).runs == (Run("One line."),)


def test_long_paragraphs_take_what_fits_on_each_line() -> None:
    found = lines(Run("A long paragraph takes what fits on each of its lines, " * 6 + "end."))
    assert len(found) > MOST_BALANCED
    widths = [width_mm(line, 18) for line in found]
    assert max(widths) <= 121
    assert all(width > 90 for width in widths[:-1])


def test_a_wished_pause_wins_over_balanced_lines() -> None:
    runs = (Run("Most people who live in Sutton ", pause=True), Run("can get one free of charge."))
    assert lines(*runs) == ["Most people who live in Sutton", "can get one free of charge."]


def test_a_part_before_a_wished_pause_is_balanced_where_it_is_too_long() -> None:
    runs = (Run("Most people who live in the borough of Sutton in London ", pause=True), Run("can get one."))
    assert lines(*runs) == ["Most people who live in the", "borough of Sutton in London", "can get one."]


def test_sentences_of_one_paragraph_are_balanced_together() -> None:
    sentences = tuple(
        Sentence((Run(text),))
        for text in ("The visits went on for months.", "It was not just 1 visit.", "It was many.")
    )
    found = balanced(sentences, 174, 18)
    assert count(found) == 2
    assert lines_of(*found) == ["The visits went on for months. It was not just 1 visit.", "It was many."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some people said: SIM was only for a few.", ["Some people said:", "SIM was only for a few."]),
        (
            "Ask staff of the Mental Health Act team at the office.",
            ["Ask staff of the Mental Health Act", "team at the office."],
        ),
        (
            "It was made by Making Life Better Together for us.",
            ["It was made by", "Making Life Better Together for us."],
        ),
    ],
)
def test_lines_end_where_sense_does(text: str, expected: list[str]) -> None:
    assert lines(Run(text)) == expected


def test_a_line_may_end_between_two_sentences() -> None:
    found = balanced(
        (Sentence((Run("Emergency help would stay."),)), Sentence((Run("SIM would not replace it."),))), 121, 18
    )
    assert lines_of(*found) == ["Emergency help would stay.", "SIM would not replace it."]


def test_an_address_wider_than_a_line_is_parted_after_its_signs_and_heard_whole() -> None:
    address = "information@communitymentalhealthteam.example.org"
    found = set_in_a_row(Run("Write to "), Run(address, link=f"mailto:{address}"))
    assert lines_of(found) == ["Write to information@", "communitymentalhealthteam.", "example.org"]
    heard = read_back({"a.pdf": pdf(page(f'<p style="font-size: 18pt; width: 121mm">{html(found)}</p>'))})
    assert address in heard


def test_a_word_wider_than_a_line_is_told() -> None:
    with pytest.raises(LeafletError, match=r"“Neuro.*” is wider than a line"):
        balanced((Sentence((Run("Neurodevelopmentaldisordersandmore"),)),), 60, 18)


def test_an_empty_sentence_takes_no_harm() -> None:
    assert balanced((Sentence((Run(""),)),), 121, 18) == (Sentence((Run(""),)),)


# Words of any length, short lines and long ones.
@given(st.lists(st.sampled_from(["I", "we", "people", "organisation", "services."]), min_size=1, max_size=40))
def test_no_line_is_wider_than_its_column_and_no_word_is_lost(words: list[str]) -> None:
    found = set_in_a_row(Run(" ".join(words)))
    assert found.text.replace(LINE_END, " ") == " ".join(words)
    assert all(width_mm(line, 18) <= 121 for line in lines_of(found))
    assert count((found,)) == len(lines_of(found))


def test_a_paragraph_of_many_short_sentences_is_set() -> None:
    """To try the lines of each part anew for each end of a sentence took minutes."""
    found = set_in_a_row(Run("Services. " * 18))
    assert found.text.split() == ["Services."] * 18
    assert all(line.rstrip().endswith(".") for line in lines_of(found))


def test_balanced_lines_say_the_same_words_in_the_same_looks() -> None:
    runs = (Run("One was the famous "), Run("Royal College of Nursing", "hard"), Run(" of the whole of England."))
    after = set_in_a_row(*runs)
    assert " ".join(after.text.split()) == Sentence(runs).text
    assert [run.text.strip() for run in after.runs if run.strong] == ["Royal College of Nursing"]


@pytest.mark.parametrize(
    "runs",
    [
        (Run("This leaflet is about the "), Run("Values Framework", "hard"), Run(".")),
        (Run("One was the "), Run("Royal College of Nursing", "hard"), Run(".")),
        (Run("People could see the framework at "), Run("all", "stress"), Run(" receptions too.")),
        (
            Run("People could see the framework on "),
            Run("all", "stress"),
            Run(" "),
            Run("wards", "hard"),
            Run(" where people stay."),
        ),
        (Run("Most would be people with a "), Run("personality disorder", "hard"), Run(".")),
        (Run("After 2021, "), Run("NHS England", "hard"), Run(" asked for SIM to "), Run("stop", "stress"), Run(".")),
    ],
)
def test_balanced_lines_are_the_lines_on_the_page(runs: tuple[Run, ...]) -> None:
    paragraph = f'<p style="font-size: 18pt; max-width: 121mm">{html(set_in_a_row(*runs))}</p>'
    document = pypdfium2.PdfDocument(pdf(page(paragraph)))
    printed = document[0].get_textpage().get_text_range().replace("\u00a0", " ").split("\r\n")[:-1]
    assert len(printed) == 2
    assert [line.strip() for line in printed] == lines(*runs)


HTML = '<html lang="en-GB"><head><title>T</title></head><body data-name="n" data-page="Page">{}</body></html>'


def page(body: str) -> Sheet:
    return Sheet(HTML.format(body), ("print.css",), {})


def test_a_warning_of_the_renderer_stops_the_page() -> None:
    with pytest.raises(LeafletError, match="could not be drawn as it is meant"):
        pdf(page('<p style="colour: red">x</p>'))


def test_a_letter_that_the_house_font_lacks_stops_the_page() -> None:
    with pytest.raises(LeafletError, match="could not be drawn as it is meant"):
        pdf(page("<p>→</p>"))


def test_only_the_house_font_is_embedded() -> None:
    document = pypdfium2.PdfDocument(pdf(page("<h1>Bold</h1><p>Plain</p>")))
    names = {
        item.get_font().get_base_name().split("+")[-1]
        for item in document[0].get_objects()
        if isinstance(item, pypdfium2.PdfTextObj)
    }
    assert names == {"Lexend", "Lexend-Bold"}


def test_the_same_sheet_gives_the_same_bytes_in_another_process_and_folder(tmp_path: Path) -> None:
    whole = page("<h1>Bold</h1><p>Plain</p>").html
    code = (
        "import sys; from leaflets.paper.render import Sheet, pdf; "
        f"sys.stdout.buffer.write(pdf(Sheet({whole!r}, ('print.css',), {{}})))"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONHASHSEED": "7"}
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=tmp_path, env=environment)
    assert other.stdout == pdf(page("<h1>Bold</h1><p>Plain</p>"))
