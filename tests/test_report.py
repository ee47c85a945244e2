"""The page about a leaflet: whole, safe, one file, with every finding at its sentence; and the same in a browser."""

import base64
import hashlib
import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise, product
from pathlib import Path

import pytest

from leaflets import templating, verify
from leaflets.commands import main
from leaflets.findings import must_fix
from leaflets.report import as_page
from leaflets.report.gather import Wish, file_report, leaflet_report
from leaflets.verify import chromium

HOUSE = """\
name = "The Green House"
[[contact]]
kind = "phone"
label = "Phone"
value = "020 7946 0123"
"""
ARTICLE = """\
# A <b>garden</b> & more {{ 7 * 7 }}

The organisation is opening a community garden in Mill Lane that everybody in the neighbourhood may visit in June.

It is free. "Nobody has to pay," said <script>alert(1)</script> the manager.
"""
MANUSCRIPT = """\
---
title: Our <i>garden</i>
information-date: 2026-05
cover-picture: leaflet
---
## What is new?
[picture: meeting]
There is a new garden in Mill Lane. {G01}
You can't see it <script>alert(2)</script> before June. {G01 law}

[picture: a-thing-nobody-drew]
It is **free**.
== **Free** means that you do not pay.
"""
FACTS = """\
[[fact]]
id = "G01"
claim = "The garden is in Mill Lane"
weight = "A"
source_words = "a community garden in Mill Lane"
patterns = ["Mill Lane"]

[[fact]]
id = "G02"
claim = "Nobody pays"
weight = "A"
source_words = "Nobody has to pay"
patterns = ["do not pay"]

[[fact]]
id = "G03"
claim = "Everybody in the neighbourhood may come"
weight = "B"
source_words = "everybody in the neighbourhood may visit"
left_out = "It is said with the map."
"""


def wish(sources: Path) -> Wish:
    return Wish(date(2026, 6, 1), sources=sources)


class Page(HTMLParser):
    """What stands in a page: its elements with their attributes, and the text of each place that has an id."""

    VOID = frozenset({"meta", "br", "img", "link", "input", "hr"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[tuple[str, str]] = []
        self.texts: dict[str, str] = {}
        self.feed(html)
        self.close()
        assert self.open == [], "An element was not closed."

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        if tag not in self.VOID:
            self.open.append((tag, attributes.get("id", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1][0] == tag, f"{tag} closes {self.open[-1][0]}."
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for name in {name for _, name in self.open if name}:
            self.texts[name] = f"{self.texts.get(name, '')} {' '.join(data.split())}".strip()

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def line(self, number: int) -> str:
        """What stands at the sentence of that line of the manuscript."""
        return next(text for text in self.texts.values() if text.startswith(f"Line {number} "))


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    (folder / "our-garden").mkdir(parents=True)
    (folder / "house.toml").write_text(HOUSE, encoding="utf-8")
    for name, text in (("leaflet.en-GB.md", MANUSCRIPT), ("article.md", ARTICLE), ("facts.toml", FACTS)):
        (folder / "our-garden" / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def html(sources: Path) -> str:
    return as_page.of_leaflet(leaflet_report("our-garden", wish(sources)))


@pytest.fixture
def page(html: str) -> Page:
    return Page(html)


def test_the_page_is_one_file_that_asks_for_nothing_and_runs_nothing(html: str, page: Page) -> None:
    names = {name for name, _ in page.elements}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    assert not any(name.startswith("on") or name in ("src", "style") for _, own in page.elements for name in own)
    assert not re.search(r"@import|url\(", html)
    policy = next(own["content"] for own in page.all("meta") if own.get("http-equiv") == "Content-Security-Policy")
    style = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    assert len(style) == 1
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")


def test_what_people_wrote_is_shown_and_never_run(html: str, page: Page) -> None:
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)" in html or "alert(1)" in html
    assert "{{ 7 * 7 }}" in html
    assert "<title>Report: Our &lt;i&gt;garden&lt;/i&gt;</title>" in html
    assert page.all("i") == []


def test_a_finding_stands_at_its_sentence_and_in_the_list_that_leads_there(page: Page) -> None:
    assert "There is a new garden" in page.line(8)
    assert "Must fix" not in page.line(8)
    assert "Must fix: The short form “can't” is hard to read." in page.line(9)
    assert "an expert must agree" in page.line(9)
    links = [own["href"] for own in page.all("a")]
    (place,) = (name for name, text in page.texts.items() if text == page.line(9))
    assert f"#{place}" in links


def test_a_finding_about_a_picture_stands_at_the_row_below_it(page: Page) -> None:
    assert "a-thing-nobody-drew" in page.line(12)


def test_every_link_leads_to_a_place_on_the_page_and_every_id_is_there_once(page: Page) -> None:
    ids = [own["id"] for _, own in page.elements if "id" in own]
    assert len(ids) == len(set(ids))
    inside = [own["href"][1:] for own in page.all("a") if own["href"].startswith("#")]
    assert set(inside) <= set(ids)
    assert inside[0] == "content"
    named = [own[key] for _, own in page.elements for key in ("aria-labelledby", "aria-describedby") if key in own]
    assert set(named) <= set(ids)


def test_label_and_value_of_a_contact_have_places_of_their_own(sources: Path) -> None:
    contacts = "\n# Contacts\nPhone: 020 7946 0123\n"
    (sources / "our-garden" / "leaflet.en-GB.md").write_text(MANUSCRIPT + contacts, encoding="utf-8")
    page = Page(as_page.of_leaflet(leaflet_report("our-garden", wish(sources))))
    ids = [own["id"] for _, own in page.elements if "id" in own]
    said = [" ".join(text.split()) for text in page.texts.values() if text.startswith("Line 16 ")]
    assert said == ["Line 16 Phone", "Line 16 020 7946 0123"]
    assert len(ids) == len(set(ids))


def test_headings_go_down_one_step_at_a_time(page: Page) -> None:
    steps = [int(name[1]) for name, _ in page.elements if re.fullmatch(r"h[1-6]", name)]
    assert steps[0] == 1
    assert steps.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(steps))


def test_the_table_gives_every_figure_as_words_beside_its_bar(html: str, page: Page) -> None:
    assert all(own.get("scope") in ("col", "row") for own in page.all("th"))
    assert all(own.get("aria-hidden") == "true" for own in page.all("svg"))
    row = re.search(r"Words in the longest sentence.*?</tr>", html, re.DOTALL)
    assert row is not None
    assert re.findall(r'<span class="value">(\d+)</span> <span class="[\w-]+">([\w ]+)</span>', row[0]) == [
        ("19", "goal not reached"),
        ("11", "goal reached"),
    ]
    assert [float(width) for width in re.findall(r'<rect width="([\d.]+)"', row[0])] == [100.0, 57.9]


def test_facts_are_listed_with_the_lines_that_tell_them(page: Page) -> None:
    assert "Line 8 : There is a new garden in Mill Lane." in page.texts["fact-G01"]
    assert "Nowhere." in page.texts["fact-G02"]
    assert "Left out. It is said with the map." in page.texts["fact-G03"]


def test_the_article_shows_which_facts_stand_in_which_sentence(html: str) -> None:
    sentence = re.search(r"<p>[^\n]*The organisation is opening.*?</p>", html, re.DOTALL)
    assert sentence is not None
    assert re.findall(r'href="#fact-(G\d+)"', sentence[0]) == ["G01", "G03"]


def test_the_page_says_that_nobody_approved_the_leaflet_yet(html: str) -> None:
    assert "Draft. Not checked." in html
    assert "Approved: not yet" in html


def test_a_leaflet_without_article_and_facts_has_a_page_too(sources: Path) -> None:
    (sources / "our-garden" / "article.md").unlink()
    (sources / "our-garden" / "facts.toml").unlink()
    page = as_page.of_leaflet(leaflet_report("our-garden", wish(sources)))
    assert "There is no list of facts." in page
    assert "How easy it is to read" in page
    assert "There is a new garden" in Page(page).line(8)


def test_an_article_has_a_page_that_shows_what_makes_it_hard(sources: Path) -> None:
    report = file_report(sources / "our-garden" / "article.md", wish(sources))
    html = as_page.of_article(report.articles[0])
    assert "This sentence has 19 words." in html
    assert "goal not reached" in html
    assert "Facts" not in html
    assert Page(html).all("h1")


def test_the_same_texts_give_the_same_page(sources: Path, html: str) -> None:
    assert as_page.of_leaflet(leaflet_report("our-garden", wish(sources))) == html


def test_a_style_sheet_that_could_reach_outside_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "report.css").write_text("a { background: url(https://example.org/x.png) }", encoding="utf-8")
    as_page.style.cache_clear()
    monkeypatch.setattr(templating, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match="url"):
        as_page.style()
    monkeypatch.undo()
    as_page.style.cache_clear()


FAULTS = {
    "color-contrast": ("--soft: #505050", "--soft: #c0c0c0"),
    "html-has-lang": ('<html lang="en-GB">', "<html>"),
    "heading-order": ('<h2 id="figures">Before and after</h2>', '<h5 id="figures">Before and after</h5>'),
    "skip-link": ('<main id="content" tabindex="-1">', '<main tabindex="-1">'),
}
"""What is changed in a good page, by the rule that must find it."""


@pytest.mark.external("nu", "html-validate", "axe")
def test_in_a_browser_the_page_keeps_the_access_rules(sources: Path, tmp_path: Path) -> None:
    words = ("--report", "--sources", str(sources), "--output", str(tmp_path), "--today", "2026-06-01")
    assert main(["check", "our-garden", str(sources / "our-garden" / "article.md"), *words]) == 1
    pages = tuple(tmp_path / "reports" / name for name in ("our-garden.html", "article-article.html"))
    assert must_fix(verify.verify(pages, ("web", "nu", "html-validate", "axe"))) == ()
    with chromium.started() as browser:
        for page, width in product(pages, chromium.WIDTHS):
            with chromium.opened(browser, page, width) as view:
                assert view.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
                assert (view.asked, view.errors) == ([], [])


@pytest.mark.external("axe")
def test_the_access_checker_finds_the_faults_that_were_put_in(html: str, tmp_path: Path) -> None:
    # The security policy goes too: it would not let a changed style sheet in.
    changed = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    for good, bad in FAULTS.values():
        assert good in changed
        changed = changed.replace(good, bad)
    (tmp_path / "page.html").write_text(changed, encoding="utf-8")
    found = verify.verify((tmp_path / "page.html",), ("axe",))
    assert {finding.code.removeprefix("WB-A-") for finding in found} >= set(FAULTS)


@pytest.mark.external("axe")
def test_a_page_whose_style_sheet_was_changed_is_shown_without_it(html: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(html.replace("max-width: 80rem", "max-width: 81rem"), encoding="utf-8")
    with chromium.started() as browser, chromium.opened(browser, tmp_path / "page.html") as view:
        assert view.page.evaluate("getComputedStyle(document.body).maxWidth") == "none"
