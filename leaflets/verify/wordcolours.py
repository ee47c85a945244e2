"""Contrast of the words of a Word file with what is behind them: shading of run, paragraph and cell, or the page."""

import re
from collections.abc import Iterator

from leaflets.verify.wordfile import Element, W, WordFile, value
from leaflets.verify.wordruns import WordRun, runs

Fault = tuple[str, str, str]
WHITE = "FFFFFF"
HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": WHITE, "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
"""ECMA-376 part 1, 17.18.40."""
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")


def contrast(file: WordFile) -> Iterator[Fault]:
    """WCAG 2.2, 1.4.3 and 1.4.6. Words in the automatic colour are black or white, whichever can be seen."""
    seen: set[tuple[str, str]] = set()
    for run in runs(file):
        colour, ground = value(run.looks(file, "color")), _ground(file, run)
        if not _COLOUR.fullmatch(colour) or not ground or (colour, ground) in seen:
            continue
        seen.add((colour, ground))
        ratio = _ratio(colour, ground)
        if ratio < file.profile.contrast:
            what = f"The contrast of “{run.place}” is {ratio:.1f} to 1."
            yield "WD-116", what, f"Make it {file.profile.contrast:g} to 1 or more."


def _ground(file: WordFile, run: WordRun) -> str:
    """The colour behind some words; empty where a table style may have painted it."""
    highlight = HIGHLIGHTS.get(value(run.looks(file, "highlight")), "")
    shaded = (
        run.looks(file, "shd"),
        file.of_paragraph(run.paragraph, "shd"),
        run.cell.find(f"{W}tcPr/{W}shd") if run.cell is not None else None,
    )
    fills = (highlight, *(value(node, "fill") for node in shaded))
    found = next((fill for fill in fills if _COLOUR.fullmatch(fill)), "")
    return found or _page(file, run.table)


def _page(file: WordFile, table: Element | None) -> str:
    if table is not None:
        styles = file.line_of_styles(value(table.find(f"{W}tblPr/{W}tblStyle")))
        if any(next(style.iter(W + "shd"), None) is not None for style in styles):
            return ""
    colour = value(file.root.find(W + "background"), "color")
    return colour if _COLOUR.fullmatch(colour) else WHITE


def _ratio(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


RULES = (contrast,)
