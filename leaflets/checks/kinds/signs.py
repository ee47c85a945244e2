"""Kinds of rule about single signs: those that no font draws, those that nobody sees, accents in heaps."""

import re
import unicodedata
from collections.abc import Iterator

from leaflets import lettering
from leaflets.checks.rule import Fault, Reading, Rule, fault_at
from leaflets.model import Sentence

_TOLD = 3
"""Words that a finding names; a sentence in other letters has more."""
_STOPS = ".,:;?!"
_JOINERS = frozenset("\u200c\u200d")
"""Many scripts need them between letters, such as those of Persian and Bengali."""
_DIRECTIONS = frozenset("\u061c\u200e\u200f")
"""Marks that keep a figure or a name in its place where writing goes from right to left."""
_FOR_PICTURES = range(0xFE00, 0xFE10)
"""They choose how the emoji before them looks; the emoji itself is told."""
_WITHOUT_JOINERS = ("LATIN", "GREEK", "CYRILLIC")


def sign_not_in_font(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """Signs that the fonts of the leaflet, or of the words' own language, do not have."""
    for placed in reading.within(rule):
        if words := _not_in_font(placed.sentence, reading.language.tag):
            yield fault_at(placed, found=words)
    about = reading.leaflet.about
    for text in (about.short_title, about.version):
        if words := _holding(text, lettering.lacking(text, reading.language.tag)):
            yield Fault(1, {"found": words})


def unseen_sign(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """Signs that nobody sees, and that change the order or the shape of others."""
    right_to_left = reading.language.direction == "rtl"
    for placed in reading.within(rule):
        text = placed.sentence.text
        own = right_to_left or any(run.lang for run in placed.sentence.runs)
        if found := next((at for at in range(len(text)) if _is_unseen(text, at, own)), None):
            before = " ".join(text[:found].split()[-_TOLD:])
            yield fault_at(placed, found=f"after “{before}”")
        elif found == 0:
            yield fault_at(placed, found="at its start")


def piled_accents(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """More accents on one letter than the limit."""
    most = int(rule.limit or 0)
    for placed in reading.within(rule):
        letter, count = "", 0
        for sign in unicodedata.normalize("NFD", placed.sentence.text):
            letter, count = (letter, count + 1) if unicodedata.category(sign) in ("Mn", "Me") else (sign, 0)
            if count > most:
                yield fault_at(placed, found=letter.strip() or "…", limit=most)
                break


def _not_in_font(sentence: Sentence, tag: str) -> str:
    """The words with signs that the font of their own language does not have, in quotation marks."""
    found = (_holding(run.text, lettering.lacking(run.text, run.lang or tag)) for run in sentence.runs)
    return ", ".join(words for words in found if words)


def _holding(text: str, signs: tuple[str, ...]) -> str:
    words = [word for word in unicodedata.normalize("NFC", text).split() if any(sign in word for sign in signs)]
    more = " …" if len(words) > _TOLD else ""
    return ", ".join(f"“{word.strip(_STOPS)}”" for word in words[:_TOLD]) + more


def _is_unseen(text: str, at: int, right_to_left: bool) -> bool:
    sign = text[at]
    if sign in _JOINERS:
        before = text[at - 1] if at else " "
        return not re.match(r"\w", before) or unicodedata.name(before, "").startswith(_WITHOUT_JOINERS)
    if sign in _DIRECTIONS:
        return not right_to_left
    return unicodedata.category(sign) in ("Cc", "Cf") or ord(sign) in _FOR_PICTURES
