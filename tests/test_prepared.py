"""What is made once for a computer: it is believed only while it is whole, and only from the code that made it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import samples

from leaflets import formats, pictures, prepared
from leaflets.paper import fonts
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


def test_a_leaflet_is_the_same_on_a_computer_where_nothing_is_prepared(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; sys.path[:0] = ['tests']; from leaflets import formats, prepared; "
        f"prepared.folder = lambda: pathlib.Path({str(tmp_path)!r}); import samples; made = formats.load('easy-read'); "
        "(data,) = made.write(samples.leaflet('smallest'), made.edition, {}).values(); sys.stdout.buffer.write(data)"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "5"}
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, env=environment)
    made = formats.load("easy-read")
    (here,) = made.write(samples.leaflet("smallest"), made.edition, {}).values()
    assert other.stdout == here
    assert {path.name for path in tmp_path.iterdir()} == {"fonts", "drawings", "pictures", "signs"}
