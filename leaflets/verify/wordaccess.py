"""What Microsoft's own accessibility checker asks of the words and pictures of a Word file."""

import re
from collections.abc import Iterator

from leaflets.verify.wordfile import DC, DECORATIVE, WP, Element, R, V, W, WordFile, text_of, value

Fault = tuple[str, str, str]
LONGEST_ALT = 150
LONGEST_HEADING = 100
LONGEST_ADDRESS = 40
"""Of a link that is only an address: a short one such as www.example.org can be said and typed."""
_FILE_NAME = re.compile(r"(.*\.(png|jpe?g|svg|gif|bmp|tiff?)|(image|picture|photo|graphic)\s*\d*)", re.IGNORECASE)
_EMPTY_LINK = re.compile(r"(click )?here|(read|find out|learn) more|more|link|this( page)?", re.IGNORECASE)
_BARE = re.compile(rf"(https?://|ftp://)\S*|[^\s@]{{{LONGEST_ADDRESS},}}", re.IGNORECASE)
SAY = "Say in a few words what it shows."


def alternative_texts(file: WordFile) -> Iterator[Fault]:
    """WCAG 2.2, 1.1.1: pictures, shapes, charts and diagrams, also those in the way of old Word."""
    for node in file.body.iter(WP + "docPr"):
        if any(part.get("val") in ("1", "true") for part in node.iter(DECORATIVE)):
            continue
        yield from _alternative(node.get("name", "?"), node.get("descr", "").strip())
    for shape in (shape for shape in file.body.iter(V + "shape") if shape.find(V + "imagedata") is not None):
        yield from _alternative(shape.get("id", "?"), shape.get("alt", "").strip())


def _alternative(name: str, alt: str) -> Iterator[Fault]:
    if not alt:
        yield "WD-101", f"{name} has no alternative text.", SAY
    elif _FILE_NAME.fullmatch(alt):
        yield "WD-102", f"The alternative text “{alt[:60]}” says nothing.", SAY
    elif len(alt) > LONGEST_ALT:
        yield "WD-112", f"The alternative text of {name} is long.", f"Use {LONGEST_ALT} characters or fewer."


def restrictions(file: WordFile) -> Iterator[Fault]:
    """A locked file keeps screen readers and people out: Word is the format that anybody may change."""
    for node in file.settings.iter(W + "documentProtection"):
        if value(node, "enforcement") not in ("", "0", "false", "off"):
            yield "WD-104", "The file is locked.", "Take the protection off."


def content_controls(file: WordFile) -> Iterator[Fault]:
    """A field to fill in without a title is read out as “edit”. Galleries such as contents lists are none."""
    for node in file.body.iter(W + "sdtPr"):
        if not value(node.find(W + "alias")).strip() and node.find(W + "docPartObj") is None:
            yield "WD-115", "A field to fill in has no title.", "Give it one in its properties."


def floating(file: WordFile) -> Iterator[Fault]:
    """Pictures beside the text are read out of order, and hide words when the text grows."""
    if next(file.body.iter(WP + "anchor"), None) is not None or next(file.body.iter(W + "framePr"), None) is not None:
        yield "WD-105", "A picture or frame floats beside the text.", "Put it in line with the text."


def links(file: WordFile) -> Iterator[Fault]:
    """WCAG 2.2, 2.4.4."""
    for words in (words.strip() for words in _link_words(file)):
        if not words or _EMPTY_LINK.fullmatch(words):
            yield "WD-106", f"The link “{words}” does not say where it goes.", "Name the page it leads to."
        elif _BARE.fullmatch(words):
            yield "WD-106", f"The link “{words[:40]}” is a long address.", "Name the page it leads to."


def _link_words(file: WordFile) -> Iterator[str]:
    """The words of each link: of elements, and of fields with the code HYPERLINK."""
    for link in file.body.iter(W + "hyperlink"):
        if link.get(R + "id") is not None:
            yield text_of(link)
    for paragraph in file.paragraphs:
        if next(paragraph.iter(W + "fldChar"), None) is not None:
            yield from _field_links(paragraph)


def _field_links(paragraph: Element) -> Iterator[str]:
    """Fields stand inside each other; the code comes before `separate`, the words after it."""
    open_fields: list[tuple[list[str], list[str], list[bool]]] = []
    for node in paragraph.iter():
        kind = value(node, "fldCharType") if node.tag == W + "fldChar" else ""
        if kind == "begin":
            open_fields.append(([], [], []))
        elif kind == "separate" and open_fields:
            open_fields[-1][2].append(True)
        elif kind == "end" and open_fields:
            code, words, _ = open_fields.pop()
            if "".join(code).strip().startswith("HYPERLINK ") and "\\l" not in "".join(code):
                yield "".join(words)
        elif open_fields and node.tag == W + "instrText":
            open_fields[-1][0].append(node.text or "")
        elif open_fields and node.tag == W + "t" and open_fields[-1][2]:
            open_fields[-1][1].append(node.text or "")


def title(file: WordFile) -> Iterator[Fault]:
    """WCAG 2.2, 2.4.2."""
    found = file.core.find(DC + "title")
    if found is None or not (found.text or "").strip():
        yield "WD-107", "The file has no title in its properties.", "Give it the leaflet's title."


def headings(file: WordFile) -> Iterator[Fault]:
    """WCAG 2.2, 1.3.1 and 2.4.6: one title, no level left out."""
    found = [(level, text_of(one).strip()) for one in file.paragraphs if (level := file.outline(one)) is not None]
    if not found:
        yield "WD-108", "The file has no headings.", "Use the styles Title and Heading."
    elif file.profile.strict and found[0][0] != 0:
        yield "WD-108", "The first heading is not a title.", "Give the title an outline level of 1."
    before = found[0][0] - 1 if found and not file.profile.strict else -1
    for level, words in found:
        if level > before + 1:
            yield "WD-109", f"A heading level is left out before “{words[:60]}”.", "Use the next level down."
        if len(words) > LONGEST_HEADING:
            yield "WD-110", f"The heading “{words[:30]} …” is long.", f"Use {LONGEST_HEADING} characters or fewer."
        before = level


def language(file: WordFile) -> Iterator[Fault]:
    """WCAG 2.2, 3.1.1. Word itself writes no language into the properties; we do, and both must agree."""
    words = value(file.defaults.find(W + "lang")) or value(file.inherited(file.normal, "rPr/lang"))
    found = file.core.find(DC + "language")
    properties = "" if found is None else (found.text or "")
    if not words:
        yield "WD-114", "The file does not say its language.", "Set the language of all its words in Word."
    elif (file.profile.strict or properties) and words != properties:
        yield "WD-114", f"The language is “{words}” in the text, “{properties}” in the properties.", "Set both."
    elif file.profile.lang not in ("", words):
        yield "WD-114", f"The language is “{words}”, not “{file.profile.lang}” as in its name.", "Set the right one."
    elif words.startswith("en") and words != "en-GB":
        hint = "Set it to English (United Kingdom), if people there read it."
        yield "WD-120", f"A screen reader takes the voice for “{words}”.", hint


def watermark(file: WordFile) -> Iterator[Fault]:
    """A picture or large words behind the text make it hard to read, and are read out by nobody."""
    for root in file.heads:
        shapes = (shape.get("id", "") + shape.get("type", "") for shape in root.iter(V + "shape"))
        behind = any(is_behind(node) for node in root.iter(WP + "anchor"))
        if behind or any("watermark" in name.lower() for name in shapes):
            yield "WD-117", "There is a watermark behind the words.", "Take it out. Say it in words instead."


def is_behind(anchor: Element) -> bool:
    """Whether a picture lies behind the words."""
    return anchor.get("behindDoc", "0") in ("1", "true")


def gaps(file: WordFile) -> Iterator[Fault]:
    """Empty lines are read out as "blank" and break when the text grows."""
    for paragraph in file.paragraphs:
        words = text_of(paragraph)
        is_contents = file.style_of(paragraph).upper().startswith("TOC")
        if "  " in words or ("\t" in words and not is_contents):
            yield "WD-111", f"“{words.strip()[:40]}” has double blanks or a tab.", "Use one blank."
    for run_of_lines in empty_lines(file.body):
        yield "WD-111", "An empty line is used as a gap.", "Use the spacing of the style."
        if run_of_lines >= 3:
            yield "WD-211", "Empty lines push words to the next page.", "Use “Page break before” of the style."


def empty_lines(node: Element) -> Iterator[int]:
    """How many empty paragraphs follow each other at each place. Not those that Word itself needs: in an empty cell,
    after a table, and at the end of a section."""
    count, before = 0, ""
    for child in node:
        is_line = child.tag == W + "p" and not _has_content(child)
        is_needed = before == W + "tbl" or (node.tag == W + "tc" and len(node.findall(W + "p")) == 1)
        if is_line and not is_needed:
            count += 1
        elif count:
            yield count
            count = 0
        before = child.tag
        if len(child):
            yield from empty_lines(child)
    if count:
        yield count


def _has_content(paragraph: Element) -> bool:
    seen = {W + tag for tag in ("drawing", "pict", "object", "sectPr", "fldSimple", "fldChar")}
    return bool(text_of(paragraph).strip()) or any(
        node.tag in seen or (node.tag == W + "br" and value(node, "type") == "page") for node in paragraph.iter()
    )


RULES = (
    alternative_texts,
    restrictions,
    content_controls,
    floating,
    links,
    title,
    headings,
    language,
    watermark,
    gaps,
)
