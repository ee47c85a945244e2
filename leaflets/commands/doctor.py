"""`doctor`: says what is there, what is missing and what to do. Works before the set-up too, and changes nothing."""

import argparse
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Literal

NAME = "doctor"
HELP = "Say what is there, what is missing and what to do."

State = Literal["good", "missing", "not checked"]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the project needs or can use, and how it is."""

    state: State
    what: str
    advice: str = ""
    """What to do; empty where nothing is to be done."""


def arguments(parser: argparse.ArgumentParser) -> None:
    del parser  # there is nothing to choose


def execute(options: argparse.Namespace) -> int:
    del options
    parts: list[Part] = []
    for examine in (_python, _own_python, _packages, _libraries, _fonts, _voices, _formats, _checkers):
        for part in examine():
            parts.append(part)
            print(f"{part.state:<12} {part.what}", flush=True)
            for line in part.advice.splitlines():
                print(f"{'':<12}   {line}", flush=True)
    lacking = sum(part.state == "missing" for part in parts)
    if lacking:
        print(f"\nMissing: {lacking}. What to do stands beside each.")
        return 2
    print("\nAll that is needed is there.")
    return 0


def _python() -> Iterator[Part]:
    yield Part("good", f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")


def _own_python() -> Iterator[Part]:
    from leaflets import first_run

    if first_run.is_ready(()):
        yield Part("good", f"Set up in {first_run.VENV}")
    elif first_run.VENV.exists():
        yield Part("missing", "The set-up is not finished or out of date.", "Type:  python3 make_leaflets.py")
    else:
        yield Part("missing", "Nothing is set up yet.", "Type:  python3 make_leaflets.py")
        if not first_run.has_venv_part():
            advice = f"On Debian or Ubuntu, type:  {first_run.venv_part_command()}"
            yield Part("missing", "The part of Python called venv", advice)


def _packages() -> Iterator[Part]:
    """Every package of the constraints that the project asks for, directly or through another."""
    from leaflets import first_run

    if not first_run.is_ready(()):
        return  # that has been said, and one command mends it
    wanted = exact_versions(first_run.CONSTRAINTS.read_text(encoding="utf-8"))
    found = {_plain(there.name): there for there in distributions(path=_site_packages(first_run.VENV))}
    repair = "Delete the folder .venv. Then type:  python3 make_leaflets.py"
    direct = {_requirement_name(text) for text in first_run.requirements(())}
    others = []
    for name in sorted(_needed(direct, found)):
        words = f"Package {name} {wanted.get(name, '')}".rstrip()
        if name not in found:
            yield Part("missing", words, repair)
        elif name in wanted and found[name].version != wanted[name]:
            yield Part("missing", f"{words}: {found[name].version} is there instead", repair)
        elif name in direct:
            yield Part("good", words)
        else:
            others.append(name)
    yield Part("good", f"{len(others)} more packages, which these need")


def exact_versions(constraints: str) -> dict[str, str]:
    """Package -> version, from the lines of a constraints file."""
    pairs = (line.partition("==") for line in constraints.splitlines() if "==" in line and not line.startswith("#"))
    return {_plain(name): version.partition(";")[0].strip() for name, _, version in pairs}


def _plain(name: str) -> str:
    return name.strip().lower().replace("_", "-").replace(".", "-")


def _site_packages(venv: Path) -> list[str]:
    return [str(folder) for folder in (*venv.glob("lib/python3*/site-packages"), *venv.glob("Lib/site-packages"))]


def _needed(direct: set[str], found: dict[str, Distribution]) -> set[str]:
    """Names of these packages and of all that they ask for, without extras and without other systems' packages."""
    needed: set[str] = set()
    ahead = set(direct)
    while ahead:
        name = ahead.pop()
        needed.add(name)
        asked = (found[name].requires or ()) if name in found else ()
        ahead |= {_requirement_name(text) for text in asked if ";" not in text} - needed
    return needed


def _requirement_name(text: str) -> str:
    end = next((at for at, letter in enumerate(text) if not (letter.isalnum() or letter in "-_.")), len(text))
    return _plain(text[:end])


def _libraries() -> Iterator[Part]:
    from leaflets import system_libraries

    missing = system_libraries.missing()
    there = [name for name in system_libraries.LIBRARIES if name not in missing]
    if there:
        yield Part("good", f"System libraries: {', '.join(there)}")
    if missing:
        yield Part("missing", f"System libraries: {', '.join(missing)}", system_libraries.remedy())


def _fonts() -> Iterator[Part]:
    from leaflets import first_run

    if not first_run.is_ready(()):
        return
    folders = _site_packages(first_run.VENV)
    fonts = [file for folder in folders for file in Path(folder).glob("fontpkg_lexend/**/*.ttf")]
    if fonts:
        yield Part("good", f"Font Lexend: {fonts[0].name}")
    else:
        yield Part("missing", "Font Lexend", "Delete the folder .venv. Then type:  python3 make_leaflets.py")


def _voices() -> Iterator[Part]:
    """Every real voice, by making it say a word, for it may be there and still be mute. Optional ones may be absent."""
    from leaflets import first_run
    from leaflets.findings import LeafletError

    if not first_run.runs_in_venv():
        return
    repair = "Delete the folder .venv. Then type:  python3 make_leaflets.py"
    try:
        from leaflets import voices

        real = voices.offered()
    except (ImportError, LeafletError) as error:
        yield Part("missing", "Voices", f"{error}\n{repair}")
        return
    for name in real:
        try:
            voice, speak = voices.load(name)
            (sound,) = speak(("Hello, this is the leaflet.",), voice)
        except (ImportError, LeafletError) as error:
            if voices.voices()[name].is_optional:
                yield Part("not checked", f"Voice {name}; the leaflets can be made without it", str(error))
            else:
                yield Part("missing", f"Voice {name}", f"{error}\n{repair}")
            continue
        yield Part("good", f"Voice {name}: said a sentence in {sound.seconds:.1f} seconds")


def _formats() -> Iterator[Part]:
    """The formats that need more than the usual packages."""
    from leaflets import first_run, formats

    for name in (*formats.EXTRAS, *formats.PROGRAMS) if first_run.runs_in_venv() else ():
        reason = formats.load(name).available()
        if reason is None:
            yield Part("good", f"Format {name}")
        else:
            yield Part("not checked", f"Format {name}; the others can be made without it", reason)


def _checkers() -> Iterator[Part]:
    from leaflets import first_run, verify

    for name in verify.NAMES if first_run.runs_in_venv() else ():
        reason = verify.load(name).available()
        if reason is None:
            yield Part("good", f"Checker {name}")
        else:
            yield Part("not checked", f"Checker {name}; the leaflets can be made without it", reason)
    if os.environ.get("CI"):
        yield Part("good", "CI: a checker that is missing counts as a fault")
