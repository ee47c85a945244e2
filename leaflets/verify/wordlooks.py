"""What easy read and large print ask of the looks of a Word file: all in styles, big, plain and left aligned."""

import re
from collections.abc import Iterator

from leaflets.verify.wordfile import Element, W, WordFile, is_on, text_of, value

Fault = tuple[str, str, str]
SANS = frozenset({"Arial", "Verdana", "Tahoma", "Calibri", "Lexend", "Helvetica"})
"""Plain faces without serifs (UKAAF G003 and Inclusion Europe's "Information for all" name such faces)."""
SMALLEST_PT = 16
"""The smallest size in the house's design, for credits; the text itself is 18."""
LEAST_LINE = 1.4
"""Lines of body text, as a multiple of the font's own line: the house's gate."""
DIRECT_ALLOWED = frozenset({W + "rStyle", W + "pStyle", W + "lang", W + "sectPr", W + "rPr", W + "bidi", W + "rtl"})
_HAND_BULLET = re.compile(r"\s*([-–•·*▪●]|\d{1,2}[.)])\s+\S")
HINT = "Change the style, not the words."


def fonts(file: WordFile) -> Iterator[Fault]:
    """A theme font wins over the named one, so Word would show another face."""
    for name in file.used_styles():
        chosen = file.inherited(name, "rPr/rFonts")
        face = chosen if chosen is not None else file.defaults.find(W + "rFonts")
        if face is None or any("heme" in key for key in face.attrib) or value(face, "ascii") not in SANS:
            yield "WD-201", f"The style “{name}” has a theme font or one with serifs.", HINT


def small_print(file: WordFile) -> Iterator[Fault]:
    """RNIB clear print asks for 14 at least, large print for 16; the house's design stops at 16."""
    for name in file.used_styles():
        for tag in ("sz", "szCs"):
            chosen = file.inherited(name, f"rPr/{tag}")
            size = value(chosen if chosen is not None else file.defaults.find(W + tag))
            if size.isdigit() and int(size) < SMALLEST_PT * 2:
                yield "WD-202", f"The style “{name}” is {int(size) / 2:g} point.", f"Use {SMALLEST_PT} or more."


def direct_formatting(file: WordFile) -> Iterator[Fault]:
    """What is not in a style cannot be changed in one place."""
    for root in (file.body, *file.feet):
        by_hand = {node.tag for tag in ("pPr", "rPr") for place in root.iter(W + tag) for node in place}
        for name in sorted(by_hand - DIRECT_ALLOWED):
            yield "WD-203", f"Some words are formatted by hand ({name.removeprefix(W)}).", HINT


def alignment(file: WordFile) -> Iterator[Fault]:
    """Words stand at the left; a picture alone may be centred."""
    for paragraph in file.paragraphs:
        side = value(file.inherited(file.style_of(paragraph), "pPr/jc"))
        if text_of(paragraph).strip() and side not in ("", "left", "start"):
            yield "WD-204", f"“{text_of(paragraph).strip()[:40]}” is not aligned to the left.", HINT


def hyphenation(file: WordFile) -> Iterator[Fault]:
    """Said aloud, because a user's own default may be yes."""
    found = file.settings.find(W + "autoHyphenation")
    if found is None or is_on(found):
        yield "WD-205", "Words may be broken at the end of a line.", "Turn hyphenation off."


def hard_to_read_faces(file: WordFile) -> Iterator[Fault]:
    """Italics, capitals and underlining hide the shape of words; links alone are underlined."""
    for name in file.used_styles():
        for tag in ("i", "caps", "smallCaps", "strike", "u"):
            found = file.inherited(name, f"rPr/{tag}")
            is_link = tag == "u" and "hyperlink" in name.lower()
            if is_on(found) and not is_link:
                yield "WD-206", f"The style “{name}” uses italics, capitals or lines.", HINT


def line_spacing(file: WordFile) -> Iterator[Fault]:
    """Body text is open; an exact height would also cut pictures to a strip."""
    reached_text = False
    for paragraph in file.paragraphs:
        level, name = file.outline(paragraph), file.style_of(paragraph)
        reached_text = reached_text or level == 1
        rule, line = _line(file, name)
        if rule == "exact":
            yield "WD-208", f"The style “{name}” has an exact line height.", "Use a multiple."
        elif reached_text and level is None and text_of(paragraph).strip() and line < LEAST_LINE:
            yield "WD-207", f"The lines of “{name}” are {line:g} apart.", f"Use {LEAST_LINE} or more."


def _line(file: WordFile, style: str) -> tuple[str, float]:
    """The rule of a style's line height, and its multiple."""
    lines = (one.find(f"{W}pPr/{W}spacing") for one in file.line_of_styles(style))
    found = next((one for one in lines if value(one, "line")), None)
    return value(found, "lineRule") or "auto", int(value(found, "line") or 240) / 240


def line_breaks(file: WordFile) -> Iterator[Fault]:
    """A break inside a sentence is wrong as soon as the text grows."""
    if next(file.body.iter(W + "br"), None) is not None:
        yield "WD-209", "A line is broken by hand.", "Take the line break out."


def hand_made_lists(file: WordFile) -> Iterator[Fault]:
    """A screen reader cannot say how long a typed list is."""
    for paragraph in file.paragraphs:
        if _HAND_BULLET.match(text_of(paragraph)):
            yield "WD-210", f"“{text_of(paragraph)[:40]}” is a list typed by hand.", "Use a list style."


def page_number(file: WordFile) -> Iterator[Fault]:
    """Readers and their supporters find a place by its page."""
    codes = ((node.text or "").split() for foot in file.feet for node in foot.iter(W + "instrText"))
    if not any("PAGE" in code for code in codes):
        yield "WD-213", "There is no page number.", "Add the field PAGE to the foot."


def picture_kept_with_words(file: WordFile) -> Iterator[Fault]:
    """A picture on another page than its sentence explains nothing."""
    for paragraph in file.paragraphs:
        if has_picture(paragraph) and not is_on(file.inherited(file.style_of(paragraph), "pPr/keepNext")):
            yield "WD-214", "A picture is not kept with its words.", "Keep its paragraph with the next."


def has_picture(paragraph: Element) -> bool:
    """Whether a picture stands in the paragraph."""
    return next(paragraph.iter(W + "drawing"), None) is not None


RULES = (
    fonts,
    small_print,
    direct_formatting,
    alignment,
    hyphenation,
    hard_to_read_faces,
    line_spacing,
    line_breaks,
    hand_made_lists,
    page_number,
    picture_kept_with_words,
)
