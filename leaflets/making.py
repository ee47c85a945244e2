"""One build from the sources folder to the output folder: load, plan, run, publish.

A leaflet with something that must be fixed, or with a job that failed, is held back whole. The others are made.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from leaflets import (
    asked,
    build,
    editions,
    formats,
    house,
    lacking,
    languages,
    liblouis,
    output,
    pools,
    prepared,
    progress,
    run,
    sources,
)
from leaflets.build import Failed, Job, Made
from leaflets.delivery import Delivery
from leaflets.findings import Finding, LeafletError, Level, as_typed, must_fix
from leaflets.fingerprint import edited, fingerprints, tools
from leaflets.formats import Edition
from leaflets.house import House
from leaflets.manifest import OUTPUT, SOURCES, Entry, moved, read
from leaflets.model import Leaflet
from leaflets.output import Finished
from leaflets.pools import OpenPool, Start
from leaflets.site import Site, listing
from leaflets.sources import Source, Text
from leaflets.store import Store


@dataclass(frozen=True, slots=True)
class Order:
    """What to build."""

    sources: Path
    output: Path
    today: date
    slugs: tuple[str, ...] = ()
    """All leaflets when empty."""
    language: str = ""
    """The tag of the one language that is asked for; all of each leaflet when empty."""
    formats: tuple[str, ...] = ()
    """The formats of the house file when empty."""
    jobs: int | None = None
    plain: bool = False

    @property
    def width(self) -> int:
        """How many jobs may run at the same time."""
        return self.jobs or pools.processors()

    @property
    def whole(self) -> bool:
        """Whether everything is asked for, so that what is not made any more can go."""
        return not self.slugs and not self.formats and not self.language


def make(order: Order, start: Start = pools.early) -> tuple[tuple[str, ...], bool]:
    """Builds what is asked for. Gives the paths that are new, and whether nothing kept a leaflet from being made.

    Something that must be fixed in a text does not count as such: trying again would find it again. Raises
    LeafletError for names that are not known, for a machine that is not set up and for a folder that takes no files.
    `start`: where the jobs run.
    """
    known = sources.names(order.sources)
    asked.check_names(order.sources, order.slugs, order.formats, known)
    texts = sources.texts(order.sources, order.slugs, order.language)
    the_house = house.load(order.sources / "house.toml")
    _name_programs(the_house)
    with _writing(order.output), output.locked(order.output):
        pass  # a folder that takes no files is told before the work; and what a dead build left undone is ended
    names = order.formats or the_house.formats
    jobs = len(texts) * len(names)
    with start(min(order.width, jobs), names) as open_pool:
        return _make(order, texts, open_pool)


def _make(order: Order, texts: Sequence[Text], open_pool: OpenPool) -> tuple[tuple[str, ...], bool]:
    """As `make`, of these manuscripts."""
    loaded = [sources.load(order.sources, slug, order.today, lang=lang) for slug, lang in texts]
    current = [source for source in loaded if source.leaflet.about.status != "withdrawn"]
    good = [source for source in current if not must_fix(source.findings)]
    site = Site(loaded[0].house, languages.HOME, loaded[0].leaflet.cover.logo)
    with _writing(order.output):
        for source in loaded:
            if source not in current:
                output.publish(order.output, [Finished(_withdrawn(source, order), {})], {}, whole=True)
            elif source not in good:
                output.hold_back(order.output, _entry(source, order))
        if len(current) < len(loaded):
            output.put_site(order.output, site.pages)  # now: whatever happens next, nobody is led to what is gone
    wanted = {source.text: _wanted(source, order) for source in loaded}
    reasons = lacking.lacking({name for each in wanted.values() for name in each})
    lacking.check_something_left([wanted[source.text] for source in good], reasons)
    lacks = {source.text: {**lacking.lacking_in(source.lang, wanted[source.text]), **reasons} for source in loaded}
    troubles = {source.text: lacking.told(source, wanted[source.text], lacks[source.text]) for source in good}
    with _writing(order.output):
        for source in good:
            if must_fix(troubles[source.text]):
                output.hold_back(order.output, _entry(source, order, troubles[source.text]))
    wanted = {text: tuple(name for name in each if name not in lacks[text]) for text, each in wanted.items()}
    names = [name for name in formats.NAMES if any(name in each for each in wanted.values())]
    delivery = Delivery(order.output, tools(names), not order.formats, site.fill)
    building = _Building(order, {source.text: source for source in good}, open_pool, delivery, troubles=troubles)
    prints = fingerprints(names)
    building.go(_plan(good, wanted, prints.of))
    building.doubt(edited(prints))
    with _writing(order.output):
        if order.whole:
            output.withdraw(order.output, texts, site.fill)
        output.put_site(order.output, site.pages)
    return tuple(delivery.new), building.complete


def _name_programs(the_house: House) -> None:
    """Says where programs are that the house file names: in the environment, where workers and readers look too.

    Before the first worker starts, since each gets the environment as it is then.
    """
    if the_house.lou_translate:
        os.environ[liblouis.VARIABLE] = the_house.lou_translate


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Tells a disk that takes no files as a fault of the machine: which file, why, and what to do."""
    try:
        yield
    except OSError as error:
        raise LeafletError(
            f"{error.filename2 or error.filename or folder} cannot be written: {error.strerror}. "
            "Close it in other programs, look whether the disk is full and whether you may write there. "
            "Then run the command again."
        ) from error


def _wanted(source: Source, order: Order) -> tuple[str, ...]:
    """The formats that are made of a leaflet: those asked for now, or by the leaflet, or by the house."""
    return formats.with_companions(order.formats or source.leaflet.about.formats or source.house.formats)


def _plan(good: Sequence[Source], wanted: Mapping[Text, Sequence[str]], prints: Mapping[str, str]) -> tuple[Job, ...]:
    alike: dict[tuple[Edition, ...], list[Leaflet]] = {}
    for source in good:
        alike.setdefault(editions.of_leaflet(source, wanted[source.text]), []).append(source.leaflet)
    return tuple(job for wishes, some in alike.items() for job in build.plan(some, wishes, prints))


@dataclass(slots=True)
class _Building:
    """The leaflets of one build, and what has come of their jobs so far."""

    order: Order
    good: Mapping[Text, Source]
    open_pool: OpenPool
    delivery: Delivery
    complete: bool = True
    made: dict[Text, dict[str, Made]] = field(default_factory=dict)
    troubles: dict[Text, list[Finding]] = field(default_factory=dict)
    worked: list[Job] = field(default_factory=list)
    left: dict[Text, int] = field(default_factory=dict)
    """How many jobs of each leaflet are still to come."""

    @property
    def store(self) -> Store:
        return Store(self.order.output / output.STORE)

    def go(self, jobs: Sequence[Job]) -> None:
        """Runs the jobs, and publishes each leaflet when the last of its jobs is done."""
        for job in jobs:
            text = (job.slug, job.lang)
            self.left[text] = self.left.get(text, 0) + (not job.part)
        with progress.shown(len(jobs), self.order.plain) as step:
            try:
                for result in run.run(jobs, self.open_pool, self.store, self.order.width):
                    step("" if result.kept else _line(result))
                    if not result.kept:
                        self.worked.append(result.job)
                    self._take(result)
            finally:  # also when a cluster is lost, or somebody stops the build
                self._refused(self.delivery.end())
        self.store.clean(sum(file.bytes for file in read(self.order.output).files))
        prepared.clean()

    def doubt(self, names: Collection[str]) -> None:
        """Forgets what was made with code or style sheets that were edited meanwhile: the keys tell the old ones."""
        for job in self.worked:
            if set(build.formats_needed([job.format])) & set(names):
                self.store.forget(job.key)

    def _take(self, result: run.Result) -> None:
        job, text = result.job, (result.job.slug, result.job.lang)
        if not result.stored:
            message = (
                f"The store in {self.order.output / output.STORE} did not take a file. It is made again next time."
            )
            self._trouble(text, "MK-103", "look at this", message, "Look whether the disk is full.")
        if job.part:
            return
        if isinstance(result.outcome, Failed):
            self._trouble(text, "MK-101", "must fix", result.outcome.message, self._report(job, result.outcome))
        else:
            self.made.setdefault(text, {})[job.format] = result.outcome
        self.left[text] -= 1
        if self.left[text] == 0:
            self._publish(text)

    def _publish(self, text: Text) -> None:
        """Puts a leaflet in place when all of it is there; otherwise notes why not."""
        made, source = self.made.pop(text, {}), self.good[text]
        if must_fix(self.troubles.get(text, ())):
            self._hold_back(text)
        else:
            entry = _entry(source, self.order, self.troubles.get(text, ()))
            finished = Finished(replace(entry, shown=listing.shown(source.leaflet)), made)
            self._refused(self.delivery.take(finished))

    def _refused(self, leaflets: Iterable[tuple[Finished, OSError]]) -> None:
        """Tells which leaflets the disk did not take, and why."""
        for finished, error in leaflets:
            text = (finished.entry.slug, finished.entry.lang)
            message = f"The files could not be written: {error.strerror}: {error.filename or text[0]}."
            hint = "Close them in other programs, and look whether the disk is full. Then run the command again."
            self._trouble(text, "MK-102", "must fix", message, hint)
            self._hold_back(text)

    def _hold_back(self, text: Text) -> None:
        with _writing(self.order.output):
            output.hold_back(self.order.output, _entry(self.good[text], self.order, self.troubles[text]))

    def _trouble(self, text: Text, code: str, level: Level, message: str, hint: str) -> None:
        self.complete = False
        place = f"{OUTPUT}/{text[0]}"
        self.troubles.setdefault(text, []).append(Finding(place, 0, code, level, message, hint))

    def _report(self, job: Job, failed: Failed) -> str:
        """Writes down the details of a fault of the program, and says where; empty for a failure that says all."""
        if not failed.detail:
            return ""
        path = self.order.output / output.STORE / "faults" / f"{job.slug}_{job.format}.txt"
        with _writing(path):
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"{failed.message}\n\n{failed.detail}", encoding="utf-8")
        return f"Please report it, with the file {path.as_posix()}."


def _withdrawn(source: Source, order: Order) -> Entry:
    """How a withdrawn leaflet is listed: nobody shall get it any more, so nothing in its text matters now."""
    place = f"{OUTPUT}/{source.slug}"
    message, hint = "This leaflet is withdrawn. It has no files any more.", "Take away prints of it too."
    return replace(_entry(source, order), findings=(Finding(place, 0, "MK-104", "look at this", message, hint),))


def _line(result: run.Result) -> str:
    if isinstance(result.outcome, Failed):
        return f"{result.job.name}: failed"
    return f"{result.job.name}: made in {result.outcome.seconds:.1f} s"


def _entry(source: Source, order: Order, more: Iterable[Finding] = ()) -> Entry:
    about = source.leaflet.about
    return Entry(
        slug=source.slug,
        lang=source.lang,
        title=source.leaflet.cover.title.text,
        version=about.version,
        status=about.status,
        sign_off=about.sign_off,
        information_date=about.information_date,
        review_by=about.review_by,
        translation=about.translation,
        wording_checked=about.wording_checked,
        voice=source.house.voice,
        today=order.today.isoformat(),
        text_sha256=build.text_hash(source.leaflet),
        findings=moved(sorted({*source.findings, *more}), as_typed(order.sources), SOURCES),
    )
