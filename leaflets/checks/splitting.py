"""Says where a long sentence could be cut in two, and which of its parts are items of a list. Suggestions only."""

import re
from dataclasses import dataclass

from leaflets import units

_FEWEST_WORDS = 4
"""A part shorter than this is no sentence of its own."""

_CUTS: tuple[re.Pattern[str], ...] = (
    re.compile(r"[;:–—]\s|,\s+(?=(?:and|but|or|so|yet|although|though|while|whilst|whereas|because|who|which|when)\b)"),
    re.compile(r"\s(?=(?:because|although|though|whilst|whereas|so that|but)\b)"),
    re.compile(r",\s+(?=\w)"),
    re.compile(r"\s(?=(?:and|or)\s[a-z])|\s(?=(?:which|who|when|where|while|as well as|such as)\b)"),
    re.compile(r"\s(?=(?:that|with|to|for|in|by|at|after|before|during)\b)"),
)
"""Places to cut, the best kind first."""

_WORD = r"[\w’'-]+"
_ITEM = rf"(?:{_WORD}\s){{0,3}}{_WORD}"
_LIST = re.compile(rf"({_ITEM}(?:,\s{_ITEM})+),?\s(?:and|or)\s({_WORD}(?:\s{_WORD}){{0,2}})")
_SETTING = re.compile(
    r"(?i)^(?:in|on|at|by|for|from|after|before|during|since|until|with|to|if|when|then|now|later|first|next|last"
    r"|sometimes|also|yes|no|today|however|so|and|but)\b"
)
"""Openers that stand before the first comma and are no item: "In May, we met and talked."."""

_EXAMPLES = re.compile(r"(?i)^(?:such as|including|like|for example)\b")
"""Openers of the list itself: "help with daily life, such as washing and dressing"."""
_CLAUSE = re.compile(
    r"(?i)^(?:which|who|whose|when|where|that|although|though|because|while|as|it|they|we|you|he|she)\b"
)
"""Openers of a clause: what stands between such commas is no item."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place to cut and how good it is: the kind first, then how even the two parts are."""

    kind: int
    uneven: int
    after: str
    """The words that the second part starts with."""


def advice(text: str) -> str:
    """One short sentence that says where to cut the text, or nothing when there is no good place."""
    cuts = sorted(_cuts(text), key=lambda cut: (cut.kind, cut.uneven))
    if not cuts:
        return ""
    return f"A place to split it is before “{' '.join(units.words(cuts[0].after)[:3]).rstrip(',;:')}”."


def listed_items(text: str) -> tuple[str, ...]:
    """The items of a list inside a sentence, joined by commas and a last "and" or "or"; empty when there is none."""
    found = _LIST.search(text)
    if found is None:
        return ()
    items = [item.strip() for item in re.split(r",\s", found[1])]
    if _SETTING.match(text) and "," not in text[: found.start(1)]:
        items = items[1:]
    starts = [at for at, item in enumerate(items) if _EXAMPLES.match(item)]
    items = items[starts[-1] :] if starts else items
    if len(items) < 2 or any(_CLAUSE.match(item) for item in items[1:]):
        return ()
    return (*items, found[2])


def _cuts(text: str) -> list[_Cut]:
    found = []
    for kind, pattern in enumerate(_CUTS):
        for hit in pattern.finditer(text):
            before, after = text[: hit.start()], text[hit.end() :]
            counts = len(units.words(before)), len(units.words(after))
            if min(counts) >= _FEWEST_WORDS:
                found.append(_Cut(kind, abs(counts[0] - counts[1]), after))
    return found
