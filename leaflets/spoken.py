"""What is said for what is printed: figures, dates, addresses, initials and names, with the map between the two.

A phone number that is said wrongly can harm, so the words are made here, once, for every voice. What is said is plain
words: no mark-up and no sign that a voice could take for a command ever reaches it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from leaflets import data_files
from leaflets.findings import LeafletError, as_typed
from leaflets.languages import Language
from leaflets.spoken_rules import RULES
from leaflets.spoken_rules.table import POWERS, Claim, Table, any_of, compiled, whole_words

Pairs = tuple[tuple[str, str], ...]
"""Display words and what is said for them."""

_TAG = re.compile(r"</?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>|<!--.*?-->|<[!?][^<>]*>")
_RANGE = re.compile(r"\s*[-–—−]\s*")
_RANGE_AFTER_A_WORD = re.compile(r"\s+([^\W\d_]+)\s?([-–—−])\s?")
_RANGE_KINDS = frozenset({"date", "time", "money", "year", "percent", "ordinal", "number"})
_AMOUNTS = frozenset({"date", "time", "money", "year", "percent", "number", "unit"})
"""Two of these with a dash and no space between them are a range: `5mg-10mg`."""
_PLAIN_MARKS = frozenset(".,;:!?'-")
_SAME_LENGTH = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": " ", "”": " ", "„": " ", "«": " ", "»": " ", '"': " ",
                               "\u2010": "-", "\u2011": "-", "\u2012": "–",
                               "\u06d4": ".", "\u061f": "?", "\u060c": ",", "\u061b": ";"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the staff's lexicon: how a term is said."""

    term: str
    say: str
    case_sensitive: bool = False


def load(*paths: Path) -> tuple[Entry, ...]:
    """The entries of these lexicons, those of a later file first: they win. Files that are not there are empty.

    Raises LeafletError, with the place and the cure, for a file that cannot be read.
    """
    entries: tuple[Entry, ...] = ()
    for path in paths:
        if path.is_file():
            file = as_typed(path)
            try:
                text = data_files.text_of(path)
            except data_files.DataFileError as error:
                raise LeafletError(error.told("lexicon", file)) from error
            entries = (*read_lexicon(text, file), *entries)
    return entries


def read_lexicon(text: str, file: str) -> tuple[Entry, ...]:
    """The entries of a lexicon file. Raises LeafletError with the place and the cure for whatever is wrong in it."""
    try:
        data = data_files.parse(text)
    except data_files.DataFileError as error:
        raise LeafletError(error.told("lexicon", file)) from error
    entries = data.get("entry", [])
    if set(data) - {"entry"} or not isinstance(entries, list):
        raise LeafletError(f"The lexicon {file} may only hold entries. Start each one with [[entry]].")
    return tuple(_entry(entry, number, file) for number, entry in enumerate(entries, start=1))


def _entry(data: Mapping[str, object], number: int, file: str) -> Entry:
    term, said, case = data.get("term"), data.get("say"), data.get("case_sensitive", False)
    known = set(data) <= {"term", "say", "case_sensitive"}
    if not known or not isinstance(case, bool) or not isinstance(term, str) or not isinstance(said, str):
        raise LeafletError(f'Entry {number} of the lexicon {file} is not right. Write: term = "…" and say = "…"')
    if not term.strip() or not said.strip():
        raise LeafletError(f"Entry {number} of the lexicon {file} is empty. Give it a term and what to say.")
    said = said.strip().translate(str.maketrans("’‘", "''"))
    wrong = sorted({sign for sign in said if not _is_sayable(sign)})
    if wrong or not any(sign.isalpha() for sign in said):
        signs = f" has {' '.join(wrong)} in it" if wrong else " has no word in it"
        raise LeafletError(
            f"Entry {number} of the lexicon {file}, “{term.strip()}”: what to say{signs}. "
            "Use letters, spaces and the signs . , ; : ! ? ' - only. Write numbers as words."
        )
    return Entry(term.strip(), " ".join(said.split()), case)


def _is_sayable(sign: str) -> bool:
    """Letters, accents on them and plain stops: nothing that a voice could take for a command or say in its own way."""
    return sign.isalpha() or sign in _PLAIN_MARKS or sign == " " or _is_accent(sign)


def say(text: str, language: Language, lexicon: tuple[Entry, ...] = ()) -> Pairs:
    """Display words and the words said for them, covering the whole text in order.

    The display words joined by spaces are the text with single spaces. What is said may be empty (for a lone sign).
    Raises LeafletError when the language has no `[spoken]` table or the table lacks a word.
    """
    table = Table(language)
    plain = _without_note_marks(_same_length(text), table)
    claims = _with_ranges(plain, _claims(plain, table, lexicon), table)
    return _tidy_pairs(_pairs(text, plain, claims, table))


def is_phone_number(said: str, language: Language) -> bool:
    """Whether a number to call is said, which a listener may want to write down: eight figures in a row or more."""
    figure = rf"\b(?:{any_of(Table(language).list('small')[:10])})\b"
    return bool(compiled(rf"(?:{figure}[,\s]*){{8}}").search(said))


def _same_length(text: str) -> str:
    """The text without quotation marks, tags and hidden signs, each replaced so that places stay the same."""
    text = _TAG.sub(lambda tag: " " * len(tag.group()), text).translate(_SAME_LENGTH)
    if text.isprintable():  # as nearly all are: there is nothing hidden
        return text
    return "".join("\u00ad" if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"} and not sign.isspace()
                   else sign for sign in text)  # fmt: skip


def _without_note_marks(plain: str, table: Table) -> str:
    """`8000¹` as `8000`, so that a note hides no number to call; a power and a unit stay: `10⁴`, `5 m²`."""
    if not re.search(POWERS, plain):
        return plain
    units = any_of(table.units())
    kept = rf"(?<!\w)10{POWERS}|(?<=[0-9])\s?(?:{units})(?!\w)"
    return re.sub(rf"({kept})|(?<=\S){POWERS}", lambda found: found[1] or "\u00ad" * len(found.group()), plain)


def _claims(plain: str, table: Table, lexicon: tuple[Entry, ...]) -> list[Claim]:
    """What each rule claims, in the order of the language's list; words once claimed are hidden from later rules.

    Words of the lexicon stay to be read, since `105 carers` are counted however carers are said. Their figures do not.
    """
    found: list[Claim] = []
    free = seen = plain
    for name in table.list("rules"):
        if name != "lexicon" and name not in RULES:
            raise LeafletError(f"The table [spoken] of {table.file} names a rule “{name}”. There is none.")
        claims = _lexicon_claims(free, lexicon, table) if name == "lexicon" else _of_rule(name, seen, free, table)
        for claim in claims:
            if "\x00" not in free[claim.start : claim.end]:
                found.append(claim)
                hidden = "\x00" * (claim.end - claim.start)
                free = free[: claim.start] + hidden + free[claim.end :]
                if name == "lexicon":
                    hidden = re.sub("[0-9]", "\x00", seen[claim.start : claim.end])
                seen = seen[: claim.start] + hidden + seen[claim.end :]
    return sorted(found)


def _of_rule(name: str, seen: str, free: str, table: Table) -> Iterator[Claim]:
    """What a rule claims where words of the lexicon can be read, and where it wants one of them, the rest without."""
    claims = tuple(RULES[name](seen, table))
    yield from claims
    wider = [each for each in claims if "\x00" in (part := free[each.start : each.end]) and part.strip("\x00")]
    for claim in RULES[name](free, table) if wider else ():
        if any(each.start <= claim.start and claim.end <= each.end for each in wider):
            yield claim


def _lexicon_claims(text: str, lexicon: tuple[Entry, ...], table: Table) -> Iterator[Claim]:
    """The longest terms first, whole words only, and never a part of a number to call."""
    entries = sorted(lexicon, key=lambda entry: -len(entry.term))
    terms = ((entry, whole_words(entry.term.translate(_SAME_LENGTH), entry.case_sensitive)) for entry in entries)
    found = [(match.span(), entry) for entry, term in terms for match in term.finditer(text)]
    with_phones = found and "phone" in table.list("rules")
    phones = [(phone.start, phone.end) for phone in RULES["phone"](text, table)] if with_phones else []
    for (start, end), entry in found:
        if not any(start < after and end > first and (start > first or end < after) for first, after in phones):
            yield Claim(start, end, _clean(entry.say, table), "lexicon")


def _with_ranges(plain: str, claims: list[Claim], table: Table) -> list[Claim]:
    """Adds `to` for the dash between two figures: `9am – 5pm`, `16-25`, `5mg-10mg`."""
    added = []
    figures = [claim for claim in claims if claim.kind != "lexicon"]
    for place, (first, second) in enumerate(pairwise(figures), start=2):
        dash = _range_dash(plain, first, second, figures[place:])
        if dash is not None:
            added.append(Claim(dash, dash + 1, table.word("to"), "range"))
    return sorted([*claims, *added])


def _range_dash(plain: str, first: Claim, second: Claim, rest: list[Claim]) -> int | None:
    """The place of the dash that makes these two a range."""
    between, after = plain[first.end : second.start], plain[second.end :]
    if _RANGE.fullmatch(between):
        dash = first.end + len(between) - len(between.lstrip())
        return dash if _is_range(first, second, between, rest) else None
    word = _RANGE_AFTER_A_WORD.fullmatch(between) if first.kind == second.kind == "number" else None
    # `1 tablet-2 tablets`: a word that opens with the same letters stands behind both figures.
    repeated = word is not None and re.match(rf"\s+{re.escape(word[1][:3])}", after) is not None
    return first.end + word.start(2) if word and repeated else None


def _is_range(first: Claim, second: Claim, between: str, rest: list[Claim]) -> bool:
    """Two of one kind, or two amounts; around a dash with spaces the second one needs a unit like the first."""
    if first.kind == second.kind:
        return first.kind in _RANGE_KINDS
    if not {first.kind, second.kind} <= _AMOUNTS:
        return False
    measured = bool(rest) and rest[0].kind == "unit" and rest[0].start == second.end
    return between.strip() == between or (first.kind == "unit" and measured)


def _pairs(text: str, plain: str, claims: list[Claim], table: Table) -> Iterator[tuple[str, str]]:
    """Whole display words: those that a claim touches make one pair, the stretches between make one pair each."""
    stretch: list[tuple[int, int]] = []
    tokens = [match.span() for match in re.finditer(r"\S+", text)]
    position = 0
    while position < len(tokens):
        start, end = tokens[position]
        last, touching = position, [claim for claim in claims if claim.start < end and claim.end > start]
        while touching and last + 1 < len(tokens) and touching[-1].end > tokens[last + 1][0]:
            last += 1
            end = tokens[last][1]
            touching = [claim for claim in claims if claim.start < end and claim.end > start]
        position = last + 1
        if not touching:
            stretch.append((start, end))
            continue
        if stretch:
            yield _pair(text, plain, stretch[0][0], stretch[-1][1], [], table)
            stretch = []
        yield _pair(text, plain, start, end, touching, table)
    if stretch:
        yield _pair(text, plain, stretch[0][0], stretch[-1][1], [], table)


def _pair(text: str, plain: str, start: int, end: int, claims: list[Claim], table: Table) -> tuple[str, str]:
    pieces: list[str] = []
    position = start
    for claim in claims:
        gap = plain[position : claim.start]
        pieces += [" " if gap == "-" else _clean(gap, table), claim.said]
        position = claim.end
    pieces.append(_clean(plain[position:end], table))
    said = ""
    for piece in pieces:
        glued = (
            bool(said and piece)
            and (said[-1].isalnum() or _is_accent(said[-1]) or said[-1] in ".,;:!?")
            and piece[0].isalnum()
        )
        said += f" {piece}" if glued else piece
    return " ".join(text[start:end].split()), _tidy(said)


def _clean(text: str, table: Table) -> str:
    """Plain words: signs that have a name are named, brackets and dashes are pauses, all other signs go."""
    text = re.sub(r"\s*[–—―]\s*|(?:^|\s+)-+(?:\s+|$)|\s*[()\[\]]\s*", ", ", text).replace("…", ".")
    if re.fullmatch(r"[A-Za-z0-9 .,;:!?'-]*", text):  # as most are: nothing to name, nothing to take out
        return text
    # An accent with no letter under it is no word, such as the hidden sign behind an emoji.
    text = "".join(
        sign for before, sign in zip(f" {text}", text, strict=False) if before.isalpha() or not _is_accent(sign)
    )
    return "".join(_clean_sign(sign, table) for sign in text)


def _is_accent(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign).startswith("M")


def _clean_sign(sign: str, table: Table) -> str:
    if sign.isspace():
        return " "
    if sign.isnumeric() and not sign.isalpha() and not sign.isascii():
        value = unicodedata.numeric(sign)
        return f" {table.numerals.count(int(value))} " if value == int(value) >= 0 else " "
    if sign.isalnum() or sign in _PLAIN_MARKS or _is_accent(sign):
        return sign
    if sign in table.names("symbols"):
        return f" {table.names('symbols')[sign]} "
    return "" if sign == "\u00ad" else " "


def _tidy(said: str) -> str:
    said = re.sub(r"(?<!\w)'|'(?!\w)", "", said)
    said = re.sub(r"(?<!\w)-+|-+(?!\w)", " ", said)
    said = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(said.split()))
    said = re.sub(r"[,;:]+(?=[.!?])", "", said)
    return re.sub(r"([.,;:!?])[.,;:!?]+", r"\1", said)


def _tidy_pairs(pairs: Iterator[tuple[str, str]]) -> Pairs:
    """A pair never opens with a comma or a stop: that belongs to the words before. The last one ends with no comma."""
    found: list[tuple[str, str]] = []
    for display, said in pairs:
        words = said.lstrip(".,;:!? ")
        marks = said[: len(said) - len(words)].strip()
        if marks and found and found[-1][1][-1:].isalnum():
            found[-1] = (found[-1][0], found[-1][1] + marks[0])
        found.append((display, words))
    if found and found[-1][1].endswith(","):
        found[-1] = (found[-1][0], found[-1][1][:-1])
    return tuple(found)
