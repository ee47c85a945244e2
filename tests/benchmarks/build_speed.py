"""Measures `make`: one leaflet first ever, cold, with one changed sentence, and four leaflets with nothing changed.

Run it by its name: python3 make_leaflets.py bench build
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import watched
from figures import Table, middle, rounds, say, spread
from own_python import OwnPython
from watched import Used

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from leaflets import formats  # noqa: E402

SLUG = "sim-london"
EIGHT = ("easy-read", "large-print", "easy-read-dark", "word", "audio", "web", "epub", "text")
"""The formats that the goals speak of; `formats.DEFAULT` has giant print and the booklet besides."""
ROUNDS = 3
_ENDS = ("together", "there", "in town", "here", "at work", "then")
"""How the sentence ends, each time in another way that changes no fact."""
COLD_S, EDIT_S, NOTHING_S, WORKER_MB = 8.0, 2.0, 0.3, 300
"""What we want to reach."""
TODAY = "2026-11-26"


class Builds:
    """Builds in a folder of their own, by a Python of their own."""

    def __init__(self, place: Path) -> None:
        self.python = OwnPython(place / "python")
        self.sources, self.output = place / "sources", place / "output"

    def texts(self, slugs: Sequence[str], names: Sequence[str]) -> None:
        """Sources with these leaflets only, all of them in these formats, and an empty output folder."""
        shutil.rmtree(self.sources, ignore_errors=True)
        others = [path.name for path in (ROOT / "sources").iterdir() if path.is_dir() and path.name not in slugs]
        shutil.copytree(ROOT / "sources", self.sources, ignore=shutil.ignore_patterns(*others))
        house = self.sources / "house.toml"
        text = re.sub(r"(?m)^formats = .*$", f"formats = {list(names)}".replace("'", '"'), house.read_text("utf-8"))
        house.write_text(text, encoding="utf-8")
        self.clear()

    def clear(self) -> None:
        shutil.rmtree(self.output, ignore_errors=True)

    def change(self, number: int) -> None:
        """Another sentence in the place of one."""
        path = self.sources / SLUG / "leaflet.en-GB.md"
        real = (ROOT / "sources" / SLUG / path.name).read_text(encoding="utf-8")
        assert "worked as a pair" in real
        path.write_text(real.replace("worked as a pair", f"worked as a pair {_ENDS[number]}"), encoding="utf-8")

    def make(self) -> Used:
        words = ("make", "--plain", "--today", TODAY, "--sources", self.sources, "--output", self.output)
        used = watched.run(self.python.command(*words), ROOT)
        if used.code:
            raise SystemExit(used.said)
        return used


def main(arguments: Sequence[str]) -> int:
    """Gives the table."""
    columns = ("build", "seconds, middle (least to most)", "processor seconds", "wanted", "largest worker, MB")
    table = Table("build", "One leaflet, four leaflets", columns, "what is wanted")
    with tempfile.TemporaryDirectory() as place:
        builds = Builds(Path(place))
        _one_leaflet(builds, table, rounds(arguments, ROUNDS))
        _four_leaflets(builds, table)
    table.notes.append(
        f"“Eight formats” are {', '.join(EIGHT)}, those that the goals name. “All usual formats” are the "
        f"{len(formats.DEFAULT)} of house.toml: {', '.join(name for name in formats.DEFAULT if name not in EIGHT)} too."
    )
    table.notes.append(
        "“Cold”: the store is empty and no sentence was said before; pictures and faces of the font are "
        "prepared. “First ever”: they are not either, as after the set-up."
    )
    return table.give(arguments)


def _one_leaflet(builds: Builds, table: Table, times: int) -> None:
    for label, names in (("eight formats", EIGHT), ("all usual formats", formats.DEFAULT)):
        found: dict[str, list[Used]] = {"first ever": [], "cold": [], "one changed sentence": [], "nothing changed": []}
        builds.texts([SLUG], names)
        for number in range(times):
            say(f"{label}, round {number + 1} of {times}")
            builds.change(2 * number % len(_ENDS))
            for name, before in _ways(builds, number).items():
                before()
                found[name].append(builds.make())
        wanted = {"cold": COLD_S, "one changed sentence": EDIT_S, "nothing changed": NOTHING_S}
        for name, every in found.items():
            limit = wanted.get(name, 0.0) if names == EIGHT or name == "nothing changed" else 0.0
            _row(table, f"`{SLUG}`, {label}, {name}", every, limit)


def _ways(builds: Builds, number: int) -> dict[str, Callable[[], None]]:
    """What comes before each kind of build."""

    def first_ever() -> None:
        builds.clear()
        builds.python.forget_everything()

    def cold() -> None:
        builds.clear()
        builds.python.forget_words()

    return {
        "first ever": first_ever,
        "cold": cold,
        "one changed sentence": lambda: builds.change((2 * number + 1) % len(_ENDS)),
        "nothing changed": lambda: None,
    }


def _four_leaflets(builds: Builds, table: Table) -> None:
    slugs = sorted(path.parent.name for path in (ROOT / "sources").glob("*/leaflet.*.md"))[:4]
    say(f"{len(slugs)} leaflets")
    builds.texts(slugs, formats.DEFAULT)
    builds.python.forget_words()
    _row(table, f"{len(slugs)} leaflets, all usual formats, cold", [builds.make()], 0.0)
    nothing = [builds.make() for _ in range(2 * ROUNDS)]
    _row(table, f"{len(slugs)} leaflets, all usual formats, nothing changed", nothing, NOTHING_S)


def _row(table: Table, name: str, every: Sequence[Used], limit: float) -> None:
    seconds = [used.seconds for used in every]
    memory = max(used.worker_mb for used in every)
    table.add(
        name,
        spread(seconds),
        f"{middle(used.cpu_s for used in every):.2f}",
        f"{limit:g} s or less" if limit else "",
        f"{memory:.0f}" if memory else "none",
        bar=middle(seconds) / limit if limit else None,
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
