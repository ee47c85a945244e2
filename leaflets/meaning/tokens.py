"""The words of one text with their plain forms, and the phrases of a list in it."""

import re
from functools import cached_property

from leaflets.checks import lemmas
from leaflets.meaning import words
from leaflets.meaning.words import Phrase, Phrases

_TOKEN = re.compile(r"[^\W_]+(?:['.,:/@-][^\W_]+)*(?:'(?=\s|$))?")
NUMBER = re.compile(r"\d[\d.,]*(?:st|nd|rd|th)?")
_FIXED = re.compile(r".*(?:er|est)|less|more|worse|most|least")
"""Comparing words: "better" must not be read as a form of "good"."""


def split(text: str) -> list[str]:
    """The words of a text as they stand, with typewriter apostrophes."""
    return _TOKEN.findall(text.replace("’", "'").replace("‘", "'"))


class Tokens:
    """The words of one text, in four lists of the same length: as they stand, small, with plain forms, first or not."""

    def __init__(self, text: str, tag: str) -> None:
        self.tag = tag
        self.lexicon = words.load(tag)
        self.text = text.replace("’", "'").replace("‘", "'")
        for found, instead in self.lexicon.rewritten:
            self.text = re.sub(found, instead, self.text, flags=re.IGNORECASE)
        matches = list(_TOKEN.finditer(self.text))
        self.shown = [match.group() for match in matches]
        ends = [0, *(match.end() for match in matches)]
        between = (self.text[end : match.start()] for end, match in zip(ends, matches, strict=False))
        self.starts = [at == 0 or _opens(gap) for at, gap in enumerate(between)]
        self.small = [word.casefold() for word in self.shown]
        self.forms = [_forms(word, tag) for word in self.shown]

    def phrases(self, known: Phrases) -> list[tuple[range, str]]:
        """Where phrases stand, the longest at each place, and what each is."""
        found: list[tuple[range, str]] = []
        end = 0
        # Only places where a phrase may stand: a text has words of few of the many lists.
        for at in sorted({at for first in known.keys() & self._places.keys() for at in self._places[first]}):
            if at < end:
                continue
            length, name = 0, ""
            for first in self._openings[at]:
                for phrase, meant in known.get(first, ()):
                    if len(phrase) > length and self._fits(at, phrase):
                        length, name = len(phrase), meant
                        break  # the longest comes first
            if length:
                found.append((range(at, at + length), name))
                end = at + length
        return found

    @cached_property
    def _openings(self) -> list[tuple[str, ...]]:
        """For each word the first words of the phrases that may stand there; its own form before its plain form."""
        return [
            (f"={word}", *self.forms[at], *(("[number]",) if self.is_number(at) else ()))
            for at, word in enumerate(self.small)
        ]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each of those first words may stand."""
        found: dict[str, list[int]] = {}
        for at, openings in enumerate(self._openings):
            for first in openings:
                found.setdefault(first, []).append(at)
        return found

    def _fits(self, at: int, phrase: Phrase) -> bool:
        if at + len(phrase) > len(self.small):
            return False
        for where, word in enumerate(phrase[1:], at + 1):
            if not (self.is_number(where) if word == "[number]" else word in self.forms[where]):
                return False
        return True

    def is_number(self, at: int) -> bool:
        return bool(NUMBER.fullmatch(self.small[at])) or self.small[at] in self.lexicon.numbers

    def is_plain(self, at: int) -> bool:
        return any(len(phrase) == 1 for phrase, _ in self.lexicon.plain.get(self.small[at], ()))

    def said(self, span: range) -> str:
        return " ".join(self.shown[at] for at in span)


def _opens(gap: str) -> bool:
    """Whether a sentence or a quotation starts after these signs between two words."""
    return bool(re.search(r"[.!?:][\"'”’)]*\s|[\"“]$|\n\s*\n", gap))


def _forms(word: str, tag: str) -> tuple[str, ...]:
    """The word in small letters and its plain form; the plain form comes last."""
    small = word.casefold()
    if _FIXED.fullmatch(small):
        return (small,)
    found = lemmas.forms(small, tag)
    return found[:2] if len(found) > 1 and found[1] != found[0] else found[:1]
