"""Sorts an article's sentences to the slots of the empty leaflet that they may help to fill. Only a suggestion."""

import re
from collections.abc import Iterable

SLOTS: tuple[str, ...] = ("about", "what", "who", "how", "stays", "where-when", "said", "next")
"""The slots by name, in the order of `templates/manuscript.md.j2`."""

_CUES: tuple[tuple[str, str], ...] = (
    ("stays", r"not replace|n['’]t replace|not take|stays?\b|remains?\b|as before|same as|not change|unchanged"),
    ("said", r"said|says|asked|questions?|comment|told|welcomed|received|curious|worried|concern|felt|feedback|argued"),
    ("next", r"will|next|plans? to|hopes? to|future|later|soon|over time|follow|begin|start"),
    ("where-when", r"at the|held|venue|took place|open(?:ed|s)?\b|held in|p\.m|a\.m|meeting|week\b|on \w+day"),
    ("how", r"help|improve|support|better|benefit|reduce|result|outcome|fewer|easier|so that|aim"),
    ("who", r"people (?:who|with)|those who|for (?:people|anyone|everyone)|members?|users?|patients?|struggling"),
)
"""Words that speak for a slot; where two slots have as many, the one that stands first here is taken."""


def sort(sentences: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each sentence under one slot, in order. The first is about the whole; one without a cue says what it is."""
    found: dict[str, list[str]] = {name: [] for name in SLOTS}
    for number, sentence in enumerate(sentences):
        found["about" if number == 0 else _best(sentence)].append(sentence)
    return {name: tuple(texts) for name, texts in found.items()}


def _best(sentence: str) -> str:
    counts = {name: len(re.findall(rf"\b(?:{cues})", sentence, re.IGNORECASE)) for name, cues in _CUES}
    if counts["stays"]:
        return "stays"  # what does not change is easily lost beside what does
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else "what"
