"""What Microsoft's own accessibility checker asks of Word files, for those parts that a leaflet can hold."""

import re
from collections.abc import Iterator

from leaflets.verify.wordfile import DC, DECORATIVE, WP, W, WordFile, text_of, value

Fault = tuple[str, str, str]
LONGEST_ALT = 150
LONGEST_HEADING = 100
_FILE_NAME = re.compile(r"(.*\.(png|jpe?g|svg|gif|bmp|tiff?)|(image|picture|photo|graphic)\s*\d*)", re.IGNORECASE)
_EMPTY_LINK = re.compile(r"(click )?here|(read|find out|learn) more|more|link|this( page)?", re.IGNORECASE)


def alternative_texts(file: WordFile) -> Iterator[Fault]:
    """WCAG 2.2, 1.1.1."""
    for node in file.body.iter(WP + "docPr"):
        if any(part.get("val") in ("1", "true") for part in node.iter(DECORATIVE)):
            continue
        name, alt = node.get("name", "?"), node.get("descr", "").strip()
        if not alt:
            yield "WD-101", f"{name} has no alternative text.", "Say in a few words what it shows."
        elif _FILE_NAME.fullmatch(alt):
            yield "WD-102", f"The alternative text “{alt}” says nothing.", "Say in a few words what it shows."
        elif len(alt) > LONGEST_ALT:
            yield "WD-112", f"The alternative text of {name} is long.", f"Use {LONGEST_ALT} characters or fewer."


def tables(file: WordFile) -> Iterator[Fault]:
    """A table needs a header row, unless it is in Table Normal: then it only arranges."""
    for table in file.body.iter(W + "tbl"):
        style = value(table.find(f"{W}tblPr/{W}tblStyle"))
        if style not in ("", "TableNormal") and next(table.iter(W + "tblHeader"), None) is None:
            yield "WD-103", "A table has no header row.", "Mark its first row as a header row."
        if any(next(table.iter(W + tag), None) is not None for tag in ("gridSpan", "vMerge")):
            yield "WD-113", "A table has merged cells.", "Use one cell for each thing."
        if sum(1 for _ in table.iter(W + "tbl")) > 1:
            yield "WD-113", "A table stands inside a table.", "Use one simple table."


def restrictions(file: WordFile) -> Iterator[Fault]:
    """A locked file keeps screen readers and people out: Word is the format that anybody may change."""
    if next(file.settings.iter(W + "documentProtection"), None) is not None:
        yield "WD-104", "The file is locked.", "Take the protection off."


def floating(file: WordFile) -> Iterator[Fault]:
    """Pictures beside the text are read out of order, and hide words when the text grows."""
    if next(file.body.iter(WP + "anchor"), None) is not None or next(file.body.iter(W + "framePr"), None) is not None:
        yield "WD-105", "A picture or frame floats beside the text.", "Put it in line with the text."


def links(file: WordFile) -> Iterator[Fault]:
    """WCAG 2.2, 2.4.4."""
    for link in file.body.iter(W + "hyperlink"):
        words = text_of(link).strip()
        if not words or _EMPTY_LINK.fullmatch(words):
            yield "WD-106", f"The link “{words}” does not say where it goes.", "Name the page it leads to."


def title(file: WordFile) -> Iterator[Fault]:
    """WCAG 2.2, 2.4.2."""
    found = file.core.find(DC + "title")
    if found is None or not (found.text or "").strip():
        yield "WD-107", "The file has no title in its properties.", "Give it the leaflet's title."


def headings(file: WordFile) -> Iterator[Fault]:
    """WCAG 2.2, 1.3.1 and 2.4.6: one title, no level left out."""
    found = [(level, text_of(one).strip()) for one in file.paragraphs if (level := file.outline(one)) is not None]
    if not found or found[0][0] != 0:
        yield "WD-108", "The first heading is not a title.", "Give the title an outline level of 1."
    before = -1
    for level, words in found:
        if level > before + 1:
            yield "WD-109", f"A heading level is left out before “{words}”.", "Use the next level down."
        if len(words) > LONGEST_HEADING:
            yield "WD-110", f"The heading “{words[:30]} …” is long.", f"Use {LONGEST_HEADING} characters or fewer."
        before = level


def gaps(file: WordFile) -> Iterator[Fault]:
    """Empty lines are read out as "blank" and break when the text grows."""
    for paragraph in file.paragraphs:
        words = text_of(paragraph)
        if not words.strip() and next(paragraph.iter(W + "drawing"), None) is None:
            yield "WD-111", "An empty line is used as a gap.", "Use the spacing of the style."
        elif "  " in words or "\t" in words:
            yield "WD-111", f"“{words.strip()[:40]}” has double blanks or a tab.", "Use one blank."


def language(file: WordFile) -> Iterator[Fault]:
    """WCAG 2.2, 3.1.1: the language of the words and of the properties are the same."""
    words = value(file.defaults.find(W + "lang"))
    found = file.core.find(DC + "language")
    properties = "" if found is None else (found.text or "")
    if not words or words != properties:
        yield "WD-114", f"The language is “{words}” in the text, “{properties}” in the properties.", "Set both."


RULES = (alternative_texts, tables, restrictions, floating, links, title, headings, gaps, language)
