"""Short forms, initials, saints and streets, sections of a law."""

import re
from collections.abc import Iterator

from leaflets.spoken_rules.table import Claim, Table, any_of, claim


def sections(text: str, table: Table) -> Iterator[Claim]:
    """A section of a law with three figures, as people say it: `Section 136` -> `Section one thirty-six`."""
    name = table.word("section")
    second = rf"(?:\s+({table.word('and')}|or)\s+([0-9]{{3}}))?\b"
    for match in re.finditer(rf"\b({name}s?)\s+([0-9]{{3}}){second}", text, re.I):
        said = f"{match[1]} {table.numerals.in_pairs(int(match[2]))}"
        said += f" {match[3]} {table.numerals.in_pairs(int(match[4]))}" if match[4] else ""
        yield claim(match, said, "section")
    for match in re.finditer(r"\b[sS]\.?\s?([0-9]{3})\b", text):
        yield claim(match, f"{name} {table.numerals.in_pairs(int(match[1]))}", "section")


def short_forms(text: str, table: Table) -> Iterator[Claim]:
    """Short forms in full, `St` as Saint before a name and as Street after one."""
    short = table.names("short-forms")
    for match in re.finditer(rf"(?<!\w)({any_of(short)})(?![\w@])(?:(?<![.])\.(?=\s))?", text):
        yield claim(match, short[match[1]], "short-form")
    for match in re.finditer(rf"\b{table.word('number-sign')}\s?(?=[0-9])", text):
        yield claim(match, f"{table.word('number')} ", "short-form")
    for match in re.finditer(r"\bSt\b\.?(\s+[A-Z])?", text):
        said = table.word("saint") if match[1] else table.word("street")
        yield Claim(match.start(), match.end() - len(match[1] or ""), said, "short-form")


def initials(text: str, table: Table) -> Iterator[Claim]:
    """`NHS` -> `N H S`, `GPs` -> `G P's`, `N.H.S.`; words in capitals and whole shouted phrases stay words.

    Five capitals and more with a vowel among them are a word: `SHOUT`.
    """
    words = frozenset(table.list("capital-words"))
    shouted = [match.span() for match in re.finditer(r"\b[A-Z][A-Z']+(?:\s+[A-Z][A-Z']+){2,}\b", text)]
    for match in re.finditer(r"(?<![\w'])((?:[A-Z]\.){2,}|[A-Z]{2,6})(s)?(?!\w)", text):
        letters = match[1].replace(".", "")
        is_word = len(letters) > 4 and re.search("[AEIOU]", letters)
        if is_word or letters in words or any(start <= match.start() < end for start, end in shouted):
            continue
        yield claim(match, table.letters(letters) + ("'s" if match[2] else ""), "initials")
