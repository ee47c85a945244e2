"""Measures where the time of one leaflet goes: the command's own work, and each format's writing and proof.

All in one process, one after the other, in seconds of its processor. Run it by its name:
python3 make_leaflets.py bench steps
"""

import resource
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from figures import Table, say

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

SLUG = "sim-london"
_LEAST = 0.02
"""Smaller parts than this are told together."""


@dataclass
class Clock:
    """Processor seconds by what was done, with those of programs that were started and have ended."""

    taken: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        begun = _used()
        yield
        self.taken[name] = self.taken.get(name, 0.0) + _used() - begun


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def main(arguments: Sequence[str]) -> int:
    """Gives the table."""
    table = Table("steps", "Where the time goes", ("step", "processor seconds", "part of all"), "all")
    clock = Clock()
    say(f"{SLUG}, every sentence new")
    _work(clock)
    whole = sum(clock.taken.values())
    large = {name: seconds for name, seconds in clock.taken.items() if seconds >= _LEAST * whole}
    for name, seconds in sorted(large.items(), key=lambda item: -item[1]):
        table.add(name, f"{seconds:.2f}", f"{seconds / whole:.0%}", bar=seconds / whole)
    small = whole - sum(large.values())
    table.add(
        f"{len(clock.taken) - len(large)} smaller steps", f"{small:.2f}", f"{small / whole:.0%}", bar=small / whole
    )
    table.add("**all**", f"{whole:.2f}", "100%")
    table.notes.append(
        "One process does everything once, so nothing is imported twice, as it is by two workers. Writing a recording "
        "is mastering, MP3 coding and tags; proving it is to play and measure it."
    )
    return table.give(arguments)


def _work(clock: Clock) -> None:
    with clock("Python and imports"):
        from leaflets import build, editions, fingerprint, formats, sources, verify, worker

        names = build.formats_needed(formats.DEFAULT)
        for name in names:
            formats.load(name)
        for name in verify.NAMES:
            verify.load(name)
    clock.taken["Python and imports"] = time.process_time()
    with clock("reading and checking the text"):
        source = sources.load(ROOT / "sources", SLUG, date.today())
    with clock("reading the toolkit's own code (fingerprints)"):
        prints = fingerprint.fingerprints(formats.DEFAULT)
        fingerprint.edited(prints)
    with clock("plan"):
        jobs = build.plan([source.leaflet], [editions.of(name, source.house) for name in formats.DEFAULT], prints.of)
    files: dict[str, Mapping[str, bytes]] = {}
    with _nothing_said():
        for job in jobs:
            made: dict[str, Mapping[str, bytes]] = {
                need.format: files[need.key] for need in jobs if need.key in job.needs
            }
            format_ = formats.load(job.format)
            for part in job.within:
                with clock(f"{part.format}: write"):
                    made[part.format] = formats.load(part.format).write(job.leaflet, part, {})
            with clock(f"{job.format}: write"):
                files[job.key] = format_.write(job.leaflet, job.edition, made)
            with clock(f"{job.format}: proof"):
                assert not worker._fault(job, files[job.key])
                worker._said(job, format_, files[job.key])
                worker._proof(job, files[job.key], made)
                format_.measure(files[job.key])


@contextmanager
def _nothing_said() -> Iterator[None]:
    """No sentence is known from before; pictures and faces are."""
    from leaflets.prepared import Shelf

    find = Shelf.find

    def find_no_words(shelf: Shelf, name: str) -> bytes | None:
        return None if shelf.folder is not None and shelf.folder.name in ("sounds", "coded") else find(shelf, name)

    Shelf.find = find_no_words  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        Shelf.find = find  # type: ignore[method-assign]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
