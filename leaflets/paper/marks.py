"""The marked contents of one page: turns them into artifacts and puts blanks at the ends of texts.

Edits the operators that WeasyPrint 70.0 has written for a page, before they are joined and packed. Never moves one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import pydyf

if TYPE_CHECKING:
    # WeasyPrint has no types, so these names only say what is meant.
    Box: TypeAlias = Any
    Font: TypeAlias = Any
    Stream: TypeAlias = Any

PT_PER_CSS_PX = 0.75


@dataclass(eq=False)
class Page:
    """What is known about one page while its boxes are walked."""

    number: int
    reference: pydyf.Object
    height_px: float
    stream: "Stream"
    mcids: "Mapping[Box, int]"
    parents: dict[int, pydyf.Object] = field(default_factory=dict)
    """Structure element of each marked content; those of artifacts are missing."""

    @cached_property
    def starts(self) -> Mapping[int, int]:
        """Where in the page's operators each marked content begins: tag, properties, BDC."""
        items = self.stream.stream
        return {
            item["MCID"]: number - 1
            for number, item in enumerate(items)
            if isinstance(item, pydyf.Dictionary) and "MCID" in item and items[number + 1] == b"BDC"
        }

    def say(self, mcid: int, text: str) -> None:
        """Says what the letters of a content are (ISO 32000-1, 14.9.4): joined letters are painted in another order."""
        if (start := self.starts.get(mcid)) is not None:
            self.stream.stream[start + 1]["ActualText"] = pydyf.String(text)

    def make_artifact(self, mcid: int, properties: Mapping[str, object]) -> None:
        """Screen readers pass over this content from now on (ISO 32000-1, 14.8.2.2)."""
        if (start := self.starts.get(mcid)) is not None:
            self.stream.stream[start : start + 2] = ["/Artifact", pydyf.Dictionary(dict(properties))]

    def add_blank(self, mcid: int, text: str, fonts: "Fonts") -> None:
        """Adds a blank to the end of a text: the layout paints none where a line ends, nor one that stands alone.

        Where no font of the document has a blank any more, the text says so beside its letters (ISO 32000-1, 14.9.4).
        """
        start = self.starts.get(mcid)
        end = None if start is None else self._end(start)
        if start is None or end is None:
            return
        items = self.stream.stream
        if "ActualText" in items[start + 1]:
            items[start + 1]["ActualText"] = pydyf.String(text + " ")
            return
        used = [item for item in items[start:end] if isinstance(item, bytes) and item.endswith(b" Tf")]
        name, size = (part.decode() for part in used[-1][1:].split()[:2])
        font = next((found for found in (name, *fonts.blanks) if found in fonts.blanks), None)
        if font is None:
            items[start + 1]["ActualText"] = pydyf.String(text + " ")
            return
        blank = f"[<{fonts.blanks[font]}>] TJ\nET".encode()
        # One item in place of another, so that no start moves.
        items[end] = blank if font == name else f"/{font} {size} Tf\n".encode() + blank

    def _end(self, start: int) -> int | None:
        """Where the last letters of a marked content are painted; None where there are none, as in hidden text."""
        items, depth, found = self.stream.stream, 0, None
        for number in range(start + 2, len(items)):
            if items[number] in (b"BDC", b"BMC"):
                depth += 1
            elif items[number] == b"EMC":
                depth -= 1
            elif isinstance(items[number], bytes) and items[number].endswith(b"ET") and b"TJ" in items[number - 1]:
                found = number
            if depth == 0:
                break
        return found

    def frame(self, corners_px: "list[tuple[float, float]]") -> pydyf.Array:
        """The box around points of the page, in points from its lower left corner (ISO 32000-1, 14.8.5.4.3)."""
        across = [x for x, _ in corners_px]
        up = [self.height_px - y for _, y in corners_px]
        edges = (min(across), min(up), max(across), max(up))
        return pydyf.Array([round(edge * PT_PER_CSS_PX, 2) for edge in edges])


def name_parts(fonts: "Mapping[str, Font]") -> None:
    """Gives each part of a letter a sign that nobody sees: a dot that is painted by itself is no letter of its own.

    WeasyPrint 70.0 says nothing of such parts, which PDF/A-2a does not allow. The words stand beside them.
    """
    for font in fonts.values():
        font.to_unicode.update({glyph: "\u200b" for glyph, text in font.to_unicode.items() if not text})


class Fonts:
    """The fonts of a document by name, for their blanks."""

    def __init__(self, fonts: "list[Font]") -> None:
        self._fonts = fonts

    @cached_property
    def blanks(self) -> Mapping[str, str]:
        """The glyph for a blank, four hexadecimal digits, of each font that has one in this document.

        A no-break blank does: fonts paint both with one glyph, and the first use gives it its meaning.
        """
        return {
            font.hash: f"{glyph:04x}"
            for font in self._fonts
            for glyph, text in font.to_unicode.items()
            if text in (" ", "\u00a0")
        }
