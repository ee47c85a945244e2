"""The one splitter of text into sentences and words.

Every score, rule and voice counts with it, so that "15 words" means the same everywhere. It knows no file and no
language file: a caller hands over the abbreviations of its language.
"""

import re

ABBREVIATIONS: tuple[str, ...] = (
    "a.m", "approx", "apr", "aug", "ave", "c.f", "cf", "co", "dec", "dept", "dr", "e.g", "eg", "est", "etc", "ext",
    "feb", "fig", "fri", "hon", "hrs", "i.e", "ie", "inc", "jan", "jr", "jul", "ltd", "max", "messrs", "min", "mon",
    "mr", "mrs", "ms", "mx", "no", "nos", "nov", "oct", "p.m", "p.s", "prof", "rd", "rev", "sat", "sen", "sep", "sept",
    "sr", "st", "tel", "thurs", "tue", "tues", "viz", "vol", "vs", "wed",
)  # fmt: skip
"""English abbreviations, small letters, without the last stop."""

_MAY_END = frozenset({"a.m", "p.m", "etc", "inc", "ltd", "co", "p.s", "hrs", "rd", "ave"})
"""Abbreviations that often close a sentence: a capital letter after them starts a new one."""

_BEFORE_FIGURES = frozenset({
    "approx", "apr", "aug", "dec", "ext", "feb", "fig", "jan", "jul", "max", "min", "no", "nos", "nov", "oct", "sep",
    "sept", "tel", "vol", "mon", "tue", "tues", "wed", "thurs", "fri", "sat",
})  # fmt: skip
"""Abbreviations only in front of figures: "No. 5" goes on, "No. We did not." stops."""

_CALENDAR = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december",
})  # fmt: skip

_OPENERS = frozenset({
    "a", "after", "an", "and", "any", "as", "at", "ask", "but", "by", "call", "do", "each", "every", "everybody",
    "everyone", "he", "her", "his", "how", "i", "if", "in", "it", "its", "many", "more", "most", "my", "no",
    "nobody", "not", "now", "on", "one", "our", "people", "please", "some", "somebody", "that", "the", "their",
    "then", "there", "these", "they", "this", "those", "to", "we", "what", "when", "where", "who", "why", "will",
    "with", "you", "your",
})  # fmt: skip
"""Words that rarely follow an initial ("J. Smith") and often open a sentence ("This is plan B. It is new.")."""

_STOP = re.compile(r"[.!?…\u06d4\u061f]+[\"'”’»)\]]*(?=\s|$)")
_GLUED = re.compile(r"(?<=[a-z]{2})[.!?](?=[A-Z][a-z]+\b)(?!(?:Com|Org|Net|Uk|Gov)\b)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?")
_ADDRESS = re.compile(r"(?:www\.|https?://|mailto:)\S|\S+@\S+\.\S", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"\s+|—|(?<=[^\W\d_])–(?=[^\W\d_])|(?<=\w)(?:…|\.{3,})(?=\w)")
_WORD = re.compile(r"[^\W_]")
_EDGE = "\"'“”‘’«»()[]{}*_-–—•·"


def words(text: str) -> tuple[str, ...]:
    """The words of a text as they stand, with their punctuation: what a reader would call one word each.

    "St", "George's", "020", "5.30" and "well-being" are one word each. Punctuation alone is none.
    """
    return tuple(piece for piece in _BETWEEN_WORDS.split(text) if _WORD.search(piece))


def sentences(text: str, abbreviations: tuple[str, ...] = ABBREVIATIONS) -> tuple[str, ...]:
    """The sentences of a text in order, trimmed, with single spaces; pieces without a word are left out.

    An empty line always ends a sentence, a single line break never does.
    """
    known = frozenset(name.casefold().rstrip(".") for name in abbreviations)
    found: list[str] = []
    for paragraph in _BLANK_LINE.split(text.replace("\r\n", "\n")):
        found.extend(_split_paragraph(" ".join(paragraph.split()), known))
    return tuple(found)


def _split_paragraph(text: str, abbreviations: frozenset[str]) -> list[str]:
    pieces: list[str] = []
    start = 0
    ends = sorted({*(stop.end() for stop in _STOP.finditer(text)), *_glued_ends(text)})
    for end in ends:
        if _ends_sentence(text[start:end], text[end:].lstrip(), abbreviations):
            pieces.append(text[start:end].strip())
            start = end
    pieces.append(text[start:].strip())
    return [piece for piece in pieces if words(piece)]


def _glued_ends(text: str) -> list[int]:
    """Ends of sentences with no space after their stop ("We met.The talk was good."), but not inside addresses."""
    ends: list[int] = []
    for token in re.finditer(r"\S+", text):
        if not _ADDRESS.search(token.group()) and "/" not in token.group():
            ends.extend(token.start() + glued.end() for glued in _GLUED.finditer(token.group()))
    return ends


def _ends_sentence(piece: str, rest: str, abbreviations: frozenset[str]) -> bool:
    """Whether a sentence ends after `piece`, which closes with a stop; `rest` is what follows in the paragraph."""
    rest = rest.lstrip(_EDGE + " ")
    if not rest:
        return True
    if _starts_small(rest.split(" ", 1)[0]):
        return False
    last = piece.split()[-1].lstrip(_EDGE)
    if not last.endswith("."):
        return True
    return _stop_ends(last[:-1], piece, rest, abbreviations)


def _stop_ends(token: str, piece: str, rest: str, abbreviations: frozenset[str]) -> bool:
    """Whether the full stop after `token` ends a sentence, when a capital letter or a figure follows."""
    name = token.casefold()
    following = rest.split(" ", 1)[0]
    plain = re.sub(r"\W.*", "", following).casefold()
    if token.isdigit() and len(piece.split()) == 1:
        return False  # the number of a list item
    if name in abbreviations:
        if name in _MAY_END:
            return not _is_date(rest)
        return name in _BEFORE_FIGURES and not following[0].isdigit()
    if len(token) == 1 and token.isupper():
        return plain in _OPENERS or (token == "I" and not _INITIALS.fullmatch(following))
    if _INITIALS.fullmatch(token) and len(token) > 1:
        return plain in _OPENERS
    return True


def _is_date(rest: str) -> bool:
    """Whether the text goes on with a day or a month ("3.30 p.m. Monday", "10 a.m. 4 May")."""
    first = [re.sub(r"\W", "", word).casefold() for word in rest.split(" ", 2)[:2]]
    return first[0] in _CALENDAR or (first[0].isdigit() and len(first) > 1 and first[1] in _CALENDAR)


def _starts_small(word: str) -> bool:
    """Whether a word cannot open a sentence: a small letter first, unless it is an address or a name like "iPhone"."""
    if not word[0].islower():
        return False
    return not _ADDRESS.match(word) and not any(letter.isupper() for letter in word[1:3])
