"""The commands: their names, and how one is chosen and run.

A command is a module with `NAME`, `HELP` (one plain sentence), `arguments(parser)` and `execute(options) -> exit code`.
It is imported only when it is used or listed, and imports what is heavy only in `execute`: help answers at once, and
before anything is installed.
"""

import argparse
import difflib
import importlib
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn, Protocol, cast

from leaflets import garbage
from leaflets.findings import LeafletError

NAMES: tuple[str, ...] = (
    "make",
    "check",
    "watch",
    "new",
    "read-word",
    "word-copy",
    "sign",
    "translated",
    "verify",
    "publish",
    "print-pack",
    "report",
    "get-voice",
    "doctor",
    "test",
    "bench",
)
DEFAULT = "make"
PROGRAM = "python3 make_leaflets.py"

GOOD, MUST_FIX, NOT_SET_UP, INTERRUPTED = 0, 1, 2, 130
"""Exit codes; the last is what shells count for Ctrl-C."""


class Command(Protocol):
    """What a command's module holds."""

    NAME: str
    HELP: str

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Adds the command's own arguments. `parser.set_defaults(passed_on=())` lets unknown ones through."""

    def execute(self, options: argparse.Namespace) -> int:
        """Does the work; returns 0, 1 or 2."""


class PlainParser(argparse.ArgumentParser):
    """A parser whose complaints are plain: what is wrong, and where help is."""

    def error(self, message: str) -> NoReturn:
        raise LeafletError(f"{message[:1].upper()}{message[1:]}.\nFor help, type:  {self.prog} --help")


def load(name: str) -> Command:
    """The command of that name, imported now. Raises KeyError for a name that is not listed."""
    if name not in NAMES:
        raise KeyError(name)
    return cast(Command, importlib.import_module(f"leaflets.commands.{name.replace('-', '_')}"))


def main(words: Sequence[str]) -> int:
    """Runs the command that the words ask for; returns the exit code."""
    garbage.look_seldom()
    try:
        if words and words[0] in ("--help", "-h"):
            print(overview())
            return GOOD
        name, rest = choose(words)
        return _run(load(name), rest)
    except LeafletError as error:
        print(error, file=sys.stderr)
        return NOT_SET_UP
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our lines has gone, as in `… | head`: nothing more can be said, at the end of Python neither.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED
    except OSError as error:  # a file or folder that is not to be had, for a reason that nobody below knew to tell
        if error.filename is None:
            raise
        print(f"{str(error.filename)[:200]} cannot be opened: {error.strerror}. Look at its name.", file=sys.stderr)
        return NOT_SET_UP


def day(text: str) -> date:
    """The day that somebody typed, for every command that takes one. Raises LeafletError for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise LeafletError(f"“{text}” is not a day. Write it like this: 2026-01-31") from error


def choose(words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The command's name, and the words that are left for it. Raises LeafletError for an unknown command."""
    if not words or words[0].startswith("-"):
        return DEFAULT, tuple(words)
    name = words[0]
    if name in NAMES:
        return name, tuple(words[1:])
    lines = [f'There is no command "{name}".']
    if Path("sources", name).is_dir():
        lines.append(f"To make this leaflet, type:  {PROGRAM} make {name}")
    elif near := difflib.get_close_matches(name, NAMES, n=2, cutoff=0.5):
        lines.append("Did you mean: " + " or ".join(near) + "?")
    else:
        lines.append("There are: " + ", ".join(NAMES) + ".")
    raise LeafletError("\n".join((*lines, f"For help, type:  {PROGRAM} --help")))


def _run(command: Command, words: Sequence[str]) -> int:
    parser = PlainParser(prog=f"{PROGRAM} {command.NAME}", description=command.HELP, allow_abbrev=False, add_help=False)
    parser.add_argument("-h", "--help", action="store_true", help="Show this help.")
    command.arguments(parser)
    if "-h" in words or "--help" in words:
        print(parser.format_help().rstrip())
        return GOOD
    options, unknown = parser.parse_known_args(words)
    if unknown:
        if not hasattr(options, "passed_on"):
            parser.error(f"this command does not know: {' '.join(unknown)}")
        options.passed_on = tuple(unknown)
    return command.execute(options)


def overview() -> str:
    """The help of the whole program."""
    width = max(map(len, NAMES)) + 2
    listed = "\n".join(f"  {name:<{width}}{load(name).HELP}" for name in NAMES)
    return (
        f"{PROGRAM} [COMMAND] [...]\n\n"
        "Makes easy-read leaflets from the texts in sources/. The finished files are in output/.\n"
        f'Without a command it does "{DEFAULT}".\n\n'
        f"Commands:\n{listed}\n\n"
        f"Help for one command:  {PROGRAM} COMMAND --help\n"
        "--no-system-packages  With any command: the set-up installs nothing outside this folder."
    )
