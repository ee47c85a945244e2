"""The contents list of a DAISY book: what it tells of the book, whether that is true, and where its entries lead."""

import re
from collections import Counter
from collections.abc import Iterator

from leaflets.daisy_reader import XHTML, Book, clock_s

Fault = tuple[str, str]

ONCE = (
    "dc:title", "dc:date", "dc:format", "dc:identifier", "dc:publisher", "ncc:charset", "ncc:tocItems", "ncc:totalTime",
    "ncc:pageFront", "ncc:pageNormal", "ncc:pageSpecial", "ncc:multimediaType", "ncc:files", "ncc:kByteSize",
    "ncc:depth", "ncc:narrator", "ncc:setInfo",
)  # fmt: skip
"""Metas that must stand there once, with words in them."""
AT_LEAST_ONCE = ("dc:creator", "dc:language")
_MUST_BE = {"dc:format": "Daisy 2.02", "ncc:multimediaType": "audioFullText", "ncc:charset": "utf-8"}
_SHAPES = {"dc:date": r"\d{4}-\d{2}-\d{2}", "dc:language": r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*"}
_HEADING = re.compile(r"h[1-6]")
_WITHIN_S = 1.0
"""The whole time is told in whole seconds."""


def faults(book: Book) -> Iterator[Fault]:
    """What is wrong with `ncc.html`, and with the list of SMIL files in `master.smil`."""
    metas = book.metas("ncc.html")
    counts = Counter(name for name, _ in metas)
    told = dict(metas)
    for name in (*ONCE, *AT_LEAST_ONCE):
        if not told.get(name, "").strip():
            yield "DY-110", f"The contents list does not tell {name}."
        elif name in ONCE and counts[name] > 1:
            yield "DY-110", f"The contents list tells {name} {counts[name]} times."
    for name, wanted in _MUST_BE.items():
        if name in told and told[name].lower() != wanted.lower():
            yield "DY-111", f"The contents list tells {name} as “{told[name]}”. It must be “{wanted}”."
    for name, shape in _SHAPES.items():
        if told.get(name) and not re.fullmatch(shape, told[name]):
            yield "DY-111", f"The contents list tells {name} as “{told[name]}”, which players cannot read."
    yield from _counts(book, told)
    yield from _entries(book)
    yield from _links(book)
    yield from _master(book)


def _counts(book: Book, told: dict[str, str]) -> Iterator[Fault]:
    levels = [int(entry.tag[1]) for entry in book.entries if _HEADING.fullmatch(entry.tag)]
    true = {
        "ncc:tocItems": len(book.entries),
        "ncc:depth": max(levels, default=0),
        "ncc:files": len(book.members),
        "ncc:kByteSize": -(-sum(map(len, book.members.values())) // 1024),
        **{f"ncc:{name}": sum(e.kind == kind for e in book.entries) for name, kind in _PAGES.items()},
    }
    for name, number in true.items():
        if name in told and told[name] != str(number):
            yield "DY-112", f"The contents list tells {name} as {told[name]}. It is {number}."
    total_s = clock_s(told.get("ncc:totalTime", ""))
    played_s = sum((clip.end_s or 0) - (clip.begin_s or 0) for clip in book.clips)
    if total_s is None or abs(total_s - played_s) > _WITHIN_S:
        yield "DY-113", f"The contents list tells ncc:totalTime as {told.get('ncc:totalTime')}. It is {played_s:.0f} s."


_PAGES = {"pageFront": "page-front", "pageNormal": "page-normal", "pageSpecial": "page-special"}


def _entries(book: Book) -> Iterator[Fault]:
    """A title first, then headings that go down one step at a time."""
    if not book.entries or (book.entries[0].tag, book.entries[0].kind) != ("h1", "title"):
        yield "DY-120", "The contents list does not begin with the title: an h1 of the class “title”."
    level = 0
    for entry in book.entries:
        if not _HEADING.fullmatch(entry.tag):
            yield "DY-121", f"“{entry.words}” in the contents list is no heading."
            continue
        if int(entry.tag[1]) > level + 1:
            yield "DY-121", f"“{entry.words}” in the contents list skips a level of headings."
        level = int(entry.tag[1])
        if not entry.words:
            yield "DY-121", "A line of the contents list is empty."


def _links(book: Book) -> Iterator[Fault]:
    """Each entry leads to a text or par, later in the book than the entry before it, and to the words that it says."""
    places, shown = _places(book), [clip.text for clip in book.clips]
    led_to: set[str] = set()
    before = -1
    for number, entry in enumerate(book.entries):
        place = places.get(entry.href, len(shown))
        if place >= len(shown):
            yield "DY-122", f"“{entry.words}” in the contents list leads nowhere: {entry.href or 'no link'}."
            continue
        if place <= before or (number == 0 and place):
            yield "DY-123", f"“{entry.words}” in the contents list leads to a wrong place in the book."
        words = book.texts.get(shown[place], "")
        if number and words != entry.words:
            yield "DY-124", f"“{entry.words}” in the contents list leads to other words: “{words}”."
        led_to.add(shown[place])
        before = place
    for key in _headings(book):
        if key not in led_to:
            yield "DY-125", f"The heading “{book.texts[key]}” is not in the contents list."


def _headings(book: Book) -> Iterator[str]:
    """The places of all headings of the text but its title, such as `content.html#s004`."""
    for element in book.xml("content.html").iter():
        is_heading = _HEADING.fullmatch(element.tag.removeprefix(XHTML))
        if is_heading and element.get("id") and element.get("class") != "title":
            yield f"content.html#{element.get('id')}"


def _places(book: Book) -> dict[str, int]:
    """For each par and each text with an id in the SMIL files the number of its first clip in the book, from 0."""
    found: dict[str, int] = {}
    number = 0
    for smil in (name for name in book.smils if name in book.members):
        for par in book.xml(smil).iter("par"):
            found |= {f"{smil}#{part.get('id')}": number for part in (par, *par.iter("text")) if part.get("id")}
            number += len(tuple(par.iter("audio"))) or 1  # as the reader counts clips
    return found


def _master(book: Book) -> Iterator[Fault]:
    listed = [ref.get("src", "") for ref in book.xml("master.smil").iter("ref")]
    if listed != list(book.smils):
        yield "DY-126", f"master.smil lists {', '.join(listed)}. The contents list leads to {', '.join(book.smils)}."
