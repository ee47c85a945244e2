"""HTML and CSS to a tagged PDF, sealed off from network, disk and system fonts.

Everything a page uses is handed over as an asset and named `asset:NAME`. Any other address, and any warning of
WeasyPrint, stops the page: a missing picture, a foreign font or a dropped rule must not reach a reader quietly.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from xml.etree import ElementTree

from cssselect2 import ElementWrapper

from leaflets.findings import LeafletError
from leaflets.languages import Font
from leaflets.paper import conformance, fonts, lint, shaping
from leaflets.paper.design import TEMPLATES, Look
from leaflets.paper.drawings import drawing_of
from leaflets.paper.engine import engine, font_configuration, sealed, style

MM_PER_CSS_PX = 25.4 / 96
"""CSS 2.1, section 4.3.2: 96 px are one inch."""

FACES = {"lexend.ttf": fonts.REGULAR, "lexend-bold.ttf": fonts.BOLD}
"""The files of the house font by their names as assets, which every page has."""

_OWN_FACE = "@font-face"
"""A page with this brings its own fonts, so it gets a font configuration of its own."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything one PDF is made from."""

    html: str
    style_sheets: tuple[str, ...]
    """Names of files in `templates/`, in order."""
    assets: Mapping[str, bytes]
    """Pictures by the NAME in `asset:NAME`."""
    look: Look = field(default_factory=Look)
    """Measures and colours for the style sheets."""
    is_xml: bool = False
    """The HTML is well-formed XML too, and leaves out nothing that an HTML parser would put in: it is read faster."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element with an id begins."""

    page: int
    """From 1."""
    top_mm: float
    """Below the top edge of its page."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished file, and what was put where."""

    content: bytes
    places: Mapping[str, Place]
    """By the id of the element."""
    pages: int


def draw(sheet: Sheet) -> Drawn:
    """The finished file, PDF/UA-1 and PDF/A-2a. Raises LeafletError for anything that WeasyPrint warns about."""
    with sealed():
        return _drawn(sheet)


def _drawn(sheet: Sheet) -> Drawn:
    """A function of its own, so that nothing holds the pages any more when their garbage is collected."""
    document = _document(sheet)
    written = document.write_pdf(pdf_variant=conformance.VARIANT, finisher=conformance.finish)
    assert isinstance(written, bytes)
    return Drawn(written, _places(document), len(document.pages))


def pdf(sheet: Sheet) -> bytes:
    """The bytes of `draw`."""
    return draw(sheet).content


def _places(document: Any) -> Mapping[str, Place]:
    return {
        name: Place(number, place[1] * MM_PER_CSS_PX)
        for number, page in reversed(tuple(enumerate(document.pages, 1)))  # the first page wins
        for name, place in page.anchors.items()
    }


def _document(sheet: Sheet) -> Any:
    from weasyprint.text.fonts import FontConfiguration

    own = _OWN_FACE in sheet.html
    texts = [sheet.look.fill_in((TEMPLATES / name).read_text(encoding="utf-8")) for name in sheet.style_sheets]
    # Asked of the page itself: Pango also takes fonts that some page before it has loaded, so one whose maker forgot to
    # name its own was drawn by chance, or not at all.
    texts += [shaping.style(some)] if (some := shaping.needed(sheet.html)) else []
    fetcher = _assets()(sheet.assets)
    if own:
        font_config = FontConfiguration()
        styles = [
            engine().CSS(string=text, url_fetcher=fetcher, font_config=font_config, base_url="") for text in texts
        ]
    else:
        font_config = font_configuration()
        styles = [style(text, _no_assets()) for text in texts]
    drawings = {
        f"asset:{name}": drawing
        for name, content in sheet.assets.items()
        if name.endswith(".svg") and (drawing := drawing_of(content))
    }
    page = _parsed(sheet, fetcher)
    in_styles = (fault for text in texts for fault in lint.style_faults(text))
    for fault in (*in_styles, *lint.page_faults(page.etree_element)):
        raise LeafletError(f"The template asks for what not every reader can use: {fault}")
    return page.render(stylesheets=styles, font_config=font_config, cache=drawings, pdf_variant=conformance.VARIANT)


def _parsed(sheet: Sheet, fetcher: Any) -> Any:
    """The page as WeasyPrint takes it."""
    weasyprint = engine()
    if not sheet.is_xml:
        return weasyprint.HTML(string=sheet.html, url_fetcher=fetcher, base_url="")
    page = weasyprint.HTML.__new__(weasyprint.HTML)
    page.base_url, page.url_fetcher, page.media_type = "", fetcher, "print"
    try:
        root = ElementTree.fromstring(sheet.html)
    except ElementTree.ParseError as error:
        raise LeafletError(
            f"A sign in the text cannot be printed, such as one for a machine ({error}). Take it out of the text."
        ) from error
    page.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
    page.etree_element = page.wrapper_element.etree_element
    return page


@cache
def _script_faces() -> Mapping[str, tuple[Font, int]]:
    return shaping.assets(shaping.known())


@cache
def _no_assets() -> Any:
    """For style sheets: they may ask for the font, and for nothing else."""
    return _assets()({})


@cache
def _assets() -> Any:
    """The class of fetchers, made when WeasyPrint is there to be derived from."""
    engine()
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Assets(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Gives out assets and nothing else."""

        def __init__(self, assets: Mapping[str, bytes]) -> None:
            super().__init__()
            self._own = assets

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if url.startswith("data:image/"):  # inside a picture that the house brought along
                return super().fetch(url)
            name = url.removeprefix("asset:")
            if name in FACES:
                return URLFetcherResponse(url, fonts.face(FACES[name]), {"Content-Type": "font/ttf"})
            if name in _script_faces():
                font, weight = _script_faces()[name]
                return URLFetcherResponse(url, shaping.face(font, weight), {"Content-Type": "font/ttf"})
            if name not in self._own or name == url:
                raise FatalURLFetchingError(f"A page asked for {url}, which is not one of its own files.")
            media_type = "image/svg+xml" if name.endswith(".svg") else "image/png"
            return URLFetcherResponse(url, self._own[name], {"Content-Type": media_type})

    return Assets
