"""pyttsx3 on an espeak-ng that was just loaded. Left to itself, it says every sentence with the first one.

pyttsx3 2.99 looks for the library when its module `_espeak` is run, and its driver begins only once in a program. Here
both begin again for each sentence. Importing both modules anew does the same, but takes more than a millisecond longer,
where speaking a sentence takes two.
"""

import ctypes
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from threading import Event
from types import CodeType, ModuleType, SimpleNamespace
from typing import Any, BinaryIO, Protocol, cast

_BINDING, _DRIVER = "pyttsx3.drivers._espeak", "pyttsx3.drivers.espeak"


class Engine(Protocol):
    """The part of a pyttsx3 engine that is used."""

    def connect(self, topic: str, cb: Callable[..., None]) -> object: ...
    def setProperty(self, name: str, value: str | int) -> None: ...  # noqa: N802
    def getProperty(self, name: str) -> object: ...  # noqa: N802
    def save_to_file(self, text: str, filename: str | BinaryIO) -> None: ...
    def startLoop(self) -> None: ...  # noqa: N802
    def endLoop(self) -> None: ...  # noqa: N802


def fresh(path: str) -> tuple[Engine, ModuleType]:
    """A pyttsx3 engine on the library at that path, loaded now, and pyttsx3's module that holds the library.

    It looks for the library in a few fixed places; that one look-up is redirected. `make_library_available()` of
    espeakng-loader 0.2.4 comes too late.
    """
    binding, code = _binding()
    if hasattr(binding, "Initialize"):  # it has been run for the sentence before
        code = _again()
    ctypes.cdll.LoadLibrary = lambda name: ctypes.CDLL(path)  # type: ignore[method-assign]
    try:
        exec(code, vars(binding))
    finally:
        del ctypes.cdll.LoadLibrary
    _driver()._moduleInitialized = False
    _done.clear()
    engine = cast(Engine, import_module("pyttsx3.engine").Engine("espeak"))  # init() would give the old engine again
    engine.connect("finished-utterance", lambda **_: _done.set())
    return engine, binding


@cache
def _binding() -> tuple[ModuleType, CodeType]:
    """The module that holds the library, not run yet, and its code. Raises ImportError when it is not there."""
    spec = find_spec(_BINDING)
    if spec is None:
        raise ImportError(f"No module named {_BINDING}")
    sys.modules[_BINDING] = module_from_spec(spec)
    return sys.modules[_BINDING], cast(Any, spec.loader).get_code(_BINDING)


@cache
def _again() -> CodeType:
    """What of that code takes hold of the library: a third. Its classes and functions are the same for each library."""
    import ast  # here: for a single new sentence nobody needs it

    spec = find_spec(_BINDING)
    tree = ast.parse(cast(Any, spec).loader.get_source(_BINDING))
    made_once = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    tree.body = [node for node in tree.body if not isinstance(node, made_once)]
    return compile(tree, _BINDING, "exec")


@cache
def _driver() -> Any:
    """The class of the driver, which imports the binding, made to wait in our way."""
    module = import_module(_DRIVER)
    vars(module)["time"] = SimpleNamespace(sleep=_done.wait)
    # When Python throws an engine away, its library is gone already: nothing may be asked of it then.
    module.EspeakDriver.destroy = staticmethod(lambda: None)
    return module.EspeakDriver


_done = Event()
"""The sentence is finished. Looking every 0.01 s, as pyttsx3 2.99 does, made half of the time."""
