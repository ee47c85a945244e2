"""Shapes, pictures and frames that are painted on a page, with their places, read with PDFium; also inside forms."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pypdfium2.raw as pdfium

from leaflets.verify.printpage import View, view

Kind = Literal["path", "image", "text"]
KINDS: dict[int, Kind] = {
    pdfium.FPDF_PAGEOBJ_PATH: "path",
    pdfium.FPDF_PAGEOBJ_SHADING: "path",
    pdfium.FPDF_PAGEOBJ_IMAGE: "image",
    pdfium.FPDF_PAGEOBJ_TEXT: "text",
}
_DEEPEST = 16
"""Forms inside forms; a file of a bad maker may hold itself."""

_Matrix = tuple[float, float, float, float, float, float]
_UNCHANGED: _Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something painted, and the box around it in millimetres from the top left corner of the page."""

    kind: Kind
    left_mm: float
    top_mm: float
    right_mm: float
    bottom_mm: float

    @property
    def height_mm(self) -> float:
        return self.bottom_mm - self.top_mm

    @property
    def width_mm(self) -> float:
        return self.right_mm - self.left_mm


def marks(page: object) -> tuple[Mark, ...]:
    """Paths and images of PDFium's page, in the order in which they are painted."""
    seen = view(page)
    return tuple(
        Mark(kind, *_box(item, matrix, seen)) for kind, item, matrix in _objects(page, _UNCHANGED, 0) if kind != "text"
    )


def hide_text(page: object) -> None:
    """Makes the text of PDFium's page unseen, also in forms, so that what lies under it can be looked at."""
    for kind, item, _ in _objects(page, _UNCHANGED, 0):
        if kind == "text":
            pdfium.FPDFTextObj_SetTextRenderMode(item, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def _objects(parent: object, matrix: _Matrix, depth: int) -> Iterator[tuple[Kind, object, _Matrix]]:
    """What a page or a form paints, with the matrix of the forms around it."""
    if depth:
        count, get = pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject
    else:
        count, get = pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject
    for at in range(count(parent)):
        item = get(parent, at)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind in KINDS:
            yield KINDS[kind], item, matrix
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            own = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(item, own)
            inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            yield from _objects(item, inner, depth + 1)


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    """First the one, then the other (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _box(item: object, matrix: _Matrix, seen: View) -> tuple[float, float, float, float]:
    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *edges)
    left, bottom, right, top = (edge.value for edge in edges)
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    xs, ys = zip(*corners, strict=True)
    return seen.box(min(xs), min(ys), max(xs), max(ys))
