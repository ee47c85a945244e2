"""Measures what a file of each format costs on a cluster, and reckons from it what a national service would take.

Run it from the project's folder, on a computer that does nothing else:
.venv/bin/python tests/benchmarks/cluster_cost.py

Times are of the processor, with the programs that a format starts. It prints the tables of leaflets/docs/cluster.md.
"""

import pickle
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import clusters  # noqa: E402
import toy_formats  # noqa: E402

from leaflets import build, catalogue, editions, formats, manifest, prepared, sources  # noqa: E402
from leaflets.build import Job, Made  # noqa: E402
from leaflets.cluster import joining, post  # noqa: E402
from leaflets.fingerprint import fingerprint  # noqa: E402
from leaflets.formats import Edition, Files  # noqa: E402
from leaflets.manifest import Entry, File, Manifest  # noqa: E402
from leaflets.plans import planned  # noqa: E402
from leaflets.run import run  # noqa: E402
from leaflets.store import Store, _packed  # noqa: E402
from leaflets.worker import work  # noqa: E402

FORMATS = ("easy-read", "large-print", "word", "audio", "web", "epub", "braille", "text")
TOYS = 300
"""Jobs that do nothing, to see what it costs to give one out."""
SERVICE_FILES, LANGUAGES, HOUSE_LEAFLETS = 10_000_000, 6, 1500
NIGHT_H, USE = 8, 0.8
"""Hours in which all is made anew, and the share of that time in which a processor has a job."""


@dataclass(frozen=True)
class Cost:
    """What one job takes."""

    seconds: float
    files: int
    made_bytes: int
    stored_bytes: int
    sent_bytes: int
    back_bytes: int


@dataclass(frozen=True)
class Around:
    """What a house pays beside its jobs."""

    plan_s: float
    """For one leaflet."""
    client_s: float
    """The build's own process, for one job."""
    scheduler_s: float
    manifest_s: float
    """To read and write the list once, for each leaflet in it."""
    manifest_bytes: float


def main(arguments: Sequence[str] = ()) -> int:
    """Prints what was measured, and the projection. It has no parts to choose from."""
    if arguments:
        raise SystemExit("This script takes no words.")
    costs, plan_s = _costs()
    around = _around(plan_s)
    print("| job | processor | files | store | to the worker | back |\n|---|--:|--:|--:|--:|--:|")
    for name, cost in costs.items():
        sizes = (cost.made_bytes, cost.stored_bytes, cost.sent_bytes, cost.back_bytes)
        print(f"| `{name}` | {cost.seconds:.2f} s | {' | '.join(f'{size / 1e6:.2f} MB' for size in sizes)} |")
    print("\n| beside the jobs | |\n|---|--:|")
    print(f"| plan, for each leaflet and language | {around.plan_s * 1000:.2f} ms |")
    print(f"| the build's own process, for each job | {around.client_s * 1000:.1f} ms |")
    print(f"| the scheduler, for each job | {around.scheduler_s * 1000:.1f} ms |")
    print(f"| manifest, for each leaflet in it: read and written once | {around.manifest_s * 1000:.2f} ms |")
    print(f"| manifest, for each leaflet in it | {around.manifest_bytes / 1000:.1f} kB |\n")
    print(_projection(costs, around))
    return 0


def _costs() -> tuple[dict[str, Cost], float]:
    """What a job of each format takes on average over our leaflets, the first one left out; and a plan."""
    with tempfile.TemporaryDirectory() as place:
        prepared.folder = lambda: Path(place)  # type: ignore[assignment]  # every sentence is spoken anew
        loaded = [
            sources.load(ROOT / "sources", slug, date(2026, 11, 22)) for slug in catalogue.names(ROOT / "sources")
        ]
        wanted = [editions.of(name, loaded[0].house) for name in FORMATS]
        prints = {name: fingerprint(formats.load(name)) for name in build.formats_needed(FORMATS)}
        found: dict[str, list[Cost]] = {}
        for source in loaded:
            for name, cost in _made(build.plan([source.leaflet], wanted, prints)):
                found.setdefault(name, []).append(cost)
        many = [replace(source.leaflet, slug=f"{source.slug}-{number}") for number in range(50) for source in loaded]
        begun = time.process_time()
        build.plan(many, wanted, prints)
        plan_s = (time.process_time() - begun) / len(many)
    return {name: _mean(found[name][1:]) for name in FORMATS}, plan_s


def _made(jobs: tuple[Job, ...]) -> Iterator[tuple[str, Cost]]:
    files: dict[str, Files] = {}
    for job in jobs:
        given = {each.format: files[each.key] for each in jobs if each.key in job.needs}
        begun = _processor_s()
        made = work(job, given, formats.load)
        seconds = _processor_s() - begun
        if not isinstance(made, Made):
            raise SystemExit(made.message)
        files[job.key] = made.files
        size = sum(map(len, made.files.values()))
        sent, back = len(post.packed(work, job, given, formats.load)), len(pickle.dumps(made))
        yield job.format, Cost(seconds, len(made.files), size, sum(map(len, _packed(made))), sent, back)


def _mean(costs: list[Cost]) -> Cost:
    def of(name: str) -> float:
        return sum(float(getattr(cost, name)) for cost in costs) / len(costs)

    return Cost(of("seconds"), *(round(of(name)) for name in list(Cost.__dataclass_fields__)[1:]))


def _processor_s() -> float:
    """Of this process, and of the programs that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _around(plan_s: float) -> Around:
    with tempfile.TemporaryDirectory() as place, clusters.started(Path(place), 1) as cluster:
        documents = [toy_formats.leaflet(f"library-{number}") for number in range(TOYS)]
        jobs = build.plan(documents, [Edition("toy-plain")], toy_formats.PRINTS, toy_formats.load)
        with joining.joined(cluster.address) as joined, joined.start(1, ("text",)) as open_pool:
            before, begun = _of_process(cluster.scheduler.pid), time.process_time()  # type: ignore[union-attr]
            for result in run(planned(jobs), open_pool, Store(Path(place) / "store"), 1, toy_formats.load):
                assert isinstance(result.outcome, Made)
            client_s = (time.process_time() - begun) / TOYS
            scheduler_s = (_of_process(cluster.scheduler.pid) - before) / TOYS  # type: ignore[union-attr]
    return Around(plan_s, client_s, scheduler_s, *_manifest())


def _of_process(pid: int) -> float:
    """Processor seconds of another process."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def _manifest() -> tuple[float, float]:
    """Seconds to read and write the list once, and its bytes, for each leaflet in it."""
    tools: Mapping[str, str] = {"weasyprint": "70.0", "pikepdf": "10.17.0", "fontpkg-lexend": "1.7"}
    count, file = (
        1000,
        File("s", "en-GB", "text", "s/s_text_en-GB.txt", 100_000, "0" * 64, "0" * 64, tools, {"pages": 9}),
    )
    listed = Manifest(
        tuple(replace(file, slug=f"leaflet-{n}", format=name) for n in range(count) for name in FORMATS),
        tuple(Entry(f"leaflet-{n}", "en-GB", "A title", today="2026-11-22") for n in range(count)),
    )
    begun = time.process_time()
    text = manifest.to_json(manifest.from_json(manifest.to_json(listed)))
    return (time.process_time() - begun) / count * 2 / 3, len(text) / count  # one of the two writings is not counted


def _projection(costs: dict[str, Cost], around: Around) -> str:
    """The arithmetic for a whole service, line by line."""
    texts = SERVICE_FILES // len(FORMATS)
    leaflets, jobs = texts // LANGUAGES, texts * len(costs)
    work_s = texts * sum(cost.seconds for cost in costs.values())
    made = texts * sum(cost.made_bytes for cost in costs.values())
    stored = texts * sum(cost.stored_bytes for cost in costs.values())
    sent, back = (texts * sum(getattr(c, way) for c in costs.values()) for way in ("sent_bytes", "back_bytes"))
    cores = work_s / (NIGHT_H * 3600 * USE)
    house_texts = HOUSE_LEAFLETS * LANGUAGES
    houses = texts / house_texts
    each, hours = work_s / texts, work_s / 3600
    queue_s, build_s = (f"{jobs:,} × {cost * 1000:.1f} ms" for cost in (around.scheduler_s, around.client_s))
    list_kb = f"{around.manifest_bytes / 1000:.1f} kB"
    volumes = {"finished files": made, "store": stored, "network, to the workers": sent, "network, back": back}
    list_ms = f"{around.manifest_s * 1000:.2f} ms"
    rows = [
        ("files", f"{SERVICE_FILES:,}"),
        ("texts: leaflets in one language", f"{SERVICE_FILES:,} / {len(FORMATS)} = {texts:,}"),
        ("leaflets", f"{texts:,} / {LANGUAGES} = {leaflets:,}"),
        ("jobs", f"{texts:,} × {len(costs)} = {jobs:,}"),
        ("processor time", f"{texts:,} × {each:.1f} s = {hours:,.0f} hours"),
        (f"processors, all in {NIGHT_H} hours at {USE:.0%}", f"{hours:,.0f} / ({NIGHT_H} × {USE}) = {cores:,.0f}"),
        *((name, _volume(texts, size)) for name, size in volumes.items()),
        (f"network through one scheduler in {NIGHT_H} hours", _rate((sent + back) / (NIGHT_H * 3600))),
        ("one scheduler, processor time", f"{queue_s} = {jobs * around.scheduler_s / 3600:,.0f} hours"),
        ("one building process, processor time", f"{build_s} = {jobs * around.client_s / 3600:,.0f} hours"),
        (f"houses of {HOUSE_LEAFLETS:,} leaflets", f"{texts:,} / {house_texts:,} = {houses:,.0f}"),
        ("a house: processor time", f"{house_texts:,} × {each:.1f} s = {house_texts * each / 3600:,.0f} hours"),
        ("a house: its plan", f"{house_texts:,} × {around.plan_s * 1000:.2f} ms = {house_texts * around.plan_s:.1f} s"),
        ("a house: the list, once", f"{house_texts:,} × {list_ms} = {house_texts * around.manifest_s:.1f} s"),
        ("all in one house: the list, once", f"{texts:,} × {list_ms} = {texts * around.manifest_s / 60:.1f} minutes"),
        ("all in one house: size of the list", f"{texts:,} × {list_kb} = {texts * around.manifest_bytes / 1e9:.1f} GB"),
    ]
    return "\n".join(
        ("| a service of 10 million files | |\n|---|--:|", *(f"| {name} | {told} |" for name, told in rows))
    )


def _volume(texts: int, size: float) -> str:
    return f"{texts:,} × {size / texts / 1e6:.1f} MB = {size / 1e12:.1f} TB"


def _rate(bytes_a_second: float) -> str:
    return f"{bytes_a_second * 8 / 1e9:.1f} Gbit/s"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
