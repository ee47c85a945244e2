"""Money, years, parts of a hundred, places in a row, and every figure that is left."""

import re
from collections.abc import Iterator, Sequence

from leaflets.spoken_rules.table import Claim, Table, any_of, claim

_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+"
_DASH = r"\s?[-–—]\s?"


def money(text: str, table: Table) -> Iterator[Claim]:
    """`£300,000` -> `three hundred thousand pounds`; `£5.50` -> `five pounds fifty`; `£2m`; `£5-10`; `50p`."""
    signs = "".join(re.escape(sign) for sign in table.money())
    scale = r"(?:\s?(m|bn|k|thousand|million|billion|trillion)\b)?"
    amount = rf"({_NUMBER})(?:\.([0-9]{{1,2}}))?(?!,?[0-9]){scale}"
    for match in re.finditer(rf"([{signs}])\s?(?:({_NUMBER}){_DASH}(?=[0-9]))?{amount}", text):
        said = _amount(match[3], match[4], match[5], table.money()[match[1]], table)
        if match[2]:
            said = f"{table.numerals.number(match[2])} {table.word('to')} {said}"
        yield claim(match, said, "money")
    pence = table.money()["£"][2:] if "£" in table.money() else ()
    for match in re.finditer(r"(?<![\w.,])([0-9]{1,2})p\b", text):
        if pence:
            yield claim(match, f"{table.numerals.number(match[1])} {pence[match[1] != '1']}", "money")


def _amount(whole: str, part: str | None, scale: str | None, names: Sequence[str], table: Table) -> str:
    one, many, _hundredth, hundredths = names
    if scale:
        name = table.names("scales")[{"m": "million", "bn": "billion", "k": "thousand"}.get(scale, scale)]
        return f"{table.numerals.number(f'{whole}.{part}' if part else whole)} {name} {many}"
    count = int(whole.replace(",", ""))
    rest = int((part or "0").ljust(2, "0"))
    said = f"{table.numerals.count(count)} {one if count == 1 else many}"
    if not rest:
        return said
    return f"{table.numerals.count(rest)} {hundredths}" if not count else f"{said} {table.numerals.count(rest)}"


def years(text: str, table: Table) -> Iterator[Claim]:
    """`2019` -> `twenty nineteen`; `2018/19` -> `twenty eighteen to nineteen`; `1990s`; not `2000 people`."""
    counted = rf"(?!\s+(?:{any_of(table.list('counted'))})\b)"
    year, to = r"(?<![\w£$€.,/-])((?:1[5-9]|20)[0-9]{2})", r"[/–-]([0-9]{4}|[0-9]{2})"
    for match in re.finditer(rf"{year}(?:(s)|{to})?(?![\w%]|[.,:/][0-9]){counted}", text):
        said = (table.numerals.decade if match[2] else table.numerals.year)(int(match[1]))
        if match[3]:
            last = table.numerals.year(int(match[3])) if len(match[3]) == 4 else table.numerals.number(match[3])
            said += f" {table.word('to')} {last}"
        yield claim(match, said, "year")


def percents(text: str, table: Table) -> Iterator[Claim]:
    """`50%` -> `fifty per cent`; `5-10%`."""
    for match in re.finditer(rf"(?<![\w.,])(?:({_NUMBER}){_DASH})?((?:{_NUMBER})(?:\.[0-9]+)?)\s?%", text):
        said = f"{table.numerals.number(match[2])} {table.word('percent')}"
        if match[1]:
            said = f"{table.numerals.number(match[1])} {table.word('to')} {said}"
        yield claim(match, said, "percent")


def ordinals(text: str, table: Table) -> Iterator[Claim]:
    """`3rd` -> `third`."""
    for match in re.finditer(rf"(?<![\w.,])({_NUMBER})(?:st|nd|rd|th)\b", text):
        yield claim(match, table.numerals.place(int(match[1].replace(",", ""))), "ordinal")


def numbers(text: str, table: Table) -> Iterator[Claim]:
    """Every figure that is left: `170`, `3.5`, `1/2`, `4½`, `-5`."""
    fractions = table.names("fractions")
    signs = "".join(re.escape(sign) for sign in fractions if len(sign) == 1)
    for match in re.finditer(rf"([0-9]+)\s?([{signs}])", text):
        said = f"{table.numerals.number(match[1])} {table.word('and')} {table.word('a')} {fractions[match[2]]}"
        yield claim(match, said.replace(f"{table.word('a')} one ", "one "), "number")
    for match in re.finditer(rf"(?<![\w/])(?:{any_of(fractions)})(?![\w/])", text):
        yield claim(match, fractions[match.group()], "number")
    for match in re.finditer(rf"((?<![\w)\x00])[-−])?((?:{_NUMBER})(?:\.[0-9]+)*)", text):
        said = table.numerals.number(match[2])
        yield claim(match, f"{table.word('minus')} {said}" if match[1] else said, "number")
