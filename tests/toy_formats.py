"""Toy formats for the tests of the build: real formats, but each made in no time, or wrong in one plain way.

Worker processes import this module by its name, so it is a module of its own.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from leaflets.findings import LeafletError
from leaflets.formats import Edition, Files, Format, Measured, TimeLimit
from leaflets.model import Cover, Leaflet, Point, Run, Section, Sentence

_SOON_S = 4.0
"""Time limit of the toys that hang: more than a worker needs to start on a busy machine."""
GO_ON = "go-on"
"""A file of this name in the witness folder frees those that hang where nothing can stop them."""

WITNESS = "TOY_WITNESS"
"""Names a folder in which every writer leaves a line, so that a test can count how often it worked."""


def leaflet(slug: str = "library", words: str = "We lend books.") -> Leaflet:
    """A leaflet of one cover and one sentence under a heading."""
    heading = Sentence((Run("What we do"),), id="s002", line=9)
    row = Point("row", (Sentence((Run(words),), id="s003", line=11),), line=11)
    return Leaflet(
        slug, "en-GB", Cover(Sentence((Run("The library"),), id="s001")), (Section("topic", heading, (row,)),)
    )


def words_of(document: Leaflet) -> bytes:
    return "\n".join(sentence.text for sentence in document.sentences()).encode()


def read_back(files: Files) -> str:
    return b"\n".join(files.values()).decode()


def times_made(folder: Path, name: str) -> int:
    """How often the writer of that name has worked."""
    path = folder / name
    return len(path.read_text(encoding="utf-8").splitlines()) if path.exists() else 0


def _bear_witness(document: Leaflet, edition: Edition) -> None:
    folder = os.environ.get(WITNESS)
    if folder:
        with Path(folder, edition.format).open("a", encoding="utf-8") as file:
            file.write(f"{document.slug}\n")


def _plain(document: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    _bear_witness(document, edition)
    return {f"{document.slug}_{edition.format}.txt": words_of(document)}


def _sound(document: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    _bear_witness(document, edition)
    return {"sound": b"sound of " + words_of(document)}


def _tape(document: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    _bear_witness(document, edition)
    name = f"{document.slug}_{edition.format.removeprefix('toy-')}.txt"
    return {name: made["toy-sound"]["sound"].removeprefix(b"sound of ")}


def _raises(document: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    raise ZeroDivisionError("a slip of the pen")


def _no_voice(document: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    raise LeafletError("There is no voice called Ada. Install it with the command `doctor`.")


def _drops_not(document: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    return {"dropped.txt": words_of(document).replace(b" not", b"")}


def _nothing(document: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    return {"nothing.txt": b""}


def _outside(document: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    return {"../outside.txt": words_of(document)}


def _exits(document: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    _bear_witness(document, edition)
    os._exit(3)


def _killed(document: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    _bear_witness(document, edition)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(60)
    raise AssertionError


def _fells(document: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """Kills the process that gave it its work: on a cluster, the worker itself."""
    _bear_witness(document, edition)
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)
    raise AssertionError


def _fells_once(document: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    if times_made(Path(os.environ[WITNESS]), edition.format) == 0:
        return _fells(document, edition, made)
    return _plain(document, edition, made)


def _dies_once(document: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    _bear_witness(document, edition)
    if times_made(Path(os.environ[WITNESS]), edition.format) == 1:
        os._exit(3)
    return {"second.txt": words_of(document)}


def _hangs(document: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    _bear_witness(document, edition)
    place = Path(os.environ[WITNESS], f"{edition.format}.pids")
    with subprocess.Popen((sys.executable, "-c", "import time; time.sleep(300)")) as child:
        with place.open("a", encoding="utf-8") as file:
            file.write(f"{os.getpid()}\n{child.pid}\n")
        while not Path(os.environ[WITNESS], GO_ON).exists():
            time.sleep(0.01)
    raise AssertionError


def _slow(document: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    files = _plain(document, edition, made)
    time.sleep(0.8 * _SOON_S)
    return files


def _hangs_once(document: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    if times_made(Path(os.environ[WITNESS]), edition.format) == 0:
        return _hangs(document, edition, made)
    return _plain(document, edition, made)


def _hangs_deaf(document: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    return _hangs(document, edition, made)


_Write = Callable[[Leaflet, Edition, Mapping[str, Files]], Files]


def _format(name: str, write: _Write, needs: tuple[str, ...] = (), limit_s: float = 300) -> Format:
    limit = TimeLimit(limit_s, word_s=0)
    return Format(Edition(name), write, read_back, _furniture, _measure, needs, time_limit=limit)


def _furniture(document: Leaflet, edition: Edition) -> tuple[str, ...]:
    return ("{number}", "sound of")


def _measure(files: Files) -> Measured:
    return {"words": len(read_back(files).split())}


FORMATS = {
    made.name: made
    for made in (
        _format("toy-plain", _plain),
        _format("toy-other", _plain),
        _format("toy-sound", _sound),
        _format("toy-tape", _tape, ("toy-sound",)),
        _format("toy-film", _tape, ("toy-sound",)),
        _format("toy-broken-part", _raises),
        _format("toy-waits", _tape, ("toy-broken-part",)),
        _format("toy-waits-too", _tape, ("toy-broken-part",)),
        _format("toy-raises", _raises),
        _format("toy-no-voice", _no_voice),
        _format("toy-drops-not", _drops_not),
        _format("toy-nothing", _nothing),
        _format("toy-outside", _outside),
        _format("toy-exits", _exits),
        _format("toy-killed", _killed),
        _format("toy-dies-once", _dies_once),
        _format("toy-fells", _fells),
        _format("toy-fells-once", _fells_once),
        _format("toy-hangs", _hangs, limit_s=_SOON_S),
        _format("toy-hangs-once", _hangs_once, limit_s=_SOON_S),
        _format("toy-hangs-deaf", _hangs_deaf, limit_s=_SOON_S),
        _format("toy-hangs-long", _hangs),
        _format("toy-slow", _slow),
        _format("toy-circle", _plain, ("toy-circle-back",)),
        _format("toy-circle-back", _plain, ("toy-circle",)),
    )
}

PRINTS = dict.fromkeys(FORMATS, "made with nothing")


def load(name: str) -> Format:
    """As `formats.load`, for the toys."""
    return FORMATS[name]
