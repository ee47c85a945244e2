"""The plan of a build: leaflets and editions in, jobs with their keys out. Pure: it makes nothing and reads no disk.

A job's key says everything that its bytes depend on. Two jobs with one key make the same bytes, so a stored result may
stand in for the work.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

from leaflets import formats, languages
from leaflets.findings import LeafletError
from leaflets.formats import Edition, Files, Format, Measured
from leaflets.model import About, Leaflet, Picture

Load = Callable[[str], Format]
"""Gives the format of a name. It travels to the workers, so it must be a function of a module, not a lambda."""


@dataclass(frozen=True, slots=True)
class Job:
    """One leaflet to be made in one edition."""

    leaflet: Leaflet
    edition: Edition
    format: str
    needs: tuple[str, ...]
    """Keys of the jobs whose files this job is made from, in the order of the format's own `needs`."""
    key: str
    """SHA-256, hex."""
    part: bool = False
    """Made only for other jobs of the plan, never published."""

    @property
    def name(self) -> str:
        """`sim-london: audio`, as a person reads it. A part may be made at two paces."""
        pace = ", slow" if self.part and self.edition.pace == "slow" else ""
        return f"{languages.told(self.leaflet.slug, self.leaflet.lang)}: {self.format}{pace}"


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a job that went well."""

    files: Files
    measures: Measured
    """`pages`, `seconds` or `words`, and how to print them."""
    seconds: float = 0.0
    """How long the work took; not kept in the store."""


@dataclass(frozen=True, slots=True)
class Failed:
    """What came of a job that did not go well."""

    message: str
    """What is wrong, in plain short sentences that name the leaflet and the format."""
    detail: str = ""
    """The traceback, where the fault is the program's own."""


def plan(
    leaflets: Iterable[Leaflet],
    editions: Sequence[Edition],
    fingerprints: Mapping[str, str],
    load: Load = formats.load,
) -> tuple[Job, ...]:
    """Every job that the leaflets need in these editions, each once, every job after the jobs it is made from.

    `fingerprints` has what each format is made with, parts included (`fingerprint.py`). Raises LeafletError when
    formats need each other in a circle.
    """
    jobs: dict[str, Job] = {}
    for leaflet in leaflets:
        words = text_hash(leaflet)
        for edition in editions:
            _add(jobs, _Want(leaflet, words, tuple(editions), fingerprints, load), edition, False, ())
    return tuple(jobs.values())


def formats_needed(names: Iterable[str], load: Load = formats.load) -> tuple[str, ...]:
    """The names, and the names of everything they are made from, sorted."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(load(name).needs)
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class _Want:
    """What all jobs of one leaflet share."""

    leaflet: Leaflet
    words: str
    editions: tuple[Edition, ...]
    fingerprints: Mapping[str, str]
    load: Load


def _add(jobs: dict[str, Job], want: _Want, edition: Edition, part: bool, above: tuple[str, ...]) -> str:
    """Puts a job and its needs into `jobs` and returns the job's key; `above` are the formats that wait for it."""
    if edition.format in above:
        circle = " -> ".join((*above, edition.format))
        raise LeafletError(f"These formats need each other in a circle: {circle}. Take one out of `needs`.")
    needs = tuple(
        _add(jobs, want, _edition_of(name, edition, want), True, (*above, edition.format))
        for name in want.load(edition.format).needs
    )
    key = _hash([want.words, canonical(edition), needs, want.fingerprints[edition.format]])
    if key not in jobs or (jobs[key].part and not part):
        jobs[key] = Job(want.leaflet, edition, edition.format, needs, key, part)
    return key


def _edition_of(name: str, edition: Edition, want: _Want) -> Edition:
    """The edition of a part: the one asked for if there is one, else the format's own in the same voice and pace.

    A part knows no page size and no pictures, so that audio and web page share one recording.
    """
    for asked in want.editions:
        if asked.format == name and _sound(asked) == _sound(edition):
            return asked
    own = want.load(name).edition
    return replace(own, voice=edition.voice, pace=edition.pace, spoken_pictures=edition.spoken_pictures)


def _sound(edition: Edition) -> tuple[object, ...]:
    return edition.voice, edition.pace, edition.spoken_pictures


def canonical(value: object) -> object:
    """A frozen value as plain JSON data: dataclasses by field, tuples as lists.

    A picture goes by the hash of its recipe. The line of the manuscript is left out: it says where words stand, not
    what a reader meets, so a comment added above them makes nothing anew. So are the formats that are wanted, and which
    text it was translated from: whether that has changed is told beside it.
    """
    if is_dataclass(value) and not isinstance(value, type):
        by_hash = isinstance(value, Picture) and value.hash != ""
        members = {f.name: getattr(value, f.name) for f in fields(value) if not (by_hash and f.name == "recipe")}
        if isinstance(members.get("line"), int):
            del members["line"]
        if isinstance(value, About):
            del members["formats"], members["translated_from"]
        return {name: canonical(member) for name, member in members.items()}
    if isinstance(value, (tuple, list)):
        return [canonical(each) for each in value]
    if isinstance(value, Mapping):
        return {str(name): canonical(each) for name, each in value.items()}
    return value


def text_hash(leaflet: Leaflet) -> str:
    """SHA-256, hex, of all that a reader meets in any format: words, pictures, state and status."""
    return _hash(canonical(leaflet))


def _hash(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
