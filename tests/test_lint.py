"""Templates are refused for what the tags cannot do and for what harms readers or listeners, each with its reason."""

from pathlib import Path

import pytest
from described import print_html
from samples import leaflet, names
from test_constructs import parsed

from leaflets.paper.lint import page_faults, style_faults

TEMPLATES = Path(__file__).parent.parent / "templates"
SCREENS = {TEMPLATES / name for name in ("web.css", "site.css", "watch.css")}
"""Their looks are those of screens, where links have a line; `verify/webstyle.py` reads them."""
PAGE = '<html lang="en-GB"><head><title>T</title>{}</head><body>{}</body></html>'


def faults(body: str, head: str = "") -> list[str]:
    return list(page_faults(parsed(PAGE.format(head, body))))


@pytest.mark.parametrize("path", sorted(set(TEMPLATES.glob("*.css")) - SCREENS), ids=lambda path: path.name)
def test_our_own_style_sheets_are_good(path: Path) -> None:
    assert list(style_faults(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("edition", ["easy-read", "large-print"])
@pytest.mark.parametrize("name", names())
def test_our_own_pages_are_good(name: str, edition: str) -> None:
    assert list(page_faults(parsed(print_html(leaflet(name), edition)))) == []


def test_the_last_of_two_thousand_elements_is_looked_at_too() -> None:
    row = '<div class="row"><p id="x">Some <strong>words</strong> <a href="https://example.org/">here</a></p></div>'
    assert list(page_faults(parsed(PAGE.format("", row * 500)))) == []
    assert len(list(page_faults(parsed(PAGE.format("", row * 500 + '<p><a href="page.html">Go</a></p>'))))) == 1


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "file:///etc/hostname",
        "data:text/html,words",
        "vbscript:x",
        "ftp://example.org/",
        "//example.org/",
        "/etc/hostname",
        "page.html",
        "asset:square.svg",
        "",
    ],
)
def test_a_link_to_anywhere_else_is_refused(address: str) -> None:
    (fault,) = faults(f'<p><a href="{address}">Go</a></p>')
    assert "Only https:, http:, mailto:, tel: and # may start a link" in fault


@pytest.mark.parametrize(
    "address", ["https://example.org/", "HTTP://example.org", "mailto:a@example.org", "tel:116123", "#end", "#"]
)
def test_links_to_people_and_pages_are_good(address: str) -> None:
    assert faults(f'<p><a href="{address}">Go</a></p>') == []


def test_links_and_scripts_in_a_drawing_are_refused() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" aria-hidden="true">'
        '<a xlink:href="javascript:alert(1)"><rect width="9" height="9"/></a><script>1</script></svg>'
    )
    assert [fault.split(" ")[0] for fault in faults(drawing)] == ["<a>", "<script>"]


def test_a_fault_names_the_place_and_what_to_do_instead() -> None:
    (fault,) = faults('<img src="asset:cat.svg">')
    assert fault == (
        '<img src="asset:cat.svg"> has no alt text. Say in alt what the picture shows; alt="" is for decoration.'
    )
    (fault,) = style_faults("h1 > .lead, p { color: red; opacity: 50% }")
    assert fault.startswith("h1 > .lead, p: opacity is 50%. ")
    assert "lighter colour" in fault


def test_all_faults_are_told_in_their_order() -> None:
    found = faults("<h1>A</h1><h3>B</h3><p><em>C</em></p>", "<style>p { opacity: 0 }</style>")
    assert [fault.split(" ")[0] for fault in found] == ["p:", "<h3>", "<em>"]


def test_style_attributes_and_sheets_inside_the_page_are_looked_at() -> None:
    assert "opacity" in faults('<p class="a" style="color: red; opacity: 0.3">A</p>')[0]
    assert faults('<p style="opacity: 1; margin: 0">A</p>') == []


@pytest.mark.parametrize(
    "css",
    [
        "@media print { p { opacity: .5 } }",
        "@supports (opacity: 1) { @media print { p { OPACITY: 0 } } }",
        "section { & p { opacity: 0.2 } }",
        "p { list-style: square inside }",
        "p { font: italic 12pt Lexend }",
        "p { text-decoration: red underline }",
        "p { hyphens: auto !important }",
        "p { position: running(head) }",
        "p { margin: 0 0 -3mm }",
        "p { margin-inline-start: -3mm }",
        "p { margin: inherit }",
        "p { padding-block-end: inherit }",
        "p { width: inherit }",
        ".picture, .words::before { margin-top: -3mm }",
        ".before { margin-top: -3mm }",
        "p { text-indent: -9999px }",
        "p { visibility: hidden }",
        "p { color: transparent }",
        "p { font-size: 0 }",
        "p { unicode-bidi: bidi-override }",
        "p { content: url(asset:square.svg) }",
        'li::marker { content: "x" }',
        "p { -weasy-link: attr(title) }",
        "@page { @bottom-left { opacity: 0.5 } }",
    ],
)
def test_a_style_is_refused_wherever_it_stands(css: str) -> None:
    assert len(list(style_faults(css))) == 1


@pytest.mark.parametrize(
    "css",
    [
        "p { opacity: 1 } p { opacity: 100% }",
        "ul { list-style: outside disc; list-style-position: outside }",
        "p { font-style: normal; text-decoration: none; hyphens: none; text-align: start; text-transform: none }",
        ".words::before { content: ''; margin-top: -4.4mm; left: -5mm } .words:after { margin: -1mm }",
        "p::before { content: url(asset:square.svg) }",
        "p { text-indent: -8mm; padding-left: 8mm; letter-spacing: -0.01em }",
        "@font-face { font-family: Lexend; font-style: italic; src: url(asset:lexend.ttf) }",
        "p { position: relative; float: left; content: normal }",
        "/* opacity: 0 */ .opacity { color: red }",
    ],
)
def test_a_harmless_style_is_good(css: str) -> None:
    assert list(style_faults(css)) == []


NOT_FOR_PAPER = (
    "form",
    "input",
    "button",
    "select",
    "textarea",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "canvas",
)


@pytest.mark.parametrize("tag", NOT_FOR_PAPER)
def test_elements_that_paper_cannot_show_are_refused(tag: str) -> None:
    assert any(fault.startswith(f"<{tag}") for fault in faults(f"<div><{tag}>Words</{tag}></div>"))


def test_what_screen_readers_pass_over_needs_no_alt_text() -> None:
    assert faults('<div aria-hidden="true"><img src="asset:square.svg"><h4>A</h4></div><h1>B</h1>') == []


def test_comments_are_no_elements() -> None:
    assert faults("<ul><!-- one --><li>Bread</li></ul><!-- two -->") == []


def test_columns_that_a_cell_reaches_over_are_counted() -> None:
    table = '<table><tr><th rowspan="2">A</th><th colspan="2">B</th></tr><tr><td>C</td><td>D</td></tr></table>'
    assert faults(table) == []
    (fault,) = faults(table.replace("<td>D</td>", ""))
    assert "rows of unlike length" in fault
