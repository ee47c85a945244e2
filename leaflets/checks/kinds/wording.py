"""Kinds of rule about the choice of words: hard words, word lists, and one name for one thing."""

import re
from collections.abc import Iterator, Mapping

from leaflets.checks import vocabulary, word_lists
from leaflets.checks.phrases import Hit, Phrases, hits_of
from leaflets.checks.places import Placed, explained_before, plain_word
from leaflets.checks.rule import Fault, Reading, Rule, fault_at
from leaflets.checks.vocabulary import Tier
from leaflets.glossary import Entry

_ANSWERED: tuple[str, ...] = ("plain_words", "nominalisations", "idioms", "respectful", "grown_up")
"""Lists whose own rules say more about a word than that it is hard."""


def hard_word(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A hard word in bold that was not explained at its first use and is no name that may stand alone."""
    names = {plain_word(name) for name in reading.names}
    for placed, explained in explained_before(reading.placed):
        if placed.place in rule.scope:
            for run in placed.sentence.runs:
                word = plain_word(run.text)
                if run.mark == "hard" and word and word not in explained | names:
                    yield fault_at(placed, found=run.text.strip(" .,:;?!"))


def hard_to_know(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """Words that are rare or belong to health, care and law, neither bold nor explained; each once."""
    return _hard(rule, reading, "change or explain")


def rather_hard(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """Words outside the list of easy words that many people use; each once."""
    return _hard(rule, reading, "look at")


def glossary_word(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A word that the glossary explains, at its first use, when nothing there or before explains it.

    Standard wording is not looked at: its words come in every leaflet, and nobody could mark one there.
    """
    meanings = {word: entry for word, entry in reading.glossary.items() if not entry.is_name}
    phrases = Phrases(meanings, reading.language.tag)
    told = _defined(reading)
    for placed, known in _explained(reading):
        if placed.place not in rule.scope or not (placed.sentence.line or placed.place == "meaning"):
            continue
        for hit in phrases.find(placed.sentence.text):
            entry = meanings[hit.phrase]
            word = plain_word(entry.word)
            small = entry.word[0].isupper() and hit.words[0].islower()
            if not (small or word in told or word in known or word in _bold(placed) or _is_name(hit.words, reading)):
                told.add(word)
                meaning = " ".join(entry.meaning).replace("*", "")
                yield fault_at(placed, found=hit.words, meaning=meaning)


def listed(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """Phrases of the rule's word list, with what to say in their place. Names may have listed words in them."""
    tag = reading.language.tag
    entries = word_lists.entries(rule.words, tag)
    for placed in reading.within(rule):
        hits = [hit for hit in hits_of(rule.words, tag, placed.sentence.text) if not _looks_like_a_name(hit)]
        if hits:
            found = dict.fromkeys(f"“{hit.words}”" for hit in hits)
            instead = dict.fromkeys(_instead(hit.words, entries[hit.phrase]) for hit in hits)
            yield fault_at(placed, found=", ".join(found), instead=" ".join(instead))


def one_name(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A second name, from the rule's word list, for a thing that the text has named otherwise; each once."""
    groups = word_lists.groups(rule.words, reading.language.tag)
    by_name = {name: group for group, names in groups.items() for name in names}
    phrases = Phrases(by_name, reading.language.tag)
    first: dict[str, str] = {}
    told: set[str] = set()
    for placed in reading.within(rule):
        for hit in phrases.find(placed.sentence.text):
            before = first.setdefault(by_name[hit.phrase], hit.phrase)
            if before != hit.phrase and hit.phrase not in told:
                told.add(hit.phrase)
                yield fault_at(placed, found=hit.words, before=before)


def share_outside(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """More words outside the list of easy words than the limit, a share from 0 to 1."""
    texts = [placed.sentence.text for placed in reading.within(rule)]
    share = vocabulary.share_outside(texts, reading.language.tag)
    if share is not None and rule.limit is not None and share > rule.limit:
        yield Fault(0, {"share": round(share * 100), "limit": f"{rule.limit * 100:g}"})


def _hard(rule: Rule, reading: Reading, tier: Tier) -> Iterator[Fault]:
    tag = reading.language.tag
    told: set[str] = set()
    for placed, known in _explained(reading):
        if placed.place not in rule.scope:
            continue
        answered = _answered(placed.sentence.text, tag)
        found = []
        for hard in vocabulary.find(placed.sentence.text, tag):
            word = plain_word(hard.words)
            exempt = word in known or word in _bold(placed) or hard.start in answered or _is_name(hard.words, reading)
            if hard.tier == tier and not exempt and word not in told and not _in_glossary(word, reading.glossary):
                told.add(word)
                found.append(f"“{hard.words}”")
        if found:
            yield fault_at(placed, found=", ".join(found))


def _explained(reading: Reading) -> Iterator[tuple[Placed, frozenset[str]]]:
    """Each sentence with the words and terms explained in its row or above; for headings, anywhere in the leaflet."""
    pairs = tuple(explained_before(reading.placed))
    anywhere = pairs[-1][1] if pairs else frozenset()
    for placed, explained in pairs:
        phrases = anywhere if placed.place in ("title", "heading") else explained
        yield placed, phrases | {part for phrase in phrases for part in phrase.split()}


def _defined(reading: Reading) -> set[str]:
    """Words that a sentence in a box of meanings says the meaning of, though nobody marked them."""
    meanings = (placed.sentence.text for placed in reading.placed if placed.place == "meaning")
    told = (re.match(r"(?:The |A |An )?(.+?) (?:is|are|means?)\b", text) for text in meanings)
    return {plain_word(found[1]) for found in told if found}


def _bold(placed: Placed) -> frozenset[str]:
    """The hard words and names that the sentence itself marks, whole and in parts."""
    marked = {plain_word(run.text) for run in placed.sentence.runs if run.mark == "hard"}
    return frozenset(marked | {part for phrase in marked for part in phrase.split()})


def _is_name(words: str, reading: Reading) -> bool:
    """Whether these words, with a capital, are a name or stand in one."""
    padded = f" {plain_word(words)} "
    return words[:1].isupper() and any(padded in f" {plain_word(name)} " for name in reading.names)


def _in_glossary(word: str, glossary: Mapping[str, Entry]) -> bool:
    return any(plain_word(key) == word for key in glossary)


def _looks_like_a_name(hit: Hit) -> bool:
    return hit.start > 0 and all(word[0].isupper() for word in hit.words.split())


def _answered(text: str, tag: str) -> frozenset[int]:
    """The places of words that the rules with a better suggestion report."""
    hits = (hit for name in _ANSWERED for hit in hits_of(name, tag, text))
    return frozenset(at for hit in hits for at in range(hit.start, hit.end))


def _instead(words: str, advice: str) -> str:
    """One short sentence: what to say for these words. The advice "a or b, with the date" offers two."""
    if not advice:
        return f"Take out “{words}”."
    if advice.startswith("say "):
        return f"For “{words}”, {advice}."
    choices, _, added = advice.partition(", ")
    offered = " or ".join(f"“{choice}”" for choice in choices.split(" or "))
    return f"For “{words}” say {offered}{', ' + added if added else ''}."
