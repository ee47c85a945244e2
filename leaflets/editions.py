"""The edition of each format as the house wishes it: what `house.toml` says beside words and names."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from leaflets import formats
from leaflets.formats import Edition
from leaflets.house import House
from leaflets.sources import Source


def of(name: str, house: House, asked: Sequence[str] = ()) -> Edition:
    """The edition as the house wishes it. `asked`: the formats that the leaflet itself asks for."""
    usual = formats.edition(name, house.voice, house.speak_pictures)
    if usual.cells:
        return replace(usual, cells=house.braille_cells, lines=house.braille_lines)
    if usual.layout:
        return replace(usual, layout=house.layout)
    if name == "epub":
        return replace(usual, certified_by=house.epub_certified_by)
    if name in formats.OUTREACH:
        made = formats.with_companions(asked or house.formats)
        leads_to = tuple(each for each in formats.LED_TO if each in made)
        return replace(usual, web_address=house.web_address, leads_to=leads_to)
    return replace(usual, theme="yellow-paper") if usual.theme == "yellow" and house.yellow_paper else usual


def of_leaflet(source: Source, names: Iterable[str]) -> tuple[Edition, ...]:
    """The editions of one leaflet in those formats."""
    return tuple(of(name, source.house, source.leaflet.about.formats) for name in names)
