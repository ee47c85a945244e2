"""Rules of the printed pictures: large enough to be seen, with heads whose faces can be read.

A tagged PDF says which pictures mean something, where they stand and what they show. In any other PDF, images count,
and what is small may be an ornament.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import pikepdf

from leaflets.pictures import heads
from leaflets.verify.printmarks import Mark
from leaflets.verify.printpage import MM, Page
from leaflets.verify.printprofile import Profile
from leaflets.verify.printwords import Fault

_ORNAMENT_MM = 10
"""Smaller images of a PDF without tags are bullets and ornaments."""
_SLACK_MM = 0.3
"""For rounding."""
_PAGE_WIDE = 0.95
"""A frame of this share of the width of the page is the page."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that means something."""

    alt: str
    """What it shows, in words."""
    page: int
    """From 1."""
    box: Mark


def figures(document: pikepdf.Pdf, pages: Sequence[Page]) -> tuple[Figure, ...]:
    """The pictures that the tags tell of, in their order; none in a PDF without tags."""
    numbers = {page.obj.objgen: number for number, (page, _) in enumerate(zip(document.pages, pages, strict=False))}
    found = []
    for element, page_of in _elements(document.Root.get("/StructTreeRoot"), None):
        number = numbers.get(page_of.objgen) if page_of is not None else None
        box = _bounding_box(element)
        if number is not None and box is not None:
            left, bottom, right, top = box
            media = [float(edge) for edge in cast(Iterable[float], document.pages[number].mediabox)]
            high = media[3]
            place = (left - media[0], high - max(top, bottom), right - media[0], high - min(top, bottom))
            mark = Mark("image", *(edge * MM for edge in place))
            found.append(Figure(str(element.get("/Alt", "")), pages[number].number, mark))
    return tuple(found)


def faults(
    found: Sequence[Figure], pages: Sequence[Page], marks: Mapping[int, Sequence[Mark]], profile: Profile
) -> Iterator[Fault]:
    """Everything that is wrong with the pictures; `marks`: what is painted on each page, by its number."""
    if not found:
        yield from _small_images(marks, profile)
        return
    for figure in found:
        framed = _stands_in_a_frame(figure, pages[figure.page - 1], marks[figure.page])
        least = profile.least_icon_mm if framed else profile.least_picture_mm
        size = f"{figure.box.width_mm:.0f} × {figure.box.height_mm:.0f} mm"
        if max(figure.box.width_mm, figure.box.height_mm) < least - _SLACK_MM:
            what = f"The picture “{figure.alt}” is only {size}."
            yield "PD-231", figure.page, what, f"Make it {least:g} mm or more, wide or high."
        elif not framed:
            head_mm = _head_mm(figure)
            if head_mm is not None and head_mm < profile.least_head_mm - 0.05:
                what = f"In the picture “{figure.alt}” ({size}) a head is only {head_mm:.1f} mm high."
                hint = f"Heads need {profile.least_head_mm:g} mm. Make the picture larger, or show fewer people."
                yield "PD-232", figure.page, what, hint


def _small_images(marks: Mapping[int, Sequence[Mark]], profile: Profile) -> Iterator[Fault]:
    for number, painted in marks.items():
        sizes = [max(mark.width_mm, mark.height_mm) for mark in painted if mark.kind == "image"]
        small = [size for size in sizes if _ORNAMENT_MM <= size < profile.least_picture_mm - _SLACK_MM]
        if small:
            count = "A picture is" if len(small) == 1 else f"{len(small)} pictures are"
            what = f"{count} only {min(small):.0f} mm on the longer side."
            yield "PD-231", number, what, f"Make them {profile.least_picture_mm:g} mm or more, wide or high."


def _head_mm(figure: Figure) -> float | None:
    """The height of the smallest head in print; None where the scene promises none.

    Scenes that share their words are told apart by their shape.
    """
    shape = figure.box.width_mm / max(figure.box.height_mm, 0.1)
    likely = sorted(heads.of(figure.alt), key=lambda one: abs(one.width / one.height - shape))
    return likely[0].units * figure.box.width_mm / likely[0].width if likely else None


def _stands_in_a_frame(figure: Figure, page: Page, marks: Iterable[Mark]) -> bool:
    """Whether a painted frame or ground holds both the picture and words: a box of contacts, a notice."""
    inside = figure.box
    return any(
        _holds(mark, inside) and any(_holds_middle(mark, glyph.left_mm, glyph.baseline_mm) for glyph in page.glyphs)
        for mark in marks
        if mark.kind == "path" and mark.width_mm < _PAGE_WIDE * page.width_mm
    )


def _holds(outer: Mark, inner: Mark) -> bool:
    return (
        outer.left_mm <= inner.left_mm + _SLACK_MM
        and outer.top_mm <= inner.top_mm + _SLACK_MM
        and outer.right_mm >= inner.right_mm - _SLACK_MM
        and outer.bottom_mm >= inner.bottom_mm - _SLACK_MM
    )


def _holds_middle(mark: Mark, x_mm: float, y_mm: float) -> bool:
    return mark.left_mm <= x_mm <= mark.right_mm and mark.top_mm <= y_mm <= mark.bottom_mm


def _elements(
    element: pikepdf.Object | None, page: pikepdf.Object | None
) -> Iterator[tuple[pikepdf.Object, pikepdf.Object | None]]:
    """The figures of the tag tree with their pages, in its order."""
    if isinstance(element, pikepdf.Array):
        for child in cast(Iterable[pikepdf.Object], element):
            yield from _elements(child, page)
    elif isinstance(element, pikepdf.Dictionary):
        page = element.get("/Pg", page)
        if element.get("/S") == "/Figure":
            yield element, page if page is not None else _page_of_kids(element)
        elif "/K" in element:
            yield from _elements(element.K, page)


def _page_of_kids(element: pikepdf.Object) -> pikepdf.Object | None:
    kids = element.get("/K")
    entries = cast(Iterable[pikepdf.Object], kids) if isinstance(kids, pikepdf.Array) else (kids,)
    return next((kid["/Pg"] for kid in entries if isinstance(kid, pikepdf.Dictionary) and "/Pg" in kid), None)


def _bounding_box(element: pikepdf.Object) -> tuple[float, float, float, float] | None:
    """ISO 32000-1, 14.8.5.4.3: left, lower, right and upper edge, in points."""
    attributes = element.get("/A", pikepdf.Dictionary())
    entries = cast(Iterable[pikepdf.Object], attributes) if isinstance(attributes, pikepdf.Array) else (attributes,)
    for entry in entries:
        if isinstance(entry, pikepdf.Dictionary) and "/BBox" in entry:
            left, bottom, right, top = (float(edge) for edge in cast(Iterable[float], entry.BBox))
            return left, bottom, right, top
    return None
