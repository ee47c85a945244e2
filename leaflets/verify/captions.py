"""Own checks of finished caption files: one caption at a time, in order, short enough to read, and none lost.

With the other files of the same captions beside it, a file is compared with them: same words, same times, and no
caption after the end of the recording.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from leaflets import captions_reader
from leaflets.captions_reader import Shown
from leaflets.findings import Finding, Level
from leaflets.verify import Verifier

NAME = "captions"

Fault = tuple[str, str]
"""Code, and what is wrong in words, as a sentence."""

WIDEST, _LINES = 42, 2
"""Letters in a line and lines on a screen, as is usual for subtitles in English."""
_QUICKEST = 25
"""Letters a second. Viewers read 20 with ease; our captions are short, and what was said last still stands there."""
_SHORTEST_MS = 500
"""Both are asked only beside the times as data: these say whether a voice for tests spoke, which takes no time."""
_READERS: dict[str, Callable[[bytes], tuple[Shown, ...]]] = {".vtt": captions_reader.vtt, ".srt": captions_reader.srt}
_HINTS: dict[str, tuple[Level, str]] = {"AU-166": ("should fix", "Choose a voice that speaks more slowly.")}
_VTT_HEAD = re.compile(rb"(\xef\xbb\xbf)?WEBVTT[ \t\r\n]")


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each fault of each file, and for each thing in which it differs from those beside it."""
    return tuple(finding for path in paths for finding in _findings(str(path), _file(path)))


def gate(content: bytes, format_name: str) -> tuple[Finding, ...]:
    """What it says of a file that was just made; which of both kinds it is, its first letters say."""
    ending = ".vtt" if _VTT_HEAD.match(content) else ".srt"
    return tuple(_findings(format_name, faults(content, ending)))


def _findings(file: str, found: Iterator[Fault]) -> Iterator[Finding]:
    for code, message in found:
        level, hint = _HINTS.get(code, ("must fix", "Make the captions again. If that fails, report it."))
        yield Finding(file, 0, code, level, message, hint)


def _file(path: Path) -> Iterator[Fault]:
    content, ending = path.read_bytes(), path.suffix.lower()
    yield from faults(content, ending)
    shown = _read(content, ending)
    data = path.with_suffix(".json")
    if shown and data.is_file():
        yield from _beside(shown, data.read_bytes())


def _read(content: bytes, ending: str) -> tuple[Shown, ...] | None:
    """The captions; None where they cannot be read."""
    try:
        return _READERS[ending](content)
    except (ValueError, IndexError):  # a line is missing, or is not what it should be
        return None


def faults(content: bytes, ending: str) -> Iterator[Fault]:
    """Everything that is wrong with a file by itself."""
    shown = _read(content, ending)
    if shown is None:
        yield "AU-160", "These captions cannot be read: a player would show nothing, or stop there."
        return
    yield from _times(shown)
    yield from _lines(shown)
    yield from _names(shown, ending)


def _times(shown: tuple[Shown, ...]) -> Iterator[Fault]:
    for each in shown:
        if each.end_ms <= each.start_ms:
            yield "AU-161", f"{_place(each)} ends before it begins."
    for first, second in pairwise(shown):
        if second.start_ms < first.start_ms:
            yield "AU-162", f"{_place(second)} comes before the caption that stands above it."
        elif second.start_ms < first.end_ms:
            yield "AU-163", f"{_place(second)} comes while the one before it still stands there."


def _lines(shown: tuple[Shown, ...]) -> Iterator[Fault]:
    for each in shown:
        if not any(each.lines):
            yield "AU-164", f"{_place(each)} is empty."
        if len(each.lines) > _LINES:
            yield "AU-165", f"{_place(each)} has {len(each.lines)} lines. A screen shows {_LINES}."
        if any(len(line) > WIDEST and " " in line for line in each.lines):
            yield "AU-165", f"{_place(each)} has a line of more than {WIDEST} letters."


def _names(shown: tuple[Shown, ...], ending: str) -> Iterator[Fault]:
    """A number that is missing is a caption that was lost: those of SubRip count the captions, ours the sentences."""
    names = [each.name for each in shown]
    if ending == ".srt":
        if names != [str(number) for number in range(1, len(names) + 1)]:
            yield "AU-167", "The captions are not numbered one after the other: one is missing, or stands elsewhere."
        return
    for letter in ("s", "a"):
        found = [re.fullmatch(letter + r"(\d+)(?:-(\d+))?", name) for name in names]
        steps = [(int(match[1]), int(match[2] or 1)) for match in found if match]
        for (number, piece), following in pairwise(steps):
            if following not in ((number + 1, 1), (number, piece + 1)):
                yield "AU-167", f"After the caption {letter}{number} one is missing, or stands elsewhere."
    if any(not re.fullmatch(r"[sa]\d+(-\d+)?", name) for name in names):
        yield "AU-167", "A caption goes by no name of a sentence."


def _beside(shown: tuple[Shown, ...], data: bytes) -> Iterator[Fault]:
    """What differs from the times as data, which stand in the file beside it."""
    try:
        lines, seconds = captions_reader.displays(data), captions_reader.seconds(data)
        spoken = captions_reader.engine(data) != "silent"
    except (ValueError, KeyError, TypeError) as error:
        yield "AU-168", f"The times as JSON beside it cannot be read. Details: {error}"
        return
    if " ".join(lines).split() != " ".join(line for each in shown for line in each.lines).split():
        yield "AU-168", "The captions do not say the words of the file with the times beside them."
    if shown[-1].end_ms > round(seconds * 1000):
        yield "AU-169", f"{_place(shown[-1])} stays after the end of the recording."
    for each in shown if spoken else ():
        stays_ms, letters = each.end_ms - each.start_ms, sum(map(len, each.lines))
        if stays_ms < _SHORTEST_MS or letters * 1000 > _QUICKEST * stays_ms:
            yield "AU-166", f"{_place(each)} stays for {stays_ms / 1000:.1f} seconds. Few people read it so quickly."


def _place(shown: Shown) -> str:
    minutes, seconds = divmod(shown.start_ms // 1000, 60)
    return f"The caption “{' '.join(shown.lines)}” ({minutes}:{seconds:02})"


VERIFIER = Verifier(
    name=NAME,
    applies=("text/vtt", "application/x-subrip"),
    available=lambda: None,
    check=check,
    gate=gate,
)
