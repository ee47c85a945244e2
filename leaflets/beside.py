"""Something that is done beside all other work, in a thread of its own."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

_Result = TypeVar("_Result")


def beside(do: Callable[[], _Result]) -> "Future[_Result]":
    """Begins it, and gives what will come of it.

    The program may end meanwhile: with a thread of `ThreadPoolExecutor` it would wait, also after Ctrl-C.
    """
    future: Future[_Result] = Future()

    def work() -> None:
        try:
            future.set_result(do())
        except BaseException as error:  # whatever it is, it is raised where somebody asks for the result
            future.set_exception(error)

    Thread(target=work, daemon=True).start()
    return future
