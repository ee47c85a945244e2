"""What a format is made with, as one hash: its code and what it imports, its data files, the tools and the system.

The code is read, never imported: finding out that nothing has changed must not cost a WeasyPrint import.
"""

import ast
import hashlib
import json
import platform
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from leaflets.findings import LeafletError
from leaflets.formats import Format
from leaflets.unchanged import surroundings

ROOT = Path(__file__).resolve().parent.parent
"""The project's root, where `leaflets`, `templates` and `sources` stand."""

PACKAGE = "leaflets"
NOT_INSTALLED = "not installed"


def fingerprint(made: Format, root: Path = ROOT) -> str:
    """SHA-256 of everything besides words and edition that decides the bytes of a format, hex.

    Raises LeafletError when a pattern in the format's `data` finds no file.
    """
    return hashlib.sha256(json.dumps(ingredients(made, root), sort_keys=True).encode()).hexdigest()


def ingredients(made: Format, root: Path = ROOT) -> dict[str, str]:
    """What the fingerprint is taken of: name -> version or hash. A person can read here why something is made again."""
    found = {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    code = modules(made.name, root)
    for path in (*code, *kept_beside(code, root), *data_files(made, root)):
        found[path.relative_to(root).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    if _is_proved(made):  # before it is kept, so what proves it counts too
        for path in sorted((root / PACKAGE / "verify").glob("*.py")):
            found[path.relative_to(root).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    if made.edition.design:
        found["tool page-validation"] = version("page-validation")
    for name in made.made_with:
        found[f"tool {name}"] = version(name)
    found.update({f"environment {name}": state for name, state in surroundings(made.environment).items()})
    if made.made_with:
        found["system"] = system()
    return found


def _is_proved(made: Format) -> bool:
    """Whether quick checkers of finished files look at what the format makes: at pages, recordings and Word files."""
    return bool(made.edition.design) or "speech" in made.needs or "python-docx" in made.made_with


def version(distribution: str) -> str:
    """The installed version. A missing tool changes the fingerprint too, so that installing it makes the files anew."""
    try:
        return metadata.version(distribution)
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


def modules(name: str, root: Path) -> tuple[Path, ...]:
    """The source files of a format: its module and all it imports inside `leaflets`, sorted.

    An import inside a function counts. So does a loader such as `import_module("leaflets.voices." + name)`: every
    module of that folder counts then. Only the loader of formats does not: a format's needs have keys of their own.
    """
    start = root / PACKAGE / "formats" / f"{name.replace('-', '_')}.py"
    found: set[Path] = set()
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting.extend(_imported_by(path, root))
    return tuple(sorted(found))


def _imported_by(path: Path, root: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_bytes(), str(path))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _files_of(alias.name, root)
        elif isinstance(node, ast.ImportFrom):
            module = _absolute(node, path, root)
            yield from _files_of(module, root)
            for alias in node.names:
                yield from _files_of(f"{module}.{alias.name}", root)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _loaded_by_name(node.value, root)


def _absolute(node: ast.ImportFrom, path: Path, root: Path) -> str:
    """The full name of the module that a `from … import` names, also when it starts with dots."""
    if node.level == 0:
        return node.module or ""
    package = path.relative_to(root).parts[: -node.level]
    return ".".join((*package, node.module) if node.module else package)


def _files_of(module: str, root: Path) -> Iterator[Path]:
    """The files that importing a module of the toolkit runs; nothing for other modules and for plain names."""
    parts = module.split(".")
    if parts[0] != PACKAGE:
        return
    for length in range(1, len(parts) + 1):
        place = root.joinpath(*parts[:length])
        for path in (place.with_name(f"{place.name}.py"), place / "__init__.py"):
            if path.is_file():
                yield path


def _loaded_by_name(text: str, root: Path) -> Iterator[Path]:
    """All modules of a folder when `text` is the beginning of their names, such as "leaflets.voices."."""
    parts = text.split(".")
    is_prefix = len(parts) > 2 and parts[0] == PACKAGE and parts[-1] == "" and all(p.isidentifier() for p in parts[:-1])
    if is_prefix and text != f"{PACKAGE}.formats.":
        yield from sorted(root.joinpath(*parts[:-1]).glob("*.py"))
