"""Brings WeasyPrint 70.0 into a process in half the time, with nothing left out that a page of ours uses.

Every worker starts anew, so this is paid for each time somebody saves a leaflet. Three things took most of it: programs
that look for system libraries, C declarations that were parsed anew, and parts of fontTools that nobody called.
"""

import ctypes.util
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import cffi  # type: ignore[import-untyped]
from cffi import FFI

from leaflets import prepared
from leaflets.versions import version

_LATER = ("fontTools.subset", "fontTools.varLib.instancer")
"""For fonts that HarfBuzz cannot cut down, and variable ones. Ours are cut to faces before, HarfBuzz does the rest."""


@contextmanager
def light() -> Iterator[None]:
    """WeasyPrint may be imported meanwhile."""
    with _no_search_for_libraries(), _kept_declarations(), _imported_later():
        yield


@contextmanager
def _no_search_for_libraries() -> Iterator[None]:
    """On Linux the loader itself finds the libraries by name.

    `find_library` would start some fifty programs (ldconfig, gcc, ld) first, a third of WeasyPrint's start.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


@contextmanager
def _kept_declarations() -> Iterator[None]:
    """What WeasyPrint declares of Pango and HarfBuzz comes ready from where it is kept."""
    cffi.FFI = _Declared
    try:
        yield
    finally:
        cffi.FFI = FFI


class _Declared:
    """Stands in for `cffi.FFI`, which parses declarations, and again each name of a type, with a parser in Python.

    cffi's own “out-of-line” form of the same declarations needs no parser (its documentation, “Preparing and
    distributing modules”).
    """

    def cdef(self, declarations: str) -> None:
        """Takes the declarations; what an `FFI` can do is there from then on."""
        code = _shelf().get(declarations, lambda: _compiled(declarations))
        found: dict[str, Any] = {}
        exec(code, found)
        ready = found["ffi"]
        vars(self).update({name: getattr(ready, name) for name in dir(ready) if not name.startswith("_")})


@cache
def _shelf() -> prepared.Shelf:
    return prepared.shelf("declarations", Path(__file__), tools=f"cffi {version('cffi')}, Python {sys.version}")


def _compiled(declarations: str) -> bytes:
    """The declarations as a program that makes its `ffi`."""
    ffi = FFI()
    ffi.cdef(declarations)
    ffi.set_source("_declared", None, compiler_verbose=0)
    code = io.StringIO()
    ffi.emit_python_code(code)
    return code.getvalue().encode()


@contextmanager
def _imported_later() -> Iterator[None]:
    """Some modules are imported when something of them is used for the first time."""
    away = [name for name in _LATER if name not in sys.modules]
    sys.modules.update({name: _Later(name) for name in away})
    try:
        yield
    finally:
        for name in away:
            del sys.modules[name]


class _Later(ModuleType):
    """Stands in for a module: each name of it is a function that calls the real one."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*given: object, **named: object) -> Any:
            return getattr(import_module(self.__name__), name)(*given, **named)

        return call
