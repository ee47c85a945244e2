"""WeasyPrint as it comes, without the toolkit: what the toolkit's own print is measured against.

`floor` is the least that WeasyPrint can do for a page whose HTML is finished: to lay it out and write it, with all that
can be shared between leaflets shared. `naive` is one plain call for each leaflet. Imports nothing of the toolkit, so
that nothing the toolkit changes in WeasyPrint is in here. As a program: one leaflet by `naive`, in a fresh Python.
"""

import logging
import os
import pickle
import sys
import tempfile
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

VARIANT = "pdf/ua-1"
"""WeasyPrint 70.0 writes one standard at a time; the toolkit's files keep PDF/A-2a as well."""

_NO_SYSTEM_FONTS = "<fontconfig><cachedir>{folder}</cachedir></fontconfig>"


@dataclass(frozen=True)
class Page:
    """A leaflet that is ready for WeasyPrint: the very HTML, style sheets and pictures of its finished edition."""

    html: str
    css: str
    assets: Mapping[str, bytes]
    """By the NAME in `asset:NAME`; the font is one of them."""


def floor(page: Page, variant: str = VARIANT) -> bytes:
    """Layout and writing only: fonts, read style sheets and read pictures are shared between leaflets."""
    weasyprint = engine()
    style, fonts = _style(page.css, page.assets["lexend.ttf"])
    document = weasyprint.HTML(string=page.html, url_fetcher=_fetcher(page.assets), base_url="").render(
        stylesheets=[style], font_config=fonts, cache=_pictures(), pdf_variant=variant
    )
    written: bytes = document.write_pdf(pdf_variant=variant)
    return written


def naive(page: Page, variant: str = VARIANT) -> bytes:
    """What anybody would write first: the style sheet in the page, and one call."""
    html = page.html.replace("</head>", f"<style>{page.css}</style></head>")
    document = engine().HTML(string=html, url_fetcher=_fetcher(page.assets), base_url="")
    written: bytes = document.write_pdf(pdf_variant=variant)
    return written


@cache
def engine() -> Any:
    """WeasyPrint without any system font, as the toolkit has it: to read those of a computer takes longer."""
    folder = tempfile.mkdtemp(prefix="print-speed-")
    config = Path(folder, "fonts.conf")
    config.write_text(_NO_SYSTEM_FONTS.format(folder=folder), encoding="utf-8")
    os.environ |= {"FONTCONFIG_FILE": str(config), "SOURCE_DATE_EPOCH": "1"}
    warnings.simplefilter("ignore")
    import weasyprint

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    return weasyprint


@cache
def _pictures() -> dict[Any, Any]:
    return {}


@cache
def _style(css: str, font: bytes) -> tuple[Any, Any]:
    weasyprint = engine()
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    fetcher = _fetcher({"lexend.ttf": font})
    return weasyprint.CSS(string=css, url_fetcher=fetcher, font_config=fonts, base_url=""), fonts


def _fetcher(assets: Mapping[str, bytes]) -> Any:
    engine()
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Assets(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        def fetch(self, url: str, headers: object = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url)
            kind = "image/svg+xml" if url.endswith(".svg") else "font/ttf" if url.endswith(".ttf") else "image/png"
            return URLFetcherResponse(url, assets[url.removeprefix("asset:")], {"Content-Type": kind})

    return Assets()


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(naive(Page(**pickle.loads(Path(sys.argv[1]).read_bytes()))))
