"""The styles of the Word files that staff work in: the manuscript and the reviewer's copy. Not of leaflets.

These are for people who write and check, at a desk or on paper: 14 point (UK Association for Accessible Formats asks
for 12 or better 14 in clear print), notes and tables 12 point.
"""

from leaflets.paragraphs import (
    CHARACTER_STYLES,
    HELP,
    LEAFLET_LINE,
    MEANING,
    NOTE,
    PICTURE_NAME,
    QUOTE,
    QUOTE_PICTURE,
    SENTENCE,
    SPECIAL_PART,
    TOPIC,
)
from leaflets.word.styles import (
    ACCENT,
    ALL_SIDES,
    CHARACTERS,
    HARD_BAR,
    HARD_FILL,
    INK,
    ON_ACCENT,
    TINT,
    Border,
    Style,
    bar,
)

BODY_PT = 14.0
NOTE_PT = 12.0
QUIET = "4A4A4A"
"""Notes, labels, fact marks: 8.9 to 1 on white."""
NOTE_FILL = "F4F4F4"

NORMAL = Style("Normal", based_on="", built_in=True, size_pt=BODY_PT, colour=INK, line=1.2, before_pt=0, after_pt=4)


def manuscript_styles() -> tuple[Style, ...]:
    """Normal, then a style for each kind of line, each telling Word which one comes after it."""
    topic = Style(TOPIC, next=PICTURE_NAME, size_pt=22, bold=True, colour=ACCENT, before_pt=24, after_pt=8,
                  keep_next=True, outline=1, borders=(Border(("bottom",), 2.25, ACCENT, 4),))  # fmt: skip
    return (
        NORMAL,
        Style(HELP, next=HELP, size_pt=NOTE_PT, fill=TINT, after_pt=0, indent_pt=(6, 6),
              borders=(Border(ALL_SIDES, 0.5, TINT, 6),)),
        Style(LEAFLET_LINE, next=LEAFLET_LINE, colour=ACCENT, after_pt=2, keep_lines=True),
        topic,
        Style(SPECIAL_PART, based_on=TOPIC, next=PICTURE_NAME, outline=0,
              borders=(Border(("bottom",), 6, ACCENT, 4),)),
        Style(PICTURE_NAME, next=SENTENCE, size_pt=NOTE_PT, colour=QUIET, before_pt=14, after_pt=2, keep_next=True),
        Style(SENTENCE, next=SENTENCE, keep_lines=True),
        Style(MEANING, next=PICTURE_NAME, before_pt=4, after_pt=6, keep_lines=True, fill=HARD_FILL, indent_pt=(15, 8),
              borders=bar(HARD_BAR, HARD_FILL)),
        Style(QUOTE_PICTURE, based_on=PICTURE_NAME, next=QUOTE),
        Style(QUOTE, next=QUOTE, built_in=True, fill=TINT, indent_pt=(15, 8), borders=bar(ACCENT, TINT)),
        Style(NOTE, next=NOTE, size_pt=NOTE_PT, colour=QUIET, fill=NOTE_FILL, indent_pt=(30, 8), after_pt=0,
              borders=bar(QUIET, NOTE_FILL)),
        *characters(),
    )  # fmt: skip


def characters() -> tuple[Style, ...]:
    """Hard and stressed words, fact marks and notes inside a line; links."""
    links = tuple(style for style in CHARACTERS if style.name == "Hyperlink")
    return (
        *links,
        Style(CHARACTER_STYLES["hard"], based_on="", character=True, bold=True, colour=HARD_BAR),
        Style(CHARACTER_STYLES["stress"], based_on="", character=True, bold=True),
        Style(CHARACTER_STYLES["fact"], based_on="", character=True, colour=QUIET, size_pt=NOTE_PT),
        Style(CHARACTER_STYLES["note"], based_on="", character=True, colour=QUIET, size_pt=NOTE_PT),
    )


def review_styles() -> tuple[Style, ...]:
    """The reviewer's copy: headings, words of a table, small print, no style that a leaflet has."""
    cell = Style("Review words", size_pt=BODY_PT, after_pt=3, line=1.1)
    return (
        NORMAL,
        Style("Review title", size_pt=26, bold=True, colour=ACCENT, after_pt=6, keep_next=True, outline=0),
        Style("Review topic", size_pt=18, bold=True, colour=ACCENT, before_pt=16, after_pt=6, keep_next=True,
              outline=1),
        cell,
        Style("Review small", based_on=cell.name, size_pt=NOTE_PT),
        Style("Review head", based_on=cell.name, size_pt=NOTE_PT, bold=True, colour=ON_ACCENT, keep_next=True),
        Style("Review meaning", based_on=cell.name, size_pt=NOTE_PT, indent_pt=(8, 0)),
        Style("Review picture", based_on=cell.name, line=1),
        Style("Review end", size_pt=1, line=1, after_pt=0),
        Style("footer", built_in=True, size_pt=NOTE_PT, after_pt=0, right_tab_mm=267),
        *characters(),
    )  # fmt: skip
