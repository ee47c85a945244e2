"""Lays finished A5 pages on A4 sheets that are folded into a booklet; a listener still hears page 1, 2, 3 and so on.

Nothing is scaled or drawn anew: the content of each page becomes a form XObject on its sheet. The tags stay as they
are; only what names a page, or a place on one, is turned to the sheet. Knows the files of `render.pdf`, not all of PDF.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Object, Page, Pdf, Stream

from leaflets.paper.saving import saved

PAGE_MM = (148, 210)
"""A5, ISO 216."""

SHEET_MM = (297, 210)
"""A4 on its long edge, ISO 216. It is 1 mm wider than two pages."""

LEFT_MM = (0.5, 148.5)
"""Where the left edges of the two pages are: they meet at the fold, in the middle of the sheet."""

_MM_PER_POINT = 25.4 / 72
_TOLERANCE_MM = 0.1

_ACROSS: Mapping[str, tuple[int, ...]] = {"/XYZ": (2,), "/FitV": (2,), "/FitBV": (2,), "/FitR": (2, 4)}
"""Which numbers of a destination are places across the page, by its kind (ISO 32000-1, table 151)."""

Side = tuple[int, int]
"""The numbers of the left and the right page, from 1."""

_Key = tuple[int, int]
"""Number and generation of an object in the file."""


@dataclass(frozen=True, slots=True)
class _Half:
    """Where a page has gone."""

    sheet: Object
    content: Object
    """The form XObject that the page's content has become."""
    shift_pt: Decimal
    """How far to the right everything on it has moved."""


_Halves = Mapping[_Key, _Half]
"""Every half by the object of its old page."""


def sheets(page_count: int) -> int:
    """How many A4 sheets, printed on both sides, a booklet of so many pages takes."""
    return -(-page_count // 4)


def order(page_count: int) -> tuple[tuple[Side, Side], ...]:
    """Front and back of each sheet, the outermost first. Raises ValueError unless four pages go on each sheet."""
    if page_count < 1 or page_count % 4:
        raise ValueError(
            f"A booklet has 4, 8, 12 or more pages, four on a sheet; this one has {page_count}. Add pages."
        )
    last, sides = page_count, range(0, page_count // 2, 2)
    return tuple(((last - done, 1 + done), (2 + done, last - 1 - done)) for done in sides)


def booklet(pages: bytes, opens_right: bool = False) -> bytes:
    """The sheets of a finished PDF of A5 pages, in the order of `order`: PDF/UA-1 and PDF/A-2a, as it was before.

    `opens_right`: its spine is at the right, as for languages that are read from right to left. Raises ValueError for
    a page of another size, and for a number of pages that does not fill the sheets.
    """
    with pikepdf.open(io.BytesIO(pages)) as document:
        halves = _lay(document, opens_right)
        _turn_tags(document.Root.StructTreeRoot, halves)
        for destination in _destinations(document):
            _turn_destination(destination, halves)
        if opens_right:
            document.Root.ViewerPreferences = document.Root.get("/ViewerPreferences", Dictionary())
            document.Root.ViewerPreferences.Direction = Name.R2L
        return saved(document, short_edge=True)


def _lay(document: Pdf, opens_right: bool) -> _Halves:
    """Puts the sheets in the place of the pages."""
    pages = tuple(document.pages)
    sides = tuple(side[::-1] if opens_right else side for side in chain.from_iterable(order(len(pages))))
    for number, page in enumerate(pages, 1):
        _check_size(number, page)
    halves: dict[_Key, _Half] = {}
    laid: list[Page] = []
    for side in sides:
        corners = [0, 0, *map(_points, SHEET_MM)]
        sheet = document.make_indirect(Dictionary(Type=Name.Page, MediaBox=corners, Tabs=Name.S))
        # The page that is read first comes first, for programs that do not heed the tags.
        here = [(pages[number - 1], _points(mm)) for number, mm in sorted(zip(side, LEFT_MM, strict=True))]
        halves |= {page.obj.objgen: _half(page, sheet, shift_pt) for page, shift_pt in here}
        _paint(document, sheet, [halves[page.obj.objgen] for page, _ in here])
        if annotations := [moved for page, _ in here for moved in _annotations(page.obj, halves)]:
            sheet.Annots = Array(annotations)
        laid.append(Page(sheet))
    del document.pages[:]
    document.pages.extend(laid)
    return halves


def _check_size(number: int, page: Page) -> None:
    left, bottom, right, top = (float(corner) * _MM_PER_POINT for corner in page.mediabox.as_list())
    width_mm, height_mm = PAGE_MM
    if max(abs(left), abs(bottom), abs(right - width_mm), abs(top - height_mm)) > _TOLERANCE_MM:
        raise ValueError(
            f"Page {number} is {right - left:.0f} x {top - bottom:.0f} mm from the corner ({left:.0f}, {bottom:.0f}). "
            f"Two pages go on A4, so each must be {width_mm} x {height_mm} mm from the corner (0, 0)."
        )


def _half(page: Page, sheet: Object, shift_pt: Decimal) -> _Half:
    """Makes the page's content a form XObject (ISO 32000-1, 8.10). It keeps its key in the tree of parents."""
    if isinstance(page.obj.Contents, Array):
        page.contents_coalesce()
    content = page.obj.Contents
    content.Type, content.Subtype = Name.XObject, Name.Form
    content.BBox, content.Resources = page.mediabox, page.resources
    if "/StructParents" in page.obj:
        content.StructParents = page.obj.StructParents
    return _Half(sheet, content, shift_pt)


def _paint(document: Pdf, sheet: Object, halves: list[_Half]) -> None:
    steps = (f"q 1 0 0 1 {half.shift_pt} 0 cm /Page{number} Do Q" for number, half in enumerate(halves))
    sheet.Contents = Stream(document, "\n".join(steps).encode())
    contents = {f"/Page{number}": half.content for number, half in enumerate(halves)}
    sheet.Resources = Dictionary(XObject=Dictionary(contents))


def _annotations(page: Object, halves: _Halves) -> Iterator[Object]:
    """The links of a page, moved to their places on the sheet."""
    half = halves[page.objgen]
    for annotation in page.get("/Annots", Array()):
        _move(annotation.Rect, (0, 2), half)
        if "/P" in annotation:
            annotation.P = half.sheet
        yield annotation


def _turn_tags(element: Object, halves: _Halves) -> None:
    """Turns an element of the structure tree, and all below it, to the sheets (ISO 32000-1, 14.7.2 and 14.7.4)."""
    half = _half_of(element, halves)
    if half is not None:
        element.Pg = half.sheet
        _move_frame(element, half)
    kids = element.get("/K", Array())
    element.K = Array([_turned(kid, half, halves) for kid in (kids if isinstance(kids, Array) else (kids,))])


def _turned(kid: Object | int, half: _Half | None, halves: _Halves) -> Object:
    """What takes the place of a kid of an element whose content is on that half."""
    if isinstance(kid, int):  # a number counts within one stream, and a sheet shows two
        assert half is not None, "An element with content names its page."
        return _marked_content(kid, half)
    if "/S" in kid:
        _turn_tags(kid, halves)
    elif (own := _half_of(kid, halves) or half) is not None:
        if "/MCID" in kid and "/Stm" not in kid:
            return _marked_content(int(kid.MCID), own)
        kid.Pg = own.sheet  # the place of a link, or content of a form that was on the page
    return kid


def _marked_content(number: int, half: _Half) -> Object:
    """Names marked content inside a form XObject (ISO 32000-1, table 324)."""
    return Dictionary(Type=Name.MCR, Pg=half.sheet, Stm=half.content, MCID=number)


def _half_of(thing: Object, halves: _Halves) -> _Half | None:
    page = thing.get("/Pg")
    return None if page is None else halves[page.objgen]


def _move_frame(element: Object, half: _Half) -> None:
    """Moves the frame of a picture (ISO 32000-1, 14.8.5.4.3)."""
    attributes = element.get("/A", Array())
    for owner in attributes if isinstance(attributes, Array) else (attributes,):
        if isinstance(owner, Dictionary) and "/BBox" in owner:
            _move(owner.BBox, (0, 2), half)


def _destinations(document: Pdf) -> Iterator[Object]:
    """Whatever may lead to a page: bookmarks, links, names (ISO 32000-1, 12.3.2)."""
    root = document.Root
    holders = [*_bookmarks(root.get("/Outlines", Dictionary()))]
    holders += (annotation for page in document.pages for annotation in page.obj.get("/Annots", Array()))
    for holder in holders:
        yield holder.get("/Dest", holder.get("/A", Dictionary()).get("/D", Array()))
    if "/Dests" in root.get("/Names", Dictionary()):
        yield from NameTree(root.Names.Dests).values()


def _bookmarks(above: Object) -> Iterator[Object]:
    item = above.get("/First")
    while item is not None:
        yield item
        yield from _bookmarks(item)
        item = item.get("/Next")


def _turn_destination(destination: Object, halves: _Halves) -> None:
    """Turns a destination to its sheet. A name stays as it is, and so does one that was turned before."""
    if not isinstance(destination, Array) or len(destination) == 0 or destination[0].objgen not in halves:
        return
    half = halves[destination[0].objgen]
    destination[0] = half.sheet
    _move(destination, _ACROSS.get(str(destination[1]), ()), half)


def _move(numbers: Object, places: tuple[int, ...], half: _Half) -> None:
    """Moves those of the numbers that are places across the page; an empty one means "as it is"."""
    for place in places:
        if numbers[place] is not None:
            numbers[place] = numbers[place] + half.shift_pt


def _points(mm: float) -> Decimal:
    return round(Decimal(mm / _MM_PER_POINT), 6)
