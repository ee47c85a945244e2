"""A Python on which nothing is prepared yet: with the same packages, and with a folder of its own for what is kept.

So a benchmark can measure the first build on a computer without touching what this computer has prepared.
"""

import shutil
import sysconfig
import venv
from pathlib import Path

_SPOKEN = ("sounds", "coded")
"""What is kept of a leaflet's own words; the rest serves every leaflet."""


class OwnPython:
    """A Python under `folder`."""

    def __init__(self, folder: Path) -> None:
        venv.EnvBuilder(symlinks=True, with_pip=False).create(folder)
        (packages,) = folder.glob("lib/python3*/site-packages")
        (packages / "real.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
        self.program = folder / "bin" / "python"
        self._kept = folder / "share" / "leaflets"

    def command(self, *words: object) -> tuple[str, ...]:
        """A command of the toolkit, to be run in the project's folder."""
        start = f"import sys; from leaflets.commands import main; sys.exit(main({[str(word) for word in words]!r}))"
        return str(self.program), "-c", start

    def forget_everything(self) -> None:
        shutil.rmtree(self._kept, ignore_errors=True)

    def forget_words(self) -> None:
        """As a computer that has made other leaflets: pictures and faces are prepared, sentences are new.

        What was kept is only put aside: for seconds ext4 passes over the places of hundreds of files that were just
        taken away, one by one for each new file. No build would find a disk like that.
        """
        for name in _SPOKEN:
            if (kept := self._kept / name).is_dir():
                kept.rename(kept.with_name(f"{name}-{len(list(self._kept.iterdir()))}"))
