"""The lines about a leaflet at the top of its manuscript: `key: text` between two `---`.

Every value is text, never guessed as a number or a date: a phone number in YAML turned into another number once.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import get_args
from urllib.parse import urlsplit

from leaflets import formats
from leaflets.inline import Line, Reporter, parse_line, plain
from leaflets.model import About, Cover, Picture, Sentence, Status

KEYS: tuple[str, ...] = (
    "title",
    "subtitle",
    "cover-line",
    "short-title",
    "cover-picture",
    "formats",
    "information-date",
    "review-by",
    "status",
    "status-since",
    "version",
    "bsl-video",
    "translated-from",
)
"""What the front matter may say."""

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_MARK = re.compile(r"[0-9a-f]{16}")
_STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass
class FrontMatter:
    """Value and line of each key."""

    values: dict[str, tuple[str, int]] = field(default_factory=dict)

    def get(self, key: str) -> str:
        return self.values.get(key, ("", 0))[0]

    def line(self, key: str) -> int:
        return self.values.get(key, ("", 1))[1]

    def cover(self, reporter: Reporter) -> Cover:
        if not self.get("title"):
            reporter.must("MS-004", self.line("title"), "The leaflet has no title.", "Write “title: …” at the top.")
        concept = self.get("cover-picture")
        return Cover(
            title=self._sentence("title", reporter) or Sentence(()),
            subtitle=self._sentence("subtitle", reporter),
            line=self._sentence("cover-line", reporter),
            picture=Picture(concept, line=self.line("cover-picture")) if concept else None,
        )

    def about(self, reporter: Reporter) -> About:
        return About(
            version=self._plain("version", reporter) or "1",
            information_date=self._date("information-date", reporter),
            review_by=self._date("review-by", reporter),
            status=self._status(reporter),
            status_since=self._date("status-since", reporter),
            short_title=self._plain("short-title", reporter) or self._words("title"),
            formats=tuple(self._formats(reporter)),
            bsl_video=self._secure_address("bsl-video", reporter),
            translated_from=self._mark("translated-from", reporter),
        )

    def _formats(self, reporter: Reporter) -> Iterator[str]:
        """The formats that the leaflet asks for, in the order of the download page; unknown ones are told."""
        asked = {name.strip() for name in self.get("formats").split(",") if name.strip()}
        for name in sorted(asked - set(formats.NAMES)):
            hint = f"Write some of these, with commas between: {', '.join(formats.NAMES)}."
            reporter.must("MS-007", self.line("formats"), f"There is no format “{name}”.", hint)
        yield from (name for name in formats.NAMES if name in asked)

    def _sentence(self, key: str, reporter: Reporter) -> Sentence | None:
        return parse_line(Line(self.line(key), self.get(key)), reporter) if self.get(key) else None

    def _plain(self, key: str, reporter: Reporter) -> str:
        """The text, which is printed as part of the toolkit's own words; empty when its marks cannot be read."""
        before = len(reporter.findings)
        self._sentence(key, reporter)
        return self.get(key) if len(reporter.findings) == before else ""

    def _words(self, key: str) -> str:
        """The words without their marks; what is wrong with these is told where the sentence is read."""
        sentence = self._sentence(key, Reporter(""))
        return sentence.text if sentence else ""

    def _date(self, key: str, reporter: Reporter) -> str:
        value = self.get(key)
        if value and not _is_date(value):
            reporter.must("MS-005", self.line(key), f"“{value}” is not a date.", "Write 2019, 2019-05 or 2019-05-02.")
            return ""
        return value

    def _secure_address(self, key: str, reporter: Reporter) -> str:
        value = self.get(key)
        if value and not _is_secure_address(value):
            hint = f"Write the whole address of the video: {key}: https://…"
            reporter.must("MS-008", self.line(key), f"“{value}” is no secure address.", hint)
            return ""
        return value

    def _mark(self, key: str, reporter: Reporter) -> str:
        """The mark of a text, `translations.mark`: nobody writes one by hand."""
        value = self.get(key)
        if value and not _MARK.fullmatch(value):
            hint = "Delete this line. The command “translated” writes it."
            reporter.must("MS-009", self.line(key), f"“{value}” is no mark of a text.", hint)
            return ""
        return value

    def _status(self, reporter: Reporter) -> Status:
        value = self.get("status") or "current"
        known = next((status for status in _STATUSES if status == value), None)
        if known is None:
            hint = f"Write one of: {', '.join(_STATUSES)}."
            reporter.must("MS-006", self.line("status"), f"“{value}” is no status.", hint)
        return known or "current"


def _is_date(value: str) -> bool:
    """Whether the calendar has that year, month or day."""
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def _is_secure_address(value: str) -> bool:
    """Whether it is an https address with a host: a page that leads to http may be changed on its way."""
    try:
        parts = urlsplit(value)
        named = bool(parts.hostname) and parts.username is None
    except ValueError:
        return False
    return parts.scheme == "https" and named and value.isprintable() and " " not in value


def read(lines: list[str], reporter: Reporter) -> tuple[FrontMatter, list[str]]:
    """The front matter, and all lines with those of the front matter left empty, so that numbers stay true."""
    front = FrontMatter()
    ends = [number for number, line in enumerate(lines) if line.strip() == "---"]
    if len(ends) < 2 or any(line.strip() for line in lines[: ends[0]]):
        hint = "Start with ---, then title: …, then --- again."
        reporter.must("MS-001", 1, "The lines about the leaflet are missing.", hint)
        return front, lines
    for number in range(ends[0] + 1, ends[1]):
        key, colon, value = (part.strip() for part in plain(lines[number]).partition(":"))
        if not key and not colon:
            continue
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, n=1) or [KEYS[0]]
            hint = f"Did you mean “{near[0]}: …”? See sources/README.md."
            reporter.must("MS-002", number + 1, f"“{key}” is not known here.", hint)
        elif key in front.values:
            reporter.must("MS-003", number + 1, f"“{key}” stands here twice.", "Keep one of the two.")
        else:
            front.values[key] = (value, number + 1)
    return front, [""] * (ends[1] + 1) + lines[ends[1] + 1 :]
