"""Finds the outside checkers that come as npm packages, and names the program that runs them.

They are no packages of this project: `.ci/run` puts them into `.tools/node`, at the versions that stand in
`.ci/node/package.json`.
The environment variable LEAFLETS_NODE names another folder that holds `node_modules`.
"""

import os
import shutil
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent.parent / ".tools" / "node"


def place(package: str, *parts: str) -> Path:
    """Where a file or folder of an npm package is, or would be: `place("vnu-jar", "build", "dist", "vnu.jar")`."""
    named = os.environ.get("LEAFLETS_NODE")
    return Path(named or FOLDER, "node_modules", *package.split("/"), *parts)


def node() -> str | None:
    """The Node.js that runs them; None where there is none."""
    return shutil.which("node") or shutil.which("nodejs")


def missing(package: str, needs_node: bool = True) -> str | None:
    """Why a checker that is an npm package cannot run here, as sentences that say what to do; None where it can."""
    if needs_node and node() is None:
        return f"Node.js is not on this computer, so {package} cannot run. Install Node.js 20 or newer."
    if not place(package).is_dir():
        return f"The checker {package} is not on this computer. To install it, see .ci/run."
    return None
