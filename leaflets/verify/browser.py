"""Web pages in a real browser, for what axe does not ask: width, targets, focus, keyboard, no script, print, requests.

The questions are put by `browser.js`, inside the page. Each is put in every look that the page's own buttons offer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from leaflets.findings import Finding
from leaflets.verify import Verifier, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAME = "browser"

WIDTHS = (*chromium.WIDTHS, 360)
"""Also that of a usual phone."""

PAPER_WIDTH = 643
"""A4 less margins of 20 mm, at 96 pixels an inch."""

_MOST_PLACES = 3
"""So many places of a fault are named; the others usually have the same cause."""
_SCRIPT = Path(__file__).with_name("browser.js")

_MESSAGES = {
    "WB-201": ("The page is wider than the window, so people must move it sideways.", "Let its parts wrap or shrink."),
    "WB-202": ("A control is smaller than 44 pixels, so some people miss it.", "Make it larger."),
    "WB-203": ("Letters are smaller than 18 pixels.", "Make them larger."),
    "WB-204": ("Letters are slanted, which makes them hard to read.", "Write: font-style: normal"),
    "WB-205": ("Lines are stretched to the same length.", "Write: text-align: left"),
    "WB-206": ("Words are shown in capitals only.", "Write: text-transform: none"),
    "WB-207": ("Not exactly one of these buttons is pressed.", "Set aria-pressed on each."),
    "WB-208": ("A button for the look changes nothing.", "See what it should set."),
    "WB-209": ("The focus is not seen here.", "Give it an outline that stands out from its ground."),
    "WB-210": ("The focus is hidden behind something.", "Keep everything off the focus: scroll-padding."),
    "WB-211": ("A keyboard does not reach this control.", "Let the Tab key come to it."),
    "WB-212": ("Without its script the page does not show a sentence.", "Show it before the script runs."),
    "WB-213": ("Without its script the page shows a control that does nothing.", "Hide it until the script runs."),
    "WB-214": ("Without its script nobody can play the recording.", "Leave the browser's own controls there."),
    "WB-215": ("A sentence is missing when the page is printed.", "Show it in print."),
    "WB-216": ("A control is printed.", "Hide it in print."),
    "WB-217": ("The page prints on a dark or coloured ground.", "Print dark letters on white."),
    "WB-218": ("The page asked somebody outside.", "Put the file beside the page."),
    "WB-219": ("A script of the page broke down.", "Report it."),
    "WB-220": ("A word is broken at the end of a line.", "Let lines break between words only."),
}


@dataclass(slots=True)
class _Found:
    """What was found on a page: for each kind of fault its places, each with the first view in which it was seen."""

    path: Path
    seen: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, code: str, place: str, view: str) -> None:
        self.seen.setdefault(code, {}).setdefault(place, view)

    def findings(self) -> Iterator[Finding]:
        for code, places in self.seen.items():
            message, hint = _MESSAGES[code]
            told = "; ".join(f"{place} ({view})" for place, view in list(places.items())[:_MOST_PLACES])
            more = f"; and {len(places) - _MOST_PLACES} more" if len(places) > _MOST_PLACES else ""
            yield Finding(str(self.path), 0, code, "must fix", message, f"{hint} Where: {told}{more}")


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each kind of fault of each page. Raises LeafletError where the browser fails."""
    if not paths:
        return ()
    with chromium.started() as browser:
        return tuple(finding for path in paths for finding in sorted(_page(browser, path)))


def _page(browser: "Browser", path: Path) -> Iterator[Finding]:
    found = _Found(path)
    for width in WIDTHS:
        with chromium.opened(browser, path, width) as view:
            view.page.evaluate(_SCRIPT.read_text(encoding="utf-8"))
            _looks(view.page, found, width)
            _told(view, found, f"{width} pixels wide")
    with chromium.opened(browser, path, PAPER_WIDTH) as view:
        view.page.evaluate(_SCRIPT.read_text(encoding="utf-8"))
        for look in chromium.looks(view.page):
            view.page.emulate_media(media="print")
            _ask(view.page, "printed", found, f"printed, {look}".removesuffix(", "))
            view.page.emulate_media(media="screen")
    with chromium.opened(browser, path, script=False) as view:
        view.page.evaluate(_SCRIPT.read_text(encoding="utf-8"))
        _ask(view.page, "plain", found, "no script")
        _told(view, found, "no script")
    yield from found.findings()


def _looks(page: "Page", found: _Found, width: int) -> None:
    """Every look at one width; the keyboard goes through those that differ in their colours."""
    walked: set[str] = set()
    known: dict[str, str] = {}
    for look in chromium.looks(page):
        view = f"{look}, {width} pixels wide".removeprefix(", ")
        _ask(page, "faults", found, view)
        like = str(page.evaluate("leafletLook.looks()"))
        if like in known:
            found.add("WB-208", f"{look} looks like {known[like]}", view)
        known[like] = look
        colours = like.partition(" ")[2].rpartition(" ")[0]
        if width in chromium.WIDTHS and colours not in walked:
            walked.add(colours)
            _keyboard(page, found, view)


def _ask(page: "Page", question: str, found: _Found, view: str) -> None:
    for code, place in page.evaluate(f"leafletLook.{question}()"):
        found.add(code, place, view)


def _keyboard(page: "Page", found: _Found, view: str) -> None:
    """Presses Tab through the whole page: each control is reached, marked and open to the eye."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    stops = cast("list[str]", page.evaluate("leafletLook.stops()"))
    reached: set[int] = set()
    for _ in range(2 * len(stops) + 10):  # the controls of a player are several stops in one
        page.keyboard.press("Tab")
        focus: dict[str, Any] | None = page.evaluate("leafletLook.focus()")
        if focus is None and reached:
            break
        if focus is None or focus["at"] in reached:
            continue
        reached.add(focus["at"])
        is_marked = _changes(page, focus["at"]) if focus["isMarked"] is None else focus["isMarked"]
        if not is_marked:
            found.add("WB-209", focus["name"], view)
        if not focus["isOpen"]:
            found.add("WB-210", focus["name"], view)
        if not focus["isLarge"]:
            found.add("WB-202", focus["name"], view)
    for at, name in enumerate(stops):
        if at not in reached:
            found.add("WB-211", name, view)


def _changes(page: "Page", at: int) -> bool:
    """Whether the place looks otherwise with the focus than without: a slider marks its knob, not itself."""
    box = page.evaluate("at => leafletLook.box(at)", at)
    clip: Any = {
        "x": max(0, box["x"] - 8),
        "y": max(0, box["y"] - 8),
        "width": box["width"] + 16,
        "height": box["height"] + 16,
    }
    with_focus = page.screenshot(clip=clip, animations="disabled")
    page.evaluate("leafletLook.blur()")
    without = page.screenshot(clip=clip, animations="disabled")
    page.evaluate("at => document.querySelector(`[data-stop='${at}']`).focus({focusVisible: true})", at)
    return with_focus != without


def _told(view: chromium.Opened, found: _Found, name: str) -> None:
    for address in view.asked:
        found.add("WB-218", address, name)
    for error in view.errors:
        found.add("WB-219", error, name)


VERIFIER = Verifier(NAME, ("text/html",), chromium.missing, check)
