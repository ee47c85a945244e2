"""The end of a command: Python goes at once, and takes nothing apart that the system takes back anyway.

To take apart what a build has made takes Python a twentieth of a second, in which somebody waits.
"""

import atexit
import os
import sys

_LOST_OUTPUT = 120
"""Exit code of Python when what was printed does not get out (documentation of `sys.exit`)."""


class Leaving:
    """Makes this process end at once, once everything else that has been promised for its end is done."""

    def __init__(self) -> None:
        """To be made before anything else: what is promised first is done last."""
        self._code = 1  # as Python's own after an error that nobody caught
        atexit.register(self._go)

    def __call__(self, code: int) -> int:
        """Notes the exit code, and gives it back."""
        self._code = code
        return code

    def _go(self) -> None:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except OSError:
            self._code = _LOST_OUTPUT
        os._exit(self._code)
