"""What a format is made with, as one hash: its code and what it imports, its data files, the tools and the system.

The code is read, never imported: finding out that nothing has changed must not cost a WeasyPrint import.
"""

import ast
import hashlib
import json
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from leaflets import formats, prepared
from leaflets.build import formats_needed
from leaflets.findings import LeafletError
from leaflets.formats import Format
from leaflets.unchanged import surroundings, toolkit
from leaflets.versions import version as installed

ROOT = Path(__file__).resolve().parent.parent
"""The project's root, where `leaflets`, `templates` and `sources` stand."""

PACKAGE, TEMPLATES = "leaflets", "templates"
"""Folders of the root: whatever a format is made with stands in one of them."""
KIND = "fingerprints"
NOT_INSTALLED = "not installed"


@dataclass(frozen=True, slots=True)
class Tree:
    """The project's files as they are now. What was read once is not read again: formats share most of their code."""

    root: Path = ROOT
    digests: dict[Path, str] = field(default_factory=dict)
    imports: dict[Path, tuple[Path, ...]] = field(default_factory=dict)
    """The files that each source file imports."""
    are_files: dict[Path, bool] = field(default_factory=dict)

    def digest(self, path: Path) -> str:
        """SHA-256 of a file, hex."""
        if path not in self.digests:
            self.digests[path] = hashlib.sha256(path.read_bytes()).hexdigest()
        return self.digests[path]

    def is_file(self, path: Path) -> bool:
        if path not in self.are_files:
            self.are_files[path] = path.is_file()
        return self.are_files[path]


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The fingerprints of formats, and when they were taken."""

    of: Mapping[str, str]
    """Format -> its fingerprint."""
    look: str
    """How the toolkit looked then; empty when some of it was too new to be trusted."""


def fingerprints(names: Iterable[str]) -> Fingerprints:
    """The fingerprint of each of these formats and of everything that they are made from. Raises LeafletError.

    Where the toolkit looks as it did when they were taken before, it is not read again: that takes 0.3 s.
    """
    wanted, look = formats_needed(names), _look()
    if not look:
        return Fingerprints(_taken(wanted), look)
    shelf = prepared.shelf(KIND, Path(__file__))
    kept = shelf.get(f"{look} {' '.join(wanted)}", lambda: json.dumps(_taken(wanted)).encode())
    return Fingerprints(json.loads(kept), look)


def _taken(names: Iterable[str]) -> dict[str, str]:
    tree = Tree()
    return {name: fingerprint(formats.load(name), tree) for name in names}


def _look() -> str:
    return toolkit(ROOT / name for name in (PACKAGE, TEMPLATES))


def edited(before: Fingerprints) -> set[str]:
    """The formats among these whose fingerprint is another now; one in the middle of an edit may not even be code."""
    if before.look and before.look == _look():
        return set()
    tree, found = Tree(), set()
    for name, known in before.of.items():
        try:
            if fingerprint(formats.load(name), tree) != known:
                found.add(name)
        except (LeafletError, OSError, SyntaxError):
            found.add(name)
    return found


def fingerprint(made: Format, tree: Tree | None = None) -> str:
    """SHA-256 of everything besides words and edition that decides the bytes of a format, hex.

    Raises LeafletError when a pattern in the format's `data` finds no file.
    """
    return hashlib.sha256(json.dumps(ingredients(made, tree), sort_keys=True).encode()).hexdigest()


def ingredients(made: Format, tree: Tree | None = None) -> dict[str, str]:
    """What the fingerprint is taken of: name -> version or hash. A person can read here why something is made again."""
    tree = tree or Tree()
    root = tree.root
    found = {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    code = modules(made.name, tree)
    for path in (*code, *kept_beside(code, root), *data_files(made, root)):
        found[path.relative_to(root).as_posix()] = tree.digest(path)
    if _is_proved(made):  # before it is kept, so what proves it counts too
        for path in sorted((root / PACKAGE / "verify").glob("*.py")):
            found[path.relative_to(root).as_posix()] = tree.digest(path)
    return {**found, **machine(made)}


def machine(made: Format) -> dict[str, str]:
    """The part of it that is no file of the toolkit: tools, programs, the environment and the system."""
    found: dict[str, str] = {}
    if made.edition.design:
        found["tool page-validation"] = version("page-validation")
    for name in made.made_with:
        found[f"tool {name}"] = version(name)
    found.update({f"environment {name}": state for name, state in surroundings(made.environment).items()})
    found.update({f"program {name}": state for name, state in made.programs().items()})
    if made.made_with:
        found["system"] = system()
    return found


def tools(names: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """For each format the tools and programs it is made with, those of its parts too, with their versions.

    Tools of an optional voice that is not on this computer have made nothing.
    """
    found: dict[str, dict[str, str]] = {}
    for name in names:
        parts = [formats.load(part) for part in formats_needed([name])]
        versions = {tool: version(tool) for tool in sorted({tool for part in parts for tool in part.made_with})}
        found[name] = {tool: each for tool, each in versions.items() if each != NOT_INSTALLED}
        found[name] |= {program: state for part in parts for program, state in part.programs().items()}
    return found


def _is_proved(made: Format) -> bool:
    """Whether quick checkers of finished files look at what the format makes: all but plain text and parts."""
    own = made.edition.design or made.edition.layout or made.edition.cells
    return bool(own or made.needs) or "python-docx" in made.made_with


def version(distribution: str) -> str:
    """The installed version. A missing tool changes the fingerprint too, so that installing it makes the files anew."""
    try:
        return installed(distribution)
    except metadata.PackageNotFoundError:
        return NOT_INSTALLED


def system() -> str:
    """The machine and the system's release: compiled tools and system libraries such as Pango come with them.

    Only asked for formats that are made with tools. A text file is the same everywhere.
    """
    release = platform.release() if sys.platform == "darwin" else ""
    try:
        names = platform.freedesktop_os_release()
        release = f"{names.get('ID', '')} {names.get('VERSION_ID', '')}"
    except OSError:
        pass  # not a Linux system, or one that does not name its release
    return f"{platform.system()} {platform.machine()} {release}".strip()


def data_files(made: Format, root: Path) -> tuple[Path, ...]:
    """The files that a format's `data` patterns find, sorted. A pattern that finds nothing is a slip, so it is said."""
    found: set[Path] = set()
    for pattern in made.data:
        files = {path for path in root.glob(pattern) if path.is_file() and "__pycache__" not in path.parts}
        if not files:
            raise LeafletError(
                f"The format {made.name} is made with {pattern}, but there is no such file. "
                f"Put the file back, or correct `data` in leaflets/formats/{made.name.replace('-', '_')}.py."
            )
        found |= files
    return tuple(sorted(found))


def kept_beside(code: tuple[Path, ...], root: Path) -> tuple[Path, ...]:
    """The data files in the folders of imported packages, such as the language files: their code reads them.

    The toolkit's own folder is no such package; style sheets and templates are named in `data`.
    """
    found: set[Path] = set()
    packages = [path.parent for path in code if path.name == "__init__.py" and path.parent != root / PACKAGE]
    for package in packages:
        for path in package.rglob("*"):
            if path.is_file() and path.suffix not in (".py", ".pyc", ".md"):
                found.add(path)
    return tuple(sorted(found))


def modules(name: str, tree: Tree) -> tuple[Path, ...]:
    """The source files of a format: its module and all it imports inside `leaflets`, sorted.

    An import inside a function counts. So does a loader such as `import_module("leaflets.voices." + name)`: every
    module of that folder counts then. Only the loader of formats does not: a format's needs have keys of their own.
    """
    start = tree.root / PACKAGE / "formats" / f"{name.replace('-', '_')}.py"
    found: set[Path] = set()
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            if path not in tree.imports:
                tree.imports[path] = tuple(set(_imported_by(path, tree)))
            waiting.extend(tree.imports[path])
    return tuple(sorted(found))


def _imported_by(path: Path, tree: Tree) -> Iterator[Path]:
    for line in _imports(path.read_bytes(), str(path)):
        if line.loader:
            yield from _all_of(line.loader, tree.root)
            continue
        module = _absolute(line, path, tree.root)
        yield from _files_of(module, tree)
        for name in line.names:
            yield from _files_of(f"{module}.{name}", tree)


class _Import(NamedTuple):
    """An import in a source file, or a loader of modules by their names."""

    module: str = ""
    names: tuple[str, ...] = ()
    level: int = 0
    """How many dots the module's name starts with."""
    loader: str = ""
    """The beginning of the names."""


@cache
def _imports(code: bytes, file: str) -> tuple[_Import, ...]:
    """What that code imports. Kept, because every format reads the same files, and reads them once more at the end."""
    found: list[_Import] = []
    for node in ast.walk(ast.parse(code, file)):
        if isinstance(node, ast.Import):
            found += [_Import(alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(_Import(node.module or "", tuple(alias.name for alias in node.names), node.level))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_loader(node.value):
            found.append(_Import(loader=node.value))
    return tuple(found)


def _absolute(line: _Import, path: Path, root: Path) -> str:
    """The full name of the module that an import names, also when it starts with dots."""
    if line.level == 0:
        return line.module
    package = path.relative_to(root).parts[: -line.level]
    return ".".join((*package, line.module) if line.module else package)


def _files_of(module: str, tree: Tree) -> Iterator[Path]:
    """The files that importing a module of the toolkit runs; nothing for other modules and for plain names."""
    parts = module.split(".")
    if parts[0] != PACKAGE:
        return
    for length in range(1, len(parts) + 1):
        place = tree.root.joinpath(*parts[:length])
        for path in (place.with_name(f"{place.name}.py"), place / "__init__.py"):
            if tree.is_file(path):
                yield path


def _is_loader(text: str) -> bool:
    """Whether it is the beginning of modules' names, such as "leaflets.voices."."""
    parts = text.split(".")
    is_prefix = len(parts) > 2 and parts[0] == PACKAGE and parts[-1] == "" and all(p.isidentifier() for p in parts[:-1])
    return is_prefix and text != f"{PACKAGE}.formats."


def _all_of(loader: str, root: Path) -> Iterator[Path]:
    """All modules of the folder that a loader names."""
    yield from sorted(root.joinpath(*loader.split(".")[:-1]).glob("*.py"))
