"""WeasyPrint, sealed off: the one version that our tags fit, our own fonts only, and no warning passed over.

Everything that a process can share between pages stands here: the engine, its fonts, the style sheets it has read.
"""

import atexit
import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leaflets import garbage
from leaflets.findings import LeafletError
from leaflets.paper import loading
from leaflets.versions import version

if TYPE_CHECKING:
    import weasyprint

TAGS_FIT = "70.0"
"""`tags` and `shortcuts` stand in for private code of exactly this version."""

_NO_SYSTEM_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><cachedir>{folder}</cachedir></fontconfig>
"""


@cache
def engine() -> "weasyprint.__class__":
    """WeasyPrint with our tags and shortcuts in place. Raises LeafletError when a system library is missing."""
    try:
        with loading.light():
            import weasyprint
    except OSError as error:
        raise LeafletError(f"A system library for PDF files is missing: {error}. Run: doctor") from error
    check_version()
    from leaflets.paper import shortcuts
    from leaflets.paper.tags import add_tags

    weasyprint.pdf.add_tags = add_tags
    weasyprint.pdf.build_fonts_dictionary = partial(_write_fonts, weasyprint.pdf.build_fonts_dictionary)
    shortcuts.take()
    return weasyprint


def pango_version() -> str:
    """The version of Pango, which sets the lines: `1.50.12`. Another one may draw other pages."""
    engine()
    from weasyprint.text.ffi import pango

    number = int(pango.pango_version())
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _write_fonts(write: Callable[..., Any], pdf: Any, fonts: Any, *more: Any) -> Any:
    """WeasyPrint's own function, once every glyph has a meaning."""
    from leaflets.paper.marks import name_parts

    name_parts(fonts)
    return write(pdf, fonts, *more)


def check_version() -> None:
    """Raises LeafletError for any WeasyPrint but the one whose private code `tags` knows."""
    if (found := version("weasyprint")) != TAGS_FIT:
        raise LeafletError(f"The tags of PDF files fit WeasyPrint {TAGS_FIT} only, not {found}. Run: doctor")


@lru_cache(maxsize=64)
def style(css: str, fetcher: Any) -> Any:
    """The style sheet as read by WeasyPrint; the same text is read once."""
    return engine().CSS(string=css, url_fetcher=fetcher, font_config=font_configuration(), base_url="")


@cache
def font_configuration() -> Any:
    """The fonts of every page whose style sheets are ours."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@contextmanager
def sealed() -> Iterator[None]:
    """Turns a foreign address, and every warning that is logged meanwhile, into a LeafletError.

    No garbage is collected in between: a page leaves more objects than it is worth to look through meanwhile.
    """
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
        with garbage.unsought(), environment("FONTCONFIG_FILE", _no_system_fonts()):
            yield
    except FatalURLFetchingError as error:
        raise LeafletError(f"{error} Pictures and fonts must come with the leaflet.") from error
    finally:
        for logger in loggers:
            logger.removeHandler(listener)
    if said:
        raise LeafletError(f"The page could not be drawn as it is meant: {said[0]}")


@contextmanager
def environment(name: str, value: str) -> Iterator[None]:
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


@cache
def _no_system_fonts() -> str:
    """A font configuration without any font: a letter that Lexend lacks is then a warning, not a guess."""
    folder = tempfile.mkdtemp(prefix="leaflets-fonts-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    config = Path(folder, "fonts.conf")
    config.write_text(_NO_SYSTEM_FONTS.format(folder=escape(folder, quote=False)), encoding="utf-8")
    return str(config)
