"""How high words are, and how much of the first page they leave for the picture: at the sizes of the styles, and for a
reader who sets 28 point.

Words are reckoned wider than Arial sets them, so that the page holds together in whatever font stands in for it.
"""

from collections.abc import Iterator
from math import ceil

from leaflets import languages, stamps
from leaflets.model import Leaflet
from leaflets.word.styles import TEXT_WIDTH_MM, Style, styles

PAGE_HEIGHT_MM = 297.0 - 15 - 32
"""A4 less the margins of the first page."""
PICTURE_WIDTH_MM = 150.0
TALLEST_MM, LOWEST_MM = 100.0, 40.0
READERS_PT = 28.0
"""The size that a reader may give to all words at once; the picture then still has room."""
MM_PER_PT = 25.4 / 72
LETTER_WIDTH = 0.54
"""Of a size, on average. Arial has 0.48 to 0.50, in bold 0.53; DejaVu Sans has more."""
LINE_HEIGHT = 1.16
"""Of a size. Arial has 1.15; DejaVu Sans, which Linux puts in its place, 1.164."""


def picture_height_mm(leaflet: Leaflet, body_pt: float, logo_mm: float) -> float:
    """The tallest that the cover picture may be."""
    known = {style.name: style for style in styles(body_pt)}
    lines = tuple(_lines(leaflet))
    left_mm = []
    for reader_pt in (0.0, READERS_PT):
        sizes_pt = (reader_pt or known[name].size_pt or body_pt for name, _ in lines)
        words_mm = sum(
            height_mm(known[name], text, size_pt, leaflet.lang)
            for (name, text), size_pt in zip(lines, sizes_pt, strict=True)
        )
        left_mm.append(PAGE_HEIGHT_MM - words_mm - _gaps_mm(known["Cover Picture"]))
        left_mm[-1] -= logo_mm + _gaps_mm(known["Logo"]) if leaflet.cover.logo else 0
    return max(LOWEST_MM, min(TALLEST_MM, *left_mm))


def _lines(leaflet: Leaflet) -> Iterator[tuple[str, str]]:
    """The style and the words of each paragraph on the cover."""
    cover = leaflet.cover
    yield "Badge", stamps.badge(leaflet)
    stamp = "Warning Stamp" if stamps.is_warning(leaflet) else "Stamp"
    yield from ((stamp, words) for words in stamps.opening(leaflet))
    written = {
        "Publisher": cover.publisher,
        "Title": cover.title,
        "Subtitle": cover.subtitle,
        "Cover Line": cover.line,
        "Cover Date": cover.date,
    }
    yield from ((name, sentence.text) for name, sentence in written.items() if sentence)


def height_mm(style: Style, text: str, size_pt: float, lang: str) -> float:
    """The most height that a paragraph takes, in whatever font stands in for the one that the file names."""
    font = languages.load(lang).font
    characters = int(TEXT_WIDTH_MM / (size_pt * MM_PER_PT * LETTER_WIDTH))
    line_pt = size_pt * LINE_HEIGHT * (font.word_leading if font else 1) * (style.line or 1.2)
    return ceil(len(text) / characters) * line_pt * MM_PER_PT + _gaps_mm(style)


def _gaps_mm(style: Style) -> float:
    """Spacing and frame above and below a paragraph."""
    frames = sum(
        border.width_pt + border.gap_pt
        for border in style.borders
        for side in border.sides
        if side in ("top", "bottom")
    )
    return ((style.before_pt or 0) + (style.after_pt or 0) + frames) * MM_PER_PT
