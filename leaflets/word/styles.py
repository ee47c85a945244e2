"""The styles of the Word leaflet as data: every size, colour and gap stands here, none in the text.

Sizes and colours follow the house's design of the printed leaflet. Body styles take their size from Normal, so a
reader who sets Normal to 28 point makes the whole text bigger.
"""

from dataclasses import dataclass, replace

FONT = "Arial"
"""On every computer with Word, and without serifs."""
INK = "111111"
ACCENT = "1D3F72"
"""Headings and rules: contrast 10.5 to 1 on white (WCAG 2.2, 1.4.6 asks for 7)."""
ON_ACCENT = "FFFFFF"
TINT = "EAF1FA"
NOTE = "9B1C1C"
"""Notice and help-now: 8.2 to 1 on white."""
HARD_FILL = "FFF4CC"
HARD_BAR = "8A5A00"
"""5.4 to 1 on its fill."""
LINK = "0B4F9E"

LINE = 1.45
"""Multiple of Arial's own line, never an exact height: an exact one cuts pictures to a strip."""
SMALLEST_PT = 16.0
"""The credits of the edition with pictures; nothing is smaller. Without pictures nothing is smaller than the text."""
LEAD = " Lead"
"""Ending of a style's name: the same look, kept on one page with what follows."""
NEW_PAGE = " New Page"
"""Ending of a style's name: the same look, at the top of a page."""
BODY_PT = 18.0


@dataclass(frozen=True, slots=True)
class Border:
    """A line along one or more sides of a paragraph."""

    sides: tuple[str, ...]
    width_pt: float
    colour: str
    gap_pt: float
    """From the line to the words; Word allows 31 at most."""


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph or character style; what is not given is inherited."""

    name: str
    based_on: str = "Normal"
    next: str = ""
    character: bool = False
    built_in: bool = False
    size_pt: float = 0
    bold: bool = False
    colour: str = ""
    underline: bool = False
    line: float = 0
    """Multiple of the font's own line."""
    before_pt: float | None = None
    after_pt: float | None = None
    indent_pt: tuple[float, float] | None = None
    """Left and right."""
    centred: bool = False
    """For pictures only; words stand at the left."""
    borders: tuple[Border, ...] = ()
    fill: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    outline: int | None = None
    """0 for the title, 1 for topics, 2 for boxes: Word's navigation and screen readers go by it."""
    right_tab_mm: float = 0

    @property
    def id(self) -> str:
        """How paragraphs name the style."""
        return self.name.title().replace(" ", "") if self.built_in else self.name.replace(" ", "")


ALL_SIDES = ("top", "left", "bottom", "right")
FRAME_PT, FRAME_GAP_PT = 3.0, 12.0
"""The frame of a box. Paragraphs with equal frames and indents that follow each other share one frame."""
FRAME_INDENT = (FRAME_PT + FRAME_GAP_PT, FRAME_PT + FRAME_GAP_PT)
"""Brings the frame's outer edge to the margin."""


def bar(colour: str, fill: str) -> tuple[Border, ...]:
    """A thick line at the left; the other sides are lines in the fill's colour and only give it room."""
    return (Border(("top", "bottom", "right"), 0.5, fill, 7), Border(("left",), 6, colour, 9))


def frame(colour: str) -> tuple[Border, ...]:
    """The same line all round."""
    return (Border(ALL_SIDES, FRAME_PT, colour, FRAME_GAP_PT),)


def _scaled(body_pt: float) -> tuple[float, float, float]:
    """Sizes of subtitle, topic heading and box heading: 26, 30 and 22 at 18 point, 30, 32 and 29 at 24 point."""
    return max(26.0, round(body_pt * 1.25)), max(30.0, round(body_pt * 1.33)), round(body_pt * 1.22)


def _cover(subtitle_pt: float, body_pt: float) -> tuple[Style, ...]:
    line_pt, date_pt, stamp_pt = max(24.0, body_pt), max(21.0, body_pt), max(20.0, body_pt)
    return (
        Style("Badge", size_pt=24, bold=True, colour=ON_ACCENT, line=1, before_pt=0, after_pt=16, fill=ACCENT,
              indent_pt=(9, 9), borders=(Border(ALL_SIDES, 1, ACCENT, 7),), keep_next=True),
        Style("Stamp", size_pt=stamp_pt, bold=True, colour=ACCENT, line=1.2, before_pt=0, after_pt=6, keep_next=True),
        Style("Warning Stamp", based_on="Stamp", colour=NOTE, indent_pt=(9, 9),
              borders=(Border(ALL_SIDES, 2.25, NOTE, 6),), keep_next=True),
        Style("Logo", line=1, before_pt=0, after_pt=4, keep_next=True),
        Style("Publisher", size_pt=date_pt, bold=True, colour=ACCENT, line=1.1, after_pt=10, keep_next=True),
        Style("Title", next="Subtitle", built_in=True, size_pt=54, bold=True, colour=ACCENT, line=1, before_pt=6,
              after_pt=6, keep_next=True, keep_lines=True, outline=0),
        Style("Subtitle", built_in=True, size_pt=subtitle_pt, bold=True, line=1.1, after_pt=16, keep_next=True,
              keep_lines=True),
        Style("Cover Picture", line=1, before_pt=0, after_pt=18, centred=True, keep_next=True, indent_pt=FRAME_INDENT,
              borders=frame(ACCENT)),
        Style("Cover Line", size_pt=line_pt, line=1.2, keep_lines=True, keep_next=True),
        Style("Cover Date", size_pt=date_pt, bold=True, line=1.2, keep_lines=True),
    )  # fmt: skip


def _rows(topic_pt: float, box_pt: float, body_pt: float, smallest_pt: float) -> tuple[Style, ...]:
    topic = Style("heading 2", next="Easy Read Picture", built_in=True, size_pt=topic_pt, bold=True, colour=ACCENT,
                  line=1.1, before_pt=24, after_pt=14, keep_next=True, keep_lines=True, outline=1,
                  borders=(Border(("bottom",), 3.375, ACCENT, 6),))  # fmt: skip
    return (
        topic,
        Style("Heading 2" + NEW_PAGE, based_on=topic.name, next=topic.next, before_pt=0, keep_next=True,
              page_break=True),
        Style("heading 3", next="Easy Read Words", built_in=True, size_pt=box_pt, bold=True, colour=ACCENT, line=1.2,
              before_pt=14, after_pt=6, keep_next=True, keep_lines=True, outline=2),
        Style("Easy Read Picture", next="Easy Read Words", line=1, before_pt=14, after_pt=5, keep_next=True),
        Style("Easy Read Words", keep_lines=True),
        Style("Row Picture", line=1, before_pt=0, after_pt=0, keep_lines=True),
        Style("Running Words", after_pt=body_pt, keep_lines=True),
        Style("Hard Word Box", before_pt=12, after_pt=14, keep_lines=True, fill=HARD_FILL, indent_pt=(15, 8),
              borders=bar(HARD_BAR, HARD_FILL)),
        Style("Quote", built_in=True, before_pt=8, after_pt=14, keep_lines=True, fill=TINT, indent_pt=(15, 8),
              borders=bar(ACCENT, TINT)),
        Style("Credits", size_pt=smallest_pt, line=1.4, after_pt=4, keep_lines=True),
    )  # fmt: skip


def _box(name: str, colour: str, fill: str) -> tuple[Style, ...]:
    """The styles inside one kind of box. Frame and indents must stay equal, or the frame falls apart."""
    inside = Style(name, borders=frame(colour), fill=fill, indent_pt=FRAME_INDENT, keep_lines=True)
    heading = replace(inside, name=f"{name} Heading", based_on="heading 3", colour=colour, before_pt=18, after_pt=6,
                      keep_next=True, next=f"{name} Words")  # fmt: skip
    return (
        heading,
        replace(heading, name=heading.name + NEW_PAGE, based_on=heading.name, before_pt=0, page_break=True),
        replace(inside, name=f"{name} Picture", line=1, before_pt=6, after_pt=3, keep_next=True,
                next=f"{name} Words"),
        replace(inside, name=f"{name} Label", after_pt=0, keep_next=True, next=f"{name} Words"),
        replace(inside, name=f"{name} Words", after_pt=6),
        replace(inside, name=f"{name} Hard Word", fill=HARD_FILL, before_pt=4, after_pt=8),
    )  # fmt: skip


def may_end_group(style: Style) -> bool:
    """Whether a paragraph of the style may be the last on a page; then it has a twin that is kept with what follows."""
    return style.keep_lines and not style.keep_next


def _leads(styles: tuple[Style, ...]) -> tuple[Style, ...]:
    """Each style, and for those that may end a group its twin that is kept with what follows."""
    twins: list[Style] = []
    for style in styles:
        twins.append(style)
        if may_end_group(style):
            twins.append(Style(style.name + LEAD, based_on=style.name, keep_next=True, next=style.next))
    return tuple(twins)


CHARACTERS: tuple[Style, ...] = (
    Style("Hard Word", based_on="", character=True, bold=True),
    Style("Strong Words", based_on="", character=True, bold=True),
    Style("Hyperlink", based_on="", character=True, built_in=True, colour=LINK, underline=True),
    Style("Strong Hyperlink", based_on="Hyperlink", character=True, bold=True),
)

TEXT_WIDTH_MM = 174.0
"""A4 less 18 mm on both sides."""
BOXES: dict[str, str] = {"notice": "Notice", "contacts": "Contacts", "help-now": "Help Now"}
"""Kind of box -> how the names of its styles begin."""


def styles(body_pt: float = BODY_PT, smallest_pt: float = SMALLEST_PT) -> tuple[Style, ...]:
    """Every style of a leaflet whose text is set at that size and its credits at the other one, Normal first."""
    subtitle_pt, topic_pt, box_pt = _scaled(body_pt)
    normal = Style(
        "Normal", based_on="", built_in=True, size_pt=body_pt, colour=INK, line=LINE, before_pt=0, after_pt=8
    )
    footer = Style("footer", built_in=True, line=1, after_pt=0, right_tab_mm=TEXT_WIDTH_MM)
    ruled = Style("Footer Ruled", based_on="footer", borders=(Border(("top",), 1.75, ACCENT, 6),))
    paragraphs = (
        *_cover(subtitle_pt, body_pt),
        *_rows(topic_pt, box_pt, body_pt, smallest_pt),
        *_box(BOXES["notice"], NOTE, ON_ACCENT),
        *_box(BOXES["contacts"], ACCENT, TINT),
        *_box(BOXES["help-now"], NOTE, ON_ACCENT),
    )
    return (normal, *_leads(paragraphs), footer, ruled, *CHARACTERS)
