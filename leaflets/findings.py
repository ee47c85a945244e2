"""What can be wrong: findings, which are values about a person's text, and the one exception, for set-up faults."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Level = Literal["must fix", "should fix", "look at this", "not checked"]
LEVELS: tuple[Level, ...] = ("must fix", "should fix", "look at this", "not checked")
_HARMLESS = "\n\u00a0\u2007\u202f\u200c\u200d"
"""No-break blanks, which hold numbers together, and the joiners that scripts such as Urdu and Tamil need."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong with a text or a finished file: what, where, and what to do.

    Serves the reader of manuscripts, the rules and the checkers of finished files alike.
    """

    file: str
    """As a person would type it, relative to where the command runs."""
    line: int
    """From 1; 0 where a file has no lines."""
    code: str
    """`AR-` article, `MS-` manuscript, `ER-` easy read, `FA-` facts, `SG-` sign-off, `TR-` translations,
    `RW-` read from Word, `PD-` PDF, `WD-` Word, `WB-` web, `EP-` EPUB, `AU-` audio, `DY-` DAISY, `BR-` braille,
    `PK-` packs."""
    level: Level
    message: str
    """What is wrong, in short sentences."""
    hint: str = ""
    """What to do about it."""

    def __str__(self) -> str:
        """`sources/x/leaflet.en-GB.md, line 12: must fix: This sentence … Use … (ER-101)`."""
        place = f"{self.file}, line {self.line}" if self.line else self.file
        words = f"{self.message} {self.hint}".strip()
        return shown(f"{place}: {self.level}: {words} ({self.code})")


def shown(text: str) -> str:
    """The text without signs that would steer the terminal it is printed on. Blanks and joiners of any script stay."""
    return "".join(sign if sign.isprintable() or sign in _HARMLESS else "\ufffd" for sign in text)


def must_fix(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that stop a leaflet from being built."""
    return tuple(finding for finding in findings if finding.level == "must fix")


def as_typed(path: Path) -> str:
    """The path as a person would type it: from the folder they are in when it lies below."""
    full = path.resolve()
    return str(full.relative_to(Path.cwd())) if full.is_relative_to(Path.cwd()) else str(path)


class LeafletError(Exception):
    """The machine, the set-up or the arguments are not right: what is missing, and how to get it.

    Never raised for a person's text: that is a `Finding`. Commands print the message and exit with 2.
    """
