"""Reads a sign-off file, `sign-off.toml`, and tells how far a leaflet has come; knows the hash that states are tied to.

A state is one person's word about one text. When the text changes afterwards, the word no longer counts.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast, get_args

from leaflets.facts import Fact
from leaflets.findings import Finding, as_typed
from leaflets.model import Leaflet, SignOff

STATES: tuple[SignOff, ...] = get_args(SignOff)
"""From the first to the last."""


@dataclass(frozen=True, slots=True)
class State:
    """What one person said about the leaflet, and when."""

    state: SignOff
    name: str
    role: str
    date: str
    """ISO 8601 day."""
    hash: str
    """The `content_hash` of the text that the person had in hand; may be empty for `drafted` only."""
    line: int
    """Line of the sign-off file, from 1."""


def read(path: Path, content: str) -> tuple[SignOff, tuple[Finding, ...]]:
    """How far the leaflet with that content hash has come, and what is wrong with the file, sorted by line.

    It is the last state that counts; `drafted` when none does. Never raises on the file's text.
    """
    file = as_typed(path)
    try:
        text = path.read_text(encoding="utf-8")
        entries = tomllib.loads(text).get("state", [])
    except FileNotFoundError:
        hint = "Write one that says who drafted the leaflet. See sources/README.md."
        return "drafted", (Finding(file, 0, "SG-001", "should fix", "There is no sign-off file.", hint),)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return "drafted", (_must(file, 0, "SG-002", f"The sign-off file cannot be read: {error}.", "Mend that line."),)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        message, hint = "The sign-off file has no list of states.", "Start each state with [[state]]."
        return "drafted", (_must(file, 0, "SG-002", message, hint),)
    lines = [number for number, row in enumerate(text.splitlines(), 1) if row.strip().startswith("[[state]]")]
    lines += [0] * (len(entries) - len(lines))
    states: list[State] = []
    findings: list[Finding] = []
    for entry, line in zip(cast(list[Mapping[str, object]], entries), lines, strict=False):
        faults = tuple(_faults(entry, line, file))
        findings += faults
        if not any(fault.level == "must fix" for fault in faults):
            states.append(_state(entry, line))
    counting = [state for state in states if _counts(state, states, content)]
    findings += _not_counting(states, counting, content, file)
    return counting[-1].state if counting else "drafted", tuple(sorted(set(findings)))


def content_hash(leaflet: Leaflet, facts: tuple[Fact, ...]) -> str:
    """SHA-256, hex, of what a reader meets in a composed leaflet and of its facts.

    Sentences with their stressed words, pictures with their alt texts, facts with their patterns. Page furniture, the
    status, the sign-off and the toolkit's own code do not change it.
    """
    content = {
        "sentences": [[[run.text, run.mark, run.link or ""] for run in line.runs] for line in leaflet.sentences()],
        "pictures": [[picture.recipe, picture.alt] for picture in leaflet.pictures()],
        "facts": [[fact.id, fact.claim, fact.weight, list(fact.patterns), fact.left_out] for fact in facts],
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def _counts(state: State, states: list[State], content: str) -> bool:
    """Whether a state counts for this content.

    `approved` counts only when readers have tested the same text: a label "Easy Read" without people with learning
    disabilities having checked it is no easy read (Inclusion Europe, rule 5; DIN SPEC 33429).
    """
    if state.state == "drafted":
        return True
    if state.hash != content:
        return False
    return state.state != "approved" or _tested(states, content)


def _tested(states: list[State], content: str) -> bool:
    return any(state.state == "tested with readers" and state.hash == content for state in states)


def _not_counting(states: list[State], counting: list[State], content: str, file: str) -> Iterator[Finding]:
    """A finding for each state that does not count, which says why."""
    for state in states:
        if state in counting:
            continue
        if not state.hash:
            message = f"“{state.state}” does not say which text was meant."
            hint = f'It does not count. If it was this text, write: hash = "{content}"'
            yield Finding(file, state.line, "SG-006", "should fix", message, hint)
        elif state.hash != content:
            message = f"The leaflet has changed since {state.date}. “{state.state}” no longer counts."
            yield Finding(file, state.line, "SG-007", "should fix", message, "Ask the person to look at it again.")
        else:
            message = "“approved” does not count yet. No reader has tested this text."
            hint = "People with a learning disability must read it first."
            yield Finding(file, state.line, "SG-008", "should fix", message, hint)


def _state(entry: Mapping[str, object], line: int) -> State:
    return State(
        state=cast(SignOff, _text(entry, "state")),
        name=_text(entry, "name"),
        role=_text(entry, "role"),
        date=_text(entry, "date"),
        hash=_text(entry, "hash"),
        line=line,
    )


def _faults(entry: Mapping[str, object], line: int, file: str) -> Iterator[Finding]:
    """What is wrong with one entry of the file."""
    state = _text(entry, "state")
    if state not in STATES:
        message = f"“{state}” is no state of a leaflet." if state else "This entry has no state."
        yield _must(file, line, "SG-003", message, f"Write one of: {', '.join(STATES)}.")
    if not _text(entry, "name"):
        yield _must(file, line, "SG-004", "Nobody is named here.", 'Write who it was: name = "…"')
    if not _is_day(_text(entry, "date")):
        yield _must(file, line, "SG-005", "The day is missing or is no date.", 'Write: date = "2026-11-22"')
    if not _text(entry, "role"):
        message = "This entry does not say what the person does."
        yield Finding(file, line, "SG-009", "should fix", message, 'Write, for example: role = "manager"')


def _text(entry: Mapping[str, object], key: str) -> str:
    """The entry's words for a key; TOML's own dates, written without quotation marks, are taken as words."""
    value = entry.get(key, "")
    return value.isoformat() if isinstance(value, date) else value.strip() if isinstance(value, str) else ""


def _is_day(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _must(file: str, line: int, code: str, message: str, hint: str) -> Finding:
    return Finding(file, line, code, "must fix", message, hint)
