"""The leaflets of one build: each is read, planned, made and put in place.

While one is read, others are made: a large house holds few of them in memory, and its processors wait for nothing. So
is a leaflet itself while the rules look at it. One with something that must be fixed is made no further then, and is
held back whole; so is one with a job that failed. The others are made.
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
from leaflets.outcomes import Result
from leaflets.output import Finished
from leaflets.planning import Planned, Planner
from leaflets.plans import Plan, Step
from leaflets.pools import OpenPool
from leaflets.site import Site, listing
from leaflets.sources import Read, Source
from leaflets.store import Store
from leaflets.up_to_date import UpToDate


@dataclass(slots=True)
class _Coming:
    """A leaflet that is being made."""

    planned: Planned
    left: int
    """How many files are still to come."""
    early: list[Result] = field(default_factory=list)
    """What came of jobs before the rules had said anything: nobody is told of files that nobody may get."""
    made: dict[str, Made] = field(default_factory=dict)
    troubles: list[Finding] = field(default_factory=list)
    is_checked: bool = False
    """Whether the rules have said what they find."""
    is_doubtful: bool = False
    """Whether it must be looked at again next time, though nothing changed."""


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
    tell: progress.Step = lambda text, total: None
    """Tells a person what is done."""
    coming: dict[Text, _Coming] = field(default_factory=dict)
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
        with progress.shown(self.order.plain) as self.tell:
            try:
                for result in run.run(self._plans(), self.open_pool, self.store, self.order.width):
                    if not result.kept:
                        self.worked.append((result.job.format, result.job.key))
                    coming = self.coming.get(_text(result.job))
                    if coming and coming.is_checked:
                        self._take(result)
                    elif coming:  # otherwise it is a part, and all files that need it have failed
                        coming.early.append(result)
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
            read = sources.read(self.order.sources, slug, self.order.today, lang)
            if _is_not_for_making(read.source):
                return partial(self._put_aside, read.checked())
        except LeafletError as error:
            return partial(self._cannot_read, error)
        return partial(self._begin, read)

    def _cannot_read(self, error: LeafletError) -> Step:
        """Keeps what is wrong with a text for the end. All others are made."""
        self.read += 1
        self.faults[str(error)] = None
        return Step()

    def _put_aside(self, source: Source) -> Step:
        self.read += 1
        if source.leaflet.about.status == "withdrawn":
            self._withdraw(source)
        else:
            self._hold_back(source)
        return Step()

    def _begin(self, read: Read) -> Step:
        """Gives out the jobs of a leaflet that was read. The rules look at it meanwhile: that takes a while too."""
        self.read += 1
        planned = self.planner.plan(read.source)
        self.coming[read.source.text] = _Coming(planned, left=sum(not job.part for job in planned.jobs))
        self.jobs += len(planned.jobs)
        return Step(planned.jobs, then=lambda: beside(partial(self._check, read)))

    def _check(self, read: Read) -> Plan:
        try:
            return partial(self._judge, read.checked())
        except LeafletError as error:
            return partial(self._give_up, read.source.text, error)

    def _give_up(self, text: Text, error: LeafletError) -> Step:
        """Keeps what is wrong with the data of a leaflet for the end. It is made no further."""
        self.faults[str(error)] = None
        return self._drop(text)

    def _judge(self, source: Source) -> Step:
        """Lets a leaflet come into its place, or holds it back, now that the rules have said what they find."""
        coming = self.coming[source.text]
        planned = replace(coming.planned, source=source)
        coming.planned, coming.is_checked = planned, True
        if must_fix(source.findings):
            self._hold_back(source)
        elif planned.stuck:
            self.stuck.append(planned)
        elif must_fix(planned.troubles):
            self._hold_back(source, planned.troubles)
        elif planned.jobs:
            for result in coming.early:
                self._take(result)
            return Step()
        return self._drop(source.text)

    def _drop(self, text: Text) -> Step:
        jobs = self.coming.pop(text).planned.jobs
        self.jobs -= len(jobs)
        return Step(unwanted={job.key for job in jobs})

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

    def _take(self, result: Result) -> None:
        job, text = result.job, _text(result.job)
        self.tell("" if result.kept else _line(result), self.jobs * len(self.texts) // self.read)
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
            self.coming[text].made[job.format] = result.outcome
        self.coming[text].left -= 1
        if not self.coming[text].left:
            self._publish(self.coming.pop(text))

    def _publish(self, coming: _Coming) -> None:
        """Puts a leaflet in place when all of it is there; otherwise notes why not."""
        source, troubles = coming.planned.source, [*coming.planned.troubles, *coming.troubles]
        if must_fix(troubles):
            self._hold_back(source, troubles)
            return
        entry = replace(self._entry(source, troubles), shown=listing.shown(source.leaflet))
        if not coming.is_doubtful:
            self.known.take(entry)
        self._refused(self.delivery.take(Finished(entry, coming.made)))

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
        self.coming[text].is_doubtful = True
        self.coming[text].troubles.append(Finding(f"{OUTPUT}/{text[0]}", 0, code, level, message, hint))

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


def _text(job: Job) -> Text:
    return job.slug, job.lang


def _is_not_for_making(source: Source) -> bool:
    """Whether nothing is to be made of a leaflet, whatever the rules say."""
    return source.leaflet.about.status == "withdrawn" or bool(must_fix(source.findings))


def _line(result: Result) -> str:
    if isinstance(result.outcome, Failed):
        return f"{result.job.name}: failed"
    return f"{result.job.name}: made in {result.outcome.seconds:.1f} s"
