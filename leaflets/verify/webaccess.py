"""What a web page must have so that people who listen, use a keyboard or enlarge it can use it. WCAG 2.2 clauses."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from leaflets.verify.webpage import Fault, WebPage, line, name, words

EMPTY_WORDS = (
    *("click", "click here", "here", "more", "read more", "learn more", "find out more", "link", "this link", "page"),
    *("this page", "go", "continue"),
)
"""Words of a link that say nothing on their own (WCAG 2.4.4, 2.4.9)."""

_ELSEWHERE = "download"
"""Says nothing of a file, but names a part of the same page well."""
_ADDRESS = re.compile(r"[a-z]+://\S+", re.IGNORECASE)
_FILE_NAME = re.compile(r"\.(svg|png|jpe?g|gif|webp)\s*$", re.IGNORECASE)
_IDLE_ALT = re.compile(r"(an? )?(image|picture|photo(graph)?|icon|graphic|drawing)( of .*| \d+)?", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CONTROLS = ("a", "button", "input", "select", "textarea", "summary")
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for")


def language_and_title(page: WebPage) -> Iterator[Fault]:
    """WCAG 3.1.1 and 2.4.2."""
    if not page.root.get("lang", "").strip():
        yield line(page.root), "WB-101", "The page does not say its language.", 'Write lang="en-GB" into <html>.'
    titles = [title for title in page.all("title") if title.getparent().tag == "head"]
    if not any(map(words, titles)):
        yield line(page.root), "WB-102", "The page has no title.", "Put the name of the leaflet into <title>."


def zoom(page: WebPage) -> Iterator[Fault]:
    """WCAG 1.4.4: nobody may be kept from enlarging."""
    views = [meta for meta in page.all("meta") if meta.get("name", "").lower() == "viewport"]
    for meta in views:
        wishes = dict(part.replace(" ", "").partition("=")[::2] for part in meta.get("content", "").lower().split(","))
        if wishes.get("user-scalable") in ("no", "0") or {"maximum-scale", "minimum-scale"} & set(wishes):
            hint = 'Write: content="width=device-width, initial-scale=1"'
            yield line(meta), "WB-103", "The page keeps people from enlarging it.", hint
    if not views:
        hint = 'Write: <meta name="viewport" content="width=device-width, initial-scale=1">'
        yield line(page.root), "WB-103", "The page does not fit the screens of phones.", hint


def headings(page: WebPage) -> Iterator[Fault]:
    """WCAG 1.3.1 and 2.4.6: one title, no step left out, none empty."""
    found = list(page.all(*_HEADINGS))
    titles = sum(heading.tag == "h1" for heading in found)
    if titles != 1:
        yield line(page.root), "WB-104", f"The page has {titles} headings of the first level.", "Give it one."
    before = 0
    for heading in found:
        level = int(heading.tag[1])
        if level > before + 1:
            message = f"A heading of level {level} follows one of level {before}: “{words(heading)}”."
            yield line(heading), "WB-105", message, f"Make it level {before + 1}."
        if not name(page, heading):
            yield line(heading), "WB-106", "A heading is empty.", "Write its words, or take it out."
        before = level


def landmarks(page: WebPage) -> Iterator[Fault]:
    """WCAG 2.4.1: the main part is marked, and the first link leads to it."""
    mains = list(page.all("main"))
    if len(mains) != 1:
        yield line(page.root), "WB-107", f"The page has {len(mains)} main parts.", "Put its content into one <main>."
        return
    first = next((link for link in page.all("a") if link.get("href")), None)
    target = first.get("href", "") if first is not None else ""
    aim = page.by_id(target[1:]) if target.startswith("#") else None
    if aim is None or not (aim is mains[0] or mains[0] in aim.iterancestors()):
        hint = "Begin the page with a link to its main part, such as “Skip to the leaflet”."
        yield line(page.root), "WB-108", "The first link does not skip to the main part.", hint


def ids(page: WebPage) -> Iterator[Fault]:
    """Each id stands once, and whatever is pointed at is there."""
    seen = Counter(element.get("id") for element in page.elements if element.get("id") is not None)
    for element in page.elements:
        if seen.get(element.get("id"), 0) > 1:
            message = f"The id “{element.get('id')}” stands in {seen[element.get('id')]} places."
            yield line(element), "WB-109", message, "Give each place an id of its own."
        wanted = [each for key in _REFERENCES for each in element.get(key, "").split()]
        if element.tag == "a" and len(element.get("href", "")) > 1 and element.get("href").startswith("#"):
            wanted.append(element.get("href")[1:])
        for each in wanted:
            if each not in seen:
                yield line(element), "WB-110", f"It points at “{each}”, which is not on the page.", "Correct the id."


def pictures(page: WebPage) -> Iterator[Fault]:
    """WCAG 1.1.1. Decoration has an empty alt, or is hidden."""
    for picture in page.all("img"):
        alt = picture.get("alt")
        if alt is None:
            yield line(picture), "WB-111", "A picture has no words for people who do not see it.", "Write its alt text."
        elif _FILE_NAME.search(alt) or _IDLE_ALT.fullmatch(alt.strip()):
            yield line(picture), "WB-112", f"The words for a picture do not tell it: “{alt}”.", "Say what it shows."
    for drawing in page.all("svg"):
        hidden = any(each.get("aria-hidden") == "true" for each in (drawing, *drawing.iterancestors()))
        if not hidden and not name(page, drawing):
            hint = 'Give it an aria-label, or aria-hidden="true" where it says nothing.'
            yield line(drawing), "WB-111", "A drawing has no words for people who do not see it.", hint


def links(page: WebPage) -> Iterator[Fault]:
    """WCAG 2.4.4: the words of a link say where it leads."""
    for link in page.all("a"):
        if link.get("href") is None:
            continue
        told = name(page, link)
        plain = told.casefold().strip(" .!>»")
        is_idle = plain in EMPTY_WORDS or (plain == _ELSEWHERE and not link.get("href").startswith("#"))
        if not told:
            yield line(link), "WB-113", "A link has no words.", "Write where it leads."
        elif is_idle or _ADDRESS.fullmatch(told):
            yield line(link), "WB-114", f"The words of a link do not say where it leads: “{told}”.", "Name the place."


def controls(page: WebPage) -> Iterator[Fault]:
    """WCAG 4.1.2 and 2.4.3: every control has a name and its natural place; nothing plays by itself (1.4.2)."""
    labels = {label.get("for"): words(label) for label in page.all("label")}
    for control in page.all("button", "input", "select", "textarea", "summary", "audio"):
        inside = any(above.tag == "label" for above in control.iterancestors())
        if not (name(page, control) or labels.get(control.get("id")) or inside) and control.get("type") != "hidden":
            yield line(control), "WB-115", f"A control has no name ({control.tag}).", "Give it words or an aria-label."
        if control.tag == "button" and control.get("type") not in ("button", "submit", "reset"):
            yield line(control), "WB-116", "A button does not say its type.", 'Write type="button".'
    for element in page.elements:
        if re.fullmatch(r"\+?0*[1-9]\d*", element.get("tabindex", "").strip()):
            yield line(element), "WB-117", "The order of the Tab key is changed here.", 'Write tabindex="0" or none.'
        elif element.tag in _CONTROLS and element.get("tabindex", "").strip().startswith("-"):
            yield line(element), "WB-117", "The Tab key passes this control by.", "Take its tabindex out."
        if element.get("autoplay") is not None or element.get("autofocus") is not None:
            yield line(element), "WB-118", "Something starts or moves by itself here.", "Leave that to the reader."


RULES: tuple[Callable[[WebPage], Iterator[Fault]], ...] = (
    *(language_and_title, zoom, headings, landmarks, ids, pictures, links, controls),
)
