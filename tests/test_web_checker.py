"""Each rule of our own quick checkers of web pages; and outside checkers that fail say so, and never pass a page."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import web_page
from seeded_web import cues, script, style, swap

from leaflets import verify
from leaflets.findings import LeafletError
from leaflets.verify import axe, chromium, htmlvalidate, nu, web, webscript, webstyle

FAULTS = [
    ("WB-100", lambda page: page.replace(b"<!DOCTYPE html>\n", b"")),
    ("WB-100", lambda page: page + b"\xff"),
    ("WB-101", swap(' lang="en-GB"', ' lang=" "')),
    ("WB-102", swap("<title>Our new library card", "<title>")),
    ("WB-103", swap('<meta name="viewport"', '<meta name="view"')),
    ("WB-103", swap("initial-scale=1", "initial-scale=1, maximum-scale=1")),
    ("WB-104", swap("<h1>", "<p>")),
    ("WB-105", swap("<h2", "<h3")),
    ("WB-106", swap("<h2 ", "<h2></h2><h2 ")),
    ("WB-107", swap("</footer>", "<main></main></footer>")),
    ("WB-108", swap('<a class="skip" href="#leaflet">Skip to the leaflet</a>', "")),
    ("WB-109", swap("<header>", '<header id="leaflet">')),
    ("WB-110", swap("<footer>", '<footer aria-labelledby="nobody">')),
    ("WB-111", swap(' alt="A library card"', "")),
    ("WB-111", swap("<footer>", '<footer><svg viewBox="0 0 1 1"></svg>')),
    ("WB-112", swap("A library card", "Picture 3")),
    ("WB-112", swap("A library card", "image of a card")),
    ("WB-113", swap("our page about cards", "")),
    ("WB-113", swap("our page about cards", '<img src="card.svg" alt="">')),
    ("WB-114", swap("our page about cards", "Here")),
    ("WB-114", swap("our page about cards", "https://www.example.org/card")),
    ("WB-115", swap(' aria-label="Listen to the leaflet"', "")),
    ("WB-116", swap('<button type="button"', "<button")),
    ("WB-117", swap("<audio ", '<audio tabindex="2" ')),
    ("WB-117", swap('<button type="button"', '<button tabindex="-1" type="button"')),
    ("WB-118", swap("<audio ", "<audio autoplay ")),
    ("WB-120", swap('src="card.svg"', 'src="//example.org/card.svg"')),
    ("WB-120", swap('src="card.svg"', 'src="/card.svg"')),
    ("WB-120", swap('src="card.svg"', 'src="card.svg" srcset="card.svg 1x, https://example.org/b.svg 2x"')),
    ("WB-120", swap("<footer>", '<footer style="background: url(http://example.org/a.png)">')),
    ("WB-120", swap("<title>", '<meta http-equiv="refresh" content="0; url=https://example.org"><title>')),
    ("WB-130", swap('id="cues"', 'id="times"')),
    ("WB-130", lambda page: page.replace(b"<audio", b"<p").replace(b"</audio", b"</p")),
    ("WB-131", cues(lambda times: [])),
    ("WB-131", swap('id="cues">[[', 'id="cues">[')),
    ("WB-132", cues(lambda times: [*times, ("s999", 99.0, 99.5)])),
    ("WB-133", cues(lambda times: times[1:])),
    (
        "WB-134",
        lambda page: (
            page.replace(b'id="s004"', b'id="x"').replace(b'id="s005"', b'id="s004"').replace(b'"x"', b'"s005"')
        ),
    ),
    ("WB-135", cues(lambda times: [(id_, end, begin) for id_, begin, end in times])),
    ("WB-135", cues(lambda times: [(id_, begin, end + 3) for id_, begin, end in times])),
    ("WB-136", swap("Read more on", "Come to our library in Mill Lane. Read more on")),
    ("WB-302", style("button:focus { outline: 0 }")),
    ("WB-403", script("eval('1')")),
    ("WB-405", swap("<h2 ", '<h2 onclick="go()" ')),
]
"""A code, and what gives a good page that fault."""


@pytest.mark.parametrize(("code", "spoil"), FAULTS, ids=[f"{at:02} {code}" for at, (code, _) in enumerate(FAULTS)])
def test_a_fault_in_a_page_is_found(code: str, spoil: Callable[[bytes], bytes]) -> None:
    good = web_page.page()
    assert spoil(good) != good, "The good page has changed, so this fault was not put in."
    assert code in {finding.code for finding in web.gate(spoil(good), "web")}


def test_the_good_page_passes_and_carries_the_name_of_its_format() -> None:
    assert web.gate(web_page.page(), "web") == ()
    (finding,) = web.gate(b"words", "web")
    assert (finding.file, finding.level) == ("web", "must fix")


def test_contacts_may_stand_below_the_cards_too() -> None:
    twice = swap("Read more on", "Come to our library in Mill Lane. Read more on")(web_page.page())
    sentence = '<span id="s004">Come to our library in Mill Lane.</span>'
    contact = swap(f"<p>{sentence}", f'<p class="contact">{sentence}')(twice)
    assert contact != twice
    assert web.gate(contact, "web") == ()


@pytest.mark.parametrize(
    ("code", "css"),
    [
        ("WB-300", "a { color: red } }"),
        ("WB-300", "@media screen {\n<<<<<<< HEAD\n a { color: red } }"),
        ("WB-301", "a { background: url(https://example.org/a.png) }"),
        ("WB-301", "@media screen { a { background: image-set('a.png' 1x), url(//example.org/a.png) } }"),
        ("WB-301", "@import 'other.css';"),
        ("WB-302", "a:focus-visible { outline: none }"),
        ("WB-302", "a:focus { outline-width: 0px }"),
        ("WB-303", "p { text-align: justify }"),
        ("WB-304", "em { font: italic 1rem Lexend }"),
        ("WB-305", "@font-face { font-family: Lexend; src: url(lexend.ttf) }"),
        ("WB-306", "h2 { text-transform: uppercase }"),
        ("WB-307", "p { hyphens: auto }"),
        ("WB-308", "a { transition: color 1s }"),
    ],
)
def test_a_fault_in_a_style_sheet_is_found(code: str, css: str) -> None:
    assert [finding.code for finding in webstyle.gate(css.encode(), "web")] == [code]


@pytest.mark.parametrize(
    "css",
    [
        "a:focus:not(:focus-visible) { outline: none }",
        "main:focus { outline: none }",
        "@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } }",
        "a { transition: color 1s } @media (prefers-reduced-motion: reduce) { a { transition: none } }",
        "@font-face { font-family: A; src: url(a.ttf) } html { font-variant-ligatures: none }",
        "a { background: url(data:image/png;base64,AAAA) }",
    ],
)
def test_a_good_style_sheet_passes(css: str) -> None:
    assert webstyle.gate(css.encode(), "web") == ()


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("WB-401", "const a = 'https://example.org/a.js';"),
        ("WB-401", "image.src = '//example.org/a.png';"),
        ("WB-402", "navigator.sendBeacon('seen', 1);"),
        ("WB-403", "setTimeout('go()', 5);"),
        ("WB-403", "new Function('go()');"),
        ("WB-404", "box.innerHTML = words;"),
        ("WB-404", "document.cookie = 'seen=1';"),
    ],
)
def test_a_fault_in_a_script_is_found(code: str, line: str) -> None:
    (finding,) = webscript.gate(f"'use strict';\n{line}\n".encode(), "web")
    assert (finding.code, finding.line) == (code, 2)


def test_comments_and_the_names_of_svg_are_no_addresses() -> None:
    good = b"// see https://example.org\n/* fetch() is not used */\nconst SVG = 'http://www.w3.org/2000/svg';\n"
    assert webscript.gate(good, "web") == ()


def test_the_quick_checkers_bring_nothing_heavy_into_a_build() -> None:
    code = (
        "import sys; from leaflets import verify\n"
        "for name in ('web', 'web-style', 'web-script', 'axe', 'browser', 'nu', 'html-validate'): verify.load(name)\n"
        "verify.load('web').gate(sys.stdin.buffer.read(), 'web')\n"
        "print(sorted({'playwright', 'numpy', 'soundfile', 'axe_playwright_python'} & set(sys.modules)))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], input=web_page.page(), capture_output=True, check=True)
    assert run.stdout.decode().strip() == "[]"


@pytest.mark.parametrize("name", ["nu", "html-validate"])
def test_a_missing_package_gives_exactly_one_not_checked_finding(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = web_page.put(tmp_path, web_page.page())
    monkeypatch.setenv("LEAFLETS_NODE", str(tmp_path))
    found = verify.verify((page, page), (name,))
    assert [(finding.file, finding.level) for finding in found] == [(name, "not checked")]


@pytest.mark.parametrize("name", ["axe", "browser"])
def test_without_a_browser_nothing_is_passed(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "BROWSERS", ())
    (finding,) = verify.verify((web_page.put(tmp_path, web_page.page()),), (name,))
    assert (finding.file, finding.level) == (name, "not checked")
    assert "apt install chromium" in finding.message


@pytest.mark.external("browser")
def test_a_browser_that_cannot_start_is_an_error_not_a_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "BROWSERS", ("true",))
    with pytest.raises(LeafletError, match="could not be looked at in Chromium"):
        verify.verify((web_page.put(tmp_path, web_page.page()),), ("axe",))


@pytest.mark.parametrize("output", ["", "{}", "[1]", '{"messages": []}', 'other.html\n{"messages": []}'])
def test_a_report_of_nu_that_does_not_name_the_page_is_an_error(output: str) -> None:
    with pytest.raises(LeafletError, match="Nu HTML Checker"):
        nu.findings(output, (Path("page.html"),))


def test_nu_tells_errors_and_warnings_and_keeps_what_asks_for_nothing() -> None:
    page = Path("page.html").resolve()
    kinds = [{"type": "error"}, {"type": "info", "subType": "warning"}, {"type": "info"}]
    messages = [{**kind, "url": page.as_uri(), "message": "Something.", "lastLine": 4} for kind in kinds]
    found = nu.findings(f"{page}\n" + json.dumps({"messages": messages}), (page,))
    assert sorted((finding.level, finding.line) for finding in found) == [("look at this", 4), ("must fix", 4)]


@pytest.mark.parametrize("output", ["", "{}", "[]", '[{"filePath": "probe.html", "messages": []}]'])
def test_a_report_of_html_validate_without_the_fault_that_was_put_in_is_an_error(output: str) -> None:
    with pytest.raises(LeafletError, match="html-validate"):
        htmlvalidate.findings(output, {"0.html": Path("page.html")}, "probe.html")


@pytest.mark.parametrize("result", [{}, {"passes": [], "violations": []}, {"passes": [{}] * 30, "url": "about:blank"}])
def test_a_result_of_axe_without_rules_or_of_another_page_is_an_error(result: dict[str, object]) -> None:
    with pytest.raises(LeafletError, match="axe used"):
        tuple(axe.places(result, Path("page.html")))


@pytest.mark.external("nu", "html-validate")
@pytest.mark.parametrize("name", ["nu", "html-validate"])
def test_signs_in_the_name_of_a_folder_hide_no_page(name: str, tmp_path: Path) -> None:
    bad = swap(' alt="A library card"', "")(web_page.page())
    page = web_page.put(tmp_path / "a [leaflet]* {1,2} & ü%20", bad)
    assert [finding.file for finding in verify.verify((page,), (name,))] == [str(page)]


def test_an_absent_page_is_never_passed_by_html_validate(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        htmlvalidate.check((tmp_path / "nowhere.html",))
