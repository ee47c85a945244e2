"""Opens finished pages in Chromium as a reader would: from the disk, with no way out, in every look the page offers."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets.findings import LeafletError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
"""Programs in which pages can be looked at; the first that is there is taken."""
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--mute-audio")
"""Chromium runs as any user, also where there is no screen, asks nobody about itself, and is not heard."""
WIDTHS = (1280, 320)
"""In CSS pixels. 320 is what WCAG 1.4.10 asks for."""
TIME_LIMIT_MS = 20_000

_OUTSIDE = re.compile(r"^(https?|wss?|ftp):", re.IGNORECASE)

_GROUPS = """() => [...document.querySelectorAll('fieldset')]
    .map(group => [...group.querySelectorAll('button[aria-pressed]')])
    .filter(buttons => buttons.length > 1)
    .map((buttons, at) => buttons.map((button, number) => {
        button.dataset.look = `${at}-${number}`;
        return (button.getAttribute('aria-label') || button.textContent).trim().replace(/\\s+/g, ' ');
    }))"""
"""Names the buttons with which a reader chooses between looks, group by group, and leaves a mark on each."""
_PRESS = "mark => document.querySelector(`[data-look='${mark}']`).click()"


def program() -> str | None:
    """The browser that is on this machine; None where there is none."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def missing() -> str | None:
    """Why no page can be looked at in a browser, as sentences that say what to do; None where that can be done."""
    if program() is None:
        return "Chromium is not on this computer, so no page was looked at. Install it: apt install chromium"
    if find_spec("playwright") is None or find_spec("axe_playwright_python") is None:
        names = "axe-playwright-python playwright"
        return f"No page was looked at. Type: .venv/bin/python -m pip install -c constraints.txt {names}"
    return None


@dataclass(frozen=True, slots=True)
class Opened:
    """A page in the browser, and what it did meanwhile."""

    page: "Page"
    asked: list[str] = field(default_factory=list)
    """Addresses outside that it asked for. Nothing got through."""
    errors: list[str] = field(default_factory=list)
    """Mistakes of its scripts."""


@contextmanager
def started() -> "Iterator[Browser]":
    """A browser without a window. Raises LeafletError where it cannot start, and for whatever fails in it."""
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program(), args=list(FLAGS))
            try:
                yield browser
            finally:
                browser.close()
    except Error as error:
        first = str(error).strip().partition("\n")[0]
        raise LeafletError(f"The pages could not be looked at in Chromium. It says: {first}") from error


@contextmanager
def opened(browser: "Browser", path: Path, width: int = WIDTHS[0], script: bool = True) -> Iterator[Opened]:
    """A page from the disk at that width. Without `script` its scripts do not run."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=script, reduced_motion="reduce", locale="en-GB"
    )
    context.set_default_timeout(TIME_LIMIT_MS)
    view = Opened(context.new_page())
    # A request is told before the route stops it, so both what was asked and that nothing left are certain.
    view.page.on("request", lambda request: view.asked.append(request.url) if _OUTSIDE.match(request.url) else None)
    view.page.on("pageerror", lambda error: view.errors.append(str(error).partition("\n")[0]))
    context.route(_OUTSIDE, lambda route: route.abort())
    try:
        view.page.goto(path.resolve().as_uri(), wait_until="load")
        yield view
    finally:
        context.close()


def looks(page: "Page") -> Iterator[str]:
    """Presses the page's own buttons until every look was shown, and names each: `Cream, Large text`.

    One unnamed look where the page has no such buttons.
    """
    groups: list[list[str]] = page.evaluate(_GROUPS)
    for numbers in product(*(range(len(names)) for names in groups)):
        for group, number in enumerate(numbers):
            page.evaluate(_PRESS, f"{group}-{number}")
        yield ", ".join(names[number] for names, number in zip(groups, numbers, strict=True))
