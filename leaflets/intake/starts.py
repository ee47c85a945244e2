"""Finds the places in a file where an article starts: by repeated titles and by the shape of the page."""

import re
from collections.abc import Sequence
from itertools import pairwise

from leaflets import units
from leaflets.intake.article import TITLE_LEVEL, Block, Residue
from leaflets.intake.residue import ENDS_ARTICLE, MAY_END_ARTICLE

Part = Block | Residue

FEWEST_WORDS = 20
"""Of prose, for a piece to be an article: two short sentences."""
_SECTION = re.compile(r"(?i)(?:what|how|why|who|when|where|which|can|do|does|is|are|will)\b|.*\?$")
"""Headings of sections are often questions; titles of news are not."""
_NEWS = re.compile(r"(?i)\b(?:news|newsletter|bulletin|round-?up|digest|in brief)\b")
_LONG_WORDS = 80
"""Of prose, on average, for pieces that nothing but a list of their titles parts."""


def key(text: str) -> str:
    """The text as it is compared: letters and figures only."""
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def prose_words(parts: Sequence[Part]) -> int:
    """How many words its paragraphs and items have."""
    return sum(len(units.words(part.text)) for part in parts if isinstance(part, Block) and part.kind != "heading")


def dropped(part: Part, kind: str) -> Residue:
    """The part as residue."""
    return part if isinstance(part, Residue) else Residue(part.text, part.line, kind)


def without_repeats(parts: Sequence[Part]) -> list[Part]:
    """The parts, with titles that stand again elsewhere as residue: the one above its text stays."""
    places: dict[str, list[int]] = {}
    for number, part in enumerate(parts):
        if isinstance(part, Block) and (part.kind in ("heading", "item") or _could_be_title(part.text)):
            places.setdefault(key(part.text), []).append(number)
    kept = list(parts)
    for numbers in places.values():
        above = [number for number in numbers if _stands_above_text(parts, number)]
        if len(numbers) > 1 and len(above) == 1:
            for number in numbers:
                if number != above[0]:
                    kept[number] = dropped(parts[number], "title")
    return kept


def find(parts: Sequence[Part]) -> list[int]:
    """Where each article starts, by the surest sign that parts the file; one start when nothing does."""
    for sign in (_by_level, _by_endings, _by_bylines, _by_rules, _by_list, _by_news_title):
        found = sign(parts) if parts else []
        if len(found) > 1:
            return _without_page_title(parts, found)
    return [0]


def _without_page_title(parts: Sequence[Part], found: list[int]) -> list[int]:
    """The starts; where only the first article has two headings above its text, the first of them names the page."""
    edges = [*found, len(parts)]
    above = [_headings(parts, start, end) for start, end in pairwise(edges)]
    if len(above[0]) == 2 and all(len(numbers) < 2 for numbers in above[1:]):
        return [above[0][1], *found[1:]]
    return found


def _headings(parts: Sequence[Part], start: int, end: int) -> list[int]:
    """The headings above the text of a piece."""
    numbers: list[int] = []
    for number in range(start, end):
        part = parts[number]
        if isinstance(part, Block) and part.kind != "heading":
            break
        if isinstance(part, Block):
            numbers.append(number)
    return numbers


def _stands_above_text(parts: Sequence[Part], number: int) -> bool:
    """Whether a paragraph follows this heading, with nothing but residue between."""
    part = parts[number]
    if not isinstance(part, Block) or part.kind not in ("heading", "paragraph"):
        return False
    below = next((part for part in parts[number + 1 :] if isinstance(part, Block)), None)
    return below is not None and below.kind == "paragraph" and key(below.text) != key(part.text)


def _could_be_title(text: str) -> bool:
    return len(text) < 150 and not re.search(r"[.!?:;,][”’\"')]*$", text)


def _starts_below(parts: Sequence[Part], number: int, first: int) -> bool:
    """Whether a heading stands there that is as high as the first one."""
    part, top = parts[number], parts[first]
    if not isinstance(part, Block) or part.kind != "heading":
        return False
    return not (isinstance(top, Block) and 0 < top.level < part.level)


def _full(parts: Sequence[Part], found: Sequence[int], fewest: int = FEWEST_WORDS) -> list[int]:
    """The starts, when each has an article below it; else none."""
    edges = [*found, len(parts)]
    full = all(prose_words(parts[start:end]) >= fewest for start, end in pairwise(edges))
    return list(found) if full else []


def _by_level(parts: Sequence[Part]) -> list[int]:
    """At headings that the file itself calls titles, when all of its text stands below them."""
    found = [
        number
        for number, part in enumerate(parts)
        if isinstance(part, Block) and part.kind == "heading" and part.level == TITLE_LEVEL
    ]
    if not found or prose_words(parts[: found[0]]) >= FEWEST_WORDS or _are_sections(parts, found):
        return []
    edges = [*found, len(parts)]
    return [start for start, end in pairwise(edges) if prose_words(parts[start:end]) >= FEWEST_WORDS]


def _are_sections(parts: Sequence[Part], found: Sequence[int]) -> bool:
    return sum(bool(_SECTION.match(parts[number].text)) for number in found) * 2 > len(found)


def _by_endings(parts: Sequence[Part]) -> list[int]:
    """Below what stands at the end of articles, such as "Leave a Reply"."""
    sure = _after(parts, ENDS_ARTICLE, headings_only=False)
    if len(sure) > 1:
        return sure
    for kind in sorted(MAY_END_ARTICLE):
        again = _after(parts, frozenset({kind}), headings_only=True)
        ended = len(again) > 1 and any(_is(part, kind) for part in parts[again[-1] + 2 :])
        if ended and not _are_sections(parts, again):
            return again
    return []


def _is(part: Part, kind: str) -> bool:
    return isinstance(part, Residue) and part.kind == kind


def _after(parts: Sequence[Part], kinds: frozenset[str], headings_only: bool) -> list[int]:
    """Where text goes on below such residue; each piece has enough words for an article."""
    found: list[int] = []
    ended = True
    for number, part in enumerate(parts):
        if isinstance(part, Residue):
            ended = ended or (bool(found) and part.kind in kinds and prose_words(parts[found[-1] : number]) >= 1)
            continue
        if ended and (not found or not headings_only or _starts_below(parts, number, found[0])):
            found.append(number)
        ended = False
    edges = [*found, len(parts)]
    return [start for start, end in pairwise(edges) if prose_words(parts[start:end]) >= FEWEST_WORDS]


def _by_bylines(parts: Sequence[Part]) -> list[int]:
    """At headings with a date or a name of an author right below."""
    found = [
        number
        for number, part in enumerate(parts[:-1])
        if isinstance(part, Block) and _could_be_title(part.text) and _is(parts[number + 1], "byline")
    ]
    return _full(parts, found)


def _by_rules(parts: Sequence[Part]) -> list[int]:
    """At headings below a line across the page, or on a new page."""
    first = next((number for number, part in enumerate(parts) if isinstance(part, Block)), 0)
    found = [
        number + 1
        for number, part in enumerate(parts[:-1])
        if _is(part, "rule") and number + 1 > first and _starts_below(parts, number + 1, first)
    ]
    if not found or prose_words(parts[: found[0]]) >= FEWEST_WORDS:
        found = [first, *found]
    return [] if _are_sections(parts, found) else _full(parts, found)


def _by_list(parts: Sequence[Part]) -> list[int]:
    """At headings that also stand elsewhere, as in a list of contents, when they are no sections of one article."""
    listed = {key(part.text) for part in parts if _is(part, "title")}
    found = [
        number
        for number, part in enumerate(parts)
        if isinstance(part, Block) and part.kind == "heading" and key(part.text) in listed
    ]
    if len(found) < 2 or _are_sections(parts, found):
        return []
    long = prose_words(parts[found[0] :]) >= _LONG_WORDS * len(found)
    twice = all(number and _is(parts[number - 1], "title") for number in found)
    return _full(parts, found) if long or twice else []


def _by_news_title(parts: Sequence[Part]) -> list[int]:
    """At the headings below a title such as "June news", when no text stands between."""
    headings = [
        (number, part) for number, part in enumerate(parts) if isinstance(part, Block) and part.kind == "heading"
    ]
    if len(headings) < 3 or not _NEWS.search(headings[0][1].text) or prose_words(parts[: headings[1][0]]):
        return []
    found = [number for number, part in headings[1:] if part.level == headings[1][1].level]
    return [] if _are_sections(parts, found) else _full(parts, found)
