"""Builds two leaflets again and again, and disturbs each build at another one of its writes. A program for a test.

`python stopped_build.py FOLDER KIND FIRST STEP [KIND FIRST STEP]...` disturbs the writes FIRST, FIRST + STEP, … in that
kind of way, and prints a line for whatever is not as it must be, then the number of writes. The kinds:

- `kill`: the process ends right before the write, as with kill -9.
- `power`: as well, and what was not forced out to the disk (fsync) is lost: such files become empty.
- `error`: the write fails, once; the disk has an error.
- `full`: the write fails, and so does every later one that needs room; names can still be changed and removed.

Only writes in the output folder count: open for writing, mkdir, link, rename, remove, rmdir, as `sys.addaudithook`
tells them. Each build runs in a fork of a process that has everything imported: so a build takes a tenth of a second.
"""

import argparse
import errno
import hashlib
import io
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import ParamSpec, TypeVar

from test_make import FACTS, HOUSE, MANUSCRIPT

from leaflets import manifest, output
from leaflets.commands import make
from leaflets.findings import LeafletError
from leaflets.pools import OpenPool

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
NEEDS_ROOM = ("open", "os.mkdir", "os.link")
WRITES = (*NEEDS_ROOM, "os.rename", "os.remove", "os.rmdir")
STOPPED = 99


class Here(Executor):
    """Does every job at once, in this process: so the writes of a build come in one order."""

    def submit(self, fn: Callable[Given, Answer], /, *given: Given.args, **named: Given.kwargs) -> Future[Answer]:
        future: Future[Answer] = Future()
        future.set_result(fn(*given, **named))
        return future


@contextmanager
def here(workers: int, names: Collection[str]) -> Iterator[OpenPool]:
    yield lambda wanted: Here()


@dataclass
class Disturbance:
    """What happens at the write of a number; the first one is 1."""

    folder: Path
    number: int
    kind: str
    seen: int = 0
    unsafe: set[str] = field(default_factory=set)
    """Files that were written and not yet forced out."""
    looks: Callable[[], None] = lambda: None

    def watch(self) -> None:
        sys.addaudithook(self.hook)
        force = os.fsync

        def fsync(descriptor: int) -> None:
            force(descriptor)
            self.unsafe.discard(os.readlink(f"/proc/self/fd/{descriptor}"))

        os.fsync = fsync  # type: ignore[assignment]

    def hook(self, event: str, given: tuple[object, ...]) -> None:
        if event not in WRITES or not isinstance(given[0], str | os.PathLike):
            return
        if event == "open" and not (isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        path = os.path.abspath(str(given[0]))
        if not path.startswith(f"{self.folder}{os.sep}") or (event == "open" and os.path.isdir(path)):
            return  # a temporary file is told twice, the first time as its folder
        self.seen += 1
        self.looks()
        if self.seen == self.number or (self.kind == "full" and self.seen > self.number > 0 and event in NEEDS_ROOM):
            self.strike(path)
        if event == "open":
            self.unsafe.add(path)
        if event == "os.rename":
            target = os.path.abspath(str(given[1]))
            self.unsafe.discard(target)
            if path in self.unsafe:
                self.unsafe.remove(path)
                self.unsafe.add(target)

    def strike(self, path: str) -> None:
        if self.kind in ("error", "full"):
            code = errno.EIO if self.kind == "error" else errno.ENOSPC
            raise OSError(code, os.strerror(code), path)
        if self.kind == "power":
            for lost in filter(os.path.exists, self.unsafe):
                os.truncate(lost, 0)
        os._exit(STOPPED)


class Bench:
    """A folder with the state before, the state after an undisturbed build, and room for disturbed ones."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources, self.work = folder / "sources", folder / "work"
        self.known: set[tuple[str, str]] = set()

    def write(self, slug: str, line: str) -> None:
        (self.sources / slug).mkdir(parents=True, exist_ok=True)
        text = MANUSCRIPT.format(title=slug.title()).replace("Come and see us", line)
        (self.sources / slug / "leaflet.en-GB.md").write_text(text, encoding="utf-8")
        (self.sources / slug / "facts.toml").write_text(FACTS, encoding="utf-8")

    def furnish(self) -> None:
        """The state before holds a leaflet with a file that changes and one that goes; then another leaflet is new."""
        self.write("library", "Come and see us")
        (self.sources / "house.toml").write_text(HOUSE.replace('["text"]', '["word", "text"]'), encoding="utf-8")
        assert self.make()[0] == 0
        self.work.rename(self.folder / "before")
        self.write("library", "Come and visit us")
        self.write("park", "Come and see us")
        (self.sources / "house.toml").write_text(HOUSE, encoding="utf-8")

    def make(self) -> tuple[int, str]:
        """The command; its exit code and what it said."""
        parser = argparse.ArgumentParser()
        make.arguments(parser)
        places = (
            "--sources",
            str(self.sources),
            "--output",
            str(self.work),
            "--today",
            "2026-11-22",
            "--plain",
            "--jobs",
            "1",
        )
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            try:
                code = make.execute(parser.parse_args(places), here)
            except LeafletError as error:
                print(error)
                code = 2
        return code, said.getvalue()

    def files(self) -> dict[str, str]:
        """SHA-256 of every file that somebody might take for a finished one."""
        found = (path for path in self.work.rglob("*") if path.is_file() and output.STORE not in path.parts)
        names = {path.relative_to(self.work).as_posix(): path for path in found if path.suffix != ".part"}
        return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in names.items()}

    def disturbed(self, disturbance: Disturbance) -> tuple[int, str]:
        """A build from the state before, in a fork; its exit code and what it said."""
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.folder / "before", self.work)
        told = self.folder / "told.txt"
        child = os.fork()
        if child == 0:
            code = 98
            try:
                disturbance.watch()
                code, said = self.make()
                told.write_text(said, encoding="utf-8")
            except BaseException:
                told.write_text(traceback.format_exc(), encoding="utf-8")
            os._exit(code)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), told.read_text("utf-8") if told.exists() else ""

    def undisturbed(self) -> tuple[int, dict[str, str]]:
        """How many writes a build has, and its files; notes every content that any file has on the way."""
        shutil.copytree(self.folder / "before", self.work)
        counter = Disturbance(self.work, 0, "none", looks=lambda: self.known.update(self.files().items()))
        counter.watch()
        assert self.make()[0] == 0
        self.known.update(self.files().items())
        counter.folder = Path("/nowhere")
        return counter.seen, self.files()

    def listed_wrongly(self) -> list[str]:
        """Files that are not as the manifest has them, and files that it does not have."""
        files, listed = self.files(), {file.path: file.sha256 for file in manifest.read(self.work).everything}
        files.pop(manifest.NAME)
        return sorted(name for name in {*files, *listed} if files.get(name) != listed.get(name))

    def wrong(self, kind: str, code: int, said: str, goal: dict[str, str]) -> Iterator[str]:
        """What is not as it must be after a disturbed build, and after the next one."""
        if (code == STOPPED) != (kind in ("kill", "power")) or code not in (0, 1, 2, STOPPED):
            yield f"exit code {code}: {said}"
        if code == STOPPED and (unknown := set(self.files().items()) - self.known):
            yield f"half: {sorted(unknown)}"
        if code == 2 and "cannot be" not in said:
            yield f"unclear: {said}"
        if code != STOPPED and (wrong := self.listed_wrongly()):
            yield f"not as listed: {wrong}"
        with output.locked(self.work):
            pass
        if wrong := self.listed_wrongly():
            yield f"not as listed after the next start: {wrong}"
        code, said = self.make()
        if code != 0 or self.files() != goal:
            yield f"the next build: {code}, {sorted(set(self.files().items()) ^ set(goal.items()))}, {said}"
        if left := [path.name for path in self.work.rglob("*.part")]:
            yield f"left: {left}"


def main(folder: str, *series: str) -> None:
    bench = Bench(Path(folder))
    bench.furnish()
    writes, goal = bench.undisturbed()
    for kind, first, step in zip(series[::3], series[1::3], series[2::3], strict=True):
        for number in range(int(first), writes + 1, int(step)):
            code, said = bench.disturbed(Disturbance(bench.work, number, kind))
            for fault in bench.wrong(kind, code, said, goal):
                print(f"{kind} at write {number}: {fault}")
    print(writes)


if __name__ == "__main__":
    main(*sys.argv[1:])
