"""What is made once for a computer: it is believed only while it is whole, and only from the code that made it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import samples

from leaflets import formats, pictures, prepared
from leaflets.paper import fonts, loading
from leaflets.prepared import Shelf

ROOT = Path(__file__).resolve().parent.parent


def made_once(shelf: Shelf) -> tuple[bytes, int]:
    """What the shelf gives the second time, and how often it had to be made."""
    made: list[str] = []

    def make() -> bytes:
        made.append("again")
        return b"a face"

    shelf.get("bold", make)
    return shelf.get("bold", make), len(made)


def test_a_thing_is_made_once(tmp_path: Path) -> None:
    assert made_once(Shelf(tmp_path / "fonts", "1")) == (b"a face", 1)


@pytest.mark.parametrize("damage", [b"", b"short", b"\0" * 32 + b"a face"])
def test_a_damaged_thing_is_made_again(tmp_path: Path, damage: bytes) -> None:
    shelf = Shelf(tmp_path, "1")
    made_once(shelf)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(damage)
    assert made_once(shelf) == (b"a face", 1)
    assert shelf.get("bold", bytes) == b"a face"


def test_a_change_of_the_code_makes_things_again(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    shelves = []
    for text in ("one", "two"):
        code.write_text(text, encoding="utf-8")
        shelves.append(Shelf(tmp_path / "kept", prepared.shelf("fonts", code).made_by))
    assert shelves[0].get("bold", lambda: b"old") == b"old"
    assert shelves[1].get("bold", lambda: b"new") == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_write_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    program = (
        "import resource, signal, sys; from pathlib import Path; from leaflets.prepared import Shelf\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "assert Shelf(Path(sys.argv[1]), '1').get('sound', lambda: bytes(100_000)) == bytes(100_000)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True, cwd=ROOT)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_kept_is_made_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert made_once(Shelf(tmp_path / "file", "1")) == (b"a face", 2)
    assert made_once(Shelf(None, "1")) == (b"a face", 2)


def test_a_picture_and_a_face_are_the_same_kept_or_made_now(monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = pictures.scene("police-talk").recipe
    kept = (fonts.face.__wrapped__(700), pictures.drawing._finished.__wrapped__(recipe), pictures.png(recipe, 300))
    monkeypatch.setattr(Shelf, "get", lambda self, name, make: make())
    made = (fonts.face.__wrapped__(700), pictures.drawing._finished.__wrapped__(recipe), pictures.png(recipe, 300))
    assert made == kept


def drawn_apart(*before: str, after: str = "") -> bytes:
    """What another process says that draws the smallest leaflet; the lines are done before and after it."""
    code = "\n".join(
        (
            "import sys, pathlib; sys.path[:0] = ['tests']; from leaflets import formats, prepared",
            *before,
            "import samples; made = formats.load('easy-read')",
            "(data,) = made.write(samples.leaflet('smallest'), made.edition, {}).values()",
            after or "sys.stdout.buffer.write(data)",
        )
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "5"}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, env=environment
    ).stdout


def drawn_here() -> bytes:
    made = formats.load("easy-read")
    (data,) = made.write(samples.leaflet("smallest"), made.edition, {}).values()
    return data


def test_a_leaflet_is_the_same_on_a_computer_where_nothing_is_prepared(tmp_path: Path) -> None:
    assert drawn_apart(f"prepared.folder = lambda: pathlib.Path({str(tmp_path)!r})") == drawn_here()
    kinds = {"declarations", "drawings", "fonts", "pictures", "signs", "tables", "templates", "widths"}
    assert {path.name for path in tmp_path.iterdir()} == kinds


def test_a_leaflet_is_the_same_with_weasyprint_as_it_loads_itself() -> None:
    stock = "import contextlib; from leaflets.paper import loading; loading.light = contextlib.nullcontext"
    assert drawn_apart(stock) == drawn_here()


def test_a_page_waits_for_no_module_that_it_does_not_need() -> None:
    """Each of these takes as long to import as a page to draw. What they make is kept, or another part does it."""
    drawn_here()  # so that all is kept
    told = drawn_apart(after="print(*sys.modules)").decode().split()
    assert set(told).isdisjoint({"numpy", "pycparser", "fontTools.subset", "fontTools.varLib", "pikepdf", "uharfbuzz"})


def test_a_module_that_is_imported_later_does_its_work() -> None:
    assert loading._Later("json").dumps([1]) == "[1]"


@pytest.fixture
def kept_sounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """A shelf with room for two sentences of ten bytes, and three on it; the first was used last."""
    monkeypatch.setattr(prepared, "folder", lambda: tmp_path)
    monkeypatch.setitem(prepared.LIMITS_BYTES, "sounds", 2 * (10 + 32))
    shelf = Shelf(tmp_path / "sounds", "1")
    for age_s, name in ((10, "one"), (30, "two"), (20, "three")):
        shelf.put(name, b"0123456789")
        os.utime(shelf._path(tmp_path / "sounds", name), (time.time() - age_s,) * 2)
    return shelf


def test_cleaning_takes_out_what_was_not_used_for_longest(kept_sounds: Shelf) -> None:
    prepared.clean()
    assert [kept_sounds.find(name) is not None for name in ("one", "two", "three")] == [True, False, True]


@pytest.mark.parametrize(("hours", "cleans"), [(0.5, False), (1.5, True), (-2, True)])
def test_all_is_looked_through_once_an_hour(kept_sounds: Shelf, tmp_path: Path, hours: float, cleans: bool) -> None:
    """Also when the clock was put back since."""
    (tmp_path / "cleaned").touch()
    os.utime(tmp_path / "cleaned", (time.time() - hours * 3600,) * 2)
    prepared.clean()
    assert (kept_sounds.find("two") is None) == cleans


def test_cleaning_passes_over_what_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "folder", lambda: None)
    prepared.clean()
    monkeypatch.setattr(prepared, "folder", lambda: tmp_path / "none")
    prepared.clean()
    assert list(tmp_path.iterdir()) == []
