"""Joins finished PDF files into one, behind a cover sheet: tags, languages, links, bookmarks and page labels go along.

Nothing is drawn anew. Each leaflet begins on a new sheet of paper, so that printing on both sides never puts two of
them on one sheet. Knows the files of `render.pdf` and of `impose.booklet`, not all of PDF.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Object, Page, Pdf, String

from leaflets.paper.saving import saved

_HIDDEN_PAGE = Name("/LeafletPage")
"""Type of a page on its way: qpdf copies no page that another object names, unless it does not look like one."""


@dataclass(frozen=True, slots=True)
class Part:
    """One finished file and what the pack calls it."""

    title: str
    lang: str
    content: bytes


def blanks_needed(cover_pages: int, parts: Sequence[int]) -> int:
    """How many empty pages it takes until every part, of so many pages each, begins on a new sheet."""
    return cover_pages % 2 + sum(pages % 2 for pages in parts[:-1])


def joined(cover: bytes, cover_pages: int, parts: Sequence[Part], folded: bool) -> bytes:
    """Cover sheet, then every part on sheets of its own: PDF/UA-1 and PDF/A-2a, as they were before.

    `cover`: its pages, and behind them the empty ones that are needed. `folded`: whether sheets turn on the short edge.
    """
    with pikepdf.open(io.BytesIO(cover)) as pack:
        title = str(pack.docinfo.get("/Title", "")) or str(pack.open_metadata().get("dc:title", ""))
        pages = [page.obj for page in pack.pages]
        blanks = pages[cover_pages:]
        del pack.pages[cover_pages:]
        if "/Names" in pack.Root:
            del pack.Root.Names  # places inside the cover sheet that nothing leads to
        marks: list[Object] = [_bookmark(pack, title, pages[0])]
        labels: list[Object | int] = [0, Dictionary(P=String(title))]
        for part in parts:
            if len(pack.pages) % 2:
                pack.pages.append(Page(blanks.pop(0)))
            labels += [len(pack.pages), Dictionary(P=String(f"{part.title} "), S=Name.D)]
            marks.append(_take(pack, part))
        _hang_bookmarks(pack, marks)
        pack.Root.PageLabels = Dictionary(Nums=Array(labels))
        pack.Root.PageMode = Name.UseOutlines
        return saved(pack, short_edge=folded)


def _take(pack: Pdf, part: Part) -> Object:
    """Takes all pages of a part, and its tags below an element of its own; gives its bookmark."""
    with pikepdf.open(io.BytesIO(part.content)) as source:
        root, tree = source.Root, source.Root.StructTreeRoot
        first = int(pack.Root.StructTreeRoot.ParentTreeNextKey)
        _lead_straight(source)
        _shift(source, first)
        pages = [page.obj for page in source.pages]
        for page in pages:
            page.Type = _HIDDEN_PAGE
            del page["/Parent"]
        (document,) = tree.K if isinstance(tree.K, Array) else (tree.K,)
        del document["/P"]
        outlines = root.get("/Outlines", Dictionary())
        wrapped = source.make_indirect(
            Dictionary(Pages=Array(pages), Document=document, Nums=tree.ParentTree.Nums, Outlines=outlines)
        )
        taken = pack.copy_foreign(wrapped)
        next_key = first + int(tree.ParentTreeNextKey)
    at = len(pack.pages)
    for one in taken.Pages:
        one.Type = Name.Page
        pack.pages.append(Page(one))
    _hang_tags(pack, taken, part, first, next_key)
    mark = _bookmark(pack, part.title, pack.pages[at].obj)
    inner = taken.Outlines
    for key in ("/First", "/Last"):
        if key in inner:
            mark[key] = inner[key]
    item = inner.get("/First")
    count = 0
    while item is not None:
        item.Parent = mark
        item, count = item.get("/Next"), count + 1
    if count:
        mark.Count = -count  # closed: the list of leaflets comes first
    return mark


def _lead_straight(source: Pdf) -> None:
    """Puts the place itself where a link or a bookmark has the name of one: two leaflets have the same names."""
    root = source.Root
    if "/Dests" not in root.get("/Names", Dictionary()):
        return
    places = NameTree(root.Names.Dests)
    for holder in source.objects:
        if isinstance(holder, Dictionary) and isinstance(holder.get("/Dest"), String):
            holder.Dest = places[str(holder.Dest)]


def _shift(source: Pdf, first: int) -> None:
    """Moves the numbers by which pages, forms and links find their tags, behind those of the pack so far."""
    for holder in source.objects:
        if isinstance(holder, (Dictionary, pikepdf.Stream)):
            for key in ("/StructParents", "/StructParent"):
                if key in holder:
                    holder[key] = int(holder[key]) + first
    numbers = source.Root.StructTreeRoot.ParentTree.Nums
    for at in range(0, len(numbers), 2):
        numbers[at] = int(numbers[at]) + first


def _hang_tags(pack: Pdf, taken: Object, part: Part, first: int, next_key: int) -> None:
    """Hangs the tags of a part below the document of the pack, as a part with its own language."""
    tree = pack.Root.StructTreeRoot
    (whole,) = tree.K if isinstance(tree.K, Array) else (tree.K,)
    element = taken.Document
    element.S, element.P = Name.Part, whole
    element.T, element.Lang = String(part.title), String(part.lang)
    kids = whole.K if isinstance(whole.K, Array) else Array([whole.K])
    kids.append(element)
    whole.K = kids
    tree.ParentTree.Nums.extend(taken.Nums)
    tree.ParentTreeNextKey = next_key


def _bookmark(pack: Pdf, title: str, page: Object) -> Object:
    return pack.make_indirect(Dictionary(Title=String(title), Dest=Array([page, Name.Fit])))


def _hang_bookmarks(pack: Pdf, marks: Sequence[Object]) -> None:
    """One bookmark for each part, in the order of the pages (ISO 32000-1, 12.3.3)."""
    outlines = pack.make_indirect(Dictionary(Type=Name.Outlines, First=marks[0], Last=marks[-1], Count=len(marks)))
    for before, mark in zip((None, *marks), marks, strict=False):
        mark.Parent = outlines
        if before is not None:
            mark.Prev, before.Next = before, mark
    pack.Root.Outlines = outlines
