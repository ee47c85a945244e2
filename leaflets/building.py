"""The leaflets of one build: each is read, planned, made and put in place.

While one is read, others are made: a large house holds few of them in memory, and its processors wait for nothing. A
leaflet with something that must be fixed, or with a job that failed, is held back whole. The others are made.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial

from leaflets import build, entries, manifest, output, prepared, progress, run, sources
from leaflets.beside import beside
from leaflets.build import Failed, Job, Made
from leaflets.catalogue import Text
from leaflets.delivery import Delivery
from leaflets.findings import Finding, LeafletError, Level, as_typed, must_fix
from leaflets.manifest import OUTPUT, Entry
from leaflets.order import Order, writing
from leaflets.output import Finished
from leaflets.planning import Planned, Planner
from leaflets.pools import OpenPool
from leaflets.run import Plan
from leaflets.site import Site, listing
from leaflets.sources import Source
from leaflets.store import Store
from leaflets.up_to_date import UpToDate


@dataclass(slots=True)
class Building:
    """The leaflets of one build, and what has come of their jobs so far."""

    order: Order
    texts: Sequence[Text]
    open_pool: OpenPool
    planner: Planner
    delivery: Delivery
    site: Site
    known: UpToDate
    has_others: bool = False
    """Whether there are leaflets besides that are up to date."""
    complete: bool = True
    good: dict[Text, Source] = field(default_factory=dict)
    """The leaflets that are being made."""
    made: dict[Text, dict[str, Made]] = field(default_factory=dict)
    troubles: dict[Text, list[Finding]] = field(default_factory=dict)
    doubtful: set[Text] = field(default_factory=set)
    """Leaflets that must be looked at again next time, though nothing changed."""
    left: dict[Text, int] = field(default_factory=dict)
    """How many jobs of each leaflet are still to come."""
    worked: list[tuple[str, str]] = field(default_factory=list)
    """Format and key of each job that was done."""
    read: int = 0
    """How many texts were read."""
    jobs: int = 0
    faults: dict[str, None] = field(default_factory=dict)
    """Why texts could not be read, or nothing could be made of any, each told once."""
    stuck: list[Planned] = field(default_factory=list)
    """Leaflets of which nothing can be made on this machine."""
    meanwhile: Future[None] | None = None

    @property
    def store(self) -> Store:
        return Store(self.order.output / output.STORE)

    def go(self) -> None:
        """Reads and makes all leaflets, and publishes each when the last of its jobs is done."""
        with progress.shown(self.order.plain) as step:
            try:
                for result in run.run(self._plans(), self.open_pool, self.store, self.order.width):
                    step("" if result.kept else _line(result), self.jobs * len(self.texts) // self.read)
                    if not result.kept:
                        self.worked.append((result.job.format, result.job.key))
                    self._take(result)
                    if self.meanwhile is None and self.read == len(self.texts):
                        self.meanwhile = beside(_meanwhile)
            finally:  # also when a cluster is lost, or somebody stops the build
                self._refused(self.delivery.end())
        self.store.clean(sum(file.bytes for file in manifest.read(self.order.output).files))
        if self.meanwhile:
            self.meanwhile.result()
        self._doubt(self.planner.edited())
        self._give_up_stuck()

    def _plans(self) -> Iterator[Future[Plan]]:
        for text in self.texts:
            yield beside(partial(self._read, text))

    def _read(self, text: Text) -> Plan:
        slug, lang = text
        try:
            source = sources.load(self.order.sources, slug, self.order.today, lang=lang)
        except LeafletError as error:
            return partial(self._cannot_read, error)
        return partial(self._plan, source)

    def _cannot_read(self, error: LeafletError) -> Sequence[Job]:
        """Keeps what is wrong with a text for the end. All others are made."""
        self.read += 1
        self.faults[str(error)] = None
        return ()

    def _plan(self, source: Source) -> Sequence[Job]:
        """The jobs of a leaflet that was read."""
        self.read += 1
        if source.leaflet.about.status == "withdrawn":
            self._withdraw(source)
        elif must_fix(source.findings):
            self._hold_back(source)
        else:
            return self._begin(self.planner.plan(source))
        return ()

    def _begin(self, planned: Planned) -> Sequence[Job]:
        text = planned.source.text
        if planned.stuck:
            self.stuck.append(planned)
        elif must_fix(planned.troubles):
            self._hold_back(planned.source, planned.troubles)
        elif left := sum(not job.part for job in planned.jobs):
            self.good[text], self.troubles[text], self.left[text] = planned.source, planned.troubles, left
            self.jobs += len(planned.jobs)
            return planned.jobs
        return ()

    def _withdraw(self, source: Source) -> None:
        """Takes away the files of a withdrawn leaflet. Nobody is led to what is gone, whatever happens next."""
        with writing(self.order.output):
            was_there = manifest.read(self.order.output).files_of(source.slug, source.lang)
            output.publish(self.order.output, [Finished(entries.withdrawn(self._entry(source)), {})], {}, whole=True)
            if was_there:
                output.put_site(self.order.output, self.site.pages)

    def _give_up_stuck(self) -> None:
        """Holds leaflets back that can be made on other computers only. Where there is nothing else, it is no fault of
        theirs but of this computer.
        """
        if self.stuck and not self.jobs and not self.has_others:
            self.faults[self.stuck[0].stuck] = None
            return
        for planned in self.stuck:
            self._hold_back(planned.source, planned.troubles)

    def _doubt(self, names: Collection[str]) -> None:
        """Forgets what was made with code or style sheets that were edited meanwhile: the keys tell the old ones."""
        for name, key in self.worked:
            if set(build.formats_needed([name])) & set(names):
                self.store.forget(key)

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
        made, source = self.made.pop(text, {}), self.good.pop(text)
        troubles = self.troubles.pop(text)
        if must_fix(troubles):
            self._hold_back(source, troubles)
        else:
            entry = replace(self._entry(source, troubles), shown=listing.shown(source.leaflet))
            if text not in self.doubtful:
                self.known.take(entry)
            self._refused(self.delivery.take(Finished(entry, made)))

    def _refused(self, leaflets: Iterable[tuple[Finished, OSError]]) -> None:
        """Tells which leaflets the disk did not take, and why."""
        for finished, error in leaflets:
            self.complete = False
            entry = finished.entry
            message = f"The files could not be written: {error.strerror}: {error.filename or entry.slug}."
            hint = "Close them in other programs, and look whether the disk is full. Then run the command again."
            finding = Finding(f"{OUTPUT}/{entry.slug}", 0, "MK-102", "must fix", message, hint)
            with writing(self.order.output):
                output.hold_back(self.order.output, replace(entry, findings=tuple(sorted({*entry.findings, finding}))))

    def _hold_back(self, source: Source, troubles: Iterable[Finding] = ()) -> None:
        with writing(self.order.output):
            output.hold_back(self.order.output, self._entry(source, troubles))

    def _entry(self, source: Source, troubles: Iterable[Finding] = ()) -> Entry:
        return entries.of(source, self.order.today, as_typed(self.order.sources), troubles)

    def _trouble(self, text: Text, code: str, level: Level, message: str, hint: str) -> None:
        self.complete = False
        self.doubtful.add(text)
        self.troubles.setdefault(text, []).append(Finding(f"{OUTPUT}/{text[0]}", 0, code, level, message, hint))

    def _report(self, job: Job, failed: Failed) -> str:
        """Writes down the details of a fault of the program, and says where; empty for a failure that says all."""
        if not failed.detail:
            return ""
        path = self.order.output / output.STORE / "faults" / f"{job.slug}_{job.format}.txt"
        with writing(path):
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"{failed.message}\n\n{failed.detail}", encoding="utf-8")
        return f"Please report it, with the file {path.as_posix()}."


def _meanwhile() -> None:
    """What can be done while the last files are made, so that nobody waits for it afterwards."""
    from leaflets import compiled_templates  # noqa: F401  # which the pages of the site are filled with

    prepared.clean()


def _line(result: run.Result) -> str:
    if isinstance(result.outcome, Failed):
        return f"{result.job.name}: failed"
    return f"{result.job.name}: made in {result.outcome.seconds:.1f} s"
