"""The output folder: finished files are put in place here, a leaflet at a time, all of its files or none.

Nobody else writes to it. A reader of the folder never meets half a file: each is written beside its place and then
moved there.
"""

import errno
import hashlib
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from leaflets import manifest
from leaflets.build import Made
from leaflets.exchange import NOTE, exchange, settle
from leaflets.findings import Finding, LeafletError
from leaflets.manifest import Entry, File, Manifest, Shown, SiteFile

STORE = ".store"
"""Folder inside the output folder for everything that is not a finished file."""

Fill = Callable[[Manifest, File, bytes], bytes]
"""(the list as it will be, a leaflet's page, its bytes) -> the bytes with the leaflet's downloads and languages."""
PAGE = "index.html"
"""Name of a leaflet's page in its folder."""


def prepare(output: Path) -> Path:
    """Makes the output folder and gives the folder of the store. Raises LeafletError when that cannot be done."""
    try:
        (output / STORE).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LeafletError(
            f"The output folder {output} cannot be made: {error.strerror}. "
            "Choose another one with --output, or move away what is in its place."
        ) from error
    return output / STORE


@dataclass(frozen=True, slots=True)
class Finished:
    """A leaflet that is ready to be put in place."""

    entry: Entry
    made: Mapping[str, Made]
    """By format."""


def publish(
    output: Path,
    finished: Iterable[Finished],
    tools: Mapping[str, Mapping[str, str]],
    whole: bool,
    fill: Fill = lambda listed, page, content: content,
) -> tuple[str, ...]:
    """Puts the files of leaflets in place, all together, and gives the paths that are new or different.

    `tools` goes by format. With `whole`, every format of each leaflet is among those made, and files of other formats
    go away. A file that stays though it was made from another text is told in the entry's findings. The leaflets' pages
    are filled with what will be there, also when they stay. Raises OSError when the disk does not take the files; then
    all files of these leaflets, and the manifest, are those that were there before.
    """
    with locked(output):
        listed = manifest.read(output)
        contents: dict[str, bytes] = {}
        going: list[str] = []
        slugs: set[str] = set()
        for each in finished:
            entry, made = each.entry, each.made
            known = listed.files_of(entry.slug, entry.lang)
            files = tuple(
                (_file(entry, name, made[name], file, content, tools.get(name, {})), content)
                for name in made
                for file, content in made[name].files.items()
            )
            kept = () if whole else tuple(file for file in known if file.format not in made)
            now = (*(file for file, _ in files), *kept)
            listed = listed.with_leaflet(_with_older(entry, kept), now)
            contents |= {file.path: content for file, content in files}
            staying = {file.path for file in now}
            going += [file.path for file in known if file.path not in staying]
            slugs.add(entry.slug)
        contents, listed = _filled(output, listed, slugs, contents, fill)
        return _exchange(output, contents, listed, going)


def hold_back(output: Path, entry: Entry) -> None:
    """Notes what is wrong with a leaflet. Its files, the last good ones, stay as they are."""
    with locked(output):
        before = manifest.read(output)
        files = before.files_of(entry.slug, entry.lang)
        last = before.entry_of(entry.slug, entry.lang)
        held = replace(entry, built=False, shown=last.shown if last else Shown())
        _exchange(output, {}, before.with_leaflet(held, files))


def withdraw(
    output: Path, present: Iterable[tuple[str, str]], fill: Fill = lambda listed, page, content: content
) -> tuple[str, ...]:
    """Takes away the files of leaflets that are not among the `present` ones, slug and language; gives their slugs.

    The pages of a leaflet that stays in other languages are filled again, so that none leads to what is gone.
    """
    with locked(output):
        listed = manifest.read(output)
        gone = sorted({(entry.slug, entry.lang) for entry in listed.leaflets} - set(present))
        going = [file.path for file in listed.files if (file.slug, file.lang) in gone]
        for slug, lang in gone:
            listed = listed.without(slug, lang)
        contents, listed = _filled(output, listed, {slug for slug, _ in gone}, {}, fill)
        _exchange(output, contents, listed, going)
    return tuple(dict.fromkeys(slug for slug, _ in gone))


def put_site(output: Path, pages: Callable[[Manifest], Mapping[str, bytes]]) -> None:
    """Puts the pages in place that belong to no leaflet, and removes those that the site has no more.

    Raises OSError when the disk does not take them; then all are those that were there before.
    """
    with locked(output):
        before = manifest.read(output)
        contents = pages(before)
        after = replace(before, site=tuple(_site_file(path, content) for path, content in contents.items()))
        gone = [file.path for file in before.site if file.path not in contents]
        _exchange(output, contents, after, gone)


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Keeps other builds out of the output folder; waits until they are done. The lock ends with its process.

    What a build that was killed left undone is ended first.
    """
    path = prepare(output) / "lock"
    with path.open("ab") as file:
        if sys.platform == "win32":
            import msvcrt

            while True:  # it gives up after ten tries, one each second; the other build may well take longer
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError as error:
                    if error.errno not in (errno.EACCES, _TRIED_TEN_TIMES):
                        raise
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        settle(output, output / STORE / NOTE)
        yield


_TRIED_TEN_TIMES = 36
"""EDEADLOCK as Windows numbers it: what its C library says when the lock was not to be had."""


def _with_older(entry: Entry, kept: Iterable[File]) -> Entry:
    """The entry with a finding for each file that does not hold the text which the entry tells of."""
    older = tuple(
        Finding(
            f"{manifest.OUTPUT}/{file.path}",
            0,
            "MK-105",
            "should fix",
            "This file was made from an earlier text.",
            f"Make the leaflet {entry.slug} again, without --format.",
        )
        for file in kept
        if file.text_sha256 != entry.text_sha256
    )
    return replace(entry, findings=tuple(sorted((*entry.findings, *older)))) if older else entry


def _file(entry: Entry, name: str, made: Made, file: str, content: bytes, tools: Mapping[str, str]) -> File:
    """The manifest's line for a file. The measures of a format belong to its first file."""
    measures = made.measures if file == next(iter(made.files)) else {}
    return File(
        slug=entry.slug,
        lang=entry.lang,
        format=name,
        path=f"{entry.slug}/{file}",
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        text_sha256=entry.text_sha256,
        made_with=dict(tools),
        measures=dict(measures),
    )


def _filled(
    output: Path, listed: Manifest, slugs: Collection[str], made: Mapping[str, bytes], fill: Fill
) -> tuple[dict[str, bytes], Manifest]:
    """The bytes to write and the list, with each page of these leaflets filled, also those that stay as they are."""
    contents = dict(made)
    for page in [file for file in listed.files if file.slug in slugs and is_page(file)]:
        content = contents.get(page.path) or _content(output / page.path)
        if content:
            contents[page.path] = fill(listed, page, content)
            listed = listed.with_file(_measured(page, contents[page.path]))
    return contents, listed


def is_page(file: File) -> bool:
    """Whether it is a leaflet's own page, to be filled with what there is of the leaflet."""
    return file.format == "web" and file.path.endswith(f"/{PAGE}")


def _measured(page: File, content: bytes) -> File:
    """The line of a page that was filled, with what it has become."""
    return replace(page, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def _site_file(path: str, content: bytes) -> SiteFile:
    return SiteFile(path, len(content), hashlib.sha256(content).hexdigest())


def _exchange(
    output: Path, contents: Mapping[str, bytes], after: Manifest, going: Iterable[str] = ()
) -> tuple[str, ...]:
    """Puts files and their list in place, removes those that go, and gives the paths of files that changed."""
    listed = {**contents, manifest.NAME: manifest.to_json(after)}
    changed = exchange(output, output / STORE / NOTE, listed, going)
    return tuple(name for name in changed if name != manifest.NAME)


def _content(path: Path) -> bytes | None:
    """What stands in a file; None where there is none."""
    return path.read_bytes() if path.is_file() else None
