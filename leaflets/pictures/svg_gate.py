"""Looks an SVG file over that the house brings along, before anything draws it.

A drawing may hold programs, point to other files, or repeat itself without end. Such a file is refused, with what to
do. What it is made of is read here as data only; nothing in it is followed.
"""

import base64
import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from leaflets.findings import LeafletError

MOST_BYTES = 5_000_000
"""A logo has 5,000 to 200,000."""
MOST_ELEMENTS, MOST_DEPTH = 20_000, 100
MOST_COSTLY = 50
"""Filters and masks: each is painted as a picture of its own."""
MOST_UNEVEN = 50
"""Times that a side may be as long as the other: the pixels of a thin strip would fill the memory."""

_DEFINITIONS = re.compile(r"<!ENTITY|<!DOCTYPE[^>]*\[", re.IGNORECASE)
_OUTSIDE = re.compile(r"@import|url\(\s*[\"']?(?!#)\S", re.IGNORECASE)
_LENGTH = re.compile(r"([\d.]+(?:e[+-]?\d+)?)(?:px|pt|mm|cm|in|pc)?")
_PIXELS = re.compile(r"data:image/(?:png|jpeg);base64,")
_PROGRAMS = frozenset({"script", "foreignObject", "iframe", "object", "embed", "handler", "listener"})
_LETTERS = frozenset({"text", "tspan", "textPath", "tref"})
_COSTLY = frozenset({"filter", "mask", "pattern"})
_SAVE = "Save it as a PNG file, and name that in the house file."


def looked_over(data: bytes) -> tuple[str, ElementTree.Element]:
    """The text and the root of an SVG file that is safe to draw. Raises LeafletError, saying what to do."""
    if len(data) > MOST_BYTES:
        raise LeafletError(f"The logo file is far too big. {_SAVE}")
    text = data.decode("utf-8-sig")
    if _DEFINITIONS.search(text):
        raise LeafletError(f"The logo file holds definitions that grow when they are read. {_SAVE}")
    root = _tree(text)
    elements = list(root.iter())
    names = [element.tag.rpartition("}")[2] for element in elements if isinstance(element.tag, str)]
    marks = {key.lower() for element in elements for key in element.attrib}
    if _PROGRAMS & set(names) or any(re.fullmatch(r"on[a-z]+", mark) for mark in marks):
        raise LeafletError(f"The logo file holds a program or a web page. {_SAVE}")
    if _LETTERS & set(names) or any(map(_leads_out, elements)):
        raise LeafletError(
            "The logo file holds letters or links that look different on every machine."
            " Turn its letters into paths, or save it as a PNG file and name that in the house file."
        )
    costly = sum(name in _COSTLY for name in names) + sum(bool({"filter", "mask"} & set(e.attrib)) for e in elements)
    if costly > MOST_COSTLY or _repeated(root) > MOST_ELEMENTS:
        raise LeafletError(f"The logo file repeats its parts too often. {_SAVE}")
    return text, root


def check_sides(width: float, height: float) -> None:
    """Raises ValueError for sides that no picture has, and LeafletError for a strip."""
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise ValueError("no picture has such sides")
    if max(width / height, height / width) > MOST_UNEVEN:
        raise LeafletError(f"The logo is far too long and thin. One side may be {MOST_UNEVEN} times the other at most.")


def sides(root: ElementTree.Element) -> tuple[float, float]:
    """Width and height as it says them itself. Raises ValueError where it does not."""
    box = [float(number) for number in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if number]
    width, height = (
        re.fullmatch(r"([\d.]+(?:e[+-]?\d+)?)(?:px|pt|mm|cm|in|pc)?", root.get(name, ""))
        for name in ("width", "height")
    )
    if width and height:
        return float(width[1]), float(height[1])
    if len(box) != 4:
        raise ValueError("it does not say how large it is")
    return box[2], box[3]


def pixels(root: ElementTree.Element) -> Iterator[bytes]:
    """The files of pixels that are held in the drawing."""
    for link in (link for element in root.iter() for link in links(element) if _PIXELS.match(link)):
        yield base64.b64decode(link.partition(",")[2])


def links(element: ElementTree.Element) -> Iterator[str]:
    """What an element points to, in this file or elsewhere."""
    return (value.strip() for key, value in element.attrib.items() if key.endswith("href"))


def _tree(text: str) -> ElementTree.Element:
    depth = 0
    root: ElementTree.Element | None = None
    for count, (event, element) in enumerate(ElementTree.iterparse(BytesIO(text.encode()), ("start", "end"))):
        root = element if root is None else root
        depth += 1 if event == "start" else -1
        if depth > MOST_DEPTH or count > 2 * MOST_ELEMENTS:
            raise LeafletError(f"The logo file has far too many parts. {_SAVE}")
    if root is None:
        raise ValueError("there is nothing in it")
    return root


def _leads_out(element: ElementTree.Element) -> bool:
    """Whether it points to something that is not in the file. Pixels in the file are, other drawings are not."""
    if any(link and not link.startswith("#") and not _PIXELS.match(link) for link in links(element)):
        return True
    looks = (element.text or "", *(value for key, value in element.attrib.items() if not key.endswith("href")))
    return any(_OUTSIDE.search(look) for look in looks)


def _repeated(root: ElementTree.Element) -> int:
    """How many elements are drawn when every repetition (`use`) is followed; more than the limit for a circle."""
    known = {element.get("id", ""): element for element in root.iter()}
    counts: dict[str, int] = {}

    def drawn(element: ElementTree.Element, around: frozenset[str]) -> int:
        total = 1 + sum(drawn(child, around) for child in element)
        for link in links(element):
            name = link.removeprefix("#")
            if name in around:
                return MOST_ELEMENTS + 1
            if name in known and name != link:
                if name not in counts:
                    counts[name] = drawn(known[name], around | {name})
                total += counts[name]
        return min(total, MOST_ELEMENTS + 1)

    return drawn(root, frozenset())
