"""The one Jinja2 environment: templates from `templates/`, autoescape on, an unknown name is an error.

Article text is never a template. Style sheets are not rendered here: autoescape would turn their quotes into
entities, and WeasyPrint then quietly uses another font.
"""

from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from leaflets import html as filters
from leaflets import prepared
from leaflets.html import html, turned, xhtml

_MARKUP = (".html", ".xhtml", ".xml", ".opf", ".smil")
"""What the names of templates have in them whose values must be escaped."""

KIND = "templates"

FOLDER = Path(__file__).resolve().parent.parent / "templates"


def render(template_name: str, **values: object) -> str:
    """The template of that name, filled in. Raises jinja2 errors: a broken template is our fault, never staff's."""
    return _environment().get_template(template_name).render(values)


def clock(milliseconds: int) -> str:
    """A clock value of SMIL, such as `12.345s`."""
    return f"{milliseconds // 1000}.{milliseconds % 1000:03}s"


class _Compiled(BytecodeCache):
    """Templates as Python compiled them, kept: each process would compile each one anew, which takes up to 0.05 s."""

    def __init__(self) -> None:
        # Jinja2 asks filters while it compiles, where what they get is known then.
        code = (Path(__file__), Path(filters.__file__))
        self._shelf = prepared.shelf(KIND, *code, tools=f"Jinja2 {version('Jinja2')}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives what is kept; Jinja2 itself asks whether it is of this source and this Python."""
        if (kept := self._shelf.find(bucket.key)) is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._shelf.put(bucket.key, bucket.bytecode_to_string())


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER, encoding="utf-8"),
        autoescape=lambda name: name is not None and any(kind in name for kind in _MARKUP),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_Compiled(),
    )
    environment.filters["html"] = html
    environment.filters["xhtml"] = xhtml
    environment.filters["turned"] = turned
    environment.filters["clock"] = clock
    return environment
