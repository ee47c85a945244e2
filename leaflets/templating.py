"""The one Jinja2 environment: templates from `templates/`, autoescape on, an unknown name is an error.

Article text is never a template. Style sheets are not rendered here: autoescape would turn their quotes into
entities, and WeasyPrint then quietly uses another font.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets import html as filters
from leaflets.html import html, turned, xhtml

if TYPE_CHECKING:  # the command itself fills no template before its first jobs are at work
    from jinja2 import Environment

_MARKUP = (".html", ".xhtml", ".xml", ".opf", ".smil")
"""What the names of templates have in them whose values must be escaped."""

FOLDER = Path(__file__).resolve().parent.parent / "templates"


def render(template_name: str, **values: object) -> str:
    """The template of that name, filled in. Raises jinja2 errors: a broken template is our fault, never staff's."""
    return _environment().get_template(template_name).render(values)


def clock(milliseconds: int) -> str:
    """A clock value of SMIL, such as `12.345s`."""
    return f"{milliseconds // 1000}.{milliseconds % 1000:03}s"


@lru_cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from leaflets.compiled_templates import CompiledTemplates

    environment = Environment(
        loader=FileSystemLoader(FOLDER, encoding="utf-8"),
        autoescape=lambda name: name is not None and any(kind in name for kind in _MARKUP),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Jinja2 asks filters while it compiles, where what they get is known then.
        bytecode_cache=CompiledTemplates((Path(__file__), Path(filters.__file__))),
    )
    environment.filters["html"] = html
    environment.filters["xhtml"] = xhtml
    environment.filters["turned"] = turned
    environment.filters["clock"] = clock
    return environment
