"""Which sentences of a leaflet stand on a poster or a card: whole ones, in the leaflet's order, never new ones.

What keeps a reader safe is always among them: that things have changed, from when the information is, help now.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from leaflets import key_rows
from leaflets.model import Box, Leaflet, Point, Sentence


@dataclass(frozen=True, slots=True)
class Choice:
    """What is shown of a leaflet, in reading order."""

    publisher: Sentence | None
    title: Sentence
    subtitle: Sentence | None
    date: Sentence | None
    """From when the information is; None where a notice says it."""
    above: tuple[Point | Box, ...]
    """The notice and the rows, above the codes."""
    contacts: Box | None
    """Shown without its heading, as the next one."""
    help_now: Box | None

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence that is shown, in reading order."""
        for sentence in (self.publisher, self.title, self.subtitle, self.date):
            if sentence is not None:
                yield sentence
        for block in (*self.above, self.contacts, self.help_now):
            if isinstance(block, Box):
                if block.kind == "notice":
                    yield block.heading
                for point in block.points:
                    yield from point.all_sentences()
            elif block is not None:
                yield from block.all_sentences()


def of_poster(leaflet: Leaflet) -> Choice:
    """Title, the first row of the notice, the key rows, the first way to get in touch, help now.

    The last two say what they are without their headings, and a heading takes the place of larger letters.
    """
    return replace(_choice(leaflet, key_rows.shown(leaflet), ways=1), subtitle=leaflet.cover.subtitle)


def of_card(leaflet: Leaflet) -> Choice:
    """Title, the first row of the notice, the first three ways to get in touch, help now: without headings too."""
    return _choice(leaflet, (), ways=3)


def _choice(leaflet: Leaflet, rows: Sequence[Point], ways: int) -> Choice:
    blocks = [block for section in leaflet.sections for block in section.blocks]
    boxes = {block.kind: block for block in blocks if isinstance(block, Box)}
    above: list[Point | Box] = []
    for block in blocks:
        if isinstance(block, Box) and block.kind == "notice":
            above.append(replace(block, points=block.points[:1]))
        elif any(block is row for row in rows):
            above.append(block)
    return Choice(
        publisher=leaflet.cover.publisher,
        title=leaflet.cover.title,
        subtitle=None,
        date=None if "notice" in boxes else leaflet.cover.date,
        above=tuple(above),
        contacts=_with_ways(boxes["contacts"], ways) if "contacts" in boxes else None,
        help_now=boxes.get("help-now"),
    )


def _with_ways(contacts: Box, most: int) -> Box:
    """The box with its first ways to get in touch, and with whatever else it says: that these are examples, say."""
    ways = [point for point in contacts.points if point.kind == "contact"][:most]
    return replace(contacts, points=tuple(one for one in contacts.points if one.kind != "contact" or one in ways))
