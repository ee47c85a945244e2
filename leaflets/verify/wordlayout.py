"""What stays right when the letters grow: no breaks or lists by hand, page numbers, pictures kept with their words."""

import re
from collections.abc import Iterator, Mapping

from leaflets.verify.wordfile import Element, W, WordFile, has_picture, is_on, text_of, value

Fault = tuple[str, str, str]
_HAND_BULLET = re.compile(r"\s*([-–•·*▪●]|\d{1,2}[.)])\s+\S")
_SENTENCE_END = (".", "!", "?", ":", "…", "”", "’")


def line_breaks(file: WordFile) -> Iterator[Fault]:
    """A break inside a sentence is wrong as soon as the text grows. Breaks of pages and columns are no such breaks."""
    for paragraph in file.paragraphs:
        before = ""
        for node in paragraph.iter():
            if node.tag == W + "t":
                before += node.text or ""
            elif (node.tag == W + "br" and value(node, "type") in ("", "textWrapping")) or node.tag == W + "cr":
                inside = before.strip() and not before.rstrip().endswith(_SENTENCE_END)
                where = "inside a sentence" if inside else "instead of a new paragraph"
                yield "WD-209", f"A line is broken by hand {where}: “{before.strip()[-40:]}”.", "Take the break out."


def hand_made_lists(file: WordFile) -> Iterator[Fault]:
    """A screen reader cannot say how long a typed list is."""
    for paragraph in file.paragraphs:
        if _HAND_BULLET.match(text_of(paragraph)):
            yield "WD-210", f"“{text_of(paragraph)[:40]}” is a list typed by hand.", "Use a list style."


def page_number(file: WordFile) -> Iterator[Fault]:
    """Readers and their supporters find a place by its page."""
    roots = (*file.feet, *file.heads)
    codes = [(node.text or "").split() for root in roots for node in root.iter(W + "instrText")]
    codes += [value(node, "instr").split() for root in roots for node in root.iter(W + "fldSimple")]
    if not any("PAGE" in code for code in codes):
        yield "WD-213", "There is no page number.", "Add the field PAGE to the foot."


def picture_kept_with_words(file: WordFile) -> Iterator[Fault]:
    """A picture on another page than its sentence explains nothing: it is kept with the next line, or in a row that
    stays whole."""
    above = {child: parent for parent in file.body.iter() for child in parent}
    for paragraph in file.paragraphs:
        if has_picture(paragraph) and not text_of(paragraph).strip() and not _is_kept(file, paragraph, above):
            yield "WD-214", "A picture is not kept with its words.", "Keep its paragraph with the next."


def _is_kept(file: WordFile, paragraph: Element, above: Mapping[Element, Element]) -> bool:
    parent = above[paragraph]
    if parent.tag == W + "tc":
        row = above[parent]
        return is_on(row.find(f"{W}trPr/{W}cantSplit")) and bool(text_of(row).strip())
    siblings = list(parent)
    for following in siblings[siblings.index(paragraph) :]:
        if following.tag == W + "p" and text_of(following).strip():
            return True
        if following.tag != W + "p" or not is_on(file.of_paragraph(following, "keepNext")):
            return False
    return False


RULES = (line_breaks, hand_made_lists, page_number, picture_kept_with_words)
