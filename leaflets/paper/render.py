"""HTML and CSS to a tagged PDF: the only importer of WeasyPrint, sealed off from network, disk and system fonts.

Everything a page uses is handed over as an asset and named `asset:NAME`. Any other address, and any warning of
WeasyPrint, stops the page: a missing picture, a foreign font or a dropped rule must not reach a reader quietly.
"""

import atexit
import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets.findings import LeafletError
from leaflets.paper import conformance, fonts

if TYPE_CHECKING:
    import weasyprint

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
TAGS_FIT = "70.0"
"""`tags` stands in for private code of exactly this version."""

MM_PER_CSS_PX = 25.4 / 96
"""CSS 2.1, section 4.3.2: 96 px are one inch."""

_NO_SYSTEM_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><cachedir>{folder}</cachedir></fontconfig>
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything one PDF is made from."""

    html: str
    style_sheets: tuple[str, ...]
    """Names of files in `templates/`, in order."""
    assets: Mapping[str, bytes]
    """Pictures by the NAME in `asset:NAME`."""
    information_date: str = ""
    """ISO date, or empty: stamped into the fonts, so that the same leaflet gives the same bytes."""


def pdf(sheet: Sheet) -> bytes:
    """The finished file, PDF/UA-1 and PDF/A-2a. Raises LeafletError for anything that WeasyPrint warns about."""
    with _strict(), _fixed_time(sheet.information_date):
        written = _document(sheet).write_pdf(pdf_variant=conformance.VARIANT, finisher=conformance.finish)
        assert isinstance(written, bytes)
        return written


def tops_mm(sheet: Sheet) -> Mapping[str, float]:
    """How far below the top edge of the first page each element with an id starts. Raises as `pdf`.

    Pages count as if they hung below each other.
    """
    with _strict():
        pages = _document(sheet).pages
    tops: dict[str, float] = {}
    above = 0.0
    for page in pages:
        tops |= {name: above + place[1] * MM_PER_CSS_PX for name, place in page.anchors.items()}
        above += page.height * MM_PER_CSS_PX
    return tops


def _document(sheet: Sheet) -> "weasyprint.Document":
    weasyprint = engine()
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Assets(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Gives out assets and nothing else."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if url.startswith("data:image/"):  # inside a picture that the house brought along
                return super().fetch(url)
            name = url.removeprefix("asset:")
            if name == "lexend.ttf":
                return URLFetcherResponse(url, fonts.PATH.read_bytes(), {"Content-Type": "font/ttf"})
            if name not in sheet.assets or name == url:
                raise FatalURLFetchingError(f"A page asked for {url}, which is not one of its own files.")
            media_type = "image/svg+xml" if name.endswith(".svg") else "image/png"
            return URLFetcherResponse(url, sheet.assets[name], {"Content-Type": media_type})

    fetcher, font_config = Assets(), FontConfiguration()
    styles = [
        weasyprint.CSS(
            string=(TEMPLATES / name).read_text(encoding="utf-8"),
            url_fetcher=fetcher,
            font_config=font_config,
            base_url="",
        )
        for name in sheet.style_sheets
    ]
    return weasyprint.HTML(string=sheet.html, url_fetcher=fetcher, base_url="").render(
        stylesheets=styles, font_config=font_config, pdf_variant=conformance.VARIANT
    )


@cache
def engine() -> "weasyprint.__class__":
    """WeasyPrint with our own tags in place of its own. Raises LeafletError when a system library is missing."""
    try:
        import weasyprint
    except OSError as error:
        raise LeafletError(f"A system library for PDF files is missing: {error}. Run: doctor") from error
    check_version()
    from leaflets.paper.tags import add_tags

    weasyprint.pdf.add_tags = add_tags
    return weasyprint


@cache
def _no_system_fonts() -> str:
    """A font configuration without any font: a letter that Lexend lacks is then a warning, not a guess."""
    folder = tempfile.mkdtemp(prefix="leaflets-fonts-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    config = Path(folder, "fonts.conf")
    config.write_text(_NO_SYSTEM_FONTS.format(folder=folder), encoding="utf-8")
    return str(config)


def check_version() -> None:
    """Raises LeafletError for any WeasyPrint but the one whose private code `tags` knows."""
    if (found := version("weasyprint")) != TAGS_FIT:
        raise LeafletError(f"The tags of PDF files fit WeasyPrint {TAGS_FIT} only, not {found}. Run: doctor")


@contextmanager
def _strict() -> Iterator[None]:
    """Turns a foreign address, and every warning that is logged meanwhile, into a LeafletError."""
    # On purpose: every font is ours. Said anew each time, as the filters belong to whoever calls.
    warnings.filterwarnings("ignore", "No fonts configured in FontConfig", UserWarning)
    # WeasyPrint 70 leaves the colour profile of PDF/A to the garbage collector.
    warnings.filterwarnings("ignore", r"unclosed file .*sRGB2014\.icc", ResourceWarning)
    engine()
    from weasyprint.urls import FatalURLFetchingError

    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    listener = Listener(logging.WARNING)
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    for logger in loggers:
        logger.addHandler(listener)
    try:
        with _environment("FONTCONFIG_FILE", _no_system_fonts()):
            yield
    except FatalURLFetchingError as error:
        raise LeafletError(f"{error} Pictures and fonts must come with the leaflet.") from error
    finally:
        for logger in loggers:
            logger.removeHandler(listener)
    if said:
        raise LeafletError(f"The page could not be drawn as it is meant: {said[0]}")


def _fixed_time(information_date: str) -> AbstractContextManager[None]:
    """SOURCE_DATE_EPOCH from the leaflet's date: fontTools stamps the present second into a variable font's subset."""
    year, month, day = (f"{information_date or 2000}-1-1").split("-")[:3]
    moment = datetime(int(year), int(month), int(day), tzinfo=UTC)
    return _environment("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """An environment variable set for a while: what we start afterwards must not inherit it."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
