"""What a worker does with one job: write the files, prove that they say the leaflet's words, measure them.

It runs in another process and gives bytes back. It never touches the output folder.
"""

import time
import traceback
from collections.abc import Mapping
from pathlib import PurePosixPath

from leaflets.build import Failed, Job, Load, Made
from leaflets.findings import LeafletError
from leaflets.formats import PARTS, Files, Format
from leaflets.verify import words


def work(job: Job, made: Mapping[str, Files], load: Load) -> Made | Failed:
    """The files of a job. `made` has the files of each format it is made from.

    Whatever goes wrong inside a format comes back as a plain failure, so that one job cannot stop the others.
    """
    begun = time.monotonic()
    try:
        files = dict(load(job.format).write(job.leaflet, job.edition, made))
        fault = _fault(load(job.format), job, files)
        if fault:
            return Failed(f"{_not_made(job)} {fault}")
        measures = dict(load(job.format).measure(files))
    except LeafletError as error:
        return Failed(f"{_not_made(job)} {error}")
    except Exception:  # whatever a writer raises is a failure of this job alone
        return Failed(f"{_not_made(job)} This is a fault of the program, not of your text.", traceback.format_exc())
    return Made(files, measures, time.monotonic() - begun)


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
    difference = words.check(job.leaflet, job.edition, made_format, files)
    return str(difference) if difference else ""


def _not_made(job: Job) -> str:
    return f"The format {job.format} of {job.leaflet.slug} was not made."
