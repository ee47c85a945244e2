"""The list of hostile and broken input in `leaflets/docs/hostile.md` names real tests, and every test of that kind."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
LIST = (TESTS.parent / "leaflets" / "docs" / "hostile.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(test_\w+)::(test_\w+)`", LIST)
CLASSES = re.findall(r"^\| (text|markup|zips|pictures|configuration|speech): ", LIST, re.MULTILINE)


def named_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_bytes())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED)))
def test_every_test_in_the_list_is_there(file: str, name: str) -> None:
    (path,) = TESTS.rglob(f"{file}.py")
    assert name in named_in(path)


@pytest.mark.parametrize("path", sorted(TESTS.glob("test_hostile_*.py")), ids=lambda path: path.stem)
def test_every_test_of_hostile_input_is_in_the_list(path: Path) -> None:
    if path != Path(__file__).resolve():
        assert named_in(path) <= {name for file, name in NAMED if file == path.stem}


def test_every_class_of_the_issue_is_in_the_list() -> None:
    assert set(CLASSES) == {"text", "markup", "zips", "pictures", "configuration", "speech"}
