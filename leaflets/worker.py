"""What a worker does with one job: write the files, prove that they say the leaflet's words, measure them.

It runs in another process and gives bytes back. It never touches the output folder.
"""

import time
import traceback
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from leaflets import verify
from leaflets.build import Failed, Job, Load, Made
from leaflets.findings import Finding, LeafletError, must_fix
from leaflets.formats import PARTS, Files, Format

if TYPE_CHECKING:
    from leaflets.verify import words


def work(job: Job, made: Mapping[str, Files], load: Load) -> Made | Failed:
    """The files of a job, proved by the quick checkers. `made` has the files of each format it is made from, but for
    the parts that are made within it.

    Whatever goes wrong inside a format comes back as a plain failure, so that one job cannot stop the others.
    """
    begun = time.monotonic()
    try:
        made = {**made, **{part.format: load(part.format).write(job.leaflet, part, {}) for part in job.within}}
        files = dict(load(job.format).write(job.leaflet, job.edition, made))
        fault = _fault(job, files)
        if fault:
            return Failed(f"{_not_made(job)} {fault}")
        said = _said(job, load(job.format), files)
        if said and said.difference:
            return Failed(f"{_not_made(job)} {said.difference}")
        proof = _proof(job, files, made)
        for finding in must_fix(proof):
            return Failed(f"{_not_made(job)} {finding.message} {finding.hint} ({finding.code})")
        measures = {**load(job.format).measure(files), **_unproved(proof)}
        if said and load(job.format).doubts:
            measures["read-back"] = str(said)
    except LeafletError as error:
        return Failed(f"{_not_made(job)} {error}")
    except Exception:  # whatever a writer raises is a failure of this job alone
        return Failed(f"{_not_made(job)} This is a fault of the program, not of your text.", traceback.format_exc())
    return Made(files, measures, time.monotonic() - begun)


def _fault(job: Job, files: Files) -> str:
    """What is wrong with finished files, in plain words; empty when nothing is."""
    if not files or not all(files.values()):
        return "A file came out empty."
    for name in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name:
            return f"A file has a name that leads out of its folder: {name}."
    return ""


def _said(job: Job, made_format: Format, files: Files) -> "words.Examined | None":
    """What comes of reading the finished files back. A part is never published, so nobody reads it."""
    from leaflets.verify import words  # here: the build itself only names `work`, and reads no file back

    return None if job.format in PARTS else words.examine(job.leaflet, job.edition, made_format, files)


def _proof(job: Job, files: Files, made: Mapping[str, Files]) -> tuple[Finding, ...]:
    """What the quick checkers of finished files say. A part is never published, so nobody asks them.

    A file that was taken over as it was, such as the recording of a web page, was proved when it was made.
    """
    if job.format in PARTS:
        return ()
    proved = {content for given in made.values() for content in given.values()}
    new = {name: content for name, content in files.items() if content not in proved}
    return tuple(finding for name, content in new.items() for finding in verify.gate(name, content, job.format))


def _unproved(findings: Iterable[Finding]) -> Mapping[str, str]:
    """The quick checkers that are missing on this machine, for the manifest."""
    missing = sorted({finding.file for finding in findings if finding.level == "not checked"})
    return {"not-checked": ", ".join(missing)} if missing else {}


def _not_made(job: Job) -> str:
    return f"The format {job.format} of {job.slug} was not made."
