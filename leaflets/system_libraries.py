"""The system libraries that WeasyPrint needs: which are missing, and how to get them. Standard library only.

Nothing else in the project needs more than Python packages. WeasyPrint 70 itself would only say which library it
tried to load, after a long banner on the standard output.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

from leaflets.findings import LeafletError

LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "GObject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "HarfBuzz Subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
}
"""Name -> its file names on Linux, macOS and Windows, as `weasyprint/text/ffi.py` of version 70 looks for them."""

DEBIAN_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
"""They bring the other libraries with them (tried on a minimal Debian 12)."""

APT_INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends", *DEBIAN_PACKAGES)


def missing(libraries: Mapping[str, tuple[str, ...]] = LIBRARIES) -> tuple[str, ...]:
    """Names of the libraries that cannot be loaded."""
    return tuple(name for name, files in libraries.items() if not _loads(files))


def _loads(files: tuple[str, ...]) -> bool:
    for file in files:
        try:
            ctypes.CDLL(file)
        except OSError:
            continue
        return True
    if sys.platform == "darwin":  # Homebrew's folder is known to this search only
        from ctypes.util import find_library

        return any(find_library(file.removeprefix("lib").removesuffix(".dylib")) for file in files)
    return False


def command(platform: str = sys.platform, has: Callable[[str], object] = shutil.which) -> str:
    """What a person types to get the libraries on this kind of system; `has` tells whether a program is there."""
    if platform == "win32":
        return "wsl --install"
    if platform == "darwin":
        return "brew install pango"
    if has("apt-get"):
        return apt_command(*DEBIAN_PACKAGES, has=has)
    if has("dnf"):
        return _as_administrator(has) + "dnf install pango harfbuzz"
    return ""


def apt_command(*packages: str, has: Callable[[str], object] = shutil.which) -> str:
    """What a person types on Debian or Ubuntu to get these packages."""
    return _as_administrator(has) + " ".join(("apt-get", "install", *packages))


def _as_administrator(has: Callable[[str], object]) -> str:
    return "sudo " if has("sudo") else ""


def advice(names: tuple[str, ...], platform: str = sys.platform, has: Callable[[str], object] = shutil.which) -> str:
    """What is missing and the one thing to do about it."""
    return f"This computer lacks libraries for making PDFs: {', '.join(names)}.\n{remedy(platform, has)}"


def remedy(platform: str = sys.platform, has: Callable[[str], object] = shutil.which) -> str:
    """The one thing to do where libraries are missing."""
    typed = command(platform, has)
    if platform == "win32":
        return f"On Windows, use Linux inside Windows. Type this once:  {typed}\nThen run the leaflets there."
    if typed:
        return f"Type this, or ask your IT team to:  {typed}\nThen run the same command again."
    return "Install Pango with your system's software tool. Then run the same command again."


def provide(allowed: bool, tell: Callable[[str], None], libraries: Mapping[str, tuple[str, ...]] = LIBRARIES) -> None:
    """Installs missing libraries on Debian or Ubuntu, where `allowed` and possible without a password.

    Says what it does before it does it. Raises LeafletError with the command to type in every other case.
    """
    absent = missing(libraries)
    if not absent:
        return
    sudo = _sudo()
    if not allowed or sudo is None or sys.platform != "linux" or not shutil.which("apt-get"):
        raise LeafletError(advice(absent))
    tell(f"This computer lacks libraries for making PDFs: {', '.join(absent)}.")
    tell(f"They are now installed with:  {' '.join((*sudo, *APT_INSTALL))}")
    environment = ("env", "DEBIAN_FRONTEND=noninteractive")
    for step in (("apt-get", "update"), APT_INSTALL):
        done = subprocess.run(
            (*sudo, *environment, *step), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
    absent = missing(libraries)
    if absent:
        last = "\n".join("  " + line for line in (done.stdout + done.stderr).splitlines()[-4:])
        raise LeafletError(f"The libraries could not be installed. These are the last lines:\n{last}\n{advice(absent)}")


def _sudo() -> tuple[str, ...] | None:
    """What goes before a command to run it as administrator; None where that needs a password."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(("sudo", "-n", "true"), stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return ("sudo", "-n") if asked.returncode == 0 else None
