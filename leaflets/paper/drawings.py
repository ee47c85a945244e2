"""Pictures that WeasyPrint need not draw again and again: each is drawn once for a process, and stands once in a file.

WeasyPrint 70.0 draws an SVG picture anew at every place and for every page, a third of the time of a leaflet. Its
`cache` option takes any object with the two methods of its own images, so a drawing that is kept comes in that way.
"""

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.etree import ElementTree

import pydyf

if TYPE_CHECKING:
    Stream: TypeAlias = Any  # WeasyPrint has no types

_KEPT = 512
"""As many as `pictures.drawing` keeps: some 10 KB each."""

_FONT_SIZE = 16
"""CSS pixels of an `em`; no picture of ours has one."""

_NEEDS_MORE = (b"<image", b"<text", b"<style", b"opacity", b"url(")
"""What may need a font, another file or transparency: WeasyPrint draws such a picture itself, as any without a size."""


def prepared(svg: bytes) -> "Drawing | None":
    """The picture ready to be placed; None for one that WeasyPrint must draw itself."""
    return None if any(mark in svg for mark in _NEEDS_MORE) else _drawing(svg)


@lru_cache(maxsize=_KEPT)
def _drawing(svg: bytes) -> "Drawing | None":
    from weasyprint.svg import SVG

    drawn = SVG(ElementTree.fromstring(svg), "", None, None)
    width, height = drawn.get_intrinsic_size(_FONT_SIZE)
    return Drawing(drawn, width, height, f"d{hashlib.sha256(svg).hexdigest()[:16]}") if width and height else None


class Drawing:
    """One picture of plain shapes. Looks like an image of WeasyPrint: knows its size, and draws itself."""

    def __init__(self, svg: Any, width: float, height: float, name: str) -> None:
        self._svg, self._width, self._height, self._name = svg, width, height, name
        self._painted = b""
        self._states: dict[str, pydyf.Dictionary] = {}

    def get_intrinsic_size(self, _resolution: object, _font_size: object) -> tuple[float, float, float]:
        """Width and height in CSS pixels, and their ratio."""
        return self._width, self._height, self._width / self._height

    def draw(self, stream: "Stream", width: float, height: float, _style: object) -> None:
        """Places the picture: the first time in a file as a form of its own, then by the form's name."""
        known = stream._resources["XObject"]
        if self._name not in known:
            form = stream.add_group(0, 0, self._width, self._height)
            del known[form.id]
            del form.extra["Group"]  # a plain form: nothing in it shines through
            form.id = self._name
            known[self._name] = form
            if not self._painted:
                self._svg.draw(form, self._width, self._height, "", None)
                self._painted = b"\n".join(_bytes(item) for item in form.stream)
                self._states = dict(form.extra["Resources"]["ExtGState"])
            form.stream = [self._painted]
            form.extra["Resources"]["ExtGState"].update(self._states)
        stream.transform(a=width / self._width, d=height / self._height)
        stream.draw_x_object(self._name)


def _bytes(item: object) -> bytes:
    if isinstance(item, bytes):
        return item
    return item.data if isinstance(item, pydyf.Object) else str(item).encode()
