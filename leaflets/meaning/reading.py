"""Reads what a text says: its numbers, dates, names, "not", how many, how sure, who. Compares nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from leaflets.checks import lemmas
from leaflets.meaning.tokens import NUMBER, Tokens

_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_RELATIONS = {"after": "after", "since": "since", "before": "before", "until": "until", "by": "until"}
_OVERLAY = "degree"
"""The axis whose words stand for another axis too: "far fewer" is also "fewer"."""
_VOID = "void"
_REACH = 2
"""A "not" belongs to a word at most so many words further on: "not really stop"."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text says. Each mapping goes from a thing in its plain form to the words as they stand."""

    text: str
    numbers: Mapping[str, str]
    dates: Mapping[str, str]
    """`after 2021`, `march`, and units such as `month`."""
    names: Mapping[str, str]
    titles: Mapping[str, str]
    """Names of several words with small words in them, such as "Values into Action"."""
    negators: tuple[tuple[str, str], ...]
    """Each negator and the plain form of the next word of weight."""
    poles: Mapping[tuple[str, str], str]
    actors: Mapping[str, str]
    relations: Mapping[str, str]
    """Actors with the word in front that says who gives and who gets: "from", "to"."""
    doers: frozenset[str]
    receivers: frozenset[str]
    past: Mapping[str, str]
    """Verbs in the past."""
    present: Mapping[str, str]
    """Forms of "be", "have" and "do" in the present."""
    forms: Mapping[str, str]
    """Plain form of every word, and the word."""
    content: Mapping[str, str]
    """Words of weight: neither plain words nor signals of their own."""
    folded: frozenset[str]
    """Every word in small letters."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a long text has in numbers, dates and names; each mapping as in `Reading`."""

    numbers: Mapping[str, str]
    dates: Mapping[str, str]
    names: Mapping[str, str]
    folded: frozenset[str]


@lru_cache(maxsize=64)
def figures(text: str, tag: str) -> Figures:
    """The numbers, dates and names of that text alone; for whole articles."""
    return _Reader(text, tag).figures()


@lru_cache(maxsize=4096)
def read(text: str, tag: str) -> Reading:
    """What that text says."""
    return _Reader(text, tag).reading()


class _Reader(Tokens):
    """Gathers what the words of one text say."""

    def reading(self) -> Reading:
        poles, signal, keyed = self._poles()
        negators, used = self._negators(signal, poles, keyed)
        actors = self.phrases(self.lexicon.actors)
        dates, dated = self._dates()
        numbers, counted = self._numbers(dated)
        taken = {at for found in signal for at in found} | used | dated | counted
        doers, receivers = self._roles(actors)
        return Reading(
            text=self.text,
            numbers=numbers,
            dates=dates,
            names=self._names(actors),
            negators=negators,
            poles={key: self.said(span) for key, span in poles.items()},
            actors={name: self.said(span) for span, name in actors},
            relations=self._relations(actors),
            titles=self._titles(),
            doers=doers,
            receivers=receivers,
            past={self.forms[at][-1]: self.shown[at] for at in range(len(self.small)) if self._is_past(at)},
            present={word: word for at, word in enumerate(self.small) if self._is_present(at)},
            forms={form: self.shown[at] for at, forms in enumerate(self.forms) for form in forms},
            content=self._content(taken, keyed, actors),
            folded=self._folded(),
        )

    def figures(self) -> Figures:
        dates, dated = self._dates()
        return Figures(
            numbers=self._numbers(dated)[0],
            dates=dates,
            names=self._names(self.phrases(self.lexicon.actors)),
            folded=self._folded(),
        )

    def _folded(self) -> frozenset[str]:
        return frozenset(word.removesuffix("'s").rstrip("'") for word in self.small)

    def _poles(self) -> tuple[dict[tuple[str, str], range], list[range], dict[int, str]]:
        """The poles of every axis; the words that are nothing but a signal; and words of weight with their pole."""
        poles: dict[tuple[str, str], range] = {}
        signal: list[range] = []
        keyed: dict[int, str] = {}
        for name, span, pole in self._axis_words():
            if pole == _VOID:
                continue
            poles[name, pole] = span
            if self.lexicon.axes[name].when != "instead":
                signal.append(span)
            else:
                keyed.update({at: f"{name}:{pole}" for at in span if at not in keyed})
        return poles, signal, keyed

    def _axis_words(self) -> list[tuple[str, range, str]]:
        """Words of every axis. A longer phrase hides shorter ones of other axes: "not just" says nothing of "just"."""
        found = [(name, span, pole) for name, known in self.lexicon.poles.items() for span, pole in self.phrases(known)]
        long = [(name, span) for name, span, _ in found if len(span) > 1 and name != _OVERLAY]
        return [
            (name, span, pole)
            for name, span, pole in found
            if name == _OVERLAY
            or not any(
                other != name and set(span) & set(where) and (-len(where), where[0]) < (-len(span), span[0])
                for other, where in long
            )
        ]

    def _negators(
        self, signal: list[range], poles: dict[tuple[str, str], range], keyed: dict[int, str]
    ) -> tuple[tuple[tuple[str, str], ...], set[int]]:
        """Negators that are no part of another signal. Those in front of a pole with an opposite turn it round."""
        inside = {at for span in (*signal, *poles.values()) if len(span) > 1 for at in span}
        found: list[tuple[str, str]] = []
        used: set[int] = set()
        for span, _ in self.phrases(self.lexicon.negators):
            used |= set(span)
            if span[0] in inside or self._turned(span, poles, keyed):
                continue
            rest = range(span[-1] + 1, len(self.small))
            target = next((self.forms[at][-1] for at in rest if not self.is_plain(at)), "")
            found.append((self.said(span), target))
        return tuple(found), used

    def _turned(self, span: range, poles: dict[tuple[str, str], range], keyed: dict[int, str]) -> bool:
        """Whether the negator stands in front of a pole that has an opposite; that pole then becomes the other."""
        turned = False
        for (name, pole), where in list(poles.items()):
            opposite = self.lexicon.axes[name].negated.get(pole)
            if opposite and 0 < where[0] - span[-1] <= _REACH:
                del poles[name, pole]
                poles[name, opposite] = range(span[0], where[-1] + 1)
                keyed.update({at: f"{name}:{opposite}" for at in where if keyed.get(at) == f"{name}:{pole}"})
                turned = True
        return turned

    def _dates(self) -> tuple[dict[str, str], set[int]]:
        found: dict[str, str] = {}
        used: set[int] = set()
        for at, word in enumerate(self.small):
            if _YEAR.fullmatch(word):
                before = self.small[at - 1] if at else ""
                found[f"{_RELATIONS.get(before, 'in')} {word}"] = self.shown[at]
                used.add(at)
            elif word in _MONTHS and self.shown[at][0].isupper() and not (word == "may" and self.starts[at]):
                found[word] = self.shown[at]
                used.add(at)
        for span, unit in self.phrases(self.lexicon.units):
            found[unit] = self.said(span)
            used |= set(span)
        return found, used

    def _numbers(self, dated: set[int]) -> tuple[dict[str, str], set[int]]:
        found: dict[str, str] = {}
        used: set[int] = set()
        for at, word in enumerate(self.small):
            if at in dated:
                continue
            if NUMBER.fullmatch(word):
                found[re.sub(r"(?:st|nd|rd|th)$", "", word).replace(",", "").strip(".")] = self.shown[at]
                used.add(at)
            elif word in self.lexicon.numbers:
                found.setdefault(self.lexicon.numbers[word], self.shown[at])
                used.add(at)
        return found, used

    def _names(self, actors: list[tuple[range, str]]) -> dict[str, str]:
        inside = {at for span, _ in actors for at in span}
        return {word: self.shown[at] for at, word in enumerate(self.small) if at not in inside and self._is_name(at)}

    def _is_name(self, at: int) -> bool:
        word = self.shown[at]
        if not word[0].isupper() or len(word) < 2 or self.small[at] in _MONTHS or self.small[at].endswith("'s"):
            return False
        return not self.starts[at] or word.isupper() or not lemmas.is_word(self.small[at], self.tag)

    def _titles(self) -> dict[str, str]:
        found: dict[str, str] = {}
        at = 0
        while at < len(self.shown):
            if not self.shown[at][0].isupper():
                at += 1
                continue
            end = at
            while end < len(self.shown) and (self.shown[end][0].isupper() or self.small[end] in self.lexicon.joining):
                end += 1
            while end > at and not self.shown[end - 1][0].isupper():
                end -= 1
            words = self.shown[at:end]
            if any(word[0].islower() for word in words) and not self.starts[at]:
                found[" ".join(words).casefold()] = " ".join(words)
            at = max(end, at + 1)
        return found

    def _relations(self, actors: list[tuple[range, str]]) -> dict[str, str]:
        """The nearest relation in front of each actor, over "the", "a" and one more word."""
        near = {span[-1]: name for span, name in self.phrases(self.lexicon.relations)}
        found: dict[str, str] = {}
        for span, name in actors:
            places = [at for at in range(span[0] - 1, max(-1, span[0] - 4), -1) if at in near]
            if places and all(self.is_plain(at) for at in range(places[0] + 1, span[0])):
                found[name] = near[places[0]]
        return found

    def _is_past(self, at: int) -> bool:
        word = self.small[at]
        return word in self.lexicon.past or (word.endswith("ed") and self.forms[at][-1] != word)

    def _is_present(self, at: int) -> bool:
        return self.small[at] in self.lexicon.present and not (at and self._comes_before_base_form(at - 1))

    def _comes_before_base_form(self, at: int) -> bool:
        return self.small[at] in {"to", "would", "will", "may", "might", "could", "can", "must", "should", "did", "not"}

    def _roles(self, actors: list[tuple[range, str]]) -> tuple[frozenset[str], frozenset[str]]:
        """Who stands before the verb and who after it; with "by", as in the passive, the other way round."""
        marks = {*self.lexicon.past, *self.lexicon.present, "would", "will", "may", "might", "could", "can", "must"}
        verb = next((at for at, word in enumerate(self.small) if word in marks or self._is_past(at)), None)
        if verb is None:
            return frozenset(), frozenset()
        own = [(span, name) for span, name in actors if not self.small[span[-1]].endswith(("'s", "'"))]
        before = frozenset(name for span, name in own if span[-1] < verb)
        after = frozenset(name for span, name in own if span[0] > verb)
        by = next((at for at in range(verb, len(self.small)) if self.small[at] == "by"), None)
        if by is None:
            return before, after
        agents = frozenset(name for span, name in own if span[0] > by)
        return agents, before | (after - agents)

    def _content(self, taken: set[int], keyed: dict[int, str], actors: list[tuple[range, str]]) -> dict[str, str]:
        found = {f"actor:{name}": self.said(span) for span, name in actors}
        used = {at for span, _ in actors for at in span} | taken
        spans = [(span, name) for span, name in self.phrases(self.lexicon.same) if not used & set(span)]
        plain = {at for span, _ in self.phrases(self.lexicon.plain) for at in span}
        named: dict[int, str] = {}
        for span, name in spans:
            if len(span) > 1 or span[0] not in plain:
                named.update(dict.fromkeys(span, name))
        for at in range(len(self.small)):
            if at in used:
                continue
            if at in keyed:
                found[keyed[at]] = self.shown[at]
            elif at in named:
                found[named[at]] = self.shown[at]
            elif at not in plain:
                found[self.forms[at][-1]] = self.shown[at]
        return found
