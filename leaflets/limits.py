"""How long a manuscript may be: what is longer is told and not read, so that no text keeps anybody waiting.

The limits are far above what a leaflet needs, and low enough for every check to end in seconds.
"""

import re

from leaflets.inline import Reporter, plain

MOST_SENTENCES = 500
"""Our longest leaflet has 110. 500 are 150 pages with pictures and an hour of recording: a book, not a leaflet."""
MOST_LINE_SIGNS = 600
"""A sentence has 100, notes not counted. Made-up brackets and stars take markdown-it (4.3) time that grows with the
square of a line: 0.01 seconds for 600 signs, but 0.7 for 5,000."""
MOST_SIGNS = 1_000_000
"""The notes of `new` repeat its article, and an article may have 2,000,000 bytes with all that is no text."""

_NO_SENTENCE = re.compile(r"-{3,}|>")
_PICTURE = re.compile(r"\[picture:")


def shortened(text: str, reporter: Reporter) -> str:
    """The text up to the limit for a whole text."""
    if len(text) <= MOST_SIGNS:
        return text
    line = text.count("\n", 0, MOST_SIGNS) + 1
    message = f"This text has {len(text):,} signs. Only the first {MOST_SIGNS:,} are read."
    reporter.must("MS-040", line, message, "Keep what belongs into one leaflet.")
    return text[:MOST_SIGNS]


def without_long_lines(lines: list[str], reporter: Reporter) -> list[str]:
    """The lines in their places; those that are too long are empty, and the first of them is told."""
    long = {number: signs for number, line in enumerate(lines) if (signs := len(plain(line))) > MOST_LINE_SIGNS}
    for number, signs in list(long.items())[:1]:
        message = f"This line has {signs:,} signs. A line has {MOST_LINE_SIGNS} at most."
        reporter.must("MS-041", number + 1, message, "Write each sentence on a line of its own.")
    return ["" if number in long else line for number, line in enumerate(lines)]


def cut(body: list[str], reporter: Reporter) -> list[str]:
    """The lines below the front matter; those from the first sentence or picture that is too many on are empty."""
    found: dict[str, list[int]] = {"sentences": [], "pictures": []}
    for number, line in enumerate(body):
        words = plain(line).strip()
        if words and not _NO_SENTENCE.fullmatch(words):
            found["pictures" if _PICTURE.match(words) else "sentences"].append(number)
    ends = [len(body)]
    for what, numbers in found.items():
        if len(numbers) > MOST_SENTENCES:
            ends.append(numbers[MOST_SENTENCES])
            message = f"This text has {len(numbers):,} {what}. A leaflet has {MOST_SENTENCES} at most."
            hint = "Divide it into several leaflets. The rest is not read."
            reporter.must("MS-042", ends[-1] + 1, message, hint)
    return body[: min(ends)] + [""] * (len(body) - min(ends))
