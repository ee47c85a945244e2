"""How far a leaflet has come: which entries of its sign-off file count for what is there now, and why others do not.

A state counts when the one before it counts, and when it was said of this very text: any later edit drops it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from leaflets.findings import Finding
from leaflets.model import SignOff
from leaflets.signoff import EXPERTS, STATES, Entry

READERS = 2
"""At least so many people with a learning disability test a leaflet (house rule U1; Inclusion Europe, rule 5)."""

NEEDS_EXPERTS: tuple[SignOff, ...] = ("tested with readers", "approved")
"""Readers shall not be given lines on health or law that no expert has agreed to."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is to be seen now, as hashes."""

    text: str
    """`signoff.content_hash`: words, pictures and facts."""
    article: str = ""
    """Of the article's file; empty when there is none."""
    experts: Mapping[str, str] = field(default_factory=dict)
    """`signoff.expert_hashes`: of the lines on health and on law."""
    to_confirm: tuple[str, ...] = ()
    """Ids of the facts that a named person must still confirm."""
    examples: bool = False
    """Whether the contacts are examples only."""

    def hash_for(self, said: str) -> str:
        """What somebody who says this has in hand; empty when there is no such thing in the leaflet."""
        if said in EXPERTS:
            return self.experts.get(said, "")
        return self.article if said == "imported" else self.text


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry does not count."""

    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The verdict on a sign-off file."""

    state: SignOff = "drafted"
    """The last state that counts."""
    date: str = ""
    """ISO 8601 day of that state."""
    counting: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def next(self) -> SignOff | None:
        """The state that comes next; None after the last."""
        said = [entry.said for entry in self.counting]
        return next((state for state in STATES[1:] if state not in said), None)


def judge(entries: Sequence[Entry], seen: Seen, file: str) -> Standing:
    """Which of the entries count for what is there now. `file` is the sign-off file, as a person would type it."""
    counting: list[Entry] = []
    against: dict[str, tuple[Entry, Reason]] = {}
    for entry in sorted(entries, key=lambda entry: entry.kind == "state"):
        reason = why_not(entry, counting, seen)
        if reason is None:
            counting.append(entry)
        # A newer entry for the same state stands for all older ones, which are history.
        against.pop(entry.said, None)
        if reason is not None:
            against[entry.said] = (entry, reason)
    said = {entry.said for entry in counting}
    findings = [_finding(entry, reason, file) for entry, reason in against.values() if entry.said not in said]
    findings += _wanted_experts(entries, seen, file)
    return Standing(*_furthest(counting), tuple(counting), tuple(sorted(findings)))


def _furthest(counting: Sequence[Entry]) -> tuple[SignOff, str]:
    """The last of the states that count, and its day. A leaflet that nobody signed is a draft all the same."""
    reached: tuple[SignOff, str] = ("drafted", "")
    for state in STATES:
        for entry in counting:
            if entry.said == state:
                reached = (state, entry.date)
    return reached


def why_not(entry: Entry, counting: Sequence[Entry], seen: Seen) -> Reason | None:
    """Why the entry does not count beside those that do; None when it counts."""
    return next(reasons(entry, counting, seen), None)


def reasons(entry: Entry, counting: Sequence[Entry], seen: Seen) -> Iterator[Reason]:
    """All that keeps the entry from counting beside those that do."""
    if entry.said == "drafted":
        return  # whatever the text says now, it is a draft
    yield from _other_text(entry, seen)
    if entry.kind == "expert" or entry.said == "imported":
        return
    before = STATES[STATES.index(entry.said) - 1]
    if before not in {other.said for other in counting}:
        readers = "People with a learning disability must read it first." if entry.said == "approved" else ""
        yield Reason("SG-008", f"“{before}” comes before it.", readers or "Ask for that first.")
    if entry.said == "fact-checked":
        yield from _same_person(entry, counting)
    if entry.said == "tested with readers":
        yield from _readers_missing(entry)
    if entry.said in NEEDS_EXPERTS:
        yield from _experts_missing(counting, seen)
    if entry.said == "approved" and seen.examples:
        message = "The contacts are still examples. Nobody can reach you with them."
        yield Reason("SG-015", message, "Put the real ones into house.toml.")
    if entry.said == "approved" and seen.to_confirm:
        message = f"Facts must still be confirmed: {', '.join(seen.to_confirm)}."
        yield Reason("SG-014", message, "See what stands after confirm in facts.toml.")


def _other_text(entry: Entry, seen: Seen) -> Iterator[Reason]:
    """The person had something else in hand, or nobody knows what."""
    now = seen.hash_for(entry.said)
    if entry.said == "imported" and not entry.hash:
        return
    if not entry.hash:
        hint = f'If it was this text, write: hash = "{now}"'
        yield Reason("SG-006", "It does not say which text was meant.", hint)
    elif entry.hash != now:
        thing = f"The lines about {entry.said} have" if entry.kind == "expert" else "The leaflet has"
        thing = "The article has" if entry.said == "imported" else thing
        hint = "Look whether the facts are still right." if entry.said == "imported" else ""
        yield Reason("SG-007", f"{thing} changed since {entry.date}.", hint or "Ask the person to look at it again.")


def _same_person(entry: Entry, counting: Sequence[Entry]) -> Iterator[Reason]:
    """Nobody sees their own mistakes: another person than the writer compares the facts."""
    if person(entry.name) in {person(other.name) for other in counting if other.said == "drafted"}:
        yield Reason("SG-011", f"{entry.name} drafted it too.", "A second person must look at the facts.")


def _readers_missing(entry: Entry) -> Iterator[Reason]:
    if len(entry.readers) < READERS:
        hint = "Say how many there were, or who: readers."
        yield Reason("SG-012", f"At least {READERS} readers must have tested it.", hint)
    if not entry.comments:
        yield Reason("SG-012", "What the readers said is missing.", "Write it down: comments.")


def _experts_missing(counting: Sequence[Entry], seen: Seen) -> Iterator[Reason]:
    for kind in seen.experts:
        if kind not in {entry.said for entry in counting}:
            message = f"No expert has agreed to the lines about {kind}."
            yield Reason("SG-013", message, f"An expert must sign: sign {kind}.")


def _wanted_experts(entries: Sequence[Entry], seen: Seen, file: str) -> Iterator[Finding]:
    """A finding for each subject that no expert has signed for yet; one whose word was dropped is told already."""
    for reason in _experts_missing(entries, seen):
        yield Finding(file, 0, reason.code, "should fix", reason.message, reason.hint)


def _finding(entry: Entry, reason: Reason, file: str) -> Finding:
    what = f"The word of {entry.name}" if entry.kind == "expert" else f"“{entry.said}”"
    ending = "no longer counts" if reason.code == "SG-007" else "does not count"
    return Finding(file, entry.line, reason.code, "should fix", f"{reason.message} {what} {ending}.", reason.hint)


def person(name: str) -> str:
    """A name as it is compared: capital letters, full stops and blanks do not make another person."""
    return " ".join(name.replace(".", " ").casefold().split())
