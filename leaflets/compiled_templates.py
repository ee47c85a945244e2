"""Templates as Python compiled them, kept: each process would compile each one anew, which takes up to 0.05 s."""

from collections.abc import Iterable
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from leaflets import prepared
from leaflets.versions import version

KIND = "templates"


class CompiledTemplates(BytecodeCache):
    """Where Jinja2 looks for compiled templates; `code` is what else decides how they are compiled."""

    def __init__(self, code: Iterable[Path]) -> None:
        self._shelf = prepared.shelf(KIND, Path(__file__), *code, tools=f"Jinja2 {version('Jinja2')}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives what is kept; Jinja2 itself asks whether it is of this source and this Python."""
        if (kept := self._shelf.find(bucket.key)) is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._shelf.put(bucket.key, bucket.bytecode_to_string())
