"""A pack to print: its cover sheet and finished leaflets in one file."""

from collections.abc import Sequence
from dataclasses import dataclass

from leaflets.outreach import cover_sheet
from leaflets.outreach.cover_sheet import Listed
from leaflets.paper.join import Part, blanks_needed, joined


@dataclass(frozen=True, slots=True)
class Pack:
    """A finished pack."""

    content: bytes
    sheets: int
    """Of paper, printed on both sides, the cover sheet with them."""


def file_name(format_name: str, lang: str) -> str:
    """`print-pack_booklet_en-GB.pdf`."""
    return f"print-pack_{format_name}_{lang}.pdf"


def made(listed: Sequence[Listed], parts: Sequence[Part], format_name: str, lang: str) -> Pack:
    """The pack. Raises LeafletError for a title that is too wide for the cover sheet."""
    cover = cover_sheet.planned(listed, format_name, lang)
    blanks = blanks_needed(cover.pages, [one.sides for one in listed])
    drawn = cover_sheet.draw_cover(listed, format_name, lang, cover, blanks)
    folded = any("fold" in one.measures for one in listed)
    return Pack(joined(drawn, cover.pages, parts, folded), -(-cover.pages // 2) + sum(one.sheets for one in listed))
