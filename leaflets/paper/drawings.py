"""Pictures that WeasyPrint need not draw again and again: each is drawn once for a computer, and stands once in a file.

WeasyPrint 70.0 draws an SVG picture anew at every place and for every page, a third of the time of a leaflet. Its
`cache` option takes any object with the two methods of its own images, so a drawing that is kept comes in that way.
"""

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.etree import ElementTree

import pydyf

from leaflets import prepared
from leaflets.paper import operators
from leaflets.versions import version

if TYPE_CHECKING:
    Stream: TypeAlias = Any  # WeasyPrint has no types

_KEPT = 512
"""As many as `pictures.drawing` keeps: some 10 KB each."""

_FONT_SIZE = 16
"""CSS pixels of an `em`; no picture of ours has one."""

_NEEDS_MORE = (b"<image", b"<text", b"<style", b"opacity", b"url(")
"""What may need a font, another file or transparency: WeasyPrint draws such a picture itself, as any without a size."""


def drawing_of(svg: bytes) -> "Drawing | None":
    """The picture ready to be placed; None for one that WeasyPrint must draw itself."""
    return None if any(mark in svg for mark in _NEEDS_MORE) else _drawing(svg)


@lru_cache(maxsize=_KEPT)
def _drawing(svg: bytes) -> "Drawing | None":
    digest = hashlib.sha256(svg).hexdigest()
    told, _, painted = _shelf().get(digest, lambda: _painted(svg)).partition(b"\n")
    width, height, states = json.loads(told)
    if not width or not height:
        return None
    return Drawing(f"d{digest[:16]}", width, height, states, painted)


@cache
def _shelf() -> prepared.Shelf:
    tools = f"weasyprint {version('weasyprint')}, pydyf {version('pydyf')}, zlib {zlib.ZLIB_RUNTIME_VERSION}"
    return prepared.shelf("drawings", Path(__file__), Path(operators.__file__), tools=tools)


def _painted(svg: bytes) -> bytes:
    """Width, height and graphics states of a picture as JSON on a line of their own, then its operators, deflated;
    width and height are 0 where it has none.
    """
    from weasyprint.pdf.stream import Stream
    from weasyprint.svg import SVG

    picture = SVG(ElementTree.fromstring(svg), "", None, None)
    width, height = picture.get_intrinsic_size(_FONT_SIZE)
    if not width or not height:
        return json.dumps([0, 0, {}]).encode()
    states: dict[str, dict[str, float]] = {}
    stream = Stream({}, (0, 0, width, height), {"ExtGState": states}, {}, None, {}, None)
    picture.draw(stream, width, height, "", None)
    painted = b"\n".join(item if isinstance(item, bytes) else item.data for item in stream.stream).decode("latin-1")
    if all(value == 1 for state in states.values() for value in state.values()):  # nothing shines through
        painted, states = operators.fewer(painted), {}
    return json.dumps([width, height, states]).encode() + b"\n" + zlib.compress(painted.encode("latin-1"), 9)


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture of plain shapes. Looks like an image of WeasyPrint: knows its size, and draws itself."""

    name: str
    """The same for the same picture, in every file."""
    width: float
    height: float
    states: Mapping[str, Mapping[str, float]]
    """Graphics states by the names that the operators call them by (ISO 32000-1, 8.4.5)."""
    painted: bytes
    """The operators, deflated: a file takes them as they are."""

    def get_intrinsic_size(self, _resolution: object, _font_size: object) -> tuple[float, float, float]:
        """Width and height in CSS pixels, and their ratio."""
        return self.width, self.height, self.width / self.height

    def draw(self, stream: "Stream", width: float, height: float, _style: object) -> None:
        """Places the picture: the first time in a file as a form of its own, then by the form's name."""
        known = stream._resources["XObject"]
        if self.name not in known:
            form = stream.add_group(0, 0, self.width, self.height)
            del known[form.id]
            del form.extra["Group"]  # a plain form: nothing in it shines through
            form.id = self.name
            known[self.name] = form
            form.stream, form.compress = [self.painted], False
            form.extra["Filter"] = "/FlateDecode"
            states = {name: pydyf.Dictionary(dict(state)) for name, state in self.states.items()}
            form.extra["Resources"]["ExtGState"].update(states)
        stream.transform(a=width / self.width, d=height / self.height)
        stream.draw_x_object(self.name)
