"""Dates, days and times of the day, as they are written in Britain."""

import re
from collections.abc import Iterator

from leaflets.spoken_rules.table import Claim, Table, any_of, claim, each, has_figures, has_one_of

_DASH = r"\s?[-–—]\s?"
_HOUR = "0?[1-9]|1[0-9]|2[0-3]"
_DAY, _MONTH = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:0?[1-9]|1[0-2])"
_DATE = (
    rf"(?:{_DAY}/{_MONTH}/(?:[0-9]{{4}}|[0-9]{{2}})|{_DAY}\.{_MONTH}\.[0-9]{{4}}|{_DAY}-{_MONTH}-[0-9]{{4}}"
    rf"|[0-9]{{4}}-{_MONTH}-{_DAY})"
)
_SHORT_STOP = r"(?:\.(?=\s+[a-z0-9]|\s?[-–—]))?"
"""The stop of a short form; the one that ends a sentence stays, or the voice runs on."""


def dates(text: str, table: Table) -> Iterator[Claim]:
    """`2 May 2018`, `2nd–5th May`, `May 2018`, `Oct–Dec`, `2/5/2018`, `2018-05-02`: `the second of May …`."""
    yield from _dates_with_months(text, table)
    if has_figures(text):
        yield from _dates_in_figures(text, table)


def _dates_with_months(text: str, table: Table) -> Iterator[Claim]:
    months = {name: name for name in table.list("months")}
    short = {name[:size]: name for name in months for size in (3, 4) if len(name) > size} | months
    if not has_one_of(short, text):
        return
    month, year = rf"(?P<month>{any_of(short)})\b{_SHORT_STOP}", r"(?:,?\s+(?P<year>(?:1[5-9]|20)[0-9]{2})\b)"
    day, last = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?", r"(?P<last>[0-9]{1,2})(?:st|nd|rd|th)?"
    to, joined = table.word("to"), f"(?P<link>{_DASH}|\\s+(?:{table.word('to')}|{table.word('and')})\\s+)"
    shapes = (
        rf"\b(?:(?P<the>{table.word('the')})\s+)?{day}(?:{joined}{last})?(?:\s+of)?\s+{month}{year}?(?!\w)",
        rf"\b{month}\s+{day}{year}",
        rf"\b{month}\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)\b",
        rf"\b(?P<first>{any_of(short)})\b{_SHORT_STOP}(?:{_DASH}|\s+{to}\s+){month}{year}?",
        rf"\b{month}{year}",
    )
    # Capitals count here, or the word "may" would be a month.
    for match in (match for shape in shapes for match in each(shape, text)):
        parts = match.groupdict()
        said = f"{short[parts['first']]} {to} " if parts.get("first") else ""
        said += short[parts["month"]]
        if parts.get("day"):
            if not 1 <= int(parts["day"]) <= 31:
                continue
            place = f"{match.groupdict().get('the') or table.word('the')} {table.numerals.place(int(parts['day']))}"
            if parts.get("last"):
                link = parts["link"].strip()
                link = link if link.isalpha() else to
                place += f" {link} {table.word('the')} {table.numerals.place(int(parts['last']))}"
            said = f"{place} {table.word('of')} {said}"
        year_said = f" {table.numerals.year(int(parts['year']))}" if parts.get("year") else ""
        yield claim(match, said + year_said, "date")


def _dates_in_figures(text: str, table: Table) -> Iterator[Claim]:
    british = r"(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4}|(?<=/)[0-9]{2})"
    iso = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    the = rf"(?:\b{table.word('the')}\s+)?"
    shapes = (rf"(?<![\w./-]){the}{shape}(?![\w/-])" for shape in (british, iso))
    text = _without_dashes_between_dates(text)
    for match in (match for shape in shapes for match in each(shape, text)):
        day, month, year = (int(match[part]) for part in ("day", "month", "year"))
        if len(match["year"]) == 2:
            year += 2000 if year < 50 else 1900
        if 1 <= day <= 31 and 1 <= month <= 12:
            place = f"{table.word('the')} {table.numerals.place(day)} {table.word('of')}"
            yield claim(match, f"{place} {table.list('months')[month - 1]} {table.numerals.year(year)}", "date")
    for match in each(rf"(?<![\w./-])({_DAY})/({_MONTH})(?={_DASH}{_DATE})", text):
        place = f"{table.word('the')} {table.numerals.place(int(match[1]))} {table.word('of')}"
        yield claim(match, f"{place} {table.list('months')[int(match[2]) - 1]}", "date")


def _without_dashes_between_dates(text: str) -> str:
    """`31/12/2020-01/01/2021` and `1-5/6/2026` with a sign for the dash that joins no figures; places stay the same."""
    first, second = rf"{_DATE}|{_DAY}(?:/{_MONTH})?", rf"{_DATE}(?![\w/-])"
    return re.sub(rf"(?<![\w./-])({first})-(?={second})", r"\1–", text)


def days(text: str, table: Table) -> Iterator[Claim]:
    """`Mon-Fri` -> `Monday to Friday`; `Sat and Sun`; `Mon 2 May`. Alone, `Sat` and `Sun` are words."""
    short = {form: name for day, name in table.names("days").items() for form in (day, day.upper())}
    names = {**short, **{name: name for name in short.values()}}
    if not has_one_of(names, text):
        return
    to = rf"(?:{_DASH}|\s+{table.word('to')}\s+)"
    for match in each(rf"\b({any_of(names)})\b\.?{to}({any_of(names)})\b{_SHORT_STOP}", text):
        yield claim(match, f"{names[match[1]]} {table.word('to')} {names[match[2]]}", "day")
    one, link = rf"\b(?:{any_of(short)})\b", rf"\s*[,/&]\s*|,?\s+(?:{table.word('and')}|{table.word('or')})\s+"
    for row in each(rf"{one}(?:(?:{link}){one})+", text):
        for match in each(one, row.group()):
            yield Claim(row.start() + match.start(), row.start() + match.end(), short[match.group()], "day")
    before_figures = rf"\b({any_of(short)})\b\.?(?=,?\s+(?:[0-9]|\x00))"
    never_words = [day for day in short if day.title() not in table.list("days-that-are-words")]
    alone = rf"\b({any_of(never_words)})\b{_SHORT_STOP}"
    for match in (match for shape in (before_figures, alone) for match in each(shape, text)):
        yield claim(match, short[match[1]], "day")


def times(text: str, table: Table) -> Iterator[Claim]:
    """`9.30am` -> `nine thirty A.M.`; `17:00` -> `five P M`; `9-5pm`; `at 5.30`."""
    half = r"([ap]\.m\b\.?|[ap]m\b)"
    if has_figures(text):
        yield from _clocks(text, half, table)
    # So that a dash to them is said.
    for match in each(rf"\b(?:12\s?)?(?:{any_of(table.list('time-words'))})\b", text):
        yield claim(match, match.group().replace("12", f"{table.numerals.count(12)} ").replace("  ", " "), "time")
    if has_figures(text):
        yield from _ends(text, half, table)
        yield from _dotted_times(text, table)


def _clocks(text: str, half: str, table: Table) -> Iterator[Claim]:
    clock = r"(?<![\w.:£$€])([01]?[0-9]|2[0-4])(?:[.:]([0-5][0-9]))?"
    for match in each(rf"{clock}(?:{_DASH}|\s+to\s+)([0-9]{{1,2}})(?:[.:]([0-5][0-9]))?\s?{half}", text, re.I):
        first = _clock(int(match[1]), match[2], "", table)
        second = _clock(int(match[3]), match[4], match[5], table)
        yield claim(match, f"{first} {table.word('to')} {second}", "time")
    for match in each(rf"{clock}\s?{half}", text, re.I):
        yield claim(match, _clock(int(match[1]), match[2], match[3], table), "time")
    for match in each(r"(?<![\w.:])([01][0-9]|2[0-3]|[0-9]):([0-5][0-9])(?![\w:]|[.,][0-9])", text):
        yield claim(match, _day_clock(match[1], match[2], table), "time")


def _ends(text: str, half: str, table: Table) -> Iterator[Claim]:
    """The end of `10am–12` and `9am to 12.30`; not of `9am - 5 people`."""
    end = rf"({_HOUR})(?:[.:]([0-5][0-9]))?(?![\w%:/-]|[.,][0-9]|\s+(?:{any_of(table.list('counted'))})\b)"
    for match in each(rf"[0-9]\s?{half}(?:{_DASH}|\s+{table.word('to')}\s+){end}", text, re.I):
        yield Claim(match.start(2), match.end(), _clock(int(match[2]), match[3], "", table), "time")


def _dotted_times(text: str, table: Table) -> Iterator[Claim]:
    """`from 10.30`, `Monday 10.30 to 12.00`; without such a word before them only two quarters of an hour."""
    dotted = rf"({_HOUR})\.([0-5][0-9])(?![\w%]|[.,][0-9])"
    link = rf"{_DASH}|\s+(?:{table.word('to')}|{table.word('and')})\s+"
    names = any_of(sorted(set(table.names("days").values())))
    before = rf"\b(?:{any_of(table.list('before-times'))})\s|\b(?:{names})s?,?\s"
    quarter = rf"(?:{_HOUR})\.(?:00|15|30|45)"
    no_measure = rf"(?!\s?(?:{any_of(table.units())})(?!\w)|\s+(?:{any_of(table.list('counted'))})\b)"
    noon = rf"12\s?(?:{any_of(table.list('time-words'))})"
    shapes = (
        rf"(?:{before})\s*({dotted}(?:(?:{link}){dotted})?)",
        rf"(?<![\w.,:/£$€-])({quarter}(?:{_DASH}|\s+{table.word('to')}\s+){quarter})(?![\w%/-]|[.,][0-9]){no_measure}",
        rf"(?<![\w.,:/£$€-])({quarter})(?={_DASH}(?:\x00|{noon}))",
    )
    for match in (match for shape in shapes for match in each(shape, text, re.I)):
        for time in each(dotted, match[1]):
            start, end = match.start(1) + time.start(), match.start(1) + time.end()
            yield Claim(start, end, _dotted_clock(time[1], time[2], table), "time")


def _dotted_clock(hour: str, minute: str, table: Table) -> str:
    if int(hour) > 12:
        return _day_clock(hour, minute, table)
    return _clock(int(hour), minute, "", table)


def _clock(hour: int, minute: str | None, half: str, table: Table) -> str:
    said = table.numerals.count(hour)
    if minute and int(minute):
        said += f" {table.word('oh')}" if int(minute) < 10 else ""
        said += f" {table.numerals.count(int(minute))}"
    return f"{said} {table.word(half.lower().replace('.', ''))}" if half else said


def _day_clock(hour: str, minute: str, table: Table) -> str:
    """A time of the 24-hour clock on the 12-hour one; one figure for the hour leaves the half of the day open."""
    if int(minute) == 0 and int(hour) == 0:
        return table.word("midnight")
    if int(minute) == 0 and int(hour) == 12:
        return f"{table.numerals.count(12)} {table.word('noon')}"
    if len(hour) == 1:
        return _clock(int(hour), minute, "", table)
    return _clock(int(hour) % 12 or 12, minute, "pm" if int(hour) >= 12 else "am", table)
