"""Reads a LibreOffice file (.odt): headings, paragraphs, lists and tables; changes, notes and hidden text noticed."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from leaflets import units
from leaflets.findings import Finding
from leaflets.intake import elements, encoding, packed
from leaflets.intake.article import TITLE_LEVEL, Block, BlockKind, Reading, Residue
from leaflets.intake.elements import Element
from leaflets.intake.refusal import damaged

_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _OFFICE, _TABLE, _STYLE = (_NAMESPACE % name for name in ("text", "office", "table", "style"))
_BOX = _NAMESPACE % "drawing" + "text-box"
_CONTENT, _STYLES = "content.xml", "styles.xml"
_NOTES = (f"{_TEXT}note",)
_UNSEEN = (f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{_TEXT}tracked-changes", f"{_TEXT}sequence-decls",
           f"{_OFFICE}forms", f"{_TEXT}table-of-content", f"{_TEXT}soft-page-break")  # fmt: skip
_HIDDEN = (f"{_TEXT}hidden-text", f"{_TEXT}hidden-paragraph")
_MOST_SPACES = 10
_TITLE = -1
"""Stands for the level of a title until it is known whether there is one."""


@dataclass
class _Seen:
    """What was met on the way through the document."""

    hidden_styles: frozenset[str]
    titles: frozenset[str]
    hidden: list[str] = field(default_factory=list)
    tables: int = 0


def read(data: bytes, file: str) -> Reading:
    """What stands in the bytes of that LibreOffice file. Raises RefusedError."""
    parts = packed.parts(data, (_CONTENT, _STYLES))
    if _CONTENT not in parts:
        raise damaged()
    trees = [elements.from_xml(part) for part in parts.values()]
    content = elements.from_xml(parts[_CONTENT])
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise damaged()
    seen = _Seen(_hidden_styles(trees), _title_styles(trees))
    tracked = len(list(content.iter(f"{_TEXT}changed-region")))
    notes = len(list(content.iter(*_NOTES)))
    comments = len(list(content.iter(f"{_OFFICE}annotation")))
    blocks = _levelled([block for block in _blocks(body, "paragraph", seen) if units.words(block.text)])
    left_out = tuple(Residue(text, 0, "hidden") for text in seen.hidden)
    said = tuple(_findings(file, tracked, seen, notes, comments))
    return Reading((*blocks, *left_out), "", said)


def _blocks(node: Element, kind: BlockKind, seen: _Seen) -> Iterator[Block]:
    for child in node:
        if child.tag in _UNSEEN:
            continue
        if child.tag == f"{_TEXT}section" and child.get(f"{_TEXT}display") == "none":
            _note_hidden("".join(map(str, child.itertext())), seen)
        elif child.tag == f"{_TEXT}h":
            yield Block("heading", _text(child, seen), 0, _level(child))
            yield from _boxes(child, seen)
        elif child.tag == f"{_TEXT}p":
            yield _paragraph(child, kind, seen)
            yield from _boxes(child, seen)
        elif child.tag == f"{_TABLE}table":
            yield from _table(child, seen)
        else:
            yield from _blocks(child, "item" if child.tag == f"{_TEXT}list-item" else kind, seen)


def _paragraph(node: Element, kind: BlockKind, seen: _Seen) -> Block:
    if node.get(f"{_TEXT}style-name") in seen.titles:
        return Block("heading", _text(node, seen), 0, _TITLE)
    return Block(kind, _text(node, seen), 0)


def _boxes(node: Element, seen: _Seen) -> Iterator[Block]:
    """The paragraphs of text boxes that hang on a paragraph: the words below its pictures."""
    around = _around(node, _BOX)
    for box in node.iter(_BOX):
        if _around(box, _BOX) is around:  # a box in a box is read with the paragraph that it hangs on
            yield from _blocks(box, "caption", seen)


def _around(node: Element, tag: str) -> Element | None:
    """The nearest element of that kind that a node stands in."""
    return next(node.iterancestors(tag), None)


def _level(node: Element) -> int:
    level = str(node.get(f"{_TEXT}outline-level", "1"))
    return min(6, int(level)) if level.isdecimal() and level != "0" else 1


def _table(table: Element, seen: _Seen) -> Iterator[Block]:
    seen.tables += 1
    for row in table.iter(f"{_TABLE}table-row"):
        if _around(row, table.tag) is not table:  # of a table in a cell, which is read with that cell
            continue
        cells = (" ".join(block.text for block in _blocks(cell, "item", seen)) for cell in row)
        if text := " – ".join(cell for cell in cells if units.words(cell)):
            yield Block("item", text, 0)


def _text(node: Element, seen: _Seen) -> str:
    """The words of a paragraph as a reader sees them."""
    return " ".join(encoding.cleaned("".join(_pieces(node, seen))).split())


def _pieces(node: Element, seen: _Seen) -> Iterator[str]:
    if node.get(f"{_TEXT}style-name") in seen.hidden_styles or node.tag in _HIDDEN:
        hidden = str(node.get(f"{_TEXT}string-value") or "".join(map(str, node.itertext())))
        _note_hidden(hidden, seen)
        return
    yield node.text or ""
    for child in node:
        yield from _piece(child, seen)
        yield child.tail or ""


def _piece(child: Element, seen: _Seen) -> Iterator[str]:
    if child.tag == f"{_TEXT}s":
        count = str(child.get(f"{_TEXT}c", "1"))
        yield " " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES)
    elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
        yield " "
    elif child.tag not in (*_UNSEEN, *_NOTES) and not child.tag.startswith(_NAMESPACE % "drawing"):
        yield from _pieces(child, seen)


def _note_hidden(text: str, seen: _Seen) -> None:
    words = " ".join(encoding.cleaned(text.replace("\n", " ")).split())
    if units.words(words):
        seen.hidden.append(words)


def _styles(trees: list[Element]) -> Iterator[Element]:
    for tree in trees:
        yield from tree.iter(f"{_STYLE}style")


def _hidden_styles(trees: list[Element]) -> frozenset[str]:
    hidden = (
        style.get(f"{_STYLE}name")
        for style in _styles(trees)
        for look in style.iter(f"{_STYLE}text-properties")
        if look.get(f"{_TEXT}display") == "none"
    )
    return frozenset(str(name) for name in hidden)


def _title_styles(trees: list[Element]) -> frozenset[str]:
    """The style Title, and the nameless styles of paragraphs that are a Title with a change of looks."""
    parent = f"{_STYLE}parent-style-name"
    made = [style.get(f"{_STYLE}name", "") for style in _styles(trees) if style.get(parent) == "Title"]
    return frozenset(("Title", *(name for name in made if name.startswith("P"))))


def _levelled(blocks: list[Block]) -> list[Block]:
    """The blocks; where there is a title, all other headings stand one step below it."""
    if not any(block.level == _TITLE for block in blocks):
        return blocks
    levels = {block.level: max(TITLE_LEVEL, min(6, block.level + 1)) for block in blocks}
    return [replace(block, level=levels[block.level]) if block.level else block for block in blocks]


def _findings(file: str, tracked: int, seen: _Seen, notes: int, comments: int) -> Iterator[Finding]:
    if tracked:
        message = f"There are tracked changes ({tracked}). They were read as if all were accepted."
        yield _look(file, "AR-023", message, "Accept or reject them in LibreOffice, and save the file again.")
    for text in seen.hidden:
        message = f"There is hidden text. It was left out: “{' '.join(text.split()[:12])}”."
        yield _look(file, "AR-024", message, "Show it in LibreOffice if readers need it.")
    if notes:
        message = f"There are notes at the foot of pages ({notes}). They were left out."
        yield _look(file, "AR-026", message, "Put what readers need into the text.")
    if comments:
        message = f"There are comments beside the text ({comments}). They were left out."
        yield _look(file, "AR-026", message, "Read them in LibreOffice.")
    if seen.tables:
        yield _look(file, "AR-027", "There is a table. It was read row by row.", "Compare it with the article.")


def _look(file: str, code: str, message: str, hint: str) -> Finding:
    return Finding(file, 0, code, "look at this", message, hint)
