"""Finds what an article has lost or leaves open: links, years of dates, ends of quotations. A person must ask."""

import re
from collections.abc import Iterator, Sequence

from leaflets.findings import Finding, Level
from leaflets.intake.article import Block

_LINKS = r"(?:link|button|form|map|video|image|picture)"
_VERBS = (
    r"(?:found|available|seen|read|viewed|downloaded|booked|accessed|donate|register|apply|sign up|book|watch|listen"
    r"|see|more|information|details|click|look|go|visit|follow|online)"
)
_LOST_LINK = re.compile(
    rf"^(?:\S+\s+){{1,5}}here$|\b{_VERBS}\s+(?:it\s+|them\s+|now\s+)?here\b(?!\s+(?:in|at|for|on)\b)"
    rf"|\bclick(?:ing)?\s+(?:on\s+)?(?:here|this|the\s+{_LINKS})\b"
    rf"|\b(?:this|the following)\s+link\b|\b{_LINKS}\s+(?:below|above)\b|\b(?:follow|using|via|use)\s+the\s+link\b",
    re.IGNORECASE,
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_COUNT = r"(?:few|couple\s+of|two|three|four|five|six|\d+)"
_SPAN = r"(?:day|week|weekend|fortnight|month|quarter|term|year|decade|spring|summer|autumn|winter|Christmas|Easter)s?"
_BEFORE_MONTH = (
    r"(?:[Ii]n|[Bb]y|[Ss]ince|[Ff]rom|[Uu]ntil|[Dd]uring|[Ee]arly|[Ll]ate|[Mm]id|[Ll]ast|[Nn]ext|[Tt]his|[Oo]f)[ -]"
)
_NEAR = r"(?:[Ll]ast|[Nn]ext|[Tt]his|[Tt]he\s+coming|[Tt]he\s+past|[Ee]arlier\s+this|[Ll]ater\s+this)"
_TIME = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)"
    rf"|{_BEFORE_MONTH}{_MONTH}(?:\s+(?:and|to|or|until)\s+{_MONTH})?)(?!\w)(?!,?\s+(?:19|20)\d\d)"
    rf"|\b{_NEAR}\s+(?:{_COUNT}\s+)?(?:{_SPAN}|{_DAY})\b"
    r"|\b(?:[Rr]ecently|[Ss]oon|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Cc]urrently|[Ss]hortly|[Nn]owadays)\b"
    rf"|\bin\s+the\s+near\s+future\b|\bin\s+due\s+course\b|\b(?:a|{_COUNT})\s+{_SPAN}\s+ago\b"
    rf"|\b(?:within|in)\s+(?:about\s+)?(?:a\s+|the\s+next\s+)?(?:{_COUNT}\s+){_SPAN}\b"
    rf"|\b[Oo]n\s+{_DAY}\b(?!(?:\s+(?:and|or|to)\s+{_DAY})?\s+(?:mornings?|afternoons?|evenings?|nights?)\b)(?!,?\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\b)(?!,?\s+{_MONTH})"
)
"""Times that tell nothing once the day of the article is forgotten."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MOST_NAMED = 6


def find(blocks: Sequence[Block], file: str) -> tuple[Finding, ...]:
    """What is lost or open in these blocks of an article, in their order."""
    found: list[Finding] = []
    for number, block in enumerate(blocks):
        below = blocks[number + 1].text if number + 1 < len(blocks) else ""
        found += (Finding(file, block.line, *said) for said in _said(block.text, below))
    return tuple(found)


def _said(text: str, below: str) -> Iterator[tuple[str, Level, str, str]]:
    if link := _LOST_LINK.search(text):
        message = f"A link was lost here: “{_around(text, link)}”."
        yield "AR-020", "look at this", message, "Find out where it led. Write the full address or a phone number."
    if times := _times(text):
        message = f"These times have no year: {', '.join(f'“{time}”' for time in times)}."
        yield "AR-021", "look at this", message, "Find out the day of the article, and write full dates."
    if quote := _open_quotation(text, below):
        message = f"A quotation does not end: “{quote} …”."
        yield "AR-022", "look at this", message, "Look where the quoted words stop."


def _around(text: str, link: re.Match[str]) -> str:
    """The words in front of a link, and the link."""
    before = text[: link.start()].split()[-6:]
    return " ".join([*before, link.group()])


def _times(text: str) -> list[str]:
    """Times without a year, each once. A year in the same sentence speaks for the months in it."""
    times: dict[str, None] = {}
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z“‘])", text):
        dated = bool(_YEAR.search(sentence))
        for time in _TIME.finditer(sentence):
            words = " ".join(time.group().split())
            if not (dated and re.search(rf"{_MONTH}|{_DAY}", words)):
                times[words] = None
    return list(times)[:_MOST_NAMED]


def _open_quotation(text: str, below: str) -> str:
    """The first words of a quotation that has no end; empty when all have one.

    A quotation of several paragraphs opens each of them and ends once, so one that opens again below is no fault.
    """
    start = _open_double(text)
    if start < 0:
        start = _open_single(text)
    if start < 0 or (below[:1] in "“‘\"'" and below):
        return ""
    return " ".join(text[start:].lstrip("“‘„\"'").split()[:6])


def _open_double(text: str) -> int:
    """Where a double quotation mark opens that nothing closes; -1 when there is none."""
    opened = -1
    for found in re.finditer(r"[“„”\"]", text):
        sign = found.group()
        opens = sign in "“„" or (sign == '"' and opened < 0)
        opened = found.start() if opens else -1
    return opened


def _open_single(text: str) -> int:
    """Where ‘ opens and no ’ closes after a word; an apostrophe inside a word closes nothing."""
    opened = text.rfind("‘")
    if opened < 0 or re.match(r"‘(?:\d0s|tis|twas|em|til|n)\b", text[opened:]):
        return -1
    return -1 if re.search(r"’(?!\w)", text[opened:]) else opened
