"""Measures the same leaflet side by side: by the toolkit, by scripts of other programs, and by the bare parts.

Both of a pair take turns, round by round, so that whatever else the computer does hits both. What counts is the ratio
of processor seconds of everything that a program started. Run it by its name:
python3 make_leaflets.py bench side-by-side
"""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import bare_parts
import peers
import print_pages
import print_specimens
import watched
from figures import Table, middle, missing, rounds, say, spread
from own_python import OwnPython
from peers import Script

ROOT = Path(__file__).resolve().parents[2]
SLUG = "sim-london"
ROUNDS = 3
FLOOR_ROUNDS = 5
OVERHEAD = 1.15
"""What we want to reach over the bare parts."""
TODAY = "2026-11-26"

PAIRS: tuple[tuple[str, tuple[str, ...], Script], ...] = (
    ("PDF, Word, EPUB and MP3", ("easy-read", "word", "audio", "epub"), peers.WHOLE),
    ("PDF", ("easy-read",), peers.PDF),
    ("Word", ("word",), peers.WORD),
    ("MP3", ("audio",), peers.MP3),
    ("EPUB and MP3", ("audio", "epub"), peers.EPUB),
    ("PDF", ("easy-read",), peers.TYPST_PDF),
)


def main(arguments: Sequence[str]) -> int:
    """Gives the table."""
    columns = (
        *("what is made", "beside", "ours, processor s", "other, processor s"),
        *("ours / other, processor s: middle (least to most)", "ours / other, seconds", "wanted"),
    )
    table = Table("side-by-side", "Side by side", columns, "what is wanted: the other's, or 1.15 times the bare part's")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        python, files = OwnPython(place / "python"), place / "files"
        files.mkdir()
        _write(files)
        python_ready(python, place)
        for what, names, script in PAIRS:
            _pair(table, what, names, script, python, place, rounds(arguments, ROUNDS))
    _floors(table, rounds(arguments, FLOOR_ROUNDS))
    table.notes += _notes()
    return table.give(arguments)


def _write(folder: Path) -> None:
    """What the other programs read."""
    leaflet = print_specimens.real(SLUG)
    print_pages.write(leaflet, folder)
    (folder / "out.docx").unlink()
    said = "\n".join(sentence.text for part in print_pages.parts(leaflet) for sentence in part.sentences)
    (folder / "leaflet.txt").write_text(said, encoding="utf-8")


def python_ready(python: OwnPython, place: Path) -> None:
    """Prepares pictures and faces, which a computer has after its first leaflet."""
    say("getting ready")
    _ours(python, place, ("easy-read", "word", "audio", "epub"))


def _ours(python: OwnPython, place: Path, names: Sequence[str]) -> watched.Used:
    """The command `make` for these formats, with nothing known of the leaflet."""
    shutil.rmtree(place / "output", ignore_errors=True)
    python.forget_words()
    words = ("make", SLUG, "--plain", "--today", TODAY, "--output", place / "output", "--format", *names)
    used = watched.run(python.command(*words), ROOT)
    if used.code:
        raise SystemExit(used.said)
    return used


def _other(script: Script, files: Path) -> watched.Used:
    (files / script.makes).unlink(missing_ok=True)
    used = watched.run(script.command(), files)
    if used.code or not (files / script.makes).exists():
        raise SystemExit(f"{script.name} made no {script.makes}.\n{used.said}")
    return used


def _pair(
    table: Table,
    what: str,
    names: Sequence[str],
    script: Script,
    python: OwnPython,
    place: Path,
    times: int,
) -> None:
    if (lacking := script.lacking()) is not None:
        table.add(what, script.name, *[""] * 3, missing(lacking.name, lacking.remedy), "")
        return
    say(f"{what}: ours and {script.name}, {times} rounds")
    pairs = [(_ours(python, place, names), _other(script, place / "files")) for _ in range(times)]
    _row(table, what, script.name, [(a.cpu_s, b.cpu_s) for a, b in pairs], [a.seconds / b.seconds for a, b in pairs], 1)


def _row(
    table: Table, what: str, other: str, pairs: Sequence[tuple[float, float]], walls: Sequence[float], wanted: float
) -> None:
    ratios = [ours / theirs for ours, theirs in pairs]
    table.add(
        what, other, f"{middle(a for a, _ in pairs):.2f}", f"{middle(b for _, b in pairs):.2f}", spread(ratios),
        spread(walls) if walls else "", f"{wanted:g} or less", bar=middle(ratios) / wanted,
    )  # fmt: skip


def _floors(table: Table, times: int) -> None:
    """Our parts, warm, beside the bare call of the library that does the work."""
    with ProcessPoolExecutor(1, get_context("spawn")) as ours, ProcessPoolExecutor(1, get_context("spawn")) as bare:
        found: list[list[tuple[float, float]]] = []
        for what, other, mine, theirs in bare_parts.PAIRS:
            say(f"{what}: ours and {other}, {times} rounds")
            pairs: list[tuple[float, float]] = []
            found.append(pairs)
            for number in range(times + 1):
                seconds, given = ours.submit(mine, number).result()
                floor = bare.submit(theirs, given).result()
                if number:  # the first round only warms everything up
                    pairs.append((seconds, floor))
            _row(table, what, other, pairs, (), OVERHEAD)
    # Of the two pages the one in which the bare part is quicker.
    together = [(sum(a for a, _ in each), sum(b for _, b in each)) for each in zip(*found[1:], strict=True)]
    _row(table, "PDF, sound and MP3", "these bare parts together", together, (), OVERHEAD)


def _notes() -> list[str]:
    return [
        "The scripts make less. Their PDF has no tags that pass PDF/UA, no lines set to equal lengths and no contents "
        "proved; their Word file no sizes and styles for easy read; their EPUB no sound and no marked words; their MP3 "
        "no pauses, chapters, words, times, spoken forms of numbers, and no proof. Ours is the whole command: it also "
        "checks the text, makes the download site, and proves each file before it is given out.",
        "Typst writes PDF/UA-1 and PDF/A-2a with the same words, pictures and font. Its layout is simpler.",
        "Rows with “bare” are warm: imports are done, and both do the same work on the same leaflet, with new words in "
        "each round. For them “wanted” is an overhead of 15% or less.",
    ]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
