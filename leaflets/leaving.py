"""The end of a command: Python goes at once, and takes nothing apart that the system takes back anyway.

To take apart what a build has made takes Python a twentieth of a second, in which somebody waits.
"""

import atexit
import os
import sys

_LOST_OUTPUT = 120
"""Exit code of Python when what was printed does not get out (documentation of `sys.exit`)."""
_INTERRUPTED = 130
"""Exit code after Ctrl-C: 128 and the number of the signal, as shells count."""


class Leaving:
    """Makes this process end at once, once everything else that has been promised for its end is done."""

    def __init__(self) -> None:
        """To be made before anything else: what is promised first is done last."""
        self._code: int | None = None
        atexit.register(self._go)

    def __call__(self, code: int) -> int:
        """Notes the exit code, and gives it back."""
        self._code = code
        return code

    def _go(self) -> None:
        code = self._code
        if code is None:  # nobody came to note one: an error that nobody caught
            code = _INTERRUPTED if getattr(sys, "last_type", None) is KeyboardInterrupt else 1
        os._exit(code if flushed() else _LOST_OUTPUT)


def flushed() -> bool:
    """Gets out what was printed; whether it did. A command may have been started without any output."""
    got_out = True
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):  # a closed one
            got_out = False
    return got_out
