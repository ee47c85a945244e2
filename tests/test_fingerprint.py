"""The fingerprint: what a format is made with, found without importing it."""

import os
import platform
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from toy_formats import FORMATS

from leaflets import fingerprint as fingerprint_module
from leaflets import formats, prepared, unchanged
from leaflets.findings import LeafletError
from leaflets.fingerprint import (
    PACKAGE,
    ROOT,
    TEMPLATES,
    Tree,
    data_files,
    edited,
    fingerprint,
    fingerprints,
    ingredients,
    modules,
)
from leaflets.formats import Edition

TOY = replace(FORMATS["toy-plain"], edition=Edition("big-print"))

TREE = {
    "leaflets/__init__.py": "",
    "leaflets/formats/__init__.py": "def load(name):\n    return import_module('leaflets.formats.' + name)\n",
    "leaflets/formats/big_print.py": "import os\nfrom leaflets import model\nfrom leaflets.paper import lines as rows\n"
    "def write():\n    from leaflets.voices import load\n",
    "leaflets/formats/other.py": "",
    "leaflets/model.py": "",
    "leaflets/unused.py": "",
    "leaflets/paper/__init__.py": "from . import lines\nfrom .sheet import paper\nfrom ..colours import cream\n",
    "leaflets/paper/lines.py": "",
    "leaflets/paper/sheet.py": "paper = 'A4'",
    "leaflets/colours.py": "cream = 1",
    "leaflets/voices/__init__.py": "def load(name):\n    return import_module(f'leaflets.voices.{name}')\n",
    "leaflets/voices/loud.py": "",
    "leaflets/voices/voices.toml": "",
    "templates/print.css": "p {}",
    "templates/web.css": "p {}",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in TREE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def found(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in modules("big-print", Tree(root))}


def changes(root: Path, name: str, made: formats.Format = TOY) -> bool:
    """Whether a new line in that file changes the fingerprint."""
    before = fingerprint(made, Tree(root))
    with (root / name).open("a", encoding="utf-8") as file:
        file.write("\n# new\n")
    return fingerprint(made, Tree(root)) != before


def test_a_module_that_is_imported_counts_and_another_does_not(root: Path) -> None:
    assert {"leaflets/formats/big_print.py", "leaflets/model.py", "leaflets/paper/lines.py"} <= found(root)
    assert not {"leaflets/unused.py", "leaflets/formats/other.py"} & found(root)


def test_an_import_inside_a_function_counts(root: Path) -> None:
    assert "leaflets/voices/__init__.py" in found(root)


def test_imports_with_dots_count(root: Path) -> None:
    assert {"leaflets/paper/sheet.py", "leaflets/colours.py"} <= found(root)


def test_modules_loaded_by_name_count(root: Path) -> None:
    assert "leaflets/voices/loud.py" in found(root)


def test_data_beside_imported_code_counts(root: Path) -> None:
    assert changes(root, "leaflets/voices/voices.toml")


def test_a_style_sheet_counts_only_for_the_formats_that_name_it(root: Path) -> None:
    printed = replace(TOY, data=("templates/print.*",))
    assert changes(root, "templates/print.css", printed)
    assert not changes(root, "templates/web.css", printed)
    assert not changes(root, "templates/print.css", TOY)


def test_a_pattern_that_finds_nothing_is_said(root: Path) -> None:
    with pytest.raises(LeafletError, match=r"templates/prnit\.css, but there is no such file"):
        fingerprint(replace(TOY, data=("templates/prnit.css",)), Tree(root))


def test_tools_count_with_their_versions_and_so_does_the_system(root: Path) -> None:
    made_with = ingredients(replace(TOY, made_with=("pytest", "no-such-tool")), Tree(root))
    assert made_with["tool pytest"] == pytest.__version__
    assert made_with["tool no-such-tool"] == "not installed"
    assert platform.machine() in made_with["system"]


def test_a_format_made_with_no_tools_is_the_same_on_every_system(root: Path) -> None:
    assert "system" not in ingredients(TOY, Tree(root))
    assert ingredients(TOY, Tree(root))["python"] == f"{sys.version_info.major}.{sys.version_info.minor}"


def test_the_same_tree_gives_the_same_fingerprint(root: Path) -> None:
    assert fingerprint(TOY, Tree(root)) == fingerprint(TOY, Tree(root))


def test_another_model_in_the_persons_own_folder_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = formats.load("speech")
    seen = {fingerprint(made)}
    monkeypatch.setenv("LEAFLETS_VOICES", str(tmp_path))
    seen.add(fingerprint(made))
    for content in (b"model", b"a larger model"):
        (tmp_path / "kokoro.onnx").write_bytes(content)
        seen.add(fingerprint(made))
    os.utime(tmp_path / "kokoro.onnx", (1, 1))
    seen.add(fingerprint(made))
    assert len(seen) == 5
    assert fingerprint(made) in seen


def test_the_list_of_environment_variables_is_what_the_formats_declare() -> None:
    declared = {name for each in formats.NAMES + formats.PARTS for name in formats.load(each).environment}
    assert set(formats.ENVIRONMENT) == declared


@pytest.mark.parametrize("name", formats.NAMES + formats.PARTS)
def test_every_format_has_a_fingerprint_of_its_own_module(name: str) -> None:
    made = formats.load(name)
    assert f"leaflets/formats/{name.replace('-', '_')}.py" in ingredients(made)


@pytest.mark.parametrize(
    ("name", "proved"), [("word", True), ("word-giant", True), ("easy-read", True), ("text", False)]
)
def test_what_proves_a_file_counts_too(name: str, proved: bool) -> None:
    assert ("leaflets/verify/word.py" in ingredients(formats.load(name))) == proved


def test_recordings_do_not_depend_on_style_sheets() -> None:
    made_of = {*ingredients(formats.load("speech")), *ingredients(formats.load("audio"))}
    assert not [name for name in made_of if name.endswith((".css", ".j2"))]


def test_the_code_is_not_read_again_while_it_looks_as_before(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shelf = prepared.Shelf(tmp_path, "")
    monkeypatch.setattr(prepared, "shelf", lambda *kind: shelf)
    monkeypatch.setattr(fingerprint_module, "_look", lambda: "as it looked")
    first = fingerprints(["text"])
    monkeypatch.setattr(fingerprint_module, "Tree", _unread)
    assert fingerprints(["text"]) == first
    assert edited(first) == set()
    monkeypatch.setattr(fingerprint_module, "_look", lambda: "otherwise")
    with pytest.raises(AssertionError):
        fingerprints(["text"])
    with pytest.raises(AssertionError):
        edited(first)


def _unread() -> Tree:
    raise AssertionError("The code was read.")


def test_whatever_a_format_is_made_with_stands_where_its_look_is_taken() -> None:
    for name in (*formats.NAMES, *formats.PARTS):
        made = formats.load(name)
        for path in (*data_files(made, ROOT), *modules(name, Tree())):
            assert path.relative_to(ROOT).parts[0] in (PACKAGE, TEMPLATES), path


def test_a_style_sheet_that_gets_its_old_size_and_time_back_looks_otherwise(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "FRESH_NS", 0)
    folders = (root / PACKAGE, root / TEMPLATES)
    path = root / "templates/print.css"
    before, was = path.stat(), path.read_text(encoding="utf-8")
    first = unchanged.toolkit(folders)
    path.write_text(was.swapcase(), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert unchanged.toolkit(folders) not in ("", first)
