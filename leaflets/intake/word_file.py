"""Reads a Word file: mammoth finds its headings, lists and tables; our own pass notices changes and hidden text.

mammoth (1.13) shows hidden text as if it were seen, and says nothing of tracked changes. It gets a copy of the file
with its text parts only, in which changes are accepted and hidden text is gone.
"""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO

from leaflets import units
from leaflets.findings import Finding
from leaflets.intake import elements, encoding, markup, packed
from leaflets.intake.article import Block, Reading, Residue
from leaflets.intake.elements import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"
_PARTS = (
    "[Content_Types].xml", "_rels/.rels", _DOCUMENT, "word/_rels/document.xml.rels", _STYLES, "word/numbering.xml",
)  # fmt: skip
_STYLE_MAP = "\n".join(
    (
        "p[style-name='Title'] => h1.title:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        "p[style-name='Caption'] => figcaption:fresh",
        "p[style-name='caption'] => figcaption:fresh",
        "p[style-name='Quote'] => blockquote > p:fresh",
        "p[style-name='Intense Quote'] => blockquote > p:fresh",
        "p[style-name='Block Text'] => blockquote > p:fresh",
    )
)


def read(data: bytes, file: str) -> Reading:
    """What stands in the bytes of that Word file. Raises RefusedError; mammoth may raise anything."""
    parts = dict(packed.parts(data, _PARTS))
    trees = {name: elements.from_xml(part) for name, part in parts.items()}
    document = trees[_DOCUMENT]
    tracked = _accept_changes(document)
    hidden = _take_hidden(document, _hidden_styles(trees.get(_STYLES)))
    notes = _take_notes(document)
    parts[_DOCUMENT] = elements.xml(document)
    found, tables = _blocks(_as_page(parts))
    said = list(_findings(file, tracked, hidden, notes, "word/comments.xml" in packed.names(data), tables))
    left_out = tuple(Residue(text, 0, "hidden") for text in hidden)
    return Reading((*found, *left_out), "", tuple(said))


def _accept_changes(document: Element) -> int:
    """Takes out what was struck, keeps what was put in, and counts both."""
    gone = [node for tag in ("del", "moveFrom") for node in document.iter(f"{_W}{tag}")]
    added = [node for tag in ("ins", "moveTo") for node in document.iter(f"{_W}{tag}")]
    marks = f"{_W}rPr"
    count = 0
    for node in gone:
        if (parent := node.getparent()) is not None and parent.tag != marks:
            count += 1
            parent.remove(node)
    for node in added:
        parent = node.getparent()
        if parent is not None and parent.tag not in (marks, f"{_W}trPr"):
            count += 1
            for child in list(node):
                parent.insert(parent.index(node), child)
            parent.remove(node)
    return count


def _hidden_styles(styles: Element | None) -> frozenset[str]:
    if styles is None:
        return frozenset()
    found = (style for style in styles.iter(f"{_W}style") if _is_on(style.find(f"{_W}rPr/{_W}vanish")))
    return frozenset(str(style.get(f"{_W}styleId")) for style in found)


def _is_on(node: Element | None) -> bool:
    return node is not None and node.get(f"{_W}val", "1") not in ("0", "false", "off")


def _take_hidden(document: Element, styles: frozenset[str]) -> tuple[str, ...]:
    """Takes hidden runs out of the document; their texts, joined where they stood together."""
    texts: list[str] = []
    last: Element | None = None
    for run in list(document.iter(f"{_W}r")):
        if not _is_hidden(run, styles):
            continue
        text = "".join(str(node.text or "") for node in run.iter(f"{_W}t"))
        parent = run.getparent()
        if parent is None:
            continue
        if texts and parent is last:
            texts[-1] += text
        else:
            texts.append(text)
        last = parent
        parent.remove(run)
    cleaned = (" ".join(encoding.cleaned(text).split()) for text in texts)
    return tuple(text for text in cleaned if units.words(text))


def _is_hidden(run: Element, styles: frozenset[str]) -> bool:
    own = run.find(f"{_W}rPr/{_W}vanish")
    if own is not None:
        return _is_on(own)
    named = [run.find(f"{_W}rPr/{_W}rStyle")]
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    if paragraph is not None:
        named.append(paragraph.find(f"{_W}pPr/{_W}pStyle"))
    return any(name is not None and name.get(f"{_W}val") in styles for name in named)


def _take_notes(document: Element) -> int:
    """Takes the figures of notes out of the text, and counts them."""
    marks = [node for tag in ("footnoteReference", "endnoteReference") for node in document.iter(f"{_W}{tag}")]
    for mark in marks:
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)
    return len(marks)


def _as_page(parts: Mapping[str, bytes]) -> Element:
    """The file as the elements of a web page."""
    import mammoth

    copy = BytesIO()
    with zipfile.ZipFile(copy, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    made = mammoth.convert_to_html(copy, style_map=_STYLE_MAP, convert_image=_no_picture)
    return elements.from_page(f"<html><body>{made.value}</body></html>")


def _no_picture(image: object) -> list[object]:
    return []


def _blocks(page: Element) -> tuple[tuple[Block, ...], bool]:
    """The blocks, with the headings one step lower below a title; and whether there was a table."""
    found = markup.blocks(page)
    titled = {one.element for one in found if one.element.get("class") == "title"}
    return tuple(_lowered(one, titled) for one in found), any(one.table for one in found)


def _lowered(one: markup.Found, titled: set[Element]) -> Block:
    block = replace(one.block, line=0)
    if titled and block.level and one.element not in titled:
        return replace(block, level=min(6, block.level + 1))
    return block


def _findings(
    file: str, tracked: int, hidden: tuple[str, ...], notes: int, comments: bool, tables: bool
) -> Iterator[Finding]:
    if tracked:
        message = f"There are tracked changes ({tracked}). They were read as if all were accepted."
        yield _look(file, "AR-023", message, "Accept or reject them in Word, and save the file again.")
    for text in hidden:
        message = f"There is hidden text. It was left out: “{' '.join(text.split()[:12])}”."
        yield _look(file, "AR-024", message, "Show it in Word if readers need it.")
    if notes:
        message = f"There are notes at the foot of pages ({notes}). They were left out."
        yield _look(file, "AR-026", message, "Put what readers need into the text.")
    if comments:
        yield _look(file, "AR-026", "There are comments beside the text. They were left out.", "Read them in Word.")
    if tables:
        yield _look(file, "AR-027", "There is a table. It was read row by row.", "Compare it with the article.")


def _look(file: str, code: str, message: str, hint: str) -> Finding:
    return Finding(file, 0, code, "look at this", message, hint)
