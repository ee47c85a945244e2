"""Languages of web pages: direction of writing, links to other languages, and alternates that lead back.

Which way words run is read from their letters (Unicode, UAX 9), not from the toolkit's language files. Alternates must
name each other, and themselves: a page that is not named back is passed over by whoever reads them.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from leaflets.verify.webpage import Element, Fault, PageError, WebPage, line, read, words

DEFAULT = "x-default"
_RIGHT_TO_LEFT = ("R", "AL")
"""Classes of letters, as Unicode names them."""
_GROUPS = re.compile(r"\d[ \t\n]+\d")
_AGAIN = "Make the leaflet again, in all its languages."


def faults(page: WebPage) -> Iterator[Fault]:
    """What the page alone tells."""
    yield from _direction(page.root, " ".join(map(words, page.all("h1", "h2", "h3", "p"))))
    yield from _turned_numbers(page)
    for link in page.all("a"):
        wanted, lang = link.get("hreflang", ""), link.get("lang", "")
        if wanted and lang:
            yield from _direction(link, words(link))
            if wanted != lang:
                message = f"The words of a link are in “{lang}”, and it leads to “{wanted}”."
                yield line(link), "WB-503", message, "Write the name of a language in that language."
    named = Counter(tag for tag, _ in _alternates(page))
    own = page.root.get("lang", "")
    for tag in (own, DEFAULT) if named else ():
        if tag not in named:
            yield line(page.root), "WB-501", f"The page names no alternate for “{tag}”.", _AGAIN
    for tag in (tag for tag, times in named.items() if times > 1):
        yield line(page.root), "WB-501", f"The page names more than one alternate for “{tag}”.", _AGAIN


def elsewhere(page: WebPage, path: Path) -> Iterator[Fault]:
    """What the pages tell that this one leads to, and those of the same leaflet beside it. `path`: where it is."""
    own, named = page.root.get("lang", ""), dict(_alternates(page))
    links = [(link.get("hreflang"), link) for link in page.all("a") if link.get("hreflang")]
    for tag, element in (*named.items(), *links):
        target = _target(element, path)
        there = _page(target) if tag != DEFAULT else None
        if there is None or target is None:
            continue  # it leads outside, or a file is missing, which is told as such
        if there.root.get("lang") != tag:
            message = f"A link says that it leads to “{tag}”. The page there is in “{there.root.get('lang')}”."
            yield line(element), "WB-504", message, _AGAIN
        back = dict(_alternates(there)).get(own)
        if element.tag == "link" and (back is None or _target(back, target) != path.resolve()):
            yield line(element), "WB-502", f"The page in “{tag}” does not name this one as its alternate.", _AGAIN
    known = {_target(element, path) for element in named.values()}
    for other in sorted(path.resolve().parent.parent.glob("web_*/index.html")):
        if path.parent.name.startswith("web_") and other not in (*known, path.resolve()):
            message = f"This page does not name the one in {other.parent.name} as its alternate."
            yield line(page.root), "WB-505", message, _AGAIN


def _direction(element: Element, text: str) -> Iterator[Fault]:
    """Words must run as most of their letters do (WCAG 1.3.2)."""
    classes = Counter(unicodedata.bidirectional(sign) for sign in text)
    to_the_left = sum(classes[name] for name in _RIGHT_TO_LEFT) > classes["L"]
    if to_the_left != (element.get("dir", "ltr") == "rtl"):
        wanted = "rtl" if to_the_left else "ltr"
        yield line(element), "WB-506", "Words run in the wrong direction here.", f'Write dir="{wanted}".'


def _turned_numbers(page: WebPage) -> Iterator[Fault]:
    """Between words from right to left, groups of figures with plain blanks are shown last group first (UAX 9, N1)."""
    for element in page.elements:
        own = [element.text or "", *(child.tail or "" for child in element)]
        if not any(_GROUPS.search(text) for text in own) or element.tag in ("script", "style", "title"):
            continue
        marked = next((each for each in (element, *element.iterancestors()) if _is_marked(each)), page.root)
        if marked.get("dir", "ltr") == "rtl":
            message = f"The groups of a number are shown in the wrong order: “{words(element)}”."
            yield line(element), "WB-507", message, "Put no-break blanks between them."


def _is_marked(element: Element) -> bool:
    """Whether it says which way its words run; the class `number` of our style sheet does too."""
    return bool(element.get("dir")) or "number" in element.get("class", "").split()


def _alternates(page: WebPage) -> Iterator[tuple[str, Element]]:
    for element in page.all("link"):
        if "alternate" in element.get("rel", "").split() and element.get("hreflang"):
            yield element.get("hreflang"), element


def _target(element: Element, path: Path) -> Path | None:
    """The file that an address on the page leads to; None when it leads outside."""
    parts = urlsplit(element.get("href", ""))
    return None if parts.scheme or parts.netloc else (path.parent / unquote(parts.path)).resolve()


def _page(path: Path | None) -> WebPage | None:
    try:
        return read(path.read_bytes()) if path else None
    except (OSError, PageError):
        return None
