"""Reads `[[accepted]]` of a fact sheet: differences that a person looked at and found right."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from leaflets import data_files, inline, source_words
from leaflets.findings import Finding, as_typed
from leaflets.meaning import tokens


@dataclass(frozen=True, slots=True)
class Accepted:
    """One difference that is right."""

    line: str = ""
    """Words of the manuscript's line, without marks; empty when it is about the article alone."""
    words: str = ""
    """Words of the article that the leaflet need not have, or the only words that are right in the line."""
    reason: str = ""
    at: int = 0
    """Line of the fact sheet, from 1."""

    def covers(self, text: str, word: str) -> bool:
        """Whether this entry is about that word of one of those lines; about every word where it names none.

        Without lines the word is one of the article.
        """
        lines = [plain(line) for line in text.split("\n")]
        if not self.line:
            return not text and self._names(word)
        return self.line in lines and (not self.words or self._names(word))

    def _names(self, word: str) -> bool:
        """Whether its words have that word, or those words one after another, whole: “nothing” does not name “not”."""
        named, asked = tokens.split(self.words), tokens.split(word)
        return any(named[at : at + len(asked)] == asked for at in range(len(named) - len(asked) + 1))


def read(path: Path) -> tuple[tuple[Accepted, ...], tuple[Finding, ...]]:
    """The entries of that sheet, and what is wrong with them. A sheet that cannot be read has none: `facts` says so."""
    try:
        text = data_files.text_of(path)
        data = data_files.parse(text)
    except (OSError, data_files.DataFileError):
        return (), ()
    entries = data.get("accepted", [])
    file = as_typed(path)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        message = "The accepted differences are no list."
        return (), (Finding(file, 0, "FA-121", "must fix", message, "Start each one with [[accepted]]."),)
    places = [number for number, row in enumerate(text.splitlines(), 1) if row.strip().startswith("[[accepted]]")]
    places += [0] * (len(entries) - len(places))
    found: list[Accepted] = []
    findings: list[Finding] = []
    for entry, at in zip(cast("list[Mapping[str, object]]", entries), places, strict=False):
        findings += [Finding(file, at, "FA-121", "must fix", *said) for said in _faults(entry)]
        found.append(Accepted(plain(_text(entry, "line")), _text(entry, "words"), _text(entry, "reason"), at))
    return tuple(each for each in found if each.reason and (each.line or each.words)), tuple(findings)


def stale(entry: Accepted, file: str) -> Finding:
    """The finding for an entry that nothing needs any more."""
    message = f"Nothing needs this accepted difference now: “{entry.line or entry.words}”."
    return Finding(file, entry.at, "FA-120", "should fix", message, "Take it out, or copy the line as it stands now.")


def plain(text: str) -> str:
    """A line without marks and fact names, with typewriter signs and single blanks."""
    text = re.sub(r"\s*\{[^{}]*\}\s*$", "", text.strip().removeprefix("=="))
    text = "".join(run.text for run in inline.spans(text))
    return source_words.plain(text)


def _faults(entry: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    if not _text(entry, "line") and not _text(entry, "words"):
        yield "This accepted difference names no line and no words.", 'Write: line = "…"'
    if not _text(entry, "reason"):
        yield "This accepted difference has no reason.", 'Write: reason = "…"'
    for key in entry:
        if key not in ("line", "words", "reason"):
            yield f"An accepted difference has “{key}”, which is not known here.", "Known are: line, words, reason."


def _text(entry: Mapping[str, object], key: str) -> str:
    value = entry.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""
