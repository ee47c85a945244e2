"""Installs packages with pip, and says in plain words why it failed. Standard library only."""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from leaflets.findings import LeafletError

PLACING = "Installing collected packages"
"""How pip starts the line after which it changes the folder; before it, it has all packages."""


class NothingInstalledError(LeafletError):
    """pip failed before it put anything in place, so what stood there before still works."""


def install(requirements: Sequence[str], python: Path, constraints: Path) -> None:
    """Installs packages beside this Python, at the exact versions of the constraints file. Raises LeafletError.

    Ready wheels only: without that, a missing wheel ends in a compiler's message instead of a plain one.
    """
    options = ("--no-input", "--disable-pip-version-check", "--progress-bar=off", "--only-binary=:all:")
    # -P keeps the folder where the person stands off the path: a file there named like a package would hide it.
    command = (str(python), "-P", "-m", "pip", "install", *options, "-c", str(constraints), *requirements)
    lines: list[str] = []
    collected = 0
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        for line in pip.stdout or ():
            lines.append(line.rstrip())
            if line.startswith("Collecting "):
                collected += 1
                _show(f"  package {collected}: {line.split()[1].partition('==')[0]}")
            elif line.startswith(PLACING):
                _show("")
                print("  Putting them in place.", file=sys.stderr, flush=True)
    _show("")
    if pip.returncode != 0:
        error = LeafletError if any(line.startswith(PLACING) for line in lines) else NothingInstalledError
        raise error(explain("\n".join(lines)))


NO_ANSWER = (
    "NewConnectionError",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "Max retries exceeded",
    "ConnectTimeout",
    "ReadTimeout",
    "Read timed out",
    "ConnectionResetError",
    "ProxyError",
    "SSLError",
    "Network is unreachable",
    "Connection refused",
)
"""What pip writes when the network gives no answer. It then also says "No matching distribution", which misleads."""

NO_WHEEL = re.compile(r"(?:No matching distribution found for|The user requested \(constraint\)) (\S+)")
"""What pip 23 writes for a package without a wheel: the second, with a long talk of conflicts, where it is pinned."""


def explain(output: str) -> str:
    """What pip's output means, and what to do."""
    if "No space left on device" in output:
        return "The disk is full. The set-up needs 500 MB. Make some room, then run the same command again."
    if "CERTIFICATE_VERIFY_FAILED" in output:
        return (
            "The packages could not be fetched. This network puts its own certificate in between.\n"
            "Ask your IT team for the certificate's file, and to set PIP_CERT to it.\n"
            "Then run the same command again."
        )
    if any(sign in output for sign in NO_ANSWER):
        return (
            "The packages could not be fetched. The network gave no answer.\n"
            "Check that this computer is connected. In an office, ask your IT team about the proxy.\n"
            "Then run the same command again."
        )
    if absent := NO_WHEEL.search(output):
        return (
            f"There is no ready package of {absent[1]} for this computer and its Python.\n"
            "Try Python 3.11, 3.12 or 3.13, 64-bit. Then run the same command again."
        )
    last = "\n".join("  " + line for line in output.splitlines()[-8:])
    return (
        f"The packages could not be installed. These are the last lines:\n{last}\n"
        "Run the same command again. If it fails again, show these lines to your IT team."
    )


def _show(line: str) -> None:
    """A line that the next one overwrites; nothing where nobody watches."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
