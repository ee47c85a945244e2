"""Finds leaflets and summaries that an article promises: each is a leaflet that somebody may want to make."""

import re
from collections.abc import Sequence

from leaflets.intake.article import Block, Offer, Residue

_WHAT = (
    r"(?:leaflet|booklet|pamphlet|brochure|fact ?sheet|flyer|summary|easy[- ]read(?: version| guide| leaflet)?|guide)"
)
_LINK = r"(?:download|read|see|view|get|find|open|here is|request)"
_ABOUT = r"(?:of|about|on|for|to)"
_THERE = r"(?:found|downloaded|read|seen|viewed|available)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_LINK}\b.{{0,30}}?\b(?:the|our|a|an|this)\s+(?P<name>(?:\S+\s+){{1,8}}?){_WHAT}\b(?!\s+{_ABOUT})",
        rf"\b{_LINK}\b.{{0,40}}?\b{_WHAT}\s+{_ABOUT}\s+(?P<name>(?:\S+\s*){{1,10}})",
        rf"\b{_WHAT}\s+{_ABOUT}\s+(?P<name>(?:\S+\s+){{1,10}}?)(?:can|may|is|are)\s+(?:now\s+)?(?:be\s+)?{_THERE}\b",
        rf"\b(?:the|our|a|an)\s+(?P<name>(?:\S+\s+){{1,8}}?){_WHAT}\s+(?:can|may)\s+be\s+{_THERE}\b",
    )
)
"""Ways in which an article promises a leaflet; `name` is what it is about."""
_MOST_SIGNS = 300
"""Of a sentence that is searched: the patterns try many ways."""
_EMPTY = frozenset({
    "the", "our", "a", "an", "this", "that", "new", "full", "short", "free", "here", "it", "its", "to", "of", "on",
    "for", "about", "and", "by", "can", "you", "your", "pdf", "word", "doc", "docx", "copy", "please", "now", "as",
    "in", "below", "above", "from", "website", "file", "easy", "read", "version", "printable", "download",
})  # fmt: skip
_MOST_SLUG_WORDS = 5
_CUT = re.compile(r"(?i)[.,;:!?()\[\]“”\"]|\b(?:here|below|by clicking|from|at|can be|is available|in pdf)\b.*")


def find(blocks: Sequence[Block], left_out: Sequence[Residue]) -> tuple[Offer, ...]:
    """The leaflets promised in those blocks and in what was left out of them, each slug once."""
    found: dict[str, Offer] = {}
    parts: tuple[Block | Residue, ...] = (*left_out, *blocks)
    for part in parts:
        if isinstance(part, Residue) and part.kind not in ("download", "navigation", "page"):
            continue
        for sentence in re.split(r"(?<=[.!?])\s+", part.text):
            words = _promised(sentence)
            if words:
                offer = Offer(slug(words), sentence.strip(), part.line)
                found.setdefault(offer.slug, offer)
    return tuple(sorted(found.values(), key=lambda offer: offer.line))


def slug(words: str) -> str:
    """A name for a leaflet about that, in small letters, figures and hyphens: `sim-london`."""
    plain = re.sub(r"[’']", "", words).casefold()
    parts = [part for part in re.findall(r"[a-z0-9]+", plain) if part not in _EMPTY]
    return "-".join(parts[:_MOST_SLUG_WORDS])


def _promised(sentence: str) -> str:
    if len(sentence) > _MOST_SIGNS:
        return ""
    for pattern in _PATTERNS:
        found = pattern.search(sentence)
        name = _CUT.sub("", found["name"]).strip() if found else ""
        if name and slug(name):
            return name
    return ""
