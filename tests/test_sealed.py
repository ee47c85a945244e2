"""A page that would reach out of its own files, or bring foreign ones in, stops the build with a reason."""

import io
import re
import socket

import pikepdf
import pytest
from test_paper import page

from leaflets.findings import LeafletError
from leaflets.paper.render import pdf

SECRET = "file:///etc/hostname"
OUTSIDE = "http://127.0.0.1:1"
SVG_IN_SVG = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E"
    f"%3Cimage href='{OUTSIDE}/x.png' width='9' height='9'/%3E%3C/svg%3E"
)

VECTORS = {
    "a style sheet": f'<link rel="stylesheet" href="{OUTSIDE}/x.css">',
    "an import": f"<style>@import url({OUTSIDE}/x.css);</style>",
    "a font": f"<style>@font-face {{ font-family: X; src: url({OUTSIDE}/x) }} p {{ font-family: X }}</style><p>x</p>",
    "a background": f'<p style="background: url({OUTSIDE}/x.png)">x</p>',
    "a picture": f'<img src="{OUTSIDE}/x.png" alt="x">',
    "an object": f'<object data="{OUTSIDE}/x.png"></object>',
    "an embedded file": f'<embed src="{OUTSIDE}/x.png">',
    "a picture inside a picture": f'<img src="{SVG_IN_SVG}" alt="x">',
}
"""The eight ways out of a page that WeasyPrint 70 goes by itself (PDF design, section 8)."""

ALSO = {
    "a file as picture": f'<img src="{SECRET}" alt="x">',
    "a file as style sheet": f'<link rel="stylesheet" href="{SECRET}">',
    "an attachment": f'<link rel="attachment" href="{SECRET}">',
    "an attached link": f'<p><a rel="attachment" href="{SECRET}">x</a></p>',
    "a link to a file": f'<p><a href="{SECRET}">x</a></p>',
    "a link that runs a script": '<p><a href="javascript:alert(1)">x</a></p>',
    "a link to data": '<p><a href="data:text/html,x">x</a></p>',
    "a form that sends": f'<form action="{OUTSIDE}"><input name="x"></form>',
    "a list mark": f'<ul style="list-style-image: url({OUTSIDE}/x.png)"><li>x</li></ul>',
    "a mask": f'<p style="border-image: url({OUTSIDE}/x.png) 3">x</p>',
}


REASONS = re.compile(
    r"127\.0\.0\.1|/etc/hostname|javascript:|data:text|<(object|embed|form|link)\b|image inside|SVG image"
)
"""What a reason names: the address, or the element that is refused."""


@pytest.mark.parametrize("name", [*VECTORS, *ALSO])
def test_nothing_leaves_the_page_and_nothing_comes_in(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: asked.append(address))
    with pytest.raises(LeafletError) as told:
        pdf(page({**VECTORS, **ALSO}[name]))
    assert asked == []
    assert REASONS.search(str(told.value))


@pytest.mark.parametrize("address", ["https://example.org/", "http://example.org/", "mailto:a@example.org", "tel:999"])
def test_links_that_a_reader_can_follow_are_kept(address: str) -> None:
    content = pdf(page(f'<p><a href="{address}">x</a></p>'))
    with pikepdf.open(io.BytesIO(content)) as document:
        (link,) = document.pages[0].Annots
        assert str(link.A.URI) == address
