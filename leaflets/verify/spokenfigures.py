"""Whether every number to call that is printed is said figure by figure: the same figures in the same order.

A number to call that is said wrongly can do harm, so this reads both texts in its own way, from its own tables. It must
not share code or data with what makes the said words.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leaflets import languages
from leaflets.findings import LeafletError
from leaflets.languages import HOME


@dataclass(frozen=True, slots=True)
class _Words:
    """What one language says for figures, and how it shows that a number is not one to call."""

    figures: Mapping[str, str]
    times: Mapping[str, int]
    """`double eight`."""
    counted: frozenset[str]
    """Words after a number that is an amount: `111 people`."""
    calling: frozenset[str]
    """Words before a number to call, whatever follows it."""
    owners: frozenset[str]
    """Names before a help number, whatever follows it: `NHS 111`. Other figures after them may be a year."""
    between: frozenset[str]
    """Words that may stand between one of these and the number: `call us on 1471`."""
    joining: frozenset[str]
    """Words before one more number to call: `1471 or 159`."""
    named: frozenset[str]
    """Words before a number that is a name: `Section 111`."""


# fmt: off
_ENGLISH = _Words(
    figures={
        "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
        "eight": "8", "nine": "9", "oh": "0", "o": "0", "nought": "0",
    },
    times={"double": 2, "treble": 3, "triple": 3},
    counted=frozenset({
        "adults", "answers", "beds", "carers", "children", "copies", "day", "days", "hour", "hours", "leaflets",
        "letters", "members", "men", "minute", "minutes", "month", "months", "night", "nights", "pages", "patients",
        "people", "persons", "places", "pounds", "questions", "residents", "service", "staff", "steps", "times",
        "visits", "volunteers", "wards", "ways", "week", "weeks", "women", "words", "year", "years", "young",
    }),
    calling=frozenset({"call", "calling", "contact", "dial", "phone", "ring", "text"}),
    owners=frozenset({"nhs"}),
    between=frozenset({"free", "now", "number", "on", "the", "them", "us"}),
    joining=frozenset({"and", "or"}),
    named=frozenset({"section", "sections"}),
)
# fmt: on
_WORDS: Mapping[str, _Words] = {"en": _ENGLISH}

_LETTERS = r"(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff])+"
"""With the vowels of Indian scripts, which are marks."""
_RUN = re.compile(r"(?<![0-9_£€$.,])(?:\+|\()?[0-9](?:[0-9()\s-]|[‐-―.](?=[0-9]))*")
_DAY = "[0-9]{1,2}"
_DATE = rf"(?:{_DAY}(?:-{_DAY}-|\.{_DAY}\.|/{_DAY}/)[0-9]{{2,4}}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})"
_DATES = re.compile(rf"{_DATE}(?:\s?[-‐-―]\s?{_DATE})?")
_YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}")
_RUN_AFTER_WORDS = re.compile(r"((?:[\s:,]+[^\W\d_]+){0,4}:?,?\s+)([0-9]+(?:[\s‐-―-][0-9]+)*)(?![\w%]|[.,:/‐-―-][0-9])")
_HELP = re.compile(r"(?<![\w£€$.,-])(116\s?123|85258|999|111|101)(?![\w%]|[.,:][0-9])")
_RELAY = ("18000", "18001", "18002")
"""Dialled before a number so that a text relay helps (Relay UK)."""
_SHORT = ("08001111",)
"""Numbers that are whole with eight figures: Childline."""


@dataclass(frozen=True, slots=True, order=True)
class _Printed:
    start: int
    end: int
    figures: str


@dataclass(frozen=True, slots=True)
class _Said:
    figures: str
    joined: bool
    """Only a pause stands between this group and the one before."""


def mismatches(display: str, said: str, language: str = HOME) -> tuple[str, ...]:
    """A sentence for each number to call of the display text that is not said figure by figure, in order.

    Numbers of eight figures and more, the help numbers 999, 111, 101, 116 123 and 85258, and any number of three
    figures and more after a word for calling. Raises LeafletError for a language whose figures are not known here.
    """
    words = _words(language)
    groups = tuple(_groups(said, words))
    wrong, position = [], 0
    for printed in _printed(display, words):
        after = _found(printed, display, groups, position)
        if after is None:
            shown = " ".join(display[printed.start : printed.end].split())
            wrong.append(f"“{shown}” is not said figure by figure: “{said}”.")
        else:
            position = after
    return tuple(wrong)


def places(display: str, language: str = HOME) -> tuple[tuple[int, int], ...]:
    """Where the numbers to call stand in the display text, in order. Raises LeafletError as `mismatches` does."""
    return tuple((number.start, number.end) for number in _printed(display, _words(language)))


def _words(language: str) -> _Words:
    words = _WORDS.get(language.split("-")[0])
    heard = languages.load(language).data.get("heard") if words is None and language in languages.tags() else None
    if isinstance(heard, Mapping):
        return _Words(
            figures=heard["figures"],
            times={},
            counted=frozenset(heard["counted"]),
            calling=frozenset(heard["calling"]),
            owners=frozenset(),
            between=frozenset(heard.get("between", ())),
            joining=frozenset(heard["joining"]),
            named=frozenset(),
        )
    if words is None:
        raise LeafletError(f"Nobody has written down how figures are said in {language}. Add it to the spoken figures.")
    return words


def _groups(said: str, words: _Words) -> Iterator[_Said]:
    """The figures that are said with nothing but a pause between them, group by group."""
    figures, times, joined, rests = "", 1, False, False
    for token in [*re.findall(rf"{_LETTERS}(?:['-]{_LETTERS})*|[0-9]+|[.,;:!?]", said.lower()), "."]:
        if token in words.times:
            times = words.times[token]
            continue
        if token in words.figures:
            figures += words.figures[token] * times
        else:
            if figures:
                yield _Said(figures, joined)
            joined = token == "," and (bool(figures) or (rests and joined))
            figures = ""
        times, rests = 1, token == ","


def _found(printed: _Printed, display: str, groups: tuple[_Said, ...], position: int) -> int | None:
    """The place behind the groups that say the number; None when they are not there or more is said with them."""
    more_before = re.search(r"[0-9]\W*$", display[: printed.start])
    more_after = re.match(r"[\s,(/+£$€–-]*[0-9]", display[printed.end :])
    for first in range(position, len(groups)):
        if groups[first].joined and not more_before:
            continue
        whole = ""
        for last in range(first, len(groups)):
            if last > first and not groups[last].joined:
                break
            whole += groups[last].figures
            if whole == printed.figures:
                extra = last + 1 < len(groups) and groups[last + 1].joined
                if not extra or more_after:
                    return last + 1
    return None


def _long_numbers(display: str) -> Iterator[_Printed]:
    for run in _RUN.finditer(display):
        if re.match(r"[%€]", display[run.end() :]) or _DATES.fullmatch(run.group().strip()):
            continue
        groups = [
            (group.start() + run.start(), group.group())
            for group in re.finditer("[0-9]+", run.group().replace("(0)", "   "))
        ]
        yield from _split(run.group(), groups, display)


def _split(run: str, groups: list[tuple[int, str]], display: str) -> Iterator[_Printed]:
    """The numbers of a run of figures: two may stand side by side, and other figures may follow."""
    while groups:
        if groups[0][1] in _RELAY:
            yield _Printed(groups[0][0], groups[0][0] + 5, groups[0][1])
            groups = groups[1:]
            continue
        plus = display[: groups[0][0]].endswith("+")
        groups = groups if plus else groups[_lead([figures for _, figures in groups]) :]
        size = _size([figures for _, figures in groups], plus)
        part, groups = groups[:size], groups[size:]
        if len(part[-1][1]) <= 2 and len("".join(figures for _, figures in part[:-1])) >= 10:
            # `01204 62123 9 lines`: a short group before a word is not a part of a number that is whole without it.
            part = part[:-1] if re.match(r"[\s)-]*[^\W\d_]", display[part[-1][0] + len(part[-1][1]) :]) else part
        figures = "".join(group for _, group in part)
        if len(figures) >= 8 and _is_called([group for _, group in part], plus, run):
            yield _Printed(part[0][0], part[-1][0] + len(part[-1][1]), figures)


def _lead(groups: list[str]) -> int:
    """How many groups stand before a number that opens with a zero: `in 2019 020 7946 0123`."""
    for place, group in enumerate(groups):
        if group.startswith("0"):
            whole = len("".join(groups[place:])) >= 8 > len("".join(groups[:place]))
            return place if whole else 0
    return 0


def _size(groups: list[str], plus: bool) -> int:
    """How many groups make the first number: 11 figures in Britain, 15 with a plus, 17 with `00` (ITU-T E.164)."""
    british = "".join(groups).removeprefix("00").startswith("44")
    most = (12 if british else 15) if plus else (14 if british else 17) if groups[0].startswith("00") else 11
    for size in range(1, len(groups) + 1):
        whole = "".join(groups[:size])
        if whole in _SHORT:
            return size
        if len(whole) > most:
            return max(size - 1, 1)
    return len(groups)


def _is_called(groups: list[str], plus: bool, run: str) -> bool:
    """Not an amount with dots, a row of years, or thousands with spaces."""
    if "." in run and min(map(len, groups)) < 3:
        return False
    if plus or groups[0].startswith("0") or len(groups) == 1:
        return True
    years = all(_YEAR.fullmatch(group) for group in groups)
    thousands = len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    return not years and not thousands and min(map(len, groups)) >= 3


def _printed(display: str, words: _Words) -> list[_Printed]:
    """Every number to call, in order."""
    known = [*_long_numbers(display), *_help_numbers(display, words)]
    others = [
        number
        for number in _called_numbers(display, words)
        if not any(one.start < number.end and number.start < one.end for one in known)
    ]
    return sorted({*known, *others})


def _called_numbers(display: str, words: _Words) -> Iterator[_Printed]:
    """What follows a word for calling: `Call 1471 or 159`; not `Call 150 people`."""
    for opening in re.finditer(r"[^\W\d_]+", display):
        if opening.group().lower() not in words.calling:
            continue
        place, passed = opening.end(), words.between
        while run := _RUN_AFTER_WORDS.match(display, place):
            after_comma = "," in run[1] and place == opening.end()
            if after_comma or not {word.lower() for word in re.findall(r"[^\W\d_]+", run[1])} <= passed:
                break
            groups = _without_amounts(list(re.finditer("[0-9]+", run[2])), display[run.end() :], words)
            place, passed = run.end(), words.joining
            if groups and max(len(group.group()) for group in groups) >= 3 and not _DATES.fullmatch(run[2]):
                start = run.start(2)
                figures = "".join(group.group() for group in groups)
                yield _Printed(start + groups[0].start(), start + groups[-1].end(), figures)


def _without_amounts(groups: list[re.Match[str]], rest: str, words: _Words) -> list[re.Match[str]]:
    """The groups of a number; the last one is none of them when it counts what follows: `24 hours`."""
    after = re.match(r"[\s(-]*([^\W\d_]+)", rest)
    return groups[:-1] if after and after[1].lower() in words.counted else groups


def _help_numbers(display: str, words: _Words) -> Iterator[_Printed]:
    covered = [number for number in _long_numbers(display) if number.figures not in _RELAY]
    for match in _HELP.finditer(display):
        if any(number.start < match.end() and match.start() < number.end for number in covered):
            continue
        before = re.search(r"([^\W\d_]+)\.?\s+$", display[: match.start()])
        after = re.match(r"[\s-]+([^\W\d_]+)", display[match.end() :])
        last = before[1].lower() if before else ""
        counted = after is not None and after[1].lower() in words.counted and last not in words.calling | words.owners
        if not counted and last not in words.named:
            yield _Printed(match.start(), match.end(), re.sub(r"\s", "", match.group()))
