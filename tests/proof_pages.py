"""Small printed pages with one fault each, and good ones, for the tests of the checker of finished pages."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from leaflets.findings import Finding
from leaflets.paper import lint
from leaflets.paper.render import Sheet, pdf
from leaflets.verify import print as proof

SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#1d3f72"/></svg>'
STRIPES = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30" viewBox="0 0 90 30"><rect width="90" height="30"'
    b' fill="#fff"/>'
    + b"".join(b'<rect x="%d" width="2" height="30" fill="#bbb"/>' % x for x in range(0, 90, 4))
    + b"</svg>"
)

STYLE = """
@font-face { font-family: Lexend; src: url(asset:lexend.ttf) }
@font-face { font-family: Lexend; font-weight: 700; src: url(asset:lexend-bold.ttf) }
@page {
  size: 210mm 297mm; margin: 18mm 18mm 27mm;
  @bottom-left { content: "Sleep"; font-size: 18pt; margin-top: 2mm; vertical-align: top }
  @bottom-right { content: "Page " counter(page); font-size: 18pt; margin-top: 2mm; vertical-align: top }
}
html { font: 18pt/26pt Lexend; color: #111; hyphens: none } body, p { margin: 0 } p { margin-bottom: 18pt }
h1 { font: 700 30pt/36pt Lexend; color: #1d3f72; margin: 0 0 6mm; padding-bottom: 2mm; border-bottom: 1.2mm solid }
#narrow { width: 118mm }
"""
BOOKLET = "@page { size: 148mm 210mm; margin: 12mm 12mm 20mm } html { font: 16pt/22.5pt Lexend }"

BODY = """<h1>Sleep well</h1>
<p id="narrow">Most people sleep for about seven hours in a night, and some people need more sleep than that.</p>
<p>If you cannot sleep, you can call us.<br>Our number is 020&#160;7946&#160;0018.</p>"""
"""Enough words for a text of one size, all of them good."""

SHORT = "<p>Sleep well</p>"
THREE_MORE = "".join(f'<p style="break-before: page">Page {number} is short.</p>' for number in (2, 3, 4))
"""Four pages make a sheet of a booklet."""


def page(body: str = "", style: str = "", before: str = BODY, **assets: bytes) -> bytes:
    """A finished page: good words, then the body. `assets`: pictures by their name without its ending."""
    head = f"<title>Sleep</title><style>{STYLE}{style}</style>"
    files = {f"{name}.svg": content for name, content in {"square": SQUARE, "stripes": STRIPES, **assets}.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lint, "page_faults", lambda root: ())  # which would refuse the planted fault before it is drawn
        return pdf(Sheet(f'<html lang="en-GB"><head>{head}</head><body>{before}{body}</body></html>', (), files))


def changed(content: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The file after a change that no page of ours can have."""
    after = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        change(document)
        document.save(after)
    return after.getvalue()


def paint(document: pikepdf.Pdf, operators: bytes) -> None:
    """Paints on the first page, in points from its lower left corner."""
    document.pages[0].contents_add(b"q ", prepend=True)
    document.pages[0].contents_add(b"Q q " + operators + b" Q")


def found(content: bytes, format_name: str, folder: Path, ours: bool = True) -> tuple[Finding, ...]:
    """What the whole check says of this file, under one of our own names or a foreign one."""
    path = folder / (f"sleep_{format_name}_en-GB.pdf" if ours else "a page.pdf")
    path.write_bytes(content)
    return proof.check((path,), format_name)


def codes(content: bytes, format_name: str, folder: Path, ours: bool = True) -> set[str]:
    return {finding.code for finding in found(content, format_name, folder, ours)}
