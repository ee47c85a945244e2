"""The plan of a build: leaflets and editions in, jobs with their keys out. Pure: it makes nothing and reads no disk.

A job's key says everything that its bytes depend on. Two jobs with one key make the same bytes, so a stored result may
stand in for the work.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache

from leaflets import formats, languages
from leaflets.findings import LeafletError
from leaflets.formats import Edition, Files, Format, Measured
from leaflets.model import Leaflet
from leaflets.packed import Packed, pack

Load = Callable[[str], Format]
"""Gives the format of a name. It travels to the workers, so it must be a function of a module, not a lambda."""


@dataclass(frozen=True, slots=True)
class Job:
    """One leaflet to be made in one edition."""

    packed: Packed
    edition: Edition
    format: str
    needs: tuple[str, ...]
    """Keys of the jobs whose files this job is made from, in the order of the format's own `needs`."""
    key: str
    """SHA-256, hex."""
    part: bool = False
    """Made only for other jobs of the plan, never published."""
    within: tuple[Edition, ...] = ()
    """Parts that are made within this job, as no other job needs them: the sound of 7 minutes is 18 MB."""

    @property
    def slug(self) -> str:
        return self.packed.slug

    @property
    def lang(self) -> str:
        return self.packed.lang

    @property
    def leaflet(self) -> Leaflet:
        """The leaflet itself."""
        return self.packed.leaflet()

    @property
    def name(self) -> str:
        """`sim-london: audio`, as a person reads it. A part may be made at two paces."""
        pace = ", slow" if self.part and self.edition.pace == "slow" else ""
        return f"{languages.told(self.slug, self.lang)}: {self.format}{pace}"


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

    What only one job needs is no job of its own.

    `fingerprints` has what each format is made with, parts included (`fingerprint.py`). Raises LeafletError when
    formats need each other in a circle.
    """
    steps = _steps(editions, fingerprints, load)
    jobs: dict[str, Job] = {}
    for packed in map(pack, leaflets):
        words, keys = packed.hash, list[str]()
        for step in steps:
            key = _hash([words, step.wish, [keys[place] for place in step.needs], step.fingerprint])
            keys.append(key)
            if not step.is_within:
                within = tuple(steps[place].edition for place in step.needs if steps[place].is_within)
                needs = tuple(keys[place] for place in step.needs if not steps[place].is_within)
                jobs[key] = Job(packed, step.edition, step.edition.format, needs, key, step.part, within)
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
class _Step:
    """What one job is for any leaflet: found out once, not for each of a thousand leaflets again."""

    edition: Edition
    wish: str
    """The edition as JSON."""
    needs: tuple[int, ...]
    """Places of other steps in the list."""
    fingerprint: str
    part: bool
    users: int = 0
    """How many others are made from it."""

    @property
    def is_within(self) -> bool:
        """Whether it is made within the one job that needs it."""
        return self.part and self.users == 1 and not self.needs


def _steps(editions: Sequence[Edition], fingerprints: Mapping[str, str], load: Load) -> list[_Step]:
    """The steps for one leaflet, each once, every step after those that it needs."""
    steps: list[_Step] = []
    places: dict[tuple[str, tuple[int, ...]], int] = {}

    def add(edition: Edition, part: bool, above: tuple[str, ...]) -> int:
        """The place of a step; `above` are the formats that wait for it."""
        if edition.format in above:
            circle = " -> ".join((*above, edition.format))
            raise LeafletError(f"These formats need each other in a circle: {circle}. Take one out of `needs`.")
        own = load(edition.format)
        wished = [_edition_of(name, edition, editions, load) for name in own.needs]
        needs = tuple(add(each, True, (*above, edition.format)) for each in wished)
        wish = _json(edition)
        place = places.setdefault((wish, needs), len(steps))
        if place == len(steps):
            steps.append(_Step(edition, wish, needs, fingerprints[edition.format], part))
            for need in needs:
                steps[need] = replace(steps[need], users=steps[need].users + 1)
        elif steps[place].part and not part:
            steps[place] = replace(steps[place], part=False)
        return place

    for edition in editions:
        add(edition, False, ())
    return steps


def _edition_of(name: str, edition: Edition, wanted: Sequence[Edition], load: Load) -> Edition:
    """The edition of a part: the one asked for if there is one, else the format's own in the same voice and pace.

    A part knows no page size and no pictures, so that audio and web page share one recording.
    """
    for asked in wanted:
        if asked.format == name and _sound(asked) == _sound(edition):
            return asked
    own = load(name).edition
    return replace(own, voice=edition.voice, pace=edition.pace, spoken_pictures=edition.spoken_pictures)


def _sound(edition: Edition) -> tuple[object, ...]:
    return edition.voice, edition.pace, edition.spoken_pictures


@cache
def _json(edition: Edition) -> str:
    return json.dumps(asdict(edition), ensure_ascii=False, sort_keys=True, allow_nan=False)


def text_hash(leaflet: Leaflet) -> str:
    """SHA-256, hex, of all that a reader meets in any format: words, pictures, state and status."""
    return pack(leaflet).hash


def _hash(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
