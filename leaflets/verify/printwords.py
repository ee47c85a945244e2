"""Rules of the printed words: sizes, distance and length of lines, words and numbers kept whole, no capitals."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from unicodedata import bidirectional

from leaflets.findings import LeafletError
from leaflets.languages import HOME, Language, load, tags
from leaflets.verify.printlines import SAME_SIZE_PT, Line, Text, named, start
from leaflets.verify.printpage import MM
from leaflets.verify.printprofile import Profile

Fault = tuple[str, int, str, str]
"""Code, page, what is wrong, what to do. A page of 0: the whole file."""

_SLACK_PT, _SLACK = 0.05, 0.02
"""For rounding: WeasyPrint writes 21.333 pixels for 16 point."""
_MOST_SMALL = 1 / 3
"""Most of the letters that may be in small print."""
_MOST_CHARACTERS = 65
"""RNIB clear print: 60 to 70 characters."""
_SHORT_NAME = 26
"""Bold words up to this length are kept on one line (visual design, section 5.1)."""
_CAPITALS_WORD, _CAPITALS_IN_A_ROW = 5, 3
"""Longer words in capitals, and so many of them in a row, are capitals and no initials."""
_LEADER = re.compile(r"(?:\s*[.·…_]){4,}\s*")
"""Dots that lead from a heading to its page number: they are not read."""


def small_letters(text: Text, profile: Profile) -> Iterator[Fault]:
    """UKAAF G003: every letter of large print has its size, page numbers and labels too."""
    small = defaultdict(list)
    for page in text.pages:
        for glyph in page.glyphs:
            if glyph.look.size_pt < profile.small_pt - _SLACK_PT:
                small[page.number, round(glyph.look.size_pt, 1)].append(glyph)
    for (number, size_pt), glyphs in small.items():
        what = f"{_letters(len(glyphs))} only {size_pt:g} point: {start(glyphs)}."
        yield "PD-201", number, what, f"Use {profile.small_pt:g} point or more for every letter."


def small_body(text: Text, profile: Profile) -> Iterator[Fault]:
    """The size of most of the text, and how much of it may be smaller: small print is for credits only."""
    least = profile.body_pt - _SLACK_PT
    if 0 < text.body_pt < least:
        what = f"Most of the words have {text.body_pt:g} point."
        yield "PD-202", 0, what, f"Use {profile.body_pt:g} point or more for the text."
        return
    sizes = [glyph.look.size_pt for page in text.pages for glyph in page.glyphs]
    small = sum(size < least for size in sizes)
    if small > _MOST_SMALL * len(sizes):
        what = f"{round(100 * small / len(sizes))} in 100 letters are smaller than {profile.body_pt:g} point."
        yield "PD-202", 0, what, "Keep small print for credits and the like."


def tight_lines(text: Text, profile: Profile, covers: frozenset[int]) -> Iterator[Fault]:
    """Lines of the text; headings, small print, page feet and covers have distances of their own."""
    tight = defaultdict(list)
    if profile.imposed and any(_has_joined(line.text) for line in text.lines):
        return  # dots and vowels of two pages look like lines of one; the same pages are measured one by one
    opens_right = _opens_right(text)
    for line, under in text.follow:
        apart = (under.baseline_mm - line.baseline_mm) / MM / line.size_pt
        other = line in text.furniture or (profile.cover and _is_on_cover(line, profile, covers, opens_right))
        if apart < _JOINED_MARKS and _has_joined(line.text + under.text):
            continue
        if _is_body(line, text) and not other and apart < profile.line_spacing - _SLACK:
            tight[line.page].append((apart, line))
    for number, lines in tight.items():
        apart, line = min(lines, key=lambda entry: entry[0])
        what = f"Lines stand only {apart:.2f} sizes apart: {line.named()}."
        yield "PD-203", number, what, f"Set the line spacing to {profile.line_spacing:g} or more."


def long_lines(text: Text, profile: Profile) -> Iterator[Fault]:
    """RNIB clear print: long lines make it hard to find the start of the next one.

    The limit of easy read is for its text. Headings are one line or two, and small print is credits: theirs is RNIB's.
    """
    found = defaultdict(list)
    for line in text.lines:
        most = profile.most_characters if _is_body(line, text) else _MOST_CHARACTERS
        count = len(_LEADER.sub(" ", line.text))
        # A page foot is no text, and an address cannot be shorter than it is.
        if count > most and line not in text.furniture and " " in line.text.strip():
            found[line.page].append((count, most, line))
    for number, lines in found.items():
        count, most, longest = max(lines, key=lambda entry: entry[0] - entry[1])
        what = f"A line has {count} characters: {longest.named()}."
        yield "PD-204", number, what, f"Use {most} or fewer. Make the letters larger or the lines shorter."


def _is_address(line: str, after: str) -> bool:
    """Whether the words at the end of one line and the start of the next are one web or e-mail address."""
    word = line.split()[-1] + after.split()[0]
    return "@" in word or "/" in word or re.match(r"(?:https?:|www\.)", word) is not None


def broken_words(text: Text, profile: Profile) -> Iterator[Fault]:
    """UKAAF G003 and RNIB clear print: no word is split; a compound word stays whole on one line too."""
    for line, after in (*text.follow, *text.turn):
        if re.search(r"\w-$", line.text) and re.match(r"\w", after.text) and not _is_address(line.text, after.text):
            what = f"A word is broken at the end of a line: {_seam(line, after)}."
            yield "PD-205", line.page, what, "Turn hyphenation off, or keep the word on one line."


_END = r"(?!\w|[\u0900-\u0dff])"
"""A word ends here: the vowels of Indian scripts are marks, and no letters to a regular expression."""


def broken_numbers(text: Text, profile: Profile, language: Language) -> Iterator[Fault]:
    """UKAAF G003: a phone number or a date stays on one line."""
    months = "|".join(re.escape(name) for name in language.names("months").values())
    day = r"\b(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
    dates = (
        (rf"{day}$", rf"(?:{months}){_END}"),
        (rf"{day} (?:{months}),?$", r"(?:19|20)\d\d\b"),
        (rf"\b(?:{months}),?$", rf"(?:(?:19|20)\d\d\b|{day}\b)"),
    )
    for line, after in (*text.follow, *text.turn):
        if _splits_phone(line.text, after.text):
            what = f"A phone number is split over two lines: {_seam(line, after)}."
            yield "PD-206", line.page, what, "Keep it on one line. Use non-breaking spaces."
        elif any(re.search(end, line.text) and re.match(start, after.text) for end, start in dates):
            what = f"A date is split over two lines: {_seam(line, after)}."
            yield "PD-206", line.page, what, "Keep it on one line. Use non-breaking spaces."


def broken_names(text: Text, profile: Profile) -> Iterator[Fault]:
    """Visual design, section 5.1: short bold words are names and hard words, and are not split.

    A stretch that is bold from end to end of its lines is a heading. Where one part is held together by a non-breaking
    space, it is whole, and the other part is another bold word. Small letters may be two bold words too, such as “all
    wards”: no page can tell, so that a person has to look.
    """
    for line, after in text.follow:
        before, rest = tuple(line.pieces()), tuple(after.pieces())
        if not (before[-1].bold and rest[0].bold and (len(before) > 1 or len(rest) > 1) and _is_body(line, text)):
            continue
        first, second = before[-1], rest[0]
        name = f"{first.text} {second.text}"
        if len(name) > _SHORT_NAME or re.search(r"[.!?:]$", first.text) or first.is_held or second.is_held:
            continue
        is_name = first.text.split()[-1][0].isupper() and second.text[0].isupper()
        what = f"{'A name' if is_name else 'A name or hard word'} is split over two lines: “{name}”."
        code = "PD-206" if is_name else "PD-214"
        yield code, line.page, what, "Keep short bold words on one line. Use non-breaking spaces."


def capitals(text: Text, profile: Profile, language: Language) -> Iterator[Fault]:
    """UKAAF G003: no blocks of capitals. Initials that the language allows are none, nor are short ones."""
    allowed = frozenset(language.allowed_acronyms)
    if _opens_right(text):  # there a line is read from the right, Latin letters with it
        allowed |= {word[::-1] for word in allowed}
    for line in text.lines:
        for row in re.findall(r"[^\W\d_]+(?:['’\s-]+[^\W\d_]+)*", line.text):
            run: list[str] = []
            for word in (*re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", row), ""):
                if len(word) > 1 and word.isupper():
                    run.append(word)
                    continue
                strange = [word for word in run if word not in allowed]
                if any(len(word) > _CAPITALS_WORD for word in strange) or (strange and len(run) >= _CAPITALS_IN_A_ROW):
                    what = f"There are words in capitals: {named(' '.join(run))}."
                    yield (
                        "PD-207",
                        line.page,
                        what,
                        "Use small letters. Capitals only where a sentence or a name starts.",
                    )
                run = []


def faults(text: Text, profile: Profile, language: str, covers: frozenset[int]) -> Iterator[Fault]:
    """Everything that is wrong with the words. `language`: the tag that the document gives, or empty; `covers`: the
    pages, from 1, that can be covers."""
    known = _language(language)
    for rule in (small_letters, small_body, long_lines, broken_words, broken_names):
        yield from rule(text, profile)
    yield from tight_lines(text, profile, covers)
    yield from broken_numbers(text, profile, known)
    yield from capitals(text, profile, known)


def _language(tag: str) -> Language:
    """That language, a sister of it, or English: a document without its language is told of by other checkers."""
    sisters = [one for one in tags() if one.split("-")[0].lower() == tag.split("-")[0].lower()]
    try:
        return load(tag if tag in tags() else (*sisters, HOME)[0])
    except LeafletError as error:
        raise LeafletError(f"The print checker cannot read its words. {error}") from error


def _is_body(line: Line, text: Text) -> bool:
    return abs(line.size_pt - text.body_pt) < SAME_SIZE_PT


def _is_on_cover(line: Line, profile: Profile, covers: frozenset[int], opens_right: bool) -> bool:
    """A page that can be a cover; in a booklet the right half of that side, or the left one where words run from right
    to left."""
    return line.page in covers and line.column == int(profile.imposed and not opens_right)


_JOINED_MARKS = 0.9
"""In sizes: vowels and dots of joined letters are painted so near to their line, and are no line of their own."""


def _has_joined(words: str) -> bool:
    """Whether there are letters of a script that joins them or stacks them, as Arabic and Tamil do."""
    return any(bidirectional(sign) == "AL" or "\u0900" <= sign <= "\u0dff" for sign in words)


def _opens_right(text: Text) -> bool:
    """Whether most letters run from right to left."""
    letters = Counter(bidirectional(sign) in ("R", "AL") for line in text.lines for sign in line.text if sign.isalpha())
    return letters[True] > letters[False]


def _splits_phone(line: str, after: str) -> bool:
    """Whether a line ends in the first part of a phone number and the next one starts with the rest.

    British numbers have 10 or 11 digits and start with 0 or +44 (Ofcom, National Telephone Numbering Plan); European
    help lines are 116 and three digits (Decision 2007/116/EC).
    """
    end = re.search(r"(?:^|\s)(\(?[+0][\d ()-]*|116)$", line)
    start = re.match(r"([\d()][\d ()-]*)", after)
    if not end or not start:
        return False
    first, rest = (len(re.sub(r"\D", "", part)) for part in (end[1], start[1]))
    if end[1] == "116":
        return rest == 3
    return 2 < first < 10 and 9 <= first + rest <= 13


def _seam(line: Line, after: Line) -> str:
    """The words on both sides of the place."""
    return f"“{' '.join(line.text.split()[-2:])} / {' '.join(after.text.split()[:2])}”"


def _letters(count: int) -> str:
    return "1 letter has" if count == 1 else f"{count} letters have"
