"""The edition of each format as the house wishes it: what `house.toml` says beside words and names."""

from dataclasses import replace

from leaflets import formats
from leaflets.formats import Edition
from leaflets.house import House


def of(name: str, house: House) -> Edition:
    """The edition as the house wishes it."""
    usual = formats.edition(name, house.voice, house.speak_pictures)
    if usual.cells:
        return replace(usual, cells=house.braille_cells, lines=house.braille_lines)
    if usual.layout:
        return replace(usual, layout=house.layout)
    if name == "epub":
        return replace(usual, certified_by=house.epub_certified_by)
    return replace(usual, theme="yellow-paper") if usual.theme == "yellow" and house.yellow_paper else usual
