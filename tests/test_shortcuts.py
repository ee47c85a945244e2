"""The shorter ways through WeasyPrint come to the same pages, and leave nothing behind."""

import ctypes
import gc
import inspect
import io
import sys

import generated
import pytest
from fontTools.ttLib import TTFont
from test_constructs import ASSETS, CONSTRUCTS
from test_tags import pass_the_lint
from weasyprint.html import UA_STYLESHEET

from leaflets import formats
from leaflets.findings import LeafletError
from leaflets.paper import fonts, least_widths, lent_styles, shortcuts
from leaflets.paper.engine import engine
from leaflets.paper.render import Sheet, pdf

SPACED = "<p style='letter-spacing: 1pt; word-spacing: 3pt'>far apart</p><p style='overflow-wrap: anywhere'>w w w</p>"
UNTOLD = "<p style='margin-inline-start: 9mm; width: calc(50% - 9mm); min-width: 20%'>x</p>"
BOXED = "<div style='box-sizing: border-box; width: 50%; height: 30mm; padding: 5%'><p style='height: 50%'>x</p></div>"
JUSTIFIED = f"<p style='text-align: justify; text-decoration: underline'>{'these words are many ' * 20}</p>"
RIGHT_TO_LEFT = "<p dir='rtl' lang='cy' style='direction: rtl; padding-inline-end: 4mm'>x y z</p>"
SIZED = """<style>
#a { margin-left: 9mm } .b { width: 50mm !important; height: 20mm } .c { padding: 3mm; padding-left: 5mm !important }
.c::before { content: 'x' } p { margin: 2em }
</style><div id='a' class='b c' style='margin-left: 3mm; width: 20mm; height: 30mm; padding: 1mm; padding: 2mm'>
<p>one <b id='d' style='font-size: 30pt; padding-left: 1em'>two <i>three</i></b></p>
<p id='e' style='color: #333333; margin: 1mm'>four</p>
<p style='padding-inline-start: 4mm !important; padding: 0'>five</p>
</div><div style='margin: 3mm'><p>six</p></div><div style='margin: 3mm'><p>seven</p></div>"""
BESIDE = """<style>
.a { width: 70mm; border: 1px solid } .f { float: left; width: 40mm; height: 30mm; background: #eeeeee }
.r { float: right } .i { float: inline-end } .in { padding-left: 30mm }
</style>""" + "".join(
    f"<div class='a'{way}><div class='f{side}'></div><p{own}>{words}</p></div><div class='a in'><div class='f'></div>"
    f"<p{own}>{words}</p></div>"
    for way in ("", " dir='rtl' style='direction: rtl'")
    for side in ("", " r", " i")
    for own, words in (
        ("", "in an incomprehensible institutionalisation it is so"),
        ("", "so <b>inter</b>nationalised<i style='padding: 0 9mm'>isms</i> are"),
        (" style='letter-spacing: 3mm'", "all spaced out"),
        (" style='text-indent: 20mm'", "indented somewhere"),
        (" style='white-space: pre-line'", "so\ninstitutionalised\nit is"),
        ("", "with <img src='asset:square.svg' alt='x' style='width: 35mm'/> in it"),
        ("", "no break in here but here"),
    )
)
PAGES = """<style>
@page { size: A5; margin: 5vw } @page :first { margin: 10vw } @page :right { @top-right { content: counter(page) } }
@page :nth(3) { background: #eee } @page other { @bottom-left { content: 'other' } }
</style>""" + "".join(f"<p style='break-before: page; page: {name}'>{name}</p>" for name in ("auto", "other") * 3)

BODIES = {
    "spaced out": SPACED,
    "directions, sums and parts": UNTOLD,
    "boxes by their border": BOXED,
    "justified and underlined": JUSTIFIED,
    "right to left": RIGHT_TO_LEFT,
    "pages of many kinds": PAGES,
    "sizes of their own": SIZED,
    "beside pictures": BESIDE,
}
PAGE_OF = {each.name: each.html for each in CONSTRUCTS} | {
    name: next(iter(CONSTRUCTS)).html.split("<body>")[0] + f"<body><h1>A page</h1>{body}</body></html>"
    for name, body in BODIES.items()
}


def stock(patch: pytest.MonkeyPatch) -> None:
    """Puts WeasyPrint's own ways back."""
    engine()  # which would otherwise take the shorter ones while the page is drawn
    for place in shortcuts.PLACES:
        patch.setattr(place.owner, place.name, place.theirs)
    patch.setattr(UA_STYLESHEET.matcher, "other_selectors", list(lent_styles.ALL_SELECTORS))


def drawn(name: str) -> bytes | str:
    """The page, or why there is none: WeasyPrint breaks down over some that the lint refuses."""
    try:
        return pdf(Sheet(PAGE_OF[name], (), ASSETS))
    except (LeafletError, TypeError) as error:
        return str(error)


@pytest.mark.parametrize("name", [name for name in PAGE_OF if name != "refused-footnote"])
def test_a_page_is_the_same_to_the_byte(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pass_the_lint(monkeypatch)
    ours = drawn(name)
    stock(monkeypatch)
    assert ours == drawn(name)


@pytest.mark.parametrize("name", ["easy-read", "large-print", "booklet-pages"])
def test_an_edition_is_the_same_to_the_byte(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kind, leaflet = formats.load(name), generated.leaflet(14, seed=7)
    ours = kind.write(leaflet, kind.edition, {})
    stock(monkeypatch)
    assert ours == kind.write(leaflet, kind.edition, {})


def test_every_shorter_way_is_taken_and_called_like_the_long_one() -> None:
    engine()
    for place in shortcuts.PLACES:
        assert getattr(place.owner, place.name) is place.ours
        theirs, ours = (inspect.signature(way).parameters.values() for way in (place.theirs, place.ours))
        assert [(each.kind, each.default) for each in theirs] == [(each.kind, each.default) for each in ours]


def in_use() -> int:
    """Bytes that the C library has given out; -1 where it cannot tell (glibc 2.33)."""
    tell = getattr(ctypes.CDLL(None), "mallinfo2", None) if sys.platform == "linux" else None
    if tell is None:
        return -1

    class Told(ctypes.Structure):
        _fields_ = [(f"f{number}", ctypes.c_size_t) for number in range(10)]

    tell.restype = Told
    gc.collect()
    return int(tell().f7)


@pytest.mark.skipif(in_use() < 0, reason="The C library does not tell how much memory is in use.")
def test_memory_does_not_grow_from_leaflet_to_leaflet() -> None:
    easy_read = formats.load("easy-read")
    used = []
    for seed in range(9):
        easy_read.write(generated.leaflet(12, seed=seed), easy_read.edition, {})
        used.append(in_use())
    assert used[-1] - used[2] < 6 * 30_000  # WeasyPrint by itself loses some 100 KB a leaflet


def test_nothing_of_a_leaflet_waits_to_be_collected() -> None:
    easy_read = formats.load("easy-read")
    easy_read.write(generated.leaflet(12, seed=1), easy_read.edition, {})
    gc.collect()
    easy_read.write(generated.leaflet(12, seed=2), easy_read.edition, {})
    assert gc.collect() < 1000  # its pages are many thousands


@pytest.mark.parametrize("weight", [fonts.REGULAR, fonts.BOLD])
def test_no_easy_letter_of_the_house_font_is_wider_than_is_counted_on(weight: int) -> None:
    font = TTFont(io.BytesIO(fonts.face(weight)))
    easy = [name for code, name in font.getBestCmap().items() if least_widths.EASY.fullmatch(chr(code))]
    assert len(easy) > 300
    assert max(font["hmtx"][name][0] for name in easy) < least_widths.WIDEST * font["head"].unitsPerEm
