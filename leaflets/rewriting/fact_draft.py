"""The draft of a fact sheet: an entry for each sentence of the article, with what a person must confirm."""

import json
from collections.abc import Iterable

from leaflets.rewriting import particulars

HEAD = """\
# The facts of the article. Say each in your own words after "claim". A sentence may hold more than one fact:
# copy its entry and give it a new id. Weight A: the leaflet must say it. B: say it, or write why not in "left_out".
# C: may go. In the manuscript, put the id in braces at the end of the sentence that carries the fact: {A01}
#
# The lines "To confirm" were found by a program in the article's own words. Some may be wrong, and some may be missing.
# Confirm each: put what counts into "claim" and "patterns", or under the key in brackets. Then take the line away.
"""
_KEYS = {"Words for no": "polarity", "Words for perhaps": "modality", "How many": "quantity", "Who": "actor"}
"""What was found -> the key of the fact sheet that keeps it."""


def ids(slug: str, count: int) -> tuple[str, ...]:
    """The id of each entry: the leaflet's letter and a number."""
    letter = slug[0].upper() if slug[:1].isascii() and slug[:1].isalpha() else "F"
    return tuple(f"{letter}{number:02}" for number in range(1, count + 1))


def draft(slug: str, sentences: Iterable[str], tag: str) -> str:
    """The text of `facts.toml`."""
    texts = tuple(sentences)
    entries = (_entry(fact, text, tag) for fact, text in zip(ids(slug, len(texts)), texts, strict=True))
    return HEAD + "".join(entries)


def _entry(fact: str, sentence: str, tag: str) -> str:
    found = particulars.find((sentence,), tag)
    confirm = "".join(
        f"# To confirm. {_named(label)}: {_comment(values)}\n" for label, values in found.named() if values
    )
    return (
        f'\n[[fact]]\nid = "{fact}"\nclaim = ""\nweight = "A"\nsource_words = {_toml_text(sentence)}\n{confirm}'
        'patterns = []\nleft_out = ""\n'
    )


def _named(label: str) -> str:
    return f"{label} ({_KEYS[label]})" if label in _KEYS else label


def _comment(values: Iterable[str]) -> str:
    """The values in one line of a comment, quoted; TOML allows no control signs there."""
    line = ", ".join(f"“{value}”" for value in values)
    return "".join(letter for letter in line if letter.isprintable())


def _toml_text(text: str) -> str:
    """A TOML string: JSON writes the same escapes, but leaves the sign DEL as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
