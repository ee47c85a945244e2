"""Addresses in a web page: nothing is fetched from outside, and every file that it names is in its place.

A link may lead outside, for nobody is taken there unasked. Everything else would tell a stranger who reads what, and be
missing from a USB stick.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from leaflets.verify.webpage import Element, Fault, WebPage, line

_ATTRIBUTES = ("src", "poster", "data", "action", "formaction", "background", "xlink:href", "ping", "manifest")
_CSS_URL = re.compile(r"url\(\s*(['\"]?)(.*?)\1\s*\)", re.IGNORECASE)
_LINKS = ("a", "area")


def fetched(page: WebPage) -> Iterator[tuple[Element, str]]:
    """Every address that a browser follows by itself, with its element."""
    for element in page.elements:
        found = [element.get(key) for key in _ATTRIBUTES]
        if element.tag not in _LINKS:
            found.append(element.get("href"))
        for key in ("srcset", "imagesrcset"):
            found += [part.split()[0] for part in element.get(key, "").split(",") if part.strip()]
        found += [each for _, each in _CSS_URL.findall(element.get("style", ""))]
        if element.tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
            found.append(element.get("content", "").lower().partition("url=")[2] or "https:")
        yield from ((element, address.strip()) for address in found if address and address.strip())


def outside(page: WebPage) -> Iterator[Fault]:
    """Addresses that ask somebody else, or that hold on one computer only."""
    for element, address in fetched(page):
        if leads_outside(address):
            hint = "Put the file beside the page, and name it from there."
            yield line(element), "WB-120", f"The page fetches something from outside: {address}", hint


def leads_outside(address: str) -> bool:
    """Whether an address is more than the place of a file beside the page, or content in itself."""
    parts = urlsplit(address)
    return address.startswith(("/", "\\")) or parts.scheme not in ("", "data", "blob")


def absent(page: WebPage, path: Path) -> Iterator[Fault]:
    """Files that the page names and that are not there. `path`: where the page is."""
    linked = [(link, link.get("href", "").strip()) for link in page.all(*_LINKS)]
    seen: set[str] = set()
    for element, address in (*fetched(page), *linked):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path or parts.path in seen or address.startswith("/"):
            continue
        seen.add(parts.path)
        if (path.parent / unquote(parts.path)).exists():
            continue
        if element.tag in (*_LINKS, "link") and parts.path.startswith("../"):
            hint = "It works where the other pages are too. Make them: python3 make_leaflets.py"
            yield line(element), "WB-122", f"A link leads to a page that is not there: {parts.path}", hint
        else:
            hint = "Make the page again. When you pass it on, take its whole folder."
            yield line(element), "WB-121", f"The page names a file that is not there: {parts.path}", hint
