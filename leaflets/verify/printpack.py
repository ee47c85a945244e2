"""Packs to print: that the cover sheet tells the truth about paper, sides and fold, and every page is in its place.

It reads the finished file alone: words with PDFium, bookmarks, labels and tags with pikepdf. What a cover sheet may say
stands in the language file.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2

from leaflets import languages
from leaflets.findings import Finding
from leaflets.languages import Language
from leaflets.verify import MEDIA_TYPES, Verifier
from leaflets.verify.printpage import Page, opened, read

NAME = "print-pack"
_START = "print-pack_"
_PAPER = "A4"
"""What both kinds of leaflets in packs are printed on."""
_AGAIN = "Make the pack again: print-pack. If this comes back, report it."

Fault = tuple[str, str]
"""Code, what is wrong."""


@dataclass(frozen=True, slots=True)
class _Leaflet:
    """One leaflet of the pack, as its bookmark says."""

    title: str
    first: int
    """Its first page, from 0."""
    pages: tuple[Page, ...]
    """With the empty page that may fill its last sheet."""

    @property
    def is_folded(self) -> bool:
        return self.pages[0].width_mm > self.pages[0].height_mm

    @property
    def sheets(self) -> int:
        return -(-len(self.pages) // 2)


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each fault of each pack."""
    return tuple(finding for path in paths for finding in check_bytes(path.read_bytes(), str(path)))


def check_bytes(content: bytes, name: str) -> tuple[Finding, ...]:
    """The same of a pack that is not on disk yet; `name`: what its findings call it."""
    try:
        return tuple(Finding(name, 0, code, "must fix", what, _AGAIN) for code, what in _faults(content))
    except (pypdfium2.PdfiumError, pikepdf.PdfError) as error:
        return (Finding(name, 0, "PD-001", "must fix", "This is not a PDF that can be read.", f"Details: {error}"),)


def _faults(content: bytes) -> Iterator[Fault]:
    with opened(content) as document:
        pages = read(document)
    with pikepdf.open(io.BytesIO(content)) as parts:
        lang = str(parts.Root.get("/Lang", ""))
        language = languages.load(lang if lang in languages.tags() else languages.HOME)
        marks = tuple(_bookmarks(parts))
        labels = _labels(parts)
        told = tuple(_parts(parts))
        turn = str(parts.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/Duplex", ""))
    if len(marks) < 2 or marks[0][1] != 0 or [at for _, at in marks] != sorted({at for _, at in marks}):
        yield "PD-251", "The bookmarks do not lead to the cover sheet and then to each leaflet."
        return
    ends = [at for _, at in marks[2:]] + [len(pages)]
    leaflets = [_Leaflet(title, at, pages[at:end]) for (title, at), end in zip(marks[1:], ends, strict=True)]
    cover = _words(pages[: marks[1][1]])
    yield from _cover_faults(cover, leaflets, language, len(pages))
    for leaflet in leaflets:
        yield from _leaflet_faults(leaflet, language)
        if labels.get(leaflet.first) != f"{leaflet.title} ":
            yield "PD-255", f"The pages of “{leaflet.title}” have no labels with its name."
    if [title for title, _ in told] != [leaflet.title for leaflet in leaflets] or not all(lang for _, lang in told):
        yield "PD-256", "A listener does not hear the leaflets one by one, each in its language."
    if turn != ("/DuplexFlipShortEdge" if leaflets[0].is_folded else "/DuplexFlipLongEdge"):
        yield "PD-257", "The file tells the printer to turn the sheets on the wrong edge."


def _cover_faults(cover: str, leaflets: Sequence[_Leaflet], language: Language, pages: int) -> Iterator[Fault]:
    """What the cover sheet says, against what is behind it."""
    if _flat(language.say("pack-sheets", sheets=-(-pages // 2), paper=_PAPER)) not in cover:
        yield "PD-252", f"The cover sheet tells another number of sheets than {-(-pages // 2)}."
    starts = [cover.find(_flat(f"{number}. {one.title}")) for number, one in enumerate(leaflets, 1)]
    if -1 in starts or starts != sorted(starts):
        yield "PD-252", "The cover sheet does not list the leaflets in their order."
        return
    for one, start, end in zip(leaflets, starts, [*starts[1:], len(cover)], strict=True):
        said = cover[start:end]
        for wanted in _truth(one, language):
            if _flat(wanted) not in said:
                yield "PD-252", f"The cover sheet does not say of “{one.title}”: {wanted}"
        for wrong in _lies(one, language):
            if _flat(wrong) in said:
                yield "PD-252", f"The cover sheet says of “{one.title}”, which is not so: {wrong}"


def _truth(one: _Leaflet, language: Language) -> Iterator[str]:
    yield language.say("pack-paper-one" if one.sheets == 1 else "pack-paper", paper=_PAPER, sheets=one.sheets)
    yield language.say("pack-fold" if one.is_folded else "pack-no-fold")
    yield language.say("pack-both-short" if one.is_folded else "pack-both-long")
    draft = language.say("draft-mark")
    if _flat(draft) in _words(one.pages):
        yield draft


def _lies(one: _Leaflet, language: Language) -> Iterator[str]:
    yield language.say("pack-no-fold" if one.is_folded else "pack-fold")
    yield language.say("pack-both-long" if one.is_folded else "pack-both-short")


def _leaflet_faults(leaflet: _Leaflet, language: Language) -> Iterator[Fault]:
    if leaflet.first % 2:
        yield "PD-253", f"“{leaflet.title}” does not begin on a new sheet."
    if _flat(leaflet.title) not in _words(leaflet.pages[:1]):
        yield "PD-254", f"The bookmark “{leaflet.title}” does not lead to that leaflet."
    numbers = re.compile(_flat(language.say("page", number=0)).replace("0", r"(\d+)"))
    for at, page in enumerate(leaflet.pages):
        for half, expected in _halves(leaflet, at):
            found = numbers.findall(_flat(_foot(page, half)))
            if found and int(found[-1]) != expected:
                what = f"Page {found[-1]} of “{leaflet.title}” stands where page {expected} should be."
                yield "PD-254", what


def _halves(leaflet: _Leaflet, at: int) -> tuple[tuple[str, int], ...]:
    """The number of the page, or of both pages of a side of a sheet to fold, outermost sheet first."""
    if not leaflet.is_folded:
        return (("whole", at + 1),)
    last = 2 * len(leaflet.pages)
    outer, inner = last - at, 1 + at
    return (("left", inner), ("right", outer)) if at % 2 else (("left", outer), ("right", inner))


def _foot(page: Page, half: str) -> str:
    """The words in the lowest tenth of a page, or of half of it."""
    middle = page.width_mm / 2
    return "".join(
        glyph.text
        for glyph in page.glyphs
        if glyph.baseline_mm > 0.9 * page.height_mm
        and (half == "whole" or (glyph.left_mm < middle) == (half == "left"))
    )


def _words(pages: Sequence[Page]) -> str:
    """All letters without blanks: lines may end anywhere."""
    return "".join(glyph.text for page in pages for glyph in page.glyphs)


def _flat(text: str) -> str:
    return "".join(text.split())


def _bookmarks(document: pikepdf.Pdf) -> Iterator[tuple[str, int]]:
    """Title and page, from 0, of each bookmark of the first level."""
    pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    item = document.Root.get("/Outlines", pikepdf.Dictionary()).get("/First")
    while item is not None:
        yield str(item.Title), pages.get(item.Dest[0].objgen, -1)
        item = item.get("/Next")


def _labels(document: pikepdf.Pdf) -> dict[int, str]:
    """What stands before the page numbers, by the page, from 0, from which it holds (ISO 32000-1, 12.4.2)."""
    numbers = document.Root.get("/PageLabels", pikepdf.Dictionary()).get("/Nums", pikepdf.Array())
    return {int(numbers[at]): str(numbers[at + 1].get("/P", "")) for at in range(0, len(numbers), 2)}


def _parts(document: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """Title and language of each part of the tags, in the order in which they are heard."""
    for whole in document.Root.StructTreeRoot.K:
        for kid in whole.K:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") == "/Part":
                yield str(kid.get("/T", "")), str(kid.get("/Lang", ""))


VERIFIER = Verifier(
    NAME, (MEDIA_TYPES[".pdf"],), lambda: None, check, concerns=lambda path: path.name.startswith(_START)
)
