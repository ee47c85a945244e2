"""Posters and cards: what is on them, that it fits, that phones can read their codes, and what is told about them."""

import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
import samples
import seeded_outreach as planted
from test_same_words import SOURCES

from leaflets import catalogue, editions, formats, house, key_rows, manuscript, sources
from leaflets.findings import Finding, LeafletError, must_fix
from leaflets.formats import Edition
from leaflets.model import Leaflet
from leaflets.outreach import choice, codes
from leaflets.paper.read_back import read_back
from leaflets.verify import codes as reader
from leaflets.verify import outloud, words
from leaflets.verify.print import gate
from leaflets.verify.printpage import opened, read

external = pytest.mark.external("codes")
REAL = catalogue.names(SOURCES)
POSTERS = ("poster-a4", "poster-a3")
CASES = (*((slug, name) for slug in REAL for name in ("poster-a4", "handout")), ("mental-health-strategy", "poster-a3"))
"""A3 is A4 in other sizes, so one leaflet is enough: the one with the longest address."""


@cache
def source(slug: str) -> sources.Source:
    return sources.load(SOURCES, slug, samples.TODAY)


@cache
def made(slug: str, name: str) -> bytes:
    """A poster or cards of a leaflet of the house, as the house wishes them."""
    found = source(slug)
    (content,) = formats.load(name).write(found.leaflet, editions.of(name, found.house), {}).values()
    return content


def said(content: bytes) -> str:
    return " ".join(read_back({"a.pdf": content}).split())


def changed(leaflet: Leaflet, **about: Any) -> Leaflet:
    return replace(leaflet, about=replace(leaflet.about, **about))


def texts(chosen: choice.Choice) -> list[str]:
    return [sentence.text for sentence in chosen.sentences()]


# What is chosen -------------------------------------------------------------------------------------------------------


def test_a_poster_shows_the_rows_that_the_manuscript_names_in_the_order_of_the_leaflet() -> None:
    leaflet = changed(planted.leaflet(), poster=("idea", "leaflet"))
    assert [row.sentences[0].text for row in key_rows.shown(leaflet)] == [
        "Row 1 says one thing.",
        "Row 3 says one thing.",
    ]


def test_without_names_it_shows_one_row_of_each_of_the_first_topics_and_asks_to_look() -> None:
    text = "---\ntitle: A\ninformation-date: 2026\n---\n" + "".join(
        f"## Topic {n}?\n[picture: leaflet]\nTopic {n} has a **word**.\n== A **word** is a word.\n\n"
        f"[picture: idea]\nTopic {n} is plain.\n"
        for n in range(4)
    )
    leaflet = samples.composed(text)
    rows = [row.sentences[0].text for row in key_rows.shown(leaflet)]
    assert rows == ["Topic 0 is plain.", "Topic 1 is plain.", "Topic 2 is plain."]
    found = formats.load("poster-a4").remarks(leaflet, planted.edition("poster-a4"))
    assert [(one.code, one.level) for one in found] == [("MK-109", "look at this")]
    assert "poster: idea, idea, idea" in found[0].hint
    assert "“Topic 0 is plain.”" in found[0].message


def test_a_leaflet_of_one_topic_gives_what_rows_it_has() -> None:
    assert len(key_rows.shown(samples.leaflet("smallest"))) <= key_rows.MOST


def findings(poster: str) -> list[Finding]:
    text = samples.text("smallest").replace("\n---\n", f"\nposter: {poster}\n---\n", 1)
    return list(manuscript.read(text, "leaflet.md", "sample", "en-GB")[1])


def test_a_name_that_no_row_has_is_told_with_its_line_and_with_names_that_rows_have() -> None:
    (found,) = findings("bok")
    assert (found.code, found.level) == ("MS-009", "must fix")
    assert "“bok”" in found.message
    assert found.line > 1
    assert any(
        name in samples.text("smallest") for name in found.hint.partition("such as: ")[2].rstrip(".").split(", ")
    )


def test_more_names_than_a_poster_has_room_for_are_told() -> None:
    assert "MS-017" in {found.code for found in findings("a, b, c, d")}


def test_a_picture_of_two_rows_is_told() -> None:
    text = (
        "---\ntitle: A\ninformation-date: 2026\nposter: leaflet\n---\n## One?\n[picture: leaflet]\nIt is one.\n\n"
        "[picture: leaflet]\nIt is two.\n"
    )
    (found,) = manuscript.read(text, "leaflet.md", "sample", "en-GB")[1]
    assert (found.code, found.level) == ("MS-018", "look at this")


@pytest.mark.parametrize(("slug", "name"), CASES)
def test_what_keeps_a_reader_safe_is_on_every_poster_and_card(slug: str, name: str) -> None:
    heard = said(made(slug, name))
    notice = (
        "stopped"
        if slug == "sim-london"
        else "The meeting in this leaflet is over"
        if "strategy" in slug
        else "may have changed"
    )
    for must in ("Draft. Not checked.", "Things have changed", "This information is from 2019.", notice, "999", "111"):
        assert must in heard


def test_information_without_a_notice_says_from_when_it_is() -> None:
    leaflet = samples.composed("---\ntitle: A\ninformation-date: 2026-05\n---\n## One?\n[picture: idea]\nIt is one.\n")
    assert "Information from May 2026" in texts(choice.of_poster(leaflet))
    assert "Information from May 2026" in texts(choice.of_card(leaflet))


def test_a_poster_never_says_a_sentence_of_its_own() -> None:
    leaflet, made_format = planted.leaflet(), formats.load("poster-a4")
    order = tuple(choice.of_poster(leaflet).sentences())
    files = {"a.pdf": planted.good("poster-a4")}

    def proof(chosen: tuple[Any, ...]) -> words.Difference | None:
        other = replace(made_format, selection=lambda leaflet, edition: chosen)
        return words.check(leaflet, planted.edition("poster-a4"), other, files)

    assert proof(order) is None
    foreign = replace(order[1], runs=(replace(order[1].runs[0], text="Another title"),))
    assert str(proof((order[0], foreign, *order[2:]))) == (
        "Not in the leaflet, but in the file after “Example Library”: “Another title”."
    )
    turned = proof((*order[1:3], order[0]))
    assert turned is not None
    assert turned.kind == "foreign"
    assert proof(order[:-1]) is not None


# Codes ----------------------------------------------------------------------------------------------------------------


def test_codes_lead_to_where_a_build_puts_the_page_and_the_recording() -> None:
    leaflet = planted.leaflet()
    page, recording = codes.of(leaflet, planted.edition("poster-a4"))
    assert page.address == f"{planted.WEB}/sample/web_en-GB/"
    assert recording.address == f"{planted.WEB}/sample/{formats.file_name(leaflet, 'audio', 'mp3')}"
    assert page.typed == "www.example.org/sample/web_en-GB"


@external
@pytest.mark.parametrize(("slug", "name"), CASES)
def test_phones_read_the_codes_in_colour_in_grey_and_from_a_copy_of_a_copy(slug: str, name: str) -> None:
    found, copies = source(slug), 4 if name == "handout" else 1
    wanted = sorted(
        code.address for code in codes.of(found.leaflet, editions.of(name, found.house)) for _ in range(copies)
    )
    assert len(wanted) == 2 * copies
    with opened(made(slug, name)) as document:
        picture = reader.grey(document[0])
        colour = document[0].render(scale=reader.DOTS_PER_INCH / 72).to_numpy()
    assert list(reader.addresses(picture)) == wanted
    assert list(reader.addresses(np.ascontiguousarray(colour))) == wanted
    assert list(reader.addresses(copied(copied(picture)))) == wanted


def copied(picture: Any) -> Any:
    """A poor photocopy: blurred over 3 dots (0.4 mm), dirty, and black or white only."""
    wide = np.pad(picture.astype(float), 1, mode="edge")
    high, across = picture.shape
    blurred = sum(wide[y : y + high, x : x + across] for y in range(3) for x in range(3)) / 9
    dirty = blurred + np.random.default_rng(7).normal(0, 25, picture.shape)
    return np.where(dirty > 120, 255, 0).astype(np.uint8)


@external
@pytest.mark.parametrize(("slug", "name"), CASES)
def test_every_square_of_a_code_is_half_a_millimetre_or_more_with_white_round_the_code(slug: str, name: str) -> None:
    found = reader.codes(made(slug, name))
    assert min(code.module_mm for code in found) >= codes.LEAST_MODULE_MM - 0.01
    assert all(code.is_quiet for code in found)


def test_an_address_that_is_too_long_for_a_code_is_told() -> None:
    edition = replace(planted.edition("handout"), web_address="https://www.example.org" + "/a-long-name" * 20)
    with pytest.raises(LeafletError, match="shorter web-address"):
        formats.load("handout").write(planted.leaflet(), edition, {})


@pytest.mark.parametrize("name", formats.OUTREACH)
def test_without_an_address_there_are_no_codes_and_that_is_told(name: str) -> None:
    (found,) = formats.load(name).remarks(planted.leaflet(), formats.edition(name))
    assert (found.code, found.level) == ("MK-110", "should fix")
    assert "web-address" in found.message
    assert "web-address = " in found.hint
    (content,) = formats.load(name).write(planted.leaflet(), formats.edition(name), {}).values()
    assert "Or type" not in said(content)


def test_a_code_for_what_is_not_made_is_left_out_and_told() -> None:
    the_house = replace(samples.HOUSE, web_address=planted.WEB)
    edition = editions.of("poster-a4", the_house, ("poster-a4", "audio"))
    assert edition.leads_to == ("audio",)
    (found,) = formats.load("poster-a4").remarks(planted.leaflet(), edition)
    assert found.code == "MK-111"
    assert " web," in found.message


@pytest.mark.parametrize("value", ["http://example.org", "example.org", "https://example.org/?x=1", "https://a b"])
def test_a_house_may_name_only_a_secure_address(value: str, tmp_path: Path) -> None:
    file = tmp_path / "house.toml"
    file.write_text(f'name = "A"\nweb-address = "{value}"\n', encoding="utf-8")
    with pytest.raises(LeafletError, match="no secure address of a folder"):
        house.load(file)


def test_a_blank_at_the_end_of_the_address_and_its_last_slash_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "house.toml"
    file.write_text('name = "A"\nweb-address = "https://example.org/leaflets/ "\n', encoding="utf-8")
    assert house.load(file).web_address == "https://example.org/leaflets"


# The page -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("slug", "name"), CASES)
def test_everything_fits_and_is_as_large_as_it_promises(slug: str, name: str) -> None:
    content = made(slug, name)
    assert must_fix(gate(content, name)) == ()
    with opened(content) as document:
        pages = read(document)
    least, wide = {"poster-a3": (28, 297), "poster-a4": (20, 210), "handout": (16, 210)}[name]
    assert [round(page.width_mm) for page in pages] == [wide] * (2 if name == "handout" else 1)
    rows = {row.sentences[0].text.split()[-1] for row in key_rows.shown(source(slug).leaflet)}
    sizes = [glyph.size_pt for page in pages for glyph in page.glyphs]
    if name in POSTERS:
        assert sum(size >= least - 0.1 for size in sizes) > 0.4 * len(sizes), rows
    assert min(sizes) >= {"poster-a3": 23, "poster-a4": 16, "handout": 16}[name] - 0.05


def test_rows_that_do_not_fit_are_refused_with_what_to_do() -> None:
    long = "This is a sentence of a good many words, and it takes a lot of room.\n" * 8
    leaflet = samples.composed(f"---\ntitle: A\ninformation-date: 2019\n---\n## One?\n[picture: idea]\n{long}")
    with pytest.raises(LeafletError, match="Choose shorter rows"):
        formats.load("poster-a4").write(leaflet, planted.edition("poster-a4"), {})


def test_words_that_do_not_fit_on_a_card_are_refused_with_what_to_do() -> None:
    title = "A very long title that goes on and on for more lines than any small card could ever hold " * 3
    leaflet = samples.composed(f"---\ntitle: {title}\ninformation-date: 2019\n---\n## One?\n[picture: idea]\nIt is.\n")
    with pytest.raises(LeafletError, match="do not fit on a card"):
        formats.load("handout").write(leaflet, planted.edition("handout"), {})


def test_a_listener_hears_one_of_the_four_cards_and_keys_stop_at_its_links_only() -> None:
    content = planted.good("handout")
    made_format = formats.load("handout")
    assert made_format.read_back({"a.pdf": content}).count("Our garden") == 1
    assert said(content).count("Our garden") == 4
    with pikepdf.open(io.BytesIO(content)) as document:
        places = [note.Rect for page in document.pages for note in page.obj.get("/Annots", pikepdf.Array())]
    # The first card is the left upper one.
    assert len(places) > 3
    assert all(float(place[2]) < 105 / 25.4 * 72 and float(place[1]) > 148.5 / 25.4 * 72 for place in places)


@pytest.mark.external("outloud")
def test_cards_for_eyes_only_must_say_what_is_heard(tmp_path: Path) -> None:
    good, spoilt = tmp_path / "a_handout_en-GB.pdf", tmp_path / "b_handout_en-GB.pdf"
    good.write_bytes(planted.good("handout"))
    spoilt.write_bytes(planted.said_otherwise("999", "991", planted.good("handout"), last=True))
    assert must_fix(outloud.check((good,))) == ()
    assert [found.code for found in must_fix(outloud.check((spoilt,)))] == ["PD-O-TAG-002"]


@pytest.mark.parametrize("name", formats.OUTREACH)
def test_the_second_time_gives_the_same_bytes(name: str) -> None:
    (again,) = formats.load(name).write(planted.leaflet(), planted.edition(name), {}).values()
    assert again == planted.good(name)


@pytest.mark.parametrize("name", formats.OUTREACH)
def test_posters_and_cards_can_be_black_and_grey(name: str) -> None:
    edition: Edition = replace(planted.edition(name), theme="mono")
    (content,) = formats.load(name).write(planted.leaflet(), edition, {}).values()
    with opened(content) as document:
        colour = document[0].render(scale=0.5).to_numpy()[:, :, :3].astype(int)
    assert int((colour.max(axis=2) - colour.min(axis=2)).max()) <= 2


def test_the_manifest_says_how_to_print_them() -> None:
    measures = {
        name: formats.load(name).measure({f"a_{name}_en-GB.pdf": planted.good(name)}) for name in formats.OUTREACH
    }
    assert measures["poster-a3"] == {"pages": 1, "paper": "A3", "sides": 1, "sheets": 1}
    assert measures["poster-a4"] == {"pages": 1, "paper": "A4", "sides": 1, "sheets": 1}
    cards = {"pages": 2, "paper": "A4", "sides": 2, "flip": "long edge", "cut": "in 4", "sheets": 1}
    assert measures["handout"] == cards
