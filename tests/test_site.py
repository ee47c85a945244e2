"""The download site: one page to choose a leaflet and a format on, true at all times to what stands in the folder."""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

import pytest
import samples

from leaflets import build, commands, formats, languages, manifest, output, signoff, units
from leaflets.build import Made
from leaflets.checks import check
from leaflets.commands import verify
from leaflets.manifest import Entry, File, Shown
from leaflets.model import Point, Run, Section, Sentence
from leaflets.pictures import icons
from leaflets.site import Site, downloads, listing

HOUSE = """
name = "The library"
about = ["We are *The library*."]
contacts-are-examples = true
formats = ["text"]
voice = "british"

[[contact]]
kind = "phone"
label = "Phone"
value = "020 7946 0123"
"""
MANUSCRIPT = """---
title: {title}
subtitle: Come and see us
information-date: {date}
cover-picture: meet-three
{more}---
## When are we open?
[picture: clock-changed]
We are open on Sunday.
"""
PAGE = b"<main><!--languages--><!--/languages--><h1>x</h1><!--downloads--><p>Ask us.</p><!--/downloads--></main>"
SITE = Site(samples.HOUSE, "en-GB", samples.leaflet("smallest").cover.logo)


class Links(HTMLParser):
    """The links, pictures, style sheets and scripts of a page, and the words that are seen."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.attributes: dict[str, dict[str, str | None]] = {}
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        address = found.get("href") or found.get("src")
        if address:
            self.addresses.append(address)
            self.attributes[address] = found

    def handle_data(self, data: str) -> None:
        self.words += data


# Builds by the command ------------------------------------------------------------------------------------------------


class Desk:
    """A folder of sources, and a person who builds there."""

    def __init__(self, folder: Path) -> None:
        self.sources, self.output = folder / "sources", folder / "output"
        self.write("house.toml", HOUSE)

    def write(self, name: str, text: str) -> None:
        path = self.sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def leaflet(self, slug: str, title: str = "", date: str = "2026-11", more: str = "") -> None:
        text = MANUSCRIPT.format(title=title or slug.title(), date=date, more=more)
        self.write(f"{slug}/leaflet.en-GB.md", text)
        self.write(f"{slug}/facts.toml", "")

    def make(self, *words: str) -> int:
        places = ("--sources", str(self.sources), "--output", str(self.output), "--today", "2026-11-22")
        return commands.main(("make", *words, *places, "--plain"))

    def page(self, name: str = "index.html") -> str:
        return (self.output / name).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Every finished file, the pages of the site and the manifest too."""
        paths = (path for path in self.output.rglob("*") if path.is_file() and output.STORE not in path.parts)
        return {path.relative_to(self.output).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.leaflet("library", "Open on Sunday")
    made.leaflet("museum", "The old museum", "2025-03-02")
    return made


def titles(page: str) -> list[str]:
    return re.findall(r"<h3>(?:<a [^>]*>)?(.*?)(?:</a>)?</h3>", page)


def test_the_index_lists_every_leaflet_with_its_files_and_real_sizes(desk: Desk) -> None:
    assert desk.make() == 0
    page = desk.page()
    assert titles(page) == ["Open on Sunday", "The old museum"]
    file = "library/library_text_en-GB.txt"
    assert Links(page).attributes[file]["download"] is None
    assert f"Text, {max(1, round((desk.output / file).stat().st_size / 1000))} KB" in page
    assert "Information from 2 March 2025" in page
    assert page.count("Draft. Not checked.") == 2


def test_every_address_of_the_site_leads_to_a_file_of_the_folder_or_to_a_contact(desk: Desk) -> None:
    desk.make()
    for name in ("index.html", "formats.html"):
        links = Links(desk.page(name))
        assert links.addresses
        for address in links.addresses:
            assert address.startswith(("#", "tel:")) or (desk.output / unquote(address).partition("#")[0]).is_file()


def test_a_build_that_changes_nothing_leaves_every_byte(desk: Desk) -> None:
    desk.make()
    before = desk.files()
    (desk.output / ".store" / "last-build.json").unlink()
    desk.make()
    assert desk.files() == before
    assert b"2026-11-22" not in b"".join(content for name, content in before.items() if name.endswith(".html"))


def test_the_manifest_tells_the_pages_of_the_site_with_their_hashes(desk: Desk) -> None:
    desk.make()
    listed = json.loads(desk.page("manifest.json"))
    told = {file["path"]: (file["bytes"], file["sha256"]) for file in listed["site"]}
    others = {path: content for path, content in desk.files().items() if "/" not in path or path.startswith("site/")}
    others.pop("manifest.json")
    assert told == {path: (len(data), hashlib.sha256(data).hexdigest()) for path, data in others.items()}


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"<p>mine</p>")])
def test_a_page_of_the_site_that_is_gone_or_changed_is_put_back(desk: Desk, damage: Callable[[Path], object]) -> None:
    desk.make()
    before = desk.files()
    damage(desk.output / "index.html")
    desk.make()
    assert desk.files() == before


def test_a_leaflet_that_is_taken_out_of_the_sources_leaves_the_site(desk: Desk) -> None:
    desk.make()
    for path in sorted((desk.sources / "museum").iterdir()):
        path.unlink()
    desk.make()
    assert titles(desk.page()) == ["Open on Sunday"]
    assert not (desk.output / "museum").exists()


def test_a_withdrawn_leaflet_leaves_the_site_and_the_last_one_takes_the_site_with_it(desk: Desk) -> None:
    desk.make()
    desk.leaflet("museum", more="status: withdrawn\n")
    desk.make()
    assert titles(desk.page()) == ["Open on Sunday"]
    desk.leaflet("library", more="status: withdrawn\n")
    assert desk.make() == 0
    assert sorted(desk.files()) == ["manifest.json"]


def test_a_withdrawn_leaflet_leaves_the_site_even_if_nothing_else_can_be_made(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.make()
    desk.leaflet("museum", more="status: withdrawn\n")
    desk.leaflet("library", "Open on Monday")
    lame = replace(formats.load("text"), available=lambda: "It cannot be made on a Monday.")
    monkeypatch.setattr(formats, "load", lambda name: lame)
    assert desk.make() == 2
    assert titles(desk.page()) == ["Open on Sunday"]


def test_a_leaflet_that_is_held_back_is_listed_as_its_files_are(desk: Desk) -> None:
    desk.make()
    path = desk.sources / "museum" / "leaflet.en-GB.md"
    faulty = path.read_text(encoding="utf-8").replace("The old museum", "The new museum")
    path.write_text(faulty.replace("We are", "We " + "really " * 20 + "are"), encoding="utf-8")
    assert desk.make() == 1
    assert titles(desk.page()) == ["Open on Sunday", "The old museum"]


def test_a_real_page_is_filled_shows_its_cover_on_the_index_and_follows_a_build_of_one_format(desk: Desk) -> None:
    (desk.sources / "museum" / "leaflet.en-GB.md").unlink()
    desk.write("house.toml", HOUSE.replace('["text"]', '["web", "text"]'))
    desk.leaflet("library", "Open on Sunday", more="bsl-video: https://example.org/bsl\n")
    desk.make()
    page = "library/web_en-GB/index.html"
    cards = titles(desk.page(page))
    assert {"Audio", "Plain text"} <= set(cards)
    assert "Word" not in cards
    assert "https://example.org/bsl" in Links(desk.page(page)).addresses
    assert any(re.search(r"library/web_en-GB/pictures/.*\.svg", each) for each in Links(desk.page()).addresses)
    desk.make("--format", "word")
    assert "Word" in titles(desk.page(page))
    assert is_as_told(desk.output)
    (told,) = manifest.read(desk.output).leaflets
    assert not [finding for finding in told.findings if finding.code == "MK-105"]


def test_the_end_of_a_build_names_the_page_to_open(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.make()
    assert f"What to do next: open {(desk.output / 'index.html').as_posix()} in your browser" in capsys.readouterr().out


def test_verify_without_a_name_looks_at_the_pages_of_the_site_too(desk: Desk) -> None:
    desk.make()
    files = verify.chosen((), desk.output)
    assert {desk.output / "index.html", desk.output / "formats.html"} <= set(files)
    assert not [path for path in files if path.parent.name == "site"]
    assert verify.stale(files, desk.output) == ()
    (desk.output / "index.html").write_text("mine", encoding="utf-8")
    assert [finding.code for finding in verify.stale(files, desk.output)] == ["MK-107"]


def test_no_leaflet_can_have_the_name_of_the_folder_of_the_site(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.leaflet("site")
    assert desk.make() == 2
    assert "A leaflet cannot be called “site”" in capsys.readouterr().err


class Killed(BaseException):
    """The end of a process in the middle of its work."""


@pytest.mark.parametrize("after", range(4))
def test_a_build_that_is_killed_leaves_whole_files_and_the_next_one_mends_the_rest(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    desk.make()
    before = desk.files()
    desk.leaflet("library", "Closed on Sunday", "2024-01")
    moved: list[str] = []  # the text and the list, then the index and the list again
    really = os.replace

    def until_the_end(source: Path, target: Path) -> None:
        if output.STORE not in Path(target).parts:
            moved.append(str(target))
            if len(moved) > after:
                raise Killed
        really(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", until_the_end)
        with pytest.raises(Killed):
            desk.make()
    whole = {name: content for name, content in desk.files().items() if not name.endswith(".part")}
    desk.make()
    good = desk.files()
    assert titles(desk.page()) == ["The old museum", "Closed on Sunday"]
    assert all(
        content in (before.get(name), good.get(name)) for name, content in whole.items() if name.endswith("html")
    )
    assert not [name for name in good if name.endswith(".part")]


# Leaflets' own pages --------------------------------------------------------------------------------------------------


def entry(slug: str = "library", lang: str = "en-GB", **more: object) -> Entry:
    known = {"title": slug.title(), "information_date": "2026", **more}
    return Entry(slug, lang, shown=Shown(**known))  # type: ignore[arg-type]


def made(
    slug: str = "library", lang: str = "en-GB", others: Mapping[str, bytes] = {}, **contents: bytes
) -> dict[str, Made]:
    """A page and files of other formats: `made(text=b"words")`."""
    web = Made({f"web_{lang}/index.html": PAGE, f"web_{lang}/sound.mp3": b"sound"}, {"seconds": 251.2})
    return {"web": web} | {
        name: Made({f"{slug}_{name}_{lang}.pdf": data}, {"pages": 8}) for name, data in {**others, **contents}.items()
    }


def publish(folder: Path, listed: Entry, files: Mapping[str, Made], whole: bool = True) -> tuple[str, ...]:
    return output.publish(folder, [output.Finished(listed, files)], {}, whole, SITE.fill)


def page_of(folder: Path, slug: str = "library", lang: str = "en-GB") -> str:
    return (folder / slug / f"web_{lang}" / "index.html").read_text(encoding="utf-8")


def is_as_told(folder: Path) -> bool:
    """Whether every file has the size and the hash that the manifest tells."""
    return all(
        (len(data := (folder / file.path).read_bytes()), hashlib.sha256(data).hexdigest()) == (file.bytes, file.sha256)
        for file in manifest.read(folder).everything
    )


def test_a_leaflets_page_is_filled_with_a_card_for_each_format_that_is_made(tmp_path: Path) -> None:
    publish(tmp_path, entry(), made(others={"large-print": b"x" * 74_400, "easy-read": b"y"}))
    page = page_of(tmp_path)
    assert titles(page) == ["Easy Read draft", "Large print", "Do you need this in another way?"]
    assert "PDF, 8 pages, 74 KB" in page
    assert Links(page).attributes["../library_large-print_en-GB.pdf"]["download"] is None
    assert "Ask us." not in page
    assert "tel:02079460123" in Links(page).addresses
    assert "These ways to reach us are examples." in page
    assert is_as_told(tmp_path)


def test_only_what_readers_tested_is_called_easy_read(tmp_path: Path) -> None:
    publish(tmp_path, entry(is_tested=True), made(others={"easy-read": b"y"}))
    assert "Download Easy Read</a>" in page_of(tmp_path)
    assert "draft" not in page_of(tmp_path)


def test_a_build_of_one_format_brings_the_cards_of_all_up_to_date(tmp_path: Path) -> None:
    publish(tmp_path, entry(), made(word=b"old", text=b"words"))
    one = {"word": Made({"library_word_en-GB.docx": b"x" * 2_345_678}, {})}
    publish(tmp_path, entry(), one, whole=False)
    page = page_of(tmp_path)
    assert "Word, 2.3 MB" in page
    assert titles(page)[:2] == ["Word", "Plain text"]
    assert is_as_told(tmp_path)


def test_filling_a_filled_page_again_changes_nothing(tmp_path: Path) -> None:
    publish(tmp_path, entry(), made(word=b"old"))
    before = page_of(tmp_path)
    assert publish(tmp_path, entry(), made(word=b"old")) == ()
    known = manifest.read(tmp_path)
    (page,) = (file for file in known.files if output.is_page(file))
    assert SITE.fill(known, page, before.encode()).decode() == before


def test_a_page_without_other_files_still_says_how_to_ask(tmp_path: Path) -> None:
    publish(tmp_path, entry(), made())
    assert 'class="cards"' not in page_of(tmp_path)
    assert "Do you need this in another way?" in page_of(tmp_path)


def test_pages_of_one_leaflet_lead_to_each_other_by_the_languages_own_names(
    tmp_path: Path,
) -> None:
    publish(tmp_path, entry(), made())
    assert "<nav" not in page_of(tmp_path)
    publish(tmp_path, entry(lang="cy", title="Ar agor"), made(lang="cy"))
    link = Links(page_of(tmp_path)).attributes["../web_cy/index.html"]
    assert (link["hreflang"], link["lang"]) == ("cy", "cy")
    assert ">Cymraeg</a>" in page_of(tmp_path)
    assert ">English</a>" in page_of(tmp_path, lang="cy")
    assert is_as_told(tmp_path)
    index = SITE.pages(manifest.read(tmp_path))["index.html"].decode()
    assert titles(index) == ["Library"]
    assert Links(index).attributes["library/web_cy/index.html"]["hreflang"] == "cy"


def test_a_video_in_sign_language_is_offered_on_the_page_and_on_the_index(tmp_path: Path) -> None:
    publish(tmp_path, entry(bsl_video="https://example.org/bsl?a=1&b=2"), made())
    link = Links(page_of(tmp_path)).attributes["https://example.org/bsl?a=1&b=2"]
    assert link["hreflang"] == "bfi"
    assert "Watch this leaflet in British Sign Language" in page_of(tmp_path)
    index = SITE.pages(manifest.read(tmp_path))["index.html"].decode()
    assert "https://example.org/bsl?a=1&b=2" in Links(index).addresses


def test_the_index_shows_the_cover_of_the_page_and_leads_to_it(tmp_path: Path) -> None:
    drawing = b"<svg/>"
    files = made()
    pictures = {"web_en-GB/pictures/meet-three-1f2e3d4c.svg": drawing}
    files["web"] = replace(files["web"], files={**files["web"].files, **pictures})
    publish(tmp_path, entry(picture=hashlib.sha256(drawing).hexdigest()), files)
    links = Links(SITE.pages(manifest.read(tmp_path))["index.html"].decode()).attributes
    assert links["library/web_en-GB/pictures/meet-three-1f2e3d4c.svg"]["alt"] == ""
    assert "library/web_en-GB/index.html" in links


def test_no_title_line_or_contact_can_break_a_page(tmp_path: Path) -> None:
    hostile = '<script>alert(1)</script>"&<!--/downloads-->\\1'
    slug = "a b#c"
    publish(
        tmp_path, entry(slug, title=hostile, line=hostile, notice=hostile, stamps=(hostile,)), made(slug, text=b"x")
    )
    house = replace(samples.HOUSE, name=hostile)
    known = manifest.read(tmp_path)
    (page,) = (file for file in known.files if output.is_page(file))
    pages = {**Site(house, "en-GB").pages(known), "page": Site(house, "en-GB").fill(known, page, PAGE)}
    for name in ("index.html", "formats.html", "page"):
        assert b"<script>alert" not in pages[name]
        assert pages[name].count(b"<!--/downloads-->") == (name == "page")
    links = Links(pages["index.html"].decode()).addresses
    assert "a%20b%23c/web_en-GB/index.html" in links
    assert hostile in Links(pages["index.html"].decode()).words


@pytest.fixture
def shelf(tmp_path: Path) -> Callable[..., list[str]]:
    def order(**dates: str) -> list[str]:
        for slug, date in dates.items():
            publish(tmp_path, entry(slug, title=slug, information_date=date), made(slug))
        return [one.shown.title for one in listing.listed(manifest.read(tmp_path), "en-GB", "index.html")]

    return order


def test_the_newest_information_comes_first_then_the_title(shelf: Callable[..., list[str]]) -> None:
    order = shelf(b="2019", C="2019", a="2019-05", d="2020-01-02", e="", f="2019-05-01")
    assert order == ["d", "f", "a", "b", "C", "e"]


def test_a_leaflet_without_files_is_not_listed(tmp_path: Path) -> None:
    output.hold_back(tmp_path, entry())
    assert SITE.pages(manifest.read(tmp_path)) == {}


def test_what_readers_should_know_first_is_told_for_the_manifest() -> None:
    leaflet = samples.leaflet("everything")
    told = listing.shown(replace(leaflet, about=replace(leaflet.about, bsl_video="https://example.org/bsl")))
    assert (told.title, told.line) == ("Our new library card", "How to get one")
    assert (told.notice, told.stamps[0]) == ("Things have changed", "Draft. Not checked.")
    assert (told.bsl_video, told.is_tested) == ("https://example.org/bsl", False)
    approved = replace(leaflet.about, sign_off="approved", signed_on="2026-11-20", status="current")
    assert listing.shown(replace(leaflet, about=approved)).stamps == ()
    due = listing.shown(replace(leaflet, about=replace(approved, status="review due", review_by="2026-12")))
    assert due.stamps == ("We checked this leaflet on 20 November 2026.", "We must check this again by December 2026.")


def test_a_video_makes_the_files_anew_but_takes_nothing_from_what_was_signed() -> None:
    leaflet = samples.leaflet("smallest")
    with_video = replace(leaflet, about=replace(leaflet.about, bsl_video="https://example.org/bsl"))
    assert build.text_hash(with_video) != build.text_hash(leaflet)
    assert signoff.content_hash(with_video, ()) == signoff.content_hash(leaflet, ())


# Words ----------------------------------------------------------------------------------------------------------------


def line(name: str = "easy-read", size: int = 74_400, path: str = "a/a.pdf", **measures: int | float | str) -> File:
    return File("a", "en-GB", name, path, size, "", "", {}, measures)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (line(pages=8), "PDF, 8 pages, 74 KB"),
        (line(pages=1, size=1), "PDF, 1 page, 1 KB"),
        (line(size=999_499), "PDF, 999 KB"),
        (line(size=999_500), "PDF, 1.0 MB"),
        (line(size=2_149_999, path="a/a.mp3", seconds=251.2), "MP3, 4 minutes 11 seconds, 2.1 MB"),
        (line(size=9_960_000, path="a/a.mp3", seconds=60), "MP3, 1 minute, 10.0 MB"),
        (line(size=500, path="a/a.mp3", seconds=0.2), "MP3, 1 second, 1 KB"),
        (line(size=500, path="a/a.mp3", seconds=119.6), "MP3, 2 minutes, 1 KB"),
        (line(pages=12, sheets=3, paper="A4", fold="once"), "PDF, 12 small pages on 3 sheets of A4, 74 KB"),
        (line(pages=4, sheets=1, paper="A4", fold="once"), "PDF, 4 small pages on 1 sheet of A4, 74 KB"),
        (line(path="a/a.docx", words=978), "Word, 74 KB"),
        (line(path="a/a.brf"), "BRF, 74 KB"),
    ],
)
def test_sizes_and_lengths_are_told_in_words_that_people_know(file: File, told: str) -> None:
    assert downloads.facts(file, languages.load("en-GB"), file.measures) == told


def test_a_format_of_several_files_has_one_card_with_a_button_for_each() -> None:
    files = [line("captions", path=f"a/a_captions_en-GB.{ending}") for ending in ("vtt", "srt", "json")]
    (card,) = downloads.cards([replace(files[0], measures={"seconds": 61}), *files[1:]], "en-GB", True, "index.html")
    # The JSON is for programs. The length stands in the manifest beside the first file only, and is true of each.
    assert [(button.words, button.facts) for button in card.buttons] == [
        ("Download captions: SRT", "SRT, 1 minute 1 second, 74 KB"),
        ("Download captions: VTT", "VTT, 1 minute 1 second, 74 KB"),
    ]


def test_each_track_of_an_audio_cd_tells_its_own_length() -> None:
    tracks = [line("cd", size=176_400 * 65, path=f"a/cd_en-GB/0{number}_x.wav", seconds=900) for number in (1, 2)]
    (card,) = downloads.cards(tracks, "en-GB", True, "index.html")
    assert [button.facts for button in card.buttons] == ["WAV, 1 minute 5 seconds, 11.5 MB"] * 2


@pytest.mark.parametrize("name", ["braille", "braille-uncontracted"])
def test_the_card_of_braille_says_that_a_braille_reader_should_check_it(name: str) -> None:
    _, what, _ = downloads.words(name, languages.load("en-GB"), is_tested=True)
    assert "Made by computer. Ask a braille reader to check it first." in what


def test_cards_stand_in_the_order_of_the_formats_and_the_page_itself_has_none() -> None:
    files = [line(name, path=f"a/{name}.x") for name in reversed(formats.NAMES)]
    cards = downloads.cards(files, "en-GB", True, "index.html")
    # Of an audio CD only tracks are given out, and there is none here.
    assert [card.format for card in cards] == [name for name in formats.NAMES if name not in ("web", "cd")]


NEEDED = ("braille", "booklet", "CD", "DAISY", "PDF")
"""Hard words that are names of formats: the page about formats is there to explain them."""


def test_what_the_site_says_keeps_the_rules_for_easy_read() -> None:
    english = languages.load("en-GB")
    told = [each for key, value in words_of(english) for each in said(value) if key.startswith(("format-", "site-"))]
    told += [value["what"] for key, value in words_of(english) if key.startswith("download-") and "what" in value]
    lines = dict(enumerate(dict.fromkeys(units.sentences(" ".join(told))), 1))
    rows = tuple(Point("row", (Sentence((Run(text),), line=number),)) for number, text in lines.items())
    leaflet = replace(samples.leaflet("smallest"), sections=(Section("topic", Sentence((Run("What is it?"),)), rows),))
    faults = [
        f"{finding.code} {lines[finding.line]}"
        for finding in check(leaflet, "words", english, samples.TODAY)
        if finding.line in lines and finding.code < "ER-200" and finding.level in ("must fix", "should fix")
    ]
    assert len(lines) > 60
    assert [fault for fault in faults if not any(name in fault for name in NEEDED)] == []


def words_of(language: languages.Language) -> Iterable[tuple[str, Any]]:
    return cast(Mapping[str, Any], language.data["words"]).items()


def said(value: Any) -> list[str]:
    """The whole sentences of a wording: those of lists, also inside a table."""
    if isinstance(value, dict):
        return [each for inner in value.values() for each in said(inner)]
    return value if isinstance(value, list) else []


@pytest.mark.parametrize("name", formats.NAMES)
def test_every_format_has_its_words_and_its_picture(name: str) -> None:
    language = languages.load("en-GB")
    called, what, button = downloads.words(name, language, is_tested=True)
    assert called
    assert what.endswith(".")
    assert button.startswith(("Download", "Open"))
    told = language.names(f"format-{name}")
    assert [bool(told[key]) for key in ("what", "who", "need")] == [True] * 3
    assert icons.svg(name).startswith("<svg")


def test_the_page_about_formats_tells_those_that_are_made_and_no_other(tmp_path: Path) -> None:
    publish(tmp_path, entry(), made(word=b"x"))
    page = SITE.pages(manifest.read(tmp_path))["formats.html"].decode()
    assert re.findall(r"<h2>(.*?)</h2>", page) == ["Word", "Web page"]
    assert {"site/word.svg", "site/web.svg"} <= set(SITE.pages(manifest.read(tmp_path)))
    assert "site/booklet.svg" not in SITE.pages(manifest.read(tmp_path))
