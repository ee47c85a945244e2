"""Kinds of rule about single sentences that need no word list and no grammar."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from leaflets import units
from leaflets.checks import splitting, word_lists
from leaflets.checks.lemmas import tokens
from leaflets.checks.places import Rows, explained_before, plain_word
from leaflets.checks.rule import Fault, Reading, Rule, fault_at

_NOT_SHOUTED = frozenset({"ACT", "AGE", "AID", "CAT", "GAP", "IT", "MIND", "NICE", "US", "WHO"})
"""Common words whose capitals are as likely initials."""
_SHORT_SHOUTED = frozenset(
    {"AN", "AS", "AT", "BE", "BY", "DO", "GO", "IF", "IN", "MY", "NO", "OF", "ON", "OR", "SO", "TO", "UP", "WE"}
)
"""The words of two letters whose capitals are no initials."""


def words_per_sentence(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """More words than the rule's limit, or the language's where the rule has none."""
    limit = int(rule.limit or reading.language.sentence_limit)
    for placed in reading.within(rule):
        count = len(units.words(placed.sentence.text))
        if count > limit:
            yield fault_at(placed, count=count, limit=limit, split=splitting.advice(placed.sentence.text))


def pattern(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """Words or signs that one of the rule's patterns finds; addresses and names are not looked at."""
    for placed in reading.within(rule):
        text = _without_addresses(placed.sentence.text)
        found = dict.fromkeys(_hits(rule, text, reading.names))
        if found:
            yield fault_at(placed, found=", ".join(f"“{words}”" for words in found))


def link_words(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A link whose words are, from the first to the last, what one of the rule's patterns finds."""
    for placed in reading.within(rule):
        links = groupby(placed.sentence.runs, key=lambda run: run.link)
        told = ("".join(run.text for run in runs).strip(" .,:;!?…>»") for link, runs in links if link)
        found = dict.fromkeys(words for words in told if any(re.fullmatch(each, words) for each in rule.patterns))
        if found:
            yield fault_at(placed, found=", ".join(f"“{words}”" for words in found))


def acronym(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """Initials that are neither allowed nor explained; each is reported once, where it comes first."""
    allowed = {*reading.language.allowed_acronyms, *(part for name in reading.names for part in name.split())}
    told = {plain_word(name) for name in allowed}
    everything = " ".join(placed.sentence.text for placed in reading.placed)
    anywhere = {word for _, explained in explained_before(reading.placed) for word in explained}
    for placed, explained in explained_before(reading.placed):
        if placed.place not in rule.scope:
            continue
        before = anywhere if placed.place in ("title", "heading") else explained
        for found in re.findall(r"(?<![\w.@/])(?:[A-Z]{2,}|(?:[A-Z]\.){2,})(?=s?\b|\W|$)", placed.sentence.text):
            word = plain_word(found.replace(".", ""))
            parts = {part for phrase in before for part in phrase.split()}
            if word not in told | parts and not _spelled_out(word, everything) and not _shouted(found, reading):
                told.add(word)
                yield fault_at(placed, found=found)


def capitals(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """Everyday words in capitals only, when they are not explained as initials."""
    for placed, explained in explained_before(reading.placed):
        if placed.place not in rule.scope:
            continue
        words = tokens(placed.sentence.text)
        found = [word for word in words if _shouted(word, reading) and plain_word(word) not in explained]
        if found:
            yield fault_at(placed, found=", ".join(f"“{word}”" for word in dict.fromkeys(found)))


def joining_words(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """More words that join parts of a sentence, by the rule's patterns, than the limit."""
    for placed in reading.within(rule):
        text = placed.sentence.text
        found = [words.casefold() for words in _hits(rule, text, reading.names)]
        if rule.limit is not None and len(found) > rule.limit:
            words = ", ".join(f"“{word}”" for word in dict.fromkeys(found))
            yield fault_at(placed, count=len(found), found=words, split=splitting.advice(text))


def list_in_sentence(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """Items joined by commas and a last "and" or "or": the limit in a long sentence, or more."""
    for placed in reading.within(rule):
        items = splitting.listed_items(placed.sentence.text)
        limit = int(rule.limit or 3)
        if len(items) > limit or (len(items) == limit and len(units.words(placed.sentence.text)) > _SHORT_LIST):
            yield fault_at(placed, count=len(items), found=", ".join(f"“{item}”" for item in items))


_SHORT_LIST = 12
"""Words: a list of three in a sentence no longer than this is easy enough (10 to 15 words are the limit)."""


def date_without_year(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A month with no year in the same sentence, or in the sentence before it in the same row."""
    months = "|".join(reading.language.names("months").values())
    named = re.compile(rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? |[a-z]+ )(?:{months})\b|\b(?:{months}) \d{{1,2}}\b")
    starts = {row.point.sentences[0].line for row in Rows(reading.leaflet).with_place() if row.point.sentences}
    year_before = False
    for placed in reading.placed:
        text = placed.sentence.text
        year = re.search(r"\b(?:19|20)\d\d\b", text) is not None
        found = named.search(text)
        kept = year_before and placed.sentence.line not in starts
        if found and not year and not kept and placed.place in rule.scope:
            yield fault_at(placed, found=found.group())
        year_before = year or kept


def double_negative(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """More words that say "no" in one sentence, by the rule's patterns, than the limit."""
    for placed in reading.within(rule):
        found = list(_hits(rule, placed.sentence.text, reading.names))
        if rule.limit is not None and len(found) > rule.limit:
            yield fault_at(placed, found=", ".join(f"“{word}”" for word in found))


def pronoun_start(rule: Rule, reading: Reading) -> Iterator[Fault]:
    """A row that starts with a word such as "it" or "they": the row above, with its picture, may be far away."""
    for row in Rows(reading.leaflet).with_place():
        text = row.point.sentences[0].text if row.point.sentences else ""
        found = next((hit for each in rule.patterns if (hit := re.match(each, text))), None)
        if row.place in rule.scope and found:
            yield Fault(row.point.sentences[0].line, {"found": found.group().strip()}, row.standard)


def _hits(rule: Rule, text: str, names: frozenset[str]) -> Iterator[str]:
    """What the rule's patterns find, but for what stands in a name: nobody can write a name in other words."""
    hits = [hit for each in rule.patterns for hit in re.finditer(each, text)]
    named = [name.span() for name in _any_name(names).finditer(text)] if hits and names else []
    for hit in hits:
        end = hit.start() + len(hit.group().rstrip(" .,:;?!)”’"))
        if not any(first <= hit.start() and end <= last for first, last in named):
            yield hit.group().strip()


@lru_cache(maxsize=16)
def _any_name(names: frozenset[str]) -> re.Pattern[str]:
    """Each of these names, with its capitals and as whole words; the longest that stands at a place."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    words = (r"\s+".join(map(re.escape, name.replace("’", "'").split())) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)".replace("'", "['’]"))


@lru_cache(maxsize=10_000)
def _without_addresses(text: str) -> str:
    """The text without web and e-mail addresses: their signs are no fault."""
    return re.sub(r"\S+@\S+|(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|uk)(?:/\S*)?", " ", text)


def _spelled_out(word: str, text: str) -> bool:
    """Whether words with these first letters stand in the text, each with a capital: "British Sign Language"."""
    letters = (rf"{letter.upper()}[a-z’']+" for letter in word if letter.isalpha())
    words = r"[\s-]+(?:(?:of|the|and|for)\s+)*".join(letters)
    return bool(words) and re.search(rf"\b{words}", text) is not None


def _shouted(word: str, reading: Reading) -> bool:
    """Whether a word in capitals is an everyday word, and no initials."""
    if not word.isalpha() or not word.isupper() or word in (_NOT_SHOUTED | {*reading.language.allowed_acronyms}):
        return False
    if len(word) <= 2:
        return word in _SHORT_SHOUTED
    return word.casefold() in word_lists.easy(reading.language.tag)
