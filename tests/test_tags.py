"""What a listener's software finds in a PDF: whole words, one element for each idea, links in words, no page feet."""

import inspect
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest
import weasyprint
from faces import FACES
from test_constructs import ASSETS, CONSTRUCTS, is_element, outline, parsed, walked
from test_paper import HTML, page

from leaflets.findings import LeafletError
from leaflets.paper import conformance, lint
from leaflets.paper import engine as render
from leaflets.paper.lint import page_faults
from leaflets.paper.read_back import read_back
from leaflets.paper.render import Sheet, pdf
from leaflets.verify import pagevalidation, verapdf

LONG = "This sentence is so long that it does not fit on one line of a page at this size at all."


def heard(body: str, style: str = "") -> list[str]:
    """What is heard, element by element, page feet last."""
    content = pdf(Sheet(HTML.format(f"<style>{style}</style>{body}"), ("print.css",), {"p.svg": SVG}))
    return [line.strip() for line in read_back({"a.pdf": content}).splitlines() if line.strip()]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
BIG = "p { font-size: 24pt; max-width: 120mm }"


@dataclass(frozen=True)
class Element:
    """One structure element as it stands in the file."""

    role: str
    lang: str
    alt: str
    frame: tuple[float, ...]


def elements(body: str, style: str = "") -> list[Element]:
    """Every structure element, in the order of the tree."""
    content = pdf(Sheet(HTML.format(f"<style>{style}</style>{body}"), ("print.css",), {"p.svg": SVG}))

    def walk(element: pikepdf.Object) -> Iterator[Element]:
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            attributes = element.get("/A", pikepdf.Dictionary())
            frame = tuple(float(corner) for corner in attributes.get("/BBox", pikepdf.Array()))
            role = str(element["/S"]).removeprefix("/")
            yield Element(role, str(element.get("/Lang", "")), str(element.get("/Alt", "")), frame)
            for kid in element.get("/K", []):
                yield from walk(kid)

    with pikepdf.open(io.BytesIO(content)) as document:
        return list(walk(document.Root.StructTreeRoot.K[0]))


def roles(body: str, style: str = "") -> list[str]:
    return [element.role for element in elements(body, style)]


def test_words_around_the_end_of_a_wrapped_line_stay_apart() -> None:
    assert heard(f"<p>{LONG}</p>", BIG)[0] == LONG


def test_words_around_a_bold_word_at_the_end_of_a_line_stay_apart() -> None:
    bold = LONG.replace("long that", "<strong>long</strong> that").replace("at all", "<strong>at all</strong>")
    assert heard(f"<p>{bold}</p>", BIG)[0] == LONG


def test_sentences_of_one_paragraph_stay_apart() -> None:
    assert heard("<p><span>One.</span> <span>Two.</span></p>")[0] == "One. Two."


def test_a_wished_pause_parts_words() -> None:
    assert heard("<p>Most people <br>can come.</p>")[0] == "Most people can come."


def test_a_paragraph_over_two_pages_is_one_element() -> None:
    style = "@page { size: 100mm 60mm; margin: 10mm } p { orphans: 1; widows: 1; font-size: 18pt; line-height: 26pt }"
    assert roles(f"<p>{LONG} {LONG}</p>", style) == ["Document", "P"]
    assert heard(f"<p>{LONG} {LONG}</p>", style)[0] == f"{LONG} {LONG}"


def test_boxes_for_looks_are_no_elements() -> None:
    assert roles("<section><div><h1>A</h1><div><p>B <strong>c</strong></p></div></div></section>") == [
        "Document",
        "Sect",
        "H1",
        "P",
    ]


def test_another_language_is_tagged() -> None:
    *_, span = elements('<p>In Welsh: <span lang="cy">diolch</span></p>')
    assert (span.role, span.lang) == ("Span", "cy")


def test_a_link_is_heard_in_words_and_printed() -> None:
    content = pdf(page('<p>Call <a href="tel:0123">our helpline</a> now.</p>'))
    with pikepdf.open(io.BytesIO(content)) as document:
        (annotation,) = document.pages[0].Annots
        assert str(annotation.Contents) == "our helpline"
        assert int(annotation.F) == 4


def test_a_link_over_two_lines_is_one_element() -> None:
    body = f'<p>See <a href="https://example.org/">{LONG}</a></p>'
    assert roles(body, BIG) == ["Document", "P", "Link"]
    assert heard(body, BIG)[0] == f"See {LONG}"


def test_a_picture_has_its_words_and_its_place_on_the_page() -> None:
    body = '<p>A</p><img src="asset:p.svg" alt="A square" style="width: 40mm">'
    *_, figure = elements(body)
    assert (figure.role, figure.alt) == ("Figure", "A square")
    left, bottom, right, top = figure.frame
    assert 0 <= left < right <= 595
    assert 0 <= bottom < top <= 842
    assert right - left == pytest.approx(40 / 25.4 * 72, abs=0.1)
    assert bottom > 500  # near the top of an A4 page: the y axis of a PDF points up


def test_page_feet_are_no_part_of_the_leaflet() -> None:
    assert heard("<p>Words.</p>") == ["Words.", "n", "Page 1"]
    assert roles("<p>Words.</p>") == ["Document", "P"]


def test_dots_that_lead_to_a_page_number_are_not_heard() -> None:
    style = '.c::after { content: leader(" . ") "7" }'
    assert heard('<p class="c">What is SIM?</p>', style)[0] == "What is SIM? 7"


def test_what_a_screen_reader_should_pass_over_is_not_heard() -> None:
    assert roles('<p>A</p><p aria-hidden="true">B</p>') == ["Document", "P"]


def test_a_word_cut_by_the_end_of_a_line_stays_whole() -> None:
    style = "p { font-size: 24pt; max-width: 40mm; overflow-wrap: anywhere }"
    words = "Read easy-read leaflets at https://example.org/an-address/without-end/at-all.html today."
    assert heard(f"<p>{words}</p>", style)[0] == words


def test_words_stay_apart_where_the_document_has_no_blank_to_paint() -> None:
    content = pdf(Sheet(NO_FEET.format("<p>One<br>two</p>"), (), {}))
    with pikepdf.open(io.BytesIO(content)) as document:
        steps = pikepdf.parse_content_stream(document.pages[0], "BDC")
        marks = [step.operands[1] for step in steps if isinstance(step.operands[1], pikepdf.Dictionary)]
        assert [str(mark.ActualText) for mark in marks if "/ActualText" in mark] == ["One "]


NO_FEET = (
    '<html lang="en-GB"><head><title>T</title><style>'
    + FACES.replace("{", "{{").replace("}", "}}")
    + "</style></head><body>{}</body></html>"
)


def artifacts(content: bytes) -> list[dict[str, str]]:
    """What is told of each artifact that has properties, page by page."""
    found = []
    with pikepdf.open(io.BytesIO(content)) as document:
        for one in document.pages:
            for step in pikepdf.parse_content_stream(one, "BDC"):
                if str(step.operands[0]) == "/Artifact":
                    found.append({name: str(value) for name, value in step.operands[1].items() if name != "/BBox"})
    return found


def test_page_feet_and_heads_say_what_they_are() -> None:
    style = '@page { @top-center { content: "The Trust" } }'
    found = artifacts(pdf(Sheet(HTML.format(f"<style>{style}</style><p>A</p>"), ("print.css",), {})))
    assert {each.get("/Subtype") for each in found if each.get("/Type") == "/Pagination"} == {"/Header", "/Footer"}


def test_decorations_are_artifacts_of_the_layout() -> None:
    found = artifacts(pdf(Sheet(HTML.format('<p>A</p><img src="asset:p.svg" alt="">'), ("print.css",), {"p.svg": SVG})))
    assert [each for each in found if each == {"/Type": "/Layout"}]


def test_the_foot_of_a_table_is_heard_last_wherever_the_html_names_it() -> None:
    foot = "<tfoot><tr><th>All</th><td>3</td></tr></tfoot>"
    body = f'<table>{foot}<tbody><tr><th scope="row">Tea</th><td>1</td></tr></tbody></table>'
    assert roles(body)[:2] == ["Document", "Table"]
    assert heard(body)[:4] == ["Tea", "1", "All", "3"]


@pytest.mark.parametrize(
    ("body", "order"),
    [
        ("<div><p>One.</p>Two.</div>", "One. Two."),
        ("<p>One.</p>Two.<p>Three.</p>", "One. Two. Three."),
        ('<div class="row"><div class="late">One.</div><div>Two.</div></div>', "One. Two."),
        (
            '<div class="row"><p class="late">One.</p><div>Two.</div><div>Three.</div></div>Four.',
            "One. Two. Three. Four.",
        ),
        ("<table><caption>One.</caption><tr><th>Two.</th></tr></table>", "One. Two."),
    ],
)
def test_words_are_heard_in_the_order_of_the_html(body: str, order: str) -> None:
    style = ".row { display: flex } .late { order: 2 } caption { caption-side: bottom }"
    assert " ".join(heard(body, style)).startswith(order)


def test_a_picture_keeps_its_place_among_words() -> None:
    body = '<div><img src="asset:p.svg" alt="A"> Words. <img src="asset:p.svg" alt="B"><p>More.</p></div>'
    assert [each.alt or each.role for each in elements(body)] == ["Document", "A", "P", "B", "P"]


def test_a_turned_picture_has_its_place_as_it_is_seen() -> None:
    body = (
        '<div style="transform: rotate(90deg)"><img src="asset:p.svg" alt="A" style="width: 40mm; height: 10mm"></div>'
    )
    *_, figure = elements(body)
    left, bottom, right, top = figure.frame
    assert (right - left, top - bottom) == pytest.approx((10 / 25.4 * 72, 40 / 25.4 * 72), abs=0.1)


def test_links_that_nobody_hears_are_taken_out_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    pass_the_lint(monkeypatch)
    body = '<p>A</p><p aria-hidden="true"><a href="https://example.org/">B</a></p>'
    with pikepdf.open(io.BytesIO(pdf(page(body)))) as document:
        assert len(document.pages[0].get("/Annots", pikepdf.Array())) == 0


def test_another_version_of_the_renderer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "TAGS_FIT", "69.0")
    with pytest.raises(LeafletError, match=r"fit WeasyPrint 69\.0 only"):
        render.check_version()


def test_the_private_code_that_is_replaced_still_has_its_shape() -> None:
    tags = inspect.getmodule(render.engine().pdf.tags.add_tags)
    parameters = inspect.signature(render.engine().pdf.tags.add_tags).parameters
    assert tuple(parameters) == ("pdf", "document", "pdf_version", "page_streams")
    assert "stream._tags" in inspect.getsource(tags)  # type: ignore[arg-type]
    assert "add_tags(pdf, document, options['pdf_version'], page_streams)" in inspect.getsource(render.engine().pdf)


HTML_OF = {each.name: each.html for each in CONSTRUCTS}

Shows = Callable[[bytes], bool]
"""Whether a PDF shows a fault."""


def pass_the_lint(patch: pytest.MonkeyPatch) -> None:
    """Lets any page through, to see what it would come to."""
    patch.setattr(lint, "page_faults", lambda root: ())


def drawn(name: str, monkeypatch: pytest.MonkeyPatch, stock: bool) -> bytes:
    """The PDF of a construct with our tags, or with those of WeasyPrint itself."""
    render.engine()  # which would otherwise put ours in place while the page is drawn
    with monkeypatch.context() as patch:
        if stock:
            pass_the_lint(patch)
            patch.setattr(weasyprint.pdf, "add_tags", weasyprint.pdf.tags.add_tags)
        return pdf(Sheet(HTML_OF[name], (), ASSETS))


def by_rule(code: str) -> Shows:
    """A fault that page-validation finds."""

    def shows(content: bytes) -> bool:
        with TemporaryDirectory() as folder:
            path = Path(folder, "drawn.pdf")
            path.write_bytes(content)
            return any(finding.code == code for finding in pagevalidation.check((path,)))

    return shows


def by_tags(wrong: Callable[[str], bool]) -> Shows:
    """A fault that the outline of the tree shows."""
    return lambda content: wrong(outline(content))


def by_element(role: str, wrong: Callable[[pikepdf.Object], bool]) -> Shows:
    """A fault of any element of that role."""

    def shows(content: bytes) -> bool:
        with pikepdf.open(io.BytesIO(content)) as document:
            elements = walked(document.Root.StructTreeRoot.K[0])
            return any(wrong(element) for element in elements if str(element.S) == f"/{role}")

    return shows


def by_annotation(wrong: Callable[[pikepdf.Object], bool]) -> Shows:
    def shows(content: bytes) -> bool:
        with pikepdf.open(io.BytesIO(content)) as document:
            return any(wrong(note) for one in document.pages for note in one.obj.get("/Annots", ()))

    return shows


def orphans(content: bytes) -> bool:
    """Whether a structure element cannot be found from the root."""
    with pikepdf.open(io.BytesIO(content)) as document:
        found = {element.objgen for element in walked(document.Root.StructTreeRoot.K[0])}
        return any(is_element(each) and each.objgen not in found for each in document.objects)


def joins_words(content: bytes) -> bool:
    said = read_back({"a.pdf": content})
    return LONG not in said and LONG.replace(" ", "") in said.replace(" ", "")


def wide(element: pikepdf.Object) -> bool:
    """Whether a picture of 20 mm is told to be wider: 20 mm are 56.7 points, or 75.6 CSS px."""
    left, _, right, _ = (float(edge) for edge in element.A.BBox)
    return right - left > 60


FAULTS: tuple[tuple[str, str, Shows], ...] = (
    ("a bold word in a link is a link of its own", "link-with-bold", by_rule("PD-LINK-LINK-TAG-001")),
    ("a picture in a link is a link of its own", "link-of-a-picture", by_rule("PD-LINK-LINK-TAG-001")),
    ("a paragraph in a list item is no body of it", "list-with-paragraphs", by_rule("PD-LI-KIDS-001")),
    ("terms in boxes are no items", "terms-in-boxes", by_rule("PD-L-KIDS-001")),
    ("a drawing with a label has no words", "drawing-with-label", by_rule("PD-FIGURE-ALTERNATIVE-TEXT-001")),
    ("heads do not say what of", "table-without-scope", by_element("TH", lambda each: "/Scope" not in each.A)),
    ("a caption stands beside nothing", "picture-with-caption", by_tags(lambda tags: "NonStruct(" in tags)),
    ("a term is no label", "terms", by_tags(lambda tags: "Lbl" not in tags)),
    ("words are joined at line ends", "paragraph-over-lines", joins_words),
    ("a link is told by its address", "link-phone", by_annotation(lambda note: str(note.Contents) == "tel:116123")),
    ("another language is not told", "another-language-in-words", by_tags(lambda tags: ":cy" not in tags)),
    ("page feet are orphans", "page-feet-and-heads", orphans),
    ("the place of a picture is told in px", "picture-in-a-box", by_element("Figure", wide)),
    ("a paragraph is cut by a page end", "paragraph-over-pages", by_tags(lambda tags: tags.count("P") > 1)),
    ("a section is cut by a page end", "section-over-pages", by_tags(lambda tags: tags.count("Sect") > 1)),
    ("a list is cut by a page end", "list-over-pages", by_tags(lambda tags: tags.count("L:") + tags.count("L(") > 1)),
    ("a table is cut by a page end", "table-over-pages", by_tags(lambda tags: tags.count("Table") > 1)),
    ("a head is heard on each page", "table-over-pages", by_tags(lambda tags: tags.count("THead") > 1)),
    ("each line is a piece of its own", "paragraph-over-lines", by_tags(lambda tags: tags.count("Span") > 1)),
    ("boxes for looks are elements", "boxes-in-boxes", by_tags(lambda tags: "Div" in tags or "NonStruct" in tags)),
    ("lists do not say how they count", "list-with-numbers", by_element("L", lambda each: "/A" not in each)),
    ("a list in an item stands beside it", "list-in-a-list", by_tags(lambda tags: ") L(" in tags)),
)
"""What WeasyPrint 70.0 does by itself, the construct that shows it, and how it is seen."""


@pytest.mark.parametrize(("name", "shows"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_a_fault_of_stock_tags_is_not_in_ours(name: str, shows: Shows, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shows(drawn(name, monkeypatch, stock=True)), "WeasyPrint has mended it: take the row out."
    assert not shows(drawn(name, monkeypatch, stock=False))


@pytest.mark.parametrize(
    ("name", "shows"),
    [
        ("refused-marks-inside", by_rule("PD-LI-KIDS-001")),
        ("refused-heading-skip", by_rule("PD-HEADING-NESTING-001")),
        ("refused-table-of-unlike-rows", by_rule("PD-TABLE-COLUMN-ROWSPAN-001")),
    ],
)
def test_a_fault_of_the_page_itself_is_refused(name: str, shows: Shows, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shows(drawn(name, monkeypatch, stock=True))
    assert list(page_faults(parsed(HTML_OF[name])))


def test_stock_tags_ask_words_of_a_decoration_and_ours_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LeafletError, match="no required alt"):
        drawn("picture-as-decoration", monkeypatch, stock=True)
    assert "Figure" not in outline(drawn("picture-as-decoration", monkeypatch, stock=False))


def test_links_are_printed_in_a_file_of_pdf_ua_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conformance, "VARIANT", "pdf/ua-1")
    hidden = by_annotation(lambda note: "/F" not in note)
    assert hidden(drawn("link-web", monkeypatch, stock=True))
    assert not hidden(drawn("link-web", monkeypatch, stock=False))


@pytest.mark.external("verapdf")
def test_what_only_verapdf_sees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A corner without words leaves a table unclear (7.5-1); opacity loses words for screen readers (7.1-3)."""
    corner = "table-with-both-heads-and-empty-corner"
    paths = {name: tmp_path / f"{name}.pdf" for name in ("stock corner", "our corner", "opacity")}
    paths["stock corner"].write_bytes(drawn(corner, monkeypatch, stock=True))
    paths["our corner"].write_bytes(drawn(corner, monkeypatch, stock=False))
    paths["opacity"].write_bytes(drawn("refused-opacity", monkeypatch, stock=True))
    found = [(Path(finding.file).stem, finding.code) for finding in verapdf.check(tuple(paths.values()))]
    assert ("stock corner", "PD-7.5-1") in found
    assert ("opacity", "PD-7.1-3") in found
    assert not [code for name, code in found if name == "our corner"]
    assert list(page_faults(parsed(HTML_OF["refused-opacity"])))
