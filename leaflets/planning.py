"""What is to be made of a leaflet that was read: in which formats, what this machine lacks for them, and its jobs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leaflets import build, editions, formats, lacking
from leaflets.build import Job
from leaflets.findings import Finding
from leaflets.fingerprint import Fingerprints, edited, fingerprints, tools
from leaflets.sources import Source


@dataclass(frozen=True, slots=True)
class Planned:
    """A leaflet and what is to be made of it."""

    source: Source
    jobs: tuple[Job, ...]
    """Needs first; none where there is nothing that could be made."""
    troubles: list[Finding]
    """Formats that are left out, and how others are made."""
    stuck: str = ""
    """Why not one of its formats can be made on this machine."""


@dataclass(slots=True)
class Planner:
    """Plans leaflets one after another; what holds for all of them is found out once."""

    asked: tuple[str, ...] = ()
    """The formats that are made of every leaflet; when empty, those that it asks for, or its house."""
    tools: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """For each format that was planned, what it is made with."""
    _prints: list[Fingerprints] = field(default_factory=list)
    _keys: dict[str, str] = field(default_factory=dict)
    """Format -> its fingerprint."""
    _lacking: dict[str, str] = field(default_factory=dict)
    """Format -> why it cannot be made here."""
    _asked_for: set[str] = field(default_factory=set)
    """The formats for which that was found out."""

    def plan(self, source: Source) -> Planned:
        """What is to be made of a leaflet. Raises LeafletError when a file of the toolkit is missing."""
        wanted = formats.with_companions(self.asked or source.leaflet.about.formats or source.house.formats)
        reasons = {**lacking.lacking_in(source.lang, wanted), **self._lacks(wanted)}
        troubles = lacking.told(source, wanted, reasons)
        names = [name for name in wanted if name not in reasons]
        self._find_out(names)
        jobs = build.plan([source.leaflet], editions.of_leaflet(source, names), self._keys)
        return Planned(source, jobs, troubles, lacking.why_stuck(wanted, self._lacking))

    def edited(self) -> set[str]:
        """The formats whose code or style sheets were edited since they were planned."""
        return {name for prints in self._prints for name in edited(prints)}

    def _lacks(self, names: Sequence[str]) -> dict[str, str]:
        self._lacking |= lacking.lacking(set(names) - self._asked_for)
        self._asked_for |= set(names)
        return self._lacking

    def _find_out(self, names: Sequence[str]) -> None:
        """Takes the fingerprints of formats that are planned for the first time."""
        if new := [name for name in names if name not in self.tools]:
            self._prints.append(fingerprints(new))
            self._keys |= self._prints[-1].of
            self.tools |= tools(new)
