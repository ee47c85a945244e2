"""Whether two computers would make the same bytes: what each makes files with, and where they differ."""

import hashlib
import platform
from collections.abc import Iterable, Iterator, Mapping

from leaflets import formats
from leaflets.build import formats_needed
from leaflets.fingerprint import PACKAGE, ROOT, machine, version

CLUSTER_TOOLS = ("dask", "distributed")
_FOLDERS = (PACKAGE, "templates")
_NO_PART = (".md", ".pyc", ".png")
"""Files in the toolkit's folders that no job reads."""

_FILE = "file "


def described(names: Iterable[str]) -> dict[str, str]:
    """What this computer makes those formats with: name -> version, hash or state.

    That is all that goes into the keys of jobs (`fingerprint.py`), every file of the toolkit, the exact Python, Pango,
    and what carries the jobs.
    """
    wanted = [formats.load(name) for name in formats_needed(names)]
    found = {"Python": platform.python_version()}
    found.update({f"tool {name}": version(name) for name in CLUSTER_TOOLS})
    for made in wanted:
        for name, state in machine(made).items():  # of one program, formats may use different tables
            found[name] = "; ".join(sorted({state, *found.get(name, state).split("; ")}))
    if any(made.edition.design for made in wanted):
        from leaflets.paper.engine import pango_version

        found["program Pango"] = pango_version()
    for folder in _FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in _NO_PART and "__pycache__" not in path.parts and path.is_file():
                found[_FILE + path.relative_to(ROOT).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> tuple[str, ...]:
    """What differs between this computer and another one, a line each; empty when they are alike."""
    names = sorted(name for name in {*here, *there} if here.get(name) != there.get(name))
    files = [name.removeprefix(_FILE) for name in names if name.startswith(_FILE)]
    return (*_told(here, there, [name for name in names if not name.startswith(_FILE)]), *_files(files))


def _told(here: Mapping[str, str], there: Mapping[str, str], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        kind, _, own = name.partition(" ")
        if kind == "environment":
            yield f"{own}: it says something else there, or its folder has other files"
        else:
            label = own if kind in ("tool", "program") else name
            yield f"{label}: {there.get(name, 'missing')} there, {here.get(name, 'missing')} here"


def _files(names: list[str]) -> Iterator[str]:
    if names:
        such = f"{names[0]}" if len(names) == 1 else f"{len(names)} files, such as {names[0]}"
        yield f"the toolkit: {such}"
