"""The one Jinja2 environment: templates from `templates/`, autoescape on, an unknown name is an error.

Article text is never a template. Style sheets are not rendered here: autoescape would turn their quotes into
entities, and WeasyPrint then quietly uses another font.
"""

import sys
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from leaflets import prepared
from leaflets.html import html, turned, xhtml

_MARKUP = (".html", ".xhtml", ".xml", ".opf", ".smil")
"""What the names of templates have in them whose values must be escaped."""

FOLDER = Path(__file__).resolve().parent.parent / "templates"


def render(template_name: str, **values: object) -> str:
    """The template of that name, filled in. Raises jinja2 errors: a broken template is our fault, never staff's."""
    return _environment().get_template(template_name).render(values)


def clock(milliseconds: int) -> str:
    """A clock value of SMIL, such as `12.345s`."""
    return f"{milliseconds // 1000}.{milliseconds % 1000:03}s"


class _Kept(BytecodeCache):
    """Templates as Python compiled them, kept for a computer: to compile one takes as long as to fill it in ten times.

    Jinja2 itself looks whether they are of the same text (the key holds its hash) and of the same Python.
    """

    def __init__(self) -> None:
        tools = f"jinja2 {version('jinja2')}, Python {sys.version}"
        self._shelf = prepared.shelf("templates", Path(__file__), tools=tools)

    def load_bytecode(self, bucket: Bucket) -> None:
        if (found := self._shelf.find(_name(bucket))) is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._shelf.put(_name(bucket), bucket.bytecode_to_string())


def _name(bucket: Bucket) -> str:
    return f"{bucket.key} {bucket.checksum}"


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER, encoding="utf-8"),
        autoescape=lambda name: name is not None and any(kind in name for kind in _MARKUP),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_Kept(),
    )
    environment.filters["html"] = html
    environment.filters["xhtml"] = xhtml
    environment.filters["turned"] = turned
    environment.filters["clock"] = clock
    return environment
