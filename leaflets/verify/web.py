"""Own quick check of web pages, in every build: access, addresses, languages, reading along, style and script.

It reads the file alone. On the disk it also looks at the files beside the page: whether they are there, and whether the
recording says each sentence when the page marks it. What only a browser can tell, `axe` and `browser` tell.
"""

from collections.abc import Iterator
from pathlib import Path

from leaflets.findings import Finding, Level
from leaflets.verify import Verifier, webaccess, webaddresses, webcues, weblanguages, webscript, webstyle
from leaflets.verify.webpage import Fault, PageError, WebPage, line, read

NAME = "web"

_LEVELS: dict[str, Level] = {"WB-122": "look at this"}
_SCRIPTS = ("", "module", "text/javascript")


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each fault of each page and of the files beside it that it needs."""
    return tuple(finding for path in paths for finding in _findings(str(path), path.read_bytes(), path))


def gate(content: bytes, format_name: str) -> tuple[Finding, ...]:
    """What it says of a page that was just made; the findings carry the name of the format as their file."""
    return tuple(_findings(format_name, content, None))


def _findings(file: str, content: bytes, path: Path | None) -> Iterator[Finding]:
    try:
        page = read(content)
    except PageError as error:
        yield Finding(file, 0, "WB-100", "must fix", str(error), "Make the page again.")
        return
    found = [*faults(page)]
    if path is not None:
        found += (
            *webaddresses.absent(page, path),
            *webcues.sound_faults(page, path),
            *weblanguages.elsewhere(page, path),
        )
    for at, code, message, hint in sorted(set(found)):
        yield Finding(file, at, code, _LEVELS.get(code, "must fix"), message, hint)


def faults(page: WebPage) -> Iterator[Fault]:
    """Everything that is wrong with the page in itself."""
    for rule in webaccess.RULES:
        yield from rule(page)
    yield from webaddresses.outside(page)
    yield from webcues.faults(page)
    yield from weblanguages.faults(page)
    yield from _within(page)


def _within(page: WebPage) -> Iterator[Fault]:
    """The styles and scripts that stand in the page. Attributes may do nothing."""
    for element in page.elements:
        if element.tag == "style":
            yield from ((line(element), *fault[1:]) for fault in webstyle.faults(element.text or ""))
        elif element.tag == "script" and element.get("type", "") in _SCRIPTS:
            yield from ((line(element), *fault[1:]) for fault in webscript.faults(element.text or ""))
        for key in element.attrib:
            if key.startswith("on"):
                yield (
                    line(element),
                    "WB-405",
                    f"An element carries a script of its own ({key}).",
                    "Put it into the script.",
                )


VERIFIER = Verifier(NAME, ("text/html",), lambda: None, check, gate=gate)
