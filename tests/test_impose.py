"""A booklet: A5 pages in the right order on A4 sheets, and all that is heard or followed still in its place."""

import difflib
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pikepdf
import pypdfium2
import pytest

from leaflets import verify
from leaflets.paper.impose import LEFT_MM, PAGE_MM, SHEET_MM, booklet, order, sheets
from leaflets.paper.read_back import read_back
from leaflets.paper.render import Sheet, pdf

MM = 72 / 25.4
FOOT = "A leaflet"

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#1d3f72"/></svg>'
# What is half transparent becomes a form XObject of its own.
GLASS = SVG.replace(b"<rect", b'<g opacity="0.5"><rect').replace(b"/></svg>", b'/><circle r="4"/></g></svg>')

LONG = (
    "This sentence has <strong>bold words at the end</strong> of a line, and goes on for <strong>many</strong> words. "
)
STYLE = """
@font-face { font-family: Lexend; src: url(asset:lexend.ttf) }
@font-face { font-family: Lexend; font-weight: 700; src: url(asset:lexend-bold.ttf) }
@page {
  size: 148mm 210mm; margin: 12mm 12mm 20mm;
  @bottom-left { content: string(name) } @bottom-right { content: "Page " counter(page) }
}
html { font: 16pt/22.5pt Lexend } body { margin: 0; string-set: name attr(data-name) }
p { orphans: 1; widows: 1; break-inside: auto }
.new { break-before: page }
"""
BODY = f"""
<section><h1>A booklet</h1><img src="asset:p.svg" alt="A square" style="width: 40mm"><p>For you.</p></section>
<section class="new"><h2>What is in it</h2><p><a href="#there">Where to go</a></p>
<p>See <a href="https://example.org/">our web page about this and about a great many other things</a>.</p></section>
<section class="new"><h2>Long words</h2><p>{LONG * 14}</p></section>
<section class="new"><h2 id="there">Where to go</h2><img src="asset:g.svg" alt="Glass" style="width: 60mm">
<blockquote><p>In Welsh: <span lang="cy">diolch</span></p></blockquote></section>
<section class="new"></section>
<section class="new"><h2>Names</h2><p>Call <a href="tel:0123">our helpline</a>.</p></section>
<section class="new"><h2>Last</h2><p><a href="#there">Back</a> to where to go.</p></section>
"""
"""Eight pages: the long paragraph stands on pages 3 and 4, so on both sides of a sheet; page 6 is empty."""


def page(body: str, style: str = STYLE) -> bytes:
    head = f"<head><title>A booklet</title><style>{style}</style></head>"
    html = f'<html lang="en-GB">{head}<body data-name="{FOOT}">{body}</body></html>'
    return pdf(Sheet(html, (), {"p.svg": SVG, "g.svg": GLASS}))


@cache
def plain() -> bytes:
    return page(BODY)


@cache
def folded() -> bytes:
    return booklet(plain())


def leaves(count: int) -> list[int]:
    """The pages in the order of a booklet: sheets stacked, the first one outside, folded in the middle, leafed through.

    Behind the right half of a front is the left half of its back: the paper is turned over its short edge.
    """
    stack = order(count)
    first_half = [number for front, back in stack for number in (front[1], back[0])]
    second_half = [number for front, back in reversed(stack) for number in (back[1], front[0])]
    return first_half + second_half


@pytest.mark.parametrize("count", [4, 8, 12, 16, 20])
def test_folded_sheets_give_the_pages_in_their_order(count: int) -> None:
    assert leaves(count) == list(range(1, count + 1))
    assert len(order(count)) == sheets(count) == count // 4


def test_the_order_of_eight_pages() -> None:
    assert order(8) == (((8, 1), (2, 7)), ((6, 3), (4, 5)))


def test_a_sheet_holds_up_to_four_pages() -> None:
    assert [sheets(count) for count in (1, 4, 5, 8, 9)] == [1, 1, 2, 2, 3]


@pytest.mark.parametrize("count", [4, 8, 12, 16])
def test_odd_pages_are_on_the_right(count: int) -> None:
    for side in (side for sheet in order(count) for side in sheet):
        assert side[1] % 2 == 1
        assert side[0] % 2 == 0


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 6, 10])
def test_pages_that_do_not_fill_the_sheets_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match=f"four on a sheet; this one has {count}"):
        order(count)


def test_a_file_that_does_not_fill_the_sheets_is_refused() -> None:
    with pytest.raises(ValueError, match="this one has 2"):
        booklet(page('<p>One</p><p class="new">Two</p>'))


def test_pages_of_another_size_are_refused() -> None:
    three = '<p class="new">More</p>' * 3
    with pytest.raises(ValueError, match=r"Page 1 is 210 x 297 mm .* must be 148 x 210 mm"):
        booklet(page(f"<p>One</p>{three}", STYLE.replace("148mm 210mm", "A4")))
    wide = STYLE + "@page wide { size: 150mm 210mm } .wide { page: wide }"
    with pytest.raises(ValueError, match="Page 4 is 150 x 210 mm"):
        booklet(page('<p>One</p><p class="new">Two</p><p class="new">Three</p><p class="wide">Four</p>', wide))


# What a file holds for people who listen or follow links, as lines of text. Places are told by page number and by
# millimetres on that page, so that a booklet and the pages it was made from must come out the same.


class Described:
    """Every element, link, bookmark and name of a file, with its place on the pages as they are numbered."""

    def __init__(self, content: bytes) -> None:
        self._document = pikepdf.open(io.BytesIO(content))
        pages = [page.obj for page in self._document.pages]
        self._numbers = {page.objgen: number for number, page in enumerate(pages)}
        self._is_booklet = abs(float(pages[0].MediaBox[2]) / MM - SHEET_MM[0]) < 0.1
        self._streams = {page.objgen: str(number) for number, page in enumerate(pages, 1)}
        if self._is_booklet:
            self._sides = [side for sheet in order(2 * len(pages)) for side in sheet]
            self._streams = dict(self._forms())
        self._parents = pikepdf.NumberTree(self._document.Root.StructTreeRoot.ParentTree)

    def lines(self) -> list[str]:
        root = self._document.Root
        names: Mapping[str, pikepdf.Object] = {}
        if "/Names" in root:
            names = {str(name): target for name, target in pikepdf.NameTree(root.Names.Dests).items()}
        heard = read_back({"": self._saved()}).split(FOOT)
        return [
            *(line for line in heard[0].splitlines() if line.strip()),
            *sorted(foot.strip() for foot in heard[1:]),
            *self._elements(root.StructTreeRoot.K[0], 0),
            *sorted(self._links()),
            *(f"bookmark {item.Title} {self._target(item.Dest)}" for item in _bookmarks(root.Outlines)),
            *(f"name {name} {self._target(target)}" for name, target in names.items()),
        ]

    def _saved(self) -> bytes:
        written = io.BytesIO()
        self._document.save(written)
        return written.getvalue()

    def _forms(self) -> Iterator[tuple[tuple[int, int], str]]:
        """The number of the page that each form on a sheet shows, by where the sheet's own content paints it."""
        for page, side in zip(self._document.pages, self._sides, strict=True):
            left = 0.0
            for step in pikepdf.parse_content_stream(page, "cm Do"):
                if str(step.operator) == "cm":
                    left = float(step.operands[4]) / MM
                else:
                    number = side[[round(mm, 2) for mm in LEFT_MM].index(round(left, 2))]
                    yield page.resources["/XObject"][str(step.operands[0])].objgen, str(number)

    def _place(self, page: pikepdf.Object, left: float, bottom: float) -> str:
        number, left_mm = self._numbers[page.objgen], left / MM
        if not self._is_booklet:
            return f"page {number + 1} ({left_mm:.1f}, {bottom / MM:.1f})"
        half = int(left_mm >= LEFT_MM[1])
        return f"page {self._sides[number][half]} ({left_mm - LEFT_MM[half]:.1f}, {bottom / MM:.1f})"

    def _frame(self, page: pikepdf.Object, corners: pikepdf.Object) -> str:
        left, bottom, right, top = map(float, corners.as_list())
        return f"{self._place(page, left, bottom)} to {self._place(page, right, top)}"

    def _target(self, target: pikepdf.Object | None) -> str:
        assert target is not None
        if isinstance(target, pikepdf.String):
            return f"name {target}"
        return f"{target[1]} {self._place(target[0], float(target[2]), float(target[3]))}"

    def _links(self) -> Iterator[str]:
        for page in self._document.pages:
            for link in page.obj.get("/Annots", []):
                action = link.get("/A", pikepdf.Dictionary())
                target = str(action["/URI"]) if "/URI" in action else self._target(link.get("/Dest", action.get("/D")))
                element = self._parents[int(link.StructParent)]
                yield f"link {link.Contents} {self._frame(page.obj, link.Rect)} to {target} of {element.S}"

    def _elements(self, element: pikepdf.Object, depth: int) -> Iterator[str]:
        said = [str(element.S), str(element.get("/Lang", "")), str(element.get("/Alt", ""))]
        if "/BBox" in element.get("/A", {}):
            said.append(self._frame(element.Pg, element.A.BBox))
        own = [self._content(kid, element) for kid in kids(element) if isinstance(kid, int) or "/S" not in kid]
        yield "  " * depth + " ".join([*said, *own])
        for kid in kids(element):
            if not isinstance(kid, int) and "/S" in kid:
                yield from self._elements(kid, depth + 1)

    def _content(self, kid: pikepdf.Object | int, element: pikepdf.Object) -> str:
        """One piece of content by page and number, and whether the way back from it leads to its element."""
        if isinstance(kid, int):
            stream, number = element.Pg, kid
        elif "/Obj" in kid:
            return f"place of “{kid.Obj.Contents}”" if kid.Obj in list(kid.Pg.Annots) else "place on another page"
        else:
            page = kid.get("/Pg", element.Pg)
            stream, number = kid.get("/Stm", page), int(kid.MCID)
            if "/Stm" in kid and stream.objgen not in set(forms_in(page.Resources)):
                return "content on another page"
        if "/StructParents" not in stream:
            return "content without a way back"
        parents = self._parents[int(stream.StructParents)].as_list()
        back = "" if number < len(parents) and parents[number] == element else " with a wrong way back"
        return f"{self._streams.get(stream.objgen, 'form')}:{number}{back}"


def kids(element: pikepdf.Object) -> "list[pikepdf.Object | int]":
    return [*element.K.as_list()]


def forms_in(resources: pikepdf.Object) -> Iterator[tuple[int, int]]:
    """Every form XObject that may be painted, also by another one."""
    for form in resources.get("/XObject", pikepdf.Dictionary()).values():
        yield form.objgen
        if "/XObject" in form.get("/Resources", pikepdf.Dictionary()):
            # Not deeper: WeasyPrint gives all pages one list of resources, so a form is among its own.
            yield from (inner.objgen for inner in form.Resources.XObject.values())


def _bookmarks(above: pikepdf.Object) -> Iterator[pikepdf.Object]:
    item = above.get("/First")
    while item is not None:
        yield item
        yield from _bookmarks(item)
        item = item.get("/Next")


def differences(before: bytes, after: bytes) -> list[str]:
    """Lines of a description that are not the same in both files."""
    lines = difflib.ndiff(Described(before).lines(), Described(after).lines())
    return [line for line in lines if line[0] in "+-"]


def test_the_sample_has_what_a_leaflet_may_have() -> None:
    said = "\n".join(Described(plain()).lines())
    assert len(pypdfium2.PdfDocument(plain())) == 8
    for part in (
        "Figure",
        "BlockQuote",
        "Span cy",
        "3:1",
        "4:0",
        "link Where to go page 2",
        "bookmark Last /XYZ page 8",
    ):
        assert part in said
    assert "6:" not in said


def test_a_booklet_is_heard_and_followed_like_its_pages() -> None:
    assert differences(plain(), folded()) == []


def changed(content: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as document:
        change(document)
        written = io.BytesIO()
        document.save(written)
        return written.getvalue()


def all_elements(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [
        item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
    ]


def marks(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [
        kid
        for element in all_elements(document)
        for kid in kids(element)
        if not isinstance(kid, int) and "/MCID" in kid
    ]


def drop_streams(document: pikepdf.Pdf) -> None:
    for mark in marks(document):
        del mark.Stm


def leave_numbers(document: pikepdf.Pdf) -> None:
    for element in all_elements(document):
        for at, kid in enumerate(kids(element)):
            if not isinstance(kid, int) and "/MCID" in kid:
                element.K[at] = int(kid.MCID)


def swap_halves(document: pikepdf.Pdf) -> None:
    for mark in marks(document):
        mark.Stm = next(form for form in mark.Pg.Resources.XObject.values() if form != mark.Stm)


def name_the_first_sheet(document: pikepdf.Pdf) -> None:
    for mark in marks(document):
        mark.Pg = document.pages[0].obj


def read_by_sheets(document: pikepdf.Pdf) -> None:
    sections = document.Root.StructTreeRoot.K[0].K
    sections.insert(0, sections[len(sections) - 1])
    del sections[len(sections) - 1]


def leave_links(document: pikepdf.Pdf) -> None:
    for link in (link for page in document.pages for link in page.obj.get("/Annots", [])):
        if link.Rect[0] > LEFT_MM[1] * MM:
            link.Rect = pikepdf.Array(
                [float(value) - LEFT_MM[1] * MM * (at % 2 == 0) for at, value in enumerate(link.Rect)]
            )


def leave_bookmarks(document: pikepdf.Pdf) -> None:
    for item in _bookmarks(document.Root.Outlines):
        item.Dest[0] = document.pages[0].obj


def leave_names(document: pikepdf.Pdf) -> None:
    for target in pikepdf.NameTree(document.Root.Names.Dests).values():
        target[2] = 34


def leave_frames(document: pikepdf.Pdf) -> None:
    for element in all_elements(document):
        if element.S == "/Figure":
            element.A.BBox[0] = element.A.BBox[0] - 100


def lose_the_way_back(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        for form in page.resources["/XObject"].values():
            form.StructParents = 0


FAULTS = (
    *(drop_streams, leave_numbers, swap_halves, name_the_first_sheet, read_by_sheets),
    *(leave_links, leave_bookmarks, leave_names, leave_frames, lose_the_way_back),
)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_imposition_would_be_found(fault: Callable[[pikepdf.Pdf], None]) -> None:
    assert differences(plain(), changed(folded(), fault))


@pytest.mark.parametrize("fault", [drop_streams, leave_numbers, swap_halves, read_by_sheets])
def test_words_that_a_listener_would_lose_are_lost_when_read_back(fault: Callable[[pikepdf.Pdf], None]) -> None:
    assert words(changed(folded(), fault)) != words(plain())


def words(content: bytes) -> list[str]:
    """What is heard, without the page feet."""
    return read_back({"a.pdf": content}).split(FOOT)[0].split()


def test_the_words_come_in_the_same_order_and_every_page_foot_is_found() -> None:
    assert words(folded()) == words(plain())
    feet = read_back({"a.pdf": folded()}).split(FOOT)[1:]
    assert sorted(foot.strip() for foot in feet) == [f"Page {number}" for number in range(1, 9)]


def put_words_in_a_form(document: pikepdf.Pdf, tagged: bool = False) -> None:
    """Moves the first tagged words of page 1 into a form XObject: with their tag, or so that the tag stays outside."""
    page = document.pages[0]
    steps = list(pikepdf.parse_content_stream(page))
    start = next(at for at, step in enumerate(steps) if str(step.operator) == "BDC" and "/MCID" in step.operands[1])
    end = next(at for at, step in enumerate(steps) if at > start and str(step.operator) == "EMC")
    start, end = (start, end + 1) if tagged else (start + 1, end)
    form = pikepdf.Stream(document, pikepdf.unparse_content_stream(steps[start:end]))
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox, form.Resources = pikepdf.Array([0, 0, 9999, 9999]), page.resources
    name = page.add_resource(form, pikepdf.Name.XObject)
    paint = pikepdf.ContentStreamInstruction([name], pikepdf.Operator("Do"))
    page.Contents = pikepdf.Stream(document, pikepdf.unparse_content_stream([*steps[:start], paint, *steps[end:]]))
    if tagged:
        root = document.Root.StructTreeRoot
        parents = pikepdf.NumberTree(root.ParentTree)
        heading = parents[int(page.obj.StructParents)][0]
        form.StructParents = int(root.ParentTreeNextKey)
        root.ParentTreeNextKey = form.StructParents + 1
        parents[int(form.StructParents)] = pikepdf.Array([heading])
        mark = pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=page.obj, Stm=form, MCID=0)
        heading.K = pikepdf.Array([mark])


def put_tags_in_a_form(document: pikepdf.Pdf) -> None:
    put_words_in_a_form(document, tagged=True)


@pytest.mark.parametrize("change", [put_words_in_a_form, put_tags_in_a_form])
def test_words_in_a_form_are_heard_in_their_place(change: Callable[[pikepdf.Pdf], None]) -> None:
    inside = changed(plain(), change)
    assert words(inside) == words(plain())
    assert differences(inside, booklet(inside)) == []


def test_the_sheets_are_a4_and_no_page_is_left_over() -> None:
    with pikepdf.open(io.BytesIO(folded())) as document:
        sizes = {tuple(round(float(corner) / MM, 1) for corner in page.mediabox.as_list()) for page in document.pages}
        kinds = [str(item.get("/Type")) for item in document.objects if isinstance(item, pikepdf.Dictionary)]
        assert len(document.pages) == 4
        assert sizes == {(0, 0, *SHEET_MM)}
        assert kinds.count("/Page") == 4
        assert {str(page.obj.Tabs) for page in document.pages} == {"/S"}


def test_what_a_file_says_about_itself_is_kept_and_the_printer_is_told() -> None:
    with pikepdf.open(io.BytesIO(plain())) as before, pikepdf.open(io.BytesIO(folded())) as after:
        assert after.Root.Lang == before.Root.Lang == "en-GB"
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert after.Root.OutputIntents[0].DestOutputProfile.read_bytes()
        assert bool(after.Root.MarkInfo.Marked)
        assert dict(after.docinfo) == dict(before.docinfo)
        assert after.Root.ViewerPreferences == pikepdf.Dictionary(
            DisplayDocTitle=True, Duplex=pikepdf.Name.DuplexFlipShortEdge, PrintScaling=pikepdf.Name("/None")
        )


def test_every_page_looks_the_same_on_its_sheet() -> None:
    px_per_mm = 2  # so that both halves start at a whole pixel
    scale = px_per_mm / MM * (1 - 1e-6)  # pypdfium2 rounds up: 296.0001 pixels would become 297
    before, after = pypdfium2.PdfDocument(plain()), pypdfium2.PdfDocument(folded())

    def pixels(document: pypdfium2.PdfDocument, at: int) -> npt.NDArray[np.int16]:
        return np.asarray(document[at].render(scale=scale).to_numpy(), dtype=np.int16)

    for at, side in enumerate(side for sheet in order(8) for side in sheet):
        sheet = pixels(after, at)
        for number, left_mm in zip(side, LEFT_MM, strict=True):
            left = int(left_mm * px_per_mm)
            page = pixels(before, number - 1)[: PAGE_MM[1] * px_per_mm, : PAGE_MM[0] * px_per_mm]
            assert np.abs(sheet[: len(page), left : left + page.shape[1]] - page).mean() < 0.5


def test_the_same_pages_give_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    (tmp_path / "pages.pdf").write_bytes(plain())
    code = (
        "import sys, pathlib; from leaflets.paper.impose import booklet; "
        "sys.stdout.buffer.write(booklet(pathlib.Path('pages.pdf').read_bytes()))"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONHASHSEED": "7"}
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=tmp_path, env=environment)
    assert other.stdout == folded()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Good booklets, and at the end one whose content does not lead to its tags."""
    folder = tmp_path_factory.mktemp("booklets")
    contents = {
        "good.pdf": folded(),
        "words-in-a-form.pdf": booklet(changed(plain(), put_words_in_a_form)),
        "tags-in-a-form.pdf": booklet(changed(plain(), put_tags_in_a_form)),
        "mostly-empty.pdf": booklet(page("<h1>One</h1><p>Word.</p>" + '<p class="new"></p>' * 3)),
        "lost.pdf": changed(folded(), lose_the_way_back),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in contents)


@pytest.mark.external("page-validation")
def test_page_validation_finds_nothing_in_a_booklet(files: tuple[Path, ...]) -> None:
    assert verify.load("page-validation").check(files[:-1]) == ()


@pytest.mark.external("verapdf")
def test_verapdf_finds_nothing_in_a_booklet_and_something_in_a_faulty_one(files: tuple[Path, ...]) -> None:
    found = verify.load("verapdf").check(files)
    assert {finding.file for finding in found} == {str(files[-1])}
