"""Short forms, initials, saints and streets, sections of a law."""

import re
from collections.abc import Iterator

from leaflets.spoken_rules.table import Claim, Table, any_of, claim, each, has_one_of, whole_words


def phrases(text: str, table: Table) -> Iterator[Claim]:
    """Fixed phrases that voices say wrongly. One with a capital is looked for with its capitals only."""
    for phrase, said in table.names("phrases").items():
        for match in whole_words(phrase, not phrase.islower()).finditer(text):
            first = said[:1].upper() if match.group()[0].isupper() and phrase.islower() else said[:1]
            yield claim(match, first + said[1:], "phrase")


def sections(text: str, table: Table) -> Iterator[Claim]:
    """Sections of a law, as people say them: `Section 136` -> `Section one thirty-six`; `5(2)` -> `five two`."""
    name, sign = table.word("section"), table.word("section-sign")
    one = r"[0-9]{1,3}(?![0-9])(?:\([0-9]\))?"
    another = rf"{one}(?!\s+(?:{any_of(table.list('counted'))})\b)"
    words = "|".join(table.word(word) for word in ("and", "or", "to"))
    linked = rf"\s?[/–-]\s?|\s+(?:{words})\s+|,\s+(?={one}(?:,|\s+(?:{words})\b))"
    end = r"(?![\w%]|[.,/][0-9])"
    for match in each(rf"\b({name}s?)\s+({one}(?:(?:{linked}){another})*){end}", text, re.I):
        yield claim(match, f"{match[1]} {_section_numbers(match[2], table)}", "section")
    # A capital S with one or two figures may be a bus.
    short = rf"[{sign}{sign.upper()}]\.?\s?(?=[0-9]{{3}})|{sign}\.?|{sign.upper()}\."
    for match in each(rf"(?<![\w'])(?:{short})({one}){end}", text):
        yield claim(match, f"{name} {_section_numbers(match[1], table)}", "section")


def _section_numbers(written: str, table: Table) -> str:
    said = []
    for part in re.findall(r"[0-9]+|[^\W\d]+|[–,-]", written):
        if part.isdecimal():
            said.append(table.numerals.in_pairs(int(part)) if len(part) == 3 else table.numerals.count(int(part)))
        elif part == ",":
            said[-1] += ","
        else:
            said.append(part if part.isalpha() else table.word("to"))
    return " ".join(said)


def short_forms(text: str, table: Table) -> Iterator[Claim]:
    """Short forms in full, `St` as Saint before a name and as Street after one."""
    if "Dr" in text:
        yield from _drives(text, table)
    before = table.names("before-figures")
    for match in each(rf"(?<![\w=<>-])({any_of(before)})\s?(?=[0-9£])", text):
        yield claim(match, f"{before[match[1]]} ", "short-form")
    short = table.names("short-forms")
    for match in each(rf"(?<!\w)({any_of(short)})(?![\w@])(?:(?<![.])\.(?=\s))?", text):
        after_figures = re.search(r"[0-9]\s?$", text[: match.start()])
        if not (after_figures and match[1] in table.units()):
            yield claim(match, short[match[1]], "short-form")
    for match in each(r"(?<!\w)#(?=[^\W\d_]|\x00)", text):
        yield claim(match, f"{table.word('hashtag')} ", "short-form")
    if "St" in text:
        yield from _streets(text, table)


def _streets(text: str, table: Table) -> Iterator[Claim]:
    """`12 Park St London`, `St John's`: `St` as Street behind the name of a street, as Saint before another name."""
    name = rf"(?!(?:{any_of(table.list('streets'))})\b)[A-Z][\w'-]*\s+"
    for match in each(rf"\b[0-9]+[A-Za-z]?\s+(?:{name})+(St)\b", text):
        yield Claim(match.start(1), match.end(1), table.word("street"), "short-form")
    for match in each(r"\bSt\b(?:\.?(?=(\s+[A-Z]))|\.(?=\s+[a-z0-9]))?", text):
        yield claim(match, table.word("saint") if match[1] else table.word("street"), "short-form")


def _drives(text: str, table: Table) -> Iterator[Claim]:
    """`12 Park Dr London`, `Park Dr.`: `Dr` as Drive behind the name of a street, with no other name behind it."""
    name = r"[A-Z][\w'-]*\s+"
    shapes = (rf"\b[0-9]+[A-Za-z]?\s+(?:{name})+(Dr)\b", rf"\b{name}(Dr)\b(?=\s*[,;)]|\.?\s*$)")
    for match in (match for shape in shapes for match in each(shape, text)):
        yield Claim(match.start(1), match.end(1), table.word("drive"), "short-form")


def initials(text: str, table: Table) -> Iterator[Claim]:
    """`NHS` -> `N H S`, `GPs` -> `G P's`, `N.H.S.`; words in capitals and whole shouted phrases stay words.

    Five capitals and more with a vowel among them are a word: `SHOUT`.
    """
    # `61a High Street`, `hepatitis A is`: the letter by itself would be the word "a".
    weak = table.word("weak-letters")
    for match in each(rf"(?<=[0-9\x00])[{weak}{weak.lower()}](?=\s\w)|(?<=[a-z]\s)[{weak}](?=\s[a-z])", text):
        yield claim(match, table.letters(match.group().upper()), "initials")
    if has_one_of(table.names("initials-after"), text):
        yield from _words_or_initials(text, table)
    if has_one_of(table.list("words-beside-capitals"), text):
        yield from _words_beside_capitals(text, table)
    words = frozenset(table.list("capital-words"))
    shouted = [match.span() for match in each(r"\b[A-Z][A-Z']+(?:\s+[A-Z][A-Z']+){2,}\b", text)]
    for match in each(r"(?<![\w'])((?:[A-Z]\.){2,}|[A-Z]{2,6})(s)?(?![^\W\d_])", text):
        letters = match[1].replace(".", "")
        is_word = len(letters) > 4 and re.search("[AEIOU]", letters)
        if is_word or letters in words or any(start <= match.start() < end for start, end in shouted):
            continue
        yield claim(match, table.letters(letters) + ("'s" if match[2] else ""), "initials")


def _words_or_initials(text: str, table: Table) -> Iterator[Claim]:
    """`Tell US`, `DO IT`: words, which a voice would spell; `the US`, `IT support` are left to the initials."""
    before = table.names("initials-after")
    for match in each(rf"(?<![\w/'.-])(?:{any_of(before)})(?![\w/'-]|\.[A-Z])", text):
        word = re.search(r"([^\W\d_]+)\s+$", text[: match.start()])
        if word and word[1].lower() not in before[match.group()]:
            yield claim(match, match.group().lower(), "initials")


def _words_beside_capitals(text: str, table: Table) -> Iterator[Claim]:
    """`DO it`, `IT IS`: small words, which are written in capitals because those beside them are."""
    one, either = any_of(table.list("capital-words")), any_of(table.list("words-beside-capitals"))
    for match in each(rf"\b(?:(?:{one})\s+({either})|({either})\s+(?:{one}))\b", text):
        part = 1 if match[1] else 2
        yield Claim(match.start(part), match.end(part), match[part].lower(), "initials")
