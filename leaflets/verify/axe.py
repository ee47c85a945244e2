"""Web pages by axe-core, the rules of WCAG 2.2 A and AA and best practice, in every look and at two widths.

What axe cannot decide is told as "look at this". A run that used no rules is an error, never a pass.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from leaflets.findings import Finding, LeafletError, Level
from leaflets.verify import Verifier, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAME = "axe"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""Named one by one, for without its own tag axe leaves out what is new in WCAG 2.2, such as `target-size`."""
FEWEST_RULES = 15
"""So many rules hold for any page that has words in it; a run with fewer did not look at the page."""

_LEVELS: Mapping[str, Level] = {"violations": "must fix", "incomplete": "look at this"}
_RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations', 'incomplete']})"

Result = Mapping[str, object]
Broken = tuple[Level, str, str]
"""Level, rule, and what it says."""


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each broken rule of each page, with the first look in which it fails. Raises LeafletError."""
    if not paths:
        return ()
    with chromium.started() as browser:
        return tuple(finding for path in paths for finding in sorted(_page(browser, path)))


def _page(browser: "Browser", path: Path) -> Iterator[Finding]:
    found: dict[Broken, list[str]] = {}
    for width in chromium.WIDTHS:
        for look, result in _results(browser, path, width):
            for broken, place in places(result, path):
                found.setdefault(broken, []).append(f"{place}, {look}, {width} pixels wide".replace(" , ", " "))
    for (level, rule, says), seen in found.items():
        message = "This page breaks an access rule." if level == "must fix" else "This page may break an access rule."
        more = f"; {len(seen)} views" if len(seen) > 1 else ""
        yield Finding(str(path), 0, f"WB-A-{rule}", level, message, f"axe says: {says} ({seen[0]}{more})")


def _results(browser: "Browser", path: Path, width: int) -> Iterator[tuple[str, Result]]:
    from axe_playwright_python.base import AXE_SCRIPT

    with chromium.opened(browser, path, width) as view:
        view.page.evaluate(AXE_SCRIPT)  # once a page: reading it again for each look would take longer than the rules
        for look in chromium.looks(view.page):
            yield look, cast(Result, view.page.evaluate(_RUN, list(TAGS)))


def places(result: Result, path: Path) -> Iterator[tuple[Broken, str]]:
    """The rules that axe's result names, each with its first place. Raises LeafletError for a result that is none."""
    ran = sum(len(cast("list[Result]", result.get(kind) or [])) for kind in ("passes", "violations", "incomplete"))
    if ran < FEWEST_RULES or result.get("url") != path.resolve().as_uri():
        raise LeafletError(f"axe used {ran} rules on {path}. Install it again: see .ci/run.")
    for kind, level in _LEVELS.items():
        for rule in cast("list[Result]", result.get(kind) or []):
            nodes = cast("list[Result]", rule.get("nodes") or [{}])
            yield (level, str(rule["id"]), str(rule["help"])), _place(nodes)


def _place(nodes: list[Result]) -> str:
    first = " ".join(str(part) for part in cast("list[object]", nodes[0].get("target") or ["the page"]))
    return f"first of {len(nodes)} places: {first}" if len(nodes) > 1 else first


VERIFIER = Verifier(NAME, ("text/html",), chromium.missing, check)
