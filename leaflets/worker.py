"""What a worker does with one job: write the files, prove that they say the leaflet's words, measure them.

It runs in another process and gives bytes back. It never touches the output folder.
"""

import calendar
import os
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePosixPath

from leaflets.build import Failed, Job, Load, Made
from leaflets.findings import LeafletError
from leaflets.formats import PARTS, Files, Format
from leaflets.verify import words

_OLDEST_YEAR = 1980
"""A zip cannot hold an earlier year (APPNOTE.TXT 4.4.6: MS-DOS date)."""


def work(job: Job, made: Mapping[str, Files], load: Load) -> Made | Failed:
    """The files of a job. `made` has the files of each format it is made from.

    Whatever goes wrong inside a format comes back as a plain failure, so that one job cannot stop the others.
    """
    begun = time.monotonic()
    try:
        with source_date(job.leaflet.about.information_date):
            files = _written(load(job.format), job, made)
            fault = _fault(load(job.format), job, files)
            if fault:
                return Failed(f"{_not_made(job)} {fault}")
            measures = dict(load(job.format).measure(files))
    except LeafletError as error:
        return Failed(f"{_not_made(job)} {error}")
    except Exception:  # whatever a writer raises is a failure of this job alone
        return Failed(f"{_not_made(job)} This is a fault of the program, not of your text.", traceback.format_exc())
    return Made(files, measures, time.monotonic() - begun)


@contextmanager
def source_date(date: str) -> Iterator[None]:
    """Sets SOURCE_DATE_EPOCH to an ISO date (`2019`, `2019-05`, `2019-05-02`) while a job runs.

    Tools that stamp a time into a file take this one (reproducible-builds.org, SOURCE_DATE_EPOCH specification), so
    the same leaflet gives the same bytes at any time.
    """
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(_seconds(date))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _seconds(date: str) -> int:
    """Seconds from 1970 to the start of a date, UTC; a date that cannot be read counts as the oldest one."""
    try:
        year, month, day = (*(int(part) for part in date.split("-")), 1, 1)[:3]
    except ValueError:
        year, month, day = _OLDEST_YEAR, 1, 1
    return calendar.timegm((max(year, _OLDEST_YEAR), month, day, 0, 0, 0))


def _written(made_format: Format, job: Job, made: Mapping[str, Files]) -> dict[str, bytes]:
    return dict(made_format.write(job.leaflet, job.edition, made))


def _fault(made_format: Format, job: Job, files: Files) -> str:
    """What is wrong with finished files, in plain words; empty when nothing is."""
    if not files or not all(files.values()):
        return "A file came out empty."
    for name in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name:
            return f"A file has a name that leads out of its folder: {name}."
    if job.format in PARTS:
        return ""
    furniture = made_format.furniture(job.leaflet, job.edition)
    difference = words.compare(job.leaflet.sentences(), made_format.read_back(files), furniture)
    return str(difference) if difference else ""


def _not_made(job: Job) -> str:
    return f"The format {job.format} of {job.leaflet.slug} was not made."
