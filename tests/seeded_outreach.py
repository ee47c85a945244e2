"""Faults put into good posters, cards and packs to print: what a printer, a phone or a reader would meet."""

import io
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial
from typing import Any

import pikepdf
import samples
from pikepdf import Array, Dictionary, Name, Operator, Page, Pdf, String
from seeded import Fault

from leaflets import formats
from leaflets.formats import Edition
from leaflets.model import Leaflet
from leaflets.outreach import codes, print_pack
from leaflets.outreach.cover_sheet import Listed
from leaflets.outreach.print_pack import Pack
from leaflets.paper.drawings import drawing_of
from leaflets.paper.join import Part
from leaflets.paper.read_back import _letters
from leaflets.verify.codes import DOTS_PER_INCH, grey
from leaflets.verify.printpage import opened

WEB = "https://www.example.org"
CODES, PACK, PRINT = ("codes",), ("print-pack",), ("print",)


@cache
def leaflet() -> Leaflet:
    """A short leaflet, three of whose rows the manuscript names for the poster."""
    rows = "\n".join(f"## What is topic {n}?\n[picture: {p}]\nRow {n} says one thing.\n" for n, p in enumerate(ROWS, 1))
    return samples.composed(f"---\ntitle: Our garden\ninformation-date: 2019\nposter: {', '.join(ROWS)}\n---\n{rows}")


ROWS = ("leaflet", "meeting", "idea")


def edition(name: str) -> Edition:
    return replace(formats.edition(name), web_address=WEB, leads_to=("web", "audio"))


@cache
def good(name: str) -> bytes:
    """A good poster or a good sheet of cards."""
    (content,) = formats.load(name).write(leaflet(), edition(name), {}).values()
    return content


def listed_of(title: str, content: bytes, **measures: Any) -> Listed:
    with pikepdf.open(io.BytesIO(content)) as document:
        sides = len(document.pages)
    return Listed(title, ("Draft. Not checked.",), {"paper": "A4", "sides": 2, **measures}, sides)


@cache
def printed(name: str, title: str) -> bytes:
    """A leaflet of that title, finished."""
    text = f"---\ntitle: {title}\ninformation-date: 2026\n---\n" + "".join(
        f"## What is {title} {n}?\n[picture: leaflet]\nIt is one thing.\n" for n in range(5)
    )
    made, files = formats.load(name), {}
    one = samples.composed(text)
    for need in made.needs:
        files[need] = formats.load(need).write(one, formats.edition(need), {})
    (content,) = made.write(one, formats.edition(name), files).values()
    return content


TITLES = ("Our garden", "Our library", "Our hall")
FOLDED = {"flip": "short edge", "fold": "once, in the middle"}


def pack(name: str, change: Callable[[list[Listed]], object] = lambda listed: None) -> Pack:
    """A pack of three leaflets; `change` is done to what its cover sheet is told."""
    parts = [Part(title, "en-GB", printed(name, title)) for title in TITLES]
    listed = [listed_of(one.title, one.content, **(FOLDED if name == "booklet" else {})) for one in parts]
    change(listed)
    return print_pack.made(listed, parts, name, "en-GB")


@cache
def good_pack(name: str) -> bytes:
    return pack(name).content


def changed(change: Callable[[Pdf], object], content: bytes) -> bytes:
    """The file with something in it changed."""
    with pikepdf.open(io.BytesIO(content)) as document:
        change(document)
        written = io.BytesIO()
        document.save(written, deterministic_id=True, fix_metadata_version=False)
    return written.getvalue()


# Words ----------------------------------------------------------------------------------------------------------------


def said_otherwise(old: str, new: str, content: bytes, last: bool = False) -> bytes:
    """The file with letters of one painted piece of text changed into as many others that its font has."""
    assert len(old) == len(new)
    return changed(partial(_say, old, new, last), content)


def _say(old: str, new: str, last: bool, document: Pdf) -> None:
    for page in document.pages:
        steps = list(pikepdf.parse_content_stream(page))
        letters: dict[int, str] = {}
        places = []
        for at, step in enumerate(steps):
            if str(step.operator) == "Tf":
                letters = dict(_letters(page.resources["/Font"][str(step.operands[0])]))
            elif str(step.operator) in ("TJ", "Tj") and old in _spelled(step.operands[0], letters):
                places.append((at, letters))
        if places:
            at, letters = places[-1 if last else 0]
            glyphs = _glyphs(steps[at].operands[0])
            begin = _spelled(steps[at].operands[0], letters).index(old)
            found = {text: glyph for glyph, text in letters.items()}
            glyphs[begin : begin + len(old)] = [found[letter] for letter in new]
            shown = b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)
            steps[at] = pikepdf.ContentStreamInstruction([Array([String(shown)])], Operator("TJ"))
            page.Contents = document.make_stream(pikepdf.unparse_content_stream(steps))
            return
    raise AssertionError(f"“{old}” stands nowhere in the file.")


def _spelled(shown: Any, letters: Mapping[int, str]) -> str:
    return "".join(letters.get(glyph, "?") for glyph in _glyphs(shown))


def _glyphs(shown: Any) -> list[int]:
    pieces = shown if isinstance(shown, Array) else [shown]
    data = b"".join(bytes(piece) for piece in pieces if isinstance(piece, (String, pikepdf.Object)))
    return [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]


# Codes ----------------------------------------------------------------------------------------------------------------


def leads_to(address: str, document: Pdf, which: str = "web", side_mm: float = 34) -> None:
    """The code of the page, or of the recording, painted as one that leads elsewhere."""
    (code,) = (one for one in codes.of(leaflet(), edition("poster-a4")) if one.leads_to == which)
    name = _drawing(codes.svg(code, side_mm)).name
    other = _drawing(codes.svg(replace(code, address=address), side_mm))
    form = document.pages[0].resources["/XObject"][f"/{name}"]
    form.BBox = Array([0, 0, other.width, other.height])
    form.write(zlib.decompress(other.painted))


def _drawing(svg: str) -> Any:
    drawing = drawing_of(svg.encode())
    assert drawing is not None
    return drawing


def painted_by_code(paint: Callable[[float, float, float, float], str], content: bytes) -> bytes:
    """Something painted over a poster; `paint` is given the left, lower, right and upper edge of a code, in points."""
    import zxingcpp

    with opened(content) as document:
        page = document[0]
        found = zxingcpp.read_barcode(grey(page))
        assert found is not None
        height, point = page.get_height(), 72 / DOTS_PER_INCH
    place = found.position
    left, right = place.top_left.x * point, place.bottom_right.x * point
    lower, upper = height - place.bottom_right.y * point, height - place.top_left.y * point
    steps = paint(left, lower, right, upper)

    def change(document: Pdf) -> None:
        first = document.pages[0]
        first.contents_add(document.make_stream(b"q"), prepend=True)  # WeasyPrint leaves its own measure behind
        first.contents_add(document.make_stream(f"Q /Artifact <</Type /Layout>> BDC {steps} EMC".encode()))

    return changed(change, content)


def blot(left: float, lower: float, right: float, upper: float) -> str:
    side = (right - left) / 2
    return f"0 g {left} {upper - side} {side} {side} re f"


def frame(left: float, lower: float, right: float, upper: float) -> str:
    return f"0 G 1 w {left - 3} {lower - 3} {right - left + 6} {upper - lower + 6} re S"


def moved(matrix: str, document: Pdf) -> None:
    """All of the first page put elsewhere."""
    page = document.pages[0]
    page.contents_add(document.make_stream(f"q {matrix} cm".encode()), prepend=True)
    page.contents_add(document.make_stream(b"Q"))


def code_lost(document: Pdf) -> None:
    (code, _) = codes.of(leaflet(), edition("poster-a4"))
    name = f"/{_drawing(codes.svg(code, 34)).name}"
    page = document.pages[0]
    steps = list(pikepdf.parse_content_stream(page))
    at = next(n for n, step in enumerate(steps) if str(step.operator) == "Do" and str(step.operands[0]) == name)
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(steps[:at] + steps[at + 1 :]))


def without_alt(document: Pdf) -> None:
    for item in document.objects:
        if isinstance(item, Dictionary) and str(item.get("/Alt", "")).startswith("QR code: web"):
            del item["/Alt"]


POSTER_FAULTS = (
    Fault("a code that leads to another leaflet",
          partial(changed, partial(leads_to, f"{WEB}/sampel/web_en-GB/")), CODES),
    Fault("a code that leads to a page that is not secure",
          partial(changed, partial(leads_to, "http://www.example.org/sample/web_en-GB/")), CODES),
    Fault("a recording of another leaflet",
          partial(changed, partial(leads_to, f"{WEB}/sampel/sample_audio_en-GB.mp3", which="audio")), CODES),
    Fault("an address in words with two letters swapped", partial(said_otherwise, "sample/web", "smaple/web"), CODES),
    Fault("a code that was not printed", partial(changed, code_lost), CODES),
    Fault("a code without words for listeners", partial(changed, without_alt), ("page-validation", "codes")),
    Fault("a poster printed at half of its size", partial(changed, partial(moved, "0.5 0 0 0.5 0 0")),
          ("print", "codes")),
    Fault("a poster that goes over the edge of the paper", partial(changed, partial(moved, "1 0 0 1 90 0")), PRINT),
    Fault("a blot on a corner of a code", partial(painted_by_code, blot), CODES),
    Fault("a frame that is too near to a code", partial(painted_by_code, frame), CODES),
)  # fmt: skip
CARD_FAULTS = (
    Fault("one of four cards without its code", partial(changed, code_lost), CODES),
    Fault("cards that are moved off the paper", partial(changed, partial(moved, "1 0 0 1 0 60")), PRINT),
)


# Packs ----------------------------------------------------------------------------------------------------------------


def told(change: Callable[[list[Listed]], object], name: str, content: bytes) -> bytes:
    """The same pack, its cover sheet written from what is not so."""
    return pack(name, change).content


def measured(number: int, **measures: Any) -> Callable[[list[Listed]], object]:
    def change(listed: list[Listed]) -> None:
        listed[number] = replace(listed[number], measures={"paper": "A4", "sides": 2, **measures})

    return change


def unstamped(listed: list[Listed]) -> None:
    listed[1] = replace(listed[1], stamps=())


def swapped(listed: list[Listed]) -> None:
    listed[0], listed[1] = listed[1], listed[0]


def fewer(listed: list[Listed]) -> None:
    listed[2] = replace(listed[2], sides=listed[2].sides - 2)


def pages_swapped(document: Pdf) -> None:
    first, second = document.pages[3].obj, document.pages[4].obj
    del document.pages[3:5]
    document.pages.insert(3, Page(first))
    document.pages.insert(3, Page(second))


def page_lost(document: Pdf) -> None:
    del document.pages[len(document.pages) - 2]


def mark_elsewhere(document: Pdf) -> None:
    mark = document.Root.Outlines.First.Next
    mark.Dest[0] = document.pages[4].obj


def parts(document: Pdf) -> Any:
    return [kid for kid in document.Root.StructTreeRoot.K[0].K if kid.get("/S") == "/Part"]


def tags_swapped(document: Pdf) -> None:
    kids = document.Root.StructTreeRoot.K[0].K
    last, before = kids[len(kids) - 1], kids[len(kids) - 2]
    kids[len(kids) - 1], kids[len(kids) - 2] = before, last


def tags_lost(document: Pdf) -> None:
    kids = document.Root.StructTreeRoot.K[0].K
    del kids[len(kids) - 1]


def language_lost(document: Pdf) -> None:
    del parts(document)[1]["/Lang"]


def labels_lost(document: Pdf) -> None:
    del document.Root["/PageLabels"]


def other_edge(document: Pdf) -> None:
    edge = "Long" if document.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge" else "Short"
    document.Root.ViewerPreferences.Duplex = Name(f"/DuplexFlip{edge}Edge")


BOOKLET_FAULTS = (
    Fault("a cover sheet that says: flip on the long edge",
          partial(told, measured(1, fold="once, in the middle"), "booklet"), PACK),
    Fault("a cover sheet that says: do not fold", partial(told, measured(1, flip="short edge"), "booklet"), PACK),
    Fault("a cover sheet that tells too few sheets", partial(told, fewer, "booklet"), PACK),
    Fault("two sides of a booklet swapped", partial(changed, pages_swapped), PACK),
    Fault("a printer told to turn sheets on the wrong edge", partial(changed, other_edge), PACK),
)  # fmt: skip
LARGE_FAULTS = (
    Fault("a cover sheet that says: fold", partial(told, measured(0, fold="once"), "large-print"), PACK),
    Fault("a cover sheet without the draft mark", partial(told, unstamped, "large-print"), PACK),
    Fault("a cover sheet with the leaflets in another order", partial(told, swapped, "large-print"), PACK),
    Fault("a cover sheet with a wrong number", partial(said_otherwise, "paper, 2", "paper, 4"), PACK),
    Fault("two pages swapped", partial(changed, pages_swapped), PACK),
    Fault("a page that is lost", partial(changed, page_lost), PACK),
    Fault("a bookmark that leads to another page", partial(changed, mark_elsewhere), PACK),
    Fault("leaflets heard in another order", partial(changed, tags_swapped), PACK),
    Fault("a leaflet that nobody hears", partial(changed, tags_lost), PACK),
    Fault("a leaflet without its language", partial(changed, language_lost), PACK),
    Fault("no page labels", partial(changed, labels_lost), PACK),
)
FAULTS: tuple[Fault, ...] = POSTER_FAULTS + CARD_FAULTS + BOOKLET_FAULTS + LARGE_FAULTS
