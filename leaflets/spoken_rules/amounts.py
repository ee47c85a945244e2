"""Money, years, parts of a hundred, places in a row, and every figure that is left."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from leaflets.spoken_rules.table import (
    POWERS,
    Claim,
    Table,
    any_of,
    claim,
    compiled,
    each,
    has_figures,
    has_one_of,
)

_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+"
_DASH = r"\s?[-–—]\s?"


def money(text: str, table: Table) -> Iterator[Claim]:
    """`£300,000` -> `three hundred thousand pounds`; `£5.50` -> `five pounds fifty`; `£2m`; `£5-10`; `50p`."""
    signs = "".join(re.escape(sign) for sign in table.money())
    scale = r"(?:\s?(m|bn|k|thousand|million|billion|trillion)\b)?"
    amount = rf"({_NUMBER})(?:\.([0-9]{{1,2}}))?(?!,?[0-9]){scale}"
    next_word = rf"(?:(/)(?=[a-z])|(?=(\s(?:{any_of(table.list('priced'))})\b)))?"
    # `£20 - 30 minutes` are a price and a length.
    first = rf"(?:({_NUMBER}){_DASH}(?=[0-9])(?!(?:{_NUMBER})\s(?:{any_of(table.list('counted'))})\b))?"
    for match in each(rf"([{signs}])\s?{first}{amount}{next_word}", text):
        names = list(table.money()[match[1]])
        if match[7]:  # a thing of that price: a fifty pound note
            names[1] = names[0]
        said = _amount(match[3], match[4], match[5], names, table)
        if match[6]:
            said += f" {table.word('per')}"
        if match[2]:
            said = f"{table.numerals.number(match[2])} {table.word('to')} {said}"
        yield claim(match, said, "money")
        # The sign holds for the amount behind a dash, too.
        second = compiled(rf"{_DASH}({amount}(?![\w%:/]|[.,][0-9]))").match(text, match.end())
        if second and not _counts(text, second, table):
            said = _amount(second[2], second[3], second[4], names, table)
            yield Claim(second.start(1), second.end(1), said, "money")
    pence = table.money()["£"][2:] if "£" in table.money() else ()
    for match in each(r"(?<![\w.,])([0-9]{1,2})p\b", text):
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
    """`2019` -> `twenty nineteen`; `2018/19` -> `twenty eighteen to nineteen`; `1990s`.

    Not `2000 people`, but `in 2019 people`.
    """
    before = compiled(rf"\b(?:{any_of(table.list('before-years'))})\s+$", re.IGNORECASE)
    year, to = r"(?:(?<![\w£$€.,/-])|(?<=[a-z]-))((?:1[5-9]|20)[0-9]{2})", r"[/–-]([0-9]{4}|[0-9]{2})"
    for match in each(rf"{year}(?:(s)|{to})?(?![\w%]|[.,:/][0-9])", text):
        if _counts(text, match, table) and not before.search(text[: match.start()]):
            continue
        said = (table.numerals.decade if match[2] else table.numerals.year)(int(match[1]))
        if match[3]:
            last = table.numerals.year(int(match[3])) if len(match[3]) == 4 else table.numerals.number(match[3])
            said += f" {table.word('to')} {last}"
        yield claim(match, said, "year")


def percents(text: str, table: Table) -> Iterator[Claim]:
    """`50%` -> `fifty per cent`; `5-10%`, `2.5-3.5%`."""
    number = rf"(?:{_NUMBER})(?:\.[0-9]+)?"
    for match in each(rf"(?<![\w.,])(?:({number}){_DASH})?({number})\s?%", text):
        said = f"{table.numerals.number(match[2])} {table.word('percent')}"
        if match[1]:
            said = f"{table.numerals.number(match[1])} {table.word('to')} {said}"
        yield claim(match, said, "percent")


def ordinals(text: str, table: Table) -> Iterator[Claim]:
    """`3rd` -> `third`."""
    for match in each(rf"(?<![\w.,])({_NUMBER})(?:st|nd|rd|th)\b", text):
        yield claim(match, table.numerals.place(int(match[1].replace(",", ""))), "ordinal")


def units(text: str, table: Table) -> Iterator[Claim]:
    """`5km` -> `five kilometres`, `20mg/5ml` -> `… milligrams per …`; the figure is left to the other rules."""
    if not _has_amounts(text, table):
        return
    names, any_unit = table.units(), any_of(table.units())
    signs = "".join(re.escape(sign) for sign in table.names("fractions") if len(sign) == 1)
    per = rf"(/)(?=[a-z]|(?:{_NUMBER})\s?(?!\1(?!\w))(?:{any_unit})(?!\w))"
    thing = rf"\s+(?:{any_of(table.list('measured'))})\b"
    single = compiled(rf"(?:(?<![\w.,/–-])|(?<=[0-9])\s?(?:{any_unit}){_DASH})1$")
    for match in each(rf"(?<=[0-9{signs}])\s?({any_unit})(?!\w)(?:{per}|(?=({thing})))?", text):
        one, many = names[match[1]]
        name = one if match[3] or single.search(text[: match.start()]) else many
        yield claim(match, f"{name} {table.word('per')}" if match[2] else name, "unit")


def numbers(text: str, table: Table) -> Iterator[Claim]:
    """Every figure that is left: `170`, `3.5`, `1/2`, `4½`, `-5`, `10 000 people`."""
    if not _has_amounts(text, table):
        return
    for match in each(rf"(?<![\w.,])(10)({POWERS})", text):
        power = table.numerals.count(int("".join(str(unicodedata.digit(sign)) for sign in match[2])))
        yield claim(match, f"{table.numerals.number(match[1])} {table.word('power')} {power}", "number")
    yield from _two_numbers(text, table)
    fractions = table.names("fractions")
    signs = "".join(re.escape(sign) for sign in fractions if len(sign) == 1)
    typed = any_of([sign for sign in fractions if len(sign) > 1])
    for match in each(rf"([0-9]+)(?:\s?([{signs}])|\s({typed})(?![\w/]))", text):
        part = fractions[match[2] or match[3]]
        a = "" if part.split()[0] in table.list("small") else f"{table.word('a')} "
        yield claim(match, f"{table.numerals.number(match[1])} {table.word('and')} {a}{part}", "number")
    for match in each(rf"(?<![\w/])(?:{any_of(fractions)})(?![\w/])", text):
        yield claim(match, fractions[match.group()], "number")
    for match in each(r"(?<![\w.,)\x00])\.[0-9]+(?![.,]?[0-9])", text):
        yield claim(match, table.numerals.number(f"0{match.group()}"), "number")
    for match in each(rf"(?<![\w.,])({_NUMBER})s\b", text):
        one, _, scale = table.numerals.number(match[1]).partition(" ")
        is_round = one == table.list("small")[1] and scale in table.names("scales").values()
        yield claim(match, table.numerals.several(scale if is_round else f"{one} {scale}".strip()), "number")
    for match in each(r"(?<![\w.,])[1-9][0-9]{0,2}(?:\s[0-9]{3})+(?![\w.,])", text):
        if _counts(text, match, table):
            yield claim(match, table.numerals.number(re.sub(r"\s", "", match.group())), "number")
    for match in each(rf"((?<![\w)\x00])[-−])?((?:{_NUMBER})(?:\.[0-9]+)*)", text):
        said = table.numerals.number(match[2])
        # `10 -12 weeks` is a range with one space too few.
        minus = match[1] and not re.search(r"[0-9\x00]\s+$", text[: match.start()])
        said = f"{table.word('minus')} {said}" if minus else said
        yield Claim(match.start() if minus else match.start(2), match.end(), said, "number")


def _has_amounts(text: str, table: Table) -> bool:
    return has_figures(text) or has_one_of(table.names("fractions"), text)


def _two_numbers(text: str, table: Table) -> Iterator[Claim]:
    """`1:1` -> `one to one`, `9/10 people` -> `nine out of ten people`, `50/50`; else the slash is named."""
    for match in each(r"(?<![\w.,:/])([0-9]{1,3})([:/])([0-9]{1,3})(?![\w:/%]|[.,][0-9])", text):
        first, second = (table.numerals.number(match[part]) for part in (1, 3))
        link = f" {table.word('to')} "
        if match[2] == "/":
            if match.group() in table.names("fractions"):
                continue
            link = f" {_slash(int(match[1]), int(match[3]), _counts(text, match, table), table)} "
        yield claim(match, " ".join(f"{first}{link}{second}".split()), "number")


def _slash(first: int, second: int, counts: bool, table: Table) -> str:
    """What is said for the slash: `9/10 people` is a part, `16/17 year olds` are two ages, `37/41` may be anything."""
    if counts and (first + 1 != second or second in (4, 5, 10, 100)):
        return table.word("out-of")
    if first == second:
        return ""
    return table.word("or") if counts else table.names("marks")["/"]


def _counts(text: str, match: re.Match[str], table: Table) -> bool:
    """Whether people or things that are counted follow: `2000 people`."""
    return bool(re.match(rf"\s+(?:{any_of(table.list('counted'))})\b", text[match.end() :]))


def figures(text: str, table: Table) -> Iterator[Claim]:
    """Figures that the voice says in the way of its own language; a time of day without its sign, which it may name.

    For languages whose numbers are not made here: `10:00` -> `10`, `9.30` -> `9 30`.
    """
    for match in each(r"(?<![\w£€$])[0-9]+(?:[.,:][0-9]+)*(?!\w)", text):
        time = re.fullmatch(r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])", match.group())
        minutes = int(time[2]) if time else 0
        said = match.group() if time is None else f"{int(time[1])} {minutes}" if minutes else f"{int(time[1])}"
        yield claim(match, said, "number")
