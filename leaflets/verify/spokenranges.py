"""Whether the dash of every printed range is said as a word: `5mg-10mg` as “five to ten”, never as “five ten”.

A range that is said without that word can do harm: two amounts sound like one. So this reads both texts in its own way,
from its own tables. It must not share code or data with what makes the said words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from leaflets.findings import LeafletError
from leaflets.languages import HOME
from leaflets.verify import spokenfigures


@dataclass(frozen=True, slots=True)
class _Words:
    """How one language says numbers and what stands between the two of a range."""

    links: frozenset[str]
    small: tuple[str, ...]
    """Zero to nineteen."""
    tens: tuple[str, ...]
    """Twenty to ninety."""
    endings: tuple[str, ...]
    """Of a place in a row, and of many: `sixth`, `sixes`."""
    endings_of_y: tuple[str, ...]
    """The same, where they stand for a y: `twentieth`."""
    named: frozenset[str]
    """Words before a number that is a name: `section 136`."""
    scales: frozenset[str]
    """Words inside a number."""
    inner: frozenset[str]
    """Links that belong to the number right behind one of these: `one hundred and five`."""
    halves: frozenset[str]
    """Of a day: `9am – 5pm` are of one kind."""
    articles: frozenset[str]
    """Words between the link and a number: `to the fifth`."""
    other_first: Mapping[str, frozenset[str]]
    """Figures that have one more name: `1/2` opens with `half`."""


# fmt: off
_ENGLISH = _Words(
    links=frozenset({"and", "or", "till", "to", "until"}),
    small=("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
           "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    tens=("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    endings=("th", "s", "es"),
    endings_of_y=("ieth", "ies"),
    named=frozenset({"section", "sections"}),
    scales=frozenset({"hundred", "thousand", "million", "billion"}),
    inner=frozenset({"and"}),
    halves=frozenset({"a.m.", "am", "p.m.", "pm"}),
    articles=frozenset({"a", "about", "the"}),
    other_first={
        "0": frozenset({"midnight", "nought", "oh", "twelve"}), "1": frozenset({"first", "half"}),
        "2": frozenset({"second"}), "3": frozenset({"third"}), "5": frozenset({"fifth"}), "8": frozenset({"eighth"}),
        "9": frozenset({"ninth"}), "12": frozenset({"noon", "twelfth"}),
    },
)
# fmt: on
_WORDS: Mapping[str, _Words] = {"en": _ENGLISH}

_DASH, _FIGURES = "[‐-―−-]", r"[£€$]?[0-9]+(?:[.,:/][0-9]+)*[½¼¾⅓⅔]?"
_UNIT = r"(?:\s?(?:%|°\s?[A-Za-z]?|[ap]\.m\.)|(?:\s(?![A-Z]))?[^\W\d_]{1,4}(?![^\W\d_]))"
_BEFORE, _AFTER = r"(?<![\w.,:/£$€‐-―−-])(?![0-9]{5})", rf"(?![0-9]|[.,:/][0-9]|{_DASH}[0-9])"
_TIGHT = re.compile(rf"{_BEFORE}{_FIGURES}(?:{_UNIT})?{_DASH}(?P<second>{_FIGURES}){_AFTER}")
_SPACED = re.compile(
    rf"{_BEFORE}(?P<first>{_FIGURES})(?P<unit>(?:{_UNIT})?)\s{_DASH}\s(?P<second>{_FIGURES})(?P<same>(?:{_UNIT})?){_AFTER}"
)
_REPEATED = re.compile(
    rf"{_BEFORE}{_FIGURES}\s(?P<word>[^\W\d_]{{3,}}?)s?\s?{_DASH}\s?(?P<second>{_FIGURES})(?=\s(?P=word)){_AFTER}"
)
"""`10 minutes – 15 minutes`."""
_ADDRESS = re.compile(r"\S*(?:@|://|www\.|[A-Za-z]\.[A-Za-z]{2})\S*")
_FOUR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True, order=True)
class _Join:
    """Two numbers of the printed text, and what joins them."""

    start: int
    end: int
    second: str
    is_dash: bool


def unsaid(display: str, said: str, language: str = HOME) -> tuple[str, ...]:
    """A sentence for each printed range whose two numbers are said with no word between them, in order.

    Raises LeafletError for a language whose numbers are not known here.
    """
    words = _WORDS.get(language.split("-")[0])
    if words is None:
        raise LeafletError(f"Nobody has written down how ranges are said in {language}. Add it to the spoken ranges.")
    sites, position, wrong = _sites(said, words), 0, []
    for join in _joins(_without_numbers_to_call(display, language), words):
        names = _first_words(join.second, words)
        place = next((place for place in range(position, len(sites)) if sites[place] in names), None)
        if place is not None:
            position = place + 1
        elif join.is_dash:
            wrong.append(f"No word is said for the dash of “{display[join.start : join.end]}”: “{said}”.")
    return tuple(wrong)


def _sites(said: str, words: _Words) -> list[str]:
    """What is said behind each word that can join two numbers."""
    tokens = [token.split("-")[0] for token in re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*|[0-9]+", said.lower())]
    sites = []
    for place, token in enumerate(tokens):
        inside = token in words.inner and place > 0 and tokens[place - 1] in words.scales
        if token in words.links and not inside:
            sites.append(next((word for word in tokens[place + 1 :] if word not in words.articles), ""))
    return sites


def _without_numbers_to_call(display: str, language: str) -> str:
    """The text with a sign for all that is no amount; places stay the same."""
    spans = [match.span() for match in _ADDRESS.finditer(display)]
    for start, end in (*spans, *spokenfigures.places(display, language)):
        display = display[:start] + "_" * (end - start) + display[end:]
    return display


def _joins(display: str, words: _Words) -> list[_Join]:
    linked = rf"{_FIGURES}(?:{_UNIT})?\s+(?:{'|'.join(sorted(words.links))})\s+(?P<second>{_FIGURES})"
    spaced = (match for match in _SPACED.finditer(display) if _is_range(match, display, words))
    return sorted(
        [
            *(
                _join(match, is_dash=True)
                for match in (*_TIGHT.finditer(display), *_REPEATED.finditer(display), *spaced)
            ),
            *(_join(match, is_dash=False) for match in re.finditer(linked, display)),
        ]
    )


def _join(match: re.Match[str], *, is_dash: bool) -> _Join:
    return _Join(match.start(), match.end(), match["second"], is_dash)


def _is_range(match: re.Match[str], display: str, words: _Words) -> bool:
    """Whether a dash with spaces joins two amounts: `1g – 2g`, `5 – 6 weeks`; not `Section 136 – 2 people`."""
    if match["unit"].strip():
        units = {match[part].strip().lower() for part in ("unit", "same")}
        return len(units) == 1 or units <= words.halves
    before = re.search(r"([^\W\d_]+)\.?\s+$", display[: match.start()])
    named = before is not None and (before[1][0].isupper() or before[1] in words.named)
    year = bool(_FOUR.fullmatch(match["first"])) and not _FOUR.fullmatch(match["second"])
    money = {match[part][0] in "£€$" for part in ("first", "second")}
    return not named and not year and len(money) == 1


def _first_words(figures: str, words: _Words) -> frozenset[str]:
    """What the said number can open with; for `0.50` also `fifty`, for `17:00` also `five`, for `5 May` `fifth`."""
    found = {words.small[0]} if figures.lstrip("£€$").startswith("0") else set()
    for group in re.findall("[0-9]+", figures):
        number = int(group)
        found |= {_first_word(number, words), *words.other_first.get(str(number), ())}
        if 12 < number <= 24:
            found.add(words.small[number - 12])
        if len(group) == 4:
            found.add(_first_word(number // 100, words))
    ends = {name + end for name in found for end in words.endings} | {
        name[:-1] + end for name in found if name.endswith("y") for end in words.endings_of_y
    }
    return frozenset(found | ends)


def _first_word(number: int, words: _Words) -> str:
    while number >= 1000:
        number //= 1000
    if number >= 100:
        number //= 100
    return words.small[number] if number < len(words.small) else words.tens[number // 10 - 2]
