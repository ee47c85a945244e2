"""The toolkit's own print for the benchmark: one easy-read edition, and the finished page it was written from.

As a program: one composed leaflet to a PDF, in a fresh Python, with everything that has to be imported for it.
"""

import pickle
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from leaflets.formats import load  # noqa: E402
from leaflets.model import Leaflet  # noqa: E402

if TYPE_CHECKING:
    from leaflets.paper.render import Drawn, Sheet

EASY_READ = load("easy-read")
_FACES = re.compile(r"@font-face \{[^}]*\}")


def write(leaflet: Leaflet) -> bytes:
    """The leaflet as easy read."""
    (content,) = EASY_READ.write(leaflet, EASY_READ.edition, {}).values()
    return content


@contextmanager
def sheets_seen() -> Iterator["list[Sheet]"]:
    """Collects the sheets that are drawn meanwhile; the last one is the finished leaflet.

    The one place that knows how an edition is built: `leaflets.paper.plan` calls `draw` of `leaflets.paper.render`.
    """
    from leaflets.paper.render import draw

    seen: list[Sheet] = []

    def watched(sheet: "Sheet") -> "Drawn":
        seen.append(sheet)
        return draw(sheet)

    with patch("leaflets.paper.plan.draw", watched):
        yield seen


def page_of(sheet: "Sheet") -> dict[str, Any]:
    """What `print_stock.Page` is made of, from a finished sheet."""
    from leaflets.paper import fonts

    folder = ROOT / "templates"
    css = sheet.look.fill_in("\n".join((folder / name).read_text(encoding="utf-8") for name in sheet.style_sheets))
    # The font as its package has it, in one variable file: cutting out the two faces beforehand is part of our way.
    css = "@font-face { font-family: Lexend; font-weight: 100 900; src: url(asset:lexend.ttf) }" + _FACES.sub("", css)
    return {"html": sheet.html, "css": css, "assets": {**sheet.assets, "lexend.ttf": fonts.PATH.read_bytes()}}


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(write(pickle.loads(Path(sys.argv[1]).read_bytes())))
