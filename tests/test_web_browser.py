"""The page of a leaflet with a real voice, in a real browser, from the disk: proved by every checker, and played."""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
import samples
import seeded_web

from leaflets import formats, verify
from leaflets.findings import must_fix
from leaflets.verify import chromium
from leaflets.verify.webpage import read, words

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.external("browser")

NAME = "everything"
WITHIN_S = 0.05
"""How far a mark may be from its sound."""
BUSY_MS = 25
"""A computer that let the page wait as long as this says nothing about the page."""

WATCH = """busy => {
    const sound = document.querySelector('audio');
    window.marks = [];
    let last = performance.now();
    let slow = 0;
    setInterval(() => {
        const now = performance.now();
        if (now - last > busy) slow = now;
        last = now;
    }, 5);
    new MutationObserver(changes => {
        const at = sound.currentTime;
        const idle = performance.now() - Math.max(slow, last) < busy && performance.now() - slow > 2 * busy;
        for (const {target} of changes) {
            if (target.getAttribute('aria-current') === 'true') window.marks.push([target.id, at, idle]);
        }
    }).observe(document.body, {subtree: true, attributeFilter: ['aria-current']});
}"""
"""Notes each mark: the sentence, the time of the sound, and whether the computer was free just then."""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished page in its folder, spoken by the usual voice, in a folder with a blank and brackets in its name."""
    folder = tmp_path_factory.mktemp("output") / "a [leaflet]"
    made: dict[str, formats.Files] = {}
    for name in ("speech", "audio", "web"):
        made[name] = formats.load(name).write(samples.leaflet(NAME), formats.edition(name), made)
    for file, content in made["web"].items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(content)
    return folder / next(file for file in made["web"] if file.endswith("index.html"))


@pytest.fixture
def view(page_file: Path) -> Iterator[chromium.Opened]:
    with chromium.started() as browser, chromium.opened(browser, page_file) as opened:
        yield opened
        assert (opened.asked, opened.errors) == ([], [])


def cues(page: "Page") -> Mapping[str, tuple[float, float]]:
    """When each sentence is heard, as the page itself says."""
    found: list[Any] = page.evaluate("JSON.parse(document.getElementById('cues').textContent)")
    return {str(id_): (float(begin), float(end)) for id_, begin, end in found}


def sound(page: "Page", what: str) -> Any:
    return page.evaluate(f"document.querySelector('audio').{what}")


def test_every_checker_finds_the_page_and_its_files_good(page_file: Path) -> None:
    files = tuple(path for path in page_file.parent.rglob("*") if path.is_file())
    checkers = ("web", "web-style", "web-script", "nu", "html-validate", "axe", "browser", "sound")
    assert [str(finding) for finding in must_fix(verify.verify(files, checkers))] == []


def test_the_mark_follows_the_sound_within_50_milliseconds(view: chromium.Opened) -> None:
    page = view.page
    page.evaluate(WATCH, BUSY_MS)
    page.click("#play")
    times = cues(page)
    measured: dict[str, float] = {}
    for id_ in list(times)[::2]:  # with jumps to just before them, so that the test need not hear the whole leaflet
        begin = times[id_][0]
        page.evaluate("time => { document.querySelector('audio').currentTime = time }", max(0, begin - 0.2))
        page.wait_for_function("id => window.marks.some(mark => mark[0] === id)", arg=id_)
        (late, idle) = next((at - begin, idle) for marked, at, idle in page.evaluate("window.marks") if marked == id_)
        if idle:
            measured[id_] = late
    assert len(measured) >= 10, "The computer was too busy to measure."
    assert all(-0.001 <= late <= WITHIN_S for late in measured.values()), measured


def test_after_a_jump_into_a_sentence_that_sentence_is_marked(view: chromium.Opened) -> None:
    page = view.page
    page.click("#play")
    page.wait_for_function("document.querySelector('audio').currentTime > 0")
    for id_, (begin, end) in list(cues(page).items())[5::9]:
        page.evaluate("time => { document.querySelector('audio').currentTime = time }", (begin + end) / 2)
        page.wait_for_function("id => document.getElementById(id).getAttribute('aria-current') === 'true'", arg=id_)
        assert page.evaluate("document.querySelectorAll('[aria-current=true]').length") == 1


def test_a_keyboard_alone_plays_stops_and_moves_on(view: chromium.Opened) -> None:
    page = view.page
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "play":
            break
    assert page.evaluate("document.activeElement.id") == "play"
    before = page.evaluate("scrollY")
    page.keyboard.press("Space")
    page.wait_for_function("!document.querySelector('audio').paused")
    assert page.evaluate("scrollY") >= before  # the key pressed the button and did not turn the page
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "play"
    assert not sound(page, "paused")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('audio').paused")
    page.focus("#place")
    at = sound(page, "currentTime")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("at => document.querySelector('audio').currentTime > at", arg=at)


def test_print_has_every_sentence_and_no_control(view: chromium.Opened, page_file: Path) -> None:
    document = pypdfium2.PdfDocument(io.BytesIO(view.page.pdf(format="A4", prefer_css_page_size=True)))
    printed = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    for sentence in read(page_file.read_bytes()).sentences():
        if sentence.find(".//a") is None:  # the address of a link is printed behind it
            assert words(sentence).replace(" ", "") in printed.replace(" ", "")
    for control in ("Back 10 seconds", "Text size", "Listen to this part"):
        assert control not in printed


SPOILT = (
    ("web", seeded_web.swap(' alt="', ' title="')),
    ("web", seeded_web.cues(lambda times: times[:-1])),
    ("web", seeded_web.cues(lambda times: [[id_, begin + 0.1, end + 0.1] for id_, begin, end in times])),
    ("nu", seeded_web.swap("</section>", "")),
    ("html-validate", seeded_web.swap('<button type="button"', "<button")),
    ("axe", seeded_web.swap("</head>", "<style>.words p { color: #a0a0a0 }</style></head>")),
    ("browser", seeded_web.swap("</head>", "<style>:focus-visible { outline: none !important; box-shadow: none "
                                           "!important }</style></head>")),
)  # fmt: skip
"""Faults that a template of ours could bring, each with a checker that must find it in the real page."""


@pytest.mark.parametrize("name", dict.fromkeys(name for name, _ in SPOILT))
def test_a_fault_in_the_real_page_is_found(page_file: Path, name: str) -> None:
    good = page_file.read_bytes()
    for number, spoil in enumerate(spoil for checker, spoil in SPOILT if checker == name):
        bad = page_file.with_name(f"bad-{name}-{number}.html")
        assert spoil(good) != good
        bad.write_bytes(spoil(good))
        assert must_fix(verify.verify((bad,), (name,))), number
        bad.unlink()
