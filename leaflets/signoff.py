"""The sign-off file, `sign-off.toml`: reads its entries, writes one, takes the last back; knows the hashes they carry.

An entry is one person's word about what they had in hand; its hash says what that was. Which entries count is told by
`standing`.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, cast, get_args

from leaflets.facts import Fact
from leaflets.findings import Finding, LeafletError, as_typed
from leaflets.model import Leaflet, Sentence, SignOff

Expert = Literal["health", "law"]
Said = SignOff | Expert

STATES: tuple[SignOff, ...] = get_args(SignOff)
"""From the first to the last."""
EXPERTS: tuple[Expert, ...] = get_args(Expert)
"""What a line may need an expert for."""

_OF_A_FACT = ("id", "claim", "weight", "patterns", "source_words", "left_out", "polarity", "modality", "quantity",
              "actor")  # fmt: skip
"""What somebody who signs has seen of a fact."""

_HEADS = ("[[state]]", "[[expert]]")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person said about the leaflet, and when."""

    said: Said
    """A state of the whole leaflet, or the subject whose lines an expert agrees to."""
    name: str
    role: str
    date: str
    """ISO 8601 day."""
    hash: str
    """Of what the person had in hand, as `standing.Seen` has it; may be empty for `imported` and `drafted`."""
    line: int = 0
    """Line of the sign-off file, from 1."""
    readers: tuple[str, ...] = ()
    """Who tested it: names, or numbers where readers do not want theirs written down."""
    comments: str = ""

    @property
    def kind(self) -> str:
        """The table of the file that it stands in."""
        return "expert" if self.said in EXPERTS else "state"


def read(path: Path) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """The entries without a fault, in the order of their lines, and what is wrong with the file, sorted by line.

    Never raises on the file's text.
    """
    file = as_typed(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        tables = tuple(_tables(text))
    except FileNotFoundError:
        tag = path.name.removeprefix("sign-off").removesuffix("toml").strip(".")
        hint = f"Type: python3 make_leaflets.py sign drafted {path.parent.name}{f' --language {tag}' if tag else ''}"
        return (), (Finding(file, 0, "SG-001", "should fix", "There is no sign-off file.", hint),)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return (), (_must(file, 0, "SG-002", f"The sign-off file cannot be read: {error}.", "Mend that line."),)
    except TypeError:
        message, hint = "The sign-off file has no list of states.", "Start each state with [[state]]."
        return (), (_must(file, 0, "SG-002", message, hint),)
    entries: list[Entry] = []
    findings: list[Finding] = []
    for head, table, line in tables:
        faults = tuple(_faults(head, table, line, file))
        findings += faults
        if not any(fault.level == "must fix" for fault in faults):
            entries.append(_entry(head, table, line))
    return tuple(sorted(entries, key=lambda entry: entry.line)), tuple(sorted(set(findings)))


def content_hash(leaflet: Leaflet, facts: tuple[Fact, ...]) -> str:
    """SHA-256, hex, of what a reader meets in a composed leaflet and of its facts.

    Sentences with their stressed words and the facts they carry, pictures with their alt texts, what the fact sheet
    says, and which text a translation is of. Stamps, page furniture, the status, the sign-off, who confirmed a fact,
    and the toolkit's own code do not change it.
    """
    content: dict[str, list[object]] = {
        "sentences": [[_runs(line), list(line.facts), list(line.experts)] for line in leaflet.sentences()],
        "pictures": [[picture.recipe, picture.alt] for picture in leaflet.pictures()],
        "facts": [[getattr(fact, name) for name in _OF_A_FACT] for fact in facts],
    }
    if leaflet.about.translated_from:
        content["translated-from"] = [leaflet.about.translated_from]
    return _hash(content)


def expert_hashes(leaflet: Leaflet) -> Mapping[str, str]:
    """SHA-256, hex, of the lines that need an expert, by subject; a subject without lines is left out."""
    lines = {kind: [_runs(line) for line in leaflet.sentences() if kind in line.experts] for kind in EXPERTS}
    return {kind: _hash(marked) for kind, marked in lines.items() if marked}


def with_entry(text: str, entry: Entry) -> str:
    """The text of a sign-off file with one more entry at its end."""
    end = "\r\n" if "\r\n" in text else "\n"
    key = "kind" if entry.kind == "expert" else "state"
    values = {key: entry.said, "name": entry.name, "role": entry.role, "date": entry.date, "hash": entry.hash}
    rows = [f"[[{entry.kind}]]", *(f"{name} = {_quoted(value)}" for name, value in values.items())]
    if entry.readers:
        rows.append(f"readers = [{', '.join(map(_quoted, entry.readers))}]")
    if entry.comments:
        rows.append(f"comments = {_quoted(entry.comments)}")
    before = text.rstrip()
    return end.join((*((before, "") if before else ()), *rows, ""))


def without_last(text: str) -> str:
    """The text of a sign-off file without the entry that stands last.

    Raises LeafletError when that cannot be cut out with certainty, so that nothing else is lost.
    """
    lines = text.splitlines(keepends=True)
    heads = [number for number, line in enumerate(lines) if line.strip() in _HEADS]
    rest = "".join(lines[: heads[-1]]) if heads else ""
    try:
        found = len(tuple(_tables(text))) - len(tuple(_tables(rest)))
    except (tomllib.TOMLDecodeError, TypeError):
        found = 0
    if found != 1:
        raise LeafletError("The last entry cannot be found in the sign-off file. Take it out by hand.")
    return f"{rest.rstrip()}{lines[heads[-1]][len(lines[heads[-1]].rstrip()) :]}" if rest.strip() else ""


def _tables(text: str) -> Iterator[tuple[str, Mapping[str, object], int]]:
    """Head, values and line of each entry. Raises TypeError when the file has something else in their place."""
    data = tomllib.loads(text)
    for head in _HEADS:
        tables = data.get(head.strip("[]"), [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise TypeError(head)
        lines = [number for number, row in enumerate(text.splitlines(), 1) if row.strip().startswith(head)]
        lines += [0] * (len(tables) - len(lines))
        yield from ((head, cast(Mapping[str, object], table), line) for table, line in zip(tables, lines, strict=False))


def _entry(head: str, table: Mapping[str, object], line: int) -> Entry:
    return Entry(
        said=cast(Said, _text(table, "kind" if head == "[[expert]]" else "state")),
        name=_text(table, "name"),
        role=_text(table, "role"),
        date=_text(table, "date"),
        hash=_text(table, "hash"),
        line=line,
        readers=readers(table.get("readers", "")),
        comments=_text(table, "comments"),
    )


def readers(value: object) -> tuple[str, ...]:
    """The readers that `3`, `"3"`, `"Ann, Reader 2"` or a list name; a number gives as many numbers."""
    if isinstance(value, int) or (isinstance(value, str) and value.strip().isdecimal()):
        return tuple(str(number) for number in range(1, min(int(value), 99) + 1))
    names: Sequence[object] = value if isinstance(value, list) else value.split(",") if isinstance(value, str) else []
    return tuple(dict.fromkeys(" ".join(name.split()) for name in names if isinstance(name, str) and name.strip()))


def _faults(head: str, table: Mapping[str, object], line: int, file: str) -> Iterator[Finding]:
    """What is wrong with one entry of the file."""
    known: tuple[str, ...] = EXPERTS if head == "[[expert]]" else STATES
    key = "kind" if head == "[[expert]]" else "state"
    said = _text(table, key)
    if said not in known:
        message = f"“{said}” is not known here as a {key}." if said else f"This entry has no {key}."
        yield _must(file, line, "SG-003", message, f"Write one of: {', '.join(known)}.")
    if not _text(table, "name"):
        yield _must(file, line, "SG-004", "Nobody is named here.", 'Write who it was: name = "…"')
    if not _is_day(_text(table, "date")):
        yield _must(file, line, "SG-005", "The day is missing or is no date.", 'Write: date = "2026-11-22"')
    if not _text(table, "role"):
        message = "This entry does not say what the person does."
        yield Finding(file, line, "SG-009", "should fix", message, 'Write, for example: role = "manager"')


def _text(table: Mapping[str, object], key: str) -> str:
    """The entry's words for a key; TOML's own dates, written without quotation marks, are taken as words."""
    value = table.get(key, "")
    return value.isoformat() if isinstance(value, date) else value.strip() if isinstance(value, str) else ""


def _is_day(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _runs(sentence: Sentence) -> list[list[str]]:
    return [[run.text, run.mark, run.link or ""] for run in sentence.runs]


def _hash(content: object) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def _quoted(text: str) -> str:
    """A TOML string: JSON writes the same escapes, but leaves the sign DEL as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _must(file: str, line: int, code: str, message: str, hint: str) -> Finding:
    return Finding(file, line, code, "must fix", message, hint)
