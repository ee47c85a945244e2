"""Finds the espeak-ng library, and loads it anew for every sentence.

Its sound of a sentence depends a little on what it said before (espeak-ng 1.52: up to 0.1 s), and only a library that
was just loaded has no before. So the same sentence always gives the same bytes, and its sound can be kept.
"""

import ctypes
import os
import shutil
import sys
from typing import NamedTuple

DATA_PATH_LIMIT = 160
"""From this many bytes on espeak-ng 1.52 cannot find its data and ends the process without a word (159 works)."""

_SYSTEM_NAMES = (
    "libespeak-ng.so.1",
    "/opt/homebrew/lib/libespeak-ng.1.dylib",
    "/usr/local/lib/libespeak-ng.1.dylib",
    r"C:\Program Files\eSpeak NG\libespeak-ng.dll",
    r"C:\Program Files (x86)\eSpeak NG\libespeak-ng.dll",
)
"""Where installers put it, on Linux, macOS and Windows."""


class Place(NamedTuple):
    """Where the library is, and its data; no data path where the library knows its own.

    No dataclass: to import those takes a tenth of the time in which a child program starts.
    """

    library: str
    data: str | None

    @classmethod
    def find(cls, source: str, folder: str) -> "Place":
        """The library of that source, `package` or `system`; `folder` takes a link to its data where needed.

        Raises ImportError when it is not there, OSError when its data cannot be reached.
        """
        if source == "package":
            import espeakng_loader

            data = short_data_path(espeakng_loader.get_data_path(), folder)
            return cls(espeakng_loader.get_library_path(), data)
        for name in _SYSTEM_NAMES:
            try:
                unload(ctypes.CDLL(name))
            except OSError:
                continue
            return cls(name, os.environ.get("ESPEAK_DATA_PATH"))
        raise ImportError("This computer has no espeak-ng. Install it, or choose the voice british in house.toml.")


def short_data_path(data: str, folder: str) -> str:
    """The data folder, or a link to it in `folder` (a copy where links are not allowed) when its path is too long."""
    if len(os.fsencode(data)) < DATA_PATH_LIMIT:
        return data
    near = os.path.join(folder, "espeak-ng-data")
    if len(os.fsencode(near)) >= DATA_PATH_LIMIT:
        raise OSError(f"The path of the folder for temporary files is too long: {folder}")
    if os.path.isdir(near):
        return near
    try:
        os.symlink(data, near, target_is_directory=True)
    except OSError:
        shutil.copytree(data, near)
    return near


def unload(library: ctypes.CDLL) -> None:
    """Lets the library go, so that loading it again begins from nothing."""
    if sys.platform == "win32":
        ctypes.windll.kernel32.FreeLibrary(ctypes.c_void_p(library._handle))
    else:
        import _ctypes

        _ctypes.dlclose(library._handle)


def is_loaded(path: str) -> bool:
    """Whether the library is still there after it was let go: then its next sentence would not begin from nothing."""
    if sys.platform == "win32":
        find = ctypes.windll.kernel32.GetModuleHandleW
        find.restype = ctypes.c_void_p
        return bool(find(path))
    try:
        unload(ctypes.CDLL(path, mode=os.RTLD_NOLOAD))
    except OSError:
        return False
    return True
