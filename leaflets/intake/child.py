"""Reads files that may do harm in a child process, which is stopped when it takes too long or too much memory.

One child serves all files of a command: starting it takes longer than reading a file.
"""

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import IO, cast

from leaflets.findings import Finding
from leaflets.intake.article import Article, Block, Offer, Residue
from leaflets.intake.refusal import RefusedError, damaged

MOST_SECONDS = 30.0
"""For one file. The biggest that are let through take about a third of it on an old laptop."""
_MOST_BYTES = 2_000_000_000
"""Of memory, where the system can keep to it (Linux)."""

Read = tuple[tuple[Article, ...], tuple[Finding, ...]]

_lock = threading.Lock()
_running: list["_Child"] = []


def read(kind: str, path: Path, file: str, limit_s: float = MOST_SECONDS) -> Read:
    """The articles of a file of that kind, and what is to be said about it. Never raises for what is in the file."""
    with _lock:
        own = [child for child in _running if child.owner == os.getpid()]  # a forked process must not share it
        child = own[0] if own else _Child()
        _running[:] = [child]
        try:
            said = child.ask({"kind": kind, "path": str(path.resolve()), "file": file, "name": path.stem}, limit_s)
        except _NoAnswerError as failure:
            child.stop()
            _running.clear()
            return (), (failure.refusal.finding(file),)
    return _read(said)


class _NoAnswerError(Exception):
    def __init__(self, refusal: RefusedError) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


class _Child:
    """The process, and the lines it says."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        root = str(Path(__file__).resolve().parents[2])
        program = f"import sys; sys.path.insert(0, {root!r}); from leaflets.intake import child; child.serve()"
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._pass_on, daemon=True)
        self._reader.start()
        atexit.register(self.stop)

    def ask(self, question: dict[str, str], limit_s: float) -> dict[str, object]:
        """The answer. Raises _NoAnswerError."""
        try:
            stdin = cast(IO[str], self._process.stdin)
            stdin.write(json.dumps(question) + "\n")
            stdin.flush()
            line = self._lines.get(timeout=limit_s)
            said = json.loads(line)
        except queue.Empty:
            hint = "Copy the words of the article into a plain text file (.txt), and use that file."
            message = f"Reading the file took more than {limit_s:.0f} seconds. It was stopped."
            raise _NoAnswerError(RefusedError("AR-005", message, hint)) from None
        except (OSError, ValueError):
            raise _NoAnswerError(damaged()) from None
        return cast(dict[str, object], said)

    def stop(self) -> None:
        atexit.unregister(self.stop)
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for stream in (self._process.stdin, self._process.stdout):
            try:
                cast(IO[str], stream).close()
            except OSError:
                continue  # what was still to be said to it is of no use now

    def _pass_on(self) -> None:
        for line in cast(IO[str], self._process.stdout):
            self._lines.put(line)
        self._lines.put("")


def serve() -> None:
    """Answers one question a line until there are no more. Runs in the child."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # what a library prints is no answer
    answers.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    _limit_memory()
    for line in sys.stdin:
        question = json.loads(line)
        articles, findings = answer(question)
        said = {"articles": [asdict(article) for article in articles], "findings": [asdict(one) for one in findings]}
        answers.write(json.dumps(said) + "\n")
        answers.flush()


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
    except (ImportError, ValueError, OSError):
        return  # Windows and macOS cannot: the limit of time stands


def answer(question: dict[str, str]) -> Read:
    """What the child says to a question, as values."""
    from leaflets.intake import readers, splitting

    file = question["file"]
    try:
        reading = readers.read(question["kind"], Path(question["path"]).read_bytes(), file)
        return splitting.articles(reading, file, question["name"])
    except RefusedError as refusal:
        return (), (refusal.finding(file),)
    except Exception:  # a library may fail in any way on a file that was made to break it
        return (), (damaged().finding(file),)


def _read(said: dict[str, object]) -> Read:
    """The values in an answer."""
    articles = cast(list[dict[str, object]], said["articles"])
    findings = cast(list[dict[str, object]], said["findings"])
    return tuple(map(_article, articles)), tuple(map(_finding, findings))


def _article(data: dict[str, object]) -> Article:
    parts = cast(dict[str, list[dict[str, object]]], data)
    return Article(
        str(data["title"]),
        tuple(Block(**cast("dict[str, str]", one)) for one in parts["blocks"]),  # type: ignore[arg-type]
        tuple(Residue(**cast("dict[str, str]", one)) for one in parts["residue"]),  # type: ignore[arg-type]
        tuple(Offer(**cast("dict[str, str]", one)) for one in parts["offers"]),  # type: ignore[arg-type]
        tuple(map(_finding, parts["findings"])),
    )


def _finding(data: dict[str, object]) -> Finding:
    return Finding(**cast("dict[str, str]", data))  # type: ignore[arg-type]
