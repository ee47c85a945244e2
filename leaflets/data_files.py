"""Reads the TOML files that people write, within limits; what is wrong in one is told in plain words with its line."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

MOST_BYTES = 1_000_000
"""The fact sheets and glossaries that we have seen hold less than 50,000. A bigger file is some other file."""
MOST_LINE_SIGNS = 20_000
"""A name with more parts than fit in here takes tomllib (Python 3.11) seconds: its time grows with their square."""

_SAID = (
    ("overwrite|declare|mutate|redefine|Duplicate", "This name stands here twice. Keep one of the two."),
    ("Unterminated|Expected [\"']{2}", "A quotation mark is missing."),
    ("Unescaped|Escaped|hex|Illegal", "A sign in the words cannot be read. For \\ write \\\\."),
    ("Unclosed|Expected '\\\\]", "A bracket is missing."),
    ("Invalid date", "There is no such day or time."),
    ("Invalid value", 'A value is missing, or its words do not stand in quotation marks: "…".'),
)
"""What tomllib (Python 3.11) says, and what it means to somebody who writes no programs."""
_ELSE = 'Write each line like this: name = "…".'


class DataFileError(ValueError):
    """What is wrong with a file, as a sentence. `line`: from 1, or 0 where no line is at fault."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line

    @property
    def cure(self) -> str:
        return "Mend that line." if self.line else "Mend the file."

    def told(self, what: str, file: Path | str) -> str:
        """`sources/house.toml, line 3: The house file cannot be read: … Mend that line.`"""
        place = f"{file}, line {self.line}" if self.line else str(file)
        return f"{place}: The {what} cannot be read: {self} {self.cure}"


def read(path: Path) -> Mapping[str, object]:
    """What that file says. Raises DataFileError, and OSError when it cannot be opened."""
    return parse(text_of(path))


def text_of(path: Path) -> str:
    """The text of that file. Raises as `read`."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise DataFileError(f"The file has more than {MOST_BYTES:,} signs. That is too long for such a file.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataFileError("A sign in it cannot be read. Save the file as UTF-8.", line) from error


def parse(text: str) -> Mapping[str, object]:
    """What a TOML text says. Raises DataFileError."""
    long = (number for number, line in enumerate(text.split("\n"), 1) if len(line) > MOST_LINE_SIGNS)
    if found := next(long, 0):
        raise DataFileError(f"The line has more than {MOST_LINE_SIGNS:,} signs. That is too long.", found)
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise DataFileError("Too many brackets stand in one another.") from error
    except ValueError as error:  # a TOMLDecodeError, or that of a number with thousands of figures
        raise DataFileError(_plain(str(error)), _line_of(str(error), text)) from error


def _plain(said: str) -> str:
    return next((words for pattern, words in _SAID if re.search(pattern, said)), _ELSE)


def _line_of(said: str, text: str) -> int:
    found = re.search(r"at line (\d+)", said)
    if found:
        return int(found[1])
    return len(text.rstrip().split("\n")) if "end of document" in said else 0
