"""What a listener's software finds in a PDF: whole words, one element for each idea, links in words, no page feet."""

import inspect
import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pytest
from test_paper import HTML, page

from leaflets.findings import LeafletError
from leaflets.paper import render
from leaflets.paper.read_back import read_back
from leaflets.paper.render import Sheet, pdf

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
    assert roles("<section><div><h2>A</h2><div><p>B <strong>c</strong></p></div></div></section>") == [
        "Document",
        "Sect",
        "H2",
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
