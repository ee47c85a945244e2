"""FFmpeg, run as a program of its own: the one thing here that writes AAC.

It is the program inside the package imageio-ffmpeg 0.8.1 (extra `audiobook`): FFmpeg 9.0.2, GPL 3 or later. So nothing
of it is imported or linked; it gets files and a pipe, and gives a file. Not taken: PyAV 18.1.0, whose FFmpeg calls
itself LGPL and yet loads libx264 and libx265 (GPL) into our process, and a computer's own ffmpeg, of which nobody knows
the version, so that a second build would not give the same bytes.
"""

import os
import subprocess
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from leaflets.findings import LeafletError

MISSING = (
    "The program FFmpeg is not on this computer. To get it (70 MB, on the disk 170 MB), "
    "type: python3 make_leaflets.py make --format audio-book"
)
_QUIET = ("-hide_banner", "-nostdin", "-y", "-loglevel", "error")
_PLAIN_ARITHMETIC = ("-cpuflags", "0")
"""Without it FFmpeg 9.0.2 reckons in the newest way that the processor knows, and that changes the bytes. It costs no
time that can be measured. Measured on x86-64; other kinds of processor were not tried."""
_TOLD = 3
"""Lines of its own talk that are passed on when it fails."""


def program() -> Path | None:
    """Where the program is; None where the package is missing. The package is looked at, not imported."""
    spec = find_spec("imageio_ffmpeg")
    folders = spec.submodule_search_locations if spec else None
    found = (path for folder in folders or () for path in sorted(Path(folder, "binaries").glob("ffmpeg-*")))
    return next(found, None)


def missing() -> str | None:
    """Why there is no FFmpeg, and what to do; None where there is one."""
    return None if program() else MISSING


def run(arguments: Sequence[str], given: bytes, limit_s: float, command: Sequence[str] = ()) -> bytes:
    """What the program writes to its output, with these bytes at its input. It is killed after `limit_s` seconds.

    `command`: another program, for tests. Raises LeafletError when it is missing, fails or takes too long.
    """
    if not command:
        found = program()
        if found is None:
            raise LeafletError(MISSING)
        command = (str(found), *_QUIET, *_PLAIN_ARITHMETIC)
    # Such variables make it write reports into the folder where the person stands.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FF", "AV_"))}
    try:
        done = subprocess.run(
            (*command, *arguments), input=given, capture_output=True, timeout=limit_s, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise LeafletError(
            f"FFmpeg was not ready after {limit_s:.0f} seconds and was stopped. "
            "Close other programs, then run the command again."
        ) from error
    except OSError as error:
        raise LeafletError(
            f"FFmpeg cannot be started: {error.strerror}. Delete the folder .venv, then run the command again."
        ) from error
    if done.returncode != 0:
        said = " ".join(done.stderr.decode("utf-8", "replace").split("\n")[-_TOLD - 1 :]).strip()
        raise LeafletError(f"FFmpeg failed. This is what it said: {said} Look whether the disk is full.")
    return done.stdout
